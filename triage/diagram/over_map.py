"""Over a map: the path of a decision, the shares of people, or what was edited."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import attrs

from triage.base.wording import many
from triage.diagram.build import Reading
from triage.diagram.compare import ADDED, REMOVED, view_against
from triage.diagram.edits import both
from triage.diagram.model import PLAIN, Edge, Group, Mark, Node, Told, Tone, View
from triage.diagram.overlay import FADED, TAKEN, WAITING, Overlay
from triage.diagram.overview import Box, Overview, may_be_told, title
from triage.diagram.phrases import told
from triage.diagram.shares import counted, share
from triage.engine.decision import Decision
from triage.engine.flow import Flow
from triage.linker.versions import Versions
from triage.model.traversal import advice_sites
from triage.model.tree import Tree

THICK = Mark("strong")
CHANGED = Mark("strong", "changed")


def path_on_map(here: Overview, decision: Decision) -> View:
    """Return a map on which the boxes are set apart that a path comes by.

    They have what was told there, not what may be, and the result is said above all.
    """
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
    said = told_on_path(here, decision)
    nodes = tuple(
        attrs.evolve(node, told=tuple(said.get(node.id, ())))
        if marks.get(node.id) == TAKEN
        else node
        for node in shown.nodes
    )
    details = (result(decision), *shown.details)
    return attrs.evolve(shown, details=details, nodes=nodes, edges=edges, path=True)


def told_on_path(here: Overview, decision: Decision) -> Mapping[str, Sequence[Told]]:
    """Return what the person was told at each box, as the person reads it."""
    tree, trace = decision.tree, decision.trace
    sites = {site.place: site for site in advice_sites(tree.steps.values())}
    passed = [sites[place] for place in trace.collected]
    places = [(site.step.id, site.advice.recommendation) for site in passed]
    read = {item.id: item for item in decision.recommendations}
    found: dict[str, list[Told]] = {}
    for step, name in dict.fromkeys((*places, (trace.step, trace.end))):
        if name in read and step in here.home:
            item = read[name]
            text = f"told: {told(item.title, item.urgency)}"
            said = Told(text, item.urgency, warning=item.warning)
            found.setdefault(here.home[step].id, []).append(said)
    return found


def result(decision: Decision) -> str:
    """Return what a decision came to, by the highest level that was told."""
    if not decision.complete:
        return "no result yet"
    return f"result: {decision.level.title or 'information'}"


def people_on_map(here: Overview, flow: Flow) -> View:
    """Return a map with the share of people who come by each step, or each part.

    Ways lead from lower numbers to higher ones, so nobody comes into a part twice.
    """
    first, shown = here.here.joints.get(flow.tree.first, flow.tree.first), here.view()
    come, went = Counter({here.home[first].id: flow.people}), between(here, flow)
    for (_, target), count in went.items():
        come[target] += count
    marks: dict[Any, Mark] = {
        box.id: share(come[box.id], flow.people) for box in here.boxes
    }
    edges = (
        attrs.evolve(edge, mark=attrs.evolve(mark, text=""))
        for edge in shown.edges
        for mark in [share(went[edge.source, edge.target], flow.people)]
    )
    lines = tuple(edges)
    shown = Overlay(marks).over(attrs.evolve(shown, edges=()))
    return attrs.evolve(shown, edges=lines, people=counted(flow))


def between(here: Overview, flow: Flow) -> Counter[tuple[str, str]]:
    """Return how many people go from each box of a map to each other one."""
    joints, went = here.here.joints, Counter[tuple[str, str]]()
    for step, way in flow.tree.edges:
        to = joints.get(way.to, way.to)
        if step.id in here.home and to in here.home:
            source, target = here.home[step.id].id, here.home[to].id
            if source != target:
                went[source, target] += flow.ways.get(way.number, 0)
    return went


def changes_on_map(here: Overview, old: Tree) -> View:
    """Return a map on which what was added, changed and removed is set apart.

    A step is changed where anything at it is, or on a way from it, or in what is told
    there. What was removed stands in the part of a step that led there, or of the
    first.
    """
    tree, shown = here.here.tree, here.view()
    whole, then = view_against(tree, old), Versions.of(old, tree).then
    edits = {**edited_ends(whole, here), **edited(whole)}
    marks: dict[Any, Mark] = {
        box.id: together(
            [edits[name] for name in box.steps if name in edits],
            retitled(whole, here, box),
        )
        for box in here.boxes
    }
    steps = [node for node in whole.nodes if node.kind == "step"]
    gone = [node for node in steps if node.id not in here.home] if here.is_whole else []
    lost = sum(node.mark == REMOVED for node in steps) - len(gone)
    left = [many(lost, "removed step")] * bool(lost)
    more = [text for text in whole.details if text not in shown.details]
    before = Overview(Reading.of(then))
    boxes = {box.id: box for box in here.boxes}
    nodes = (
        attrs.evolve(node, told=tuple(since(here, before, boxes[node.id])))
        for node in map(Overlay(marks).node, shown.nodes)
    )
    return attrs.evolve(
        shown,
        details=(*shown.details, *more, *(f"{text} not shown" for text in left)),
        nodes=(*nodes, *removed(gone, whole, here, then)),
        edges=tuple(edited_lines(shown, whole, here, {node.id for node in gone})),
        groups=tuple(framed(shown, whole, here)),
        compared=whole.compared,
        reworded=whole.reworded,
    )


def framed(shown: View, whole: View, here: Overview) -> Iterator[Group]:
    """Yield the frames of a map; one whose part has another title says what it was."""
    marks = {group.id: group.mark for group in whole.groups}
    modules = {str(part.number): part.module for part in here.here.parts}
    for group in shown.groups:
        yield attrs.evolve(group, mark=marks.get(modules[group.id], PLAIN))


def retitled(whole: View, here: Overview, box: Box) -> Mark:
    """Return the mark of a box that stands for a part, whose title may be another."""
    if here.is_whole:
        return PLAIN
    module = here.here.parts[box.number - 1].module
    return next((x.mark for x in whole.groups if x.id == module), PLAIN)


def edited(whole: View) -> Mapping[str, Mark]:
    """Return the mark of each step that was edited, as its ways and advice were."""
    return {
        node.id: node.mark if node.mark in (ADDED, REMOVED) else CHANGED
        for node in whole.nodes
        if node.mark.tone in ("strong", "gone")
    }


def edited_ends(whole: View, here: Overview) -> Mapping[str, Mark]:
    """Return the mark of each step at which something is told that was edited."""
    ends = (node for node in whole.nodes if node.kind == "recommendation")
    edits = {node.id for node in ends if node.mark.tone == "strong"}
    return {
        name: CHANGED
        for name in here.here.tree.steps
        if edits & {item.id for item in here.told([name])}
    }


def since(here: Overview, before: Overview, box: Box) -> Iterator[Told]:
    """Yield what may be told at a box, with what could be before."""
    known = [name for name in box.steps if name in before.here.tree.steps]
    then = before.extent(known) if known else None
    return may_be_told(here.extent(box.steps), then, here.here.tree.speech)


def together(marks: Sequence[Mark], own: Mark = PLAIN) -> Mark:
    """Return the mark of a box with some edited steps, and maybe another title."""
    if not marks:
        return own
    count = Mark("strong", f"{many(len(marks), 'edited step')}")
    mark = count if marks[1:] else marks[0]
    return mark if own == PLAIN else both(own, mark)


def removed(
    gone: Iterable[Node], whole: View, here: Overview, then: Tree
) -> Iterator[Node]:
    """Yield what was removed, beside the steps that led there, or the first."""
    groups = {box.id: here.frame(box) for box in here.boxes}
    first = groups[here.boxes[0].id]
    for node in gone:
        before = (x.source for x in whole.edges if x.target == node.id)
        around = (groups[name] for name in before if name in groups)
        groups[node.id] = next(around, first)
        name = title(then, then.steps[node.id.removeprefix("was:")])
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
