"""Frames: what a tree decides of each row of a table, a million rows at a time.

To decide frames needs the extra ``frames``, which brings narwhals and numpy; a query
for a database needs nothing.

>>> import triage
>>> from triage.frames import sql
>>> query = sql(triage.load("start"), "sqlite", table="people", key="id")
>>> query.splitlines()[0]
'-- start 1.0.0, logic 40df6f1a454a2382: one row for each of "people"'
"""

from typing import TYPE_CHECKING, Any

from triage.base.exceptions import MissingExtra
from triage.base.lazy import lazily

if TYPE_CHECKING:
    from triage.frames.counting import count_file
    from triage.frames.database.dialects import Unsayable
    from triage.frames.database.query import sql
    from triage.frames.deciding import decide
    from triage.frames.files.batch import decide_file
    from triage.frames.sources import FrameError

__all__ = ["FrameError", "Unsayable", "count_file", "decide", "decide_file", "sql"]

HOMES = {
    "triage.frames.counting": ("count_file",),
    "triage.frames.database.dialects": ("Unsayable",),
    "triage.frames.database.query": ("sql",),
    "triage.frames.deciding": ("decide",),
    "triage.frames.files.batch": ("decide_file",),
    "triage.frames.sources": ("FrameError",),
}
"""The module of each name."""

INSTALL = 'deciding frames needs more: pip install "triage-trees[frames]"'

found, __dir__ = lazily(__name__, HOMES)


def get(name: str) -> Any:
    """Return what is offered under a name.

    Raises:
        MissingExtra: The libraries that it needs are not installed.
    """
    try:
        return found(name)
    except ModuleNotFoundError:
        raise MissingExtra(INSTALL) from None


if not TYPE_CHECKING:  # a type checker would let every name pass
    __getattr__ = get
