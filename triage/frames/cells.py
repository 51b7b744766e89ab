"""Cells: the answers in columns as codes, each read as ``accept`` reads it.

What numbers, days and truths mean is worked out for all rows at once; every other value
is read once, however many rows have it. What is no answer counts as none, and is told.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Any, TypeAlias

import attrs
import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from triage.base.exceptions import AnswerError
from triage.base.foreign import is_gap
from triage.base.question import Question
from triage.frames.arrays import EPOCH
from triage.frames.categories import is_category, numbered
from triage.frames.columns import Codes, Rows
from triage.frames.families import Family
from triage.frames.natives import kind_of, plain
from triage.frames.plan import Asked
from triage.program.codes import marks, packed

Flags: TypeAlias = NDArray[np.bool_]


@attrs.frozen
class Read:
    """Hold the answers in some cells.

    Args:
        codes: The code of each answer.
        wrong: What is wrong, as a column and a code, and the rows of which it is.
    """

    codes: Codes
    wrong: tuple[tuple[str, Rows], ...] = ()


class Cells:
    """Hold the columns of some rows, all of them looked through at once for gaps.

    Args:
        frame: The rows.
        names: The columns that hold answers.
        truths: Those of them in which a truth is an answer.
    """

    def __init__(
        self, frame: "nw.DataFrame[Any]", names: Iterable[str], truths: Collection[str]
    ) -> None:
        self.names, self.count = [*names], len(frame)
        self.frame = plain(frame, self.names, truths)
        self.kinds = {name: kind_of(self.frame[name]) for name in self.names}

    def column(self, name: str) -> "nw.Series[Any]":
        return self.frame[name]

    def gaps(self, name: str) -> Flags:
        """Return where a column is empty; of objects, each is looked at by itself."""
        if self.kinds[name] == Family.ANYTHING:
            return np.zeros(self.count, bool)
        return np.asarray(self._gaps[name].to_numpy(), bool)

    def filled(self, name: str) -> NDArray[Any]:
        """Return a column with something in its gaps; of truths, 1 and 0."""
        found = self._filled if name in self._fillings else self.frame
        return np.asarray(found[name].to_numpy())

    @cached_property
    def _gaps(self) -> "nw.DataFrame[Any]":
        without = Family.TRUTH, Family.ANYTHING
        names = [name for name, kind in self.kinds.items() if kind not in without]
        return self.frame.select(nw.col(names).is_null())

    @cached_property
    def _filled(self) -> "nw.DataFrame[Any]":
        schema, fillings = self.frame.schema, self._fillings.items()
        return self.frame.select(
            (
                nw.col(n).cast(nw.Int8) if schema[n] == nw.Boolean else nw.col(n)
            ).fill_null(x)
            for n, x in fillings
        )

    @cached_property
    def _fillings(self) -> Mapping[str, Any]:
        """What stands in the gaps of columns that become arrays."""
        return {n: FILLED[kind] for n, kind in self.kinds.items() if kind in FILLED}


UNASKED = -2
"""The code of no answer to a question of yes or no, whose answers are 0 and 1."""

FILLED: Mapping[Family, Any] = {
    Family.TRUTH: 1 - UNASKED,
    Family.WHOLE: 0,
    Family.REAL: 0.0,
}
"""What stands in the gaps of a column, so that it is an array of one type."""


def read(asked: Asked, cells: Cells, name: str) -> Read:
    """Return the answers in a column."""
    column = cells.column(name)
    if is_category(column):
        return from_words(asked, column)
    kind = cells.kinds[name]
    if kind == Family.TRUTH:
        return Read((1 - cells.filled(name)).astype(asked.type, copy=False))
    left, codes = ~cells.gaps(name), np.asarray(asked.unasked, asked.type)
    if kind in QUICK:
        numbers, known = QUICK[kind](asked, cells.filled(name))
        known &= left
        codes = np.where(known, numbers, codes).astype(asked.type, copy=False)
        left &= ~known
        if kind == Family.REAL:
            left &= ~np.isnan(cells.filled(name))
    codes = np.broadcast_to(codes, cells.count)
    if not left.any():
        return Read(codes)
    rows, codes = np.flatnonzero(left), codes.copy()
    found = column
    if not left.all():
        found = column.filter(nw.new_series("", left, backend=column.implementation))
    each, distinct = indexed(kind, found)
    answers = [answer(asked, value) for value in distinct]
    codes[rows] = np.array([code for code, _ in answers], asked.type)[each]
    return Read(codes, told(column.name, answers, each, rows))


def from_words(asked: Asked, column: "nw.Series[Any]") -> Read:
    """Return the answers in a column of categories."""
    each, words = numbered(column)
    answers = [*(answer(asked, word) for word in words), (asked.unasked, "")]
    codes = np.array([code for code, _ in answers], asked.type)[each]
    return Read(codes, told(column.name, answers, each, np.arange(len(each))))


def told(
    name: str, answers: list[tuple[int, str]], each: NDArray[np.int64], rows: Rows
) -> tuple[tuple[str, Rows], ...]:
    """Return what is wrong with distinct answers, and the rows that have them."""
    codes = sorted({code for _, code in answers if code})
    wrong = np.array([code for _, code in answers])[each] if codes else each
    return tuple((f"{name}: {code}", rows[wrong == code]) for code in codes)


def answer(asked: Asked, value: object) -> tuple[int, str]:
    """Return the code of a value, and what is wrong with it; empty for nothing."""
    is_empty = isinstance(value, str) and not value.strip()
    if is_gap(value) or (is_empty and not asked.question.is_text):
        return asked.unasked, ""
    try:
        return packed(asked.question, asked.question.accept(value)), ""
    except AnswerError as error:
        return asked.unasked, error.problems[0].code


def indexed(
    kind: Family, column: "nw.Series[Any]"
) -> tuple[NDArray[np.int64], list[Any]]:
    """Return the distinct values of a column, and which of them each row has."""
    if kind == Family.TEXT:
        distinct = column.unique().to_list()
        numbers = column.replace_strict(
            distinct, range(len(distinct)), return_dtype=nw.Int64
        )
        return numbers.to_numpy(), distinct
    values = column.to_numpy() if kind in BY_NUMPY else column.to_list()
    known: dict[object, int] = {}
    found: list[Any] = []
    each = np.empty(len(values), np.int64)
    for row, value in enumerate(values):
        plain = value.tolist() if isinstance(value, np.ndarray) else value
        key = hashed(plain)
        number = known.get(key, len(found)) if key else len(found)
        if number == len(found):
            found.append(plain)
        if key:
            known[key] = number
        each[row] = number
    return each, found


BY_NUMPY = frozenset({Family.SHORT_REAL})
"""What is read as numpy has it: a number of few digits, which Python would lengthen."""


def hashed(value: object) -> object:
    """Return by what a value is known among others; None where nothing tells."""
    if isinstance(value, list):
        inner = tuple(map(hashed, value))
        return None if None in inner else (list, inner)
    plain = type(value) in PLAIN
    return (type(value), value) if plain else None


PLAIN = frozenset({str, bool, int, float, type(None)})


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

# Answers in several columns


def flag(name: str) -> Asked:
    """Return the question that a column of truths answers."""
    mark = marks(question := Question(name, "", "yes_no"))
    kind = np.dtype(np.int8)
    return Asked(question, kind, mark.unsure, mark.unasked, bits=False, range=(0, 0))


def bad(count: int, wrong: Iterable[tuple[str, Rows]]) -> Flags:
    """Return the rows of which something is wrong."""
    found = np.zeros(count, bool)
    for _, rows in wrong:
        found[rows] = True
    return found


def with_doubts(asked: Asked, found: Read, cells: Cells, name: str) -> Read:
    """Return answers with "not sure" where a column beside them says so."""
    doubts = read(flag(name), cells, name)
    wrong = (*found.wrong, *doubts.wrong)
    unclear, codes = bad(len(doubts.codes), wrong), found.codes.copy()
    doubting, given = (doubts.codes == 0) & ~unclear, codes != asked.unasked
    codes[unclear] = asked.unasked
    if asked.bits:
        chosen = np.where(given, codes, np.asarray(0, asked.type))
        codes = np.where(doubting, chosen | asked.unsure, codes)
        return together(asked, Read(codes, wrong))
    clash = doubting & given & (codes != asked.unsure)
    codes[doubting] = asked.unsure
    return without(asked, Read(codes, wrong), clash, "contradiction")


def from_flags(asked: Asked, cells: Cells, names: Iterable[str]) -> Read:
    """Return answers of which each option is a column of truths.

    Where some of them are empty and others not, it is not known what is chosen.
    """
    found = [read(flag(name), cells, name) for name in names]
    codes, empty = np.zeros(cells.count, asked.type), np.zeros(cells.count, int)
    for option, each in enumerate(found):
        codes |= np.where(each.codes == 0, np.asarray(1 << option, asked.type), 0)
        empty += each.codes == flag("").unasked
    wrong = tuple(item for each in found for item in each.wrong)
    codes[empty > 0] = asked.unasked
    some = (empty > 0) & (empty < len(found)) & ~bad(cells.count, wrong)
    return together(asked, without(asked, Read(codes, wrong), some, "missing"))


def together(asked: Asked, found: Read) -> Read:
    """Return answers without those of options that do not stand together."""
    apart = np.zeros(len(found.codes), bool)
    chosen = np.where(found.codes == asked.unasked, 0, found.codes)
    for option in asked.question.alone:
        bit = 1 << asked.question.keys.index(option)
        apart |= (chosen & bit != 0) & (chosen != bit)
    return without(asked, found, apart, "alone_with_others")


def without(asked: Asked, found: Read, here: Flags, code: str) -> Read:
    """Return answers without those of some rows, and what is wrong with these."""
    if not here.any():
        return found
    codes = np.where(here, np.asarray(asked.unasked, asked.type), found.codes)
    name = f"{asked.question.id}: {code}"
    return Read(codes, (*found.wrong, (name, np.flatnonzero(here))))
