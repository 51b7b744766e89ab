"""Texts in lines of a width, fit for a terminal."""

import textwrap
from collections.abc import Mapping
from string import Template

from triage.base.text import printable


def filled(text: str, words: Mapping[str, str]) -> str:
    """Return a text with its placeholders filled; those without a word stay.

    >>> filled("Call $line or $other.", {"line": "111"})
    'Call 111 or $other.'
    """
    return Template(text).safe_substitute(words)


def folded(text: str) -> str:
    r"""Return a text as one paragraph.

    >>> folded(" Drink a lot\nof water. ")
    'Drink a lot of water.'
    """
    return " ".join(text.split())


def paragraphs(text: str) -> str:
    """Return a text whose blank lines part paragraphs, all other breaks folded."""
    return "\n\n".join(map(folded, filter(str.strip, text.split("\n\n"))))


def paragraph(text: str, width: int, first: str = "", rest: str = "") -> str:
    """Return a text in lines of at most a width; no word is broken.

    Args:
        text: The text; its own line breaks stay.
        width: The most characters of a line.
        first: What the first line begins with.
        rest: What every further line begins with.

    >>> print(paragraph("Drink a lot of water.", 16, "  1  ", "     "))
      1  Drink a lot
         of water.
    """
    lines: list[str] = []
    for line in text.splitlines():
        lines += textwrap.wrap(
            printable(line),
            width,
            initial_indent=rest if lines else first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join(lines)
