"""A tree as a program for other engines, as JSON."""

from typing import Annotated, Literal, NotRequired, TypeAlias, TypedDict

from triage.base.shapes.spoken import WordedJSON

CodeJSON: TypeAlias = int | str | list[int | str]
"""An answer: the index of an option, or a list of them; a number in units of its last
decimal; a text as it is written; `unsure`."""


class AnswerHoleJSON(TypedDict):
    """A place in a text where an answer is read."""

    question: Annotated[int, "The index of the question."]
    look: NotRequired[Annotated[str, "How it is shown, such as `unit`."]]
    otherwise: NotRequired[Annotated[str, "What is read while it is not known."]]


class NumberHoleJSON(TypedDict):
    """A place in a text where a number is read."""

    number: Annotated[list[int], "The nodes of its least and of its greatest."]
    scale: Annotated[int, "How many of its digits are behind the point."]
    dated: NotRequired[Annotated[bool, "Whether it is the number of a day."]]
    unit: NotRequired[Annotated[str, "What it counts, such as `mg` or `GBP`."]]
    look: NotRequired[Annotated[str, "How it is shown, such as `weekday`."]]
    otherwise: NotRequired[Annotated[str, "What is read while it is not known."]]


class WordHoleJSON(TypedDict):
    """A place in a text where one of some words is read."""

    word: Annotated[list[int], "For each of `words`, whether it is still possible."]
    words: Annotated[list[str], "What each of them reads."]
    look: NotRequired[Annotated[str, "How it is shown: `lower` or `capital`."]]
    otherwise: NotRequired[Annotated[str, "What is read while several are possible."]]


TemplateJSON: TypeAlias = (
    str | list[str | AnswerHoleJSON | NumberHoleJSON | WordHoleJSON]
)
"""A text, or its parts in order."""


class PieceJSON(TypedDict):
    """A part of a long text, which everybody reads, or only some do."""

    when: NotRequired[Annotated[int, "The node of who reads it."]]
    text: Annotated[TemplateJSON, "What they read."]
    otherwise: NotRequired[Annotated[TemplateJSON, "What all others read."]]


class PiecesJSON(TypedDict):
    """A long text in pieces."""

    pieces: list[PieceJSON]


LongJSON: TypeAlias = TemplateJSON | PiecesJSON


class AskedTextsJSON(TypedDict, total=False):
    """What a question says; what is empty is left out."""

    text: Annotated[TemplateJSON, "What is asked."]
    again: Annotated[TemplateJSON, "The plainer wording."]
    help: Annotated[TemplateJSON, "What helps to answer, in Markdown."]
    why: Annotated[TemplateJSON, "Why it is asked, in Markdown."]
    if_wrong: Annotated[TemplateJSON, "What is said where an answer is refused."]
    replies: Annotated[
        dict[str, TemplateJSON],
        "What is said back, in Markdown, by the option; `none` where none was chosen.",
    ]
    name: Annotated[str, "What people call it; its id, where this is left out."]
    options: Annotated[
        dict[str, str], "The options as they are read, where that is not their id."
    ]
    names: Annotated[dict[str, str], "What reasons call the options that have a name."]


class AdviceTextsJSON(TypedDict, total=False):
    """What a recommendation says; what is empty is left out."""

    title: Annotated[TemplateJSON, "What to do, in a few words."]
    text: Annotated[LongJSON, "What to do and why, in Markdown."]
    watch_for: Annotated[LongJSON, "The safety net, in Markdown."]


class ProgramTextsJSON(WordedJSON):
    """All texts of a program in one language."""

    title: str
    audience: str
    not_for: str
    disclaimer: Annotated[str, "What every answer says about the tree."]
    emergency: Annotated[str, "What is said of emergencies before anything is asked."]
    levels: Annotated[dict[str, str], "The titles of the levels, by id."]
    values: Annotated[dict[str, str], "The titles of the values shown, by id."]
    questions: Annotated[list[AskedTextsJSON], "In the order of the questions."]
    recommendations: Annotated[list[AdviceTextsJSON], "In their order."]
    phrases: NotRequired[
        Annotated[
            dict[str, str | list[str]],
            "What is no text of the tree, such as days, by what it is in English; of "
            "what is counted, for one and for several. Without, it is English.",
        ]
    ]
    assume: NotRequired[
        Annotated[
            list[TemplateJSON],
            "What is said where answers deny what is assumed, in the order of "
            "`assume`; empty where nothing is.",
        ]
    ]


