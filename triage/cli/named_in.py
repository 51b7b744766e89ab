"""Files that name things of a tree, each edited word by word, or put back."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs

from triage.base.files import write
from triage.base.immutable import immutable
from triage.base.text import Source, Text
from triage.cases.casefile import CasesDocument
from triage.cases.loader import beside
from triage.hazards.hazardfile import HazardsDocument
from triage.hazards.place import beside as hazards_beside
from triage.linker.catalogs import files as texts_of
from triage.linker.cited import cited
from triage.linker.library import LIBRARY
from triage.linker.mentions import Mention, mentions
from triage.linker.recording import is_recorded, recorded, replaced
from triage.linker.rekeying import Rekeyed, translations
from triage.linker.renaming import Renaming
from triage.model.traversal import files_run
from triage.model.tree import Tree
from triage.treefile.decode import Reader, read
from triage.treefile.fields import Record
from triage.treefile.files import source_from
from triage.treefile.sheet import Sheet, read_sheet


@immutable
class Files:
    """Hold the files that name things of a tree.

    Args:
        file: That of the tree.
        tree: The tree.
    """

    file: Path
    tree: Tree

    @cached_property
    def texts(self) -> Mapping[Path, Source]:
        """The tree's own file, and its modules, the built-in ones by their names."""
        found = {self.file: self.tree.documents[0].span.source}
        for name, document in files_run(self.tree.documents):
            source = attrs.evolve(document.span.source, copy="")
            is_built_in = name.startswith(LIBRARY)
            path = Path(f"{name}.yaml") if is_built_in else Path(source.name)
            found.setdefault(path, source)
        return found

    @cached_property
    def data(self) -> dict[Path, bytes]:
        """The files that may be edited, as they are before; translations are last."""
        paths = (*self.mentions, *self.translations)
        return {path: path.read_bytes() for path in paths if self.is_own(path)}

    @cached_property
    def worded(self) -> Mapping[Path, Mapping[str, str]]:
        """What people read, by its file and its key, as it is before."""
        return texts_of(str(self.file))

    @cached_property
    def translations(self) -> Mapping[Path, Path]:
        """The files of translations, each with the file that it belongs to."""
        return {path: stem for stem in self.worded for path in translations(stem)}

    def is_own(self, path: Path) -> bool:
        """Whether a file stands in the tree's folder, or below it."""
        folder = self.file.parent.resolve()
        return path.is_file() and folder in path.resolve().parents

    @cached_property
    def mentions(self) -> Mapping[Path, tuple[Mention, ...]]:
        """What each file names."""
        found = dict[Path, list[Mention]]()
        for path, source in self.texts.items():
            document = read(source)
            found.setdefault(path, []).extend(mentions(document))
            for one in cited(document, Sheets(path.parent).read):
                found.setdefault(path.parent / one.span.source.name, []).append(one)
        for path, kind in (
            (beside(self.file), CasesDocument),
            (hazards_beside(self.file), HazardsDocument),
        ):
            if path.is_file():
                source = source_from(path.name, path.read_bytes())
                whole: Any = Reader(source).whole(Record(kind))
                found[path] = [*mentions(whole)]
        return {path: tuple(items) for path, items in found.items()}

    def edit(self, path: Path, what: Renaming) -> int:
        """Write a file with the new id, and return in how many places it stands."""
        if path in self.translations:
            return self.rekey(path, what)
        data = self.data[path]
        places = {what.place(one) for one in self.mentions[path]} - {None}
        edits = [(*place, what.new) for place in places if place]
        text = replaced(source_from(path.name, data).text, edits)
        count, records = len(edits), [*what.records] if path == self.file else []
        for keys, old, new in reversed(records):
            text = recorded(text, keys, old, new)
            count += is_recorded(text, keys, old)  # renamed back, it is said no more
        put(path, data, text)
        return count

    def rekey(self, path: Path, what: Renaming) -> int:
        """Write translations with the new id, as the files they belong to have it."""
        stem = self.translations[path]
        after = texts_of(str(self.file))[stem]
        keys = Rekeyed(dict(zip(self.worded[stem], after, strict=True)), what)
        text, count = keys.text(source_from(path.name, self.data[path]))
        put(path, self.data[path], text)
        return count

    def put_back(self) -> None:
        for path, data in self.data.items():
            if path.read_bytes() != data:
                write(str(path), data)


def put(path: Path, data: bytes, text: str) -> None:
    """Write another text where some data stood, with its mark at the beginning."""
    mark = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
    made = (mark + text).encode()
    if made != data:
        write(str(path), made)


@immutable
class Sheets:
    """Read the CSV files that stand in a folder, under the names that are written."""

    folder: Path

    def read(self, name: Text) -> Sheet:
        path = self.folder / name.value
        return read_sheet(source_from(name.value, path.read_bytes()))
