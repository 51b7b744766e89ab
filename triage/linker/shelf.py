"""Shelf: where what a tree file names stands: in a folder, a package, or a mapping."""

import json
from collections.abc import Mapping
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any, TypeAlias

from triage.base.exceptions import TreeNotFound, TriageError
from triage.base.immutable import immutable
from triage.base.text import Source, Text
from triage.linker.contacts import contacts, known_place, wording
from triage.linker.library import (
    LIBRARY,
    ContactEntry,
    OwnTextEntry,
    WordEntry,
    library,
    trees_folder,
)
from triage.linker.named_files import Surroundings
from triage.treefile.decode import Reader, read
from triage.treefile.document import Document, SourceEntry
from triage.treefile.fields import ID, PLACE_CODE, TEXT_KEY, Keyed, Record, Scalar
from triage.treefile.files import (
    Resource,
    contents,
    is_file,
    source_from,
    source_of,
)
from triage.treefile.sheet import Sheet, read_sheet

File: TypeAlias = Path | Resource

Place: TypeAlias = str | PathLike[str] | Resource
"""A file or a folder, as a path or as a resource of a package."""

Modules: TypeAlias = Mapping[str, str | bytes] | Place
"""The texts of modules by their names, or the folder in which their files stand."""

Table: TypeAlias = Mapping[str, Any] | Place
"""Entries by their ids, the file that holds them, or the folder of that file."""


@immutable
class Given:
    """Hold what a caller gives a tree file beside its text; see ``load``."""

    place: str = ""
    modules: Modules | None = None
    sources: Table | None = None
    contacts: Table | None = None
    language: str = ""
    fallback: str = ""
    texts: Table | None = None
    disclaimer: str = ""

    def own_words(self, document: Document) -> Mapping[str, Text]:
        """Return own words for texts of a tree, by their keys.

        Raises:
            InvalidTree: A text or a key cannot be one.
        """
        item = Record(OwnTextEntry, short="text")
        found = entries(self.texts, None, "texts.yaml", item, TEXT_KEY)
        given = dict(self.texts) if isinstance(self.texts, Mapping) else {}
        if self.disclaimer:
            said = {f"{document.id}/disclaimer": self.disclaimer}
            found |= table_of(said, "disclaimer", item, TEXT_KEY)
            given |= said
        texts = {key: entry.text for key, entry in found.items()}
        return {  # a file folds its lines, and a mapping does not
            key: Text(str(given.get(key, text.value)), text.span)
            for key, text in texts.items()
        }


NOTHING_GIVEN = Given()


def surroundings(
    folder: File | None, given: Given = NOTHING_GIVEN, home: File | None = None
) -> Surroundings:
    """Return what a tree file names: what is given, else what stands in a folder.

    Its tables stand at home, also where that is the library.
    """
    modules = folder if given.modules is None else given.modules
    sources = entries(given.sources, folder, "sources.yaml", Record(SourceEntry), ID)
    own, words = own_contacts(given.contacts, folder)
    place = known_place(given.place, own)
    named = home if given.modules is None else given.modules
    return Surroundings(
        lambda name: module(modules, name),
        (sources, library().sources),
        {**contacts(place, own), **words},
        place,
        MISSING if given.modules is None else "give its text in `modules`",
        lambda name: sheet(named, name),
        lambda name: file_source(named, name),
    )


MISSING = "put `{file}` beside this file"


def module(modules: Modules | File | None, name: str) -> Document | None:
    """Return a module: the library's if its name says so, else one of those given.

    Raises:
        TreeNotFound: Its file cannot be read, or two have the name.
    """
    own = module_source(modules, name)
    if name.startswith(LIBRARY):
        if own is not None:
            message = f"`{name}` is a built-in module, and `{own.name}` is there too"
            raise TreeNotFound(message)
        own = module_source(trees_folder(), name.removeprefix(LIBRARY))
    return None if own is None else read(own)


def sheet(files: Modules | File | None, name: str) -> Sheet | None:
    """Return the file of a table; None where there is none.

    Raises:
        TreeNotFound: It cannot be read.
        TreeError: It is no table.
    """
    source = file_source(files, name)
    return None if source is None else read_sheet(source)


def file_source(files: Modules | File | None, name: str) -> Source | None:
    """Return the text of a file by its name; None where there is none.

    Raises:
        TreeNotFound: It cannot be read.
        InvalidTree: It is no text.
    """
    if name.startswith(LIBRARY):
        files, name = trees_folder(), name.removeprefix(LIBRARY)
    if files is None:
        return None
    if isinstance(files, Mapping):
        text = files.get(name)
        return None if text is None else source_from(name, text_of(text))
    file = inside(files, name)
    return source_from(shown(file), contents(file)) if is_file(file) else None


