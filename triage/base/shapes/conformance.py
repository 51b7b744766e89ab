"""What an engine must make of a program and some answers, as JSON."""

from typing import Annotated, Literal, NotRequired, TypedDict

from triage.base.shapes.interview import AnswerJSON, Shown
from triage.base.shapes.program import CodeJSON


class WalkedJSON(TypedDict):
    """What becomes of a walk."""

    ways: Annotated[list[int], "The ways taken, counted through all steps from 0."]
    step: Annotated[str, "The step where it ends or waits."]
    end: Annotated[str, "What ended it; empty while it waits."]
    advice: Annotated[list[str], "What was collected, in order, the end included."]
    missing: Annotated[list[str], "The questions to ask now."]
    asked: Annotated[
        dict[str, CodeJSON], "The answers that counted, in the order of asking."
    ]
    skipped: Annotated[list[str], "The questions that were skipped."]
    level: Annotated[int, "The highest level collected; -1 for none."]
    todo: Annotated[str, "Why it cannot go on, where the tree is not finished."]


class ReadJSON(TypedDict):
    """A recommendation as the person reads it."""

    id: str
    title: str
    text: str
    watch_for: str


class AskJSON(TypedDict):
    """A question as the person reads it; what is empty is left out."""

    id: str
    text: str
    again: NotRequired[str]
    help: NotRequired[str]
    why: NotRequired[str]
    if_wrong: NotRequired[str]


class TrialJSON(TypedDict):
    """Some answers, and what must come of them."""

    given: Annotated[dict[str, AnswerJSON], "The answers, as people know them."]
    codes: Annotated[dict[str, CodeJSON], "The same as codes."]
    pages: Annotated[
        list[list[str]], "What is asked of somebody who gives them page by page."
    ]
    broken: Annotated[list[int], "The entries of `assume` that they rule out."]
    walk: WalkedJSON
    told: Annotated[list[ReadJSON], "What is told, in its order."]
    replies: Annotated[
        dict[str, str], "What is said back to answers, by the question asked."
    ]
    asks: Annotated[list[AskJSON], "What is missing, as it is read now."]
    shows: Annotated[dict[str, Shown], "The values shown."]


class ConformanceJSON(TypedDict):
    """Trials of a program."""

    format: Literal["triage-conformance/1"]
    tree: Annotated[str, "The id of the tree."]
    sha256: Annotated[str, "The hash of its program."]
    trials: list[TrialJSON]
