"""Rows: a CSV file whose rows are cases, as though each stood in a cases file.

A column is called as a question, for the answers to it; ``expect.urgency`` and the
like, for what must come of them; ``shows.`` and a value; ``case.id`` or ``case.says``.
An empty cell says nothing, but that a text was left blank. Where several ids stand in
a cell, commas part them.
"""

import re
from collections.abc import Iterable
from itertools import compress
from typing import Any

from triage.base.diagnostics import Diagnostics
from triage.base.exceptions import collect
from triage.base.kinds import Subset
from triage.base.pattern import pattern
from triage.base.suggest import did_you_mean
from triage.base.text import Text
from triage.cases.casefile import (
    AnswerEntry,
    CaseEntry,
    CasesDocument,
    ExpectEntry,
)
from triage.cases.model import KEYS, Case
from triage.cases.resolve import READ, resolve
from triage.model.tree import Tree
from triage.treefile.sheet import Sheet

CASE = ("case.id", "case.says")
EXPECTED = tuple(f"expect.{key}" for key in KEYS if key != "shows")
SHOWS = "shows."
ONE = ("urgency", "ends")
"""What a case expects once; all else is a list."""

WORD = pattern(r"[^\s,;]+")
TEXT = pattern(r"[^\s,;](?:[^,;]*[^\s,;])?")
"""Words that are read, of which several are parted by commas."""


def cases_in(sheet: Sheet, tree: Tree) -> tuple[Case, ...]:
    r"""Return the rows of a CSV file as cases of a tree.

    Raises:
        InvalidTree: A column or a cell is none of the tree, with every finding at once.

    >>> import triage
    >>> from triage.base.text import Source
    >>> from triage.treefile.sheet import read_sheet
    >>> rows = Source("rows.csv", "walks,expect.ends\nyes,minor\n")
    >>> [case.id for case in cases_in(read_sheet(rows), triage.load("start"))]
    ['row_2']
    """
    found = Diagnostics()
    collect(found, lambda: check(sheet, tree, found))
    entries = tuple(entry(sheet.head, row, tree) for row in sheet.rows)
    whole = Text(tree.id, sheet.head[0].span)
    document = CasesDocument(
        span=sheet.span,
        triage_cases=Text.of("1"),
        tree=whole,
        base=(),
        cases=entries,
    )
    return resolve(document, tree)


def check(sheet: Sheet, tree: Tree, found: Diagnostics) -> None:
    """Note columns that are called as nothing of the tree, and what is called alike."""
    known = (*CASE, *EXPECTED, *(SHOWS + name for name in tree.show), *tree.questions)
    for name in sheet.head:
        if name.value not in known:
            advice = did_you_mean(name.value, known) or "call it as a question"
            message = f"`{name}` is no question of `{tree.id}`"
            found.error("T702", message, name, advice)
    at = [name.value == CASE[0] for name in sheet.head]
    ids = [cell for row in sheet.rows for cell in compress(row, at)]
    for kind, names in (("columns", sheet.head), ("rows", ids)):
        seen = set[str]()
        for name in names:
            if name.value and name.value in seen:
                message = f"two {kind} are called `{name}`"
                found.error("T706", message, name, "give one of them another name")
            seen.add(name.value)


def entry(head: Iterable[Text], row: Iterable[Text], tree: Tree) -> CaseEntry:
    """Return a row as it would be written in a cases file."""
    cells = {name.value: (name, cell) for name, cell in zip(head, row, strict=True)}
    texts = {name for name, question in tree.questions.items() if question.is_text}
    said = {name: x for name, x in cells.items() if x[1].value or name in texts}
    first = next(iter(cells.values()))[1]
    line = first.span.line
    unsaid = Text(f"row_{line}", first.span)
    name, says = (said[key][1] if key in said else unsaid for key in CASE)
    return CaseEntry(
        id=name,
        span=first.span,
        says=says,
        answers=tuple(
            AnswerEntry(at, at.span, is_=words(cell, several=is_list(tree, at.value)))
            for at, cell in said.values()
            if at.value in tree.questions
        ),
        expect=ExpectEntry(span=first.span, **expected(said.values())),
    )


def expected(said: Iterable[tuple[Text, Text]]) -> dict[str, Any]:
    """Return what a row expects, by the keys of a cases file."""
    found: dict[str, Any] = {}
    shows = list[AnswerEntry]()
    for at, cell in said:
        if at.value in EXPECTED:
            key = at.value.partition(".")[2]
            parts = parted(cell, TEXT if key in READ else WORD)
            found[key] = cell if key in ONE else parts
        elif at.value.startswith(SHOWS):
            value = Text(at.value.removeprefix(SHOWS), at.span)
            shows.append(AnswerEntry(value, at.span, is_=words(cell, several=True)))
    return found | {"shows": tuple(shows)}


def is_list(tree: Tree, name: str) -> bool:
    return isinstance(tree.questions[name].domain, Subset)


def words(cell: Text, *, several: bool) -> tuple[Text, ...]:
    """Return the ids in a cell, each with its place; or all of it as one."""
    return parted(cell, WORD) if several else (cell,)


def parted(cell: Text, part: re.Pattern[str]) -> tuple[Text, ...]:
    """Return the parts of a cell, each with its place."""
    return tuple(
        Text(found[0], cell.part(found.start(), found.end()))
        for found in part.finditer(cell.value)
    )
