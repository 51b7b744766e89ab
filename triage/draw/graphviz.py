"""A view as DOT, the language of Graphviz."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from urllib.parse import quote

import attrs
import graphviz

from triage.draw.colours import Colours, colours
from triage.draw.content import Bundle, Content, Paragraph, Role, level_text
from triage.draw.text import clean, wrapped
from triage.marks import Tone
from triage.view import Group, Node, View

__all__ = ["dot"]

FONT = "Helvetica,Arial,sans-serif"

WIDTH = 44
"""Characters in a line of a node."""

LABEL_WIDTH = 26
"""Characters in a line at an edge."""

HEAD_WIDTH = 84
"""Characters in a line of the heading of the picture."""

INK = "#1a1a1a"
SOFT = "#4d4d4d"
FADED = "#6b6b6b"
PAPER = "#ffffff"


@attrs.frozen
class Style:
    """Set the type of a paragraph."""

    size: int
    colour: str = INK
    bold: bool = False
    indent: int = 0


STYLES: Mapping[Role, Style] = {
    "heading": Style(10, SOFT),
    "title": Style(12, bold=True),
    "option": Style(11, indent=2),
    "detail": Style(10, SOFT),
    "answer": Style(12, bold=True),
    "advice": Style(11),
    "case": Style(11),
}


def dot(view: View) -> str:
    """Return a view as DOT.

    Args:
        view: The view.

    >>> dot(View(id="t", title="Nothing")).splitlines()[1]
    'digraph t {'
    """
    return Drawing(view).source()
