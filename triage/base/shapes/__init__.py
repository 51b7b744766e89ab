"""Shapes: the JSON that programs get, as types; their schemas are made from these.

Each has a name and a version. A key that is added keeps the version, so whoever reads
JSON ignores keys that it does not know; what is taken away or changed raises it.
"""

from typing import Any

from triage.base.shapes.comparison import (
    ApartJSON,
    ChangeJSON,
    ComparisonJSON,
    EditJSON,
    EntryJSON,
    ExchangedJSON,
    ExchangeJSON,
    ExtentJSON,
    PairJSON,
    PopulationJSON,
    ReshownJSON,
    ResultJSON,
    RetoldJSON,
    RewordingJSON,
    Seen,
    SwitchJSON,
    VersionJSON,
)
from triage.base.shapes.finding import (
    FindingJSON,
    LocatedJSON,
    NoteJSON,
    PositionJSON,
)
from triage.base.shapes.interview import (
    AnswerJSON,
    AskedJSON,
    CodingJSON,
    DecisionJSON,
    OptionJSON,
    PageJSON,
    PathStepJSON,
    ProblemJSON,
    QuestionJSON,
    RecommendationJSON,
    SettledJSON,
    Shown,
    listed_options,
)
from triage.base.shapes.proof import (
    PatientJSON,
    PossibleJSON,
    ProofJSON,
    ProofsJSON,
    TurnJSON,
    WhyNotJSON,
)
from triage.base.shapes.record import (
    HeadJSON,
    RecordJSON,
    SaidJSON,
    SessionJSON,
)

__all__ = [
    "SHAPES",
    "VERSIONS",
    "AnswerJSON",
    "ApartJSON",
    "AskedJSON",
    "ChangeJSON",
    "CodingJSON",
    "ComparisonJSON",
    "DecisionJSON",
    "EditJSON",
    "EntryJSON",
    "ExchangeJSON",
    "ExchangedJSON",
    "ExtentJSON",
    "FindingJSON",
    "HeadJSON",
    "LocatedJSON",
    "NoteJSON",
    "OptionJSON",
    "PageJSON",
    "PairJSON",
    "PathStepJSON",
    "PatientJSON",
    "PopulationJSON",
    "PositionJSON",
    "PossibleJSON",
    "ProblemJSON",
    "ProofJSON",
    "ProofsJSON",
    "QuestionJSON",
    "RecommendationJSON",
    "RecordJSON",
    "ReshownJSON",
    "ResultJSON",
    "RetoldJSON",
    "RewordingJSON",
    "SaidJSON",
    "Seen",
    "SessionJSON",
    "SettledJSON",
    "Shown",
    "SwitchJSON",
    "TurnJSON",
    "VersionJSON",
    "WhyNotJSON",
    "listed_options",
]

SHAPES: dict[str, Any] = {
    "answer": AnswerJSON,
    "comparison": ComparisonJSON,
    "decision": DecisionJSON,
    "finding": FindingJSON,
    "page": PageJSON,
    "possible": PossibleJSON,
    "problem": ProblemJSON,
    "proofs": ProofsJSON,
    "question": QuestionJSON,
    "record": RecordJSON,
    "session": SessionJSON,
    "why-not": WhyNotJSON,
}
"""The shapes that have a schema of their own, by name."""

VERSIONS = dict.fromkeys(SHAPES, 1) | {"session": 2}
