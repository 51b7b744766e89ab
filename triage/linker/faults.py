"""Faults: what a translation shows otherwise than its text, or a phrase of ours."""

import re
from collections.abc import Iterable, Iterator
from string import Formatter, Template

from triage.base import holes, po
from triage.base.pattern import pattern
from triage.base.text import Text
from triage.base.wording import printable, quoted
from triage.linker.contacts import PLACEHOLDERS
from triage.treefile.fields import Scalar

LINK = pattern(r"\]\(([^)\s]*)\)")
ITEM = pattern(r"^ *(?:-|\d+\.) ", re.MULTILINE)


def wrongs(
    text: str, other: str, form: Scalar, words: Iterable[str] = PLACEHOLDERS
) -> Iterator[tuple[str, str]]:
    """Yield what a translation shows otherwise than its text, words of a place too."""
    ours, theirs = placeholders(text), placeholders(other)
    must = {f"${name}" for name in words} | {x for x in ours if x[0] == "{"}
    if lost := sorted((ours & must) - theirs):
        yield f"does not show {quoted(lost)}", "show what the text shows"
    if more := sorted(theirs - ours):
        yield f"shows {quoted(more)}", "show what the text shows"
    if LINK.findall(text) != LINK.findall(other):
        yield "links to something else", "keep the links"
    if len(ITEM.findall(text)) != len(ITEM.findall(other)):
        yield "is another list", "keep its items"
    if has_unseen(other):
        yield "has a character that nobody sees", "remove it"
    if not form.accepts(other):
        yield "does not fit", f"write {form.form}"


def has_unseen(text: str) -> bool:
    """Whether a text has a character that nobody sees; a wider space is none.

    >>> has_unseen("Quoi\N{NO-BREAK SPACE}?"), has_unseen("a\N{ZERO WIDTH SPACE}")
    (False, True)
    """
    unknown = "\N{REPLACEMENT CHARACTER}"
    lines = text.splitlines()
    return any(printable(x).count(unknown) > x.count(unknown) for x in lines)


def faults(one: po.Message) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with how a phrase of the library is said."""
    wanted = fields(one.source)
    for text in () if one.obsolete or one.stale or not one.is_whole else one.texts:
        found = fields(text)
        if found is None:
            yield "has a brace alone", "write each hole as the phrase has it"
        elif found != wanted:
            holes_of = quoted(f"{{{name}}}" for name in wanted or ()) or "no hole"
            yield f"does not have the holes of it: {holes_of}", "keep the holes"
        if has_unseen(text):
            yield "has a character that nobody sees", "remove it"
        if one.source.startswith("command: ") and len(text.split()) > 1:
            yield "is more than one word", "write one word"


def fields(phrase: str) -> list[str] | None:
    """Return the holes of a phrase as written; None where braces are not in pairs."""
    try:
        return sorted(
            f"{name}{f'!{turn}' if turn else ''}{f':{form}' if form else ''}"
            for _, name, form, turn in Formatter().parse(phrase)
            if name is not None
        )
    except ValueError:
        return None


def placeholders(text: str) -> set[str]:
    """Return what a text shows: words of a place, and what was answered."""
    found = {f"${name}" for name in Template(text).get_identifiers()}
    try:
        shown = holes.template(text) if holes.has_braces(text) else ()
    except holes.Misread:  # it is told where holes are
        return found
    return found | {hole_of(one) for one in shown if isinstance(one, holes.Hole)}


def hole_of(hole: holes.Hole) -> str:
    look = f" | {hole.look}" if hole.look else ""
    return f"{{{hole.name}{look}}}"


def msgid(text: Text) -> str:
    """Return a text as files of translations have it: without blanks around it."""
    return text.value.strip()
