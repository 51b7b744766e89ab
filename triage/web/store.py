"""Store: where interviews are kept between two pages, until they expire.

A store keeps texts and compares them; what they mean, and whose they are, it never
knows. Secrets come to it as digests.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Protocol

import attrs

from triage.base.files import failed
from triage.base.immutable import immutable

WEEK = 7 * 24 * 60 * 60
"""How many seconds an interview is kept after its last answer, unless one says so."""

PATIENCE = 5.0
"""How many seconds a file is waited for that others use."""

MEMORY = ":memory:"
"""What SQLite calls a file that is none."""

Clock = Callable[[], float]


@immutable
class Row:
    """Hold what is kept of an interview.

    Args:
        owner: The digest of the secret of the browser whose interview it is.
        tree: The id of the tree.
        record: The interview, as ``Session.to_dict`` says it, as JSON.
        draft: What was typed and refused, as JSON; empty for nothing.
        revision: How often it was written.
    """

    owner: str = attrs.field(repr=False)
    tree: str
    record: str = attrs.field(repr=False)
    draft: str = attrs.field(default="", repr=False)
    revision: int = 0


NOTHING = Row("", "", "")
"""What is kept of no interview."""


class Store(Protocol):
    """Keep interviews by their ids; each method does the whole of its work or nothing.

    Attributes:
        seconds: How long an interview is kept after its last answer.
    """

    seconds: float

    def add(self, name: str, row: Row) -> bool:
        """Keep a new interview, and say whether it did: not where its id is taken."""

    def get(self, name: str) -> Row | None:
        """Return an interview; None if there is none, or it has expired."""

    def put(self, name: str, row: Row) -> bool:
        """Replace an interview, and keep it as long again from now on.

        Nothing is replaced, and False returned, unless it stands at ``row.revision``;
        it is kept with the next.
        """

    def drop(self, name: str, owner: str) -> bool:
        """Delete an interview, with the links to it, and say whether it did.

        Nothing is deleted that is another's by now.
        """

    def link(self, digest: str, name: str, owner: str) -> bool:
        """Keep the digest of a link that leads to an interview once, and no other.

        Nothing is kept, and False returned, where it is another's by now.
        """

    def linked(self, digest: str) -> bool:
        """Return whether a link leads anywhere still, without using it."""

    def follow(self, digest: str, owner: str) -> str:
        """Return the id to which a link leads, this one time; or nothing.

        The interview is the owner's from then on.
        """


class Files:
    """Keep interviews in a SQLite file that nobody else on the machine can read.

    What was answered is on the disk before the next page is sent. Several processes
    can share a file.

    Args:
        path: The file, which is made if it is not there.
        seconds: How long an interview is kept after its last answer.
        clock: What says the time, in seconds.

    Raises:
        TriageError: The file cannot be opened, or is none of SQLite.

    >>> store = Files(":memory:")
    >>> store.add("a", Row("…", "start", "{}"))
    True
    >>> store.get("a").tree
    'start'
    """

    def __init__(
        self, path: str | Path, *, seconds: float = WEEK, clock: Clock = time.time
    ) -> None:
        self.seconds, self.clock = seconds, clock
        self.path, self.lock = str(path), RLock()
        self.base = self.opened()
        # who reads does not wait for the disk of who writes
        alone = self.path == MEMORY
        self.reader = self.base if alone else self.opened()
        self.reading = self.lock if alone else RLock()

    def opened(self) -> sqlite3.Connection:
        before = os.umask(0o077)  # also for what SQLite writes beside the file
        try:
            base = sqlite3.connect(
                self.path, isolation_level=None, check_same_thread=False
            )
            for line in (*SETTINGS, INTERVIEWS, LINKS):
                base.execute(line)
            base.execute(FORGET, [self.clock()])
            base.execute(LOOK)
            if Path(self.path).is_file():  # also one that was there before
                Path(self.path).chmod(0o600)
        except (sqlite3.Error, OSError) as error:
            raise failed(self.path, "opened", OSError(str(error))) from None
        finally:
            os.umask(before)
        return base

    def close(self) -> None:
        """Close the file."""
        self.reader.close()
        self.base.close()

    @contextmanager
    def _at_once(self) -> Iterator[sqlite3.Connection]:
        """Do several things as one, after what expired was forgotten.

        Those who wait for one another wait no longer for the file, each by itself.

        Raises:
            OperationalError: Others have used the file for too long.
        """
        until = time.monotonic() + PATIENCE
        if not self.lock.acquire(timeout=PATIENCE):
            raise sqlite3.OperationalError("database is locked")
        try:
            left = max(0, until - time.monotonic())
            self.base.execute(f"pragma busy_timeout = {left * 1000:.0f}")
            self.base.execute("begin immediate")
            try:
                gone = self.base.execute(FORGET, [self.clock()]).rowcount
                yield self.base
            except BaseException:
                self.base.execute("rollback")
                raise
            self.base.execute("commit")
            if gone:
                self._swept()
        finally:
            self.lock.release()

    @property
    def _until(self) -> float:
        return self.clock() + self.seconds

    def add(self, name: str, row: Row) -> bool:
        """Keep a new interview, unless its id is taken, and say whether it did."""
        values = name, row.owner, row.tree, row.record, row.draft, row.revision
        with self._at_once() as base:
            done = base.execute(
                "insert into interview values (?, ?, ?, ?, ?, ?, ?)"
                " on conflict do nothing",
                [*values, self._until],
            )
        return done.rowcount == 1

    def get(self, name: str) -> Row | None:
        """Return an interview; None if there is none, or it has expired."""
        with self.reading:
            found = self.reader.execute(
                "select owner, tree, record, draft, revision from interview"
                " where name = ? and until > ?",
                [name, self.clock()],
            ).fetchone()
        return Row(*found) if found else None

    def put(self, name: str, row: Row) -> bool:
        """Replace an interview that stands at a revision, and say whether it did."""
        with self._at_once() as base:
            done = base.execute(
                "update interview set owner = ?, tree = ?, record = ?, draft = ?,"
                " revision = revision + 1, until = ? where name = ? and revision = ?",
                [
                    *(row.owner, row.tree, row.record, row.draft),
                    *(self._until, name, row.revision),
                ],
            )
        return done.rowcount == 1

    def drop(self, name: str, owner: str) -> bool:
        """Delete an interview of an owner; nothing of it is left in the file."""
        with self._at_once() as base:
            done = base.execute(
                "delete from interview where name = ? and owner = ?", [name, owner]
            )
        self._swept()
        return done.rowcount == 1

    def _swept(self) -> None:
        """Take what was deleted out of the file in which SQLite keeps what it did."""
        with self.lock:
            self.base.execute("pragma wal_checkpoint(truncate)").fetchall()

    def link(self, digest: str, name: str, owner: str) -> bool:
        """Keep the digest of a link that leads to an interview of an owner, once."""
        with self._at_once() as base:
            is_own = base.execute(
                "select 1 from interview where name = ? and owner = ?", [name, owner]
            ).fetchone()
            if is_own:
                base.execute("delete from link where name = ?", [name])
                base.execute("insert into link values (?, ?)", [digest, name])
        return is_own is not None

    def linked(self, digest: str) -> bool:
        """Return whether a link leads anywhere still, without using it."""
        with self.reading:
            found = self.reader.execute(
                "select 1 from link join interview using (name)"
                " where digest = ? and until > ?",
                [digest, self.clock()],
            ).fetchone()
        return found is not None

    def follow(self, digest: str, owner: str) -> str:
        """Return the id to which a link leads, this one time; or nothing."""
        with self._at_once() as base:
            found = base.execute(
                "delete from link where digest = ? returning name", [digest]
            ).fetchone()
            if found:
                base.execute(
                    "update interview set owner = ?, revision = revision + 1"
                    " where name = ?",
                    [owner, *found],
                )
        return str(found[0]) if found else ""


class Memory(Files):
    """Keep interviews in memory: they are gone when the process ends.

    >>> Memory().get("a") is None
    True
    """

    def __init__(self, *, seconds: float = WEEK, clock: Clock = time.time) -> None:
        super().__init__(MEMORY, seconds=seconds, clock=clock)


SETTINGS = (
    f"pragma busy_timeout = {PATIENCE * 1000:.0f}",
    "pragma journal_mode = wal",
    "pragma synchronous = full",
    "pragma secure_delete = on",
    "pragma foreign_keys = on",
)
INTERVIEWS = """\
create table if not exists interview (
  name text primary key,
  owner text not null,
  tree text not null,
  record text not null,
  draft text not null,
  revision integer not null,
  until real not null
) without rowid"""
LINKS = """\
create table if not exists link (
  digest text primary key,
  name text not null references interview on delete cascade
) without rowid"""
LOOK = "select name, owner, tree, record, draft, revision, until from interview limit 0"
FORGET = "delete from interview where until <= ?"