def own_contacts(
    given: Table | None, folder: File | None = None
) -> tuple[Mapping[str, ContactEntry], Mapping[str, str]]:
    """Return what is given of whom to call: entries by place, and wordings by name."""
    if isinstance(given, Mapping) and not all(map(is_mapping, given.values())):
        return {}, words_of(given)
    name, item = "contacts.yaml", Record(ContactEntry)
    return entries(given, folder, name, item, PLACE_CODE), {}


def is_mapping(item: object) -> bool:
    return isinstance(item, Mapping)


def words_of(words: Mapping[str, Any]) -> dict[str, str]:
    shape = Record(WordEntry, short="text")
    found = table_of(words, "contacts", shape, ID)
    return {name: wording(entry.text) for name, entry in found.items()}


def file_at(place: Place) -> File:
    """Return a file or folder as what can be opened.

    Raises:
        TriageError: It is something else.
    """
    if isinstance(place, str | PathLike):
        return Path(place)
    if isinstance(place, type) or not hasattr(place, "joinpath"):
        kind = type(place).__name__
        message = f"a `{kind}` is no file: give a path, or a resource of a package"
        raise TriageError(f"{message}; `loads` takes a text")
    return place


def beside(file: File) -> File | None:
    """Return the folder of a file; the library needs none, a resource may not know."""
    return None if in_library(file) else getattr(file, "parent", None)


def in_library(file: File) -> bool:
    return isinstance(file, Path) and file.is_relative_to(trees_folder())


def shown(file: File) -> str:
    """Return a path as messages show it: as given, in the library its name alone."""
    return file.name if in_library(file) else str(file)


def tree_source(file: File) -> Source:
    return source_of(shown(file), contents(file), "triage", "triage_bundle")


def module_source(modules: Modules | None, name: str) -> Source | None:
    """Return the text of a module; None where there is none.

    Raises:
        TreeNotFound: Its file cannot be read.
    """
    if modules is None:
        return None
    if isinstance(modules, Mapping):
        text = modules.get(name)
        return None if text is None else source_from(f"{name}.yaml", text_of(text))
    file = inside(modules, f"{name}.yaml")
    return tree_source(file) if is_file(file) else None


def inside(folder: Place | File, name: str) -> File:
    """Return a file of a folder, or of one inside it, there or not."""
    file = file_at(folder)
    for part in name.split("/"):
        file = file.joinpath(part)
    return file


def entries(
    given: Table | None, folder: File | None, name: str, item: Record, ids: Scalar
) -> dict[str, Any]:
    """Return the entries of a table that is given, or else stands in a folder."""
    if given is not None:
        return table_of(given, name, item, ids)
    file = None if folder is None else folder.joinpath(name)
    return table_of(file, name, item, ids) if file and is_file(file) else {}


def table_of(given: Table, name: str, item: Record, ids: Scalar) -> dict[str, Any]:
    """Return the entries of a table by their ids; its file has a name in a folder.

    Raises:
        TreeNotFound: There is no such file.
        InvalidTree: It is refused.
    """
    if isinstance(given, Mapping):
        text = json.dumps(plain(given), ensure_ascii=False)
        source = source_from(f"<{name}>", text)
    else:
        file = file_at(given)
        file = file.joinpath(name) if file.is_dir() else file
        source = source_of(shown(file), contents(file), *item.table)
    found = Reader(source).whole(Keyed(item, ids))
    return {entry.id.value: entry for entry in found}


def plain(value: object, levels: int = 4) -> object:
    """Return a mapping as JSON, every scalar as its text, and without what is None.

    Raises:
        TriageError: Something else than texts, numbers and dates stands in it.
    """
    if isinstance(value, Mapping) and levels:
        found = ((str(key), item) for key, item in value.items() if item is not None)
        return {key: plain(item, levels - 1) for key, item in found}
    if isinstance(value, str | int | date) and not isinstance(value, bool):
        return str(value)
    kind = type(value).__name__
    raise TriageError(f"a table has texts in it, by their names, and no `{kind}`")


def text_of(text: object) -> str | bytes:
    """Return the text of a file.

    Raises:
        TriageError: It is none.
    """
    if isinstance(text, str):
        return text
    if isinstance(text, bytes | bytearray | memoryview):
        return bytes(text)
    kind = type(text).__name__
    raise TriageError(f"a `{kind}` is no text of a file: `load` takes a path")
