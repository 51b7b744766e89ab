"""Shared texts: texts by name, put into each piece that uses one.

So a text is read, hashed, reviewed and compared as if every recommendation said it.
"""

from collections.abc import Iterator, Mapping

import attrs

from triage.base.diagnostics import Diagnostics
from triage.base.suggest import did_you_mean
from triage.base.text import Text
from triage.treefile.document import (
    Document,
    PieceEntry,
    Prose,
    RecommendationEntry,
)
from triage.treefile.texts import pieces_of


def with_texts(document: Document, found: Diagnostics) -> Document:
    """Return a file whose pieces all have texts, and which has none by name."""
    pieces = list(used_in(document))
    check(document, pieces, found)
    if not any(piece.use for piece in pieces):
        return document
    texts = {entry.id.value: entry.text for entry in document.texts}
    told = tuple(spelled(entry, texts) for entry in document.recommendations)
    return attrs.evolve(document, texts=(), recommendations=told)


def used_in(document: Document) -> Iterator[PieceEntry]:
    for entry in document.recommendations:
        yield from pieces_of(entry)


def check(document: Document, pieces: list[PieceEntry], found: Diagnostics) -> None:
    """Note what is no text, or none by name, and every text that is not used."""
    names = [entry.id.value for entry in document.texts]
    for piece in pieces:
        if piece.text is None and piece.use is None:
            message, advice = "a piece has no `text`", "add `text`: what they read"
            found.error("T104", message, piece.span, advice)
        elif piece.text is not None and piece.use is not None:
            message = "this piece has a `text`, and uses another"
            found.error("T111", message, piece.use, "remove `text` or `use`")
        elif piece.use is not None and piece.use.value not in names:
            message = f"no text is called `{piece.use}`"
            advice = did_you_mean(piece.use.value, names) or "declare it under `texts`"
            found.error("T201", message, piece.use, advice)
    used = {piece.use.value for piece in pieces if piece.use is not None}
    for entry in document.texts:
        if entry.id.value not in used:
            advice = f"write `use: {entry.id}` in a piece, or remove it"
            found.error("T213", f"nothing uses the text `{entry.id}`", entry.id, advice)


def spelled(
    entry: RecommendationEntry, texts: Mapping[str, Text]
) -> RecommendationEntry:
    made = (put_in(prose, texts) for prose in (entry.text, entry.watch_for))
    return attrs.evolve(entry, text=next(made), watch_for=next(made))


def put_in(prose: Prose, texts: Mapping[str, Text]) -> Prose:
    """Return a text with the shared ones in their places."""
    if isinstance(prose, Text):
        return prose
    return tuple(
        piece
        if piece.use is None
        else attrs.evolve(piece, text=texts.get(piece.use.value), use=None)
        for piece in prose
    )
