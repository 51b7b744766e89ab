"""How two versions of a tree differ, as JSON."""

from typing import Annotated, Literal, NotRequired, TypeAlias, TypedDict

from triage.base.shapes.interview import AnswerJSON, Shown
from triage.base.shapes.proof import PatientJSON
from triage.base.shapes.spoken import SpokenJSON


class VersionJSON(SpokenJSON):
    """Which version of a tree it is."""

    tree: str
    version: str
    logic: Annotated[str, "The hash of how the tree decides."]
    wording: Annotated[str, "The hash of what it says."]


class ResultJSON(TypedDict):
    """What becomes of a patient."""

    urgency: str
    ends: str


class SwitchJSON(TypedDict):
    """A place of a tree that decides otherwise."""

    place: Annotated[str, "What it is called."]
    where: Annotated[str, "The same in words."]
    old: str | None
    new: str | None


class ExtentJSON(TypedDict):
    """Which numbers some patients may answer to one question."""

    question: str
    ranges: Annotated[list[list[AnswerJSON]], "The least and greatest of each stretch."]
    unsure: bool
    exact: Annotated[bool, "Whether somebody answers each number of a stretch."]
    words: str


class EntryJSON(TypedDict):
    """What comes of some edits."""

    cause: Annotated[list[SwitchJSON], "The fewest edits that lead to it."]
    numbers: Annotated[list[ExtentJSON], "Which numbers those patients answer."]
    patient: Annotated[PatientJSON | None, "One of them, in the old tree."]
    patient_now: Annotated[PatientJSON | None, "The same one, in the new tree."]
    in_full: Annotated[bool, "Whether the patient is as ordinary as can be."]


class ChangeJSON(EntryJSON):
    """Patients whose outcome is another."""

    name: Annotated[str, "What it is called where it is allowed."]
    direction: Annotated[Literal["down", "up", "aside"], "Where their urgency goes."]
    before: ResultJSON
    after: ResultJSON


class ExchangeJSON(EntryJSON):
    """Patients who get a recommendation in one tree alone."""

    name: Annotated[str, "What it is called where it is allowed."]
    recommendation: str
    lost: Annotated[bool, "Whether the new tree does not give it."]
    warning: Annotated[bool, "Whether it is a warning."]


Seen: TypeAlias = Shown | list[str]
"""What a person sees: a level, some recommendations in order, or a shown value."""


class RetoldJSON(EntryJSON):
    """Patients to whom something beside an outcome is told otherwise."""

    name: Annotated[str, "What it is called where it is allowed."]
    part: Annotated[
        Literal["level", "order", "value", "text"], "What is told otherwise."
    ]
    id: Annotated[str, "Of which recommendation or value; of the order, nothing."]
    before: Annotated[Seen, "What the patient was told."]
    after: Annotated[Seen, "What the patient is told."]


class ApartJSON(TypedDict):
    """What only one tree takes: an answer, or patients as it assumes them."""

    name: str
    question: str | None
    side: Annotated[Literal["gone", "new"], "Whether the old tree alone takes it."]
    answer: NotRequired[str]
    outcome: ResultJSON
    another_answer: NotRequired[AnswerJSON]
    another_outcome: NotRequired[ResultJSON]
    patient: PatientJSON


class RewordingJSON(TypedDict):
    """A text that reads otherwise."""

    part: str
    id: str
    key: str
    old: str
    new: str
    urgency: str | None


class ReshownJSON(TypedDict):
    """What is shown beside a decision and is made in another way."""

    part: str
    id: str
    old: str
    new: str


class EditJSON(TypedDict):
    """An edit of a tree file."""

    part: str
    id: str
    edit: str
    keys: list[str]


class RenamingJSON(TypedDict):
    """What has another id in the new version, and is the same."""

    kind: Annotated[str, "What it is, such as a question."]
    old: Annotated[str, "Its old id; of an option, with that of its question."]
    new: str


class PairJSON(TypedDict):
    """How many patients of a table had one outcome and now have another."""

    before: str
    after: str
    patients: int


class ExchangedJSON(TypedDict):
    """How many patients of a table lose or gain a recommendation."""

    recommendation: str
    lost: int
    gained: int


class PopulationJSON(TypedDict):
    """What becomes of the patients of a table."""

    patients: int
    undecided: Annotated[int, "Of how many answers are missing."]
    changed: int
    ignored_columns: list[str]
    missing_columns: list[str]
    pairs: list[PairJSON]
    recommendations: list[ExchangedJSON]
    refused: Annotated[int, "How many rows have wrong answers."]
    problems: Annotated[list[str], "What is wrong with the first of them."]


class ComparisonJSON(TypedDict):
    """Who is told something else in a new version of a tree, and by which edits."""

    old: VersionJSON
    new: VersionJSON
    on: NotRequired[Annotated[str, "The day, where both decide on one only."]]
    renamed: NotRequired[Annotated[list[RenamingJSON], "What has another id, if any."]]
    same: Annotated[bool, "Whether nobody is told anything else, in any words."]
    same_logic: Annotated[bool, "Whether nobody is decided about, or shown, otherwise."]
    same_words: Annotated[bool, "Whether every text reads as before."]
    settled: Annotated[bool, "Whether that is all: false when the time was up."]
    answered_apart: Annotated[list[str], "Questions that allow different answers."]
    outcomes: list[ChangeJSON]
    recommendations: list[ExchangeJSON]
    retold: list[RetoldJSON]
    answers: list[ApartJSON]
    words: list[RewordingJSON]
    words_id: Annotated[str, "What the words are called where they are allowed."]
    shown: list[ReshownJSON]
    shown_name: Annotated[str, "What all of that is called where it is allowed."]
    edits: list[EditJSON]
    places: Annotated[list[SwitchJSON], "What decides otherwise."]
    silent: Annotated[list[str], "The places that change nothing for anybody."]
    open: Annotated[list[str], "The places that were not settled in time."]
    not_allowed: Annotated[list[str], "The names of what has to be allowed and is not."]
    population: NotRequired[PopulationJSON | None]
