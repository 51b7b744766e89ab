"""Sheet: a CSV file as rows of cells, every cell with its place.

It is read as RFC 4180 has it: cells are parted by commas, and one in quotes may hold
commas, line breaks, and quotes written twice. Spaces around a cell do not count, nor do
empty lines.
"""

from collections.abc import Iterator

import attrs

from triage.base.exceptions import TreeError
from triage.base.immutable import immutable
from triage.base.limits import LIMITS
from triage.base.pattern import pattern
from triage.base.text import Source, Span, Text
from triage.treefile.yaml_events import refuse_hidden

PART = pattern(
    r'[^\S\r\n]*(?:"([^"]*(?:""[^"]*)*)"[^\S\r\n]*|([^",\r\n]*))(,|\r\n?|\n|\Z)'
)
"""A cell in quotes, or one without, and what ends it."""


@immutable
class Sheet:
    """Hold a CSV file as written: the names of its columns, and its rows.

    Args:
        head: The names of the columns.
        rows: The cells of each row, as many as there are columns.
        span: The whole text.
    """

    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    span: Span = attrs.field(eq=False, repr=False)


def read_sheet(source: Source) -> Sheet:
    r"""Return what a CSV file says.

    Raises:
        TreeError: T112, where it is no such table; T109 for what nobody sees in it.

    >>> sheet = read_sheet(Source("rows.csv", "age,go\n0..17,child\n-,adult\n"))
    >>> [str(row[1]) for row in sheet.rows]
    ['child', 'adult']
    """
    if not source.text.isascii():
        refuse_hidden(source.text, source.span(0, len(source.text)))
    lines = [line for line in split(source) if any(text.value for text in line)]
    if not lines:
        at, advice = source.span(0, 0), "write the names of the columns in its first"
        raise TreeError.at("T112", "the file has no lines", at, advice)
    head, *rows = lines
    if len(head) == 1 and ";" in head[0].value:
        message, advice = "the cells are parted by `;`", "save it with commas instead"
        raise TreeError.at("T112", message, head[0], advice)
    if len(rows) > LIMITS.entries:
        message = f"the file has more than {LIMITS.entries:,} rows"
        at = rows[LIMITS.entries][0].span
        raise TreeError.at("T108", message, at, "split it")
    for row in rows:
        if len(row) != len(head):
            raise uneven(head, row)
    return Sheet(tuple(head), tuple(map(tuple, rows)), source.span(0, len(source.text)))


def uneven(head: list[Text], row: list[Text]) -> TreeError:
    """Return what is wrong with a row that has too few cells, or too many."""
    cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
    message = f"this row has {cells}, and the first has {len(head)}"
    advice = "write a cell for each column; one with a comma in it stands in quotes"
    extra = row[len(head)] if len(row) > len(head) else row[-1]
    return TreeError.at("T112", message, extra, advice)


def split(source: Source) -> Iterator[list[Text]]:
    """Yield the cells of each line.

    Raises:
        TreeError: A quote stands where none can.
    """
    text, line, at = source.text, list[Text](), 0
    while at < len(text) or line:
        found = PART.match(text, at)
        if found is None:
            message = "a quote stands within a cell, or is not closed"
            advice = 'put the whole cell in quotes, and write a quote in it twice: `""`'
            raise TreeError.at("T112", message, source.span(at, at + 1), advice)
        part = 2 if found[1] is None else 1
        value = found[part].strip()
        begin = found.end(part) - len(found[part].lstrip())
        at = found.end()
        span = Span(source, begin, begin + len(value))
        line.append(Text(value.replace('""', '"') if part == 1 else value, span))
        if found[3] != ",":
            yield line
            line = []
