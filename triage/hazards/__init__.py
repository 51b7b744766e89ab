"""Hazards of a tree: what can go wrong, what controls it, and what shows that it does.

>>> import triage.hazards
>>> hazards = triage.hazards.load("back_pain")
>>> print(hazards.hazards[0].before)
likelihood medium, severity major
"""

from typing import TYPE_CHECKING

from triage.base.lazy import lazily

if TYPE_CHECKING:
    from triage.hazards.loader import Hazards, load
    from triage.hazards.model import Hazard, Risk
    from triage.hazards.place import beside
    from triage.hazards.text import markdown, table_file
    from triage.hazards.tracing import Control, Trace, TracedHazard, trace

__all__ = [
    "Control",
    "Hazard",
    "Hazards",
    "Risk",
    "Trace",
    "TracedHazard",
    "beside",
    "load",
    "markdown",
    "table_file",
    "trace",
]

HOMES = {
    "triage.hazards.place": ("beside",),
    "triage.hazards.loader": ("Hazards", "load"),
    "triage.hazards.model": ("Hazard", "Risk"),
    "triage.hazards.text": ("markdown", "table_file"),
    "triage.hazards.tracing": ("Control", "Trace", "TracedHazard", "trace"),
}
"""The module of each name: `triage check` reads hazards, and proves nothing."""

if not TYPE_CHECKING:  # a type checker would let every name pass
    __getattr__, __dir__ = lazily(__name__, HOMES)
