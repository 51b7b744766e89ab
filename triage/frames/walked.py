"""Walked: what becomes of rows, and what conditions see of them on the way."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from triage.frames.arrays import Mask
from triage.frames.bits import Bits
from triage.frames.plan import Plan

Codes: TypeAlias = NDArray[Any]
Rows: TypeAlias = NDArray[np.intp]


class Ending(NamedTuple):
    """Be what becomes of a row.

    Args:
        end: The number of the end; -1 where there is none.
        missing: The question that is needed and not answered; -1 for none.
        unwritten: The step where the tree is not written any further; -1 for none.
        sites: The places where something was collected.
    """

    end: int = -1
    missing: int = -1
    unwritten: int = -1
    sites: tuple[int, ...] = ()


NOTHING = Ending()
"""What becomes of a row that is not decided."""


class Numbered(Protocol):
    """Hold answers by the numbers of their questions."""

    def __getitem__(self, question: int) -> Codes:
        """Return the codes of the answers to a question."""


class Answered(dict[int, Codes]):
    """Hold the answers to what was asked, by question; each once it is looked for."""

    def __init__(self, plan: Plan, count: int) -> None:
        self.plan, self.count = plan, count

    def __missing__(self, question: int) -> Codes:
        asked = self.plan.questions[question]
        return self.setdefault(question, np.full(self.count, asked.unasked, asked.type))


class Walked:
    """Hold what becomes of each row.

    Args:
        plan: The plan.
        given: The codes of what each row answers, by question.
        count: How many rows there are.

    Attributes:
        end: The number of the end; -1 where there is none.
        missing: The question that is needed and not answered; -1 for none.
        rank: The highest rank collected.
        sites: The places where something was collected.
        broken_off: The step whose page was left half answered; -1 for none.
        unwritten: The step where the tree is not written any further; -1 for none.
    """

    def __init__(self, plan: Plan, given: Numbered, count: int) -> None:
        self.plan, self.given, self.count = plan, given, count
        self.asked = Answered(plan, count)
        self.skipped: dict[int, NDArray[np.bool_]] = {}
        self.end, self.missing, self.broken_off, self.unwritten = (
            np.full(count, -1, np.int32) for _ in range(4)
        )
        self.rank = np.full(count, -1, np.int8)
        self.sites = Bits(len(plan.told), count)

    def raised(self, rows: Rows, rank: int) -> None:
        """Note the urgency of what rows collect."""
        if rank >= 0:
            self.rank[rows] = np.maximum(self.rank[rows], rank)

    def endings(self) -> tuple[Sequence[Ending], NDArray[np.intp]]:
        """Return what becomes of rows, and which of it of each."""
        beside = self.end, self.missing, self.unwritten
        sites, first, each = self.sites.sets(*(column + 1 for column in beside))
        columns = [column[first].tolist() for column in beside]
        rows = zip(*columns, map(tuple, sites), strict=True)
        return [*map(Ending._make, rows)], each

    def clear(self, rows: Rows) -> None:
        """Forget what became of rows."""
        for column in (self.end, self.missing, self.unwritten, self.rank):
            column[rows] = -1
        self.sites.clear(rows)


class Became(Protocol):
    """Hold what became of rows, whatever led them there."""

    @property
    def count(self) -> int:
        """How many rows there are."""

    @property
    def asked(self) -> Numbered:
        """The answers to what was asked."""

    @property
    def skipped(self) -> Mapping[int, NDArray[np.bool_]]:
        """Where questions were skipped."""

    @property
    def broken_off(self) -> NDArray[np.int32]:
        """The step whose page was left half answered; -1 for none."""


class RowsSeen:
    """Keep what conditions see of some rows."""

    def __init__(self, became: Became, rows: Rows) -> None:
        self.became, self.rows = became, rows
        self.waiting: dict[int, Mask] = {}
        self.codes: dict[int, Codes] = {}
        self.all = len(rows) == became.count

    def of(self, array: NDArray[Any]) -> NDArray[Any]:
        """Return what an array has of these rows."""
        return array if self.all else array[self.rows]

    def look(self, question: int) -> Codes:
        if question not in self.codes:
            self.codes[question] = self.of(self.became.asked[question])
        return self.codes[question]

    def passed(self, question: int) -> Mask:
        skipped = self.became.skipped.get(question)
        return False if skipped is None else self.of(skipped)

    def where(self, mask: Mask) -> Rows:
        """Return the rows where a mask holds."""
        if isinstance(mask, bool):
            return self.rows if mask else self.rows[:0]
        return self.rows[mask]
