"""Tree to view: the graph of a tree, or of the part below a step, with its texts."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from posixpath import commonpath

import attrs

from triage.base.exceptions import TriageError
from triage.base.immutable import immutable
from triage.base.suggest import did_you_mean
from triage.diagram import model as v
from triage.diagram.lines import cells, step_lines, step_title
from triage.diagram.model import Edge, Line, Node
from triage.diagram.notation import PictureVoice, notation
from triage.diagram.parts import Part, joint_ways, module_title, numbers, parts
from triage.language import ast as e
from triage.model.reasons import ANY_OTHER, OTHERWISE
from triage.model.traversal import (
    advice_sites,
    conditions,
    conditions_at,
    edge_label,
)
from triage.model.tree import DONE, Advice, Step, Tree, Way

SHORT_HASH = 8
FEW = 2  # of so many ways on, "if …" and "otherwise", the order is plain


@immutable
class Reading:
    """Hold a tree with what all its pictures say alike."""

    tree: Tree
    words: PictureVoice
    numbers: Mapping[str, int]
    joints: Mapping[str, str]
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, tree: Tree) -> "Reading":
        return cls(tree, notation(tree), numbers(tree), joint_ways(tree), parts(tree))


def view(tree: Tree, *, start: str | None = None, depth: int | None = None) -> v.View:
    here = Reading.of(tree)
    shown = {name: tree.steps[name] for name in part(here, start, depth)}
    return view_of(here, shown, tuple(details(tree, start, depth)))


PART_OF = "Part {number} of {all}: {title}"


def part_view(here: Reading, number: int) -> v.View:
    """Picture a part, with the steps that lead into it and where it goes on.

    Raises:
        TriageError: There is no such part.
    """
    if not 0 < number <= len(here.parts):
        raise TriageError(f"there is no part {number}: give 1 to {len(here.parts)}")
    wanted, tree = here.parts[number - 1], here.tree
    shown = {name: tree.steps[name] for name in wanted.steps}
    nth, all_, is_one = f"{number}", f"{len(here.parts)}", len(here.parts) == 1
    called = tree.speech.say(PART_OF, number=nth, all=all_, title=wanted.title)
    about = tuple(details(tree, None, None))
    whole = view_of(here, shown, about if is_one else (tree.title, *about))
    before: dict[str, set[int]] = {}
    for name, place in here.numbers.items():
        if name not in shown:
            for way in tree.steps[name].ways:
                to = here.joints.get(way.to, way.to)
                before.setdefault(to, set()).add(place)
    return attrs.evolve(
        whole,
        title=wanted.title if is_one else called,
        subject=tree.title,
        nodes=tuple(
            attrs.evolve(node, sources=tuple(sorted(before.get(node.id, ()))))
            if node.kind == "step"
            else node
            for node in whole.nodes
        ),
    )


def view_of(here: Reading, shown: Mapping[str, Step], about: tuple[str, ...]) -> v.View:
    tree = here.tree
    spoken = set(named(tree))
    edges = [edge(here, x, way, shown) for x in shown.values() for way in x.ways]
    nodes = [step_node(here, step, spoken) for step in shown.values()]
    nodes += ends(here, shown, edges)
    read = [*parts_read(tree, shown.values())]
    return v.View(
        id=tree.id,
        title=tree.title,
        details=about,
        first=next(iter(shown)),
        nodes=tuple(nodes),
        edges=tuple(edges),
        groups=tuple(groups(here, {node.group for node in nodes})),
        scale=tree.levels,
        definitions=definitions(here, used(tree, shown.values())),
        places=places(here, shown.values()),
        asked=asked_elsewhere(here, shown.values(), read),
        unsure=any(map(is_of_certainty, read)),
        speech=tree.speech,
        notice=tree.profile.disclaimer,
        hashes=(tree.logic, tree.wording),
    )


def is_of_certainty(part: e.Expr) -> bool:
    return isinstance(part, e.Maybe | e.Surely)


def details(tree: Tree, start: str | None, depth: int | None) -> Iterator[str]:
    say, first = tree.speech.say, start or tree.first
    if tree.version:
        yield say("version {version}", version=tree.version)
    yield say(tree.status)
    yield say("logic {hash}", hash=tree.logic[:SHORT_HASH])
    if depth is not None:
        deep = tree.speech.many(depth, "step")
        yield say("only the part from {step}, {steps} deep", step=first, steps=deep)
    elif start is not None:
        yield say("only the part from {step}", step=first)


def part(here: Reading, start: str | None, depth: int | None) -> tuple[str, ...]:
    """Return the ids of the steps to show, the first first."""
    tree = here.tree
    if start is not None and start not in tree.steps:
        hint = did_you_mean(start, tree.steps)
        raise TriageError(f"no step is called `{start}`" + (f": {hint}" * bool(hint)))
    if depth is not None and depth < 0:
        raise TriageError(f"depth is {depth}: give 0 or more")
    if start is None and depth is None:
        return tuple(here.numbers)
    first = start or tree.first
    ahead = here.joints.get(first, first)
    first = ahead if ahead in tree.steps else first
    near = steps_below(here, first, depth)
    return tuple(dict.fromkeys([first, *(n for n in here.numbers if n in near)]))


def steps_below(here: Reading, first: str, depth: int | None) -> frozenset[str]:
    found = ring = {first}
    left = len(here.tree.steps) if depth is None else depth
    while ring and left:
        ways = [way for name in ring for way in here.tree.steps[name].ways]
        targets = {here.joints.get(way.to, way.to) for way in ways}
        ring = {name for name in targets if name in here.numbers} - found
        found, left = found | ring, left - 1
    return frozenset(found)


def step_node(here: Reading, step: Step, spoken: set[str]) -> Node:
    return Node(
        id=step.id,
        kind="step",
        lines=step_lines(here.tree, step, here.words, spoken),
        notes=notes(here, step.advise),
        group=step.module,
        columns=tuple(map(here.words.named, step.table)),
        title=step_title(here.tree, step),
        number=here.numbers.get(step.id, 0),
    )


def notes(here: Reading, advise: tuple[Advice, ...]) -> tuple[v.AdviceNote, ...]:
    found = []
    for item in advise:
        end = here.tree.recommendations[item.recommendation]
        when = "" if item.when is None else here.words.of(item.when)
        found.append(
            v.AdviceNote(
                end.id,
                here.words.with_holes(end.title),
                when,
                end.urgency,
                warning=end.warning,
            )
        )
    return tuple(found)


def edge(here: Reading, step: Step, way: Way, shown: Mapping[str, Step]) -> Edge:
    """Return the edge of a way, up to where the part that is shown ends."""
    to = way.to if way.to in shown else here.joints.get(way.to, way.to)
    is_cut = to in here.tree.steps and to not in shown
    target = (f"cut:{to}" if is_cut else to) or f"todo:{way.number}"
    several = bool(step.table) or (len(step.ways) > FEW and not step.by_answer)
    return Edge(
        number=way.number,
        source=step.id,
        target=target,
        label=label(here, step, way),
        order=1 + way.number - step.ways[0].number if several else 0,
        notes=notes(here, way.advise),
        cells=cells(here.tree, step, way),
        others=way.others if way.is_any_other else 0,
        is_option=is_option(here, step, way),
    )


def label(here: Reading, step: Step, way: Way) -> str:
    if way.answer or way.said is None:
        said, speech = edge_label(here.tree, step, way), here.tree.speech
        ours = (speech.say(ANY_OTHER), speech.say(OTHERWISE))
        is_taken = said in ours and is_option(here, step, way)
        return speech.quote(said) if is_taken else said
    return here.words.of(way.said)


def is_option(here: Reading, step: Step, way: Way) -> bool:
    """Whether it is an option, in the author's words, by which a way is taken."""
    if not way.answer:
        return False
    options = here.tree.questions[step.ask[0]].options
    return any(option.id == way.answer for option in options)


