"""What is known at a point of a tree: which questions may be unasked or unsure.

A question used bare in a condition must have a plain answer there. What is known
follows the edges of the tree, and inside a condition it goes from left to right:
after ``asked(q) and`` the question was asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import or_

import attrs

from triage.language.ast import (
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
    parts,
)


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
    """Point at a question that is used where it may have no plain answer.

    Args:
        question: The id of the question.
        at: The use of the question.
        known: What is known there.
        through: The use of the value that contains it, or None.
        bare: Whether it stands outside `maybe`, `surely`, `unsure` and `asked`;
            otherwise it stands in `maybe`.
    """

    question: str
    at: Expr
    known: Known
    through: Expr | None = None
    bare: bool = True


class Knowledge:
    """Follow what is known through conditions.

    Args:
        questions: The ids of the questions; their order numbers the bits.
        values: The values by id, each after those it uses.
        hopeful: Whether uses in `maybe` are of interest too.
    """

    def __init__(
        self,
        questions: Mapping[str, object],
        values: Mapping[str, Value],
        *,
        hopeful: bool = False,
    ) -> None:
        self.bits = {name: 1 << index for index, name in enumerate(questions)}
        self.values = values
        self.hopeful = hopeful
        self._masks: dict[str, int] = {}
        for name, value in values.items():
            self._masks[name] = union(map(self._mask, parts(value.body)))
        self._uses: dict[tuple[str, Known, bool], tuple[Use, ...]] = {}
        self._splits: dict[tuple[str, Known], tuple[Known, Known]] = {}
        self._telling: set[str] = set()
        for name, value in values.items():
            if any(map(self._tells, parts(value.body))):
                self._telling.add(name)

    def _tells(self, part: Expr) -> bool:
        """Whether a part of a condition can tell that a question is plain."""
        if isinstance(part, ValueHolds):
            return part.value in self._telling
        return isinstance(part, Asked | Open | Surely | Maybe)

    def _mask(self, part: Expr) -> int:
        """Return the questions that a part by itself depends on."""
        match part:
            case ValueHolds(name) | ValueNumber(name):
                return self._masks[name]
            case Asked(questions):
                return union(self.bits[question] for question in questions)
            case Is(q) | Chosen(q) | NumberOf(q) | CountOf(q) | PointsOf(q) | Open(q):
                return self.bits[q]
            case _:
                return 0

    @property
    def nothing(self) -> Known:
        """What is known at the start: nothing was asked."""
        return Known((1 << len(self.bits)) - 1)

    def uses(self, expr: Expr, known: Known, *, bare: bool = True) -> Iterator[Use]:
        """Yield every use, bare or in `maybe`, of a question that may be open."""
        match expr:
            case And(items) | Or(items):
                for item in items:
                    yield from self.uses(item, known, bare=bare)
                    holds, fails = self.split(item, known)
                    known = holds if isinstance(expr, And) else fails
            case Maybe(item) if self.hopeful:
                yield from self.uses(item, known, bare=False)
            case Maybe() | Surely() | Unsure() | UnsureNumber() | Asked() | Open():
                return
            case ValueHolds(name) | ValueNumber(name):
                for use in self._uses_of_value(name, known, bare=bare):
                    yield Use(use.question, use.at, use.known, expr, use.bare)
            case Is(q) | Chosen(q) | NumberOf(q) | CountOf(q) | PointsOf(q):
                if known.open & self.bits[q]:
                    yield Use(q, expr, known, bare=bare)
            case _:
                for child in children(expr):
                    yield from self.uses(child, known, bare=bare)

    def _uses_of_value(self, name: str, known: Known, *, bare: bool) -> tuple[Use, ...]:
        if not known.open & self._masks[name]:
            return ()
        key = (name, known, bare)
        if key not in self._uses:
            found = self.uses(self.values[name].body, known, bare=bare)
            first = {(use.question, use.bare): use for use in reversed([*found])}
            self._uses[key] = tuple(first.values())
        return self._uses[key]

    def split(self, expr: Condition, known: Known) -> tuple[Known, Known]:
        """Return what is known once a condition holds, and once it does not."""
        match expr:
            case Not(item):
                holds, fails = self.split(item, known)
                return fails, holds
            case And(items):
                return self._joined(items, known, first=0)
            case Or(items):
                fails, holds = self._joined(items, known, first=1)
                return holds, fails
            case Asked(questions):
                asked = union(self.bits[question] for question in questions)
                return known.were_asked(asked), known
            case Open(question):
                return known, known.settle(self.bits[question])
            case Surely(item):
                return known.settle(self._settled(item, holds=True)), known
            case Maybe(item):
                return known, known.settle(self._settled(item, holds=False))
            case ValueHolds(name):
                return self._split_value(name, known)
            case _:
                return known, known

    def _split_value(self, name: str, known: Known) -> tuple[Known, Known]:
        if name not in self._telling:
            return known, known
        key = (name, known)
        if key not in self._splits:
            body = self.values[name].body
            assert not isinstance(body, Sum)  # noqa: S101
            self._splits[key] = self.split(body, known)
        return self._splits[key]

    def _joined(
        self, items: tuple[Condition, ...], known: Known, *, first: int
    ) -> tuple[Known, Known]:
        """Return what is known after all items went on, and after one did not.

        Args:
            items: Conditions, judged from left to right.
            known: What is known before.
            first: 0 when judging goes on while items hold, 1 while they do not.
        """
        stopped = None
        for item in items:
            outcomes = self.split(item, known)
            here = outcomes[1 - first]
            stopped = here if stopped is None else stopped | here
            known = outcomes[first]
        return known, stopped or known

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
