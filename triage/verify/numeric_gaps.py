"""Numeric gaps: answers between two conditions, swallowed by the last branch."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from triage.base.answer import UNSURE
from triage.base.immutable import immutable
from triage.base.question import Question
from triage.engine.outcome import Outcome
from triage.model.tree import Step, Tree
from triage.verify.counterexample import Patient, Search
from triage.verify.reachability import Survey
from triage.verify.solver import UNKNOWN, Unknown
from triage.verify.substitute import exact_number, substitute
from triage.verify.thresholds import Limit, limits_in


@immutable
class Gap:
    """Name answers that go to the last branch, while both their neighbours do not."""

    step: Step
    question: Question
    lower: Limit
    upper: Limit

    @property
    def ends(self) -> tuple[int, int]:
        """The first and the last of the answers, in units of the last decimal."""
        return self.lower.below + 1, self.upper.below

    @property
    def neighbours(self) -> tuple[int, int]:
        return self.lower.below, self.upper.below + 1

    def __str__(self) -> str:
        first, last = map(self.question.from_scaled, self.ends)
        return f"{first}" if first == last else f"{first} to {last}"

    def shows(self, outcome: Outcome) -> bool:
        answer = outcome.answers[self.question.id]
        if isinstance(answer, str | tuple):
            return False
        first, last = self.ends
        return (
            first <= self.question.scaled(answer) <= last
            and self.step.ways[-1].number in outcome.trace.edges
            and all(self.goes_before(outcome, near) for near in self.neighbours)
        )

    def goes_before(self, outcome: Outcome, near: int) -> bool:
        instead = {self.question.id: self.question.from_scaled(near)}
        other = Outcome(outcome.tree, {**outcome.answers, **instead})
        earlier = {way.number for way in self.step.ways[:-1]}
        return other.is_possible and not earlier.isdisjoint(other.trace.edges)


def find_gaps(survey: Survey) -> Iterator[tuple[Gap, Patient | Unknown]]:
    """Yield gaps, each with the simplest patient who falls into it, or `UNKNOWN`."""
    for step in survey.tree.steps.values():
        if step.ways[-1].number in survey.found:
            for gap in possible_gaps(survey.tree, step):
                about = f"whether `{gap.question.id}` leaves a gap at {gap}"
                wanted, sides = tuple(falls_into(survey, gap)), (survey.encoding,)
                found = Search(survey.solver, about, sides, wanted, gap.shows).find()
                if found is not None:
                    yield gap, UNKNOWN if found is UNKNOWN else found[0]


def possible_gaps(tree: Tree, step: Step) -> Iterator[Gap]:
    """Yield neighbouring limits of a step that are at most one unit apart."""
    conditions = [way.when for way in step.ways if way.when is not None]
    if step.by_answer or step.table or len(conditions) == len(step.ways):
        return
    by_question: dict[str, list[Limit]] = defaultdict(list)
    exact: dict[str, set[int]] = defaultdict(set)
    for limit in limits_in(conditions, tree.values):
        if limit.comparison.operator == "==":
            exact[limit.question].add(limit.below)
        else:
            by_question[limit.question].append(limit)
    for name, limits in by_question.items():
        question = tree.questions[name]
        for lower, upper in pairwise(sorted(limits, key=lambda limit: limit.below)):
            within = range(lower.below, upper.below + 1)
            narrow = 0 < upper.below - lower.below <= 10**question.decimals
            if narrow and not any(one in within for one in exact[name]):
                yield Gap(step, question, lower, upper)


def falls_into(survey: Survey, gap: Gap) -> Iterator[int]:
    encoding, gates, variables = survey.encoding, survey.gates, survey.variables
    *earlier, last = [encoding.takes[way.number] for way in gap.step.ways]
    (first, final), answered = gap.ends, {variables.number(gap.question.id): 1}
    yield from (encoding.valid, last, -variables.word(gap.question.id, UNSURE))
    yield from (-gates.at_most(answered, first - 1), gates.at_most(answered, final))
    elsewhere = [gates.some(earlier), encoding.valid]
    for near in gap.neighbours:
        supposed = exact_number(variables, gap.question, near)
        yield from substitute(gates, elsewhere, supposed)
