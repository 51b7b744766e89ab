"""Categories: the words of a column and their numbers, as each library holds them."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

Numbered: TypeAlias = tuple[NDArray[np.int64], list[str]]
"""For each row, the number of its word, -1 for none; and the words."""


def of_polars(column: Any) -> Numbered:
    distinct = column.drop_nulls().unique()
    known = distinct.to_physical().cast(int).to_numpy()
    none = int(known.max(initial=-1)) + 1
    numbers = np.full(none + 1, -1)
    numbers[known] = np.arange(len(known))
    each = column.to_physical().cast(int).fill_null(none).to_numpy()
    return numbers[each], distinct.to_list()


def of_pandas(column: Any) -> Numbered:
    if hasattr(column.dtype, "pyarrow_dtype"):
        return of_arrow(column.array.__arrow_array__())
    return column.cat.codes.to_numpy().astype(np.int64), [*column.cat.categories]


def of_arrow(column: Any) -> Numbered:
    found = column.unify_dictionaries().combine_chunks()
    numbers = found.indices.cast("int64").fill_null(-1)  # they may have no sign
    return numbers.to_numpy(zero_copy_only=False), found.dictionary.to_pylist()


OF: Mapping[Any, Callable[[Any], Numbered]] = {
    nw.Implementation.POLARS: of_polars,
    nw.Implementation.PANDAS: of_pandas,
    nw.Implementation.PYARROW: of_arrow,
}
"""How words are numbered, by the library of their column."""


def is_category(column: "nw.Series[Any]") -> bool:
    """Return whether the words of a column have numbers already."""
    return isinstance(column.dtype, nw.Categorical | nw.Enum)


def numbered(column: "nw.Series[Any]") -> Numbered:
    """Return the words of a column of categories, and which of them each row has."""
    return OF[column.implementation](column.to_native())
