"""Progress: how many pages of an interview are left, at least and at most."""

from collections import Counter
from collections.abc import Container

from triage.base.immutable import immutable
from triage.engine.trace import Trace
from triage.model.tree import Step, Tree


@immutable
class Progress:
    """Say how many pages may be left after the one that is shown.

    A page is a step that asks something.

    Args:
        least: On the shortest way to an end.
        most: On the longest.
    """

    least: int
    most: int


def pages_left(tree: Tree, trace: Trace, known: Container[str]) -> Progress:
    """Return how many pages are left after the one where a walk waits.

    No condition is looked at. A step counts at least where it asks, whatever was
    answered, a question that no other step asks; and at most where it has any question
    that is not answered yet.

    Args:
        tree: The tree.
        trace: The record of the walk.
        known: The ids of questions that are answered, and so asked no more.
    """
    if not trace.missing:
        return Progress(0, 0)
    times = Counter(name for step in tree.steps.values() for name in step.ask)
    asked = {*trace.asked, *trace.missing}

    def new(step: Step) -> list[str]:
        return [n for n in step.ask if n not in asked and n not in known]

    least, most = dict[str, int](), dict[str, int]()
    for step in reversed(tuple(tree.steps.values())):
        surely = any(times[n] == 1 and n not in tree.guards for n in new(step))
        ways = [way.to for way in step.ways]
        least[step.id] = surely + min(least.get(to, 0) for to in ways)
        most[step.id] = bool(new(step)) + max(most.get(to, 0) for to in ways)
    here = [way.to for way in tree.steps[trace.step].ways]
    return Progress(
        min(least.get(to, 0) for to in here), max(most.get(to, 0) for to in here)
    )
