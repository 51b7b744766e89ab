"""Markdown, written so that a code host and the site read it alike."""

import re
from collections.abc import Iterable, Sequence

__all__ = ["escaped", "item", "table"]

SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
"""Characters that Markdown would read as its own."""


def escaped(text: str) -> str:
    """Return a text on one line, of which Markdown reads nothing as its own."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def item(marker: str, head: str, lines: Iterable[str]) -> str:
    """Return an item of a list, each further line as a paragraph in it."""
    indent = " " * (len(marker) + 1)
    return f"{marker} {head}\n" + "".join(f"\n{indent}{line}\n" for line in lines)
