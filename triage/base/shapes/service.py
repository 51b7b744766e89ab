"""What a server says of trees and interviews, as JSON."""

from typing import Annotated, Literal, NotRequired, TypeAlias, TypedDict

from triage.base.shapes.interview import (
    DecisionJSON,
    PageJSON,
    ProblemJSON,
    RecommendationJSON,
)

RefusalCode: TypeAlias = Literal[
    "answered",
    "answers",
    "busy",
    "changed",
    "gone",
    "key_used",
    "lost",
    "malformed",
    "method",
    "no_match",
    "no_page",
    "no_token",
    "no_tree",
    "not_json",
    "too_long",
    "too_many",
]
"""Why a server does not do what it is asked."""


class TreeJSON(TypedDict):
    """What a server says of a tree."""

    id: str
    title: str
    version: Annotated[str, "What the author of the tree calls this version."]
    status: Annotated[str, "`draft` or `reviewed`; may be empty."]
    language: Annotated[str, "The language; empty where nobody said."]
    place: Annotated[str, "The place; empty where nobody said."]
    logic: Annotated[str, "The hash of how the tree decides."]
    wording: Annotated[str, "The hash of what it says."]
    audience: Annotated[str, "Whom it is for; may be empty."]
    not_for: Annotated[str, "Whom it is not for; may be empty."]
    disclaimer: Annotated[str, "What every answer says about the tree; may be empty."]
    emergency: Annotated[
        str, "What is said of emergencies before anything is asked; may be empty."
    ]


class LeftJSON(TypedDict):
    """How many pages are left after the one that is asked."""

    least: int
    most: int


class InterviewJSON(TypedDict):
    """Where an interview stands: at a page, or at what was decided."""

    format: Literal["triage-interview/1"]
    interview: Annotated[str, "Its id; empty where the client keeps it."]
    tree: Annotated[str, "The id of the tree."]
    answered: Annotated[int, "How many pages are answered."]
    section: Annotated[str, "The title of the part that asks; empty when decided."]
    left: LeftJSON
    urgent: Annotated[
        list[RecommendationJSON],
        "What is certain by now of the highest level, to be shown at once, above what"
        " is asked.",
    ]
    page: Annotated[PageJSON | None, "What is asked now; null when it is decided."]
    decision: Annotated[DecisionJSON | None, "What was decided; null before that."]
    token: NotRequired[
        Annotated[
            str,
            "What opens the interview, told when it begins; where the client keeps it,"
            " all of it, sealed anew each time.",
        ]
    ]


class LinkJSON(TypedDict):
    """How a person goes on with an interview in a browser of theirs."""

    format: Literal["triage-link/1"]
    address: Annotated[
        str,
        "An address of our pages, which opens the interview once, in the browser that"
        " follows it. Who has it can read the answers.",
    ]


class RefusalJSON(TypedDict):
    """Why a server does not do what it is asked: problem details of RFC 9457."""

    type: Annotated[str, "The address of what is said of all such refusals."]
    title: Annotated[str, "What is wrong, in one sentence."]
    status: Annotated[int, "The status of the answer."]
    code: Annotated[RefusalCode, "What is wrong, for programs."]
    detail: NotRequired[Annotated[str, "What is wrong with this; never an answer."]]
    problems: NotRequired[
        Annotated[list[ProblemJSON], "Why answers are not accepted; `answers` only."]
    ]
    page: NotRequired[
        Annotated[
            PageJSON | None,
            "The page as it is now, with what stands there; `answered` and `changed`"
            " only, null where all is answered.",
        ]
    ]
    decision: NotRequired[
        Annotated[
            DecisionJSON,
            "What the answers that were right come to; an emergency is one, whatever"
            " else was mistyped.",
        ]
    ]
