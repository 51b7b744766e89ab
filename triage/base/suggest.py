"""Suggestions: the known name that was probably meant by a misspelt one."""

from collections.abc import Iterable, Sequence
from heapq import nsmallest
from typing import TYPE_CHECKING

from triage.base.lazy import Later
from triage.base.limits import LIMITS
from triage.base.wording import quoted

if TYPE_CHECKING:
    import difflib
else:
    difflib = Later("difflib")  # where a name is misspelt


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a help text that names the closest known word, or lists the few."""
    names = list(known)
    if close := closest(word, names):
        return f"did you mean `{close}`?"
    return f"known: {quoted(names)}" if 0 < len(names) <= LIMITS.known else ""


def closest(word: str, names: Sequence[str]) -> str:
    """Return the name that was probably meant by a word; empty if none is close."""
    if word.lower() in names:
        return word.lower()
    if copied := next((name for name in names if name.endswith(f".{word}")), ""):
        return copied
    close = difflib.get_close_matches(word, near(word, names), n=1, cutoff=0.6)
    return close[0] if close else ""


def near(word: str, names: Sequence[str]) -> list[str]:
    """Return the names that are most alike in length and in the letters they have."""
    letters, most = frozenset(word), max(3, len(word) // 2)
    alike = [name for name in names if abs(len(name) - len(word)) <= most]
    if len(alike) > LIMITS.looked_at:
        ends = word[:1], word[-1:]
        alike = [name for name in alike if (name[:1], name[-1:]) == ends]
    if len(alike) <= LIMITS.compared:
        return alike
    few = alike[: LIMITS.looked_at]
    return nsmallest(LIMITS.compared, few, key=lambda name: len(letters ^ {*name}))
