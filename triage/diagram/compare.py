"""Union of two views: a tree with what was added, changed and removed since another."""

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

import attrs

from triage.base.wording import many
from triage.diagram.build import (
    SHORT_HASH,
    Reading,
    end,
    holds_one,
    label,
    view,
)
from triage.diagram.edits import (
    both,
    reordered,
    rewritten,
    told,
    told_beside,
    told_whole,
)
from triage.diagram.meant import by_values, of_results, since
from triage.diagram.model import PLAIN, AdviceNote, Edge, Group, Mark, Node, View
from triage.diagram.overlay import Overlay
from triage.diagram.parts import joint_ways, module_title, numbers
from triage.linker.versions import Versions
from triage.model.diff import Difference
from triage.model.tree import DONE, Step, Tree, Way

ADDED = Mark("strong", "added")
REMOVED = Mark("gone", "removed")


def view_against(
    new: Tree, old: Tree, *, start: str | None = None, depth: int | None = None
) -> View:
    """Picture a tree with its edits, all in words; what was removed is where it was."""
    versions = Versions.of(old, new)
    is_same = is_drawn_alike(versions)
    beside = compared_with(old, new) + ": nothing differs" * is_same
    edits, old = versions.edits, versions.then
    marks = overlay(new, old, edits)
    shown = marks.over(view(new, start=start, depth=depth))
    taken = old.steps.keys() & new.recommendations.keys()
    otherwise = {*told_otherwise(new, old), *taken}
    was = renumbered(view(old), len(new.edges), otherwise)
    before = Overlay(rest=REMOVED).over(was)
    edges = tuple(removed_edges(new, old, shown, before))
    nodes = union(new, old, shown, before, edges, marks)
    away = elsewhere(new, old, marks, {node.id for node in nodes})
    known, used = {x.id for x in shown.groups}, {node.group for node in nodes}
    gone = (
        attrs.evolve(x, number="")
        for x in before.groups
        if x.id not in known and holds_one(x.id, used)
    )
    whole = [*told_whole(edits, new, old), *of_results(new, meant_otherwise(edits))]
    named = [*retitled(shown.groups, old)]
    renamed = [f"renamed: {'; '.join(map(str, versions.renamed))}"][
        : len(versions.renamed)
    ]
    return attrs.evolve(
        shown,
        details=(*shown.details, beside, *renamed, *whole, *told_beside(edits), *away),
        compared=not is_same,
        nodes=nodes,
        edges=(*shown.edges, *edges),
        reworded=bool(whole) or any(x.mark != PLAIN for x in named),
        groups=(*named, *gone),
        definitions=dict(since(new, old, shown, meant_otherwise(edits))),
        unsure=shown.unsure or before.unsure,
    )


def retitled(groups: Iterable[Group], old: Tree) -> Iterator[Group]:
    """Yield the frames of modules; one that has another title says what it was."""
    modules = {step.module for step in old.steps.values()}
    for group in groups:
        was = module_title(old, group.id) if group.id in modules else group.title
        mark = PLAIN
        if was != group.title:
            mark = Mark("strong", f"changed: {rewritten(was, group.title)}")
        yield attrs.evolve(group, mark=mark)


def is_drawn_alike(versions: Versions) -> bool:
    """Whether two versions are one tree: nothing is edited, and reads otherwise."""
    hashes = ((x.full_logic, x.full_wording) for x in (versions.old, versions.new))
    return not versions.edits and len({*hashes}) == 1


def compared_with(old: Tree, new: Tree) -> str:
    """Say with what a tree is compared: by its version, or what else sets it apart."""
    named = (
        ("version", old.version, new.version),
        ("logic", old.logic[:SHORT_HASH], new.logic[:SHORT_HASH]),
        ("wording", old.wording[:SHORT_HASH], new.wording[:SHORT_HASH]),
    )
    known = [(noun, was, now) for noun, was, now in named if was]
    noun, was, _ = next((x for x in known if x[1] != x[2]), known[0])
    return f"compared with {noun} {was}"


