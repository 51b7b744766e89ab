"""Evaluation: conditions as closures over a context, three-valued while a page waits.

A page whose questions are only partly answered leaves conditions undecided (None).
That is another thing than "not sure", which is an answer.
"""

from collections.abc import Callable, Container, Mapping, Set as AbstractSet
from functools import cache
from itertools import chain, count
from typing import Any

import attrs

from triage.base.answer import UNSURE, Answer
from triage.base.dates import TODAY
from triage.base.immutable import immutable
from triage.base.question import Question
from triage.language.ast import (
    Condition,
    Sum,
    Value,
    ValueWord,
    Worded,
    asked_about,
    is_of_path,
    questions_in,
)
from triage.language.exact import (
    ROUNDINGS,
    Exact,
    Interval,
    corners,
    divided,
    hull,
)
from triage.language.lower import Lowering
from triage.language.months import CALENDAR

Truth = bool | None
"""True, False, or None: a question of the page still waits for its answer."""


@attrs.define
class Context:
    questions: Mapping[str, Question]
    answers: Mapping[str, Answer] = attrs.field(repr=False)  # those that count so far
    waiting: AbstractSet[str] = frozenset()  # asked on the page, without an answer
    rank: int = -1  # the highest collected so far; -1 for none
    told: AbstractSet[str] = frozenset()  # in the outcome; none before the end
    end: str = ""  # the recommendation that ended the walk
    asked: Container[str] = attrs.field(
        default=attrs.Factory(lambda self: self.answers, takes_self=True), repr=False
    )
    skipped: Container[str] = ()  # asked, but passed over because of their `only_if`
    values: dict[tuple[str, int], Any] = attrs.field(
        factory=dict, init=False, repr=False
    )


OPPOSITE: dict[Truth, Truth] = {True: False, False: True, None: None}
ONE_IF: dict[Truth, Interval] = {True: (1, 1), False: (0, 0), None: (0, 1)}

Predicate = Callable[[Context], Truth]
Measure = Callable[[Context], Interval]
"""Return the least and the greatest that a number can be while the page waits."""


DEEP = 50
"""So many choices may stand in each other before the last is worked out first."""


@immutable
class Choice:
    """Hold a choice of numbers, such as a row of a table with those below it.

    Args:
        name: What it is known by at a point of a walk.
        test: Whether it is the one or the other.
        then: What it comes to if the test holds.
        other: What it comes to if not.
        depth: How many choices stand in each other here.
    """

    name: str
    test: Predicate
    then: Measure
    other: Measure
    depth: int

    def key(self, context: Context) -> tuple[str, int]:
        return self.name, context.rank

    def found(self, context: Context) -> Interval:
        """Return what it comes to, worked out once: both sides have parts in common."""
        key = self.key(context)
        if key not in context.values:
            truth = self.test(context)
            sides = [self.then] * (truth is not False) + [self.other] * (not truth)
            ends = chain.from_iterable(side(context) for side in sides)
            context.values[key] = hull(ends)
        found: Interval = context.values[key]
        return found


