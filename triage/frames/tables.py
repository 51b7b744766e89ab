"""Tables: rows that are decided, whether a library holds them or a file was read."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

import attrs
import narwhals as nw

from triage.frames.cells import Cells
from triage.frames.natives import types
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

    def part(
        self, start: int, stop: int, names: Collection[str], truths: Collection[str]
    ) -> Columns:
        """Return columns of some rows, of which some say what is true."""


@attrs.frozen
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

    def part(
        self, start: int, stop: int, names: Collection[str], truths: Collection[str]
    ) -> Columns:
        return Cells(self.frame[start:stop], names, truths)


@attrs.frozen
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

    def part(
        self, start: int, stop: int, names: Collection[str], _: Collection[str]
    ) -> Columns:
        some = {name: self.columns[name][start:stop] for name in names}
        return Values(some, min(stop, self.count) - start)
