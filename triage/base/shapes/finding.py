"""What is wrong with files, as JSON."""

from typing import Annotated, Literal, TypedDict


class PositionJSON(TypedDict):
    """A line of a file."""

    file: str
    line: int


class LocatedJSON(PositionJSON):
    """A place in a file."""

    column: int
    text: Annotated[str, "The characters pointed at."]


class NoteJSON(LocatedJSON):
    """A second place that a finding speaks of."""

    message: str


class FindingJSON(LocatedJSON):
    """What is wrong at one place of a file, and what to do."""

    code: Annotated[str, "The entry of the check catalogue, such as `T201`."]
    severity: Literal["error", "warning"]
    message: str
    help: Annotated[str, "What to do about it; may be empty."]
    notes: list[NoteJSON]
