"""Records: the rows of a file of text, each of which is read or refused by itself."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from triage.base.immutable import immutable
from triage.frames.files.lines import Lines
from triage.frames.files.part import Part, Rows, Wanted, batches

T = TypeVar("T")


@immutable
class RecordReader(ABC, Generic[T]):
    """Read rows of a file of text.

    Args:
        name: The name of the file.
        wanted: How it is to be read.
    """

    name: str
    wanted: Wanted

    @property
    def begins(self) -> int:
        """Where the first row begins."""
        return 0

    @property
    def total(self) -> int:
        return Path(self.name).stat().st_size

    @property
    def unsaid(self) -> Mapping[str, str]:
        return {}

    @abstractmethod
    def records(self, lines: Lines) -> Iterator[T | str]:
        """Yield what stands for each row, or what is wrong with it, as a text."""

    @abstractmethod
    def rows(self, numbers: Sequence[int], taken: Sequence[T]) -> Rows:
        """Return rows of so many numbers by what stands for them."""

    def parts(self, place: int, number: int) -> Iterator[Part]:
        with Path(self.name).open("rb") as file:
            file.seek(place := place or self.begins)
            lines = Lines(file, place)
            records = self.records(lines)
            for some in batches(records, self.wanted.size, first=not number):
                yield self.part(some, lines.at, number)
                number += len(some)

    def part(self, some: Sequence[T | str], place: int, number: int) -> Part:
        """Return records as a part that ends at a place, behind so many rows."""
        numbers, taken, refused = list[int](), list[T](), list[tuple[int, str]]()
        for each, found in enumerate(some, number + 1):
            if isinstance(found, str):
                refused.append((each, found))
            else:
                numbers.append(each)
                taken.append(found)
        rows = self.rows(numbers, taken)
        return Part(rows, tuple(refused), place, number + len(some))
