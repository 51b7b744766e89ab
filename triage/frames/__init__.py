"""Frames: what a tree decides of each row of a table, a million rows at a time.

It needs the extra ``frames``, which brings narwhals and numpy.
"""

from typing import TYPE_CHECKING, Any

from triage.base.exceptions import MissingExtra
from triage.base.lazy import lazily

if TYPE_CHECKING:
    from triage.frames.deciding import decide
    from triage.frames.sources import FrameError

__all__ = ["FrameError", "decide"]

HOMES = {
    "triage.frames.deciding": ("decide",),
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
