"""A cases file as written: every word with its place, nothing looked up yet.

As for trees, the classes are the format: the reader and the JSON Schema follow them.
"""

from typing import TYPE_CHECKING

from triage.base.immutable import immutable
from triage.base.lazy import Later
from triage.base.text import Span, Text
from triage.treefile import fields as f
from triage.treefile.fields import Record, key, place

if TYPE_CHECKING:
    from triage.treefile import json_schema
else:
    json_schema = Later("triage.treefile.json_schema")  # for editors

TREE = f.Scalar(
    "tree", r"\S(.{0,200}\S)?", "the id of a tree, or a path such as `throat.yaml`"
)
SOME = f.Few(f.NAME, least=1)
WORDS = f.Few(f.TEXT, least=1)


@immutable
class AnswerEntry:
    """Answer a question, or say what a value shows."""

    id: Text
    span: Span = place()
    is_: tuple[Text, ...] = key(
        f.Few(f.ANSWER), "The answer, or the answers.", required=True, name="is"
    )


ANSWERS = f.Keyed(Record(AnswerEntry, short="is"), f.NAME)


@immutable
class ExpectEntry:
    """Say what must come of the answers of a case."""

    span: Span = place()
    urgency: Text | None = key(
        f.ID, "The level of the decision; `none` for information only."
    )
    ends: Text | None = key(f.NAME, "The recommendation that ends the walk, or `done`.")
    recommends: tuple[Text, ...] = key(SOME, "Recommendations that are given.")
    not_recommends: tuple[Text, ...] = key(SOME, "Recommendations that are not given.")
    reads: tuple[Text, ...] = key(
        WORDS, "Words that the person reads in what is recommended, or said back."
    )
    not_reads: tuple[Text, ...] = key(WORDS, "Words that the person does not read.")
    asks: tuple[Text, ...] = key(SOME, "Questions that are asked.")
    not_asks: tuple[Text, ...] = key(SOME, "Questions that are not asked.")
    shows: tuple[AnswerEntry, ...] = key(ANSWERS, "Values that the decision shows.")
    missing: tuple[Text, ...] = key(
        SOME, "The questions to be asked next; without it, the walk must end."
    )


@immutable
class CaseEntry:
    """Tell the story of one patient, and what is expected."""

    id: Text
    span: Span = place()
    says: Text = key(f.TEXT, "The story in one or two plain sentences.", required=True)
    answers: tuple[AnswerEntry, ...] = key(
        ANSWERS, "The answers; they go before those of `base`."
    )
    expect: ExpectEntry = key(
        Record(ExpectEntry), "What must come of them.", required=True
    )


@immutable
class CasesDocument:
    """Hold a cases file as written."""

    span: Span = place()
    triage_cases: Text = key(f.choice("1"), "The version of the format.", required=True)
    tree: Text = key(
        TREE, "The tree in the file beside this one, or the path of one.", required=True
    )
    base: tuple[AnswerEntry, ...] = key(ANSWERS, "Answers that every case starts from.")
    cases: tuple[CaseEntry, ...] = key(
        f.Keyed(Record(CaseEntry), f.ID), "The cases.", required=True
    )


def schema_text() -> str:
    """Return the JSON Schema of cases files: ``schema.json`` beside this file."""
    title = "Cases of a decision tree of triage, format 1"
    return json_schema.schema_text(CasesDocument, title)