def ends(
    here: Reading, shown: Mapping[str, Step], edges: Iterable[Edge]
) -> Iterator[Node]:
    """Yield a node for every end, then for what is only collected on the way."""
    homes: dict[str, list[str]] = {}
    for way in edges:
        if way.target not in shown:
            homes.setdefault(way.target, []).append(shown[way.source].module)
    for name, modules in homes.items():
        yield end(here, name, commonpath(modules))
    advised = (x.advice.recommendation for x in advice_sites(shown.values()))
    yield from (end(here, name) for name in dict.fromkeys(advised) if name not in homes)


def end(here: Reading, name: str, group: str = "") -> Node:
    tree, say = here.tree, here.tree.speech.say
    match name.split(":"):
        case ["todo", number]:
            todo = tree.edges[int(number)][1].todo
            line = Line(say("Not written yet: {todo}", todo=todo))
            return Node(name, "todo", (line,), group=group)
        case ["cut", step]:
            place = place_of(here, step)
            line = Line(say("… goes on at {place}", place=place))
            return Node(name, "cut", (line,), group=group)
        case [word] if word == DONE:
            line = Line(say("End: what was advised on the way"))
            return Node(name, "done", (line,), group=group)
    item = tree.recommendations[name]
    place = f"{item.precedence}"
    details = [say("rank {place} among its like", place=place)] * bool(item.precedence)
    details += [say("shown alone")] if item.alone else []
    line = Line(here.words.with_holes(item.title), details=tuple(details))
    return Node(
        name,
        "recommendation",
        (line,),
        level=item.urgency,
        group=group,
        warning=item.warning,
    )


