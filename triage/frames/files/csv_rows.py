"""CSV: rows of texts, each of which is read or refused by itself."""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Self, TypeAlias

import attrs
import narwhals as nw

from triage.base.distinct import check_columns
from triage.base.files import FileError
from triage.base.immutable import immutable
from triage.base.wording import many
from triage.frames.files.lines import Lines
from triage.frames.files.part import Format, Mark, Rows, Where
from triage.frames.files.records import RecordReader
from triage.frames.files.text import as_json
from triage.frames.output import Column, values
from triage.frames.tables import Valued

Cells: TypeAlias = Sequence[str]


@immutable
class TextRows:
    """Hold rows of texts, and where they stand."""

    names: Sequence[str]
    places: Sequence[Where]
    cells: Sequence[Cells]

    @property
    def table(self) -> Valued:
        return Valued(self.columns(), len(self.cells))

    def texts(self) -> Iterable[Cells]:
        return self.cells

    def lines(self) -> Iterable[str]:
        return (as_json(dict(zip(self.names, row, strict=True))) for row in self.cells)

    def columns(self) -> Mapping[str, Cells]:
        columns = (
            zip(*self.cells, strict=True) if self.cells else [()] * len(self.names)
        )
        return dict(zip(self.names, columns, strict=True))

    def only(self, rows: Sequence[int]) -> Self:
        places = [self.places[row] for row in rows]
        return type(self)(self.names, places, [self.cells[row] for row in rows])


@immutable
class CsvReader(RecordReader[Cells]):
    """Read rows of a CSV file."""

    @cached_property
    def names(self) -> Sequence[str]:
        return self._head[0]

    @property
    def types(self) -> Mapping[str, Any]:
        return dict.fromkeys(self.names, nw.String())

    @property
    def begins(self) -> Mark:
        return self._head[1]

    @cached_property
    def _head(self) -> tuple[Sequence[str], Mark]:
        """The columns, and where the first row begins."""
        with Path(self.name).open("rb") as file:
            begins = len(BOM_UTF8) if file.read(len(BOM_UTF8)) == BOM_UTF8 else 0
            file.seek(begins)
            lines = Lines(file, begins)
            try:
                columns = next(csv.reader(lines, strict=True), [])
            except csv.Error as error:
                raise FileError(f"{self.name}: this is not CSV: {error}") from None
        if lines.wrong:
            raise FileError(f"{self.name}: {lines.wrong}")
        check_columns(self.name, columns)
        return columns, Mark(lines.at, lines=lines.number)

    def records(self, lines: Lines) -> Iterator[tuple[int, Cells | str]]:
        """Yield the first line of each row, and its cells, or what is wrong there.

        So a quote that nothing closes costs one row, and none of those behind it. A
        blank line is a row of a table that has one column, and otherwise none.
        """
        blank = [""] if len(self.names) == 1 else []
        start, number = lines.at, lines.number
        reader = csv.reader(lines, strict=True)
        while True:
            lines.wrong, lines.count = "", 0
            try:
                cells = next(reader, None)
            except csv.Error as error:
                cells, wrong = [], f"this is not CSV: {error}"
            else:
                wrong = self.wrong(cells, lines) if cells else ""
            if cells is None:
                return
            cells = cells or blank
            if wrong:
                if lines.count > 1:
                    lines.again(start, number)
                reader = csv.reader(lines, strict=True)
            if cells or wrong:
                yield number + 1, wrong or cells
            start, number = lines.at, lines.number

    def rows(self, places: Sequence[Where], taken: Sequence[Cells]) -> TextRows:
        return TextRows(self.names, places, taken)

    def wrong(self, cells: Cells, lines: Lines) -> str:
        """Return what is wrong with a row; empty for nothing."""
        if lines.wrong:
            return lines.wrong
        if len(cells) != len(self.names):
            return f"{many(len(cells), 'cell')} for {many(len(self.names), 'column')}"
        return ""


def head(names: Sequence[str]) -> bytes:
    """Return the first line of a CSV file."""
    return lines_of([names])


def lines_of(rows: Iterable[Iterable[str]]) -> bytes:
    r"""Return rows as the lines of a CSV file.

    >>> lines_of([["a,b", "c"], ["d\re", "f\ng"]])
    b'"a,b",c\n"d\re","f\ng"\n'
    """
    lines = Written()
    csv.writer(lines, lineterminator="\r\n").writerows(rows)
    return "".join(lines.texts).encode()


@immutable
class Written:
    """Keep the lines of a CSV file, of which each ends with a line feed.

    They are written with both ends of lines, since what ends none stands unquoted.
    """

    texts: list[str] = attrs.field(factory=list)

    def write(self, line: str) -> None:
        self.texts.append(f"{line[:-2]}\n")


def written(rows: Rows, added: Mapping[str, Column]) -> bytes:
    """Return rows of a CSV file, with more columns."""
    more = zip(*map(values, added.values()), strict=True)
    pairs = zip(rows.texts(), more, strict=True)
    return lines_of((*cells, *others) for cells, others in pairs)


FORMAT = Format(CsvReader, head, written)
