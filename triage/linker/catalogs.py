"""Catalogs: the files of translations of a tree, begun, kept up, and found."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import attrs

from triage.base import po
from triage.base.immutable import immutable
from triage.base.text import Text
from triage.linker.contacts import CONTACTS, worded
from triage.linker.faults import msgid
from triage.linker.library import LIBRARY, ContactEntry, trees_folder
from triage.linker.link import link
from triage.linker.loader import find, opened_at
from triage.linker.named_files import Surroundings
from triage.linker.phrases import catalog_of
from triage.linker.shelf import Given, entries, in_library, shown
from triage.treefile.document import Document
from triage.treefile.fields import PLACE_CODE, Record, Scalar
from triage.treefile.files import contents, is_file, source_from
from triage.treefile.worded import Change

HEAD = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "X-Reviewed-By": "nobody",
}


@immutable
class Recorder:
    """Gather the texts of a tree, file by file, while it is linked."""

    files: dict[str, dict[str, Text]] = attrs.Factory(dict)

    def __call__(self, _: Document, name: str) -> Change:
        return partial(self.take, self.files.setdefault(name, {}))

    @staticmethod
    def take(known: dict[str, Text], key: str, text: Text, _: Scalar) -> Text:
        known[key] = text
        return text


def texts_by_file(
    document: Document, around: Surroundings
) -> Mapping[str, Mapping[str, Text]]:
    """Return every text that people read of a tree, by its file and its key.

    The file of the tree has no name; modules have those by which they are run.

    Raises:
        InvalidTree: The tree is refused.
    """
    found = Recorder()
    link(document, attrs.evolve(around, reword=found))
    return found.files


@immutable
class Translated:
    """Hold a file of a tree with its translations into a language.

    Args:
        path: Where the translations stand.
        texts: The texts by their keys, as they are now.
        catalog: The translations; None where there are none yet.
        installed: Whether it is a file of the library that a tree of your own runs,
            which is not written to.
    """

    path: Path
    texts: Mapping[str, str]
    catalog: po.Catalog | None
    installed: bool = False

    def updated(self, language: str) -> po.Catalog:
        """Return the translations as they keep up with the texts."""
        project = next(iter(self.texts), "").partition("/")[0]
        head = {"Project-Id-Version": project, "Language": language, **HEAD}
        known = self.catalog or po.Catalog({}, {})
        return po.updated(attrs.evolve(known, head=known.head or head), self.texts)


def texts(name: str) -> Mapping[str, str]:
    """Return all that people read of a tree, by the keys of the texts.

    Args:
        name: The id of a built-in tree, or the path of a file.

    >>> texts("start")["start/questions.walks.text"]
    'Can the person walk?'
    """
    found: dict[str, str] = {}
    for file in files(name).values():
        found |= file
    return found


def files(name: str) -> Mapping[Path, Mapping[str, str]]:
    """Return the texts of a tree by the paths of its files, without what they end in.

    Raises:
        TreeNotFound: There is no such tree.
        InvalidTree: It is refused.
    """
    path = find(name)
    tree = opened_at(path, Given())
    found = {
        place(path, file): {key: msgid(text) for key, text in said.items()}
        for file, said in texts_by_file(tree.document, tree.around).items()
    }
    folder = trees_folder() if in_library(path) else path.parent
    words = contact_words(folder)
    return found | ({folder / CONTACTS: words} if words else {})


def place(path: Path, module: str) -> Path:
    """Return where a file of a tree stands, without what it ends in."""
    if not module:
        return path.with_suffix("")
    inside = module.startswith(LIBRARY)
    return (trees_folder() if inside else path.parent) / module.removeprefix(LIBRARY)


def contact_words(folder: Path) -> Mapping[str, str]:
    """Return what placeholders stand for in a folder, but what has no letter."""
    item = Record(ContactEntry)
    found = entries(None, folder, f"{CONTACTS}.yaml", item, PLACE_CODE)
    return {
        f"{CONTACTS}/{code}.{name}": text
        for code, entry in found.items()
        for name, text in worded(entry).items()
        if any(map(str.isalpha, text))
    }


def translated(name: str, language: str) -> Iterator[Translated]:
    """Yield the files of a tree with their translations, as far as there are any.

    Raises:
        InvalidTree: T233, a file of translations cannot be read; or as for ``files``.
    """
    own = not in_library(find(name))
    for stem, said in files(name).items():
        installed = own and in_library(stem)
        path = stem.with_name(f"{stem.name}.{language}.po")
        is_there = is_file(path)
        catalog = catalog_at(path) if is_there else None
        yield Translated(path, said, catalog, installed)


def catalog_at(path: Path) -> po.Catalog:
    return catalog_of(source_from(shown(path), contents(path)))


def languages(name: str) -> tuple[str, ...]:
    """Return the languages into which a tree is translated beside its file.

    Args:
        name: The id of a built-in tree, or the path of a file.
    """
    path = find(name)
    found = path.parent.glob(f"{path.stem}.*.po") if path.parent.is_dir() else ()
    return tuple(sorted(file.name.split(".")[-2] for file in found))
