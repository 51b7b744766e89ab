"""Tokens: which page of an interview some answers are for, and whether it still is so.

A token is a hash of a page and of all that it rests on: the tree, what was known
before, and the pages before it. It is no counter, so that a page that was left can be
answered again as long as nothing below it has changed.
"""

import json
from collections.abc import Container, Mapping
from enum import Enum
from itertools import accumulate
from typing import TYPE_CHECKING

import attrs

from triage.base.answer import Answer
from triage.base.lazy import Later
from triage.engine.arrange import Changes, Kept
from triage.engine.record import exactly
from triage.model.tree import Tree

if TYPE_CHECKING:
    import hashlib
else:
    hashlib = Later("hashlib")  # with a library of ciphers

DIGITS = 16


class Arrival(Enum):
    """Say what becomes of answers to a page."""

    NOW = "now"  # they are what is asked now
    PAGE = "page"  # they change a page that was answered
    TWICE = "twice"  # they stand already
    ANSWERED = "answered"  # the page has other answers by now
    CHANGED = "changed"  # what the page rests on has changed


def token(before: str, page: object) -> str:
    """Return the token of a page, given that of the page before it."""
    text = json.dumps([before, page], separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def tokens(tree: Tree, kept: Kept) -> tuple[str, ...]:
    """Return a token for what was known before, and for each page as it stands."""
    first = token(f"{tree.logic} {tree.wording}", exactly(kept.prefill))
    return tuple(accumulate(map(exactly, kept.pages), token, initial=first))


def arrival(
    kept: Kept, asked: Container[str], known: tuple[str, ...], at: str, given: Changes
) -> tuple[Arrival, int]:
    """Return what becomes of answers that come with a token, and the page it is of.

    Args:
        kept: What was given so far.
        asked: What is asked now; what was taken back of it does not stand.
        known: The tokens of its pages.
        at: The token.
        given: The answers.
    """
    if at == token(known[-1], {}):
        return Arrival.NOW, 0
    if at in known[1:]:
        return Arrival.PAGE, known.index(at)
    empty = [token(before, {}) for before in known[:-1]]
    number = empty.index(at) + 1 if at in empty else 0
    page: Mapping[str, Answer] = kept.pages[number - 1] if number else {}
    parked = {n: items for n, items in kept.aside.items() if n not in asked}
    stands = {**attrs.evolve(kept, aside=parked).stands, **page}
    if all(stands.get(name) == answer for name, answer in given.items()):
        return Arrival.TWICE, number
    if not number and any(is_page(given, page) for page in kept.pages):
        return Arrival.TWICE, 0
    if number:
        return Arrival.ANSWERED, number
    return Arrival.CHANGED, max((kept.page_of(name) for name in given), default=0)


def is_page(given: Changes, page: Mapping[str, Answer]) -> bool:
    """Whether answers stand on a page as a whole, whatever was asked again after it.

    One answer alone may be to the plainer wording, which has a page of its own.
    """
    return len(given) > 1 and given.items() <= page.items()
