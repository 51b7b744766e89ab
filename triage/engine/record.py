"""Record: what was asked and answered as JSON, so whole that it can be judged later."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from triage import __version__
from triage.base.answer import Answer, plain
from triage.base.lazy import Later
from triage.base.question import Question
from triage.model.fingerprint import worded
from triage.model.tree import Tree

if TYPE_CHECKING:
    import hashlib
else:
    hashlib = Later("hashlib")  # with a library of ciphers

if TYPE_CHECKING:
    from triage.base.shapes import AnswerJSON, HeadJSON, SaidJSON

Json = dict[str, Any]

SESSION = "triage-session"
DECISION = "triage-record"
FORMATS = {SESSION: 2, DECISION: 1}
"""The kinds of records, each with the format that is written."""

WORDS = ("text", "again", "help")
"""What a question says in words; all else that is said of it is what it takes."""


def head(tree: Tree, when: datetime | None) -> "HeadJSON":
    """Return what a record says of the tree, the engine and the time.

    Raises:
        ValueError: The time has no time zone.
    """
    if when is not None and when.utcoffset() is None:
        raise ValueError("give the time of a record with its time zone")
    found: HeadJSON = {
        "engine": __version__,
        "tree": tree.id,
        "version": tree.version,
        "logic": tree.full_logic,
        "wording": tree.full_wording,
        "language": tree.language,
        "place": tree.place,
        "contacts": dict(tree.contacts),
        "when": None if when is None else when.isoformat(),
    }
    return worded(tree, found, tree.full_texts)


def exactly(given: Mapping[str, Answer]) -> "dict[str, AnswerJSON]":
    """Return answers as JSON that keeps each digit."""
    return {name: exact(answer) for name, answer in given.items()}


def exact(answer: Answer) -> "AnswerJSON":
    return str(answer) if isinstance(answer, Decimal) else plain(answer)


def asked(
    tree: Tree, names: Iterable[str], again: Iterable[str]
) -> "dict[str, SaidJSON]":
    """Return what some questions say, by id.

    Args:
        tree: The tree.
        names: The ids of the questions.
        again: Those of which the plainer wording was shown.
    """
    plainly = {*again}
    found = {n: said(tree.questions[n], again=n in plainly) for n in names}
    return cast("dict[str, SaidJSON]", found)


def said(question: Question, *, again: bool) -> Json:
    """Return what gives an answer its meaning; what is empty is left out."""
    numbers = {
        "min": question.since or question.minimum,
        "max": question.until or question.maximum,
        "decimals": question.decimals if question.is_number else None,
    }
    found = {
        "text": question.text,
        "again": question.again if again else "",
        "help": question.help,
        "type": question.type,
        "unit": question.unit,
        "options": {option.id: option.text for option in question.options},
        **({"most": str(question.most)} if question.is_text else {}),
        "unsure": question.unsure,
        **{key: None if n is None else str(n) for key, n in numbers.items()},
    }
    return {key: value for key, value in found.items() if value or value is False}


def as_days(question: Question) -> Json:
    """Return limits that move with today as the days that they never pass.

    So the engine said them before it said how far they are from today.
    """
    ends = {"min": question.minimum, "max": question.maximum}
    moving = {"min": question.since, "max": question.until}
    return {key: str(ends[key]) for key, by in moving.items() if by is not None}


def wording_of(said: Json) -> str:
    """Return a short hash of what a question said in words, as it was asked.

    >>> wording_of({"text": "Have you a fever?", "type": "yes_no"})
    'db65f96f'
    """
    words = [said.get(key, "") for key in WORDS]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:8]
