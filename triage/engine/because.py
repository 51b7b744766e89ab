"""Because: the given answers that lead to a recommendation by themselves.

Everything else is taken as the well patient would answer it, so that a reason is held
against the walk itself, whatever conditions a tree is made of.
"""

import attrs

from triage.base.answer import Answer
from triage.base.limits import LIMITS
from triage.engine.decision import Decision
from triage.engine.defaults import ordinary
from triage.engine.walk import walk


def because(decision: Decision, recommendation: str) -> tuple[str, ...]:
    """Return the questions whose answers lead to a recommendation, in order of asking.

    Each is one of some answers that lead to it while all others are those of the well
    patient, and none of these can be left out. There may be several such groups; all
    that are found are named. Nothing is named where the well patient gets it too, or
    where it takes an answer that the path did not ask for.

    Args:
        decision: The decision.
        recommendation: The id of a recommendation that it gives.

    >>> import triage
    >>> decision = triage.load("back_pain").decide({"overdose_signs": "yes"})
    >>> because(decision, decision.end)
    ('overdose_signs',)
    """
    usual = ordinary(decision.tree)
    answers = decision.trace.answers
    given = {name: a for name, a in answers.items() if a != usual[name]}
    return Search(decision, recommendation, usual, given).reasons()


@attrs.frozen
class Search:
    """Look for groups of answers that lead to a recommendation."""

    decision: Decision
    recommendation: str
    usual: dict[str, Answer]
    given: dict[str, Answer] = attrs.field(repr=False)
    walked: dict[frozenset[str], bool] = attrs.field(factory=dict)

    def reasons(self) -> tuple[str, ...]:
        everything, found = frozenset(self.given), frozenset[str]()
        if self.leads(frozenset()) or not self.leads(everything):
            return ()
        for name in [*self.given][: LIMITS.reasons]:
            if name not in found:
                group = self.without_others(everything, name)
                found |= group if name in group else frozenset()
        return tuple(name for name in self.given if name in found)

    def without_others(self, kept: frozenset[str], last: str) -> frozenset[str]:
        """Return a group of which none can be left out; one is tried last."""
        if self.leads(frozenset({last})):
            return frozenset({last})
        before = frozenset[str]()
        while kept != before:
            before = kept
            for name in (*(name for name in self.given if name != last), last):
                if name in kept and self.leads(kept - {name}):
                    kept -= {name}
        return kept

    def leads(self, names: frozenset[str]) -> bool:
        if names not in self.walked:
            answers = self.usual | {name: self.given[name] for name in names}
            told = walk(self.decision.tree, answers).advice
            self.walked[names] = self.recommendation in told
        return self.walked[names]
