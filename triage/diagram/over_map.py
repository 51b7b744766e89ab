"""Over a map: the path of a decision, the shares of people, or what was edited."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import attrs

from triage.base.exceptions import TriageError
from triage.base.wording import many
from triage.diagram.compare import ADDED, REMOVED, view_against
from triage.diagram.model import PLAIN, Edge, Mark, Node, Tone, View
from triage.diagram.overlay import FADED, TAKEN, WAITING, Overlay
from triage.diagram.overview import Overview, title
from triage.diagram.shares import counted, share
from triage.engine.decision import Decision
from triage.engine.flow import Flow
from triage.linker.versions import Versions
from triage.model.tree import Tree

THICK = Mark("strong")
CHANGED = Mark("strong", "changed")


def path_on_map(here: Overview, decision: Decision) -> View:
    """Return a map on which the boxes are set apart that a path comes by."""
    tree, trace = decision.tree, decision.trace
    steps = [tree.edges[number][0].id for number in trace.edges]
    waits = [] if trace.end or trace.todo else [trace.step]
    route = [here.home[name].id for name in (*steps, *waits) if name in here.home]
    marks: dict[Any, Mark] = dict.fromkeys(route, TAKEN)
    marks |= dict.fromkeys(route[-1:] if waits else [], WAITING)
    shown, taken = here.view(), {*pairwise(route)}
    edges = tuple(
        attrs.evolve(e, mark=THICK if (e.source, e.target) in taken else FADED)
        for e in shown.edges
    )
    shown = Overlay(marks, FADED).over(attrs.evolve(shown, edges=()))
    return attrs.evolve(shown, edges=edges, path=True)


def people_on_map(here: Overview, flow: Flow) -> View:
    """Return a map with the share of people who come by each step.

    Raises:
        TriageError: It shows parts, of which nobody counted who comes by.
    """
    if not here.is_whole:
        raise TriageError(
            "a map of so large a tree shows parts, and people are counted at steps: "
            "draw the parts with --parts"
        )
    marks: dict[Any, Mark] = {
        box.id: share(sum(flow.steps[name] for name in box.steps), flow.people)
        for box in here.boxes
    }
    shown = here.view()
    edges = tuple(with_share(shown.edges, here, flow))
    shown = Overlay(marks).over(attrs.evolve(shown, edges=()))
    return attrs.evolve(shown, edges=edges, people=counted(flow))


def with_share(edges: Iterable[Edge], here: Overview, flow: Flow) -> Iterator[Edge]:
    """Yield the lines of a map with the share of people who go along each."""
    joints, went = here.here.joints, Counter[tuple[str, str]]()
    for step, way in flow.tree.edges:
        to = joints.get(way.to, way.to)
        if step.id in here.home and to in here.home:
            ends = here.home[step.id].id, here.home[to].id
            went[ends] += flow.ways.get(way.number, 0)
    for edge in edges:
        mark = share(went[edge.source, edge.target], flow.people)
        yield attrs.evolve(edge, mark=attrs.evolve(mark, text=""))


def changes_on_map(here: Overview, old: Tree) -> View:
    """Return a map on which what was added, changed and removed is set apart.

    A step is changed where anything at it is, or on a way from it. What was removed
    stands in the part of a step that led there, or of the first.
    """
    tree, shown = here.here.tree, here.view()
    whole = view_against(tree, old)
    edits = edited(whole)
    marks: dict[Any, Mark] = {
        box.id: together([edits[name] for name in box.steps if name in edits])
        for box in here.boxes
    }
    steps = [node for node in whole.nodes if node.kind == "step"]
    gone = [node for node in steps if node.id not in here.home] if here.is_whole else []
    lost = sum(node.mark == REMOVED for node in steps) - len(gone)
    ends = sum(x.kind == "recommendation" and x.mark != PLAIN for x in whole.nodes)
    left = [many(lost, "removed step")] * bool(lost)
    left += [many(ends, "edited end")] * bool(ends)
    more = [text for text in whole.details if text not in shown.details]
    nodes = map(Overlay(marks).node, shown.nodes)
    return attrs.evolve(
        shown,
        details=(*shown.details, *more, *(f"{text} not shown" for text in left)),
        nodes=(*nodes, *removed(gone, whole, here, Versions.of(old, tree).then)),
        edges=tuple(edited_lines(shown, whole, here, {node.id for node in gone})),
        compared=True,
    )


def edited(whole: View) -> Mapping[str, Mark]:
    """Return the mark of each step that was edited, as its ways and advice were."""
    return {
        node.id: node.mark if node.mark in (ADDED, REMOVED) else CHANGED
        for node in whole.nodes
        if node.mark.tone in ("strong", "gone")
    }


def together(marks: Sequence[Mark]) -> Mark:
    """Return the mark of a box with some edited steps."""
    if len(marks) > 1:
        return Mark("strong", f"{many(len(marks), 'edited step')}")
    return marks[0] if marks else PLAIN


def removed(
    gone: Iterable[Node], whole: View, here: Overview, then: Tree
) -> Iterator[Node]:
    """Yield what was removed, beside the steps that led there, or the first."""
    groups = {box.id: str(box.column) for box in here.boxes}
    first = str(here.boxes[0].column)
    for node in gone:
        before = (x.source for x in whole.edges if x.target == node.id)
        around = (groups[name] for name in before if name in groups)
        groups[node.id] = next(around, first)
        name = title(then.steps[node.id])
        yield Node(node.id, "step", group=groups[node.id], title=name, mark=REMOVED)


def edited_lines(
    shown: View, whole: View, here: Overview, gone: Container[str]
) -> Iterator[Edge]:
    """Yield the lines of a map, new ones thick, and those that are no more."""
    marks: dict[tuple[str, str], set[Tone]] = {}
    for edge in whole.edges:
        ends = [
            here.home[name].id if name in here.home else name
            for name in (edge.source, edge.target)
            if name in here.home or name in gone
        ]
        match ends:
            case [source, target]:  # both are boxes of the map
                marks.setdefault((source, target), set()).add(edge.mark.tone)
    for edge in shown.edges:
        is_new = marks.get((edge.source, edge.target)) == {"strong"}
        yield attrs.evolve(edge, mark=THICK if is_new else PLAIN)
    columns = {box.id: box.column for box in here.boxes}
    lost = (
        pair
        for pair, tones in marks.items()
        if tones == {"gone"} and len({columns[x] for x in pair if x in columns}) <= 1
    )
    for number, (source, target) in enumerate(lost, len(shown.edges)):
        yield Edge(number, source, target, mark=Mark("gone"))
