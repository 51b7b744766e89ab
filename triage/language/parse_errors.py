"""What trips authors in conditions, told in their words.

A condition that cannot be parsed is read once more, word by word: a name or a number,
then something that joins it to the next. The first word out of turn is the slip.
"""

import re
from keyword import iskeyword

import attrs

from triage.base.diagnostics import Finding
from triage.base.limits import LIMITS
from triage.base.text import Text
from triage.base.wording import shortened

WORD = re.compile(r"not\s+in\b|[A-Za-z_]\w*|\d[\w.]*|[<>=!]+|\S", re.ASCII)

INSTEAD = {
    "=": "`==`",
    "=>": "`>=`",
    "=<": "`<=`",
    "<>": "`!=`",
    "!": "`not`",
    "AND": "`and`",
    "OR": "`or`",
    "NOT": "`not`",
    "IN": "`in`",
}
"""What people write from other languages, and what to write here."""

COMPARING = frozenset(["in", "not in", "<", "<=", "==", "!=", ">=", ">", "+", "-", "*"])

JOINING = COMPARING | {"and", "or", ","}

CLOSES = {")": "(", "]": "["}


EXAMPLE = "a condition is built like `fever in signs and days > 2`"

TOO_DEEP = f"the condition is nested deeper than {LIMITS.condition_depth} levels"
SPLIT = "name parts of it under `values`"


def slip(text: Text) -> Finding:
    """Return the finding for a condition that is not well formed."""
    reading = Reading(text)
    for match in WORD.finditer(text.value):
        problem = reading.problem(" ".join(match[0].split()), match.start())
        if problem:
            message, advice = problem
            span = text.part(match.start(), match.end())
            return Finding("T301", message, span, advice)
    message, start = reading.unfinished()
    return Finding("T301", message, text.part(start, start + 1), EXAMPLE)


Problem = tuple[str, str] | None
"""What is wrong with a word and what to do, or None."""


@attrs.define
class Reading:
    """Follow a condition word by word.

    Args:
        text: The condition.
        opened: The brackets that are open, each with its offset.
        before: The word before; empty at the beginning.
        complete: Whether what was read so far could end here.
    """

    text: Text
    opened: list[tuple[str, int]] = attrs.Factory(list)
    before: str = ""
    complete: bool = False

    def problem(self, word: str, start: int) -> Problem:
        """Return what is wrong with the next word, and go on."""
        if word in INSTEAD:
            return f"`{word}` is not part of a condition", f"write {INSTEAD[word]}"
        if word[0].isdigit() and not word.replace(".", "", 1).isdigit():
            shown = shortened(word)
            return f"`{shown}` is neither a number nor a name", "write plain digits"
        found = self.join(word, start) if self.complete else self.begin(word, start)
        self.before = word
        return found

    def begin(self, word: str, start: int) -> Problem:
        """Take a word where a name or a number is expected."""
        if word in CLOSES and self.before in CLOSES.values():
            return self.close(word)
        if word in CLOSES.values():
            return self.open(word, start)
        if word == "not" and self.before in COMPARING:
            message = f"`not` cannot stand behind `{self.before}`"
            return message, "put it in parentheses"
        if word in ("not", "-"):
            return None
        if (not word.isidentifier() and not word[0].isdigit()) or word in JOINING:
            return f"a name or a number is missing before `{word}`", EXAMPLE
        if iskeyword(word):
            return f"`{word}` cannot be a name", EXAMPLE
        self.complete = True
        return None

    def join(self, word: str, start: int) -> Problem:
        """Take a word where something that joins is expected."""
        if word in CLOSES:
            return self.close(word)
        self.complete = False
        if word == "(" and self.before.isidentifier():
            return self.open(word, start)
        if word in JOINING:
            return None
        return f"`and` or `or` is missing before `{shortened(word)}`", EXAMPLE

    def open(self, word: str, start: int) -> Problem:
        """Take an opening bracket."""
        self.opened.append((word, start))
        if len(self.opened) > LIMITS.condition_depth:
            return TOO_DEEP, SPLIT
        return None

    def close(self, word: str) -> Problem:
        """Take a closing bracket."""
        if not self.opened or self.opened.pop()[0] != CLOSES[word]:
            return f"`{word}` closes no bracket", "remove it, or open one before it"
        self.complete = True
        return None

    def unfinished(self) -> tuple[str, int]:
        """Return what is missing at the end, and where to point."""
        if self.opened:
            return "this bracket is never closed", self.opened[-1][1]
        last = len(self.text.value.rstrip()) - 1
        return "the condition ends too early", last
