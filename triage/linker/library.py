"""Library: the files of the built-in trees, read again when one of them changed."""

import os
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeAlias

from triage.base.frozen import FrozenMap
from triage.base.immutable import immutable
from triage.base.text import Span, Text
from triage.treefile.document import SourceEntry
from triage.treefile.entries import Entries
from triage.treefile.fields import (
    DATE,
    ID,
    MARKDOWN,
    PLACE_CODE,
    TEXT,
    Keyed,
    Record,
    choice,
    key,
    place,
)
from triage.treefile.files import is_file

LIBRARY = "library/"
"""How the name of a built-in module begins."""

Stamp: TypeAlias = tuple[tuple[str, int, int], ...]
"""Which files there are, when each was written, and how large it is."""


@immutable
class WordEntry:
    """Give the wording of one more placeholder."""

    id: Text
    span: Span = place()
    text: Text = key(TEXT, "What is shown in its place.", required=True)


@immutable
class OwnTextEntry:
    """Give own words for a text."""

    id: Text
    span: Span = place()
    text: Text = key(MARKDOWN, "What is read in its place.", required=True)


@immutable
class ContactEntry:
    """Give the wordings that placeholders stand for at one place."""

    id: Text
    span: Span = place()
    emergency_number: Text | None = key(TEXT, "The number to call in an emergency.")
    emergency_place: Text | None = key(TEXT, "Where to go in an emergency.")
    crisis_line: Text | None = key(TEXT, "Whom to call in a crisis.")
    advice_line: Text | None = key(TEXT, "Whom to call for advice today.")
    words: tuple[WordEntry, ...] = key(
        Keyed(Record(WordEntry, short="text"), ID), "Placeholders of one's own."
    )
    verified_on: Text | None = key(DATE, "The day it was last looked up.")
    status: Text | None = key(
        choice("verified", "secondary", "recalled", "policy"), "How far it was checked."
    )


def trees_folder() -> Path:
    """Return the folder of the built-in trees, in a wheel or in a checkout."""
    inside = Path(__file__).parents[1] / "trees"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "trees"


@immutable
class Library:
    """Hold what the files of the built-in trees say, each read when it is wanted."""

    stamp: Stamp

    @cached_property
    def trees(self) -> Mapping[str, Path]:
        """The files of the trees, by their ids."""
        files = sorted(Path(name) for name, _, _ in self.stamp)
        files = [path for path in files if path.suffix == ".yaml"]
        return FrozenMap({path.stem: path for path in files if is_tree(path)})

    def tree(self, name: str) -> Path | None:
        """Return the file of a tree by its id, with a look at no other."""
        ends = f"{os.sep}{name}.yaml"
        files = (Path(file) for file, _, _ in self.stamp if file.endswith(ends))
        return next(filter(is_tree, files), None)

    @cached_property
    def sources(self) -> Mapping[str, SourceEntry]:
        return Entries(trees_folder() / "sources.yaml", Record(SourceEntry), ID)

    @cached_property
    def contacts(self) -> Mapping[str, ContactEntry]:
        file = trees_folder() / "contacts.yaml"
        return Entries(file, Record(ContactEntry), PLACE_CODE)


def library() -> Library:
    """Return the library as its files are now."""
    return library_at(tuple(sorted(stamps(str(trees_folder())))))


library_at = lru_cache(maxsize=1)(Library)


def stamps(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from stamps(entry.path)
            elif entry.name.endswith((".yaml", ".csv", ".po")):
                found = entry.stat()
                yield entry.path, found.st_mtime_ns, found.st_size


def is_builtin(module: str) -> bool:
    """Whether a file of the library has the name of a module."""
    return is_file(trees_folder() / f"{module}.yaml")


def is_tree(path: Path) -> bool:
    """Whether a file of the library is a tree, and not a module or a table."""
    head = path.read_text(encoding="utf-8")[:4000]
    return "\ntriage: 1\n" in head and "\nkind: module\n" not in head
