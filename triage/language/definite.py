"""Definite-assignment analysis: which questions may be unasked or unsure at a point.

A question used bare in a condition must have a plain answer there. What is known
follows the edges of the tree, and inside a condition it goes from left to right:
after ``asked(q) and`` the question was asked. Sets of questions are whole numbers, a
bit for each: sets of names would take quadratic time.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, reduce
from operator import or_

import attrs

import triage.language.ast as e
from triage.base.immutable import immutable
from triage.base.question import Question
from triage.language.linear import pivot


@immutable
class Known:
    """Say what each question may be; bit ``i`` of each speaks of question ``i``."""

    unasked: int
    unsure: int = 0
    asked: int = 0

    def __or__(self, other: "Known") -> "Known":
        return Known(
            self.unasked | other.unasked,
            self.unsure | other.unsure,
            self.asked | other.asked,
        )

    @property
    def open(self) -> int:
        """What may have no plain answer."""
        return self.unasked | self.unsure

    def ask(self, bits: int, *, unsure: bool = False) -> "Known":
        """Return what is known after questions; asking again changes nothing."""
        first = self.unasked & bits if unsure else 0
        return Known(self.unasked & ~bits, self.unsure | first, self.asked | bits)

    def settle(self, bits: int) -> "Known":
        """Return what is known once some questions have a plain answer."""
        return Known(self.unasked & ~bits, self.unsure & ~bits, self.asked | bits)


NOTHING = Known(0)
"""No question may be anything: what is known at a step that no walk reaches."""


@immutable
class Use:
    """Point at a question that is used where it may have no plain answer."""

    question: str
    at: e.Expr
    known: Known
    through: e.Expr | None = None  # the use of the value that contains it
    bare: bool = True  # outside every `maybe`


class Knowledge:
    """Follow what is known through conditions; values come after those they use."""

    def __init__(
        self,
        questions: Mapping[str, Question],
        values: Mapping[str, e.Value],
        *,
        hopeful: bool = False,  # whether uses in `maybe` are of interest too
    ) -> None:
        self.bits = {name: 1 << index for index, name in enumerate(questions)}
        self.start = Known(unasked=(1 << len(self.bits)) - 1)
        self.questions = questions
        self.values = values
        self.hopeful = hopeful
        self._of_value: dict[str, int] = {}
        self._telling: set[str] = set()
        for name, value in values.items():
            parts = [*e.parts(value.body)]
            self._of_value[name] = union(map(self._mask, parts))
            if any(map(self._tells, parts)):
                self._telling.add(name)
        self._uses_in_value = cache(self._first_uses)
        self._pivot = cache(lambda compare: self.bits.get(pivot(compare, self), 0))
        self._split_value = cache(
            lambda name, known: self.split(values[name].body, known)
        )

    def _tells(self, part: e.Expr) -> bool:
        """Whether a part of a condition can tell that a question is plain."""
        if isinstance(part, e.ValueHolds):
            return part.value in self._telling
        return isinstance(part, e.Heard | e.Open | e.Surely | e.Maybe)

    def _mask(self, part: e.Expr) -> int:
        if isinstance(part, e.OfValue):
            return self._of_value[part.value]
        return union(self.bits[question] for question in e.own_questions(part))

    def uses(  # noqa: C901
        self, expr: e.Expr, known: Known, *, bare: bool = True
    ) -> Iterator[Use]:
        """Yield every use, bare or in `maybe`, of a question that may be open."""
        match expr:
            case e.And(items) | e.Or(items):
                for item in items:
                    yield from self.uses(item, known, bare=bare)
                    holds, fails = self.split(item, known)
                    known = holds if isinstance(expr, e.And) else fails
            case e.Maybe(item) if self.hopeful:
                yield from self.uses(item, known, bare=False)
            case e.ValueHolds() | e.ValueIs() | e.ValueNumber() | e.ValueWord():
                if known.open & self._of_value[expr.value]:
                    inside = self._uses_in_value(expr.value, known, bare=bare)
                    yield from (attrs.evolve(use, through=expr) for use in inside)
            case e.Pick() | e.Choose():
                yield from self.uses_of_choice(expr, known, bare=bare)
            case _ if not isinstance(expr, e.Knowing):
                for question in e.own_questions(expr):
                    if known.open & self.bits[question]:
                        yield Use(question, expr, known, bare=bare)
                for child in e.children(expr):
                    yield from self.uses(child, known, bare=bare)

    def uses_of_choice(
        self, expr: e.Pick | e.Choose, known: Known, *, bare: bool
    ) -> Iterator[Use]:
        """Yield the uses in each part, where what the tests before it say is known."""
        *items, last = expr.items
        for test, item in zip(expr.tests, items, strict=True):
            yield from self.uses(test, known, bare=bare)
            holds, known = self.split(test, known)
            yield from self.uses(item, holds, bare=bare)
        yield from self.uses(last, known, bare=bare)

    def _first_uses(self, name: str, known: Known, *, bare: bool) -> tuple[Use, ...]:
        found = [*self.uses(self.values[name].body, known, bare=bare)]
        first = {(use.question, use.bare): use for use in reversed(found)}
        return tuple(first.values())

    def split(self, expr: e.Expr, known: Known) -> tuple[Known, Known]:
        """Return what is known once a condition holds, and once it does not."""
        match expr:
            case e.Not(item):
                holds, fails = self.split(item, known)
                return fails, holds
            case e.And(items) | e.Or(items):
                return self._joined(items, known, every=isinstance(expr, e.And))
            case e.Asked(questions) | e.Answered(questions):
                return known.ask(union(self.bits[q] for q in questions)), known
            case e.Open(question):
                return known, known.settle(self.bits[question])
            case e.Surely(item):
                return known.settle(self._settled(item, holds=True)), known
            case e.Maybe(item):
                return known, known.settle(self._settled(item, holds=False))
            case e.ValueHolds(name) if name in self._telling:
                return self._split_value(name, known)
            case _:
                return known, known

    def _joined(
        self, items: tuple[e.Condition, ...], known: Known, *, every: bool
    ) -> tuple[Known, Known]:
        """Judge items from left to right, while each holds or while each fails."""
        stopped = NOTHING
        for item in items:
            holds, fails = self.split(item, known)
            known, here = (holds, fails) if every else (fails, holds)
            stopped |= here
        return (known, stopped) if every else (stopped, known)

    def told(self, expr: e.Condition, *, holds: bool) -> int:
        """Return the questions that have an answer whenever a condition is judged so.

        The rest of a page may still wait for its answers then.
        """
        match expr:
            case e.Not(item):
                return self.told(item, holds=not holds)
            case e.And(items) | e.Or(items) if isinstance(expr, e.And) is holds:
                return union(self.told(item, holds=holds) for item in items)
            case e.Surely(item) if holds:
                return self._settled(item, holds=True)
            case e.Maybe(item) if not holds:
                return self._settled(item, holds=False)
            case e.Open(question) if not holds:
                return self.bits[question]
            case _:
                return self._settled(expr, holds=holds)

    def _settled(self, expr: e.Condition, *, holds: bool) -> int:
        """Return the questions that must be plain for a condition to be sure."""
        match expr:
            case e.Not(item):
                return self._settled(item, holds=not holds)
            case e.And(items) | e.Or(items) if isinstance(expr, e.And) is holds:
                return union(self._settled(item, holds=holds) for item in items)
            case e.Is(question):
                return self.bits[question]
            case e.Compare(difference=e.Sum(terms=((_, e.NumberOf(question)),))):
                return self.bits[question]
            case e.Compare():
                return self._pivot(expr)
            case _:
                return 0


def union(bits: Iterable[int]) -> int:
    return reduce(or_, bits, 0)
