"""Texts that people read in a tree, and where a part of one was written."""

from collections.abc import Iterator
from itertools import islice

from triage.base.text import Span, Text
from triage.model.traversal import questions, recommendations
from triage.model.tree import Tree
from triage.treefile.texts import Worded


def worded(tree: Tree) -> Iterator[Worded]:
    yield from questions(tree)
    yield from recommendations(tree)


def part(text: Text, start: int, end: int) -> Span:
    r"""Return the span of some characters of a text, also where its lines are folded.

    Where escapes change what was written, the whole text is returned.

    >>> from triage.base.text import Source
    >>> whole = Source("a.yaml", "text: >-\n  take\n  rest\n").span(6, 22)
    >>> part(Text("take rest", whole), 5, 9).text
    'rest'
    """
    written = text.span.text
    begin = written.find("\n") if written[0] in "|>" else written[0] in "'\""
    solid = (n for n in range(begin, len(written)) if not written[n].isspace())
    wanted = "".join(text.value[:end].split())
    places = [*islice(solid, len(wanted))]
    if "".join(written[place] for place in places) != wanted:
        return text.span
    first = places[len("".join(text.value[:start].split()))]
    offset = text.span.start
    return Span(text.span.source, offset + first, offset + places[-1] + 1)
