"""Review: a tree whole, for whoever signs it, and the signature in its file.

>>> import triage.review
>>> pack = triage.review.pack("start")
>>> pack.sheets[0].title, pack.proofs.proved
('Walking', True)
"""

from typing import TYPE_CHECKING

from triage.base.lazy import lazily

if TYPE_CHECKING:
    from triage.lint.accept import Accepted
    from triage.review.advice import Card, Piece, Rung, Site
    from triage.review.evidence import Evidence, Use
    from triage.review.gathering import Pack, pack
    from triage.review.restated import Restated
    from triage.review.sheets import Asked, Sheet, Way
    from triage.review.statements import Statement
    from triage.review.stories import Story

__all__ = [
    "Accepted",
    "Asked",
    "Card",
    "Evidence",
    "Pack",
    "Piece",
    "Restated",
    "Rung",
    "Sheet",
    "Site",
    "Statement",
    "Story",
    "Use",
    "Way",
    "pack",
]

HOMES = {
    "triage.lint.accept": ("Accepted",),
    "triage.review.advice": ("Card", "Piece", "Rung", "Site"),
    "triage.review.evidence": ("Evidence", "Use"),
    "triage.review.gathering": ("Pack", "pack"),
    "triage.review.restated": ("Restated",),
    "triage.review.sheets": ("Asked", "Sheet", "Way"),
    "triage.review.statements": ("Statement",),
    "triage.review.stories": ("Story",),
}
"""The module of each name: what only signs proves nothing and draws nothing."""

if not TYPE_CHECKING:  # a type checker would let every name pass
    __getattr__, __dir__ = lazily(__name__, HOMES)
