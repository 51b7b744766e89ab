"""Dual-rail lowering over an algebra: a condition becomes ``(surely, maybe)``.

Not knowing needs no third truth value at run time. A condition is lowered to what the
answers make certain and to what they leave possible; a number to the least and the
greatest it can be. What "boolean" and "number" are is left to an algebra, so that one
lowering serves walks, a solver, a table of nodes and a database.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, reduce
from math import ceil, floor
from typing import Any, Generic, Protocol, TypeAlias, TypeVar, assert_never

import triage.language.ast as e
from triage.base.kinds import Words
from triage.base.question import Question
from triage.language.distance import beside_today, moved
from triage.language.exact import spans
from triage.language.months import CALENDAR, ROOM, SIZES
from triage.language.ranges import (
    Bodies,
    days,
    free_range,
    level,
    range_of,
    rounding,
    term_range,
    weekly,
)

B = TypeVar("B")
N = TypeVar("N")


Ends: TypeAlias = tuple[int, int]
"""The least and the greatest that a number can be, rounded outward."""


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

    # Computed numbers. A divisor is above zero; what comes out lies within two whole
    # numbers; a number of units is rounded as `round`, `floor` or `ceil` do
    def times(self, one: N, other: N, within: Ends, /) -> N: ...
    def divided(self, one: N, other: N, /) -> N: ...
    def rounded(self, how: str, item: N, unit: int, within: Ends, /) -> N: ...
    def smaller(self, one: N, other: N, /) -> N: ...
    def larger(self, one: N, other: N, /) -> N: ...
    def choose(self, test: B, then: N, other: N, /) -> N: ...

    # The mark of a day, that which closes it, or the day of a mark: see `months`
    def calendar(self, how: str, item: N, within: Ends, /) -> N: ...

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
        self._worded: dict[str, dict[str, B]] = {}

    def plain(self, expr: e.Condition) -> B:
        """Return the truth of a condition that the load has shown to be plain."""
        return self.condition(expr)[0]

    def condition(self, expr: e.Condition) -> tuple[B, B]:
        algebra = self.algebra
        match expr:
            case e.Is(question, answers):
                given = [algebra.answered(question, answer) for answer in answers]
                return algebra.some(given), self._or_open(question, given)
            case e.Chosen(question, option):
                chosen = algebra.answered(question, option)
                return chosen, self._maybe_chosen(question, option, chosen)
            case e.And(items) | e.Or(items):
                join = algebra.every if isinstance(expr, e.And) else algebra.some
                pairs = [self.condition(item) for item in items]
                return join([one for one, _ in pairs]), join([one for _, one in pairs])
            case e.Not(item):
                certain, possible = self.condition(item)
                return algebra.negate(possible), algebra.negate(certain)
            case e.Compare(operator=operator, difference=difference):
                return self._compare(operator, *self._sum(difference))
            case e.ValueHolds(name):
                return self._value(name)
            case e.ValueIs(name, words):
                return self._is_one_of(self.words(e.ValueWord(name)), words)
            case e.Always() | e.Urgent() | e.Advised() | e.Ends():
                fact = self._come_to(expr)
                return fact, fact
            case _:
                fact = self._known(expr)
                return fact, fact

    def _come_to(self, expr: e.Always | e.Outcome) -> B:
        """Return what a walk has come to, which is never open."""
        match expr:
            case e.Always(holds):
                return self.algebra.constant(holds)
            case e.Urgent(rank):
                return self.algebra.urgent(rank)
            case e.Advised(recommendation):
                return self.algebra.advised(recommendation)
            case e.Ends(recommendation):
                return self.algebra.ends(recommendation)
            case _:
                assert_never(expr)

    def _known(self, expr: e.Knowing) -> B:
        """Return how much is known, which is never open itself."""
        algebra = self.algebra
        match expr:
            case e.Maybe(item):
                return self.condition(item)[1]
            case e.Surely(item):
                return self.condition(item)[0]
            case e.Unsure(item):
                certain, possible = self.condition(item)
                return algebra.every([possible, algebra.negate(certain)])
            case e.UnsureNumber(total):
                least, greatest = self.number(total)
                return algebra.below(algebra.total([(1, least), (-1, greatest)], 0))
            case e.UnsureWord(item):
                return self._several([*self.words(item).values()])
            case e.Open(question):
                return algebra.open(question)
            case e.Asked(questions):
                return algebra.every([algebra.asked(q) for q in questions])
            case e.Answered(questions):
                return algebra.every([algebra.put(q) for q in questions])
            case _:
                assert_never(expr)

    def _maybe_chosen(self, question: str, option: str, chosen: B) -> B:
        """Return whether an option may be chosen; one alone, if no other is."""
        asked, algebra = self.questions[question], self.algebra
        if option not in asked.alone:
            return self._or_open(question, [chosen])
        others = (algebra.answered(question, key) for key in asked.choices)
        free = [algebra.open(question), *map(algebra.negate, others)]
        return algebra.some([chosen, algebra.every(free)])

    def _or_open(self, question: str, items: list[B]) -> B:
        return self.algebra.some([*items, self.algebra.open(question)])

    def _value(self, name: str) -> tuple[Any, Any]:
        if name not in self._values:
            body: Any = self.values[name].body
            share = self.algebra.shared
            made: tuple[Any, Any] = (
                self.number(body) if isinstance(body, e.Sum) else self.condition(body)
            )
            self._values[name] = share((name, 0), made[0]), share((name, 1), made[1])
        return self._values[name]

    # Words: each that is still possible, at least one. What is certain of them is that
    # no other is possible

    def words(self, item: e.Worded) -> dict[str, B]:
        """Return the words that something may be, each with whether it still can."""
        match item:
            case e.Word(word):
                return {word: self.algebra.constant(True)}  # noqa: FBT003
            case e.AnswerOf(question):
                keys = self.questions[question].choices
                return {key: self.condition(e.Is(question, (key,)))[1] for key in keys}
            case e.ValueWord(name):
                return self._words_of(name)
            case e.Pick(tests, items):
                found = self.words(items[-1])
                for test, one in reversed([*zip(tests, items, strict=False)]):
                    found = self._words_by(test, self.words(one), found)
                return found
            case _:
                assert_never(item)

    def _words_by(
        self, test: e.Condition, then: dict[str, B], otherwise: dict[str, B]
    ) -> dict[str, B]:
        """Return the words of one or of the other; while the test is open, of both."""
        algebra = self.algebra
        surely, maybe = self.condition(test)
        ways: dict[str, list[B]] = {}
        for leads, words in ((algebra.negate(surely), otherwise), (maybe, then)):
            for word, fits in words.items():
                ways.setdefault(word, []).append(algebra.every([leads, fits]))
        return {word: algebra.some(each) for word, each in ways.items()}

    def _words_of(self, name: str) -> dict[str, B]:
        if name not in self._worded:
            body: Any = self.values[name].body
            self._worded[name] = {
                word: self.algebra.shared((name, number), fits)
                for number, (word, fits) in enumerate(self.words(body).items())
            }
        return self._worded[name]

    def _is_one_of(self, known: dict[str, B], words: tuple[str, ...]) -> tuple[B, B]:
        algebra = self.algebra
        inside, outside = (
            [fits for word, fits in known.items() if (word in words) is wanted]
            for wanted in (True, False)
        )
        return algebra.negate(self._any(outside)), self._any(inside)

    def _several(self, items: list[B]) -> B:
        """Return whether more than one holds."""
        both, some = self._any([]), self._any(items[:1])
        for item in items[1:]:
            both = self._any([both, self.algebra.every([some, item])])
            some = self._any([some, item])
        return both

    def _any(self, items: list[B]) -> B:
        none = self.algebra.constant(False)  # noqa: FBT003
        return self.algebra.some(items) if items else none

    def _compare(self, operator: str, least: N, greatest: N) -> tuple[B, B]:
        algebra = self.algebra
        if operator == "==":
            surely = [algebra.negate(algebra.below(least)), algebra.at_most(greatest)]
            maybe = [algebra.at_most(least), algebra.negate(algebra.below(greatest))]
            return algebra.every(surely), algebra.every(maybe)
        test = algebra.at_most if "=" in operator else algebra.below
        return test(greatest), test(least)

    def number(self, total: e.Sum) -> tuple[N, N]:
        low, high = self._sum(total)
        if beside_today(total, self.questions) is None:
            return low, high
        within = self._range(total)
        return self._clamped(low, *within), self._clamped(high, *within)

    def _sum(self, total: e.Sum) -> tuple[N, N]:
        """Return a sum of its terms, also beyond limits that go by today."""
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
        match term:
            case e.NumberOf(question):
                return self._amount(self.questions[question])
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
                return self._computed(term)
        # While some options are open, any others may be chosen
        return self._total(
            (amount, self._one_if(e.Chosen(question, option)))
            for option, amount in points
        )

    def _amount(self, asked: Question) -> tuple[N, N]:
        """Return an answer; while it is open, what its limits are, today's if so."""
        algebra = self.algebra
        least, greatest = algebra.least(asked.id), algebra.greatest(asked.id)
        if asked.since is not None:
            first, _ = self.number(moved(asked.since))
            least = algebra.choose(algebra.open(asked.id), first, least)
        if asked.until is not None:
            _, last = self.number(moved(asked.until))
            greatest = algebra.choose(algebra.open(asked.id), last, greatest)
        return least, greatest

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

    # Computed numbers: which ends of its parts make the ends of a number is known from
    # the signs that they can have

    def _computed(self, term: e.Computed) -> tuple[N, N]:
        algebra = self.algebra
        match term:
            case e.Product(left, right):
                return self._product(left, right)
            case e.Quotient(numerator, denominator):
                return self._quotient(*level(numerator, denominator))
            case e.Rounded():
                return self._rounded(term)
            case e.Least(items):
                return self._each(algebra.smaller, items)
            case e.Greatest(items):
                return self._each(algebra.larger, items)
            case e.Choose(tests, items):
                return self._choose(tests, level(*items))
            case e.Within(inner, low, high):
                one, two = (self._clamped(x, low, high) for x in self.term(inner))
                return one, two
            case e.Elapsed() | e.Shifted() | e.OnWeekday() | e.Accrued():
                return self._calendar(term)
            case _:
                assert_never(term)

    def _calendar(self, term: e.Calendar) -> tuple[N, N]:
        algebra, within = self.algebra, days(alone(term), self._names)
        match term:
            case e.Elapsed():
                free = free_range(term, self._names)
                found = self._elapsed(term, free)
                if free == within:
                    return found
                low, high = (self._clamped(x, *within) for x in found)
                return low, high
            case e.Shifted(day, months):
                pairs = zip(self._marked("mark", day), self.number(months), strict=True)
                places = [algebra.total([(1, a), (ROOM, n)], 0) for a, n in pairs]
                first, last = (algebra.calendar("day", x, within) for x in places)
                return first, last
            case e.OnWeekday():
                how, other, rest = weekly(term)
                weeks = (within[0] - rest) // 7, (within[1] - rest) // 7
                found = self._units(7, self.number(other), weeks, how)
                first, last = (algebra.total([(7, x)], rest) for x in found)
                return first, last
            case e.Accrued(_, rates, day, other):
                starts = [self._until(rates, x) for x in self.number(day)]
                ends = [self._until(rates, x, 1) for x in self.number(other)]
                none, pairs = self._constant(0), zip(ends, starts[::-1], strict=True)
                sums = (algebra.total([(1, b), (-1, a)], 0) for b, a in pairs)
                least, most = (algebra.larger(x, none) for x in sums)
                return least, most
            case _:
                assert_never(term)

    def _elapsed(self, term: e.Elapsed, within: Ends) -> tuple[N, N]:
        if term.unit == "weeks":
            return self._units(7, self.number(term.end.minus(term.start)), within)
        first, last = self._marked("mark", term.start)
        low, high = self._marked("close", term.end)
        gaps = [[(1, low), (-1, last)], [(1, high), (-1, first)]]
        least, most = (self.algebra.total(gap, 0) for gap in gaps)
        return self._units(SIZES[term.unit], (least, most), within)

    def _until(self, rates: e.Rates, day: N, later: int = 0) -> N:
        """Return what a rate adds up to before a day; no part falls as days go on."""
        parts = list[tuple[int, N]]()
        for start, length, rate in spans(rates.steps):
            gone = self.algebra.total([(1, day)], later - start)
            gone = self.algebra.larger(gone, self._constant(0))
            if length is not None:
                gone = self.algebra.smaller(gone, self._constant(length))
            parts.append((rate, gone))
        return self.algebra.total(parts, 0)

    def _units(
        self, size: int, ends: tuple[N, N], within: Ends, how: str = "floor"
    ) -> tuple[N, N]:
        low, high = (self.algebra.rounded(how, end, size, within) for end in ends)
        return low, high

    def _marked(self, how: str, day: e.Sum) -> tuple[N, N]:
        first, last = map(CALENDAR[how], days(day, self._names))
        ends = self.number(day)
        low, high = (self.algebra.calendar(how, x, (first, last)) for x in ends)
        return low, high

    @cached_property
    def _names(self) -> Bodies:
        return Bodies(self.questions, self.values)

    def _range(self, total: e.Sum) -> Ends:
        low, high = range_of(total, self._names)
        return floor(low), ceil(high)

    def _constant(self, number: int) -> N:
        return self.algebra.total([], number)

    def _clamped(self, item: N, low: int, high: int) -> N:
        most = self.algebra.smaller(item, self._constant(high))
        return self.algebra.larger(most, self._constant(low))

    def _product(self, left: e.Sum, right: e.Sum) -> tuple[N, N]:
        low, high = term_range(e.Product(left, right), self._names)
        within = floor(low), ceil(high)

        def times(one: N, other: N) -> N:
            return self.algebra.times(one, other, within)

        return self._corners(times, left, right)

    def _quotient(self, top: e.Sum, bottom: e.Sum) -> tuple[N, N]:
        """Return the ends of a quotient; where nobody looks, the divisor is 1 at least.

        That is so in a tree with a mistake in it, or with parts of another.
        """
        algebra, (least, greatest) = self.algebra, self.number(bottom)
        if range_of(bottom, self._names)[0] <= 0:
            one = self._constant(1)
            least, greatest = algebra.larger(least, one), algebra.larger(greatest, one)
        (low, high), (start, end) = self.number(top), self._range(top)
        if start >= 0:
            return algebra.divided(low, greatest), algebra.divided(high, least)
        if end <= 0:
            return algebra.divided(low, least), algebra.divided(high, greatest)
        lows, highs = (
            [algebra.divided(x, y) for y in (least, greatest)] for x in (low, high)
        )
        return algebra.smaller(*lows), algebra.larger(*highs)

    def _corners(
        self, made: Callable[[N, N], N], left: e.Sum, right: e.Sum
    ) -> tuple[N, N]:
        (a, b), (c, d) = self.number(left), self.number(right)
        (low, high), (least, greatest) = self._range(left), self._range(right)
        if low >= 0 and least >= 0:
            return made(a, c), made(b, d)
        if low >= 0 and greatest <= 0:
            return made(b, c), made(a, d)
        if high <= 0 and least >= 0:
            return made(a, d), made(b, c)
        if high <= 0 and greatest <= 0:
            return made(b, d), made(a, c)
        corners = [made(x, y) for x in (a, b) for y in (c, d)]
        smaller, larger = self.algebra.smaller, self.algebra.larger
        return reduce(smaller, corners), reduce(larger, corners)

    def _rounded(self, term: e.Rounded) -> tuple[N, N]:
        unit, finer = rounding(term)
        low, high = (int(end) // term.step for end in term_range(term, self._names))
        ends = (
            self.algebra.rounded(term.how, end, unit, (low, high))
            for end in self.number(finer)
        )
        least, greatest = (self.algebra.total([(term.step, end)], 0) for end in ends)
        return least, greatest

    def _each(self, made: Callable[[N, N], N], items: tuple[e.Sum, ...]) -> tuple[N, N]:
        ends = zip(*map(self.number, level(*items)), strict=True)
        least, greatest = (reduce(made, end) for end in ends)
        return least, greatest

    def _choose(
        self, tests: tuple[e.Condition, ...], items: tuple[e.Sum, ...]
    ) -> tuple[N, N]:
        """Return what tests choose; while they are open, it may be several."""
        algebra = self.algebra
        low, high = self.number(items[-1])
        for test, item in reversed([*zip(tests, items, strict=False)]):
            (surely, maybe), (least, greatest) = self.condition(test), self.number(item)
            if surely != maybe:
                either = algebra.smaller(least, low), algebra.larger(greatest, high)
                low, high = (
                    algebra.choose(maybe, one, other)
                    for one, other in zip(either, (low, high), strict=True)
                )
            low = algebra.choose(surely, least, low)
            high = algebra.choose(surely, greatest, high)
        return low, high


def alone(term: e.Calendar) -> e.Sum:
    return e.Sum(((1, term),))
