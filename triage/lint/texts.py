"""Texts that people read in a tree, and where a part of one was written."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, takewhile

from triage.base.limits import LIMITS
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
    before, behind = (bisect_left(solid(text.value), n) for n in (start, end))
    places = written_at(text.value, text.span)
    if behind > len(places):
        return text.span
    return Span(text.span.source, places[before], places[behind - 1] + 1)


@lru_cache(maxsize=2)
def written_at(value: str, span: Span) -> Sequence[int]:
    """Return where the solid characters of a text were written, as far as they were."""
    written = span.text
    begin = written.find("\n") if written[0] in "|>" else written[0] in "'\""
    meant = (value[place] for place in solid(value))
    pairs = zip(meant, solid(written, max(begin, 0)), strict=False)
    same = takewhile(lambda pair: pair[0] == written[pair[1]], pairs)
    return [span.start + place for _, place in same]


@lru_cache(maxsize=4)
def solid(text: str, begin: int = 0) -> Sequence[int]:
    """Return where a text has characters that are no space, as far as it is read."""
    places = (place for place in range(begin, len(text)) if not text[place].isspace())
    return [*islice(places, LIMITS.prose)]
