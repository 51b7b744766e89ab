"""The parts in which a tree is drawn, so that each can be read."""

from collections.abc import Sequence

import attrs

from triage.diagram.build import Reading, steps_below
from triage.diagram.parts import parts as pieces
from triage.model.tree import Tree

__all__ = ["Part", "parts"]

MOST = 12
"""The most steps that are drawn in one picture."""


@attrs.frozen
class Part:
    """Name a stretch of a tree that is drawn as one picture.

    Args:
        title: What it is about.
        start: The id of its first step; empty for the whole tree.
        depth: How many steps below that are drawn.
        number: Its place among the parts; 0 for the whole.
    """

    title: str
    start: str = ""
    depth: int = 0
    number: int = 0


def parts(tree: Tree) -> tuple[Part, ...]:
    """Return the parts of a tree in order: its modules, and what lies between them."""
    if len(tree.steps) <= MOST:
        return (Part(tree.title),)
    here = Reading.of(tree)
    return tuple(
        Part(piece.title, piece.steps[0], depth(here, piece.steps), piece.number)
        for piece in pieces(tree)
    )


def depth(here: Reading, steps: Sequence[str]) -> int:
    """Return how deep a picture must be to show all steps of a stretch."""
    for deep in range(len(here.numbers)):
        if {*steps} <= steps_below(here, steps[0], deep):
            return deep
    return len(here.numbers)
