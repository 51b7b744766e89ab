"""Unchanged: steps of a comparison next to which nothing changed, as titles alone."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby

import attrs

from triage.base.question import Level
from triage.base.wording import many
from triage.diagram.build import holds_one
from triage.diagram.model import PLAIN, AdviceNote, Edge, Mark, Node, Told, View
from triage.diagram.overview import Extent, may_be_told
from triage.diagram.phrases import UNCHANGED, step_name
from triage.diagram.stack import conditions, spoken_of

FOLDED = Mark("faded", UNCHANGED)
FAINT = Mark("faded")


def folded(view: View) -> View:
    """Return a comparison in which what changed, and the steps next to it, are whole.

    Of the others, those side by side become one box with their numbers and titles. It
    says between which levels lies what is told there, as no way is drawn to those ends.
    """
    runs = [*unchanged(view)]
    if not view.compared or not runs:
        return view
    home = {node.id: called(run) for run in runs for node in run}
    boxes = {called(run): box(view, run) for run in runs}
    edges = (*kept_ways(view, home), *onward(view, home))
    nodes = [*kept_nodes(view, home, boxes, edges)]
    used = {node.group for node in nodes}
    return with_names(
        attrs.evolve(
            view,
            details=(*view.details, f"{many(len(home), 'unchanged step')} folded"),
            first=home.get(view.first, view.first),
            levels=tuple(named_in(boxes.values())),
            nodes=tuple(nodes),
            edges=edges,
            groups=tuple(x for x in view.groups if holds_one(x.id, used)),
        ),
        [node for node in view.nodes if node.id in home],
    )


def unchanged(view: View) -> Iterator[Sequence[Node]]:
    """Yield the steps to be folded, those of consecutive numbers in one part together.

    Ways lead from lower numbers to higher ones, so no way leads out of such a run and
    back into it.
    """
    near = beside_changes(view)
    steps = (node for node in view.nodes if node.kind == "step" and node.id not in near)
    ordered = enumerate(sorted(steps, key=lambda node: node.number))
    runs = groupby(ordered, key=lambda pair: (pair[1].number - pair[0], pair[1].group))
    yield from ([node for _, node in run] for _, run in runs)


def beside_changes(view: View) -> Collection[str]:
    """Return what changed, and what a way or advice joins to that."""
    pairs = [(edge.source, edge.target) for edge in view.edges]
    pairs += [(source, note.target) for source, note in advice(view)]
    found = {node.id for node in view.nodes if is_marked(node)}
    found |= {edge.source for edge in view.edges if edge.mark != PLAIN}
    found |= {source for source, note in advice(view) if note.mark != PLAIN}
    joined = {one for pair in pairs if found & {*pair} for one in pair}
    return found | joined


def is_marked(node: Node) -> bool:
    return node.mark != PLAIN or any(line.mark != PLAIN for line in node.lines)


def advice(view: View) -> Iterator[tuple[str, AdviceNote]]:
    """Yield all advice with the step at which, or on a way from which, it is told."""
    for node in view.nodes:
        yield from ((node.id, note) for note in node.notes)
    for edge in view.edges:
        yield from ((edge.source, note) for note in edge.notes)


def called(run: Sequence[Node]) -> str:
    """Return the id of a box: that of its step, or the numbers of several."""
    first, last = run[0], run[-1]
    return first.id if first is last else f"{first.number} to {last.number}"


def box(view: View, run: Sequence[Node]) -> Node:
    """Return what stands for some steps; of one alone the number and title are left."""
    first = run[0]
    lies = extent(view, {node.id for node in run})
    told = tuple(may_be_told(lies, speech=view.speech))
    if len(run) == 1:
        return attrs.evolve(
            first, lines=(), notes=(), columns=(), mark=FOLDED, told=told
        )
    names = tuple(map(step_name, run))
    return Node(
        called(run), "step", group=first.group, mark=FOLDED, told=told, folded=names
    )


def extent(view: View, steps: Collection[str]) -> Extent:
    """Return between which levels lies what some steps tell, and what they end with.

    What is only advised counts: whoever reads the box is told of all that it hides.
    """
    nodes = {node.id: node for node in view.nodes}
    advised = [note for source, note in advice(view) if source in steps]
    targets = [nodes[edge.target] for edge in view.edges if edge.source in steps]
    ends = [node for node in targets if node.kind == "recommendation"]
    told: Sequence[Node | AdviceNote] = [*ends, *advised]
    high = max(levels(told), key=rank, default=None)
    low = min(levels(told), key=rank, default=None)
    return Extent(high, low, any(one.warning for one in told))


def named_in(boxes: Iterable[Node]) -> Iterator[Level]:
    """Yield the levels that are named in some boxes."""
    return levels(told for node in boxes for told in node.told)


def levels(told: Iterable[Node | AdviceNote | Told]) -> Iterator[Level]:
    return (one.level for one in told if one.level is not None)


def rank(level: Level) -> int:
    return level.rank


def kept_ways(view: View, home: Mapping[str, str]) -> Iterator[Edge]:
    """Yield the ways from steps that are whole; into a run, each says to which step."""
    numbers = {node.id: node.number for node in view.nodes}
    for edge in view.edges:
        if edge.source in home:
            continue
        box = home.get(edge.target, edge.target)
        mark = edge.mark
        if box != edge.target:
            said = filter(None, (mark.text, f"to {numbers[edge.target]}"))
            mark = attrs.evolve(mark, text=", ".join(said))
        yield attrs.evolve(edge, target=box, mark=mark)


def onward(view: View, home: Mapping[str, str]) -> Iterator[Edge]:
    """Yield one line for all ways that lead from a box to another, or to a step."""
    steps = {node.id for node in view.nodes if node.kind == "step"}
    lines: dict[tuple[str, str], Edge] = {}
    for edge in view.edges:
        if edge.source in home and edge.target in steps:
            ends = home[edge.source], home.get(edge.target, edge.target)
            lines.setdefault(ends, Edge(edge.number, *ends, mark=FAINT))
    yield from (line for (source, target), line in lines.items() if source != target)


def kept_nodes(
    view: View,
    home: Mapping[str, str],
    boxes: Mapping[str, Node],
    edges: Iterable[Edge],
) -> Iterator[Node]:
    """Yield each box once, the steps that are whole, and all that these tell."""
    whole = {node.id for node in view.nodes if node.id not in home}
    named = {edge.target for edge in edges}
    named |= {note.target for source, note in advice(view) if source in whole}
    before = leading(view, home)
    left = {*boxes}
    for node in view.nodes:
        name = home.get(node.id, "")
        if name in left:
            left.remove(name)
            yield boxes[name]
        elif node.kind == "step" and not name:
            yield attrs.evolve(node, sources=tuple(sorted(before.get(node.id, ()))))
        elif not name and (node.mark != PLAIN or node.id in named):
            yield node


def leading(view: View, home: Mapping[str, str]) -> Mapping[str, Collection[int]]:
    """Return from which steps of a run ways lead to each step, as no line says it."""
    nodes = {node.id: node for node in view.nodes}
    found: dict[str, set[int]] = {}
    for edge in view.edges:
        if home.get(edge.source, edge.source) != edge.source:
            found.setdefault(edge.target, set()).add(nodes[edge.source].number)
    return found


def with_names(view: View, away: Sequence[Node]) -> View:
    """Return a view with the names that it uses, and where else these are asked."""
    here = {node.number for node in view.nodes}
    meant = {
        name: said
        for name, said in view.definitions.items()
        if here & {*view.places.get(name, here)}
    }
    texts = chain(conditions(view.nodes, view.edges), meant.values())
    lines = [(line.name, node.number) for node in away for line in node.lines]
    spoken = spoken_of({name: "" for name, _ in lines if name}, [*texts])
    asked: dict[str, list[int]] = {}
    for name, number in sorted(lines):
        if name in spoken:
            asked.setdefault(name, []).append(number)
    return attrs.evolve(
        view,
        definitions=meant,
        asked={**view.asked, **{name: tuple(at) for name, at in asked.items()}},
    )
