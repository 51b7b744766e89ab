"""Edits: what was changed of a part of a tree, in the words of a mark."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from triage.base.question import Level
from triage.base.wording import folded
from triage.diagram.model import Mark
from triage.diagram.notation import notation
from triage.model.diff import KEYS, PARTS, Difference
from triage.model.tree import Guard, Step, Tree

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
    said = "; ".join(was(key, then, now, old) for key in item.keys)
    return Mark("strong", f"changed: {said}")


def was(key: str, then: Any, now: Any, old: Tree) -> str:
    """Return what was changed of a part, and what it was before."""
    if isinstance(then, Step) and key == "ways":
        return order(then, now) or WHOLE[key]
    if isinstance(then, Guard) and key == "only_if":
        return f"{key}, before: {notation(old).of(then.when)}"
    fields = [field for field, name in KEYS.items() if name == key] or [key]
    pairs = [(getattr(then, x, None), getattr(now, x, None)) for x in fields]
    one, other = next((x for x in pairs if x[0] != x[1]), pairs[0])
    match one:
        case str() if one and other:
            return f"{key}: {rewritten(one, str(other))}"
        case str():
            return f"{key} [- {one}]" if one else f"{key} [+ {other}]"
        case Level():
            return f"{key}, before: {one.title}"
        case bool() | None | tuple():
            return WHOLE.get(key, key)
    return f"{key}, before: {one}"


def order(then: Step, now: Step) -> str:
    """Say that ways are the same in another order; empty where they are others."""
    before = [(way.when, way.answer, way.to, way.advise) for way in then.ways]
    after = [(way.when, way.answer, way.to, way.advise) for way in now.ways]
    if len(before) != len(after) or any(way not in before for way in after):
        return ""
    places = (str(before.index(way) + 1) for way in after)
    return f"order of the ways on, before: {', '.join(places)}"


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
