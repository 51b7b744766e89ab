"""`triage rename`: another id for one thing, wherever it is named."""

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

import attrs
import click

from triage.base.exceptions import TriageError
from triage.base.files import write
from triage.base.immutable import immutable
from triage.base.text import Source, Text
from triage.base.wording import listed, many
from triage.cases.casefile import CasesDocument
from triage.cases.loader import beside, run
from triage.cli.output import note
from triage.cli.trees import is_tree
from triage.hazards.hazardfile import HazardsDocument
from triage.hazards.place import beside as hazards_beside, refused
from triage.linker.catalogs import files as texts_of
from triage.linker.cited import cited
from triage.linker.library import LIBRARY
from triage.linker.loader import find, load
from triage.linker.mentions import Mention, mentions
from triage.linker.modules import is_module
from triage.linker.recording import recorded, replaced
from triage.linker.rekeying import Rekeyed, translations
from triage.linker.renaming import Renaming, Wanted
from triage.linker.roles import Kind
from triage.linker.versions import Versions
from triage.model.traversal import files_run
from triage.model.tree import Tree
from triage.treefile.decode import Reader, read
from triage.treefile.fields import ID, Record
from triage.treefile.files import source_from
from triage.treefile.sheet import Sheet, read_sheet

KINDS = [kind for kind in get_args(Kind) if kind != "option"]


@click.command("rename")
@click.argument("old")
@click.argument("new")
@click.argument("tree")
@click.option(
    "--of",
    "kind",
    type=click.Choice(KINDS),
    help="What OLD is, where several things are called so.",
)
def command(*, old: str, new: str, tree: str, kind: Kind | None) -> None:
    """Give one thing of a tree another id, wherever it is named.

    OLD is the id of a question, a value, a recommendation, a step, a level or a
    property, QUESTION.OPTION, or what a module is run as. The tree, its modules, its
    CSV files, its cases, its hazards and its translations are edited word by word, and
    all else in them stays as it is; `renamed` in the tree says what was called
    otherwise, so that saved interviews go on. Other trees in its folder, or below, that
    run one of these files are edited alike. Nothing is written unless each tree means
    the same afterwards, and its cases come out the same.
    """
    file = find(tree)
    if not Path(tree).suffix:
        raise click.UsageError(f"`{tree}` is built in: rename in a copy of its file.")
    if not ID.accepts(new):
        raise click.UsageError(f"`{new}` is no id: write {ID.form}.")
    loaded = load(file)
    refuse_part(file, loaded)
    what = Wanted(loaded, old, new, kind).found()
    files = Files(file, loaded)
    check_files(files, what)
    every = ((files, what), *others(files, what, old))
    outcomes = [results(one.file) for one, _ in every]
    try:
        counts = edited(every)
        for (one, its), outcome in zip(every, outcomes, strict=True):
            check(one.tree, load(one.file), its.kind)
            check_beside(one.file, outcome)
    except BaseException as error:
        for one, _ in every:
            one.put_back()
        if isinstance(error, TriageError):
            message = f"`{old}` cannot be renamed, and nothing is changed: {error}"
            raise TriageError(message) from None
        raise
    where = [f"{many(count, 'place')} of {path}" for path, count in counts.items()]
    note(f"`{old}` is called `{new}` now, in {listed(where, 'and')}")
    for one, _ in every:
        for what_else in outdated(one.file, one.tree):
            note(f"{what_else} of the ids before: make it anew")


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
        for record in reversed(records):
            before, text = text, recorded(text, *record)
            count += len(text) > len(before)  # what is renamed back is said no more
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


def edited(every: Iterable[tuple[Files, Renaming]]) -> Mapping[str, int]:
    """Edit the files of some trees, each once, and return in how many places."""
    counts, done = dict[str, int](), set[Path]()
    for files, what in every:
        for path in files.data:
            if path.resolve() not in done:
                done.add(path.resolve())
                counts[path.as_posix()] = files.edit(path, what)
    return {name: count for name, count in counts.items() if count}


