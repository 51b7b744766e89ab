"""Records: the rows of a file of text, each of which is read or refused by itself."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from triage.base.immutable import immutable
from triage.frames.files.lines import Lines
from triage.frames.files.part import Mark, Part, Refused, Rows, Wanted, Where, batches

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
    def begins(self) -> Mark:
        """Where the first row begins."""
        return Mark()

    @property
    def total(self) -> int:
        return Path(self.name).stat().st_size

    @property
    def unsaid(self) -> Mapping[str, str]:
        return {}

    @abstractmethod
    def records(self, lines: Lines) -> Iterator[tuple[int, T | str]]:
        """Yield the first line of each row, and what stands for it.

        That is a text where something is wrong with the row, and says what.
        """

    @abstractmethod
    def rows(self, places: Sequence[Where], taken: Sequence[T]) -> Rows:
        """Return rows that stand at some places by what stands for them."""

    def parts(self, start: Mark) -> Iterator[Part]:
        begins = start if start.at else self.begins
        with Path(self.name).open("rb") as file:
            file.seek(begins.at)
            lines, rows = Lines(file, begins.at, begins.lines), begins.rows
            records = self.records(lines)
            for some in batches(records, self.wanted.size, first=not rows):
                end = Mark(lines.at, rows + len(some), lines.number)
                yield self.part(some, rows + 1, end)
                rows = end.rows

    def part(self, some: Sequence[tuple[int, T | str]], first: int, end: Mark) -> Part:
        """Return records as a part that ends somewhere, and the number of the first."""
        places, taken, refused = list[Where](), list[T](), list[Refused]()
        for number, (line, found) in enumerate(some, first):
            if isinstance(found, str):
                refused.append(((number, line), found))
            else:
                places.append((number, line))
                taken.append(found)
        return Part(self.rows(places, taken), tuple(refused), end)
