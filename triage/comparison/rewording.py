"""Rewording: every text a person reads that differs between two trees, old and new."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from triage.base.immutable import immutable
from triage.base.lazy import Later
from triage.base.question import Question
from triage.language.ast import Value
from triage.language.english import English
from triage.model.fingerprint import (
    canonical,
    declared,
    denials,
    replies,
    written,
)
from triage.model.tree import Tree

if TYPE_CHECKING:
    import hashlib

    from triage.base.shapes import RewordingJSON
else:
    hashlib = Later("hashlib")  # with a library of ciphers

QUESTION = ("text", "name", "again", "help", "why", "unit", "if_wrong")
VALUE = ("title", "unit")
RECOMMENDATION = ("title", "text", "watch_for")
TREE = ("title", "audience", "not_for")

DIGITS = 8


@immutable
class Rewording:
    """Name a text that reads otherwise.

    Args:
        part: What it is part of, such as ``question``.
        id: The id of that.
        key: Which of its texts; of an option, its id.
        old: The text as it was written; empty if there was none.
        new: The text as it is written; empty if there is none.
        urgency: The most urgent level that it can lead to, or tells of; may be empty.
        rank: The place of that level on the scale of the new tree.
    """

    part: str
    id: str
    key: str
    old: str
    new: str
    urgency: str = ""
    rank: int = -1

    def to_dict(self) -> "RewordingJSON":
        """Return it as JSON."""
        return {
            "part": self.part,
            "id": self.id,
            "key": self.key,
            "old": self.old,
            "new": self.new,
            "urgency": self.urgency or None,
        }


def reworded(old: Tree, new: Tree) -> tuple[Rewording, ...]:
    """Return the texts of a tree that did not read so before, the most urgent first.

    Texts are compared as they are written, before a placeholder is filled; what the
    placeholders stand for is compared too. What is gone as a whole nobody reads.

    >>> import attrs
    >>> import triage
    >>> tree = triage.load("qsofa")
    >>> [item.new for item in reworded(tree, attrs.evolve(tree, title="Sepsis?"))]
    ['Sepsis?']
    """
    before, now = dict(texts(old)), dict(texts(new))
    parts = {key[:2] for key in now}
    gone = (key for key in before if key not in now and key[:2] in parts)
    keys = [key for key in now if before.get(key, "") != now[key]]
    reach = most_urgent(new)
    found = [
        Rewording(*at, before.get(at, ""), now.get(at, ""), *level(new, reach, *at[:2]))
        for at in (*keys, *gone)
    ]
    return tuple(sorted(found, key=lambda item: -item.rank))


def wording_id(words: Iterable[Rewording]) -> str:
    """Return a hash of some rewordings; of none, nothing."""
    rows = sorted([x.part, x.id, x.key, x.old, x.new] for x in words)
    text = repr(canonical(rows))
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS] if rows else ""


Key = tuple[str, str, str]


def texts(tree: Tree) -> Iterator[tuple[Key, str]]:
    """Yield every text that a person reads, as it is written, with its place."""
    root = tree.documents[0] if tree.documents else None
    yield from named(tree, ("tree", "tree"), tree, root, TREE)
    for name, said in tree.contacts.items():
        yield ("contact", name, "says"), said
    for level in tree.levels:
        yield ("level", level.id, "title"), level.title
    for step in tree.steps.values():
        if step.module:
            yield ("part", step.module, "title"), step.section
        yield ("step", step.id, "title"), step.title
    kinds = "questions", "values", "recommendations"
    asked, named_, told = (declared(tree, kind) for kind in kinds)
    for name, question in tree.questions.items():
        yield from named(tree, ("question", name), question, asked.get(name), QUESTION)
        yield from of_options(tree, question, asked.get(name))
    for (name, answer), text in replies(tree):
        yield ("question", name, f"reply to {answer}"), text or ""
    for name, value in tree.values.items():
        yield from named(tree, ("value", name), value, named_.get(name), VALUE)
        yield from of_options(tree, value, named_.get(name))
    yield from denied(tree)
    for name, item in tree.recommendations.items():
        at = "advice", name
        yield from named(tree, at, item, told.get(name), RECOMMENDATION)


def denied(tree: Tree) -> Iterator[tuple[Key, str]]:
    """Yield what is said where answers deny what is assumed."""
    words, said = English(tree.questions, tree.values), denials(tree)
    for condition in tree.assume:
        yield ("assumption", words.of(condition), "says"), said.get(condition, "")


def of_options(
    tree: Tree, asked: Question | Value, entry: object
) -> Iterator[tuple[Key, str]]:
    options = {str(option.id): option for option in getattr(entry, "options", ())}
    for option in asked.options:
        at = "option", f"{asked.id}.{option.id}"
        yield from named(tree, at, option, options.get(option.id), ("text", "name"))


def named(
    tree: Tree, at: tuple[str, str], part: object, entry: object, keys: Iterable[str]
) -> Iterator[tuple[Key, str]]:
    for key in keys:
        source = getattr(entry, "unsure", None) if key == "again" else entry
        text = written(tree.contacts, part, source, key)[0]
        yield (*at, key), text or ""


def level(
    tree: Tree, reach: Mapping[str, int], part: str, name: str
) -> tuple[str, int]:
    """Return the most urgent level that a text can lead to, or tells of."""
    match part:
        case "advice":
            rank = tree.recommendations[name].rank
        case "question" | "option":
            rank = reach.get(name.split(".", maxsplit=1)[0], -1)
        case "contact":
            rank = len(tree.levels) - 1
        case "step":
            rank = tree.bounds[name][1]
        case "level":
            rank = next(level.rank for level in tree.levels if level.id == name)
        case _:
            rank = -1
    return tree.level_id(rank) or "", rank


def most_urgent(tree: Tree) -> Mapping[str, int]:
    """Return the greatest rank that can follow each question."""
    found: dict[str, int] = {}
    for step in tree.steps.values():
        for name in step.ask:
            found[name] = max(found.get(name, -1), tree.bounds[step.id][1])
    return found
