"""What came of the rows of a file, as JSON."""

from typing import Annotated, Literal, TypedDict


class BatchJSON(TypedDict):
    """What came of the rows of a file, in counts: no answer is in it."""

    format: Literal["triage-batch/1"]
    tree: str
    version: str
    logic: Annotated[str, "The hash of how the tree decides."]
    results: Annotated[str, "The file of the rows that were decided."]
    rejects: Annotated[str, "The file of the others, each with its reason."]
    rows: Annotated[int, "How many rows were decided."]
    refused: Annotated[int, "How many rows were not."]
    urgency: Annotated[dict[str, int], "Rows that came to an end, by the level."]
    without_urgency: Annotated[int, "Rows that came to an end with no level."]
    ends: Annotated[dict[str, int], "Rows that came to an end, by what ended it."]
    undecided: Annotated[dict[str, int], "The others, by the question they want for."]
    held_up: Annotated[int, "Those that want for nothing: see their `problems`."]
    problems: Annotated[dict[str, int], "Rows by what is wrong in them."]
