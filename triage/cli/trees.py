"""Trees that a command is given: loaded, and what is overdue about them said."""

from datetime import date
from pathlib import Path

from triage.cli.output import note
from triage.linker.loader import load
from triage.lint.sources import stale_review
from triage.model.tree import Tree


def opened(name: str | Path, *, place: str = "") -> Tree:
    """Return a tree for a command to work with, saying what of it is overdue."""
    return reviewed(load(name, place=place))


def reviewed(tree: Tree) -> Tree:
    """Return a tree, after it was said of each file of it whether it is overdue."""
    for message, span, _ in stale_review(tree, today()):
        note(f"{span.source.name}: {message}")
    return tree


def today() -> date:
    return date.today()  # noqa: DTZ011  a review is due on a local day
