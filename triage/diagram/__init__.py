"""Drawing: a tree as a picture, a chart in text, or an outline to be read aloud."""

from triage.diagram.diagram import Diagram
from triage.diagram.drawing import (
    draw,
    draw_map,
    draw_parts,
    draw_path,
    fold,
    for_review,
)

__all__ = [
    "Diagram",
    "draw",
    "draw_map",
    "draw_parts",
    "draw_path",
    "fold",
    "for_review",
]
