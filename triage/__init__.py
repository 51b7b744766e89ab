"""Decision trees that people can read, a machine can prove, any app can embed.

>>> import triage
>>> tree = triage.load("back_pain")
>>> tree.decide({"overdose_signs": "yes"}).urgency
'emergency'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from triage.checks import check
    from triage.decision import Decision
    from triage.drawing import draw
    from triage.errors import (
        AnswerError,
        Finding,
        InvalidTree,
        MissingExtra,
        SessionError,
        TreeNotFound,
        TriageError,
    )
    from triage.library import load, loads
    from triage.proofs.changes import compare
    from triage.proofs.report import prove
    from triage.questions import Question
    from triage.session import Session, resume
    from triage.source import Source, Span
    from triage.tree import Tree

__all__ = [
    "AnswerError",
    "Decision",
    "Finding",
    "InvalidTree",
    "MissingExtra",
    "Question",
    "Session",
    "SessionError",
    "Source",
    "Span",
    "Tree",
    "TreeNotFound",
    "TriageError",
    "check",
    "compare",
    "draw",
    "load",
    "loads",
    "prove",
    "resume",
]

__version__ = "0.1.0"

HOMES = {
    "triage.checks": ("check",),
    "triage.decision": ("Decision",),
    "triage.drawing": ("draw",),
    "triage.errors": (
        "AnswerError",
        "Finding",
        "InvalidTree",
        "MissingExtra",
        "SessionError",
        "TreeNotFound",
        "TriageError",
    ),
    "triage.library": ("load", "loads"),
    "triage.proofs.changes": ("compare",),
    "triage.proofs.report": ("prove",),
    "triage.questions": ("Question",),
    "triage.session": ("Session", "resume"),
    "triage.source": ("Source", "Span"),
    "triage.tree": ("Tree",),
}
"""The module of each public name: it is imported when the name is first used."""


def __getattr__(name: str) -> Any:
    for module, names in HOMES.items():
        if name in names:
            found = getattr(import_module(module), name)
            globals()[name] = found
            return found
    message = f"module 'triage' has no attribute {name!r}"
    raise AttributeError(message, name=name, obj=import_module(__name__))


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
