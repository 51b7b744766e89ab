"""What was proved, and who shows it, as JSON."""

from typing import Annotated, Literal, NotRequired, TypedDict

from triage.base.shapes.finding import FindingJSON
from triage.base.shapes.interview import AnswerJSON, DecisionJSON


class TurnJSON(TypedDict):
    """A way that a patient takes."""

    step: str
    to: Annotated[str, "A step, a recommendation or `done`."]
    because: Annotated[str, "What of it decided, with the answers that made it so."]
    why: Annotated[list[str], "The ids of the questions that decided."]
    file: str | None
    line: int | None


class PatientJSON(TypedDict):
    """A possible patient, as ordinary as can be."""

    answers: dict[str, AnswerJSON]
    unusual: Annotated[
        list[str], "The ids of answers that a well patient would not give."
    ]
    never_asked: Annotated[
        list[str], "The ids of what one question at a time never asks."
    ]
    urgency: str | None
    ends: str | None
    recommendations: list[str]
    branches: list[TurnJSON]


class ProofJSON(TypedDict):
    """What came of one property."""

    id: str
    says: Annotated[str, "What must be so, in the words of the author."]
    verdict: Literal["proved", "violated", "vacuous", "open"]
    missing: Annotated[list[str], "The recommendations that nobody can reach."]
    patients: Annotated[list[PatientJSON], "Who shows that it is not so."]
    finding: FindingJSON | None


class ProofsJSON(TypedDict):
    """What was proved of a tree."""

    tree: str
    version: str
    logic: Annotated[str, "The hash of how the tree decides."]
    on: NotRequired[Annotated[str, "The day, where it is proved of one only."]]
    proved: Annotated[bool, "Whether every property is."]
    seconds: float
    properties: list[ProofJSON]


class WhyNotJSON(TypedDict):
    """The smallest change of answers that leads to a recommendation."""

    recommendation: str
    fixed: Annotated[dict[str, AnswerJSON], "The answers that had to stay."]
    impossible: Annotated[bool, "Whether no answers lead there: that is proved."]
    smallest: Annotated[bool, "Whether it is proved that fewer changes do not do."]
    changes: Annotated[dict[str, list[AnswerJSON]], "Before and after, by question id."]
    also: Annotated[dict[str, AnswerJSON], "What is asked then, and would be answered."]
    decision: DecisionJSON | None


class PossibleJSON(TypedDict):
    """What can still come of an interview."""

    lowest: str | None
    highest: str | None
    urgencies: list[str | None]
    ends: list[str]
    proved: Annotated[bool, "Whether all others are proved to be impossible."]