def place_of(here: Reading, step: str) -> str:
    """Return the number of a step, and what it is called."""
    called = step_title(here.tree, here.tree.steps[step]) or step
    return f"{here.numbers[step]}, {called}"


def named(tree: Tree) -> Iterator[str]:
    """Yield the questions that conditions name, where they are said in words."""
    for decided, condition in conditions(tree):
        if not is_by_answer(decided):
            for part in e.parts(condition):
                yield from e.own_questions(part)


def used(tree: Tree, steps: Collection[Step]) -> set[str]:
    """Return the values that are named where some steps are shown, or explain them."""
    return {x.value for x in parts_read(tree, steps) if isinstance(x, e.OfValue)}


def parts_read(tree: Tree, steps: Collection[Step]) -> Iterator[e.Expr]:
    """Yield the parts of all that is written where some steps are shown."""
    asked = (name for step in steps for name in step.ask)
    shown: list[e.Expr] = [tree.guards[n].when for n in asked if n in tree.guards]
    shown += (x for of, x in conditions_at(steps) if not is_by_answer(of))
    return e.parts_through(shown, tree.values)


def is_by_answer(decided: object) -> bool:
    """Whether it is a way that an answer says, not a condition."""
    return isinstance(decided, Way) and bool(decided.answer)


def definitions(here: Reading, names: Container[str]) -> Mapping[str, str]:
    shown = (value for name, value in here.tree.values.items() if name in names)
    words = here.words
    pairs = ((words.named(value.id), words.meaning(value)) for value in shown)
    return dict(sorted(pairs, key=lambda pair: pair[0].casefold()))


def places(here: Reading, steps: Collection[Step]) -> Mapping[str, tuple[int, ...]]:
    """Return which steps use each name, itself or through another one."""
    found: dict[str, list[int]] = {}
    for step in steps:
        for name in used(here.tree, [step]):
            number = here.numbers.get(step.id, 0)
            found.setdefault(here.words.named(name), []).append(number)
    return {name: tuple(sorted(numbers)) for name, numbers in found.items()}


def asked_elsewhere(
    here: Reading, steps: Collection[Step], read: Iterable[e.Expr]
) -> Mapping[str, tuple[int, ...]]:
    """Return where is asked what some steps go by, if it is none of them."""
    tree = here.tree
    own = {name for step in steps for name in step.ask}
    wanted = {name for part in read for name in e.own_questions(part)} - own
    found: dict[str, list[int]] = {}
    for step_id, number in here.numbers.items():
        for name in tree.steps[step_id].ask:
            if name in wanted:
                found.setdefault(here.words.named(name), []).append(number)
    return {name: tuple(found[name]) for name in sorted(found, key=str.casefold)}


def groups(here: Reading, modules: Collection[str]) -> Iterator[v.Group]:
    """Yield some modules and those they lie in, each after the one it lies in."""
    found: dict[str, list[str]] = {}
    for piece in here.parts:
        found.setdefault(piece.module, []).append(str(piece.number))
    tree = here.tree
    for name in dict.fromkeys(step.module for step in tree.steps.values()):
        if name and holds_one(name, modules):
            parent, number = name.rpartition("/")[0], ", ".join(found.get(name, []))
            yield v.Group(name, module_title(tree, name), parent, number)


def holds_one(module: str, others: Iterable[str]) -> bool:
    """Whether a module holds one of some others, or is one of them.

    >>> holds_one("mood", ["mood/gad"]), holds_one("mood", ["moody"])
    (True, False)
    """
    return any(f"{name}/".startswith(f"{module}/") for name in others)
