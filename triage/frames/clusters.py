"""Clusters: frames whose rows are in parts, perhaps on many machines.

Each part is decided by itself where it is, by the engine of columns. What travels there
is the tree; what comes back are rows, so that nothing is ever gathered.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, Protocol

import narwhals as nw

ENOUGH = 65_536
"""How many rows are decided at once, where parts come in smaller pieces."""


class Decides(Protocol):
    """Decide the rows of a frame that is here."""

    @property
    def added(self) -> Sequence[str]:
        """The names of the columns that are added."""

    def of(self, frame: "nw.DataFrame[Any]") -> Any:
        """Return a frame with what is decided."""


def in_dask(decided: Decides, frame: Any) -> Any:
    """Return a frame of Dask, each partition of which is decided by itself."""

    def part(rows: Any) -> Any:
        found = decided.of(nw.from_native(rows, eager_only=True))
        kinds = {name: found[name].dtype for name in decided.added}
        texts = [n for n, kind in kinds.items() if not getattr(kind, "ordered", True)]
        return found.astype(dict.fromkeys(texts, object))  # words that differ by part

    return frame.map_partitions(part, meta=part(frame._meta))  # noqa: SLF001  its types


def in_spark(decided: Decides, frame: Any) -> Any:
    """Return a frame of Spark, whose workers decide the rows that they have."""
    arrow = import_module("pyarrow")
    types = import_module("pyspark.sql.pandas.types")

    def part(table: Any) -> Any:
        found = decided.of(nw.from_native(table, eager_only=True))
        words = [f for f in found.schema if arrow.types.is_dictionary(f.type)]
        for field in words:  # Spark has no categories
            number = found.schema.get_field_index(field.name)
            text = found.column(number).cast(arrow.string())
            found = found.set_column(number, field.name, text)
        return found

    def parts(batches: Iterable[Any]) -> Iterator[Any]:
        for some in gathered(batches, ENOUGH):
            yield from part(arrow.Table.from_batches(some)).to_batches()

    none = types.to_arrow_schema(frame.schema).empty_table()
    return frame.mapInArrow(parts, types.from_arrow_schema(part(none).schema))


def gathered(batches: Iterable[Any], enough: int) -> Iterator[list[Any]]:
    """Yield batches in lists that have enough rows, the last one perhaps not.

    >>> [*gathered(["ab", "c", "defg", "h"], 3)]
    [['ab', 'c'], ['defg'], ['h']]
    """
    waiting: list[Any] = []
    for batch in batches:
        waiting.append(batch)
        if sum(map(len, waiting)) >= enough:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


CLUSTERS: Mapping[str, Callable[[Decides, Any], Any]] = {
    "dask": in_dask,
    "pyspark": in_spark,
}
"""How frames in parts are decided, by the package of their class."""


def cluster(frame: object) -> Callable[[Decides, Any], Any] | None:
    """Return how a frame in parts is decided; None for one that is none."""
    kind = type(frame)
    package, _, _ = kind.__module__.partition(".")
    return CLUSTERS.get(package) if kind.__name__ == "DataFrame" else None
