"""Pieces: the parts of which a text is made, each with its condition typed."""

from collections.abc import Iterator, Mapping

import attrs

from triage.base.text import Text
from triage.linker.convert import prose
from triage.linker.resolve import Names
from triage.model.tree import Piece, Recommendation
from triage.treefile.document import RecommendationEntry


def with_pieces(
    names: Names, contacts: Mapping[str, str]
) -> Mapping[str, Recommendation]:
    """Return the recommendations of a tree, with the pieces of their texts."""
    entries = names.parts.recommendations
    return {
        name: attrs.evolve(item, pieces=tuple(pieces(entries[name], names, contacts)))
        for name, item in names.recommendations.items()
    }


def pieces(
    entry: RecommendationEntry, names: Names, contacts: Mapping[str, str]
) -> Iterator[Piece]:
    for of in ("text", "watch_for"):
        text = getattr(entry, of)
        for piece in () if isinstance(text, Text) else text:
            if piece.otherwise is not None and piece.when is None:
                message = "this piece says what others read, and not who reads it"
                advice = "say under `when` who does, or remove `otherwise`"
                names.found.error("T111", message, piece.otherwise, advice)
            said = (prose(one, contacts) for one in (piece.text, piece.otherwise))
            when = names.maybe(piece.when, "piece")
            yield Piece(of, next(said), when, next(said))
