"""Natives: columns that a library holds in a form of its own, in one that is read."""

from collections.abc import Callable, Collection, Mapping
from functools import cache
from importlib.util import find_spec
from typing import Any, TypeAlias

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from triage.frames.bitmaps import packed, part, unpacked
from triage.frames.families import ALWAYS, Family, family
from triage.frames.given import UNASKED, Answers, Truths

BESIDE = "__"
"""What stands between a question and one of its options in the name of a column."""

Make: TypeAlias = Callable[[Any, Any, Collection[str]], Any]

VIEW, VIEWS = "string_view", "list<item: string_view>"
"""The types of texts, and of lists of them, that pyarrow cannot filter."""


def plain(frame: "nw.DataFrame[Any]", names: Collection[str]) -> "nw.DataFrame[Any]":
    """Return a frame whose columns of some names can be looked through."""
    if frame.implementation not in PLAIN:
        return frame
    make, library = PLAIN[frame.implementation], nw.get_native_namespace(frame)
    native = make(library, frame.to_native(), names)
    return nw.from_native(native, eager_only=True)


def of_pandas(library: Any, native: Any, names: Collection[str]) -> Any:
    """Return a frame without views."""
    kinds = dict(native.dtypes.items())  # to look at each column takes far longer
    views = [name for name in names if arrow_type(kinds[name]) in (VIEW, VIEWS)]
    read = {name: unviewed(library, native[name]) for name in views}
    return native.assign(**read) if read else native


def is_objects(column: Any) -> bool:
    """Return whether a column of pandas holds values of Python."""
    return str(column.dtype) == "object"


def arrow_type(kind: Any) -> str:
    """Return what a type of pandas is in pyarrow; empty for none."""
    return str(getattr(kind, "pyarrow_dtype", ""))


def unviewed(library: Any, column: Any) -> Any:
    """Return a column of pandas that holds views as one of objects."""
    values = column.array.__arrow_array__().to_pylist()
    return library.Series(values, index=column.index, dtype=object)


def of_arrow(library: Any, native: Any, names: Collection[str]) -> Any:
    """Return a table without views."""
    text = library.large_string()
    kinds = {VIEW: text, VIEWS: library.list_(text)}
    for name in names:
        number = native.column_names.index(name)
        if kind := kinds.get(str(native.schema.field(number).type)):
            native = native.set_column(number, name, native[name].cast(kind))
    return native


def of_polars(_library: Any, native: Any, _names: Collection[str]) -> Any:
    """Return a frame in one piece: each of many would be looked through by itself."""
    return native.rechunk()


PLAIN: Mapping[Any, Make] = {
    nw.Implementation.POLARS: of_polars,
    nw.Implementation.PANDAS: of_pandas,
    nw.Implementation.PYARROW: of_arrow,
}
"""How columns are made plain, by the library of their frame."""


def truths(frame: "nw.DataFrame[Any]", names: Collection[str]) -> Mapping[str, Answers]:
    """Return columns of truths as answers to questions of yes or no."""
    native: Any = frame.to_native()
    if frame.implementation.is_pandas():
        return {name: of_truths(native[name]) for name in names}
    if frame.implementation.is_pyarrow():
        return {name: of_bits(native[name].combine_chunks()) for name in names}
    if has_arrow():
        return {name: of_bits(native[name].to_arrow()) for name in names}
    codes = (~nw.col(names)).cast(nw.Int8).fill_null(UNASKED)
    return {each.name: each.to_numpy() for each in frame.select(codes).iter_columns()}


@cache
def has_arrow() -> bool:
    """Return whether columns of polars can be looked into as they are."""
    return find_spec("pyarrow") is not None


def of_bits(column: Any) -> Truths:
    """Return the same of an array of pyarrow."""
    known, yes = column.buffers()
    where = column.offset, len(column)
    return Truths(part(yes, *where), known is None or part(known, *where), len(column))


def of_truths(column: Any) -> Truths:
    """Return the same of a column of pandas."""
    gaps = column.isna().to_numpy()
    yes = packed(column.to_numpy(bool, na_value=False))
    return Truths(yes, packed(~gaps) if gaps.any() else True, len(column))


def of_objects(values: NDArray[Any]) -> tuple[Truths, NDArray[np.intp]]:
    """Return the same of objects, and the rows of what is neither a truth nor None.

    Which object it is tells its address, so that no object is looked into.

    >>> found, others = of_objects(np.array([True, False, None, "no"], object))
    >>> found.codes.tolist(), others.tolist()
    ([0, 1, -2, -2], [3])
    """
    found = np.frombuffer(np.ascontiguousarray(values), np.intp)
    yes, no = packed(found == ADDRESSES[0]), packed(found == ADDRESSES[1])
    known = yes | no
    rest = np.flatnonzero(unpacked(~known, len(found)))
    others = rest[found[rest] != ADDRESSES[2]]
    return Truths(yes, known if len(rest) else True, len(found)), others


ADDRESSES = np.frombuffer(np.array([True, False, None], object), np.intp).tolist()
"""Where numpy finds the objects that there is one of each."""


def kind_of(column: "nw.Series[Any]") -> Family:
    """Return what the cells of a column are; objects of pandas may be anything.

    What narwhals calls them goes by the first of them alone.
    """
    if column.implementation.is_pandas() and is_objects(column.to_native()):
        return Family.ANYTHING
    return family(column.dtype)


def types(frame: "nw.DataFrame[Any]", asked: Collection[str]) -> Mapping[str, Any]:
    """Return the types of columns whose name is a text, as far as they tell one.

    A column of pandas in which nothing stands may be of any type, whatever it is for.
    """
    schema: Mapping[Any, Any] = frame.schema
    found = {name: kind for name, kind in schema.items() if isinstance(name, str)}
    if not frame.implementation.is_pandas():
        return found
    typed = [name for name, kind in found.items() if family(kind) not in ALWAYS]
    beside = [n for n in typed if n in asked or n.rpartition(BESIDE)[0] in asked]
    empty = [n for n in beside if frame[n][:1].is_null().all() and of_nothing(frame[n])]
    return found | dict.fromkeys(empty, nw.Unknown())


def of_nothing(column: "nw.Series[Any]") -> bool:
    """Return whether nothing stands in a column; one without rows may be of floats."""
    known = bool(len(column)) or family(column.dtype) in FLOATS
    return known and bool(column.is_null().all())


FLOATS = frozenset({Family.REAL, Family.SHORT_REAL})
"""What pandas makes of a column without anything."""