class Closures:
    """Be the algebra whose booleans and numbers are functions of a context."""

    def __init__(self) -> None:
        self.choices = count()
        self.rows: dict[Measure, Choice] = {}
        self.depths: dict[Measure, int] = {}

    def constant(self, holds: bool) -> Predicate:  # noqa: FBT001
        return lambda _: holds

    def every(self, items: list[Predicate]) -> Predicate:
        return connective(items, decisive=False)

    def some(self, items: list[Predicate]) -> Predicate:
        return connective(items, decisive=True)

    def negate(self, item: Predicate) -> Predicate:
        return lambda context: OPPOSITE[item(context)]

    def total(self, terms: list[tuple[int, Measure]], constant: int) -> Measure:
        def total(context: Context) -> Interval:
            low: Exact = constant
            high: Exact = constant
            for factor, term in terms:
                ends = term(context)
                low += factor * ends[factor < 0]
                high += factor * ends[factor > 0]
            return low, high

        return total

    def one_if(self, item: Predicate) -> Measure:
        return lambda context: ONE_IF[item(context)]

    def below(self, item: Measure) -> Predicate:
        def below(context: Context) -> Truth:
            low, high = item(context)
            return True if high < 0 else False if low >= 0 else None

        return below

    def at_most(self, item: Measure) -> Predicate:
        def at_most(context: Context) -> Truth:
            low, high = item(context)
            return True if high <= 0 else False if low > 0 else None

        return at_most

    def times(self, one: Measure, other: Measure, _: object) -> Measure:
        return lambda context: corners(one(context), other(context))

    def divided(self, one: Measure, other: Measure) -> Measure:
        return lambda context: corners(one(context), other(context), divided)

    def rounded(self, how: str, item: Measure, unit: int, _: object) -> Measure:
        made = ROUNDINGS[how]

        def rounded(context: Context) -> Interval:
            low, high = item(context)
            return made(low, unit), made(high, unit)

        return rounded

    def smaller(self, one: Measure, other: Measure) -> Measure:
        return self._deep(extreme(min, one, other), one, other)

    def larger(self, one: Measure, other: Measure) -> Measure:
        return self._deep(extreme(max, one, other), one, other)

    def _deep(self, made: Measure, *parts: Measure) -> Measure:
        """Note how many choices stand in each other in what is made of some parts."""
        self.depths[made] = max(self.depths.get(part, 0) for part in parts)
        return made

    def choose(self, test: Predicate, then: Measure, other: Measure) -> Measure:
        """Choose by a test; while it is open, both sides count."""
        depth = 1 + max(self.depths.get(side, 0) for side in (then, other))
        row = Choice(f"choice {next(self.choices)}", test, then, other, depth)

        def chosen(context: Context) -> Interval:
            return self._chosen(row, context)

        self.rows[chosen] = row
        self.depths[chosen] = depth
        return chosen

    def _chosen(self, row: Choice, context: Context) -> Interval:
        """Go through rows in a loop: calls must not stand too deep in each other."""
        while True:
            if row.depth > DEEP and row.key(context) in context.values:
                return row.found(context)
            truth = row.test(context)
            if truth is None:
                self._settle(row.other, context)
                return row.found(context)
            side = row.then if truth else row.other
            if side not in self.rows:
                self._settle(row.other, context, self.depths.get(side, 0))
                return side(context)
            row = self.rows[side]

    def _settle(self, side: Measure, context: Context, depth: int = DEEP + 1) -> None:
        """Work out the rows from one on, the last first, where they are many."""
        rows = []
        while min(depth, self.depths.get(side, 0)) > DEEP and side in self.rows:
            rows.append(self.rows[side])
            side = rows[-1].other
        for row in reversed(rows):
            row.found(context)

    def calendar(self, how: str, item: Measure, _: object) -> Measure:
        made = CALENDAR[how]

        def found(context: Context) -> Interval:
            low, high = item(context)
            return made(int(low)), made(int(high))

        return found

    def shared(self, key: tuple[str, int], item: Any) -> Any:
        """Work out once what is used in several places, at each point of a walk."""

        def shared(context: Context) -> Any:
            if key not in context.values:
                context.values[key] = item(context)
            return context.values[key]

        return shared

    def answered(self, question: str, answer: str) -> Predicate:
        def answered(context: Context) -> Truth:
            if question in context.waiting:
                return None
            given = context.answers.get(question, UNSURE)
            return answer in given if isinstance(given, tuple) else answer == given

        return answered

    def open(self, question: str) -> Predicate:
        """What was not asked counts as "not sure"."""
        return self.answered(question, UNSURE)

    def asked(self, question: str) -> Predicate:
        return lambda context: question in context.asked or question in context.waiting

    def put(self, question: str) -> Predicate:
        """What waits may still be skipped."""

        def put(context: Context) -> Truth:
            if question in context.waiting:
                return None
            return question in context.asked and question not in context.skipped

        return put

    def least(self, question: str) -> Measure:
        return amount(question, 0)

    def greatest(self, question: str) -> Measure:
        return amount(question, 1)

    def urgent(self, rank: int) -> Predicate:
        return lambda context: context.rank >= rank

    def advised(self, recommendation: str) -> Predicate:
        return lambda context: recommendation in context.told

    def ends(self, recommendation: str) -> Predicate:
        return lambda context: recommendation == context.end


