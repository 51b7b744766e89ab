"""Database: interviews kept in any database that SQLAlchemy speaks to."""

import time
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Delete,
    Engine,
    Float,
    Insert,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Update,
    create_engine,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.pool import SingletonThreadPool

from triage.base.exceptions import TriageError
from triage.web.store import WEEK, Clock, Row

META = MetaData()
INTERVIEW = Table(
    "triage_interview",
    META,
    Column("name", String(64), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("tree", String(200), nullable=False),
    Column("record", Text, nullable=False),
    Column("draft", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("until", Float(53), nullable=False, index=True),
)
LINK = Table(
    "triage_link",
    META,
    Column("digest", String(64), primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
)
KEPT = ("owner", "tree", "record", "draft")


class Database:
    """Keep interviews in a database of a server, such as PostgreSQL.

    Several machines can share it. Two tables are made if they are not there:
    ``triage_interview`` and ``triage_link``. It needs the extra ``database``, and the
    driver of the database.

    Args:
        engine: The URL of the database, or an engine of SQLAlchemy whose errors say
            nothing of what is kept: ``create_engine(…, hide_parameters=True)``.
        seconds: How long an interview is kept after its last answer.
        clock: What says the time, in seconds.

    Raises:
        TriageError: The database cannot be opened, or each thread would have one of
            its own; or the engine tells answers.

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> store = Database(f"sqlite:///{folder.name}/interviews.db")
    >>> store.add("a", Row("…", "start", "{}"))
    True
    >>> store.get("a").tree
    'start'
    >>> store.close()
    >>> folder.cleanup()
    """

    def __init__(
        self, engine: Engine | str, *, seconds: float = WEEK, clock: Clock = time.time
    ) -> None:
        self.seconds, self.clock = seconds, clock
        try:
            self.engine = shared(opened(engine))
            META.create_all(self.engine)
        except (SQLAlchemyError, ImportError) as error:
            what = type(error).__name__  # its text may say a password
            message = f"the database of interviews cannot be opened: {what}"
            raise TriageError(message) from None

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    @property
    def _until(self) -> float:
        return self.clock() + self.seconds

    def add(self, name: str, row: Row) -> bool:
        """Keep a new interview, unless its id is taken, and say whether it did."""
        with self.engine.begin() as base:
            self._forget(base)
        try:
            with self.engine.begin() as base:
                new = {"name": name, "revision": row.revision, "until": self._until}
                base.execute(insert(INTERVIEW).values(**new, **kept(row)))
        except IntegrityError:
            if self.get(name) is None:
                raise
            return False
        return True

    def _forget(self, base: Connection) -> None:
        """Delete what has expired, with the links to it."""
        gone = INTERVIEW.c.until <= self.clock()
        names = select(INTERVIEW.c.name).where(gone)
        base.execute(names.order_by(INTERVIEW.c.name).with_for_update())
        base.execute(delete(LINK).where(LINK.c.name.in_(names)))
        base.execute(delete(INTERVIEW).where(gone))

    def get(self, name: str) -> Row | None:
        """Return an interview; None if there is none, or it has expired."""
        columns = [INTERVIEW.c[column] for column in (*KEPT, "revision")]
        open_still = INTERVIEW.c.until > self.clock()
        asked = select(*columns).where(INTERVIEW.c.name == name, open_still)
        with self.engine.connect() as base:
            found = base.execute(asked).one_or_none()
        return Row(*found) if found else None

    def put(self, name: str, row: Row) -> bool:
        """Replace an interview that stands at a revision, and say whether it did."""
        here = (
            INTERVIEW.c.name == name,
            INTERVIEW.c.revision == row.revision,
            INTERVIEW.c.until > self.clock(),
        )
        new = {"revision": row.revision + 1, "until": self._until, **kept(row)}
        with self.engine.begin() as base:
            done = base.execute(update(INTERVIEW).where(*here).values(**new))
        return done.rowcount == 1

    def drop(self, name: str, owner: str) -> bool:
        """Delete an interview of an owner, with the links to it."""
        here = self._owned(name, owner)
        return self._without_links(name, delete(INTERVIEW).where(*here))

    def link(self, digest: str, name: str, owner: str) -> bool:
        """Keep the digest of a link that leads to an interview of an owner, once."""
        here = self._owned(name, owner)
        same = update(INTERVIEW).where(*here).values(owner=owner)
        new = insert(LINK).values(digest=digest, name=name)
        return self._without_links(name, same, new)

    def _owned(self, name: str, owner: str) -> tuple[ColumnElement[bool], ...]:
        """Return what holds of an interview that is an owner's, and has not expired."""
        own = INTERVIEW.c.name == name, INTERVIEW.c.owner == owner
        return *own, INTERVIEW.c.until > self.clock()

    def _without_links(self, name: str, change: Update | Delete, *more: Insert) -> bool:
        """Change an interview, and take the links to it away; or neither of both.

        The interview comes first, as wherever both are changed: so whoever is second
        waits for all that the first does, and none for another that waits for it.
        """
        with self.engine.connect() as base:
            if base.execute(change).rowcount != 1:
                return False
            base.execute(delete(LINK).where(LINK.c.name == name))
            for one in more:
                base.execute(one)
            base.commit()
        return True

    def linked(self, digest: str) -> bool:
        """Return whether a link leads anywhere still, without using it."""
        with self.engine.connect() as base:
            return self._led(base, digest) != ""

    def _led(self, base: Connection, digest: str) -> str:
        """Return the id to which a link leads; empty for nowhere."""
        asked = select(LINK.c.name).where(
            LINK.c.digest == digest,
            LINK.c.name == INTERVIEW.c.name,
            INTERVIEW.c.until > self.clock(),
        )
        return base.execute(asked).scalar_one_or_none() or ""

    def follow(self, digest: str, owner: str) -> str:
        """Return the id to which a link leads, this one time; or nothing."""
        new = {"owner": owner, "revision": INTERVIEW.c.revision + 1}
        with self.engine.connect() as base:
            name = self._led(base, digest)
            here = INTERVIEW.c.name == name
            base.execute(update(INTERVIEW).where(here).values(**new))
            used = base.execute(delete(LINK).where(LINK.c.digest == digest))
            if used.rowcount != 1:  # of two at once, one was faster
                return ""
            base.commit()
        return name


def opened(engine: Engine | str) -> Engine:
    """Return an engine whose errors say nothing of what is kept.

    Raises:
        TriageError: They would.
    """
    if isinstance(engine, str):
        return create_engine(engine, hide_parameters=True)
    if not engine.hide_parameters:
        message = "errors of this engine would tell what people answered"
        raise TriageError(f"{message}: make it with `hide_parameters=True`")
    return engine


def shared(engine: Engine) -> Engine:
    """Return an engine whose database all threads share.

    Raises:
        TriageError: Each would have one of its own, as SQLite does in memory.
    """
    if isinstance(engine.pool, SingletonThreadPool):
        message = "threads do not share a database of SQLite in memory"
        raise TriageError(f"{message}: name a file, or use `triage.web.Memory()`")
    return engine


def kept(row: Row) -> dict[str, Any]:
    return {column: getattr(row, column) for column in KEPT}
