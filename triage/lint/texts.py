"""Texts that people read in a tree, and where a part of one was written."""

from collections.abc import Iterator
from itertools import islice
from typing import TypeAlias

from triage.base.text import Span, Text
from triage.model.traversal import questions, recommendations
from triage.model.tree import Tree
from triage.treefile.document import Document, QuestionEntry, RecommendationEntry

Worded: TypeAlias = QuestionEntry | RecommendationEntry


def worded(tree: Tree) -> Iterator[Worded]:
    yield from questions(tree)
    yield from recommendations(tree)


def worded_in(document: Document) -> tuple[Worded, ...]:
    """Return those of one file, also what another file says again."""
    return (*document.questions, *document.recommendations)


def texts_of(entry: Worded) -> tuple[Text, ...]:
    """Return the texts of an entry: what is asked first, then what is told."""
    if isinstance(entry, RecommendationEntry):
        return told_by(entry)
    options = (option.text for option in entry.options)
    return (*asked_by(entry), *told_by(entry), *options)


def asked_by(entry: QuestionEntry) -> tuple[Text, ...]:
    return present(entry.text, entry.unsure.again if entry.unsure else None)


def told_by(entry: Worded) -> tuple[Text, ...]:
    if isinstance(entry, QuestionEntry):
        return present(entry.help, entry.why)
    return present(entry.title, entry.text, entry.watch_for)


def present(*texts: Text | None) -> tuple[Text, ...]:
    return tuple(text for text in texts if text is not None)


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
