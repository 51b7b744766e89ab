"""Trees that a command is given: found, loaded, and what is overdue about them said."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from triage.base.dates import local_day
from triage.base.exceptions import TreeNotFound, TriageError
from triage.base.files import HEAD
from triage.base.pattern import pattern
from triage.base.wording import many
from triage.cli.output import note
from triage.linker.loader import builtins, find, load
from triage.model.traversal import overdue
from triage.model.tree import Tree

K = TypeVar("K")
T = TypeVar("T")

TREE = pattern(rb"""^["']?triage["']?[ \t]*:""", re.MULTILINE)
MODULE = pattern(rb"""^["']?kind["']?[ \t]*:[ \t]*["']?module\b""", re.MULTILINE)


def named(name: str) -> tuple[str, ...]:
    """Return the trees that a name stands for: of a folder, every tree file below it.

    Raises:
        TreeNotFound: There is no such built-in tree.
        TriageError: There is a folder, and no tree below it.
    """
    if not Path(name).is_dir() or name in builtins():
        find(name)
        return (name,)
    files = sorted(Path(name).rglob("*.y*ml"))
    found = tuple(str(file) for file in files if is_tree(file, Path(name)))
    if not found:
        raise TriageError(f"no file below `{name}` is a tree")
    return found


def is_tree(file: Path, folder: Path) -> bool:
    """Whether a file says that it is a tree, and not a module; a hidden one is none."""
    hidden = any(part[0] == "." for part in file.relative_to(folder).parts)
    if hidden or file.suffix not in (".yaml", ".yml") or not file.is_file():
        return False
    with file.open("rb") as text:
        head = text.read(HEAD)
    return bool(TREE.search(head)) and not MODULE.search(head)


def opened(name: str | Path, *, on: date | None = None, **told: str) -> Tree:
    """Return a tree for a command to work with, saying what of it is overdue.

    Where a day is named, it is the tree as it decides on that day. The rest says how it
    speaks, as ``load`` takes it; what is empty says nothing.
    """
    given: dict[str, Any] = {key: text for key, text in told.items() if text}
    tree = reviewed(load(name, **given))
    spoken = tree.translation
    if spoken is not None and spoken.fallbacks:
        left = many(len(spoken.fallbacks), "text")
        note(f"{left} of {tree.id} in {spoken.fallback}, as not translated")
    return tree if on is None else tree.on(on)


def note_no_number(tree: Tree) -> None:
    """Say of a tree for people whom to call that it names no number to call."""
    number = tree.contacts.get("emergency_number", "")
    if tree.profile.emergency and not any(map(str.isdigit, number)):
        note(f"{tree.id} shows no emergency number, only “{number}”: {GIVE_PLACE}")


GIVE_PLACE = "say where with --place, such as --place GB, or name it by --contacts FILE"


def reviewed(tree: Tree) -> Tree:
    """Return a tree, after it was said of each file of it whether it is overdue."""
    for due in overdue(tree, local_day()):
        note(f"{due.span.source.name}: the review was due on {due}")
    return tree


def each(
    names: Iterable[K],
    make: Callable[[K], T],
    unusable: type[TriageError] = TreeNotFound,
) -> tuple[dict[K, T], bool]:
    """Return what comes of each name, and whether all of them could be used.

    Of several, one that cannot be used hides nothing of the others.
    """
    waiting, made = [*dict.fromkeys(names)], dict[K, T]()
    for name in waiting:
        try:
            made[name] = make(name)
        except unusable as error:
            if len(waiting) == 1:
                raise
            note(f"error: {error}")
    return made, len(made) == len(waiting)
