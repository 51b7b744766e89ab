"""What is known at a point of a tree: which questions may be unasked or unsure.

A question used bare in a condition must have a plain answer there. What is known
follows the edges of the tree, and inside a condition it goes from left to right:
after ``asked(q) and`` the question was asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import or_

import attrs

from triage.conditions.expr import (
    And,
    Asked,
    Chosen,
    Compare,
    Condition,
    CountOf,
    Expr,
    Is,
    Maybe,
    Not,
    NumberOf,
    Open,
    Or,
    PointsOf,
    Sum,
    Surely,
    Unsure,
    UnsureNumber,
    Value,
    ValueHolds,
    ValueNumber,
    children,
)

__all__ = ["NOTHING", "Knowledge", "Known", "Use"]


def union(bits: Iterable[int]) -> int:
    """Return the bits that are set in any of some numbers."""
    return reduce(or_, bits, 0)


@attrs.frozen
class Known:
    """Say what may be so of each question; bit ``i`` speaks of question ``i``.

    Args:
        unasked: It may not have been asked.
        unsure: It may have been asked and answered "not sure".
        asked: It may have been asked.
    """

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
        """The questions that may have no plain answer."""
        return self.unasked | self.unsure

    def ask(self, bit: int, *, unsure: bool) -> "Known":
        """Return what is known after a question; asking again changes nothing."""
        first = bit if unsure and self.unasked & bit else 0
        return Known(self.unasked & ~bit, self.unsure | first, self.asked | bit)

    def settle(self, bits: int) -> "Known":
        """Return what is known once some questions have a plain answer."""
        return Known(self.unasked & ~bits, self.unsure & ~bits, self.asked | bits)

    def were_asked(self, bits: int) -> "Known":
        """Return what is known once some questions were asked."""
        return Known(self.unasked & ~bits, self.unsure, self.asked | bits)


NOTHING = Known(0)
"""No question may be anything: what is known at a step that no walk reaches."""


@attrs.frozen
class Use:
    """Point at a question that is used bare where it may have no plain answer.

    Args:
        question: The id of the question.
        at: The use of the question.
        through: The use of the value that contains it, or None.
        known: What is known there.
    """

    question: str
    at: Expr
    through: Expr | None
    known: Known


class Knowledge:
    """Follow what is known through conditions.

    Args:
        questions: The ids of the questions; their order numbers the bits.
        values: The values by id.
    """

    def __init__(
        self, questions: Mapping[str, object], values: Mapping[str, Value]
    ) -> None:
        self.bits = {name: 1 << index for index, name in enumerate(questions)}
        self.values = values
        self._loose: dict[tuple[str, Known], tuple[Use, ...]] = {}
        self._after: dict[tuple[str, bool, Known], Known] = {}

    @property
    def nothing(self) -> Known:
        """What is known at the start: nothing was asked."""
        return Known((1 << len(self.bits)) - 1)

    def loose(self, expr: Expr, known: Known) -> Iterator[Use]:
        """Yield every bare use of a question that may have no plain answer."""
        match expr:
            case And(items) | Or(items):
                for item in items:
                    yield from self.loose(item, known)
                    known = self.after(item, known, holds=isinstance(expr, And))
            case Maybe() | Surely() | Unsure() | UnsureNumber() | Asked() | Open():
                return
            case ValueHolds(name) | ValueNumber(name):
                for use in self._value(name, known):
                    yield attrs.evolve(use, through=expr)
            case Is(q) | Chosen(q) | NumberOf(q) | CountOf(q) | PointsOf(q):
                if known.open & self.bits[q]:
                    yield Use(q, expr, None, known)
            case _:
                for child in children(expr):
                    yield from self.loose(child, known)

    def _value(self, name: str, known: Known) -> tuple[Use, ...]:
        key = (name, known)
        if key not in self._loose:
            self._loose[key] = tuple(self.loose(self.values[name].body, known))
        return self._loose[key]

    def after(self, expr: Condition, known: Known, *, holds: bool) -> Known:
        """Return what is known once a condition is known to hold, or not to."""
        match expr:
            case Not(item):
                return self.after(item, known, holds=not holds)
            case And(items) | Or(items):
                return self._joined(
                    items, known, every=isinstance(expr, And), holds=holds
                )
            case Asked(questions) if holds:
                return known.were_asked(self._mask(questions))
            case Open(question) if not holds:
                return known.settle(self.bits[question])
            case Surely(item) if holds:
                return known.settle(self._settled(item, holds=True))
            case Maybe(item) if not holds:
                return known.settle(self._settled(item, holds=False))
            case ValueHolds(name):
                key = (name, holds, known)
                if key not in self._after:
                    body = self.values[name].body
                    self._after[key] = (
                        known
                        if isinstance(body, Sum)
                        else self.after(body, known, holds=holds)
                    )
                return self._after[key]
            case _:
                return known

    def _joined(
        self,
        items: tuple[Condition, ...],
        known: Known,
        *,
        every: bool,
        holds: bool,
    ) -> Known:
        """Return what is known after ``and`` or ``or``."""
        stopped: Known | None = None
        for item in items:
            here = self.after(item, known, holds=not every)
            stopped = here if stopped is None else stopped | here
            known = self.after(item, known, holds=every)
        return known if holds is every or stopped is None else stopped

    def _settled(self, expr: Condition, *, holds: bool) -> int:
        """Return the questions that must be plain for a condition to be sure."""
        match expr:
            case Not(item):
                return self._settled(item, holds=not holds)
            case And(items) if holds:
                return union(self._settled(item, holds=True) for item in items)
            case Or(items) if not holds:
                return union(self._settled(item, holds=False) for item in items)
            case Is(question):
                return self.bits[question]
            case Compare(difference=Sum(terms=((_, NumberOf(question)),))):
                return self.bits[question]
            case _:
                return 0

    def _mask(self, questions: tuple[str, ...]) -> int:
        return union(self.bits[question] for question in questions)
