"""Gaps: answers between two conditions, which the last branch swallows unseen."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import attrs

from triage.base.question import UNSURE, Question
from triage.engine.outcome import Outcome
from triage.model.tree import Step, Tree
from triage.verify.counterexample import Patient, simplest
from triage.verify.reachability import Survey
from triage.verify.solver import OutOfTime
from triage.verify.substitute import exact_number, suppose
from triage.verify.thresholds import Limit, limits_in


@attrs.frozen
class Gap:
    """Name answers that go to the last branch, while both their neighbours do not.

    Args:
        step: The step.
        question: The question.
        lower: The limit below.
        upper: The limit above.
    """

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
        """The answers next to them on both sides."""
        return self.lower.below, self.upper.below + 1

    def __str__(self) -> str:
        first, last = (number(self.question, end) for end in self.ends)
        return f"{first}" if first == last else f"{first} to {last}"

    def shows(self, tree: Tree, outcome: Outcome) -> bool:
        """Whether a patient falls into it."""
        answer = outcome.answers[self.question.id]
        if isinstance(answer, str | tuple):
            return False
        first, last = self.ends
        inside = first <= self.question.scaled(answer) <= last
        return (
            inside
            and self.step.ways[-1].number in outcome.trace.edges
            and all(self.goes_before(tree, outcome, near) for near in self.neighbours)
        )

    def goes_before(self, tree: Tree, outcome: Outcome, near: int) -> bool:
        """Whether the same patient with another answer takes an earlier branch."""
        instead = {self.question.id: number(self.question, near)}
        other = Outcome(tree, {**outcome.answers, **instead})
        earlier = {way.number for way in self.step.ways[:-1]}
        return other.is_possible and not earlier.isdisjoint(other.trace.edges)


def number(question: Question, value: int) -> int | Decimal:
    """Return a number as it is answered."""
    answer = question.accept(Decimal(value).scaleb(-question.decimals))
    assert not isinstance(answer, str | tuple)  # noqa: S101
    return answer


def find_gaps(survey: Survey) -> Iterator[tuple[Gap, Patient | None]]:
    """Yield the gaps into which somebody falls, with the simplest such patient.

    Where that was not settled in time, there is no patient.

    Args:
        survey: What was found out about the tree.
    """
    for step in survey.tree.steps.values():
        if step.ways[-1].number in survey.found:
            for gap in possible_gaps(survey.tree, step):
                try:
                    patient = who_falls_into(survey, gap)
                except OutOfTime:
                    yield gap, None
                else:
                    if patient is not None:
                        yield gap, patient


def possible_gaps(tree: Tree, step: Step) -> Iterator[Gap]:
    """Yield neighbouring limits of a step that are at most one unit apart."""
    conditions = [way.when for way in step.ways if way.when is not None]
    if step.by_answer or len(conditions) == len(step.ways):
        return
    by_question: dict[str, list[Limit]] = defaultdict(list)
    exact: dict[str, set[int]] = defaultdict(set)
    for limit in limits_in(conditions, tree.values):
        if limit.is_exact:
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


def who_falls_into(survey: Survey, gap: Gap) -> Patient | None:
    """Return the simplest patient who falls into a gap, if there is one.

    Raises:
        OutOfTime: That was not settled in time.
    """
    encoding, tree = survey.encoding, survey.tree
    wanted = [*falls_into(survey, gap)]
    told = survey.solver.ask(*wanted)
    if told is None:
        return None
    found = encoding.answers.heard(told)
    return simplest(
        encoding,
        survey.solver,
        wanted,
        found,
        lambda outcome: gap.shows(tree, outcome),
    )


def falls_into(survey: Survey, gap: Gap) -> Iterator[int]:
    """Yield what is so of whoever falls into a gap."""
    encoding, gates, answers = survey.encoding, survey.gates, survey.answers
    *earlier, last = [encoding.takes[way.number] for way in gap.step.ways]
    (first, final), answered = gap.ends, {answers.number(gap.question.id): 1}
    yield from (encoding.valid, last, -answers.word(gap.question.id, UNSURE))
    yield from (-gates.at_most(answered, first - 1), gates.at_most(answered, final))
    elsewhere = [gates.some(earlier), encoding.valid]
    for near in gap.neighbours:
        supposed = exact_number(answers, gap.question, near)
        yield from suppose(gates, elsewhere, supposed)
