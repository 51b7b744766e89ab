"""Decision trees that people can read, a machine can prove, any app can embed.

>>> import triage
>>> tree = triage.load("back_pain")
>>> tree.decide({"overdose_signs": "yes"}).urgency
'emergency'
"""

from typing import TYPE_CHECKING

from triage.base.lazy import lazily

if TYPE_CHECKING:
    from triage.base.diagnostics import Finding
    from triage.base.exceptions import (
        AnswerError,
        InvalidTree,
        MissingExtra,
        PlaceNotFound,
        SessionError,
        TreeNotFound,
        TriageError,
    )
    from triage.base.question import Question
    from triage.base.text import Source, Span
    from triage.diagram import draw
    from triage.engine.decision import Decision
    from triage.engine.resume import resume
    from triage.engine.session import Session
    from triage.linker.contacts import places
    from triage.linker.loader import builtins, load, loads
    from triage.lint import check
    from triage.model.tree import Tree
    from triage.verify.equivalence import compare
    from triage.verify.properties import prove

__all__ = [
    "AnswerError",
    "Decision",
    "Finding",
    "InvalidTree",
    "MissingExtra",
    "PlaceNotFound",
    "Question",
    "Session",
    "SessionError",
    "Source",
    "Span",
    "Tree",
    "TreeNotFound",
    "TriageError",
    "builtins",
    "check",
    "compare",
    "draw",
    "load",
    "loads",
    "places",
    "prove",
    "resume",
]

__version__ = "0.1.0"

HOMES = {
    "triage.lint": ("check",),
    "triage.engine.decision": ("Decision",),
    "triage.diagram": ("draw",),
    "triage.base.diagnostics": ("Finding",),
    "triage.base.exceptions": (
        "AnswerError",
        "InvalidTree",
        "MissingExtra",
        "PlaceNotFound",
        "SessionError",
        "TreeNotFound",
        "TriageError",
    ),
    "triage.linker.contacts": ("places",),
    "triage.linker.loader": ("builtins", "load", "loads"),
    "triage.verify.equivalence": ("compare",),
    "triage.verify.properties": ("prove",),
    "triage.base.question": ("Question",),
    "triage.engine.session": ("Session",),
    "triage.engine.resume": ("resume",),
    "triage.base.text": ("Source", "Span"),
    "triage.model.tree": ("Tree",),
}
"""The module of each public name: it is imported when the name is first used."""


__getattr__, __dir__ = lazily(__name__, HOMES)
