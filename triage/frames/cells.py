"""Cells: the answers in columns as codes, each read as ``accept`` reads it.

What numbers, days and truths mean is worked out for all rows at once; every other value
is read once, however many rows have it. What is no answer counts as none, and is told.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Any, TypeAlias

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from triage.frames.arrays import EPOCH
from triage.frames.categories import Numbered, numbered
from triage.frames.families import Family
from triage.frames.given import Answers
from triage.frames.natives import of_objects, plain, truths
from triage.frames.plan import Asked
from triage.frames.readings import Read, answer, coded, indexed, told
from triage.frames.walked import Codes

Flags: TypeAlias = NDArray[np.bool_]


class Cells:
    """Hold the columns of some rows, all of them looked through at once for gaps.

    Args:
        frame: The rows.
        kinds: What is in the columns that hold answers.
    """

    def __init__(self, frame: "nw.DataFrame[Any]", kinds: Mapping[str, Family]) -> None:
        self.kinds, self.count = kinds, len(frame)
        self.frame = plain(frame, kinds)

    def read(self, asked: Asked, name: str) -> Read:
        """Return the answers in a column."""
        kind = self.kinds[name]
        if kind == Family.TRUTH and not asked.question.kind.stands_alone:
            return Read(np.full(self.count, asked.unasked, asked.type))  # it is empty
        if kind == Family.TRUTH:
            return Read(self._truths[name])
        if kind == Family.ANYTHING:
            return from_objects(asked, name, np.asarray(self.frame.to_native()[name]))
        if kind == Family.TEXT:
            return from_words(asked, name, *self._words[name])
        column = self.frame.get_column(name)
        left, codes = ~self.gaps(name), np.asarray(asked.unasked, asked.type)
        if kind in QUICK:
            numbers, known = QUICK[kind](asked, self.filled(name))
            known &= left
            codes = np.where(known, numbers, codes).astype(asked.type, copy=False)
            left &= ~known
            if kind == Family.REAL:
                left &= ~np.isnan(self.filled(name))
        codes = np.broadcast_to(codes, self.count)
        if not left.any():
            return Read(codes)
        rows, codes = np.flatnonzero(left), codes.copy()
        found = column
        if not left.all():
            found = column.filter(
                nw.new_series("", left, backend=column.implementation)
            )
        each, values = indexed(listed(kind, found))
        answers = [answer(asked, value) for value in values]
        codes[rows] = coded(asked, answers)[each]
        return Read(codes, told(column.name, answers, each, rows))

    def of_kind(self, family: Family) -> Collection[str]:
        """Return the columns of a family."""
        return [name for name, kind in self.kinds.items() if kind == family]

    def gaps(self, name: str) -> Flags:
        """Return where a column is empty."""
        return np.asarray(self._gaps[name].to_numpy(), bool)

    def filled(self, name: str) -> NDArray[Any]:
        """Return a column with something in its gaps."""
        found = self._filled if name in self._fillings else self.frame
        return np.asarray(found[name].to_numpy())

    @cached_property
    def _gaps(self) -> "nw.DataFrame[Any]":
        whole = Family.TRUTH, Family.ANYTHING, Family.TEXT
        names = [name for name, kind in self.kinds.items() if kind not in whole]
        return self.frame.select(nw.col(names).is_null())

    @cached_property
    def _filled(self) -> "nw.DataFrame[Any]":
        fillings = self._fillings.items()
        return self.frame.select(nw.col(n).fill_null(x) for n, x in fillings)

    @cached_property
    def _truths(self) -> Mapping[str, Answers]:
        return truths(self.frame, self.of_kind(Family.TRUTH))

    @cached_property
    def _words(self) -> Mapping[str, Numbered]:
        return numbered(self.frame, self.of_kind(Family.TEXT))

    @cached_property
    def _fillings(self) -> Mapping[str, Any]:
        """What stands in the gaps of columns that become arrays."""
        return {n: FILLED[kind] for n, kind in self.kinds.items() if kind in FILLED}


FILLED: Mapping[Family, Any] = {
    Family.WHOLE: 0,
    Family.REAL: 0.0,
}
"""What stands in the gaps of a column, so that it is an array of one type."""


def from_words(
    asked: Asked, name: str, each: NDArray[np.intp], words: Sequence[str | None]
) -> Read:
    """Return the answers in a column of words."""
    answers = [answer(asked, word) for word in words]
    codes = coded(asked, answers)[each]
    return Read(codes, told(name, answers, each, np.arange(len(each))))


def from_objects(asked: Asked, name: str, values: NDArray[Any]) -> Read:
    """Return the answers in a column of objects, of which each may be anything."""
    if asked.question.kind.stands_alone:
        answers, rows = of_objects(values)
        if not len(rows):
            return Read(answers)
        codes: Codes = answers.codes
    else:
        rows = np.arange(len(values))
        codes = np.full(len(values), asked.unasked, asked.type)
    each, found = indexed(values[rows].tolist())
    others = [answer(asked, value) for value in found]
    codes[rows] = coded(asked, others)[each]
    return Read(codes, told(name, others, each, rows))


def listed(kind: Family, column: "nw.Series[Any]") -> list[Any]:
    """Return the values of a column; a day that Python has none for is a number.

    A number of few digits stays as numpy has it, as Python would lengthen it.
    """
    if kind == Family.SHORT_REAL:
        return [*column.to_numpy()]
    if kind in (Family.DAY, Family.MOMENT):
        found: NDArray[Any] = column.to_numpy()
        if found.dtype.kind == "M" and beyond(found):
            return [*found.tolist()]
    return column.to_list()


def beyond(moments: NDArray[Any]) -> bool:
    """Return whether some are before the first day of Python, or after the last."""
    found = moments.astype("M8[D]")
    return bool(np.any((found < FIRST) | (found > LAST)))


FIRST, LAST = np.datetime64(date.min), np.datetime64(date.max)
"""The days from which, and up to which, Python counts."""


# What is worked out for all rows at once: numbers, and where they are answers


def whole(asked: Asked, found: NDArray[Any]) -> tuple[Any, Flags]:
    scale, (low, high) = 10**asked.question.decimals, asked.range
    least, most = ceil(Fraction(low, scale)), floor(Fraction(high, scale))
    known = (found >= least) & (found <= most)
    return np.where(known, found, 0).astype(np.int64) * scale, known


def real(asked: Asked, found: NDArray[Any]) -> tuple[Any, Flags]:
    """Return floats that are written with few enough digits.

    A quotient of whole numbers of at most 15 digits is the float that such a decimal
    is written for, and no other decimal of 15 digits is.
    """
    scale, (low, high) = 10**asked.question.decimals, asked.range
    inside = (found >= low / scale) & (found <= high / scale)
    numbers = np.rint(np.where(inside, found, 0.0) * scale)
    fits = (numbers / scale == found) & (numbers >= low) & (numbers <= high)
    return numbers.astype(np.int64), inside & fits


def days(asked: Asked, moments: NDArray[Any]) -> tuple[Any, Flags]:
    if moments.dtype.kind != "M":
        return moments, np.zeros(len(moments), bool)
    found = moments.astype("M8[D]")
    numbers = found.astype(np.int64) + EPOCH
    low, high = asked.range
    known = (found == moments) & (numbers >= low) & (numbers <= high)
    return numbers, known


Quick: TypeAlias = Callable[[Asked, NDArray[Any]], tuple[Any, Flags]]

QUICK: Mapping[Family, Quick] = {
    Family.WHOLE: whole,
    Family.REAL: real,
    Family.DAY: days,
    Family.MOMENT: days,
}
