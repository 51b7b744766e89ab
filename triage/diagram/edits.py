"""Edits: what was changed of a part of a tree, in the words of a mark."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from triage.base.question import Level, Option
from triage.base.text import Text
from triage.base.wording import folded, quoted
from triage.diagram.model import Mark
from triage.diagram.notation import notation
from triage.model.diff import KEYS, PARTS, WHOLE as WHOLE_TREE, Difference, stated
from triage.model.tree import Guard, Piece, Step, Tree

WHOLE = {"ways": "ways on", "ask": "what is asked", "advise": "what is advised"}
"""What is only named: its parts are marked themselves."""


def told(item: Difference, old: Tree, new: Tree) -> Mark:
    """Return the mark of what was edited; of what was changed, with what it was."""
    if item.edit == "removed":
        return Mark("gone", "removed")
    if item.edit == "added":
        return Mark("strong", "added")
    kind = PARTS.get(item.part)
    if kind is None:
        return Mark("strong", "changed")
    then, now = getattr(old, kind)[item.id], getattr(new, kind)[item.id]
    said = "; ".join(was(key, then, now, old, new) for key in item.keys)
    return Mark("strong", f"changed: {said}")


def told_whole(edits: Iterable[Difference], new: Tree, old: Tree) -> Iterator[str]:
    """Yield what was edited of a tree as a whole and of its scale, and what it was."""
    levels = [{x.id: x for x in tree.levels} for tree in (old, new)]
    for item in edits:
        if item.part == "tree":
            said = (was_whole(key, old, new) for key in item.keys)
        elif item.part == "level" and item.keys:
            then, now = (found[item.id] for found in levels)
            said = (was(key, then, now, old, new) for key in item.keys)
        elif item.part == "level":
            yield str(item)
            continue
        else:
            continue
        yield f"{item.part} `{item.id}` changed: {'; '.join(said)}"


def told_beside(edits: Iterable[Difference]) -> Iterator[str]:
    """Yield what was edited that no picture draws, by its id."""
    for part, nouns in (("property", "properties"), ("source", "sources")):
        if names := [item.id for item in edits if item.part == part]:
            yield f"{nouns} edited, which are not drawn: {quoted(names)}"


def was_whole(key: str, old: Tree, new: Tree) -> str:
    """Return what was changed of a tree as a whole, and what it was before."""
    if key == "assume":
        then, now = (
            tuple(notation(tree).of(item) for item in stated(tree))
            for tree in (old, new)
        )
        return told_apart(key, then, now, old, new)
    if key in WHOLE_TREE:
        return told_apart(key, getattr(old, key), getattr(new, key), old, new)
    return told_apart(key, said_in_files(old, key), said_in_files(new, key), old, new)


def said_in_files(tree: Tree, key: str) -> tuple[object, ...]:
    """Return what the files of a tree say of themselves under a key."""
    if key == "words":
        return tree.profile.person, tree.profile.people
    every = (getattr(document, key) for document in tree.documents)
    return tuple(item for item in every if item)


def was(key: str, then: Any, now: Any, old: Tree, new: Tree) -> str:
    """Return what was changed of a part, and what it was before."""
    if isinstance(then, Step) and key == "ways":
        return order(then, now) or WHOLE[key]
    if isinstance(then, Guard) and key == "only_if":
        return f"{key}, before: {notation(old).of(then.when)}"
    if isinstance(then, Step) and not (key == "ask" and same(then.ask, now.ask)):
        return WHOLE.get(key, key)
    fields = [field for field, name in KEYS.items() if name == key] + [key]
    pairs = [(getattr(then, x, None), getattr(now, x, None)) for x in fields]
    one, other = next((x for x in pairs if x[0] != x[1]), pairs[0])
    return told_apart(WHOLE.get(key, key), one, other, old, new)


def same(some: Iterable[str], others: Iterable[str]) -> bool:
    return sorted(some) == sorted(others)


def told_apart(key: str, one: Any, other: Any, old: Tree, new: Tree) -> str:
    """Return what was changed, with the words of before where they can be said."""
    then, now = spelled(one, old), spelled(other, new)
    if then is None or now is None or then == now:
        return f"{key} (`triage compare` says more)"
    if isinstance(one or other, str | tuple):
        if then and now:
            return f"{key}: {rewritten(then, now)}"
        return f"{key} [- {then}]" if then else f"{key} [+ {now}]"
    return f"{key}, before: {then or 'none'}"


def spelled(value: Any, tree: Tree) -> str | None:
    """Return a value as people read it; None where that takes more than a few words."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str() | int() | Decimal() | date():
            return str(value)
        case Text():
            return value.value
        case Level():
            return value.title
        case Option():
            return value.text
        case Piece(when=when):
            lead = "" if when is None else f"If {notation(tree).of(when)}: "
            rest = f" Otherwise: {value.otherwise}" if value.otherwise else ""
            return f"{lead}{value.text}{rest}"
        case tuple():
            parts = [spelled(item, tree) for item in value]
            found = [part for part in parts if part is not None]
            return "; ".join(found) if len(found) == len(parts) else None
    return None


def order(then: Step, now: Step) -> str:
    """Say that ways are the same in another order; empty where they are others."""
    before = [(way.when, way.answer, way.to, way.advise) for way in then.ways]
    after = [(way.when, way.answer, way.to, way.advise) for way in now.ways]
    if len(before) != len(after) or any(way not in before for way in after):
        return ""
    places = (str(before.index(way) + 1) for way in after)
    return f"order of the ways on, before: {', '.join(places)}"


def reordered(then: Step, now: Step) -> Mapping[int, Mark]:
    """Return the marks of ways that stand elsewhere among others than they did.

    Where ways were just put in, or just taken out, the others moved on by that alone.
    """
    if now.by_answer:
        return {}
    last = len(now.ways) - 1
    before = [(way.when, way.answer, way.to, way.advise) for way in then.ways]
    after = [(way.when, way.answer, way.to, way.advise) for way in now.ways]
    kept = [way for way in after if way in before]
    moved = [before.index(way) for way in kept]
    is_plain = len(kept) == len(after) or len(kept) == len(before)
    if is_plain and moved == sorted(moved):
        return {}
    return {
        way.number: Mark("strong", f"changed: order, before: {before.index(key) + 1}")
        for place, (way, key) in enumerate(zip(now.ways, after, strict=True))
        if key in before
        and before.index(key) != place
        and (place, before.index(key)) != (last, len(before) - 1)
    }


def rewritten(old: str, new: str) -> str:
    """Return a text with the words that were in it and those that are new.

    >>> rewritten("Go to A&E now.", "Go to A&E when you can.")
    'Go to A&E [- now.] [+ when you can.]'
    """
    return " ".join(pieces(folded(old).split(), folded(new).split()))


def pieces(old: list[str], new: list[str]) -> Iterator[str]:
    for edit, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if edit == "equal":
            yield " ".join(old[a:b])
            continue
        if a < b:
            yield f"[- {' '.join(old[a:b])}]"
        if c < d:
            yield f"[+ {' '.join(new[c:d])}]"


GUARDS = {
    "added": "changed: no longer asked of everybody",
    "removed": "changed: asked of everybody now",
}
"""What it means that a condition of a question was put in, or taken out."""


def both(first: Mark | None, second: Mark) -> Mark:
    """Return the mark of what was edited in two ways; the second may be a condition."""
    said = GUARDS.get(second.text, second.text)
    if first is None:
        return Mark("strong", said)
    return Mark("strong", f"{first.text}; {said.removeprefix('changed: ')}")