class InputJSON(TypedDict):
    """A question: what can be answered, and when it is asked."""

    id: str
    type: Annotated[str, "The name of its type, such as `yes_no`."]
    domain: Annotated[
        Literal["one", "some", "number", "text"],
        "Whether one of the options is answered, any of them, a number, or a text.",
    ]
    options: NotRequired[Annotated[list[str], "The ids of what can be chosen."]]
    alone: NotRequired[Annotated[list[int], "The options that stand alone."]]
    range: NotRequired[
        Annotated[
            list[int], "The least and the greatest, in units of the last decimal."
        ]
    ]
    decimals: NotRequired[Annotated[int, "How many digits after the point are kept."]]
    most: NotRequired[Annotated[int, "How many characters a text may have."]]
    lines: NotRequired[Annotated[bool, "Whether a text may have several lines."]]
    personal: NotRequired[Annotated[bool, "Whether records leave the text out."]]
    dated: NotRequired[
        Annotated[bool, "Whether it is a day, by its number: 1 is 0001-01-01."]
    ]
    limits: NotRequired[
        Annotated[
            dict[str, int],
            "What is assumed of a day whose limits go by today: a node for each code.",
        ]
    ]
    since: NotRequired[
        Annotated[
            list[int], "How far its first day is from today: months, and then days."
        ]
    ]
    until: NotRequired[Annotated[list[int], "How far its last day is, likewise."]]
    today: NotRequired[
        Annotated[bool, "Whether it is the day of the decision, asked of nobody."]
    ]
    unit: NotRequired[str]
    unsure: NotRequired[Annotated[bool, 'Whether "not sure" is an answer.']]
    again: NotRequired[
        Annotated[bool, 'Whether it is asked once more before "not sure" counts.']
    ]
    only_if: NotRequired[Annotated[int, "The node of when it is asked."]]
    otherwise: NotRequired[Annotated[CodeJSON, "The answer when it is skipped."]]


class AdviceJSON(TypedDict):
    """What is collected at a step or on a way."""

    recommendation: Annotated[int, "The index of the recommendation."]
    when: NotRequired[Annotated[int, "The node of when it is; else always."]]


class WayJSON(TypedDict):
    """A way on from a step; the first that holds is taken."""

    to: Annotated[str, "A step, a recommendation or `done`; empty if not written yet."]
    when: NotRequired[Annotated[int, "The node of when it is taken; else always."]]
    advise: NotRequired[list[AdviceJSON]]
    todo: NotRequired[Annotated[str, "Why it is not written yet."]]


class StepJSON(TypedDict):
    """A step: ask, collect, lead on."""

    id: str
    ask: NotRequired[Annotated[list[int], "The questions of the page."]]
    checklist: NotRequired[Annotated[bool, "Whether it is shown as one list to tick."]]
    may_be_left: NotRequired[
        Annotated[bool, "Whether the rest of the page stays unasked at the very worst."]
    ]
    advise: NotRequired[list[AdviceJSON]]
    ways: list[WayJSON]


class ToldJSON(TypedDict):
    """What a recommendation counts for, whatever it says."""

    id: str
    level: Annotated[int, "The index of its level; -1 for information."]
    rank: NotRequired[
        Annotated[int, "Which of one level comes first: the least; then all without."]
    ]
    alone: NotRequired[Annotated[bool, "Whether nothing else is shown beside it."]]
    warning: NotRequired[Annotated[bool, "Whether it is shown first, and always."]]


class ShowJSON(TypedDict):
    """A value that a decision shows."""

    id: str
    kind: Literal["truth", "number", "word"]
    nodes: Annotated[
        list[int],
        "Of a truth, whether it is certain and whether it is possible; of a number,"
        " its least and its greatest; of a word, whether each is still possible.",
    ]
    words: NotRequired[Annotated[list[str], "The words that it can be."]]
    scale: NotRequired[Annotated[int, "How many digits are behind the point."]]
    dated: NotRequired[Annotated[bool, "Whether it is the number of a day."]]


class ProgramJSON(TypedDict):
    """A tree as other engines run it: all it asks, decides and says, and no more."""

    format: Literal["triage-program/1"]
    sha256: Annotated[str, "The hash of all the rest, in its canonical form."]
    tree: Annotated[str, "The id of the tree."]
    version: Annotated[str, "What the author of the tree calls this version."]
    logic: Annotated[str, "The hash of how the tree decides, with all its digits."]
    wording: Annotated[str, "The hash of what it says."]
    status: Annotated[
        str,
        "`draft`, `reviewed` or `retired`, which decides for nobody unless that is"
        " asked for.",
    ]
    review_by: Annotated[str, "The day after which it is stale; may be empty."]
    profile: Annotated[str, "`clinical` or `general`."]
    place: Annotated[str, "The place; empty where nobody said."]
    levels: Annotated[list[str], "The ids of the levels, the lowest first."]
    questions: list[InputJSON]
    assume: Annotated[list[int], "The nodes of what must be possible of everybody."]
    recommendations: list[ToldJSON]
    first: Annotated[str, "The id of the first step."]
    steps: Annotated[list[StepJSON], "Each before every step it leads to."]
    show: list[ShowJSON]
    nodes: Annotated[
        list[list[int | str]],
        "Every condition and number: an operator and its operands, which stand before"
        " it.",
    ]
    texts: Annotated[dict[str, ProgramTextsJSON], "By language; `und` is not said."]
