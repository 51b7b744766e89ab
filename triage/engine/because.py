"""Because: the given answers that lead to a recommendation by themselves.

Everything else is taken as the well patient would answer it, so that a reason is held
against the walk itself, whatever conditions a tree is made of. Of a number that nobody
called ordinary, the well patient may give any.
"""

from collections.abc import Iterator

import attrs

from triage.base.answer import Answer
from triage.base.immutable import immutable
from triage.base.limits import LIMITS
from triage.base.question import Question
from triage.engine.decision import Decision
from triage.engine.defaults import ordinary
from triage.engine.trace import Trace
from triage.engine.walk import NOTHING, Walker, walk
from triage.model.tree import Advice, Tree


def because(decision: Decision, recommendation: str) -> tuple[str, ...]:
    """Return the questions whose answers lead to a recommendation, in order of asking.

    Each is one of some answers that lead to it while all others are those of the well
    patient, and none of these can be left out. They are those that decided, and those
    that would have if one of them had been answered so, as far as that is looked for.
    Nothing is named where the well patient gets it too, or where it takes an answer
    that the path did not ask for.

    Args:
        decision: The decision.
        recommendation: The id of a recommendation that it gives.

    >>> import triage
    >>> decision = triage.load("back_pain").decide({"overdose_signs": "yes"})
    >>> because(decision, decision.end)
    ('overdose_signs',)
    """
    tree, usual = decision.tree, ordinary(decision.tree)
    free = frozenset(name for name, q in tree.questions.items() if has_no_usual(q))
    given = {
        name: answer
        for name, answer in decision.trace.answers.items()
        if name in free or answer != usual[name]
    }
    return Search(decision, recommendation, usual, free, given).reasons()


def has_no_usual(question: Question) -> bool:
    """Whether nobody knows what the well patient answers."""
    return question.is_number and question.ordinary == ""


@immutable
class Search:
    """Look for groups of answers that lead to a recommendation."""

    decision: Decision
    recommendation: str
    usual: dict[str, Answer]
    free: frozenset[str]
    given: dict[str, Answer] = attrs.field(repr=False)
    walked: dict[frozenset[str], bool] = attrs.field(factory=dict)

    def reasons(self) -> tuple[str, ...]:
        everything, found = frozenset(self.given), frozenset[str]()
        if self.leads(frozenset()) or not self.leads(everything):
            return ()
        left = [everything]
        for kept in left:
            group = self.group(kept, self.decided(kept))
            if kept == everything or self.stands(group):
                found |= group
                less = (
                    kept - {name} for name in self.given if name in group - self.free
                )
                left += [some for some in less if some not in left and self.leads(some)]
                del left[LIMITS.reasons :]
        return tuple(name for name in self.given if name in found)

    def decided(self, kept: frozenset[str]) -> frozenset[str]:
        """Return what decides where all but some are those of the well patient."""
        decision = self.decision
        if len(kept) < len(self.given):
            trace = walk(decision.tree, self.usual | {n: self.given[n] for n in kept})
            decision = Decision.of(decision.tree, trace, trace.answers)
        return deciding(decision, self.recommendation)

    def group(self, kept: frozenset[str], decided: frozenset[str]) -> frozenset[str]:
        """Return answers of which none can be left out; what decided is tried last."""
        order, before = sorted(self.given, key=decided.__contains__), frozenset[str]()
        while kept != before:
            before = kept
            for name in order:
                if name in kept and self.leads(kept - {name}):
                    kept -= {name}
        return kept

    def stands(self, group: frozenset[str]) -> bool:
        """Whether what was answered leads there without any one that is no part."""
        everything = frozenset(self.given)
        return all(self.leads(everything - {name}) for name in everything - group)

    def leads(self, names: frozenset[str]) -> bool:
        if names not in self.walked:
            told = {name: self.given[name] for name in names}
            self.walked[names] = all(self.is_told(x | told) for x in self.others(names))
        return self.walked[names]

    def others(self, names: frozenset[str]) -> Iterator[dict[str, Answer]]:
        """Yield what others are answered: of what has no usual answer, the ends too."""
        yield self.usual
        if self.free - names:
            questions = [self.decision.tree.questions[name] for name in self.free]
            for end in (0, 1):
                ends = {q.id: q.from_scaled(q.range[end]) for q in questions}
                yield self.usual | ends

    def is_told(self, answers: dict[str, Answer]) -> bool:
        return self.recommendation in walk(self.decision.tree, answers).advice


def deciding(decision: Decision, recommendation: str) -> frozenset[str]:
    """Return the questions that decided on the way, and that something is advised."""
    tree, trace = decision.tree, decision.trace
    advised = Advising(tree, trace, recommendation).questions()
    return advised.union(*(step.why for step in decision.path))


class Advising(Walker):
    """Walk, and note which questions decide that something is advised."""

    def __init__(self, tree: Tree, trace: Trace, recommendation: str) -> None:
        super().__init__(tree, trace.answers, NOTHING)
        self.recommendation = recommendation
        self.noted = set[str]()

    def questions(self) -> frozenset[str]:
        self.run(self.tree.steps[self.tree.first])
        return frozenset(self.noted)

    def collect(self, where: str | int, advise: tuple[Advice, ...]) -> bool:
        for item in advise:
            wanted = item.recommendation == self.recommendation
            if wanted and item.when is not None and self.holds(item.when):
                tests = self.tree.reasons.tests((item.when,))
                self.noted.update(tests.deciding(self.here, tuple(self.asked)))
        return super().collect(where, advise)
