"""Texts of a file that people read, in which placeholders are filled."""

from collections.abc import Iterator
from itertools import chain
from typing import TypeAlias

from triage.base.text import Text
from triage.treefile.document import Document, QuestionEntry, RecommendationEntry

Worded: TypeAlias = QuestionEntry | RecommendationEntry


def prose(document: Document) -> Iterator[Text]:
    yield from present(document.title, document.audience, document.not_for)
    yield from chain.from_iterable(map(texts_of, worded_in(document)))


def worded_in(document: Document) -> tuple[Worded, ...]:
    """Return the entries with texts, also those that another file says again."""
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
