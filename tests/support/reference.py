"""The reference: what a condition means, as plainly as it can be said.

It is slow and shares nothing with the lowering that walks and proofs use; the tests
hold these against it. True and false are certain, None is open (Kleene's logic); a
number is the interval from the least to the greatest it can be.
"""

import math
from collections.abc import Collection, Mapping
from fractions import Fraction
from operator import mul, truediv
from typing import assert_never

from calendars import ends_of, limits

import triage.language.ast as e
from triage.base.answer import UNSURE, Answer
from triage.base.question import Question


class Reference:
    """Judge conditions over the answers to the questions that were asked.

    Args:
        questions: The questions by id.
        values: The values by id.
        answers: The accepted answers of the questions asked on the path.
        rank: The urgency collected so far; -1 for none.
        advised: The recommendations of the outcome.
        end: The recommendation that ended the walk; empty for none.
        skipped: The questions that were passed over because of their ``only_if``.
    """

    def __init__(
        self,
        questions: Mapping[str, Question],
        values: Mapping[str, e.Value],
        answers: Mapping[str, Answer],
        *,
        rank: int = -1,
        advised: frozenset[str] = frozenset(),
        end: str = "",
        skipped: Collection[str] = (),
    ) -> None:
        self.questions = questions
        self.values = values
        self.answers = answers
        self.rank = rank
        self.advised = advised
        self.end = end
        self.skipped = skipped

    def is_open(self, question: str) -> bool:
        """Whether a question was not asked, or answered "not sure"."""
        answer = self.answers.get(question, UNSURE)
        return answer == UNSURE or (isinstance(answer, tuple) and UNSURE in answer)

    def judge(self, condition: e.Condition) -> bool | None:  # noqa: C901, PLR0911, PLR0912
        """Return True, False, or None when the answers leave it open."""
        match condition:
            case e.Always(holds):
                return holds
            case e.Is(question, words):
                return (
                    None if self.is_open(question) else self.answers[question] in words
                )
            case e.Chosen(question, option):
                answer = self.answers.get(question, ())
                if isinstance(answer, tuple) and option in answer:
                    return True
                some = answer != () and set(answer) != {UNSURE}
                if option in self.questions[question].alone and some:
                    return False
                return None if self.is_open(question) else False
            case e.ValueHolds(name):
                body = self.values[name].body
                assert not isinstance(body, e.Sum)
                return self.judge(body)
            case e.Compare(operator=operator, difference=difference):
                return self.compare(operator, *self.interval(difference))
            case e.Not(item):
                found = self.judge(item)
                return None if found is None else not found
            case e.And(items):
                return conjunction([self.judge(item) for item in items])
            case e.Or(items):
                found = conjunction([self.judge(e.Not(item)) for item in items])
                return None if found is None else not found
            case e.Asked(questions):
                return all(question in self.answers for question in questions)
            case e.Answered(questions):
                asked = self.answers.keys() - {*self.skipped}
                return asked >= {*questions}
            case e.Open(question):
                return self.is_open(question)
            case e.UnsureNumber(total):
                low, high = self.interval(total)
                return low < high
            case e.ValueIs(name, words):
                left = self.words(e.ValueWord(name))
                return None if left & {*words} and left - {*words} else left <= {*words}
            case e.UnsureWord(item):
                return len(self.words(item)) > 1
            case e.Unsure(item):
                return self.judge(item) is None
            case e.Maybe(item):
                return self.judge(item) is not False
            case e.Surely(item):
                return self.judge(item) is True
            case e.Urgent(rank):
                return self.rank >= rank
            case e.Advised(recommendation):
                return recommendation in self.advised
            case e.Ends(recommendation):
                return recommendation == self.end
            case _:
                assert_never(condition)

    def words(self, item: e.Worded) -> set[str]:
        """Return the words that something can still be."""
        match item:
            case e.Word(word):
                return {word}
            case e.AnswerOf(name):
                answer = self.answers.get(name)
                is_open = self.is_open(name)
                return {*self.questions[name].choices} if is_open else {str(answer)}
            case e.ValueWord(name):
                return self.words(self.values[name].body)  # type: ignore[arg-type]
            case e.Pick(tests, items):
                found = set[str]()
                for test, one in zip((*tests, None), items, strict=True):
                    judged = True if test is None else self.judge(test)
                    found |= self.words(one) if judged is not False else set()
                    if judged:
                        break
                return found
            case _:
                assert_never(item)

    def compare(self, operator: str, low: int, high: int) -> bool | None:
        """Return how an interval compares with zero."""
        if operator == "==":
            return None if low <= 0 <= high and low < high else low == high == 0
        if "=" in operator:
            return True if high <= 0 else None if low <= 0 else False
        return True if high < 0 else None if low < 0 else False

    def interval(self, total: e.Sum) -> tuple[int, int]:
        """Return the least and the greatest that a sum can be."""
        low = high = total.constant
        for factor, term in total.terms:
            ends = sorted(factor * end for end in self.term(term))
            low, high = low + ends[0], high + ends[1]
        return low, high

    def term(self, term: e.Term) -> tuple[int, int]:  # noqa: C901, PLR0911, PLR0912
        """Return the least and the greatest that a term can be."""
        match term:
            case e.NumberOf(name):
                question = self.questions[name]
                if self.is_open(name):
                    return limits(question, self.answers.get("today"))
                value = question.scaled(self.answers[name])  # type: ignore[arg-type]
                return value, value
            case e.CountOf(name):
                return self.points(name, dict.fromkeys(self.questions[name].choices, 1))
            case e.PointsOf(name, points):
                return self.points(name, dict(points))
            case e.Count(items):
                found = [self.judge(item) for item in items]
                return found.count(True), len(found) - found.count(False)
            case e.ValueNumber(name):
                body = self.values[name].body
                assert isinstance(body, e.Sum)
                return self.interval(body)
            case e.Product(left, right):
                return corners(mul, self.interval(left), self.interval(right))
            case e.Quotient(top, bottom):
                return corners(truediv, self.real(top), self.real(bottom))
            case e.Rounded(how, item, step, scale):
                size = Fraction(step, 10**scale)
                low, high = (rounded(how, x / size) for x in self.real(item))
                return low * step, high * step
            case e.Least(items) | e.Greatest(items):
                scale = max(item.scale for item in items)
                best = min if isinstance(term, e.Least) else max
                lows, highs = zip(*map(self.real, items), strict=True)
                return best(lows) * 10**scale, best(highs) * 10**scale
            case e.Choose(tests, items):
                reached = []
                for test, item in zip((*tests, None), items, strict=True):
                    judged = True if test is None else self.judge(test)
                    reached += [self.real(item)] * (judged is not False)
                    if judged:
                        break
                unit = 10 ** max(item.scale for item in items)
                lows, highs = zip(*reached, strict=True)
                return min(lows) * unit, max(highs) * unit
            case e.Within(inner, least, most):
                low, high = self.term(inner)
                return sorted((least, low, most))[1], sorted((least, high, most))[1]
            case e.Elapsed() | e.Shifted() | e.OnWeekday() | e.Accrued():
                return ends_of(term, self.interval, self.interval)
            case _:
                assert_never(term)

    def real(self, total: e.Sum) -> tuple[Fraction, Fraction]:
        """Return the least and the greatest that a sum can be, in units of one."""
        low, high = self.interval(total)
        return Fraction(low) / 10**total.scale, Fraction(high) / 10**total.scale

    def points(self, name: str, points: dict[str, int]) -> tuple[int, int]:
        """Return the least and greatest points over every possible answer."""
        answer = self.answers.get(name, UNSURE)
        chosen = (answer,) if isinstance(answer, str) else answer
        assert isinstance(chosen, tuple)
        sure = sum(points[key] for key in chosen if key != UNSURE)
        if not self.is_open(name):
            return sure, sure
        no_more = {
            *chosen,
            *(self.questions[name].alone if {*chosen} - {UNSURE} else ()),
        }
        rest = [amount for key, amount in points.items() if key not in no_more]
        if self.questions[name].type == "one_of":
            return min(rest), max(rest)
        gain = [amount for amount in rest if amount > 0]
        return sure + sum(rest) - sum(gain), sure + sum(gain)


def corners(made, one, other):
    """Return the interval of what two numbers make that go from end to end."""
    found = [made(Fraction(x), y) for x in one for y in other]
    return min(found), max(found)


def rounded(how, number):
    """Return a whole number: half of one goes away from zero."""
    if how == "round":
        size = math.floor(abs(number) + Fraction(1, 2))
        return size if number >= 0 else -size
    return math.floor(number) if how == "floor" else math.ceil(number)


def conjunction(found: list[bool | None]) -> bool | None:
    """Return Kleene's ``and``."""
    return False if False in found else None if None in found else True
