"""Why nobody takes a way: the branch before it that always wins, or another reason."""

from collections.abc import Iterator
from typing import Literal, TypeAlias

import attrs

from triage.model.tree import Step, Way
from triage.verify.reachability import Survey
from triage.verify.solver import OutOfTime

Reason: TypeAlias = Literal["unmet", "never", "earlier", "together", "unclear"]
"""Nobody comes to the step; the condition never holds there; one branch before it wins
always, or several together do; or that was not settled in time."""


@attrs.frozen
class DeadWay:
    """Say of a way that nobody takes it.

    Args:
        step: The step that it leaves.
        way: The way.
        reason: Why nobody takes it.
        earlier: The branch before it that wins always, if it is one.
    """

    step: Step
    way: Way
    reason: Reason
    earlier: Way | None = None


def dead_ways(survey: Survey) -> Iterator[DeadWay]:
    """Yield the ways that nobody takes, each with its reason.

    Args:
        survey: What was found out about the tree.
    """
    for step, way in survey.tree.edges:
        if way.number in survey.never:
            try:
                yield explained(survey, step, way)
            except OutOfTime:
                yield DeadWay(step, way, "unclear")


def explained(survey: Survey, step: Step, way: Way) -> DeadWay:
    """Return a way that nobody takes with its reason.

    Raises:
        OutOfTime: The reason was not found in time.
    """
    if step.id in survey.unmet:
        return DeadWay(step, way, "unmet")
    comes = [survey.encoding.valid, survey.encoding.reach[step.id]]
    would = [*comes, opens(survey, step, way)]
    if not survey.solver.finds(*would):
        return DeadWay(step, way, "never")
    for earlier in step.ways[: step.ways.index(way)]:
        if not survey.solver.finds(*would, -survey.opens[earlier.number]):
            return DeadWay(step, way, "earlier", earlier)
    return DeadWay(step, way, "together")


def opens(survey: Survey, step: Step, way: Way) -> int:
    """Return whether a way would be taken, were it the first."""
    if way.answer and way is step.ways[-1]:
        others = (-survey.opens[other.number] for other in step.ways[:-1])
        return survey.gates.every(others)
    return survey.opens[way.number]
