"""Texts of a tree, checked: placeholders and marks that people would read as such."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from string import Template

from triage.base.diagnostics import Finding
from triage.base.holes import Misread, has_braces
from triage.base.limits import LIMITS
from triage.base.markdown import Mistake, is_plain, is_sturdy, masked, mistakes
from triage.base.pattern import pattern
from triage.base.suggest import did_you_mean
from triage.base.text import Span, Text
from triage.base.wording import shortened
from triage.linker.modules import Parts
from triage.linker.resolve import Report
from triage.treefile.texts import (
    braceless,
    marked,
    names,
    part,
    prose,
    without_placeholders,
)

HOLED = pattern(r"\]\(([^()\s]*\{[^{}]*\}[^()\s]*)")
"""An address of a link that has a hole."""

ITEM = pattern(r"^ *(?:-|\d+\.) ", re.MULTILINE)
"""How an item of a list begins in a text."""


def check_texts(declared: Parts, contacts: Mapping[str, str], found: Report) -> None:
    """Note every text in which a person would read a placeholder, or a mark."""
    for text in chain(*map(prose, declared.documents)):
        check_placeholders(text, contacts, found)
    for text in chain(*map(names, declared.documents)):
        if filled := Template(text.value).get_identifiers():
            message = f"nothing is filled in in a name, as in `${shortened(filled[0])}`"
            found.error("T211", message, text, "write it out")
    for text in chain(*map(marked, declared.documents)):
        for finding in marks(text):
            found.add(finding)
    for what, text in chain(*map(braceless, declared.documents)):
        if has_braces(without_placeholders(text.value)):
            message = f"braces have no meaning in {what}"
            found.error("T222", message, text, "write it without them")


def check_placeholders(text: Text, contacts: Mapping[str, str], found: Report) -> None:
    for name in Template(text.value).get_identifiers():
        if name not in contacts:
            shown, close = shortened(name), did_you_mean(name, contacts)
            advice = close or f"give its wording: put `{shown}` in `contacts`"
            found.error("T211", f"nothing stands for `${shown}`", text, advice)


def marks(text: Text) -> Iterator[Finding]:
    """Yield what Markdown says in a text that no text can say."""
    written = without_placeholders(text.value)
    try:
        read = masked(written, "x")
    except Misread:  # it is told where holes are
        return
    if list_folded(text):
        message = "the items of a list run together here, as `>` folds its lines"
        yield Finding.at("T221", message, text, "write `|` instead, which keeps lines")
    if is_plain(read):
        return
    if len(text.value) > LIMITS.prose:
        message = f"a text with marks has more than {LIMITS.prose:,} characters"
        yield Finding.at("T108", message, text, "make several texts of it")
        return
    for mistake in mistakes(read):
        message, advice = mistake.message, mistake.advice
        yield Finding("T221", message, where(text, mistake), advice)
    if is_sturdy(written):
        return
    if found := HOLED.search(written):
        message = f"nothing is filled in in an address, as in `{shortened(found[1])}`"
        at = part(text, *found.span(1))
        yield Finding("T221", message, at, "write the address itself")
    else:
        message = "what is filled in here can change where a mark begins or ends"
        advice = "put a space between the mark and the `{…}`"
        yield Finding.at("T221", message, text, advice)


def list_folded(text: Text) -> bool:
    """Whether several lines of a folded text were written as the items of a list."""
    written = text.span.text
    if not written.startswith(">"):
        return False
    return len(ITEM.findall(written)) > max(1, len(ITEM.findall(text.value)))


def where(text: Text, mistake: Mistake) -> Span:
    start = text.value.find(mistake.near)
    return part(text, start, start + len(mistake.near)) if start >= 0 else text.span
