"""Decision trees that people can read, a machine can check, any app can embed.

>>> import triage
>>> tree = triage.load("back_pain")
>>> tree.decide({"overdose_signs": "yes"}).urgency
'emergency'
"""

from triage.check import check
from triage.decision import Decision
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
from triage.questions import Option, Question
from triage.session import Session, resume
from triage.source import Source, Span
from triage.tree import Tree

__all__ = [
    "AnswerError",
    "Decision",
    "Finding",
    "InvalidTree",
    "MissingExtra",
    "Option",
    "Question",
    "Session",
    "SessionError",
    "Source",
    "Span",
    "Tree",
    "TreeNotFound",
    "TriageError",
    "check",
    "load",
    "loads",
    "resume",
]

__version__ = "0.1.0"
