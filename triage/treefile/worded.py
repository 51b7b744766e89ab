"""Worded texts: all that a file says to people who answer, each by its key.

The key of a text is where it stands: `fever/questions.tired.help` is the help for the
question `tired` of the file `fever`. Ids stand for entries, and numbers for items of a
list that have none.
"""

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

import attrs

from triage.base.text import Text
from triage.treefile.document import OptionEntry
from triage.treefile.fields import Key, Scalar, keys_of
from triage.treefile.sheet import Sheet

Change: TypeAlias = Callable[[str, Text, Scalar], Text]
"""What becomes of a text, by its key and the form that it must keep to."""

R = TypeVar("R")


def reworded(record: R, before: str, change: Change) -> R:
    """Return a file, or an entry of one, in which each worded text is another.

    Args:
        record: What was read.
        before: What stands before each key.
        change: What becomes of each text, in the order of the file.

    >>> worse = OptionEntry(Text.of("worse"), text=Text.of("Getting worse"))
    >>> found = reworded(worse, "a/", lambda key, text, _: Text.of(f"{key}: {text}"))
    >>> found.text.value
    'a/text: Getting worse'
    """
    made: dict[str, Any] = {}
    for key in keys_of(type(record)):
        old = getattr(record, key.field)
        new = part(old, f"{before}{key.name}", change, key)
        if new is not old:
            made[key.field] = new
    return attrs.evolve(record, **made) if made else record  # type: ignore[misc]


def part(value: Any, at: str, change: Change, key: Key | None = None) -> Any:
    """Return what stands at a place, with its texts changed if they are worded."""
    if isinstance(value, Text):
        return change(at, value, form(key.shape)) if key and key.worded else value
    if isinstance(value, tuple):
        items = tuple(
            part(item, f"{at}.{name_of(item, number)}", change)
            for number, item in enumerate(value)
        )
        same = all(new is old for new, old in zip(items, value, strict=True))
        return value if same else items
    if attrs.has(type(value)):
        return reworded(value, f"{at}.", change)
    return value


def name_of(item: Any, number: int) -> str:
    """Return what an item of a list is called: its id, or else its number."""
    return str(getattr(item, "id", number))


def form(shape: Any) -> Scalar:
    """Return the form of a text that may stand for a list of pieces."""
    while not isinstance(shape, Scalar):
        shape = shape.other
    found: Scalar = shape
    return found


def sheet_reworded(sheet: Sheet, before: str, change: Change) -> Sheet:
    """Return the options in a CSV file, in which each worded text is another."""
    head = [text.value for text in sheet.head]
    if "id" not in head:
        return sheet
    shapes = {key.name: key.shape for key in keys_of(OptionEntry) if key.worded}
    at = head.index("id")
    rows = tuple(
        tuple(
            change(f"{before}{row[at]}.{name}", cell, form(shapes[name]))
            if name in shapes and cell.value
            else cell
            for name, cell in zip(head, row, strict=True)
        )
        for row in sheet.rows
    )
    return attrs.evolve(sheet, rows=rows)