def overlay(new: Tree, old: Tree, edits: Iterable[Difference]) -> Overlay:
    found: dict[str, dict[str, Mark]] = {}
    for item in edits:
        found.setdefault(item.part, {})[item.id] = told(item, old, new)
    edited = {**found.get("question", {})}
    for name, mark in found.get("condition of a question", {}).items():
        edited[name] = both(edited.get(name), mark)
    kept = {*fingerprints(old).values()}
    added = (n for n, drawn in fingerprints(new).items() if drawn not in kept)
    marks: dict[Any, Mark] = dict.fromkeys(added, ADDED)
    marks |= moved_limits(new, old)
    marks |= found.get("step", {})
    marks |= found.get("recommendation", {})
    others = chain(
        asked_otherwise(new, old, edited),
        by_values(new, meant_otherwise(edits)).items(),
    )
    for name, mark in others:
        if marks.get(name) != ADDED:
            marks[name] = both(marks.get(name), mark)
    for step in new.steps.values():
        was = old.steps.get(step.id, Step(""))
        for name in step.ask:
            marks[step.id, name] = edited.get(name, PLAIN) if name in was.ask else ADDED
        marks |= {n: m for n, m in reordered(was, step).items() if n not in marks}
        for index, advice in enumerate(step.advise):
            if advice not in was.advise:
                marks[step.id, index] = ADDED
    return Overlay(marks)


def meant_otherwise(edits: Iterable[Difference]) -> list[str]:
    """Return the values that mean something else now."""
    return [x.id for x in edits if x.part == "value" and x.edit == "changed"]


def asked_otherwise(
    new: Tree, old: Tree, edited: Mapping[str, Mark]
) -> Iterator[tuple[str, Mark]]:
    """Yield the marks of steps that ask a question which was edited."""
    for step in new.steps.values():
        was = old.steps.get(step.id, Step("")).ask
        if count := sum(name in edited and name in was for name in step.ask):
            yield step.id, Mark("strong", f"changed: {many(count, 'question')}")


def elsewhere(
    new: Tree, old: Tree, marks: Overlay, here: Container[str]
) -> Iterator[str]:
    """Yield how many steps were edited or removed that a picture does not show."""
    if away := sum(name in marks.marks and name not in here for name in new.steps):
        yield f"{many(away, 'edited step')} not shown"
    gone = numbers(old).keys() - numbers(new).keys()
    if away := sum(name not in here for name in gone):
        yield f"{many(away, 'removed step')} not shown"


def fingerprints(tree: Tree) -> Mapping[int, tuple[str, Way, bool]]:
    """Return what each way is drawn as, by its number, and whether to a step.

    It may cross into a module, and what it leads to may be something else by that id.
    """
    joints, found = joint_ways(tree), dict[int, tuple[str, Way, bool]]()
    for step, way in tree.edges:
        if step.id not in joints:
            drawn = attrs.evolve(way, number=0, to=joints.get(way.to, way.to))
            found[way.number] = step.id, drawn, drawn.to in tree.steps
    return found


def moved(new: Tree, old: Tree) -> Mapping[int, int]:
    """Return the ways of which only the condition is another, and which they were.

    Of several that lead alike from a step, those are one that stand nearest.
    """
    now, then = fingerprints(new), fingerprints(old)
    known, kept = {*then.values()}, {*now.values()}
    left = {n: drawn for n, drawn in now.items() if drawn not in known}
    found: dict[int, int] = {}
    for number, was in then.items():
        alike = [n for n in left if was not in kept and is_moved(was, left[n])]
        if alike:
            place = order_of(old, number)
            nearest = min(alike, key=lambda n: abs(order_of(new, n) - place))
            del left[nearest]
            found[nearest] = number
    return found


def is_moved(was: tuple[str, Way, bool], now: tuple[str, Way, bool]) -> bool:
    """Whether a way is taken under another condition, and else the same."""
    if was[1].when is None or now[1].when is None or was[1].answer:
        return False
    if bool(was[1].cells) != bool(now[1].cells):  # a table has taken its place
        return False
    return was == (now[0], attrs.evolve(now[1], when=was[1].when), now[2])


def order_of(tree: Tree, number: int) -> int:
    """Return which of the ways on from its step a way is."""
    step, way = tree.edges[number]
    return way.number - step.ways[0].number


