"""What is kept of interviews and decisions, as JSON."""

from typing import Annotated, Literal, NotRequired, TypeAlias, TypedDict

from triage.base.shapes.interview import AnswerJSON, DecisionJSON
from triage.base.shapes.spoken import WordedJSON


class SaidJSON(TypedDict, total=False):
    """What a question said when it was asked; what is empty is left out."""

    text: Annotated[str, "What was asked."]
    again: Annotated[str, "The plainer wording, where that was shown."]
    help: str
    type: Annotated[str, "The name of its type, such as `yes_no`."]
    unit: str
    options: Annotated[dict[str, str], "The texts of the options, by their ids."]
    unsure: Annotated[bool, 'Whether "not sure" was an answer.']
    min: Annotated[
        str, "The least number or first day, or its distance from today, as text."
    ]
    max: Annotated[str, "The greatest number or last day, or its distance from today."]
    decimals: Annotated[str, "How many digits after the point were kept."]
    most: Annotated[str, "How many characters a text could have."]


class HeadJSON(WordedJSON):
    """What a record says of the tree, the engine and the time."""

    engine: Annotated[str, "The version of triage that made it."]
    tree: Annotated[str, "The id of the tree."]
    version: Annotated[str, "What the author of the tree calls this version."]
    logic: Annotated[str, "The hash of how the tree decides, with all its digits."]
    wording: Annotated[str, "The hash of what it says."]
    language: Annotated[str, "The language; empty where nobody said."]
    place: Annotated[str, "The place; empty where nobody said."]
    contacts: NotRequired[
        Annotated[dict[str, str], "Whom its texts said to call; no program knows that."]
    ]
    when: Annotated[str | None, "The time with its zone, where the caller gave one."]


AskedBy: TypeAlias = Literal["", "model"]
"""Who put the questions to the person; empty where the person read them."""


class AskerJSON(TypedDict, total=False):
    """Who put the questions, where the person did not read them."""

    asked_by: Annotated[Literal["model"], "That a language model put some of them."]


class SessionJSON(HeadJSON, AskerJSON):
    """An interview, to go on with later. Decimals are text, as they are exact."""

    format: Literal["triage-session/2"]
    questions: NotRequired[
        Annotated[
            dict[str, SaidJSON],
            "The questions answered, by their ids; no program knows how they are"
            " written.",
        ]
    ]
    prefill: Annotated[dict[str, AnswerJSON], "What was known before."]
    pages: Annotated[list[dict[str, AnswerJSON]], "The answers, page by page."]
    aside: Annotated[
        dict[str, list[AnswerJSON]],
        "Answers without effect: off the path, or taken back.",
    ]
    asked: Annotated[list[str], "The ids of the questions that counted on the path."]
    missing: Annotated[list[str], "The ids of those to ask next."]
    end: Annotated[str, "What ended the walk; empty before the end."]
    urgency: Annotated[str | None, "The id of the level reached."]
    advice: Annotated[list[str], "The ids of the recommendations."]


class WithheldJSON(TypedDict, total=False):
    """What a record leaves out."""

    withheld: Annotated[
        list[str],
        "The ids of personal questions of which the texts are left out, as if blank.",
    ]


class RecordJSON(HeadJSON, WithheldJSON):
    """A decision, to be made again later. Decimals are text, as they are exact."""

    format: Literal["triage-record/1"]
    questions: Annotated[dict[str, SaidJSON], "The questions answered, by their ids."]
    given: Annotated[dict[str, AnswerJSON], "Every answer, by question id."]
    decision: DecisionJSON
