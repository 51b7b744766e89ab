"""Task: a file to be decided, where that goes, and what stands in its way."""

import os
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from stat import S_IMODE, S_ISREG
from typing import Any, TypeAlias

from triage import __version__
from triage.base.dates import local_day
from triage.base.files import FileError, failed, place_for
from triage.base.immutable import immutable
from triage.base.wording import quoted
from triage.engine.today import refuse_outside
from triage.frames.deciding import Decided
from triage.frames.files.formats import format_of
from triage.frames.files.journal import AGAIN, Journal, Place, refuse_other
from triage.frames.files.part import SIZE, Format, Reader, Wanted
from triage.frames.sources import FrameError, sources
from triage.model.tree import TODAY, Tree

Told: TypeAlias = Callable[[int, float], None]
"""Told how many rows are read, and which share of the file that is."""

Begun: TypeAlias = tuple[Mapping[str, Any], Place]
"""How it was begun, and how far it came."""

PREFIX = "give a `prefix` for the columns that are added (--prefix)"
OTHER = "give the rejects another name"


def rejects_beside(target: str) -> str:
    """Return where rows go that are refused, unless it is said."""
    return f"{target}.rejects.csv"


@immutable
class Task:
    """Be a file to be decided: see ``decide_file``.

    Args:
        size: How many rows of text are decided at once.
    """

    tree: Tree
    source: str
    target: str
    told: Told
    rejects: str = ""
    partial: bool = False
    prefix: str = ""
    strict: bool = False
    today: date | None = None
    allow_retired: bool = False
    force: bool = False
    size: int = SIZE

    @cached_property
    def into(self) -> Format:
        return format_of(self.target)

    @cached_property
    def reader(self) -> Reader:
        added = self.decided_on(local_day()).added
        wanted = Wanted(self.tree.questions, self.into.as_objects, added, self.size)
        return format_of(self.source).reader(self.source, wanted)

    @cached_property
    def stat(self) -> os.stat_result:
        """What the file is like.

        Raises:
            FileError: It is none.
        """
        try:
            found = Path(self.source).stat()
        except (OSError, ValueError) as error:
            raise failed(self.source, "read", error) from None
        if not S_ISREG(found.st_mode):
            raise FileError(f"{self.source}: cannot be read: not an ordinary file")
        return found

    @cached_property
    def journal(self) -> Journal:
        rejects = self.rejects or rejects_beside(self.target)
        places = [place_for(name) for name in (self.target, rejects)]
        if len({*places, Path(self.source).resolve()}) < len(places) + 1:
            raise FileError("the input, the results and the rejects need three names")
        made = self.into.whole is not None
        journal = Journal(places, S_IMODE(self.stat.st_mode) & 0o666, made)
        if twice := {*places} & {*journal.others}:
            raise FileError(f"{twice.pop()} is needed until all is there: {OTHER}")
        return journal

    def begun(self) -> Begun:
        """Return how it was begun, now or at an earlier time, and how far it came.

        Raises:
            FileError: It was begun otherwise, or there are such files already.
            FrameError: There are columns that cannot be decided, or written.
            AnswerError: The tree says nothing of the day.
        """
        self.tree.refuse_retired(allowed=self.allow_retired)
        now = {**self.described(), "day": local_day().isoformat()}
        run, place = self.kept() or (now, Place())
        self.refuse(self.decided(run))
        return run, place

    def decided(self, run: Mapping[str, Any]) -> Decided:
        """Return what decides rows, on the day on which it was begun."""
        return self.decided_on(date.fromisoformat(run["day"]))

    def decided_on(self, day: date) -> Decided:
        return Decided(self.tree, self.partial, self.prefix, self.today, day)

    def refuse(self, decided: Decided) -> None:
        """Refuse columns that cannot be decided or written, and a day.

        Raises:
            FrameError: There are such columns.
            AnswerError: The tree says nothing of the day.
        """
        if twice := decided.taken(self.reader.names):
            message = f"{self.source} has {quoted(twice)} already: {PREFIX}"
            raise FrameError(message)
        sources(self.tree, self.reader.types, partial=self.partial)
        if unsaid := {} if self.into.holds_all else self.reader.unsaid:
            kinds = ", ".join(f"`{name}` ({kind})" for name, kind in unsaid.items())
            raise FrameError(f"no text can say the values of {kinds}: write Parquet")
        if TODAY in self.tree.questions:
            refuse_outside(self.tree.questions[TODAY], decided.day)

    def kept(self) -> Begun | None:
        """Return how it was begun, and how far it came; None where it only begins.

        Raises:
            FileError: It was begun otherwise, or there are such files already.
        """
        try:
            kept = self.journal.read()
            if kept:
                refuse_other(self.journal.path, kept[0], self.described())
                self.journal.refuse_lost(kept[1])
        except FileError:
            if not self.force:
                raise
            kept = None
        if not self.force:
            self.journal.refuse_present(kept[1] if kept else None)
        return kept

    def described(self) -> Mapping[str, Any]:
        """Return what must be the same where it goes on."""
        stat, day = self.stat, self.today and self.today.isoformat()
        return {
            "version of triage": __version__,
            "tree": [self.tree.id, self.tree.full_logic, self.tree.full_wording],
            "input": [str(Path(self.source).resolve()), stat.st_size, stat.st_mtime_ns],
            "names": [str(path) for path in self.journal.places],
            "options": [self.partial, self.prefix, self.strict, self.size, day],
        }

    def refuse_changed(self) -> None:
        """Refuse a file that became another one while it was read.

        Raises:
            FileError: It did.
        """
        try:
            now = Path(self.source).stat()
        except OSError as error:
            raise failed(self.source, "read", error) from None
        if (now.st_size, now.st_mtime_ns) != (self.stat.st_size, self.stat.st_mtime_ns):
            raise FileError(f"{self.source} was changed while it was read: {AGAIN}")
