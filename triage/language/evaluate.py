"""Evaluation: conditions as closures over a context, three-valued while a page waits.

A page whose questions are only partly answered leaves conditions undecided (None).
That is another thing than "not sure", which is an answer.
"""

from collections.abc import Callable, Mapping, Set as AbstractSet
from typing import Any

from triage.base.question import UNSURE, Answer, Question
from triage.language.ast import Condition, Sum, Value
from triage.language.lower import Lowering

Truth = bool | None
"""True, False, or None: a question of the page still waits for its answer."""

Interval = tuple[int, int]
"""The least and the greatest that a number can be while the page waits."""


class Context:
    """Hold what is so at one point of a walk.

    Args:
        questions: The questions by id.
        asked: The answers that count so far.
        waiting: The questions of the page without an answer.
        rank: The highest rank collected so far; -1 for none.
        told: The recommendations of the outcome; none before the end.
        end: The recommendation that ended the walk; empty before the end.
    """

    def __init__(
        self,
        questions: Mapping[str, Question],
        asked: Mapping[str, Answer],
        waiting: AbstractSet[str] = frozenset(),
        rank: int = -1,
        *,
        told: AbstractSet[str] = frozenset(),
        end: str = "",
    ) -> None:
        self.questions = questions
        self.facts = asked
        self.waiting = waiting
        self.rank = rank
        self.told = told
        self.end = end
        self.values: dict[Any, Any] = {}

    def answered(self, question: str, answer: str) -> Truth:
        """Return whether the answer is, or contains, a word."""
        if question in self.waiting:
            return None
        given = self.facts.get(question, UNSURE)
        return answer in given if isinstance(given, tuple) else answer == given

    def asked(self, question: str) -> Truth:
        """Return whether a question was asked; those of this page are."""
        return question in self.facts or question in self.waiting

    def number(self, question: str, end: int) -> Interval:
        """Return a number; when open, the least (0) or the greatest (1) it can be."""
        asked = self.questions[question]
        if question in self.waiting:
            return asked.range
        given = self.facts.get(question, UNSURE)
        if isinstance(given, str | tuple):
            return asked.range[end], asked.range[end]
        value = asked.scaled(given)
        return value, value


Predicate = Callable[[Context], Truth]
Measure = Callable[[Context], Interval]


class Closures:
    """Be the algebra whose booleans and numbers are functions of a context."""

    def constant(self, holds: bool) -> Predicate:  # noqa: FBT001
        return lambda _: holds

    def every(self, items: list[Predicate]) -> Predicate:
        return connective(items, decisive=False)

    def some(self, items: list[Predicate]) -> Predicate:
        return connective(items, decisive=True)

    def negate(self, item: Predicate) -> Predicate:
        def negated(context: Context) -> Truth:
            truth = item(context)
            return None if truth is None else not truth

        return negated

    def total(self, terms: list[tuple[int, Measure]], constant: int) -> Measure:
        def total(context: Context) -> Interval:
            low = high = constant
            for factor, term in terms:
                ends = term(context)
                low += factor * ends[factor < 0]
                high += factor * ends[factor > 0]
            return low, high

        return total

    def one_if(self, item: Predicate) -> Measure:
        def one_if(context: Context) -> Interval:
            truth = item(context)
            return (0, 1) if truth is None else (int(truth), int(truth))

        return one_if

    def below(self, item: Measure) -> Predicate:
        return under(item, 0)

    def at_most(self, item: Measure) -> Predicate:
        return under(item, 1)

    def shared(self, key: tuple[str, int], item: Any) -> Any:
        """Return something that is worked out once at each point of a walk."""

        def shared(context: Context) -> Any:
            if key not in context.values:
                context.values[key] = item(context)
            return context.values[key]

        return shared

    def answered(self, question: str, answer: str) -> Predicate:
        return lambda context: context.answered(question, answer)

    def open(self, question: str) -> Predicate:
        """What was not asked counts as "not sure"."""
        return lambda context: context.answered(question, UNSURE)

    def asked(self, question: str) -> Predicate:
        return lambda context: context.asked(question)

    def least(self, question: str) -> Measure:
        return lambda context: context.number(question, 0)

    def greatest(self, question: str) -> Measure:
        return lambda context: context.number(question, 1)

    def urgent(self, rank: int) -> Predicate:
        return lambda context: context.rank >= rank

    def advised(self, recommendation: str) -> Predicate:
        return lambda context: recommendation in context.told

    def ends(self, recommendation: str) -> Predicate:
        return lambda context: recommendation == context.end


def connective(items: list[Predicate], *, decisive: bool) -> Predicate:
    """Return whether any item is what decides; the others need not be judged then."""

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


def under(item: Measure, limit: int) -> Predicate:
    def judged(context: Context) -> Truth:
        low, high = item(context)
        return True if high < limit else False if low >= limit else None

    return judged


class Compiled:
    """Compile the conditions of a tree for walks, each when it is first met.

    Args:
        questions: The questions by id.
        values: The values by id.
    """

    def __init__(
        self, questions: Mapping[str, Question], values: Mapping[str, Value]
    ) -> None:
        self.questions = questions
        self.values = values
        self.closures: Lowering[Predicate, Measure] = Lowering(
            Closures(), questions, values
        )
        self._known: dict[int, tuple[Condition, Predicate]] = {}

    def __reduce__(self) -> tuple[type["Compiled"], tuple[Any, Any]]:
        return Compiled, (self.questions, self.values)

    def holds(self, condition: Condition, context: Context) -> Truth:
        """Return whether a condition holds that the load has shown to be plain."""
        known = self._known.get(id(condition))
        if known is None:
            known = (condition, self.closures.plain(condition))
            self._known[id(condition)] = known
        return known[1](context)

    def condition(self, condition: Condition, context: Context) -> tuple[Truth, Truth]:
        """Return whether a condition is certain, and whether it is possible."""
        surely, maybe = self.closures.condition(condition)
        return surely(context), maybe(context)

    def number(self, total: Sum, context: Context) -> tuple[int, int]:
        """Return the least and the greatest that a sum can be, with a whole page."""
        least, greatest = self.closures.number(total)
        return least(context)[0], greatest(context)[1]
