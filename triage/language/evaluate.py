"""What conditions are during a walk: functions of what is so here, three-valued.

A page whose questions are only partly answered leaves conditions undecided (None).
That is another thing than "not sure", which is an answer.
"""

from collections.abc import Callable, Mapping, Set as AbstractSet
from typing import Any

from triage.base.question import UNSURE, Answer, Question
from triage.language.ast import Condition, Sum, Value
from triage.language.lower import Pairs

Truth = bool | None
"""True, False, or None: a question of the page still waits for its answer."""

Interval = tuple[int, int]
"""The least and the greatest that a number can be while the page waits."""


class Here:
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

    def open(self, question: str) -> Truth:
        """Return whether a question was not asked or answered "not sure"."""
        if question in self.waiting:
            return None
        given = self.facts.get(question, UNSURE)
        return UNSURE in given if isinstance(given, tuple) else given == UNSURE

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


Judge = Callable[[Here], Truth]
Measure = Callable[[Here], Interval]


class Judges:
    """Be the algebra whose booleans and numbers are functions of what is so here."""

    def constant(self, holds: bool) -> Judge:  # noqa: FBT001
        """Return true or false."""
        return lambda _: holds

    def every(self, items: list[Judge]) -> Judge:
        """Return whether every item is true; false decides."""

        def every(here: Here) -> Truth:
            found: Truth = True
            for item in items:
                truth = item(here)
                if truth is False:
                    return False
                if truth is None:
                    found = None
            return found

        return items[0] if len(items) == 1 else every

    def some(self, items: list[Judge]) -> Judge:
        """Return whether some item is true; true decides."""

        def some(here: Here) -> Truth:
            found: Truth = False
            for item in items:
                truth = item(here)
                if truth is True:
                    return True
                if truth is None:
                    found = None
            return found

        return items[0] if len(items) == 1 else some

    def negate(self, item: Judge) -> Judge:
        """Return the opposite."""

        def negated(here: Here) -> Truth:
            truth = item(here)
            return None if truth is None else not truth

        return negated

    def total(self, terms: list[tuple[int, Measure]], constant: int) -> Measure:
        """Return the sum of some numbers, each multiplied, and a constant."""

        def total(here: Here) -> Interval:
            low = high = constant
            for factor, term in terms:
                ends = term(here)
                low += factor * ends[factor < 0]
                high += factor * ends[factor > 0]
            return low, high

        return total

    def one_if(self, item: Judge) -> Measure:
        """Return 1 for true and 0 for false."""

        def one_if(here: Here) -> Interval:
            truth = item(here)
            return (0, 1) if truth is None else (int(truth), int(truth))

        return one_if

    def below(self, item: Measure) -> Judge:
        """Return whether a number is less than zero."""

        def below(here: Here) -> Truth:
            low, high = item(here)
            return True if high < 0 else False if low >= 0 else None

        return below

    def at_most(self, item: Measure) -> Judge:
        """Return whether a number is at most zero."""

        def at_most(here: Here) -> Truth:
            low, high = item(here)
            return True if high <= 0 else False if low > 0 else None

        return at_most

    def shared(self, key: tuple[str, int], item: Any) -> Any:
        """Return something that is worked out once at each point of a walk."""

        def shared(here: Here) -> Any:
            if key not in here.values:
                here.values[key] = item(here)
            return here.values[key]

        return shared

    def answered(self, question: str, answer: str) -> Judge:
        """Return whether the answer is, or contains, a word."""
        return lambda here: here.answered(question, answer)

    def open(self, question: str) -> Judge:
        """Return whether a question was not asked or answered "not sure"."""
        return lambda here: here.open(question)

    def asked(self, question: str) -> Judge:
        """Return whether a question was asked."""
        return lambda here: here.asked(question)

    def least(self, question: str) -> Measure:
        """Return the least that a number can be."""
        return lambda here: here.number(question, 0)

    def greatest(self, question: str) -> Measure:
        """Return the greatest that a number can be."""
        return lambda here: here.number(question, 1)

    def urgent(self, rank: int) -> Judge:
        """Return whether what was collected reaches a rank."""
        return lambda here: here.rank >= rank

    def advised(self, recommendation: str) -> Judge:
        """Return whether a recommendation is in the outcome."""
        return lambda here: recommendation in here.told

    def ends(self, recommendation: str) -> Judge:
        """Return whether the walk ended by going to a recommendation."""
        return lambda here: recommendation == here.end


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
        self.pairs: Pairs[Judge, Measure] = Pairs(Judges(), questions, values)
        self._known: dict[int, tuple[Condition, Judge]] = {}

    def __reduce__(self) -> tuple[type["Compiled"], tuple[Any, Any]]:
        return Compiled, (self.questions, self.values)

    def holds(self, condition: Condition, here: Here) -> Truth:
        """Return whether a condition holds that the load has shown to be plain."""
        known = self._known.get(id(condition))
        if known is None:
            known = (condition, self.pairs.plain(condition))
            self._known[id(condition)] = known
        return known[1](here)

    def condition(self, condition: Condition, here: Here) -> tuple[Truth, Truth]:
        """Return whether a condition is certain, and whether it is possible."""
        surely, maybe = self.pairs.condition(condition)
        return surely(here), maybe(here)

    def number(self, total: Sum, here: Here) -> tuple[int, int]:
        """Return the least and the greatest that a sum can be, with a whole page."""
        least, greatest = self.pairs.number(total)
        return least(here)[0], greatest(here)[1]
