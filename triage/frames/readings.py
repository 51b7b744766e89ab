"""Readings: what values mean as codes of answers, each distinct one read once."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from triage.base.exceptions import AnswerError
from triage.base.foreign import is_gap
from triage.base.immutable import immutable
from triage.frames.given import Answers, codes_of
from triage.frames.plan import Asked
from triage.frames.walked import Codes, Rows
from triage.program.codes import packed

Wrong: TypeAlias = tuple[tuple[str, Rows], ...]
"""What is wrong, as a column and a code, and the rows of which it is."""


@immutable
class Read:
    """Hold the answers in some cells.

    Args:
        answers: The answers.
        wrong: What is wrong.
    """

    answers: Answers
    wrong: Wrong = ()

    @property
    def codes(self) -> Codes:
        """The code of each answer."""
        return codes_of(self.answers)


class Columns(Protocol):
    """Be the columns of some rows."""

    @property
    def count(self) -> int:
        """How many rows there are."""

    def read(self, asked: Asked, name: str) -> Read:
        """Return the answers in a column."""


@immutable
class Values:
    """Hold columns of values of Python.

    Args:
        columns: The values, by the name of their column.
        count: How many rows there are.
    """

    columns: Mapping[str, Sequence[object]]
    count: int

    def read(self, asked: Asked, name: str) -> Read:
        """Return the answers in a column."""
        each, distinct = indexed(self.columns[name])
        answers = [answer(asked, value) for value in distinct]
        codes = coded(asked, answers)[each]
        return Read(codes, told(name, answers, each, np.arange(self.count)))


def coded(asked: Asked, answers: Sequence[tuple[int, str]]) -> Codes:
    """Return the codes of answers as an array."""
    return np.array([code for code, _ in answers], asked.type)


def told(
    name: str, answers: Sequence[tuple[int, str]], each: NDArray[np.int64], rows: Rows
) -> Wrong:
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


def indexed(values: Sequence[Any]) -> tuple[NDArray[np.int64], list[Any]]:
    """Return the distinct values, and which of them each row has."""
    if {*map(type, values)} <= TEXTS:
        numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
        each = np.fromiter(map(numbers.__getitem__, values), np.int64, len(values))
        return each, [*numbers]
    known: dict[object, int] = {}
    found: list[Any] = []
    each = np.empty(len(values), np.int64)
    for row, value in enumerate(values):
        listed = isinstance(value, np.ndarray) and value.ndim == 1
        plain = value.tolist() if listed else value
        key = hashed(plain)
        number = known.get(key, len(found)) if key else len(found)
        if number == len(found):
            found.append(plain)
        if key:
            known[key] = number
        each[row] = number
    return each, found


TEXTS = frozenset({str, type(None)})
"""The types of values of which none equals one of another type."""


def hashed(value: object) -> object:
    """Return by what a value is known among others; None where nothing tells."""
    if isinstance(value, list):
        inner = tuple(map(hashed, value))
        return None if None in inner else (list, inner)
    plain = type(value) in PLAIN
    return (type(value), value) if plain else None


PLAIN = frozenset({str, bool, int, float, type(None)})
