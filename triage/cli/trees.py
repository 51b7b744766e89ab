"""Trees that a command is given: loaded, and what is overdue about them said."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TypeVar

from triage.base.exceptions import TreeNotFound
from triage.cli.output import note
from triage.linker.loader import load
from triage.lint.sources import stale_review
from triage.model.tree import Tree

K = TypeVar("K")
T = TypeVar("T")


def opened(name: str | Path, *, place: str = "") -> Tree:
    """Return a tree for a command to work with, saying what of it is overdue."""
    return reviewed(load(name, place=place))


def reviewed(tree: Tree) -> Tree:
    """Return a tree, after it was said of each file of it whether it is overdue."""
    for message, span, _ in stale_review(tree, today()):
        note(f"{span.source.name}: {message}")
    return tree


def each(names: Iterable[K], make: Callable[[K], T]) -> tuple[dict[K, T], bool]:
    """Return what comes of each name, and whether all of them could be read.

    Of several, one that cannot be read hides nothing of the others.
    """
    waiting, made = [*names], dict[K, T]()
    for name in waiting:
        try:
            made[name] = make(name)
        except TreeNotFound as error:
            if len(waiting) == 1:
                raise
            note(f"error: {error}")
    return made, len(made) == len(waiting)


def today() -> date:
    return date.today()  # noqa: DTZ011  a review is due on a local day
