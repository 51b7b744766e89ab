"""Tables: rows that are decided, whether a library holds them or a file was read."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Protocol

import narwhals as nw

from triage.base.immutable import immutable
from triage.frames.cells import Cells
from triage.frames.natives import kind_of, plain, types
from triage.frames.readings import Columns, Values


class Table(Protocol):
    """Be some rows under the names of their columns."""

    @property
    def names(self) -> Collection[str]:
        """The names of the columns."""

    @property
    def count(self) -> int:
        """How many rows there are."""

    def types(self, asked: Collection[str]) -> Mapping[str, Any]:
        """Return the type of each column that may hold answers to some questions."""

    def parts(self, names: Collection[str], size: int) -> Iterator[tuple[int, Columns]]:
        """Yield columns of so many rows at a time, with the number of the first."""


@immutable
class Framed:
    """Be the rows of a frame."""

    frame: "nw.DataFrame[Any]"

    @property
    def names(self) -> Collection[str]:
        return self.frame.columns

    @property
    def count(self) -> int:
        return len(self.frame)

    def types(self, asked: Collection[str]) -> Mapping[str, Any]:
        return types(self.frame, asked)

    def parts(self, names: Collection[str], size: int) -> Iterator[tuple[int, Columns]]:
        none = plain(self.frame[:0], names)
        kinds = {name: kind_of(none.get_column(name)) for name in names}
        for start in range(0, self.count, size):
            yield start, Cells(self.frame[start : start + size], kinds)


@immutable
class Valued:
    """Be rows of values of Python.

    Args:
        columns: The values, by the name of their column.
        count: How many rows there are.
    """

    columns: Mapping[str, Sequence[object]]
    count: int

    @property
    def names(self) -> Collection[str]:
        return self.columns

    def types(self, _: Collection[str]) -> Mapping[str, Any]:
        return dict.fromkeys(self.columns, nw.Object())

    def parts(self, names: Collection[str], size: int) -> Iterator[tuple[int, Columns]]:
        for start in range(0, self.count, size):
            stop = min(start + size, self.count)
            some = {name: self.columns[name][start:stop] for name in names}
            yield start, Values(some, stop - start)
