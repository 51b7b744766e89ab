"""Outlook: the least and the most urgent that an unfinished walk can still come to."""

from collections.abc import Iterator, Mapping

import attrs

from triage.base.answer import Answer
from triage.engine.trace import Trace
from triage.language.ast import Condition
from triage.language.evaluate import Context, Truth
from triage.model.tree import Advice, Step, Tree, Way


def outlook(tree: Tree, answers: Mapping[str, Answer], trace: Trace) -> tuple[int, int]:
    """Return the least and the greatest rank that a walk can still come to.

    Each condition is judged by itself, by every answer that is known, whether the path
    has asked for it or not; what is not answered leaves it open. So some of what this
    allows may be impossible, and nothing that it rules out is possible.

    Args:
        tree: The tree.
        answers: Every accepted answer.
        trace: The record of a walk over them that has not ended.
    """
    ahead = Ahead(tree, known(tree, answers, trace))
    found = {x.id: (x.rank, x.rank) for x in tree.recommendations.values()}
    for step, ways in reversed([*ahead.steps(trace.step)]):
        ends = [ahead.raised(way.advise, found.get(way.to, (-1, -1))) for way in ways]
        lows, highs = zip(*ends, strict=True)
        found[step.id] = ahead.raised(step.advise, (min(lows), max(highs)))
    low, high = found[trace.step]
    return max(low, trace.rank), max(high, trace.rank)


def known(tree: Tree, answers: Mapping[str, Answer], trace: Trace) -> Context:
    """Return what is so wherever the walk goes: what may be passed over stays open."""
    later = {n: a for n, a in answers.items() if n not in tree.guards}
    held = {**later, **trace.asked}
    return Context(tree.questions, held, tree.questions.keys() - held.keys())


@attrs.frozen
class Ahead:
    """Look at the ways that a walk may take from where it stands."""

    tree: Tree
    here: Context

    def steps(self, first: str) -> Iterator[tuple[Step, list[Way]]]:
        """Yield the steps that may be passed, with the ways on, in their order."""
        reached = {first}
        for step in self.tree.steps.values():
            if step.id in reached:
                ways = [*self.ways(step)]
                reached.update(way.to for way in ways)
                yield step, ways

    def ways(self, step: Step) -> Iterator[Way]:
        """Yield the ways that may be taken: those up to the first that surely is."""
        for way in step.ways:
            holds = self.holds(way.when)
            if holds is not False:
                yield way
            if holds:
                return

    def raised(
        self, advise: tuple[Advice, ...], ends: tuple[int, int]
    ) -> tuple[int, int]:
        """Return the least and the greatest rank with what is advised, or may be."""
        low, high = ends
        for advice in advise:
            rank = self.tree.recommendations[advice.recommendation].rank
            holds = self.holds(advice.when)
            if holds is not False:
                low, high = max(low, rank) if holds else low, max(high, rank)
        return low, high

    def holds(self, condition: Condition | None) -> Truth:
        if condition is None:
            return True
        if self.tree.compiled.is_of_path(condition):
            return None
        return self.tree.compiled.holds(condition, self.here)
