"""Lists: options by name, put into each question and value that has them.

A list is written in the file, or is a CSV file beside it. So it is hashed, reviewed and
drawn as if every question said its options itself.
"""

from collections.abc import Callable, Container, Mapping
from typing import TypeVar

import attrs

from triage.base.diagnostics import Diagnostics
from triage.base.immutable import immutable
from triage.base.suggest import did_you_mean
from triage.base.text import Text
from triage.linker.columns import columns_read, no_rows, unfit
from triage.treefile import fields as f
from triage.treefile.document import (
    Document,
    ListEntry,
    OptionEntry,
    QuestionEntry,
    ValueEntry,
    WordEntry,
)
from triage.treefile.sheet import Sheet

E = TypeVar("E", QuestionEntry, ValueEntry)

Files = Callable[[Text], Sheet | None]

MAY_LACK: Mapping[str, f.Scalar] = {
    "points": f.NUMBER,
    "alone": f.FLAG,
    "name": f.WORD,
}
COLUMNS: Mapping[str, f.Scalar] = {"id": f.ID, "text": f.TEXT, **MAY_LACK}
"""What the columns of a CSV file hold, and which of them may be missing."""


@immutable
class SpelledOut:
    """Hold a file whose questions have options of their own, but those in need."""

    document: Document
    broken: frozenset[str] = frozenset()  # what has a list that is none


def spelled_out(document: Document, files: Files, found: Diagnostics) -> SpelledOut:
    """Return a file with the options of lists put into its questions and values."""
    both: tuple[QuestionEntry | ValueEntry, ...]
    both = (*document.questions, *document.values)
    if not document.lists and all(isinstance(x.options, tuple) for x in both):
        return SpelledOut(document)
    read = columns_read(document)
    lists = {one.id.value: filled(one, files, read, found) for one in document.lists}
    questions = [spelled(entry, lists, found) for entry in document.questions]
    values = [spelled(entry, lists, found) for entry in document.values]
    made = zip(both, (*questions, *values), strict=True)
    broken = {entry.id.value for entry, one in made if one is None}
    broken |= {x.id.value for x in both if x.like and x.like.value in broken}
    document = attrs.evolve(
        document,
        lists=tuple(one or document.lists[n] for n, one in enumerate(lists.values())),
        questions=kept(document.questions, questions),
        values=kept(document.values, values),
    )
    return SpelledOut(document, frozenset(broken))


def kept(written: tuple[E, ...], made: list[E | None]) -> tuple[E, ...]:
    return tuple(one or entry for entry, one in zip(written, made, strict=True))


def spelled(
    entry: E, lists: Mapping[str, ListEntry | None], found: Diagnostics
) -> E | None:
    """Return a question or value with the options of its list, None if it has none."""
    name = entry.options
    if not isinstance(name, Text):
        return entry
    if name.value not in lists:
        advice = did_you_mean(name.value, lists) or "declare it under `lists`"
        found.error("T201", f"no list is called `{name}`", name, advice)
        return None
    named = lists[name.value]
    if named is None:
        return None
    listed = entries(named)
    made = tuple(one for one in listed if isinstance(one, OptionEntry))
    if len(made) < len(listed) or not made:
        message = f"the options of `{name}` have no texts"
        advice = "write `id: text` for each; a list of ids is for conditions"
        found.error("T111", message, name, advice)
        return None
    if isinstance(entry, QuestionEntry):
        return attrs.evolve(entry, options=made)
    words = (WordEntry(x.id, x.span, text=x.text, name=x.name) for x in made)
    return attrs.evolve(entry, options=tuple(words))


def filled(
    one: ListEntry,
    files: Files,
    read: Mapping[str, frozenset[str]],
    found: Diagnostics,
) -> ListEntry | None:
    """Return a list with its options, None after noting that its file has none."""
    if not isinstance(one.options, Text):
        return one
    sheet, before = files(one.options), len(found.findings)
    known = {*COLUMNS, *read.get(one.options.value, ())}
    made = None
    if sheet is not None and not sheet.rows:
        found.add(no_rows(one.options).finding)
    elif sheet is not None:
        made = from_sheet(one.options, sheet, known, found)
    if made is None or len(found.findings) > before:
        return None
    return attrs.evolve(one, options=made)


def from_sheet(
    file: Text, sheet: Sheet, columns: Container[str], found: Diagnostics
) -> tuple[OptionEntry, ...] | None:
    """Return the options in a CSV file, noting what is no option."""
    head = {text.value: number for number, text in enumerate(sheet.head)}
    for text in sheet.head:
        if text.value not in columns and not text.value.startswith("x-"):
            message = f"`{text}` is no column of a list, and no value reads it"
            advice = f"read it with `column: {text}`, or call a note `x-{text}`"
            found.error("T112", message, text, advice)
    for name in ("id", "text"):
        if name not in head:
            message = f"`{file}` has no column `{name}`"
            found.error("T112", message, file, "its first line names them: id, text")
            return None
    made: dict[str, OptionEntry] = {}
    for row in sheet.rows:
        cells = {name: row[head[name]] for name in COLUMNS if name in head}
        for name in MAY_LACK:
            if not cells.get(name, file).value:
                del cells[name]
        wrong = next(
            (n for n, t in cells.items() if not COLUMNS[n].accepts(t.value)), ""
        )
        if wrong:
            found.add(unfit(wrong, cells[wrong], COLUMNS[wrong]))
        elif (name := cells["id"].value) in made:
            found.error("T112", f"`{name}` is written twice", cells["id"], "keep one")
        else:
            made[name] = OptionEntry(
                cells["id"],
                text=cells["text"],
                points=cells.get("points"),
                alone=cells.get("alone"),
                name=cells.get("name"),
            )
    return tuple(made.values())


def entries(one: ListEntry) -> tuple[OptionEntry | Text, ...]:
    """Return what a list has been filled with."""
    return () if isinstance(one.options, Text) else one.options


def ids(one: ListEntry) -> tuple[str, ...]:
    """Return the ids of the options of a list."""
    listed = entries(one)
    return tuple(x.id.value if isinstance(x, OptionEntry) else x.value for x in listed)
