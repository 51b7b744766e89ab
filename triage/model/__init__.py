"""The model: what a tree is, and what can be read off it."""

from triage.model.diff import Difference
from triage.model.tree import (
    Advice,
    Citation,
    Guard,
    Property,
    Recommendation,
    Step,
    Tree,
    Way,
)

__all__ = [
    "Advice",
    "Citation",
    "Difference",
    "Guard",
    "Property",
    "Recommendation",
    "Step",
    "Tree",
    "Way",
]
