"""Output: columns of results, in the form that each library has for them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import attrs
import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from triage.frames.arrays import EPOCH

Numbers: TypeAlias = NDArray[Any]


@attrs.frozen(eq=False)
class Words:
    """Be a column of some words, by their number; -1 is none.

    Args:
        labels: The words, the least first.
        codes: Which of them each row has, or each kind of row.
        fixed: Whether they are known before anything is decided, and ordered.
        kinds: Which kind each row is of, where there are kinds.
    """

    labels: Sequence[str]
    codes: Numbers
    fixed: bool = True
    kinds: Numbers | None = None

    def __len__(self) -> int:
        return len(self.codes if self.kinds is None else self.kinds)

    @property
    def rows(self) -> Numbers:
        """Which word each row has."""
        return self.codes if self.kinds is None else np.take(self.codes, self.kinds)


@attrs.frozen(eq=False)
class Amounts:
    """Be a column of numbers, of which some are not known.

    Args:
        numbers: The numbers, of whole ones or of floats; or days since 1970.
        gaps: Where there is none.
        days: Whether they are days.
    """

    numbers: Numbers
    gaps: NDArray[np.bool_]
    days: bool = False


Column: TypeAlias = Words | Amounts
"""A column of results."""


def in_polars(library: Any, name: str, column: Column, _: Any) -> Any:
    if isinstance(column, Words):
        return words_in_polars(library, name, column)
    numbers = library.Series(name, column.numbers)
    if column.days:
        numbers = numbers.cast(library.Int32).cast(library.Date)
    return numbers.set(library.Series(column.gaps), None)


def words_in_polars(library: Any, name: str, column: Words) -> Any:
    """Return a column of words; to look up nulls takes far longer than to put them."""
    kind = library.Enum(column.labels) if column.fixed else library.String
    none = library.Series(name, [None], dtype=kind)
    known, codes = column.codes >= 0, np.maximum(column.codes, 0)
    if not known.any():
        return none.new_from_index(0, len(column))
    found = library.Series(name, column.labels, dtype=kind)[in_order(library, codes)]
    if column.kinds is not None:
        found = found[in_order(library, column.kinds)]
        known = np.take(known, column.kinds) if not known.all() else known
    return found if known.all() else found.zip_with(library.Series(known), none)


def in_order(library: Any, numbers: Numbers) -> Any:
    """Return the numbers of what polars is to look up."""
    return library.Series(numbers.astype(np.uint32, copy=False))


def in_pandas(library: Any, name: str, column: Column, index: Any) -> Any:
    if isinstance(column, Words):
        labels = [*column.labels]
        found = library.Categorical.from_codes(
            column.rows, labels, ordered=column.fixed
        )
    elif column.days:
        found = column.numbers.astype("M8[D]").astype("M8[s]")
        found[column.gaps] = "NaT"
    elif column.numbers.dtype.kind == "i":
        found = library.arrays.IntegerArray(column.numbers, column.gaps)
    else:
        found = np.where(column.gaps, np.nan, column.numbers)
    return library.Series(found, index=index, name=name)


def in_arrow(library: Any, _: str, column: Column, __: Any) -> Any:
    if isinstance(column, Words):
        rows = column.rows
        codes = library.array(rows, library.int32(), mask=rows < 0)
        labels = library.array(column.labels, library.string())
        ordered = column.fixed
        return library.DictionaryArray.from_arrays(codes, labels, ordered=ordered)
    if column.days:
        days = column.numbers.astype(np.int32)
        return library.array(days, library.int32(), mask=column.gaps).cast("date32")
    return library.array(column.numbers, mask=column.gaps)


IN: Mapping[Any, Callable[..., Any]] = {
    nw.Implementation.POLARS: in_polars,
    nw.Implementation.PANDAS: in_pandas,
    nw.Implementation.PYARROW: in_arrow,
}
"""How a column is made, by the library of its frame."""


def values(column: Column) -> list[Any]:
    """Return a column as values of Python, None where there is nothing.

    >>> values(Words(["low", "high"], np.array([1, -1])))
    ['high', None]
    """
    if isinstance(column, Words):
        labels = np.array([*column.labels, None], object)
        found: list[Any] = labels[column.rows].tolist()
        return found
    numbers = column.numbers.tolist()
    made = (date.fromordinal(n + EPOCH) for n in numbers) if column.days else numbers
    return [None if gap else n for n, gap in zip(made, column.gaps, strict=True)]


def some(column: Column, rows: Numbers) -> Column:
    """Return a column with some of its rows only."""
    if isinstance(column, Words):
        return Words(column.labels, column.rows[rows], column.fixed)
    return Amounts(column.numbers[rows], column.gaps[rows], column.days)


def with_columns(frame: "nw.DataFrame[Any]", columns: Mapping[str, Column]) -> Any:
    """Return a frame of any library with more columns."""
    make, library = IN[frame.implementation], nw.get_native_namespace(frame)
    native: Any = frame.to_native()
    index = getattr(native, "index", None)
    made = {n: make(library, n, one, index) for n, one in columns.items()}
    match frame.implementation:
        case nw.Implementation.PANDAS:
            return native.assign(**made)
        case nw.Implementation.POLARS:
            return native.with_columns(made.values())
        case _:
            for name, column in made.items():
                native = native.append_column(name, column)
            return native


def enumerated(library: Any, relation: Any, columns: Mapping[str, Column]) -> Any:
    """Return a relation of DuckDB whose ordered words are enumerations, not texts."""
    found = {name: library.ColumnExpression(name) for name in relation.columns}
    for name, column in columns.items():
        if isinstance(column, Words) and column.fixed:
            words = ", ".join(f"'{word}'" for word in column.labels)  # they are ids
            kind = library.sqltype(f"ENUM({words})")
            found[name] = found[name].cast(kind).alias(name)
    return relation.project(*found.values())
