"""Overlay: marks laid over a finished view, such as the path of a decision."""

from collections.abc import Mapping

import attrs

from triage.base.wording import many
from triage.diagram.model import PLAIN, TICK, AdviceNote, Edge, Mark, Node, View
from triage.engine.coverage import Coverage
from triage.engine.decision import Decision
from triage.engine.trace import Trace
from triage.model.traversal import Place, advice_sites
from triage.model.tree import DONE, Tree

TAKEN = Mark("strong", TICK)
FADED = Mark("faded")
WAITING = Mark("strong", "waiting for an answer")
NEXT = Mark("strong", "to be asked next")
MISSED = Mark("missed", "no case")


@attrs.frozen
class Overlay:
    """Say which parts of a view are set apart, whatever the reason.

    A question, by step and id, that has no mark is marked as its step.
    """

    rest: Mark = PLAIN  # of every part that is not named below
    nodes: Mapping[str, Mark] = attrs.Factory(dict)
    edges: Mapping[int, Mark] = attrs.Factory(dict)
    questions: Mapping[tuple[str, str], Mark] = attrs.Factory(dict)
    advice: Mapping[Place, Mark] = attrs.Factory(dict)

    def over(self, view: View) -> View:
        return attrs.evolve(
            view,
            nodes=tuple(map(self.node, view.nodes)),
            edges=tuple(map(self.edge, view.edges)),
        )

    def node(self, node: Node) -> Node:
        """Return a node with its marks; one that is cut off has those of its step."""
        if node.kind == "todo":
            mark = self.edges.get(int(node.id.removeprefix("todo:")), self.rest)
        else:
            mark = self.nodes.get(node.id.removeprefix("cut:"), self.rest)
        marks = (self.questions.get((node.id, x.question), mark) for x in node.lines)
        lines = zip(node.lines, marks, strict=True)
        return attrs.evolve(
            node,
            lines=tuple(attrs.evolve(line, mark=mark) for line, mark in lines),
            notes=self.notes(node.id, node.notes),
            mark=mark,
        )

    def edge(self, edge: Edge) -> Edge:
        mark = self.edges.get(edge.number, self.rest)
        return attrs.evolve(edge, notes=self.notes(edge.number, edge.notes), mark=mark)

    def notes(
        self, where: str | int, notes: tuple[AdviceNote, ...]
    ) -> tuple[AdviceNote, ...]:
        return tuple(
            attrs.evolve(note, mark=self.advice.get((where, index), self.rest))
            for index, note in enumerate(notes)
        )


def with_path(view: View, decision: Decision) -> View:
    """Return a view in which the path of a decision is strong, and all else faded."""
    tree, trace = decision.tree, decision.trace
    steps = [tree.edges[number][0].id for number in trace.edges]
    nodes = dict.fromkeys((*steps, *trace.advice), TAKEN)
    if trace.end:
        nodes[trace.end] = TAKEN
    elif not trace.todo:
        nodes[trace.step] = WAITING
    marks = Overlay(
        rest=FADED,
        nodes=nodes,
        edges=dict.fromkeys(trace.edges, TAKEN),
        questions={
            (step, name): answered(tree, trace, name)
            for step in dict.fromkeys([*steps, trace.step])
            for name in tree.steps[step].ask
        },
        advice=dict.fromkeys(trace.collected, TAKEN),
    )
    return attrs.evolve(marks.over(view), path=True)


def answered(tree: Tree, trace: Trace, name: str) -> Mark:
    if name in trace.missing:
        return NEXT
    if name not in trace.asked:
        return Mark("faded", "not asked")
    answer = tree.questions[name].describe(trace.asked[name])
    if name in trace.skipped:
        return Mark("faded", f"not asked, counts as: {answer}")
    return Mark("strong", f"{TICK} {answer}")


def with_coverage(view: View, coverage: Coverage) -> View:
    """Return a view that says how many cases come by each part."""
    tree, steps, edges = coverage.tree, coverage.steps, coverage.edges
    done = sum(edges[way.number] for _, way in tree.edges if way.to == DONE)
    counts = {**steps, **coverage.recommendations, DONE: done}
    asked = [(step.id, name) for step in tree.steps.values() for name in step.ask]
    missed = {x for x in asked if steps[x[0]] and not coverage.questions[x]}
    sites = advice_sites(tree.steps.values())
    passed = [x for x in sites if (edges[x.way.number] if x.way else steps[x.step.id])]
    marks = Overlay(
        nodes={name: times(count) for name, count in counts.items()},
        edges={number: times(count) for number, count in edges.items()},
        questions=dict.fromkeys(asked, PLAIN) | dict.fromkeys(missed, MISSED),
        advice={x.place: MISSED for x in passed if not coverage.advice[x.place]},
    )
    return attrs.evolve(marks.over(view), cases=coverage.cases)


def times(count: int) -> Mark:
    return Mark(text=many(count, "case")) if count else MISSED
