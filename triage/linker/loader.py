"""Finding and loading trees: by id, by path, or from text."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import attrs

from triage.base.exceptions import TreeNotFound
from triage.base.frozen import FrozenMap
from triage.base.suggest import closest
from triage.base.wording import printable, shortened
from triage.linker.contacts import contacts, trees_folder
from triage.linker.link import link
from triage.linker.modules import Surroundings
from triage.model.tree import Tree
from triage.treefile.decode import contents, read, read_entries, source_from
from triage.treefile.document import Document, SourceEntry
from triage.treefile.fields import ID, Record


def builtin_ids() -> tuple[str, ...]:
    """Return the ids of the built-in trees.

    >>> "back_pain" in builtin_ids()
    True
    """
    return tuple(builtin_paths())


@cache
def builtin_paths() -> Mapping[str, Path]:
    files = sorted(trees_folder().rglob("*.yaml"))
    return {path.stem: path for path in files if is_tree(path)}


def is_tree(path: Path) -> bool:
    """Whether a file of the library is a tree, and not a module or a table."""
    head = path.read_text(encoding="utf-8")[:4000]
    return "\ntriage: 1\n" in head and "\nkind: module\n" not in head


@cache
def shared_sources(path: Path) -> Mapping[str, SourceEntry]:
    """Return the sources of a ``sources.yaml``; none where there is no such file."""
    return read_entries(path, Record(SourceEntry), ID) if path.is_file() else {}


def surroundings(folder: Path | None, place: str) -> Surroundings:
    folders = [f for f in (folder, trees_folder()) if f is not None]
    sources: dict[str, SourceEntry] = {}
    for where in reversed(folders):
        sources.update(shared_sources(where / "sources.yaml"))

    def module(name: str) -> Document | None:
        paths = (where / f"{name}.yaml" for where in folders)
        return next((document(path) for path in paths if path.is_file()), None)

    return Surroundings(module, sources, contacts(place))


def document(path: Path) -> Document:
    return read(source_from(shown(path), contents(path)))


def shown(path: Path) -> str:
    """Return a path as messages show it: as given, in the library its name alone."""
    return path.name if path.is_relative_to(trees_folder()) else str(path)


def load(name: str | Path, *, place: str = "") -> Tree:
    """Load a tree.

    Args:
        name: The id of a built-in tree, or the path of a tree file.
        place: A country code such as ``GB``, for emergency numbers; without one, or
            for an unknown one, the wording is generic.

    Raises:
        TreeNotFound: There is no such tree.
        InvalidTree: The file is refused, with every finding at once.

    >>> load("back_pain").title
    'Back pain, and whether Xanax can help'
    """
    path = find(name)
    return link(document(path), surroundings(path.parent, place))


@cache
def builtin(name: str, words: FrozenMap[str, str]) -> Tree | None:
    """Return a built-in tree with these words for its placeholders, loaded once."""
    path = builtin_paths().get(name)
    if path is None:
        return None
    around = attrs.evolve(surroundings(path.parent, ""), contacts=words)
    return link(document(path), around)


def find(name: str | Path) -> Path:
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or is_file(path):
        return path
    if built_in := builtin_paths().get(str(name)):
        return built_in
    close = closest(str(name), builtin_ids())
    hint = f"did you mean `{close}`?" if close else "`triage list` shows them"
    asked = printable(shortened(str(name)))
    raise TreeNotFound(f"no built-in tree is called `{asked}`: {hint}")


def is_file(path: Path) -> bool:
    """Whether there is such a file; there is none where there can be none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def loads(text: str, *, name: str = "<text>", place: str = "") -> Tree:
    """Load a tree from text.

    Args:
        text: The text of a tree file. Modules that it runs are built-in ones.
        name: What messages call it.
        place: A country code such as ``GB``, for emergency numbers.

    Raises:
        InvalidTree: The text is refused, with every finding at once.
    """
    return link(read(source_from(name, text)), surroundings(None, place))
