"""Parse errors: what trips authors in conditions, told in their words.

A condition that cannot be parsed is read once more, word by word: a name or a number,
then something that joins it to the next. The first word out of turn is the slip.
"""

import re
from keyword import iskeyword

from triage.base.diagnostics import Finding
from triage.base.limits import LIMITS
from triage.base.pattern import pattern
from triage.base.text import Text
from triage.base.wording import shortened

WORD = pattern(r"not\s+in\b|[A-Za-z_]\w*|\d[\w.]*|[<>=!]+|\S", re.ASCII)

DASHED = pattern(r"\b[a-z]\w*-(?:\w+-)*(?:and|or|not|in|is|if)(?:-\w+)+", re.ASCII)
"""A name with dashes, of which one part is a word of the language."""

INSTEAD = {
    "=": "`==`",
    "=>": "`>=`",
    "=<": "`<=`",
    "<>": "`!=`",
    "!": "`not`",
    **{word.upper(): f"`{word}`" for word in ("and", "or", "not", "in")},
}
"""What people write from other languages, and what to write here."""

COMPARING = frozenset(["in", "not in", "<", "<=", "==", "!=", ">=", ">", *"+-*/"])
JOINING = COMPARING | {"and", "or", "if", "else", ","}
CLOSES = {")": "(", "]": "["}
OPENS = frozenset(CLOSES.values())

EXAMPLE = "a condition is built like `fever in signs and days > 2`"
TOO_DEEP = f"the condition is nested deeper than {LIMITS.condition_depth} levels"
SPLIT = "name parts of it under `values`"


def slip(text: Text) -> Finding:
    opened: list[tuple[str, int]] = []
    before, complete = "", False
    if dashed := DASHED.search(text.value):
        message = f"`{shortened(dashed[0])}` is no id: ids have no `-`"
        advice = f"write `{shortened(dashed[0].replace('-', '_'))}`"
        return Finding("T301", message, text.part(*dashed.span()), advice)
    for match in WORD.finditer(text.value):
        word, problem = " ".join(match[0].split()), None
        if word in CLOSES and (complete or before in OPENS):
            if not opened or opened.pop()[0] != CLOSES[word]:
                advice = "remove it, or open one before it"
                problem = f"`{word}` closes no bracket", advice
            complete = True
        elif word in OPENS and (
            not complete or (word == "(" and before.isidentifier())
        ):
            opened.append((word, match.start()))
            complete = False
            if len(opened) > LIMITS.condition_depth:
                problem = TOO_DEEP, SPLIT
        else:
            problem = wrong(word, before, complete=complete)
            complete = not complete and word not in ("not", "-")
        if problem:
            message, advice = problem
            return Finding("T301", message, text.part(*match.span()), advice)
        before = word
    message, start = "the condition ends too early", len(text.value.rstrip()) - 1
    if opened:
        message, start = "this bracket is never closed", opened[-1][1]
    return Finding("T301", message, text.part(start, start + 1), EXAMPLE)


def wrong(word: str, before: str, *, complete: bool) -> tuple[str, str] | None:
    """Return what is wrong with a word behind another, and what to do.

    The word is no bracket with a part in a pair; complete is what could end before it.
    """
    shown = shortened(word)
    if word in INSTEAD:
        return f"`{word}` is not part of a condition", f"write {INSTEAD[word]}"
    if word[0].isdigit() and not word.replace(".", "", 1).isdigit():
        return f"`{shown}` is neither a number nor a name", "write plain digits"
    if complete:
        missing = f"`and` or `or` is missing before `{shown}`"
        return None if word in JOINING else (missing, EXAMPLE)
    if word == "not" and before in COMPARING:
        return f"`not` cannot stand behind `{before}`", "put it in parentheses"
    if word in ("not", "-"):
        return None
    if (not word.isidentifier() and not word[0].isdigit()) or word in JOINING:
        return f"a name or a number is missing before `{word}`", EXAMPLE
    return (f"`{word}` cannot be a name", EXAMPLE) if iskeyword(word) else None
