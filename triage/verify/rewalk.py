"""Rewalk: what a patient is told by another tree, walked from where the trees differ.

Up to there the walk is as it was; where a step does the same, the rest is, too.
"""

from collections.abc import Collection, Mapping

from triage.base.answer import Answer
from triage.engine.outcome import Outcome
from triage.engine.trace import Trace, arrival
from triage.engine.walk import Walker, walk
from triage.model.tree import Tree


def rewalked(outcome: Outcome, other: Tree, at: Collection[str] | None) -> Outcome:
    """Return what becomes of the patient of an outcome in another tree.

    Args:
        outcome: What became of somebody who has an answer to every question.
        other: The other tree.
        at: The ids of the only steps that may do something else; None if unknown.
    """

    def engine(
        tree: Tree, answers: Mapping[str, Answer], _before: Trace | None = None
    ) -> Trace:
        before = arrival(outcome.tree, outcome.trace, at or ())
        if before is None:
            return outcome.trace if at is not None else walk(tree, answers)
        if at is None or len(at) > 1:
            return walk(tree, answers, before)
        return by_another_step(outcome, tree, before)

    return Outcome(other, outcome.answers, engine)


def by_another_step(outcome: Outcome, other: Tree, before: Trace) -> Trace:
    """Return the record of a walk that differs in one step, to which it came."""
    step, tree, answers = other.steps[before.step], outcome.tree, outcome.answers
    walker = Walker(other, answers, before)
    walker.go_on(step)  # nothing is missing
    _, way = other.edges[walker.edges[-1]]
    if way.to not in tree.steps:
        return walker.trace(step, way)
    then = tree.steps[way.to]
    walker.arrival = len(walker.asked), len(walker.skipped)
    missing = tuple(name for name in then.ask if name not in walker.asked)
    here = walker.trace(then, missing=missing)
    if here == arrival(tree, outcome.trace, [then.id]):
        return outcome.trace
    return Walker(tree, answers, here).run(then)