def moved_limits(new: Tree, old: Tree) -> Iterator[tuple[int, Mark]]:
    """Yield the marks of ways of which only the condition is another."""
    then = Reading.of(old)
    for number, before in moved(new, old).items():
        said = label(then, *old.edges[before])
        yield number, Mark("strong", f"changed, before: {said}")


def told_otherwise(new: Tree, old: Tree) -> Iterator[str]:
    """Yield the recommendations that read otherwise in a picture of the older tree."""
    now, then = Reading.of(new), Reading.of(old)
    both = (name for name in old.recommendations if name in new.recommendations)
    yield from (n for n in both if read_of(end(now, n)) != read_of(end(then, n)))


def read_of(node: Node) -> Node:
    """Return a node as it is read on any scale: without the rank of its level."""
    level = node.level and attrs.evolve(node.level, rank=0, colour="")
    return attrs.evolve(node, level=level)


def renumbered(was: View, first: int, changed: Iterable[str]) -> View:
    """Return a picture of the older tree, with no id that is another's in the newer."""
    todo = [node.id for node in was.nodes if node.kind == "todo"]
    ids = {name: f"todo:{first + int(name.removeprefix('todo:'))}" for name in todo}
    ids |= {name: f"was:{name}" for name in changed}

    def notes(part: Node | Edge) -> tuple[AdviceNote, ...]:
        return tuple(
            attrs.evolve(x, target=ids.get(x.target, x.target)) for x in part.notes
        )

    return attrs.evolve(
        was,
        nodes=tuple(
            attrs.evolve(n, id=ids.get(n.id, n.id), number=0, notes=notes(n))
            for n in was.nodes
        ),
        edges=tuple(
            attrs.evolve(
                e,
                number=first + e.number,
                source=ids.get(e.source, e.source),
                target=ids.get(e.target, e.target),
                notes=notes(e),
            )
            for e in was.edges
        ),
    )


def removed_edges(new: Tree, old: Tree, shown: View, before: View) -> Iterator[Edge]:
    """Yield the ways that were removed; in a part, those to which ways lead from there.

    In a whole tree that is all of them, as the step may be removed that was the first.
    """
    here, drawn = {node.id for node in shown.nodes}, numbers(new).keys()
    kept, same = {*fingerprints(new).values()}, {*moved(new, old).values()}
    edges = {edge.number: edge for edge in before.edges}
    reached = here | numbers(old).keys() if here >= drawn else {*here}
    for number, was in fingerprints(old).items():
        if was[0] in reached and was not in kept and number not in same:
            edge = edges[len(new.edges) + number]
            is_cut = edge.target in drawn - here
            target = f"cut:{edge.target}" if is_cut else edge.target
            reached.add(target)
            yield attrs.evolve(edge, target=target)


def union(
    new: Tree,
    old: Tree,
    shown: View,
    before: View,
    edges: tuple[Edge, ...],
    marks: Overlay,
) -> tuple[Node, ...]:
    """Return the nodes that are shown, and those that removed ways and advice need."""
    was = {node.id: node for node in before.nodes}
    kept = [with_removed(node, was, old, new) for node in shown.nodes]
    here = {node.id for node in kept}
    gone = was.keys() - here - new.recommendations.keys() - {DONE}
    ends = dict.fromkeys(x for edge in edges for x in (edge.source, edge.target))
    notes = [x.notes for x in (*kept, *(was[name] for name in ends if name in gone))]
    notes += [edge.notes for edge in edges]
    named = dict.fromkeys(note.target for note in chain(*notes))
    now = Reading.of(new)
    others = (
        was[name] if name in gone else marks.node(end(now, name))
        for name in ends | named
        if name not in here
    )
    return (*kept, *others)


def with_removed(node: Node, was: Mapping[str, Node], old: Tree, new: Tree) -> Node:
    if node.id not in was or node.id not in old.steps or node.id not in new.steps:
        return node
    before, asked = was[node.id], new.steps[node.id].ask
    lines = (x for x in before.lines if x.question and x.question not in asked)
    kept = new.steps[node.id].advise
    notes = zip(old.steps[node.id].advise, before.notes, strict=True)
    return attrs.evolve(
        node,
        lines=(*node.lines, *lines),
        notes=(*node.notes, *(note for item, note in notes if item not in kept)),
    )
