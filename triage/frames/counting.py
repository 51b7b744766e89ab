"""Counting: how many rows of a file take each way on in a tree, however long it is."""

import os
from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import chain

import attrs
import numpy as np
from numpy.typing import NDArray

from triage.base.files import failed
from triage.base.foreign import is_gap
from triage.engine.flow import Flow
from triage.frames.columns import Columns
from triage.frames.deciding import Decided, at_once
from triage.frames.files.formats import format_of
from triage.frames.files.part import Mark, Part, Wanted, refuse_nothing
from triage.frames.plan import Onward
from triage.frames.rows import Notes
from triage.frames.sources import named, sources
from triage.frames.walked import Numbered, Rows, Walked
from triage.model.tree import TODAY, Tree


def count_file(
    tree: Tree,
    source: str | os.PathLike[str],
    *,
    partial: bool = False,
    today: date | None = None,
    allow_retired: bool = False,
) -> Flow:
    r"""Return how many rows of a file take each way on.

    Rows that cannot be read, or in which an answer is wrong, are left out and counted.

    Args:
        tree: The tree.
        source: A file of CSV, Parquet or JSON lines, by the end of its name.
        partial: Whether questions may have no column: then nobody answers them.
        today: The day on which it is decided, of a tree that reads ``today``.
        allow_retired: Whether a tree decides although it is retired.

    Raises:
        TriageError: The file cannot be read.
        FrameError: Columns are missing, or of a type that can be no answer.
        RetiredTree: The tree is retired.
        AnswerError: The tree says nothing of the day.
        MissingExtra: The library that a format needs is not installed.

    >>> import os, tempfile
    >>> import triage.frames
    >>> folder = tempfile.TemporaryDirectory()
    >>> people = os.path.join(folder.name, "people.csv")
    >>> with open(people, "w") as file:
    ...     _ = file.write("walks\nyes\nno\nmaybe\n")
    >>> found = triage.frames.count_file(triage.load("start"), people, partial=True)
    >>> found.people, found.left_out, found.told["minor"]
    (2, 1, 1)
    >>> folder.cleanup()
    """
    tree.refuse_retired(allowed=allow_retired)
    decided = Decided(tree, partial, "", None if is_gap(today) else today)
    counting, name = Counting(decided), os.fspath(source)
    reader = format_of(name).reader(name, Wanted(tree.questions, as_objects=False))
    try:
        parts = reader.parts(Mark())
        first = next(parts)
        refuse_nothing(name, first)
        for part in chain([first], parts):
            counting.add(part)
    except OSError as error:
        raise failed(name, "read", error) from None
    unread = tuple(name for name in reader.names if name not in counting.read)
    return attrs.evolve(counting.flow, unread=unread)


class Counting:
    """Count rows, part by part.

    Args:
        decided: How rows are decided.
    """

    def __init__(self, decided: Decided) -> None:
        self.decided, self.plan = decided, decided.deciding.plan
        self.people = self.left_out = 0
        self.known, self.read = {TODAY}, set[str]()
        self.ways, self.told = Counter[int](), Counter[str]()

    @property
    def flow(self) -> Flow:
        """What was counted."""
        tree = self.decided.tree
        unknown = tuple(name for name in tree.questions if name not in self.known)
        return Flow(tree, self.people, self.ways, self.told, self.left_out, unknown)

    def add(self, part: Part) -> None:
        """Count the rows of a part."""
        table, tree = part.rows.table, self.decided.tree
        where = sources(tree, table.types(tree.questions), partial=self.decided.partial)
        self.known.update(where)
        self.read.update(named(where))
        self.left_out += len(part.refused)
        size = at_once(self.decided.deciding.columns)
        for _, columns in table.parts(named(where), size):
            notes = Notes(columns.count)
            self.count(self.decided.given(columns, where, notes), notes)

    def count(self, given: Numbered, notes: Notes) -> None:
        """Count rows by what they answer, but those of which something is wrong."""
        taken: list[tuple[Onward, Rows]] = []
        engine = Columns(self.plan, lambda way, rows: taken.append((way, rows)))
        walked = engine.walk(given, notes.count)
        right = np.ones(notes.count, bool)
        for rows in chain(
            *notes.found.values(), (w[-1] for w in engine.broken(walked))
        ):
            right[rows] = False
        people = int(right.sum())
        self.people += people
        self.left_out += notes.count - people
        for way, rows in taken:
            self.ways[way.number] += int(right[rows].sum())
        self.told.update(told(walked, right))


def told(walked: Walked, right: NDArray[np.bool_]) -> Mapping[str, int]:
    """Return how many of some rows are told each recommendation."""
    plan, found = walked.plan, dict[int, NDArray[np.bool_]]()
    for site, number in enumerate(plan.told):
        found[number] = found.get(number, False) | walked.sites.has(site)
    names = [*plan.tree.recommendations]
    for number in range(len(names)):
        found[number] = found.get(number, False) | (walked.end == number)
    return {names[n]: int((here & right).sum()) for n, here in found.items()}
