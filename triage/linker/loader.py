"""Finding and loading trees: by id, by path, or from text."""

from functools import lru_cache
from itertools import islice
from os import PathLike
from pathlib import Path

import attrs

from triage.base.exceptions import TreeNotFound
from triage.base.frozen import FrozenMap
from triage.base.immutable import immutable
from triage.base.suggest import closest
from triage.base.text import Source
from triage.base.wording import printable, shortened
from triage.linker.bundle import is_bundle, read_bundle
from triage.linker.library import Stamp, library
from triage.linker.modules import is_module
from triage.linker.named_files import Surroundings
from triage.linker.shelf import (
    File,
    Given,
    Modules,
    Place,
    Table,
    beside,
    file_at,
    surroundings,
    text_of,
    tree_source,
)
from triage.linker.translate import as_written, spoken
from triage.model.tree import Tree
from triage.treefile.decode import read
from triage.treefile.document import Document
from triage.treefile.fields import ID
from triage.treefile.files import source_from

FOLDERS = 3
"""In how many folders above its own a module by itself looks for others."""

LISTED = "`triage list` shows them, and the path of a file ends with `.yaml`"


def builtins() -> tuple[str, ...]:
    """Return the ids of the built-in trees.

    >>> import triage
    >>> "back_pain" in triage.builtins()
    True
    """
    return tuple(library().trees)


def load(  # noqa: PLR0913  each is named, and few are needed
    name: Place,
    *,
    place: str = "",
    modules: Modules | None = None,
    sources: Table | None = None,
    contacts: Table | None = None,
    language: str = "",
    fallback: str = "",
    texts: Table | None = None,
    disclaimer: str = "",
) -> Tree:
    """Load a tree.

    Args:
        name: The id of a built-in tree; or a tree file or bundle, as a path or as a
            resource of a package. A text is a path if it has a suffix; without one it
            is always an id, whatever files there are.
        place: A country code such as ``GB``, for emergency numbers; without one the
            wording is generic. ``UK``, ``en_GB`` and ``en-GB`` are understood.
        modules: The modules that it runs, and the CSV files of its tables: their
            texts by name, or their folder; unless given, they stand beside the file.
        sources: What its citations stand for: entries by id, a file of them, or the
            folder of ``sources.yaml``; unless given, that beside the file.
        contacts: What placeholders stand for: wordings by name, or entries by place,
            or a file of these, or the folder of ``contacts.yaml``; unless given, that
            beside the file. They go before what the library knows.
        language: A language such as ``es``, in which the tree then speaks. The file
            ``back_pain.es.po`` beside ``back_pain.yaml`` has its translations; ``de``
            serves for ``de-AT`` too. Nothing changes of what is decided.
        fallback: The language of the tree, such as ``en``, in which then stands what is
            not translated; ``tree.translation.fallbacks`` names it. Unless it is given,
            such a tree is refused.
        texts: Your own words for texts, by their keys, or a file of them, or the folder
            of ``texts.yaml``: ``back_pain/title``, or
            ``red_flags/questions.fever.text``. Each is checked as if its file said it;
            nothing changes of what is decided.
        disclaimer: What every picture and every answer says about the tree.

    Raises:
        TreeNotFound: There is no such tree, or a file cannot be read.
        PlaceNotFound: Nothing is known of the place.
        InvalidTree: The file is refused, with every finding at once.
        TriageError: Something given is of another kind than it should be.

    >>> load("back_pain").title
    'Back pain, and whether Xanax can help'
    >>> load("back_pain", texts={"back_pain/title": "Ask about your back"}).title
    'Ask about your back'
    """
    file = file_at(find(name) if isinstance(name, str) else name)
    given = Given(
        place, modules, sources, contacts, language, fallback, texts, disclaimer
    )
    return opened_at(file, given).tree(given)


