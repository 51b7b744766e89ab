"""Batch: the people of a file, decided part by part, whatever stops it in between."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import chain
from typing import Any, BinaryIO, TypeAlias, TypedDict, Unpack

import attrs
import numpy as np

from triage.base.files import FileError
from triage.frames.files.counts import Counts
from triage.frames.files.csv_rows import lines_of
from triage.frames.files.journal import Place, settle
from triage.frames.files.lock import alone
from triage.frames.files.part import Part, Refused, Rows, Where, refuse_nothing
from triage.frames.files.task import Task, Told
from triage.frames.output import Column, some, values
from triage.frames.rows import NAMES
from triage.model.tree import Tree

Files: TypeAlias = Sequence[BinaryIO]

HEAD = ("row", "line", "reason")
"""The columns of the file of rows that are refused."""


class Choices(TypedDict, total=False):
    """Say what becomes of rows, and of files that are there.

    Args:
        rejects: Where rows go that are refused; beside the results, unless it is said.
        partial: Whether questions may have no column: then nobody answers them.
        prefix: What the names of the added columns begin with.
        strict: Whether rows with a wrong answer are refused, too.
        force: Whether results are replaced that are there already.
    """

    rejects: str
    partial: bool
    prefix: str
    strict: bool
    force: bool


class FileChoices(Choices, total=False):
    """Say besides how it is decided.

    Args:
        today: The day on which it is decided, of a tree that reads ``today``.
        allow_retired: Whether a tree decides although it is retired.
    """

    today: date | None
    allow_retired: bool


def decide_file(
    tree: Tree,
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    told: Told = lambda _rows, _share: None,
    **how: Unpack[FileChoices],
) -> Counts:
    r"""Decide each row of a file, and write all of them with what is decided.

    It holds no more than a part of the file at once. Stopped at any moment, it goes on
    from there when it is called again, and comes to the same files.

    Args:
        tree: The tree.
        source: A file of CSV, Parquet or JSON lines, by the end of its name.
        target: Where the results go, in any of these formats.
        told: Told after each part how many rows are read, and which share that is.
        **how: As ``decide`` takes them, ``partial``, ``prefix``, ``today`` and
            ``allow_retired``; ``rejects``, where rows go that are refused (beside the
            results, unless it is said); ``strict``, whether those with a wrong answer
            are, too; and ``force``, whether files are replaced that are there.

    Raises:
        TriageError: A file cannot be read or written, or is there already.
        FrameError: Columns are missing, or of a type that can be no answer.
        RetiredTree: The tree is retired.
        AnswerError: The tree says nothing of the day.
        MissingExtra: The library that a format needs is not installed.

    >>> import os, tempfile
    >>> import triage.frames
    >>> folder = tempfile.TemporaryDirectory()
    >>> people, decided = (os.path.join(folder.name, x) for x in ("in.csv", "out.csv"))
    >>> with open(people, "w") as file:
    ...     _ = file.write("name,walks\nA,yes\nB,\n")
    >>> tree = triage.load("start")
    >>> counts = triage.frames.decide_file(tree, people, decided, partial=True)
    >>> counts.rows, counts.refused, dict(counts.found["undecided"])
    (2, 0, {'walks': 1})
    >>> folder.cleanup()
    """
    names = os.fspath(source), os.fspath(target)
    return run(Task(tree, *names, told, **how))


def run(task: Task) -> Counts:
    """Decide all rows, or those that are left, and return how many came to what."""
    with failing(task), ExitStack() as held:
        for lock in task.journal.locks:
            held.enter_context(alone(lock, task.journal.mode))
        begun, place = task.begun()
        if not place.whole:
            place = decide(task, begun, place)
        if not task.force:
            task.journal.refuse_present(place)
        task.journal.publish()
    return place.counts


@contextmanager
def failing(task: Task) -> Iterator[None]:
    """Say of which file the system refuses something.

    Raises:
        FileError: It does so.
    """
    try:
        yield
    except FileNotFoundError as error:
        gone = f"{error.filename} is gone"
        message = f"{gone}: does something else write {task.target} at the same time?"
        raise FileError(message) from error
    except OSError as error:
        name = error.filename or task.target
        raise FileError(f"{name}: {error.strerror or error}") from error


def decide(task: Task, begun: Mapping[str, Any], place: Place) -> Place:
    """Decide the rows that are left, and return where that ends."""
    reader, journal, decided = task.reader, task.journal, task.decided(begun)
    parts, total = reader.parts(place.mark), reader.total
    fresh = not any(place.written)
    if fresh:
        parts = checked(task.source, parts)
        journal.keep(begun, place)
    with journal.going_on(place) as files:
        if fresh:
            names = [*reader.names, *decided.added]
            append(files, task.into.head(names), lines_of([HEAD]))
        for part in parts:
            place = put(task, files, decided.columns(part.rows.table), part, place)
            journal.keep(begun, place)
            task.told(place.mark.rows, place.mark.at / (total or 1))
    task.refuse_changed()
    if whole := task.into.whole:
        results, ready = journal.parts[0], journal.ready[0]
        with journal.opened(ready, os.O_TRUNC) as file:
            whole(str(results), file)
            settle(file)
    place = attrs.evolve(place, whole=True)
    journal.keep(begun, place)
    return place


def checked(name: str, parts: Iterator[Part]) -> Iterator[Part]:
    """Return the parts of a file that begins with something that is a row."""
    first = next(parts)
    refuse_nothing(name, first)
    return chain([first], parts)


def put(
    task: Task, files: Files, columns: Mapping[str, Column], part: Part, place: Place
) -> Place:
    """Write what is decided of a part, and return where that ends."""
    rows, columns, refused = (
        parted(part, columns) if task.strict else (part.rows, columns, part.refused)
    )
    lines = lines_of((*cells(where), reason) for where, reason in refused)
    append(files, task.into.written(rows, columns), lines)
    place.counts.add(named(columns), len(refused))
    ends = [file.tell() for file in files]
    return Place(part.end, ends, place.counts)


def cells(where: Where) -> tuple[str, str]:
    """Return how it is written where a row stands; a table of arrow has no lines."""
    number, line = where
    return str(number), "" if line is None else str(line)


def parted(
    part: Part, columns: Mapping[str, Column]
) -> tuple[Rows, Mapping[str, Column], Sequence[Refused]]:
    """Return the rows without a problem, what is decided of them, and the others."""
    reasons = values(named(columns)["problems"])
    kept = [row for row, reason in enumerate(reasons) if reason is None]
    wrong = zip(part.rows.places, reasons, strict=True)
    refused = sorted((*part.refused, *(pair for pair in wrong if pair[1])))
    left = {name: some(column, np.array(kept, int)) for name, column in columns.items()}
    return part.rows.only(kept), left, refused


def named(columns: Mapping[str, Column]) -> Mapping[str, Column]:
    """Return columns of results by their own names, without a prefix."""
    return dict(zip(NAMES, columns.values(), strict=False))


def append(files: Files, *found: bytes) -> None:
    """Write behind what is there, so that it stays."""
    for file, data in zip(files, found, strict=True):
        file.write(data)
        settle(file)
