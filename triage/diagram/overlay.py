"""Overlay: marks laid over a finished view, such as the path of a decision."""

from collections.abc import Mapping
from typing import Any

import attrs

from triage.base.immutable import immutable
from triage.base.wording import many
from triage.diagram.model import PLAIN, TICK, AdviceNote, Edge, Mark, Node, View
from triage.engine.coverage import Coverage
from triage.engine.decision import Decision
from triage.engine.trace import Trace
from triage.model.traversal import advice_sites
from triage.model.tree import DONE, Step, Tree

TAKEN = Mark("strong", TICK)
FADED = Mark("faded")
WAITS = "waiting for an answer"
WAITING = Mark("strong", WAITS)
TO_BE_ASKED = "to be asked next"
NEXT = Mark("strong", TO_BE_ASKED)
MISSED = Mark("missed", "no case")
COUNTS = "not asked, counts as: {answer}"


@immutable
class Overlay:
    """Say which parts of a view are set apart, whatever the reason.

    Nodes go by id, edges by number, questions by step and id, and advice by place. A
    question that has no mark is marked as its step.
    """

    marks: Mapping[Any, Mark] = attrs.Factory(dict)
    rest: Mark = PLAIN  # of every part that has none

    def over(self, view: View) -> View:
        return attrs.evolve(
            view,
            nodes=tuple(map(self.node, view.nodes)),
            edges=tuple(map(self.edge, view.edges)),
        )

    def node(self, node: Node) -> Node:
        """Return a node with its marks; one that is cut off has those of its step."""
        name = node.id.removeprefix("cut:").removeprefix("todo:")
        mark = self.marks.get(int(name) if node.kind == "todo" else name, self.rest)
        lines = tuple(
            attrs.evolve(x, mark=self.marks.get((node.id, x.question), mark))
            for x in node.lines
        )
        notes = self.notes(node.id, node.notes)
        return attrs.evolve(node, lines=lines, notes=notes, mark=mark)

    def edge(self, edge: Edge) -> Edge:
        mark = self.marks.get(edge.number, self.rest)
        return attrs.evolve(edge, notes=self.notes(edge.number, edge.notes), mark=mark)

    def notes(
        self, where: str | int, notes: tuple[AdviceNote, ...]
    ) -> tuple[AdviceNote, ...]:
        return tuple(
            attrs.evolve(note, mark=self.marks.get((where, index), self.rest))
            for index, note in enumerate(notes)
        )


def with_path(view: View, decision: Decision) -> View:
    tree, trace = decision.tree, decision.trace
    steps = [tree.edges[number][0].id for number in trace.edges]
    taken = (*steps, *trace.edges, *trace.advice, *trace.collected)
    marks: dict[Any, Mark] = dict.fromkeys(taken, TAKEN)
    if trace.end:
        marks[trace.end] = TAKEN
    elif not trace.todo:
        marks[trace.step] = waiting(tree)
    for step in (*steps, trace.step):
        for name in tree.steps[step].ask:
            marks[step, name] = answered(tree, trace, name)
    return attrs.evolve(Overlay(marks, FADED).over(view), path=True)


def waiting(tree: Tree) -> Mark:
    """Return the mark of where a walk waits."""
    return attrs.evolve(WAITING, text=tree.speech.say(WAITS))


def answered(tree: Tree, trace: Trace, name: str) -> Mark:
    say = tree.speech.say
    if name in trace.missing:
        return attrs.evolve(NEXT, text=say(TO_BE_ASKED))
    if name not in trace.asked:
        return Mark("faded", say("not asked"))
    answer = tree.questions[name].brief.describe(trace.asked[name])
    if name in trace.skipped:
        return Mark("faded", say(COUNTS, answer=answer))
    return Mark("strong", f"{TICK} {answer}")


def with_coverage(view: View, coverage: Coverage) -> View:
    tree, edges = coverage.tree, coverage.edges
    done = sum(edges[way.number] for _, way in tree.edges if way.to == DONE)
    counts: dict[Any, int] = {**coverage.steps, **coverage.recommendations, **edges}
    marks = {part: times(count) for part, count in (counts | {DONE: done}).items()}
    for step in tree.steps.values():
        for name in step.ask:
            missed = counts[step.id] and not coverage.questions[step.id, name]
            marks[step.id, name] = MISSED if missed else PLAIN
    for place in (site.place for site in advice_sites(tree.steps.values())):
        if counts[place[0]] and not coverage.advice[place]:
            marks[place] = MISSED
    for step in tree.steps.values():
        marks |= any_other(step, coverage)
    return attrs.evolve(Overlay(marks).over(view), cases=coverage.cases)


def any_other(step: Step, coverage: Coverage) -> Mapping[Any, Mark]:
    """Return the marks of ways that are drawn as one: what all together have."""
    ways = [way for way in step.ways if way.is_any_other]
    counts = [coverage.edges[way.number] for way in ways]
    mark, none = times(sum(counts)), counts.count(0)
    if any(counts) and none:
        mark = Mark(text=f"{mark.text}, none for {many(none, 'answer')}")
    marks: dict[Any, Mark] = dict.fromkeys((way.number for way in ways), mark)
    for index in range(len(ways[0].advise) if ways else 0):
        places = [(way.number, index) for way in ways]
        is_told = any(coverage.advice[place] for place in places)
        missed = MISSED if any(counts) and not is_told else PLAIN
        marks |= dict.fromkeys(places, missed)
    return marks


def times(count: int) -> Mark:
    return Mark(text=many(count, "case")) if count else MISSED
