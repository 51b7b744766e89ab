"""The reference: what a condition means, as plainly as it can be said.

It is slow and shares nothing with the compiler in ``pair``; the tests hold the two
against each other. True and false are certain, None is open (Kleene's logic);
a number is the interval from the least to the greatest it can be.
"""

from collections.abc import Mapping
from typing import assert_never

from triage.base.question import UNSURE, Answer, Question
from triage.language.ast import (
    Advised,
    Always,
    And,
    Asked,
    Chosen,
    Compare,
    Condition,
    Count,
    CountOf,
    Ends,
    Is,
    Maybe,
    Not,
    NumberOf,
    Open,
    Or,
    PointsOf,
    Sum,
    Surely,
    Term,
    Unsure,
    UnsureNumber,
    Urgent,
    Value,
    ValueHolds,
    ValueNumber,
)


class Reference:
    """Judge conditions over the answers to the questions that were asked.

    Args:
        questions: The questions by id.
        values: The values by id.
        answers: The accepted answers of the questions asked on the path.
        rank: The urgency collected so far; -1 for none.
        advised: The recommendations of the outcome.
        end: The recommendation that ended the walk; empty for none.
    """

    def __init__(
        self,
        questions: Mapping[str, Question],
        values: Mapping[str, Value],
        answers: Mapping[str, Answer],
        *,
        rank: int = -1,
        advised: frozenset[str] = frozenset(),
        end: str = "",
    ) -> None:
        self.questions = questions
        self.values = values
        self.answers = answers
        self.rank = rank
        self.advised = advised
        self.end = end

    def is_open(self, question: str) -> bool:
        """Whether a question was not asked, or answered "not sure"."""
        answer = self.answers.get(question, UNSURE)
        return answer == UNSURE or (isinstance(answer, tuple) and UNSURE in answer)

    def judge(self, condition: Condition) -> bool | None:  # noqa: C901, PLR0911, PLR0912
        """Return True, False, or None when the answers leave it open."""
        match condition:
            case Always(holds):
                return holds
            case Is(question, words):
                return (
                    None if self.is_open(question) else self.answers[question] in words
                )
            case Chosen(question, option):
                answer = self.answers.get(question, ())
                if isinstance(answer, tuple) and option in answer:
                    return True
                return None if self.is_open(question) else False
            case ValueHolds(name):
                body = self.values[name].body
                assert not isinstance(body, Sum)  # noqa: S101
                return self.judge(body)
            case Compare(_, operator, _, difference):
                return self.compare(operator, *self.interval(difference))
            case Not(item):
                found = self.judge(item)
                return None if found is None else not found
            case And(items):
                return conjunction([self.judge(item) for item in items])
            case Or(items):
                found = conjunction([self.judge(Not(item)) for item in items])
                return None if found is None else not found
            case Asked(questions):
                return all(question in self.answers for question in questions)
            case Open(question):
                return self.is_open(question)
            case UnsureNumber(total):
                low, high = self.interval(total)
                return low < high
            case Unsure(item):
                return self.judge(item) is None
            case Maybe(item):
                return self.judge(item) is not False
            case Surely(item):
                return self.judge(item) is True
            case Urgent(rank):
                return self.rank >= rank
            case Advised(recommendation):
                return recommendation in self.advised
            case Ends(recommendation):
                return recommendation == self.end
            case _:
                assert_never(condition)

    def compare(self, operator: str, low: int, high: int) -> bool | None:
        """Return how an interval compares with zero."""
        if operator == "==":
            return None if low <= 0 <= high and low < high else low == high == 0
        if "=" in operator:
            return True if high <= 0 else None if low <= 0 else False
        return True if high < 0 else None if low < 0 else False

    def interval(self, total: Sum) -> tuple[int, int]:
        """Return the least and the greatest that a sum can be."""
        low = high = total.constant
        for factor, term in total.terms:
            ends = sorted(factor * end for end in self.term(term))
            low, high = low + ends[0], high + ends[1]
        return low, high

    def term(self, term: Term) -> tuple[int, int]:
        """Return the least and the greatest that a term can be."""
        match term:
            case NumberOf(name):
                question = self.questions[name]
                if self.is_open(name):
                    return question.range
                value = question.scaled(self.answers[name])  # type: ignore[arg-type]
                return value, value
            case CountOf(name):
                return self.points(name, dict.fromkeys(self.questions[name].choices, 1))
            case PointsOf(name, points):
                return self.points(name, dict(points))
            case Count(items):
                found = [self.judge(item) for item in items]
                return found.count(True), len(found) - found.count(False)
            case ValueNumber(name):
                body = self.values[name].body
                assert isinstance(body, Sum)  # noqa: S101
                return self.interval(body)
            case _:
                assert_never(term)

    def points(self, name: str, points: dict[str, int]) -> tuple[int, int]:
        """Return the least and greatest points over every possible answer."""
        answer = self.answers.get(name, UNSURE)
        chosen = (answer,) if isinstance(answer, str) else answer
        assert isinstance(chosen, tuple)  # noqa: S101
        sure = sum(points[key] for key in chosen if key != UNSURE)
        if not self.is_open(name):
            return sure, sure
        rest = [amount for key, amount in points.items() if key not in chosen]
        if self.questions[name].type == "one_of":
            return min(rest), max(rest)
        gain = [amount for amount in rest if amount > 0]
        return sure + sum(rest) - sum(gain), sure + sum(gain)


def conjunction(found: list[bool | None]) -> bool | None:
    """Return Kleene's ``and``."""
    return False if False in found else None if None in found else True