def others(files: Files, what: Renaming, old: str) -> Iterator[tuple[Files, Renaming]]:
    """Yield the other trees in a tree's folder, or below, that run what is edited.

    Raises:
        TriageError: It cannot be renamed in one of them.
    """
    found = files.mentions.items()
    named = {path.resolve() for path, them in found if any(map(what.place, them))}
    shared = named - {files.file.resolve()}
    folder = files.file.parent
    for path in sorted(folder.rglob("*.y*ml")) if shared else ():
        if path.resolve() == files.file.resolve() or not is_tree(path, folder):
            continue
        one = of_file(path)
        if one is None or shared.isdisjoint(x.resolve() for x in one.mentions):
            continue
        kind = None if what.kind == "option" else what.kind
        try:
            its = Wanted(one.tree, old, what.new, kind).found()
            check_files(one, its, shared)
        except TriageError as error:
            message = f"`{path}` reads a file that names it, too: {error}"
            raise TriageError(f"`{old}` cannot be renamed: {message}") from None
        yield one, its


def of_file(path: Path) -> Files | None:
    """Return the files of a tree; None of one that is refused, or is a bundle."""
    try:
        tree = load(path)
    except TriageError:
        return None
    return None if is_bundle(path, tree) else Files(path, tree)


def refuse_part(file: Path, tree: Tree) -> None:
    if is_bundle(file, tree):
        message = f"`{file}` is a bundle: rename in the files that it was made of"
        raise TriageError(message)
    if is_module(tree.documents[0]):
        message = f"`{file}` is a module: rename in a tree that runs it"
        raise TriageError(f"{message}, and whatever runs it is edited with it")


def is_bundle(file: Path, tree: Tree) -> bool:
    text = source_from(file.name, file.read_bytes()).text
    return tree.documents[0].span.source.text != text


def check_files(
    files: Files, what: Renaming, others: Container[Path] = frozenset()
) -> None:
    """Refuse what a file names that is not the tree's own, nor among some others.

    Raises:
        TriageError: There is one.
    """
    for path, found in files.mentions.items():
        is_own = path in files.data or path.resolve() in others
        if not is_own and any(map(what.place, found)):
            name = path.as_posix()
            message = f"`{name}` names it too, which is not below the tree's folder"
            advice = "put it there"
            if path in files.texts:
                message = f"`{name}` names it too, which is a built-in module"
                advice = f"put a copy of it beside the tree, and `run: {path.stem}`"
            what_to_do = f"{message}: {advice}"
            raise TriageError(f"`{what.old}` cannot be renamed: {what_to_do}")


def results(tree: Path) -> list[tuple[str, bool]]:
    """Return which cases pass; findings make a run that has none."""
    if not beside(tree).is_file():
        return []
    return [(result.case.id, result.passed) for result in run(beside(tree)).results]


def check(old: Tree, new: Tree, kind: Kind) -> None:
    """Refuse a tree that is not the old one, but for what is called otherwise.

    Raises:
        TriageError: Something else differs.
    """
    back = any(Versions.of(new, old).renamed)  # what was renamed before, taken back
    one, other = (new, old) if back else (old, new)
    versions = Versions.of(one, other)
    then = versions.then
    same = (then.logic, then.wording) == (other.logic, other.wording)
    if versions.edits or not same:
        where = "; ".join(map(str, versions.edits)) or "its texts"
        advice = "write the new id there by hand, and say so in `renamed`"
        if kind == "copy":
            advice = "if that is what people read of the copy, give it a `title` first"
        message = f"it is named where it cannot be found, as these differ: {where}"
        raise TriageError(f"{message}; {advice}")


def check_beside(tree: Path, before: list[tuple[str, bool]]) -> None:
    if results(tree) != before:
        raise TriageError("the cases would come out otherwise")
    if found := refused(load(tree), tree):
        raise TriageError(f"the hazards would be refused: {found[0].message}")


def outdated(file: Path, tree: Tree) -> Iterator[str]:
    """Yield what stands beside a tree, or in it, for one version by its hash."""
    proof = file.with_name(f"{file.stem}.proof.json")
    if proof.is_file():
        yield f"`{proof.name}` is a certificate"
    if tree.documents[0].reviews:
        yield "each of `reviews` is a review"
