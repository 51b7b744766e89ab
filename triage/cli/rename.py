"""`triage rename`: another id for one thing, wherever it is named."""

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import get_args

import click

from triage.base.exceptions import TriageError
from triage.base.wording import listed, many
from triage.cases.loader import beside, run
from triage.cli.named_in import Files
from triage.cli.output import note
from triage.cli.trees import is_tree
from triage.hazards.place import refused
from triage.linker.loader import find, load
from triage.linker.modules import is_module
from triage.linker.renaming import Renaming, Wanted
from triage.linker.roles import Kind
from triage.linker.versions import Versions
from triage.model.tree import Tree
from triage.treefile.fields import ID
from triage.treefile.files import source_from

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
