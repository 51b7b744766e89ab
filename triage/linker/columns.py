"""Columns: what values are by a CSV file, written into them as rows of their own.

So they are typed, hashed, proved and compared as if the tree itself said them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

import attrs

from triage.base.diagnostics import Diagnostics, Finding
from triage.base.exceptions import TreeError
from triage.base.immutable import immutable
from triage.base.suggest import did_you_mean
from triage.base.text import Text
from triage.base.wording import shortened
from triage.treefile import fields as f
from triage.treefile.document import Document, QuestionEntry, RowEntry, ValueEntry
from triage.treefile.sheet import Sheet

Files: TypeAlias = Callable[[Text], Sheet | None]

Pair: TypeAlias = tuple[Text, Text]
"""What a row is for, and what a value is there."""

KEYS: Mapping[str, f.Scalar] = {"id": f.ID, "from": f.THRESHOLD}
"""The columns that say what a row is for: an option, or a threshold."""

fail = TreeError.at


def columns_read(document: Document) -> Mapping[str, frozenset[str]]:
    """Return which columns the values of a file read, by the names of CSV files."""
    found = dict[str, frozenset[str]]()
    for entry in document.values:
        file = entry.rows or file_of_list(entry, document)
        if file is not None and entry.column is not None:
            others = found.get(file.value, frozenset())
            found[file.value] = others | {entry.column.value}
    return found


def file_of_list(entry: ValueEntry, document: Document) -> Text | None:
    """Return the CSV file of the options that a value goes by; None without one."""
    named = options_of(entry.by, document)
    lists = {one.id.value: one.options for one in document.lists}
    file = lists.get(named.value) if isinstance(named, Text) else None
    return file if isinstance(file, Text) else None


def options_of(name: Text | None, document: Document) -> object:
    """Return the options of what is called so, or the name of their list."""
    known: dict[str, QuestionEntry | ValueEntry] = {}
    known |= {one.id.value: one for one in document.questions}
    known |= {one.id.value: one for one in document.values}
    entry = None if name is None else known.get(name.value)
    if entry is not None and entry.like is not None:
        entry = known.get(entry.like.value)
    return None if entry is None else entry.options


@immutable
class Columns:
    """Put columns of CSV files into the values of a tree file.

    Args:
        written: The file as written, in which lists name their CSV files.
        document: The file with the options of its lists in questions and values.
        files: Returns a CSV file; None after noting that there is none.
        found: Where it is noted what is no column of values.
    """

    written: Document
    document: Document
    files: Files
    found: Diagnostics

    def filled(self) -> tuple[Document, frozenset[str]]:
        """Return the file with rows in its values, and the values that have none."""
        values = self.document.values
        if not any(entry.rows or entry.column for entry in values):
            return self.document, frozenset()
        made = [self.attempt(entry) for entry in values]
        pairs = [*zip(values, made, strict=True)]
        document = attrs.evolve(
            self.document, values=tuple(new or old for old, new in pairs)
        )
        return document, frozenset(old.id.value for old, new in pairs if new is None)

    def attempt(self, entry: ValueEntry) -> ValueEntry | None:
        """Return a value with its rows, None after noting that it has none."""
        try:
            check_keys(entry)
            return self.with_rows(entry, entry.column) if entry.column else entry
        except TreeError as error:
            self.found.add(error.finding)
            return None

    def with_rows(self, entry: ValueEntry, column: Text) -> ValueEntry | None:
        file = entry.rows or file_of_list(entry, self.written)
        if file is None:
            message = f"`{entry.by}` has no options from a CSV file"
            advice = "name the file that has the column, as in `rows: rates.csv`"
            raise fail("T111", message, column, advice)
        sheet = self.files(file)
        if sheet is None:
            return None
        if not sheet.rows:
            raise no_rows(file)
        head = [text.value for text in sheet.head]
        key = "id" if entry.rows is None else key_of(file, head)
        ids, cells = head.index(key), place_of(column, file, head)
        pairs = [(row[ids], row[cells]) for row in sheet.rows]
        wrong = [*self.wrong_keys(key, pairs), *self.wrong_cells(entry, column, pairs)]
        for finding in wrong:
            self.found.add(finding)
        if wrong:
            return None
        rows = tuple(RowEntry(one, one.span, is_=cell) for one, cell in pairs)
        plain = attrs.evolve(entry, rows=None, column=None)
        if key == "id":
            return attrs.evolve(plain, is_=rows)
        return attrs.evolve(plain, from_=rows)

    def wrong_keys(self, key: str, pairs: Sequence[Pair]) -> Iterator[Finding]:
        """Yield what is no option or threshold, or is written twice."""
        seen = set[str]()
        for text, _ in pairs:
            if not KEYS[key].accepts(text.value):
                yield unfit(key, text, KEYS[key])
            elif text.value in seen:
                message = f"`{text}` is written twice"
                yield Finding.at("T112", message, text, "keep one")
            seen.add(text.value)

    def wrong_cells(
        self, entry: ValueEntry, column: Text, pairs: Sequence[Pair]
    ) -> Iterator[Finding]:
        """Yield what is no number or day, or none of the words of a value."""
        own = options_of(entry.like, self.document) if entry.like else entry.options
        words = [one.id.value for one in own] if isinstance(own, tuple) else []
        is_word, number = bool(entry.options or entry.like), f.THRESHOLD
        for _, cell in pairs:
            if not is_word and not number.accepts(cell.value):
                yield unfit(column.value, cell, number)
            elif words and cell.value not in words:
                message = f"`{entry.id}` has no option `{shortened(cell.value)}`"
                advice = did_you_mean(cell.value, words)
                yield Finding.at("T201", message, cell, advice)


def check_keys(entry: ValueEntry) -> None:
    """Refuse a column that goes by nothing, or beside rows that are written out."""
    one = entry.column or entry.rows
    if one is None:
        return
    if entry.column is None:
        message = f"`{entry.id}` has `rows`, and no `column`"
        raise fail("T111", message, one, "say which column of the file it is")
    if entry.by is None:
        message = f"`{entry.id}` has a `column`, and no `by`"
        raise fail("T111", message, one, "write `by:` and what the rows go by")
    if entry.is_ or entry.from_:
        other = "is" if entry.is_ else "from"
        message = f"`{entry.id}` is of two kinds: it has `column`, and `{other}`"
        raise fail("T111", message, one, "keep one of them")


def no_rows(file: Text) -> TreeError:
    """Return that a file says nothing below the names of its columns."""
    message = f"`{file}` has no rows"
    return fail("T112", message, file, "write them below its first line")


def key_of(file: Text, head: Sequence[str]) -> str:
    """Return the column of a file that says what its rows are for."""
    found = [key for key in KEYS if key in head]
    if len(found) != 1:
        has = "both a column `id` and" if found else "no column `id`, nor"
        message = f"`{file}` has {has} a column `from`"
        advice = "say what its rows are for: options in `id`, or thresholds in `from`"
        raise fail("T112", message, file, advice)
    return found[0]


def place_of(column: Text, file: Text, head: Sequence[str]) -> int:
    """Return where a column stands in a file."""
    if head.count(column.value) != 1:
        message = f"`{file}` has no column `{column}`"
        advice = did_you_mean(column.value, head)
        if column.value in head:
            message = f"`{file}` has two columns `{column}`"
            advice = "rename one of them"
        raise fail("T112", message, column, advice)
    return head.index(column.value)


def unfit(column: str, cell: Text, scalar: f.Scalar) -> Finding:
    """Return that a cell of a column is not what stands there."""
    shown = shortened(cell.value)
    message = f"`{column}` cannot be " + (f"`{shown}`" if shown else "empty")
    return Finding.at("T112", message, cell, f"write {scalar.form}")