def loads(  # noqa: PLR0913  each is named, and few are needed
    text: str | bytes,
    *,
    name: str = "<text>",
    place: str = "",
    modules: Modules | None = None,
    sources: Table | None = None,
    contacts: Table | None = None,
    language: str = "",
    fallback: str = "",
    texts: Table | None = None,
    disclaimer: str = "",
) -> Tree:
    """Load a tree from text, which may come from a database as well.

    Args:
        text: The text of a tree file, or what ``Tree.bundle`` returned.
        name: What messages call it.
        place: As for ``load``.
        modules: As for ``load``; nothing stands beside a text.
        sources: As for ``load``.
        contacts: As for ``load``.
        language: As for ``load``; the translations are among the ``modules``, by the
            names of their files.
        fallback: As for ``load``.
        texts: As for ``load``.
        disclaimer: As for ``load``.

    Raises:
        PlaceNotFound: Nothing is known of the place.
        InvalidTree: The text is refused, with every finding at once.
        TriageError: Something given is of another kind than it should be.

    >>> import triage
    >>> tree = triage.load("start")
    >>> loads(tree.bundle()) == tree
    True
    """
    given = Given(
        place, modules, sources, contacts, language, fallback, texts, disclaimer
    )
    return opened(source_from(name, text_of(text)), None, given).tree(given)


@immutable
class Opened:
    """Hold a file that was read, and what it names."""

    document: Document
    around: Surroundings
    language: str = ""  # that of a bundle
    fallback: str = ""

    def tree(self, given: Given) -> Tree:
        """Return the tree, in the language that is asked for."""
        tree = as_written(self.document, self.around)
        language = given.language or self.language
        if not language:
            return tree
        fallback = given.fallback or self.fallback
        return spoken(tree, self.document, self.around, language, fallback)


def opened_at(file: File, given: Given) -> Opened:
    """Return a file of a folder, or a resource, as it is read."""
    home = getattr(file, "parent", None)
    found = opened(tree_source(file), beside(file), given, home)
    stem = getattr(file, "name", "").rpartition(".")[0]
    return attrs.evolve(found, around=attrs.evolve(found.around, stem=stem))


def opened(
    source: Source, folder: File | None, given: Given, home: File | None = None
) -> Opened:
    """Return a tree file, or the bundle that one is, as it is read."""
    if not is_bundle(source):
        document = read(source)
        if is_module(document) and isinstance(folder, Path):
            folder = home = run_from(document, folder)
        around = surroundings(folder, given, home)
        return Opened(document, attrs.evolve(around, own=given.own_words(document)))
    packed = read_bundle(source)
    document, around = read(packed.source), packed.surroundings(given)
    around = attrs.evolve(around, own={**around.own, **given.own_words(document)})
    return Opened(document, around, *packed.spoken)


def run_from(module: Document, folder: Path) -> Path:
    """Return the folder of the trees that run a module: it names files from there."""
    names = [f"{step.run}.yaml" for step in module.steps if step.run is not None]
    above = [folder, *islice(folder.resolve().parents, FOLDERS)]
    found = (one for one in above if all((one / name).is_file() for name in names))
    return next(found, folder)


def find(name: str | PathLike[str]) -> Path:
    """Return the file of a tree: a text without a suffix is the id of a built-in one.

    Raises:
        TreeNotFound: No built-in tree has that id.
    """
    path = Path(name)
    if path.suffix or not isinstance(name, str):
        return path
    if built_in := library().tree(name):
        return built_in
    close = closest(name, builtins())
    hint = f"did you mean `{close}`?" if close else LISTED
    if "/" in name:
        hint = "the path of a file ends with `.yaml`"
    if ID.accepts(name) and Path(f"{name}.yaml").is_file():
        hint = f"did you mean the file `{name}.yaml`?"
    asked = printable(shortened(name))
    raise TreeNotFound(f"no built-in tree is called `{asked}`: {hint}")


def builtin(
    name: str,
    words: FrozenMap[str, str],
    place: str,
    language: str = "",
    fallback: str = "",
) -> Tree | None:
    """Return a built-in tree with these words for its placeholders, loaded once."""
    return builtin_at(library().stamp, name, words, place, language, fallback)


@lru_cache
def builtin_at(
    _stamp: Stamp,
    name: str,
    words: FrozenMap[str, str],
    place: str,
    language: str,
    fallback: str,
) -> Tree | None:
    path = library().tree(name)
    if path is None:
        return None
    given = Given(language=language, fallback=fallback)
    found = opened_at(path, given)
    around = attrs.evolve(found.around, contacts=words, place=place)
    return attrs.evolve(found, around=around).tree(given)
