"""The model: what a tree is, and what can be read off it."""

from typing import TYPE_CHECKING

from triage.base.lazy import lazily

if TYPE_CHECKING:
    from triage.base.question import Coding, Response
    from triage.model.diff import Difference
    from triage.model.profile import Profile
    from triage.model.translation import Translation
    from triage.model.tree import (
        Advice,
        Cell,
        Citation,
        Guard,
        Piece,
        Property,
        Recommendation,
        Step,
        Tree,
        Way,
    )

__all__ = [
    "Advice",
    "Cell",
    "Citation",
    "Coding",
    "Difference",
    "Guard",
    "Piece",
    "Profile",
    "Property",
    "Recommendation",
    "Response",
    "Step",
    "Translation",
    "Tree",
    "Way",
]

HOMES = {
    "triage.base.question": ("Coding", "Response"),
    "triage.model.diff": ("Difference",),
    "triage.model.profile": ("Profile",),
    "triage.model.translation": ("Translation",),
    "triage.model.tree": (
        "Advice",
        "Cell",
        "Citation",
        "Guard",
        "Piece",
        "Property",
        "Recommendation",
        "Step",
        "Tree",
        "Way",
    ),
}
"""The module of each name, imported when the name is first used."""

if not TYPE_CHECKING:  # a type checker would let every name pass
    __getattr__, __dir__ = lazily(__name__, HOMES)
