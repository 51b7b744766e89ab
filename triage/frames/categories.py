"""Categories: the words of columns and their numbers, as each library makes them."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeAlias

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

Numbered: TypeAlias = tuple[NDArray[np.intp], list[str | None]]
"""For each row, the number of its word; and the words. None, or -1, is no word."""


def of_polars(library: Any, native: Any, names: Collection[str]) -> list[Numbered]:
    """Return the words of columns of polars; all numbers are made in one call."""
    schema = native.schema
    texts = [name for name in names if schema[name] == library.String]
    numbers = native.with_columns(library.col(texts).cast(library.Categorical)).select(
        library.col(names).to_physical().cast(library.UInt32).fill_null(NONE)
    )
    return [met(native[each.name], each.to_numpy()) for each in numbers]


NONE = 2**32 - 1
"""What no word has as a number."""


def met(column: Any, numbers: NDArray[np.uint32]) -> Numbered:
    """Return the words that are met in a column, by the numbers of all there are."""
    each = (numbers + np.uint32(1)).astype(np.intp)  # none becomes 0
    rows = np.full(each.max(initial=0) + 1, -1)
    rows[each] = np.arange(len(each))
    known = np.flatnonzero(rows >= 0)
    words = column[rows[known]].to_list()
    rows[known] = np.arange(len(known))
    return rows[each], words


def of_pandas(library: Any, native: Any, names: Collection[str]) -> list[Numbered]:
    """Return the words of columns of pandas."""
    found = []
    for column in map(native.__getitem__, names):
        if hasattr(column.dtype, "pyarrow_dtype"):
            found.append(encoded(column.array.__arrow_array__()))
        elif hasattr(column, "cat"):
            codes = column.cat.codes.to_numpy().astype(np.intp)
            found.append((codes, [*column.cat.categories, None]))
        else:
            codes, words = library.factorize(column)
            found.append((codes, [*words, None]))
    return found


def of_arrow(_: Any, native: Any, names: Collection[str]) -> list[Numbered]:
    """Return the words of columns of pyarrow."""
    return [encoded(native[name]) for name in names]


def encoded(column: Any) -> Numbered:
    """Return the words of a column of pyarrow."""
    words = column if hasattr(column.type, "index_type") else column.dictionary_encode()
    found = words.unify_dictionaries().combine_chunks()
    numbers = found.indices.cast("int64").fill_null(-1)  # they may have no sign
    each = numbers.to_numpy(zero_copy_only=False)
    return each, [*found.dictionary.to_pylist(), None]


OF: Mapping[Any, Callable[[Any, Any, Collection[str]], list[Numbered]]] = {
    nw.Implementation.POLARS: of_polars,
    nw.Implementation.PANDAS: of_pandas,
    nw.Implementation.PYARROW: of_arrow,
}
"""How words are numbered, by the library of their columns."""


def numbered(
    frame: "nw.DataFrame[Any]", names: Collection[str]
) -> Mapping[str, Numbered]:
    """Return the words of columns of texts or categories, by the names of these."""
    of, library = OF[frame.implementation], nw.get_native_namespace(frame)
    return dict(zip(names, of(library, frame.to_native(), names), strict=True))
