"""Parquet: columns with types, which stay as they are."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, Self

import attrs
import narwhals as nw
import pyarrow as pa
from pyarrow import parquet as pq

from triage.base.distinct import check_columns
from triage.base.files import FileError, failed
from triage.base.immutable import immutable
from triage.frames.columns import CHUNK
from triage.frames.files.part import Format, Mark, Part, Rows, Wanted, Where
from triage.frames.files.text import as_json, as_text
from triage.frames.natives import types
from triage.frames.output import Column, in_arrow
from triage.frames.sources import FrameError
from triage.frames.tables import Framed

GROUP = 131_072
"""How many rows stand together in a file that is written."""


def framed(table: pa.Table) -> "nw.DataFrame[Any]":
    """Return a table as it is read here."""
    return nw.from_native(table, eager_only=True)


@attrs.frozen(eq=False)
class ArrowRows:
    """Hold rows of a table of arrow, and their numbers."""

    numbers: Sequence[int]
    rows: pa.Table

    @property
    def places(self) -> Sequence[Where]:
        return [(number, None) for number in self.numbers]

    @property
    def table(self) -> Framed:
        return Framed(framed(self.rows))

    def texts(self) -> Iterable[Sequence[str]]:
        return ([*map(as_text, row)] for row in self.said())

    def lines(self) -> Iterable[str]:
        names = self.rows.column_names
        return (as_json(dict(zip(names, row, strict=True))) for row in self.said())

    def said(self) -> Iterable[Sequence[object]]:
        """Return the values of each row, as those that have a text."""
        pairs = zip(self.rows.schema, self.rows.columns, strict=True)
        return zip(*(values_of(*pair) for pair in pairs), strict=True)

    def columns(self) -> Mapping[str, Sequence[str | None]]:
        raise AssertionError("a table is handed on as it is")

    def only(self, rows: Sequence[int]) -> Self:
        taken = self.rows.take(pa.array(rows, pa.int64()))
        return type(self)([self.numbers[row] for row in rows], taken)


@immutable
class ParquetReader:
    """Read rows of a Parquet file.

    Args:
        name: The name of the file.
        wanted: How it is to be read.
    """

    name: str
    wanted: Wanted

    @cached_property
    def schema(self) -> pa.Schema:
        with opened(self.name) as file:
            schema = file.schema_arrow
        check_columns(self.name, schema.names)
        return schema

    @property
    def names(self) -> Sequence[str]:
        found: list[str] = self.schema.names
        return found

    @property
    def types(self) -> Mapping[str, Any]:
        return types(framed(self.schema.empty_table()), ())

    @property
    def unsaid(self) -> Mapping[str, str]:
        return {each.name: str(each.type) for each in self.schema if unsaid(each.type)}

    @property
    def total(self) -> int:
        with opened(self.name) as file:
            count: int = file.metadata.num_rows
        return count

    def parts(self, start: Mark) -> Iterator[Part]:
        rows = start.rows
        with opened(self.name) as file:
            for table in self.tables(file, start.at):
                refuse_void(self.name, table)
                stop = rows + len(table)
                numbers = range(rows + 1, stop + 1)
                yield Part(ArrowRows(numbers, table), (), Mark(stop, stop))
                rows = stop

    def tables(self, file: pq.ParquetFile, place: int) -> Iterator[pa.Table]:
        """Yield the rows from a place on; an empty table where there is none at all."""
        rows = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
        groups, before = [*range(len(rows))], 0
        while groups and before + rows[groups[0]] <= place:
            before += rows[groups.pop(0)]
        batches = file.iter_batches(CHUNK, row_groups=groups)
        found = sized(map(pa.Table.from_batches, zip(batches)), CHUNK, place - before)
        return found if sum(rows) else iter([self.schema.empty_table()])


def refuse_void(name: str, table: pa.Table) -> None:
    """Refuse values that are none of their type, such as texts that are not UTF-8.

    Raises:
        FileError: A column has some.
    """
    for field, column in zip(table.schema, table.columns, strict=True):
        try:
            column.validate(full=True)
        except pa.ArrowInvalid:
            message = f"some value of `{field.name}` is no {field.type}"
            raise FileError(f"{name}: {message}") from None


def values_of(field: pa.Field, column: pa.ChunkedArray) -> Sequence[object]:
    """Return the values of a column as those of Python.

    Raises:
        FrameError: Python has none for some of them, such as days after the year 9999.
    """
    try:
        found: list[object] = column.to_pylist()
    except (ValueError, OverflowError, KeyError, pa.ArrowException):
        what = f"some value of `{field.name}` ({field.type})"
        raise FrameError(f"no text can say {what}: write Parquet") from None
    return found


@contextmanager
def opened(name: str) -> Iterator[pq.ParquetFile]:
    """Open a Parquet file.

    Raises:
        FileError: It is none, or cannot be read.
    """
    try:
        with pq.ParquetFile(name) as file:
            yield file
    except pa.ArrowException as error:
        raise FileError(f"{name}: this is not Parquet: {error}") from None
    except OSError as error:
        raise failed(name, "read", error) from None


def unsaid(kind: pa.DataType) -> bool:
    """Return whether values of a type have no text by which they are known."""
    of = pa.types
    if kind == pa.time64("ns"):  # a time of Python ends with microseconds
        return True
    if of.is_dictionary(kind):
        return unsaid(kind.value_type)
    if of.is_list(kind) or of.is_large_list(kind) or of.is_fixed_size_list(kind):
        return unsaid(kind.value_type)
    if of.is_struct(kind):
        return any(unsaid(field.type) for field in kind)
    said = (
        of.is_boolean,
        of.is_integer,
        of.is_floating,
        of.is_decimal,
        of.is_string,
        of.is_large_string,
        of.is_string_view,
        of.is_date,
        of.is_time,
        of.is_timestamp,
        of.is_null,
    )
    return not any(each(kind) for each in said)


def head(_: Sequence[str]) -> bytes:
    """Return what parts begin with: nothing."""
    return b""


def written(rows: Rows, added: Mapping[str, Column]) -> bytes:
    """Return rows as a stream of arrow, with more columns."""
    table = rows.rows if isinstance(rows, ArrowRows) else texts(rows)
    for name, column in added.items():
        table = table.append_column(name, in_arrow(pa, name, column, None))
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table.unify_dictionaries())
    return sink.getvalue()


def texts(rows: Rows) -> pa.Table:
    """Return rows as a table of texts."""
    named = rows.columns().items()
    return pa.table({name: pa.array(column, pa.string()) for name, column in named})


def whole(parts: str, into: BinaryIO) -> None:
    """Make a Parquet file of streams, one behind another."""
    with Path(parts).open("rb") as file:
        schema = pa.ipc.open_stream(file).schema
    with Path(parts).open("rb") as file, pq.ParquetWriter(into, schema) as writer:
        for table in sized(streams(file), GROUP):
            writer.write_table(table.unify_dictionaries())


def streams(file: Any) -> Iterator[pa.Table]:
    """Yield the tables of streams, one behind another."""
    size = Path(file.name).stat().st_size
    while file.tell() < size:
        yield pa.ipc.open_stream(file).read_all()


def sized(tables: Iterable[pa.Table], size: int, skip: int = 0) -> Iterator[pa.Table]:
    """Yield the rows of tables, so many at once, without some at the beginning."""
    waiting, left = list[pa.Table](), size
    for table in tables:
        start, skip = min(skip, len(table)), max(0, skip - len(table))
        while start < len(table):
            waiting.append(table.slice(start, left))
            start, left = start + len(waiting[-1]), left - len(waiting[-1])
            if not left:
                yield pa.concat_tables(waiting)
                waiting, left = [], size
    if waiting:
        yield pa.concat_tables(waiting)


FORMAT = Format(ParquetReader, head, written, holds_all=True, whole=whole)
