"""Part: some rows of a file, and where the next ones begin."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO, Protocol, Self, TypeAlias, TypeVar

from triage.base.files import FileError
from triage.base.immutable import immutable
from triage.base.question import Question
from triage.frames.output import Column
from triage.frames.tables import Table

T = TypeVar("T")

SIZE = 16_384
"""How many rows of text a part has: as values of Python they are large."""


Where: TypeAlias = tuple[int, int | None]
"""The number of a row in its file, and that of its first line, in a file of lines."""


class Rows(Protocol):
    """Be rows that could be read."""

    @property
    def places(self) -> Sequence[Where]:
        """Where each row stands in its file."""

    @property
    def table(self) -> Table:
        """The rows, as they are decided."""

    def texts(self) -> Iterable[Sequence[str]]:
        """Return the cells of each row as texts."""

    def lines(self) -> Iterable[str]:
        """Return each row as a JSON object, on one line."""

    def columns(self) -> Mapping[str, Sequence[str | None]]:
        """Return the columns of texts, as they are handed on."""

    def only(self, rows: Sequence[int]) -> Self:
        """Return some of the rows, by where they stand among these."""


Refused: TypeAlias = tuple[Where, str]
"""Where a row stands, and why it is none."""


@immutable
class Mark:
    """Say how far a file is read.

    Args:
        at: Where its next row begins.
        rows: How many rows end before that.
        lines: How many lines do, in a file of lines.
    """

    at: int = 0
    rows: int = 0
    lines: int = 0


@immutable
class Part:
    """Hold some rows of a file.

    Args:
        rows: Those that could be read.
        refused: The others.
        end: Where the next part begins.
    """

    rows: Rows
    refused: tuple[Refused, ...]
    end: Mark


class Reader(Protocol):
    """Read a file part by part."""

    @property
    def names(self) -> Sequence[str]:
        """The columns that are handed on."""

    @property
    def types(self) -> Mapping[str, Any]:
        """The types of the columns that may hold answers."""

    @property
    def unsaid(self) -> Mapping[str, str]:
        """The columns that no text can say, with their types."""

    @property
    def total(self) -> int:
        """The place behind the last row."""

    def parts(self, start: Mark) -> Iterator[Part]:
        """Yield the parts of the file from where it is read."""


@immutable
class Wanted:
    """Say how a file is to be read.

    Args:
        questions: The questions whose answers it may hold.
        as_objects: Whether it is written so that each row has keys of its own.
        added: The columns that are added.
        size: How many rows of text a part has.
    """

    questions: Mapping[str, Question]
    as_objects: bool
    added: Collection[str] = ()
    size: int = SIZE


@immutable
class Format:
    """Say how files of a format are read and written.

    Args:
        reader: What reads them.
        head: What one begins with, by the columns that it has.
        written: Rows, with columns of what is decided of them.
        as_objects: Whether each row has keys of its own.
        holds_all: Whether it holds values of every type.
        whole: What makes the whole file of its parts; None where these are it.
    """

    reader: Callable[[str, Wanted], Reader]
    head: Callable[[Sequence[str]], bytes]
    written: Callable[[Rows, Mapping[str, Column]], bytes]
    as_objects: bool = False
    holds_all: bool = False
    whole: Callable[[str, BinaryIO], None] | None = None


def batches(items: Iterator[T], size: int, *, first: bool) -> Iterator[list[T]]:
    """Yield items by so many; an empty list where these are the first, and none."""
    found = [*islice(items, size)]
    if found or first:
        yield found
    while found := [*islice(items, size)]:
        yield found


def refuse_nothing(name: str, part: Part) -> None:
    """Refuse a file that begins with nothing that is a row."""
    if part.refused and not part.rows.places:
        _, reason = part.refused[0]
        count = f"{len(part.refused):,} rows" if len(part.refused) > 1 else "row"
        raise FileError(f"{name}: none of the first {count} can be read: {reason}")
