"""CSV files of a tree: every place where one of them names something of it."""

from collections.abc import Callable, Iterator

from triage.base.text import Text
from triage.linker.columns import file_of_list, key_of
from triage.linker.mentions import WORD, Mention, listed
from triage.linker.roles import ASKED, LISTS, TOLD
from triage.linker.tables import ADVISE, GO
from triage.treefile.document import Document, TableEntry, ValueEntry
from triage.treefile.sheet import Sheet

Files = Callable[[Text], Sheet]
"""Returns a CSV file by the word that names it."""


def cited(document: Document, files: Files) -> Iterator[Mention]:
    """Yield what the CSV files name that a file reads, as it is written.

    Args:
        document: A tree or a module, with its lists and columns as they are written.
        files: Returns the files.
    """
    for step in document.steps:
        rows = step.table.rows if step.table is not None else None
        if step.table is not None and isinstance(rows, Text):
            yield from in_table(step.table, files(rows))
    for value in document.values:
        file = value.rows or file_of_list(value, document)
        if value.column is not None and file is not None:
            yield from in_column(value, file, files(file))
    for one in document.lists:
        if isinstance(one.options, Text):
            ids = cells(files(one.options), "id")
            yield from (option(cell, LISTS.format(one.id)) for cell in ids)


def in_table(entry: TableEntry, sheet: Sheet) -> Iterator[Mention]:
    """Yield what a table names: its inputs, their options, and where its rows lead."""
    inputs = {*map(str, entry.inputs)}
    for head in sheet.head:
        if head.value in inputs:
            yield Mention(head.value, head.span, ASKED)
        for cell in cells(sheet, head.value):
            if head.value in inputs:
                for found in WORD.finditer(cell.value):
                    span = cell.part(*found.span())
                    yield Mention(found[0], span, ("option",), head.value)
            elif head.value == GO:
                yield Mention(cell.value, cell.span, TOLD)
            elif head.value == ADVISE:
                for name, at in listed(cell.value):
                    span = cell.part(at, at + len(name))
                    yield Mention(name, span, ("recommendation",))


def in_column(value: ValueEntry, file: Text, sheet: Sheet) -> Iterator[Mention]:
    """Yield the options that a value goes by, and those that it is."""
    ids = [text.value for text in sheet.head]
    key = "id" if value.rows is None else key_of(file, ids)
    if key == "id":
        yield from (option(cell, str(value.by)) for cell in cells(sheet, key))
    yield from (option(cell, str(value.id)) for cell in cells(sheet, str(value.column)))


def option(cell: Text, about: str) -> Mention:
    return Mention(cell.value, cell.span, ("option",), about)


def cells(sheet: Sheet, name: str) -> Iterator[Text]:
    """Yield the cells of a column."""
    at = [text.value for text in sheet.head].index(name)
    yield from (row[at] for row in sheet.rows)
