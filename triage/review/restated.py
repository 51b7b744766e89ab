"""Restated: what a version says of itself, and demands of everybody, before and now."""

from collections.abc import Iterator

from triage.base.immutable import immutable
from triage.comparison.demanded import Ending, floor, stated
from triage.comparison.equivalence import Changes
from triage.model.tree import Property, Tree


@immutable
class Restated:
    """Show what is stated otherwise than before.

    Args:
        part: What it is, such as ``disclaimer``, or ``property``.
        id: The id of the property; else empty.
        old: What was stated, in words; empty where nothing was.
        new: What is stated; empty where nothing is.
        note: What became of a property, such as ``demands less``; may be empty.
    """

    part: str
    id: str
    old: str
    new: str
    note: str = ""


def restated(changes: Changes) -> Iterator[Restated]:
    """Yield what two versions state otherwise that is no text of the interview."""
    before, now = dict(about(changes.then)), dict(about(changes.new))
    for part, new in now.items():
        if before[part] != new:
            yield Restated(part, "", before[part], new)
    yield from demanded(changes.then, changes.new)


def about(tree: Tree) -> Iterator[tuple[str, str]]:
    """Yield what a tree says of itself and of its people."""
    profile = tree.profile
    yield "disclaimer", profile.disclaimer
    yield "emergency", profile.emergency
    yield "words", f"{profile.person}, {profile.people}"
    yield "status", tree.status
    yield "review_by", tree.review_by
    yield "language", tree.language
    yield "publisher", tree.publisher
    yield "url", tree.url


def demanded(old: Tree, new: Tree) -> Iterator[Restated]:
    """Yield the properties that were changed, removed or added."""
    was, words = Ending.of_tree(old), Ending.of_tree(new)
    for name in dict.fromkeys((*old.properties, *new.properties)):
        before, now = old.properties.get(name), new.properties.get(name)
        texts = stated(was, before), stated(words, now)
        if before != now:
            yield Restated("property", name, *texts, turned(before, now))


def turned(old: Property | None, new: Property | None) -> str:
    """Return what became of a property."""
    if new is None:
        return "removed"
    if old is None:
        return "added"
    least = [floor(one.then) if one.then else -1 for one in (old, new)]
    return "demands less urgency" if least[1] < least[0] else "changed"
