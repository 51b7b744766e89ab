"""Logic: truths as SQL, of which each text can stand beside AND and OR as it is."""

from typing import TypeAlias

from triage.base.pattern import pattern
from triage.frames.database.statement import NAME

Truth: TypeAlias = bool | str
"""What holds always, never, or where a text of SQL says so."""


def spelt(truth: Truth) -> str:
    return truth if isinstance(truth, str) else str(truth).upper()


PLAIN = pattern(
    r"""("[^"]+"|\("[^"]+" & \d+[^)]*\)) (=|<>|<|>|<=|>=) ([^ ]+|'[^']*')"""
)
"""A comparison of a column with something short."""

TURNED = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def opposite(truth: Truth) -> Truth:
    """Return what holds where a truth does not.

    >>> opposite('"age" < 65'), opposite('NOT "_t1"'), opposite("(a OR b)")
    ('"age" >= 65', '"_t1"', 'NOT (a OR b)')
    """
    if isinstance(truth, bool):
        return not truth
    if found := PLAIN.fullmatch(truth):
        return f"{found[1]} {TURNED[found[2]]} {found[3]}"
    if truth.startswith("NOT ") and is_one(truth[4:]):
        return truth[4:]
    return f"NOT {closed(truth)}"


def is_one(found: str) -> bool:
    """Return whether a text is a name, or in brackets."""
    return bool(NAME.fullmatch(found)) or bare(found) != found


def closed(found: str) -> str:
    return found if is_one(found) else f"({found})"


def bare(found: str) -> str:
    """Return a text without brackets around the whole of it.

    >>> bare("(a + b)"), bare("(a) + (b)")
    ('a + b', '(a) + (b)')
    """
    depth = 0
    for place, letter in enumerate(found):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            whole = letter == ")" and place == len(found) - 1
            return found[1:-1] if whole else found
    raise AssertionError(found)
