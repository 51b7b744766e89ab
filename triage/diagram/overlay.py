"""How parts of a picture are set apart: the path of a decision, or coverage."""

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

import attrs

from triage.engine.coverage import Coverage
from triage.engine.decision import Decision
from triage.engine.trace import Trace
from triage.model.traversal import Place, advice_sites
from triage.model.tree import DONE, Step, Tree, Way

Tone: TypeAlias = Literal["plain", "strong", "faded", "missed"]
"""How a part is drawn: as ever, loudly, softly, or as one that is not reached."""


@attrs.frozen
class Mark:
    """Set a part of a picture apart, in words and not by colour alone.

    Args:
        tone: How loudly it is drawn.
        text: What is written at it, such as ``✓``; may be empty.
    """

    tone: Tone = "plain"
    text: str = ""


PLAIN = Mark()
"""The mark of a part that is not set apart."""

TICK = "✓"

TAKEN = Mark("strong", TICK)
FADED = Mark("faded")
WAITING = Mark("strong", "waiting for an answer")
NEXT = Mark("strong", "to be asked next")
MISSED = Mark("missed", "no case")


@attrs.frozen
class Marks:
    """Say which parts of a tree are set apart, whatever the reason.

    Args:
        rest: The mark of every part that is not named here.
        nodes: Marks by the id of a step or recommendation, or ``done``.
        edges: Marks by the number of a way.
        questions: Marks by step and question.
        advice: Marks by step or number of a way, and index of the advice there.
    """

    rest: Mark = PLAIN
    nodes: Mapping[str, Mark] = attrs.Factory(dict)
    edges: Mapping[int, Mark] = attrs.Factory(dict)
    questions: Mapping[tuple[str, str], Mark] = attrs.Factory(dict)
    advice: Mapping[Place, Mark] = attrs.Factory(dict)

    def node(self, name: str) -> Mark:
        """Return the mark of a step, of a recommendation or of ``done``."""
        return self.nodes.get(name, self.rest)

    def edge(self, number: int) -> Mark:
        """Return the mark of a way."""
        return self.edges.get(number, self.rest)

    def question(self, step: str, name: str) -> Mark:
        """Return the mark of a question as it stands in a step."""
        return self.questions.get((step, name), self.node(step))

    def advised(self, where: str | int, index: int) -> Mark:
        """Return the mark of a piece of advice."""
        return self.advice.get((where, index), self.rest)


def path_marks(decision: Decision) -> Marks:
    """Return the marks that show the path of a decision.

    What was taken is strong and says so; all else is faded.
    """
    tree, trace = decision.tree, decision.trace
    return Marks(
        rest=FADED,
        nodes=dict(marked_nodes(tree, trace)),
        edges=dict.fromkeys(trace.edges, TAKEN),
        questions=dict(marked_questions(tree, trace)),
        advice=dict.fromkeys(trace.collected, TAKEN),
    )


def marked_nodes(tree: Tree, trace: Trace) -> Iterator[tuple[str, Mark]]:
    """Yield the steps taken, what was collected, and where the walk ended or waits."""
    for step, _ in taken(tree, trace):
        yield step.id, TAKEN
    for name in trace.advice:
        yield name, TAKEN
    if trace.end:
        yield trace.end, TAKEN
    elif not trace.todo:
        yield trace.step, WAITING


def taken(tree: Tree, trace: Trace) -> Iterator[tuple[Step, Way]]:
    """Yield the steps of a path, each with the way taken."""
    return (tree.edges[number] for number in trace.edges)


def marked_questions(
    tree: Tree, trace: Trace
) -> Iterator[tuple[tuple[str, str], Mark]]:
    """Yield the questions of the path with what was answered."""
    left = [step for step, _ in taken(tree, trace)]
    for step in dict.fromkeys([step.id for step in left] + [trace.step]):
        for name in tree.steps[step].ask:
            yield (step, name), marked_question(tree, trace, name)


def marked_question(tree: Tree, trace: Trace, name: str) -> Mark:
    """Return the mark of a question of a step on the path."""
    if name in trace.missing:
        return NEXT
    if name not in trace.asked:
        return Mark("faded", "not asked")
    answer = tree.questions[name].describe(trace.asked[name])
    if name in trace.skipped:
        return Mark("faded", f"not asked, counts as: {answer}")
    return Mark("strong", f"{TICK} {answer}")


def coverage_marks(coverage: Coverage) -> Marks:
    """Return the marks that show how many cases come by each part of a tree."""
    return Marks(
        nodes=dict(counted_nodes(coverage)),
        edges={number: times(count) for number, count in coverage.edges.items()},
        questions=dict(missed_questions(coverage)),
        advice=dict(missed_advice(coverage)),
    )


def times(count: int) -> Mark:
    """Return the mark of a part that some cases come by."""
    return Mark(text=f"{count} case{'s' * (count > 1)}") if count else MISSED


def counted_nodes(coverage: Coverage) -> Iterator[tuple[str, Mark]]:
    """Yield the steps, recommendations and ``done``, with how many cases come by."""
    for name, count in (*coverage.steps.items(), *coverage.recommendations.items()):
        yield name, times(count)
    ways = [way.number for _, way in coverage.tree.edges if way.to == DONE]
    yield DONE, times(sum(coverage.edges[number] for number in ways))


def missed_questions(coverage: Coverage) -> Iterator[tuple[tuple[str, str], Mark]]:
    """Yield the questions of each step, those that no case answers set apart."""
    for step in coverage.tree.steps.values():
        for name in step.ask:
            missed = coverage.steps[step.id] and not coverage.questions[step.id, name]
            yield (step.id, name), MISSED if missed else PLAIN


def missed_advice(coverage: Coverage) -> Iterator[tuple[Place, Mark]]:
    """Yield the advice that no case collects although some come by."""
    steps, edges = coverage.steps, coverage.edges
    for site in advice_sites(coverage.tree.steps.values()):
        way = site.way
        passed = steps[site.step.id] if way is None else edges[way.number]
        if passed and not coverage.advice[site.place]:
            yield site.place, MISSED
