"""What is asked, answered and decided, as JSON."""

from typing import Annotated, Any, Literal, NotRequired, TypeAlias, TypedDict

from triage.base.answer import Code
from triage.base.shapes.spoken import SpokenJSON

AnswerJSON: TypeAlias = str | int | float | list[str]
"""An answer: a word, a text, a number, or the ids of what was chosen."""


class CodingJSON(TypedDict):
    """What something is called in a code system."""

    system: Annotated[str, "The address of the system."]
    code: str
    display: Annotated[str, "What the system calls it; may be empty."]


class OptionJSON(TypedDict):
    """What can be chosen."""

    id: Annotated[str, "What an answer says."]
    text: Annotated[str, "What a person reads."]
    alone: NotRequired[Annotated[bool, "Whether nothing can be chosen beside it."]]
    name: NotRequired[Annotated[str, "What reasons and pictures call it."]]
    codes: NotRequired[list[CodingJSON]]


class QuestionJSON(TypedDict):
    """A question, as a front end shows it."""

    id: Annotated[str, "Its id, under which it is answered."]
    kind: Annotated[str, "The name of its type, such as `yes_no`."]
    text: Annotated[str, "What is asked."]
    help: Annotated[str, "What helps to answer; may be empty."]
    why: Annotated[str, "Why it is asked; may be empty."]
    unsure: Annotated[bool, 'Whether "not sure" is an answer.']
    options: NotRequired[
        Annotated[
            list[OptionJSON], 'What can be chosen, "not sure" last; not of numbers.'
        ]
    ]
    min: NotRequired[
        Annotated[str, "The least number, as text because it is exact; the first day."]
    ]
    max: NotRequired[Annotated[str, "The greatest number; the last day."]]
    decimals: NotRequired[Annotated[int, "How many digits after the point are kept."]]
    unit: NotRequired[Annotated[str, "What a number counts; may be empty."]]
    most: NotRequired[Annotated[int, "How many characters a text may have."]]
    lines: NotRequired[Annotated[bool, "Whether a text may have several lines."]]
    personal: NotRequired[
        Annotated[bool, "Whether records of decisions leave out what is written."]
    ]
    codes: NotRequired[list[CodingJSON]]
    name: NotRequired[Annotated[str, "What people call it in a few words."]]
    if_wrong: NotRequired[
        Annotated[str, "What to say where an answer is refused, for the person."]
    ]


class AskedJSON(QuestionJSON):
    """A question of a page."""

    required: Annotated[bool, "Whether it must be answered; it always must."]
    given: Annotated[AnswerJSON | None, "What was answered here before, if anything."]


class PageJSON(TypedDict):
    """What an interview asks at one time."""

    format: Literal["triage-page/1"]
    number: Annotated[int, "Which page of the interview, from 1; 0 if it is on none."]
    kind: Annotated[
        Literal["question", "checklist"], "A list to tick, or one question."
    ]
    at: Annotated[str, "A token of the page, to be sent with its answers."]
    again: Annotated[bool, "Whether this is asked a second time, in plainer words."]
    questions: list[AskedJSON]
    answers_schema: Annotated[
        dict[str, Any],
        "The JSON Schema of answers to it, by question id. How many digits after the"
        " point a number has, stands under `x-decimals`.",
    ]
    said: NotRequired[
        Annotated[
            list[str],
            "What is said back to the answers of the page before, in Markdown; before"
            " anything is asked.",
        ]
    ]


class ProblemJSON(TypedDict):
    """Why answers are not accepted; never what was given."""

    code: Annotated[Code, "What is wrong, for programs."]
    questions: Annotated[list[str], "The ids of the questions that it is about."]
    message: Annotated[str, "What to do, for the person who answers."]
    limits: NotRequired[
        Annotated[
            dict[str, str],
            "What a number must keep to: `min`, `max`, `decimals`, `unit`; as text"
            " because it is exact. Of a date, `min` and `max`.",
        ]
    ]
    options: NotRequired[Annotated[list[OptionJSON], "What can be chosen."]]


class RecommendationJSON(TypedDict):
    """What a person is told."""

    id: str
    urgency: Annotated[str | None, "The id of its level; null for advice without one."]
    title: str
    text: Annotated[str, "The advice, in Markdown; may be empty."]
    watch_for: Annotated[
        str, "The safety net, in Markdown, which belongs to the advice; may be empty."
    ]
    warning: Annotated[bool, "Whether it stands beside all other advice."]
    cites: Annotated[list[str], "The ids of its sources."]
    codes: NotRequired[list[CodingJSON]]
    rank: NotRequired[
        Annotated[int, "Its place among warnings, or information, of one level."]
    ]


class PathStepJSON(TypedDict):
    """What happened at one step of the path."""

    step: str
    title: NotRequired[Annotated[str, "What people call the step."]]
    branch: Annotated[str, "The answer or condition that led on, in words."]
    because: Annotated[str, "What of it decided, with the answers that made it so."]
    why: Annotated[
        list[str],
        "The ids of the questions that decided: whatever is answered to others, this"
        " branch is taken.",
    ]
    answers: Annotated[dict[str, AnswerJSON], "The answers given here, by question id."]


class SettledJSON(TypedDict):
    """What every way of going on leads to."""

    urgency: str | None
    end: str
    recommendations: list[str]


Shown: TypeAlias = str | int | float | list[int | float] | list[str]
"""A value that a tree shows: a word, a number, or the least and greatest."""


class DecisionJSON(SpokenJSON):
    """What was decided, and why."""

    format: Literal["triage-decision/1"]
    tree: Annotated[str, "The id of the tree."]
    version: str
    logic: Annotated[str, "The hash of how the tree decides."]
    wording: Annotated[str, "The hash of what it says."]
    complete: Annotated[bool, "Whether nothing is left to ask."]
    urgency: Annotated[str | None, "The id of the highest level; null before any."]
    recommendations: Annotated[list[RecommendationJSON], "Warnings, then by urgency."]
    path: list[PathStepJSON]
    shows: Annotated[
        dict[str, Shown],
        "The values that the tree shows: a word, a number, or the least and greatest.",
    ]
    missing: Annotated[list[str], "The ids of the questions to ask next."]
    unused: Annotated[list[str], "The ids of answers that the path did not ask for."]
    bounds: Annotated[
        list[str | None], "The lowest and highest urgency still possible."
    ]
    settled: Annotated[
        SettledJSON | None, "What is certain already; null if nothing is."
    ]
    todo: Annotated[str, "Why the walk cannot go on in an unfinished tree; else empty."]
    problems: NotRequired[
        Annotated[list[ProblemJSON], "What was wrong with other answers, if anything."]
    ]
