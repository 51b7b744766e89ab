"""Structural diff: what was edited between two versions of a tree, part by part."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

import attrs

from triage.base.immutable import immutable
from triage.base.question import Level
from triage.language.ast import Condition
from triage.language.distance import limits
from triage.model.fingerprint import canonical
from triage.model.tree import Recommendation, Step, Tree

Edit: TypeAlias = Literal["added", "removed", "changed"]

PARTS = {
    "step": "steps",
    "question": "questions",
    "condition of a question": "guards",
    "value": "values",
    "recommendation": "recommendations",
    "property": "properties",
    "source": "citations",
}
"""What the parts of a tree are called, and where they are."""

WHOLE = ("title", "review_by", "audience", "not_for", "first", "show")
"""What a tree as a whole says of itself, besides its version."""

OF_FILES = (
    "status",
    "profile",
    "words",
    "disclaimer",
    "emergency",
    "language",
    "publisher",
    "url",
    "valid",
    "reviews",
    "accept",
    "renamed",
    "same_meaning",
)
"""What files say of themselves that is no part of the tree, or is spread over it."""

SAID = {"title", "unit"}  # what people are told of a value, which means the same

KNOWN = {"known", "scale", "low", "high"}  # what follows from other parts

KEYS = {
    "minimum": "min",
    "maximum": "max",
    "since": "min",
    "until": "max",
    "body": "meaning",
    "when": "only_if",
    "worse": "monotone",
    "precedence": "rank",
    "responses": "reply",
}
"""What some fields are called in a file, where that is another name."""


@immutable
class Difference:
    """Name a part that was edited.

    Args:
        part: What it is, such as ``step``.
        id: Its id.
        edit: Whether it was added, removed or changed.
        keys: For what was changed: what of it.
    """

    part: str
    id: str
    edit: Edit
    keys: tuple[str, ...] = ()

    def __str__(self) -> str:
        keys = f" ({', '.join(self.keys)})" if self.keys else ""
        return f"{self.part} `{self.id}` {self.edit}{keys}"


def differences(old: Tree, new: Tree) -> tuple[Difference, ...]:
    """Return what was edited between two versions of a tree.

    >>> import triage
    >>> tree = triage.load("qsofa")
    >>> print(*differences(tree, attrs.evolve(tree, title="qSOFA")))
    tree `qsofa` changed (title)
    """
    levels = ({level.id: level for level in tree.levels} for tree in (old, new))
    found = [*of_tree(WHOLE, old, new), *of_part("level", *levels)]
    if stated(old) != stated(new):
        found.append(Difference("tree", new.id, "changed", ("assume",)))
    found += of_files(old, new)
    for part, name in PARTS.items():
        found += of_part(part, getattr(old, name), getattr(new, name))
    return tuple(found)


def stated(tree: Tree) -> tuple[Condition, ...]:
    """Return what a tree says of everybody, without the limits of its dates."""
    kept = limits(tree.questions.values())
    return tuple(condition for condition in tree.assume if condition not in kept)


def of_tree(keys: tuple[str, ...], old: Tree, new: Tree) -> Iterator[Difference]:
    edited = tuple(key for key in keys if getattr(old, key) != getattr(new, key))
    if edited:
        yield Difference("tree", new.id, "changed", edited)


def of_files(old: Tree, new: Tree) -> Iterator[Difference]:
    """Yield what the files of a tree, its modules included, say otherwise."""

    def said(tree: Tree, key: str) -> list[object]:
        every = (getattr(document, key) for document in tree.documents)
        return [canonical(one) for one in every if one]

    edited = tuple(key for key in OF_FILES if said(old, key) != said(new, key))
    if edited:
        yield Difference("tree", new.id, "changed", edited)


def of_part(
    part: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Difference]:
    """Yield what was edited among parts of one kind, in the order of the new tree."""
    for name in dict.fromkeys([*new, *old]):
        if name not in old:
            yield Difference(part, name, "added")
        elif name not in new:
            yield Difference(part, name, "removed")
        elif keys := changed(bare(old[name]), bare(new[name])):
            yield Difference(part, name, "changed", keys)


def changed(old: Any, new: Any) -> tuple[str, ...]:
    every = attrs.fields(type(old))
    names = [f.name for f in every if (f.eq or f.name in SAID) and f.name not in KNOWN]
    edited = [name for name in names if getattr(old, name) != getattr(new, name)]
    return tuple(dict.fromkeys(KEYS.get(name, name) for name in edited))


def bare(part: Any) -> Any:
    """Return a part without what is numbered or said elsewhere: ways, and levels."""
    match part:
        case Step(ways=ways):
            unnumbered = tuple(attrs.evolve(way, number=0) for way in ways)
            return attrs.evolve(part, ways=unnumbered)
        case Recommendation(urgency=Level() as level):
            return attrs.evolve(part, urgency=attrs.evolve(level, title="", rank=0))
        case _:
            return part
