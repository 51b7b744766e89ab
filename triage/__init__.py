"""Decision trees that people can read, a machine can prove, any app can embed.

>>> import triage
>>> tree = triage.load("back_pain")
>>> tree.decide({"overdose_signs": "yes"}).urgency
'emergency'
"""

from typing import TYPE_CHECKING

from triage.base.lazy import lazily

if TYPE_CHECKING:
    from triage.base.answer import Answer
    from triage.base.diagnostics import Finding, Note, Severity
    from triage.base.exceptions import (
        AnswerError,
        AnswerProblem,
        InvalidTree,
        MissingExtra,
        PlaceNotFound,
        RetiredTree,
        SessionError,
        TreeNotFound,
        TriageError,
    )
    from triage.base.question import Level, Option, Question
    from triage.base.text import Source, Span
    from triage.comparison.equivalence import compare
    from triage.diagram import Diagram, draw
    from triage.engine.changes import TreeChanged
    from triage.engine.decision import Decision, PathStep, Settled
    from triage.engine.migrate import migrate
    from triage.engine.page import AnswerConflict, Page
    from triage.engine.replay import replay
    from triage.engine.resume import resume
    from triage.engine.session import Session
    from triage.linker.contacts import places
    from triage.linker.loader import builtins, load, loads
    from triage.lint import check
    from triage.model.tree import Citation, Recommendation, Tree
    from triage.notebook import widget
    from triage.verify.properties import prove

__all__ = [
    "Answer",
    "AnswerConflict",
    "AnswerError",
    "AnswerProblem",
    "Citation",
    "Decision",
    "Diagram",
    "Finding",
    "InvalidTree",
    "Level",
    "MissingExtra",
    "Note",
    "Option",
    "Page",
    "PathStep",
    "PlaceNotFound",
    "Question",
    "Recommendation",
    "RetiredTree",
    "Session",
    "SessionError",
    "Settled",
    "Severity",
    "Source",
    "Span",
    "Tree",
    "TreeChanged",
    "TreeNotFound",
    "TriageError",
    "builtins",
    "check",
    "compare",
    "draw",
    "load",
    "loads",
    "migrate",
    "places",
    "prove",
    "replay",
    "resume",
    "widget",
]

__version__ = "0.1.0"

HOMES = {
    "triage.lint": ("check",),
    "triage.base.answer": ("Answer",),
    "triage.engine.changes": ("TreeChanged",),
    "triage.engine.decision": ("Decision", "PathStep", "Settled"),
    "triage.engine.migrate": ("migrate",),
    "triage.engine.page": ("AnswerConflict", "Page"),
    "triage.diagram": ("Diagram", "draw"),
    "triage.base.diagnostics": ("Finding", "Note", "Severity"),
    "triage.base.exceptions": (
        "AnswerError",
        "AnswerProblem",
        "InvalidTree",
        "MissingExtra",
        "PlaceNotFound",
        "RetiredTree",
        "SessionError",
        "TreeNotFound",
        "TriageError",
    ),
    "triage.linker.contacts": ("places",),
    "triage.linker.loader": ("builtins", "load", "loads"),
    "triage.comparison.equivalence": ("compare",),
    "triage.verify.properties": ("prove",),
    "triage.base.question": ("Level", "Option", "Question"),
    "triage.engine.session": ("Session",),
    "triage.engine.replay": ("replay",),
    "triage.engine.resume": ("resume",),
    "triage.base.text": ("Source", "Span"),
    "triage.model.tree": ("Citation", "Recommendation", "Tree"),
    "triage.notebook": ("widget",),
}
"""The module of each public name: it is imported when the name is first used."""

if not TYPE_CHECKING:  # a type checker would let every name pass
    __getattr__, __dir__ = lazily(__name__, HOMES)
