"""Dual-rail lowering over an algebra: a condition becomes ``(surely, maybe)``.

Not knowing needs no third truth value at run time. A condition is lowered to what the
answers make certain and to what they leave possible; a number to the least and the
greatest it can be. What "boolean" and "number" are is left to an algebra, so that one
lowering serves walks, a solver, a table of nodes and a database.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Generic, Protocol, TypeVar, assert_never

import triage.language.ast as e
from triage.base.kinds import Words
from triage.base.question import Question

B = TypeVar("B")
N = TypeVar("N")


class Algebra(Protocol[B, N]):
    """Say what booleans ``B`` and numbers ``N`` are, and what the answers are."""

    def constant(self, holds: bool, /) -> B: ...  # noqa: FBT001
    def every(self, items: list[B], /) -> B: ...
    def some(self, items: list[B], /) -> B: ...
    def negate(self, item: B, /) -> B: ...

    # Numbers: multiplied and added up; 1 for true and 0 for false; compared with zero
    def total(self, terms: list[tuple[int, N]], constant: int, /) -> N: ...
    def one_if(self, item: B, /) -> N: ...
    def below(self, item: N, /) -> B: ...
    def at_most(self, item: N, /) -> B: ...

    # What is used in several places: the name of a value, and 0 or 1 for its halves
    def shared(self, key: tuple[str, int], item: Any, /) -> Any: ...

    # Whether an answer is, or contains, a word; open: not asked, or "not sure"
    def answered(self, question: str, answer: str, /) -> B: ...
    def open(self, question: str, /) -> B: ...
    def asked(self, question: str, /) -> B: ...
    def put(self, question: str, /) -> B: ...  # asked, and not skipped

    # The answer to a number question; when open, its minimum or its maximum
    def least(self, question: str, /) -> N: ...
    def greatest(self, question: str, /) -> N: ...

    # Whether the urgency reaches a rank; what is in the outcome, or ended the walk
    def urgent(self, rank: int, /) -> B: ...
    def advised(self, recommendation: str, /) -> B: ...
    def ends(self, recommendation: str, /) -> B: ...


class Lowering(Generic[B, N]):
    """Lower conditions and numbers to an algebra; each value once."""

    def __init__(
        self,
        algebra: Algebra[B, N],
        questions: Mapping[str, Question],
        values: Mapping[str, e.Value],
    ) -> None:
        self.algebra = algebra
        self.questions = questions
        self.values = values
        self._values: dict[str, tuple[Any, Any]] = {}

    def plain(self, expr: e.Condition) -> B:
        """Return the truth of a condition that the load has shown to be plain."""
        return self.condition(expr)[0]

    def condition(self, expr: e.Condition) -> tuple[B, B]:  # noqa: C901, PLR0912
        algebra = self.algebra
        match expr:
            case e.Is(question, answers):
                given = [algebra.answered(question, answer) for answer in answers]
                return algebra.some(given), self._or_open(question, given)
            case e.Chosen(question, option):
                chosen = algebra.answered(question, option)
                return chosen, self._or_open(question, [chosen])
            case e.And(items) | e.Or(items):
                join = algebra.every if isinstance(expr, e.And) else algebra.some
                pairs = [self.condition(item) for item in items]
                return join([one for one, _ in pairs]), join([one for _, one in pairs])
            case e.Not(item):
                certain, possible = self.condition(item)
                return algebra.negate(possible), algebra.negate(certain)
            case e.Compare(operator=operator, difference=difference):
                return self._compare(operator, *self.number(difference))
            case e.ValueHolds(name):
                return self._value(name)
            # The rest is never open
            case e.Maybe(item):
                fact = self.condition(item)[1]
            case e.Surely(item):
                fact = self.condition(item)[0]
            case e.Unsure(item):
                certain, possible = self.condition(item)
                fact = algebra.every([possible, algebra.negate(certain)])
            case e.UnsureNumber(total):
                least, greatest = self.number(total)
                fact = algebra.below(algebra.total([(1, least), (-1, greatest)], 0))
            case e.Open(question):
                fact = algebra.open(question)
            case e.Asked(questions):
                fact = algebra.every([algebra.asked(q) for q in questions])
            case e.Answered(questions):
                fact = algebra.every([algebra.put(q) for q in questions])
            case e.Urgent(rank):
                fact = algebra.urgent(rank)
            case e.Advised(recommendation):
                fact = algebra.advised(recommendation)
            case e.Ends(recommendation):
                fact = algebra.ends(recommendation)
            case e.Always(holds):
                fact = algebra.constant(holds)
            case _:
                assert_never(expr)
        return fact, fact

    def _or_open(self, question: str, items: list[B]) -> B:
        return self.algebra.some([*items, self.algebra.open(question)])

    def _value(self, name: str) -> tuple[Any, Any]:
        if name not in self._values:
            body, share = self.values[name].body, self.algebra.shared
            made: tuple[Any, Any] = (
                self.number(body) if isinstance(body, e.Sum) else self.condition(body)
            )
            self._values[name] = share((name, 0), made[0]), share((name, 1), made[1])
        return self._values[name]

    def _compare(self, operator: str, least: N, greatest: N) -> tuple[B, B]:
        algebra = self.algebra
        if operator == "==":
            surely = [algebra.negate(algebra.below(least)), algebra.at_most(greatest)]
            maybe = [algebra.at_most(least), algebra.negate(algebra.below(greatest))]
            return algebra.every(surely), algebra.every(maybe)
        test = algebra.at_most if "=" in operator else algebra.below
        return test(greatest), test(least)

    def number(self, total: e.Sum) -> tuple[N, N]:
        terms = ((factor, self.term(term)) for factor, term in total.terms)
        return self._total(terms, total.constant)

    def _total(
        self, terms: Iterable[tuple[int, tuple[N, N]]], constant: int = 0
    ) -> tuple[N, N]:
        pairs = [*terms]
        least = [(factor, ends[factor < 0]) for factor, ends in pairs]
        greatest = [(factor, ends[factor > 0]) for factor, ends in pairs]
        sum_of = self.algebra.total
        return sum_of(least, constant), sum_of(greatest, constant)

    def term(self, term: e.Term) -> tuple[N, N]:
        algebra = self.algebra
        match term:
            case e.NumberOf(question):
                return algebra.least(question), algebra.greatest(question)
            case e.Count(items):
                return self._total((1, self._one_if(item)) for item in items)
            case e.CountOf(question):
                points = tuple((name, 1) for name in self.questions[question].choices)
            case e.PointsOf(question, points):
                if isinstance(self.questions[question].domain, Words):
                    return self._points_of_one(question, points)
            case e.ValueNumber(name):
                return self._value(name)
            case _:
                assert_never(term)
        # While some options are open, any others may be chosen
        return self._total(
            (amount, self._one_if(e.Chosen(question, option)))
            for option, amount in points
        )

    def _one_if(self, item: e.Condition) -> tuple[N, N]:
        surely, maybe = self.condition(item)
        return self.algebra.one_if(surely), self.algebra.one_if(maybe)

    def _points_of_one(self, question: str, points: e.Points) -> tuple[N, N]:
        """Return the points of one option: while open, it may be any."""
        algebra, amounts = self.algebra, [amount for _, amount in points]
        known = [
            (amount, algebra.one_if(algebra.answered(question, option)))
            for option, amount in points
        ]
        unknown = algebra.one_if(algebra.open(question))
        least = [*known, (min(amounts), unknown)]
        greatest = [*known, (max(amounts), unknown)]
        return algebra.total(least, 0), algebra.total(greatest, 0)