def connective(items: list[Predicate], *, decisive: bool) -> Predicate:
    """Return what items come to of which one alone can decide; then the rest waits."""

    def judged(context: Context) -> Truth:
        found: Truth = not decisive
        for item in items:
            truth = item(context)
            if truth is decisive:
                return decisive
            if truth is None:
                found = None
        return found

    return items[0] if len(items) == 1 else judged


def extreme(
    made: Callable[[Exact, Exact], Exact], one: Measure, other: Measure
) -> Measure:
    def found(context: Context) -> Interval:
        (low, high), (least, greatest) = one(context), other(context)
        return made(low, least), made(high, greatest)

    return found


def amount(name: str, end: int) -> Measure:
    """Return a number; when open, the least (0) or the greatest (1) it can be."""

    def amount(context: Context) -> Interval:
        question = context.questions[name]
        if name in context.waiting:
            return question.range
        given = context.answers.get(name, UNSURE)
        if isinstance(given, str | tuple):
            return question.range[end], question.range[end]
        value = question.scaled(given)
        return value, value

    return amount


class Compiled:
    """Compile the conditions of a tree for walks, each when it is first met."""

    def __init__(
        self, questions: Mapping[str, Question], values: Mapping[str, Value]
    ) -> None:
        self.questions = questions
        self.values = values
        self.closures = Lowering(Closures(), questions, values)
        self.plain = cache(self.closures.plain)
        self.pair = cache(self.closures.condition)
        self.ends = cache(self.closures.number)
        self.names = cache(self._names)
        self.hears = cache(lambda condition: bool(asked_about([condition], values)))
        self.is_of_path = cache(lambda condition: is_of_path(condition, values))

    def _names(self, condition: Condition) -> frozenset[str]:
        """Return the questions that a condition depends on, and today if a limit does.

        While a date is not known, its limits count, which may go by today.
        """
        names = questions_in(condition, self.values)
        found = (self.questions[name] for name in names)
        return names | {TODAY} if any(q.since or q.until for q in found) else names

    def holds(self, condition: Condition, context: Context) -> Truth:
        """Return whether a condition holds that the load has shown to be plain."""
        return self.plain(condition)(context)

    def condition(self, condition: Condition, context: Context) -> tuple[Truth, Truth]:
        surely, maybe = self.pair(condition)
        return surely(context), maybe(context)

    def ensures(self, condition: Condition, context: Context) -> bool:
        """Return whether a condition is certainly true."""
        return self.pair(condition)[0](context) is True

    def refutes(self, condition: Condition, context: Context) -> bool:
        """Return whether a condition is certainly untrue."""
        return self.pair(condition)[1](context) is False

    def number(self, total: Sum, context: Context) -> Interval:
        """Return the least and the greatest that a sum can be, with a whole page."""
        least, greatest = self.ends(total)
        return least(context)[0], greatest(context)[1]

    def words(self, item: Worded, context: Context) -> frozenset[str]:
        """Return the words that something can be, with a whole page."""
        can_be = self.closures.words(item).items()
        return frozenset(word for word, fits in can_be if fits(context) is not False)

    def possible(self, name: str, context: Context) -> tuple[str, ...]:
        """Return the words that a value can be, in their order."""
        known = self.words(ValueWord(name), context)
        return tuple(word for word in self.values[name].choices if word in known)
