"""Defaults of a file: written out in every entry before anything else looks at it.

So a default moved into a file, or out of it, changes nothing, and what is declared in
two files is compared as it is meant.
"""

from typing import Any

import attrs

from triage.base.kinds.free import TEXT
from triage.base.text import Text
from triage.treefile.document import DefaultsEntry, Document, QuestionEntry
from triage.treefile.texts import Worded, worded_in

NO_DEFAULTS = DefaultsEntry()


def written_out(document: Document) -> Document:
    """Return a file in which every entry says itself what the file says for it."""
    entries = worded_in(document)
    if document.defaults is None and all(entry.cites != () for entry in entries):
        return document
    defaults = document.defaults or NO_DEFAULTS
    return attrs.evolve(
        document,
        defaults=None,
        questions=tuple(question(entry, defaults) for entry in document.questions),
        recommendations=tuple(
            attrs.evolve(entry, cites=cited(entry, defaults))
            for entry in document.recommendations
        ),
    )


def question(entry: QuestionEntry, defaults: DefaultsEntry) -> QuestionEntry:
    said: dict[str, Any] = {"cites": cited(entry, defaults)}
    is_text = entry.type is not None and entry.type.value == TEXT.name
    if entry.like is None and entry.unsure is None and not is_text:
        said["unsure"] = defaults.unsure
    return attrs.evolve(entry, **said)


def cited(entry: Worded, defaults: DefaultsEntry) -> tuple[Text, ...] | None:
    """Return what an entry cites: its own list, or else the file's."""
    found = defaults.cites if entry.cites is None else entry.cites
    return found or None
