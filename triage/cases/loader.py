"""Loader: the cases of a tree, found beside it, read, and resolved against it."""

from collections.abc import Callable, Mapping
from os import PathLike, fspath
from pathlib import Path, PurePath

import attrs

from triage.base.answer import Answer
from triage.base.diagnostics import Finding
from triage.base.exceptions import InvalidTree, TriageError
from triage.base.frozen import FrozenMap, frozen
from triage.base.immutable import immutable
from triage.base.suggest import did_you_mean
from triage.base.text import Text
from triage.cases.casefile import CasesDocument
from triage.cases.model import Case
from triage.cases.resolve import resolve, resolve_base
from triage.cases.rows import cases_in
from triage.cases.runner import CaseResult, Run, judge
from triage.engine.coverage import Coverage
from triage.linker.loader import builtins, find, load as load_tree
from triage.linker.shelf import shown
from triage.model.tree import Tree
from triage.treefile.decode import Reader
from triage.treefile.fields import Record
from triage.treefile.files import contents, is_file, source_from, source_of
from triage.treefile.sheet import read_sheet

SUFFIX = ".cases.yaml"


@immutable
class Cases:
    """Hold the cases of a tree.

    Args:
        tree: The tree.
        name: The cases file, as messages speak of it.
        cases: The cases, in the order of the file.
    """

    tree: Tree
    name: str
    cases: tuple[Case, ...]

    def run(self) -> tuple[CaseResult, ...]:
        """Return what comes of each case."""
        return tuple(judge(self.tree, case) for case in self.cases)

    def coverage(self) -> Coverage:
        """Return what the cases come by in the tree."""
        return Coverage.of(self.tree, (result.decision for result in self.run()))


@immutable
class Neighbour:
    """Hold what a new case must know of its file.

    Args:
        base: The answers that the file states for all of its cases.
        ids: The ids that its cases have.
    """

    base: Mapping[str, Answer] = attrs.field(factory=FrozenMap, converter=frozen)
    ids: frozenset[str] = frozenset()


NOTHING_BESIDE = Neighbour()


def load(name: str | PathLike[str]) -> Cases:
    """Load a cases file, and the tree that it is about.

    Args:
        name: The path of a cases file, or a tree as ``triage.load`` finds it.

    Raises:
        TreeNotFound: There is no such file or tree.
        TriageError: No cases stand beside the tree.
        InvalidTree: The file, or its tree, is refused, with every finding at once.

    >>> load("start").tree.title
    'START, sorting adults in a mass casualty incident'
    """
    file = cases_file(name)
    document = document_in(file)
    tree = tree_of(document.tree, file)
    return Cases(tree, shown(file), resolve(document, tree))


def run(path: Path) -> Run:
    """Return what comes of a cases file; that it is refused is told, not raised."""
    return outcome(path, lambda: load(path))


def run_rows(name: str, path: Path) -> Run:
    """Return what comes of a CSV file whose rows are cases of a tree; see ``run``."""
    return outcome(path, lambda: load_rows(name, path))


def load_rows(name: str | PathLike[str], path: Path) -> Cases:
    """Load a CSV file whose rows are cases of a tree.

    Args:
        name: A tree as ``triage.load`` finds it.
        path: The CSV file; see ``triage.cases.rows`` for its columns.

    Raises:
        TreeNotFound: There is no such file or tree.
        InvalidTree: The file, or its tree, is refused, with every finding at once.
    """
    tree = load_tree(name)
    sheet = read_sheet(source_from(str(path), contents(path)))
    return Cases(tree, str(path), cases_in(sheet, tree))


def outcome(path: Path, read: Callable[[], Cases]) -> Run:
    try:
        cases = read()
    except InvalidTree as refused:
        return Run(shown(path), findings=refused.findings)
    return Run(cases.name, cases.tree, cases.run())


def neighbour(tree: Tree, file: Path) -> Neighbour:
    """Return what can be read of the cases beside the file of a tree."""
    if not beside(file).is_file():
        return NOTHING_BESIDE
    try:
        document = document_in(beside(file))
    except InvalidTree:
        return NOTHING_BESIDE
    ids = frozenset(entry.id.value for entry in document.cases)
    return Neighbour(resolve_base(document, tree), ids)


def document_in(file: Path) -> CasesDocument:
    source = source_of(shown(file), contents(file), "triage_cases")
    document: CasesDocument = Reader(source).whole(Record(CasesDocument))
    return document


def tree_of(named: Text, file: Path) -> Tree:
    """Return the tree that a cases file names by a path, or by the id of one near."""
    if "/" in named.value or named.value.endswith((".yaml", ".yml")):
        below = PurePath(named.value)
        if below.is_absolute() or ".." in below.parts:
            message = f"`{named}` does not stand beside this file"
            raise refusal(named, message, "keep the cases beside the tree, or above it")
        if is_file(file.parent / below):
            return load_tree(file.parent / below)
        message = f"there is no tree file at `{named}`"
        raise refusal(named, message, "write the path as it is seen from this file")
    for path in (tree_beside(file), file.with_name(f"{named}.yaml")):
        if is_file(path):
            tree = load_tree(path)
            if tree.id == named.value:
                return tree
            message = f"the tree beside this file is called `{tree.id}`"
            raise refusal(named, message, f"write `tree: {tree.id}`")
    near = sorted(path.stem for path in file.parent.glob("*.yaml"))
    advice = did_you_mean(named.value, [name for name in near if "." not in name])
    message = f"no tree file `{named}.yaml` stands beside this file"
    raise refusal(named, message, advice or "write its path")


def refusal(named: Text, message: str, advice: str) -> InvalidTree:
    return InvalidTree.of([Finding("T701", message, named.span, advice)])


def tree_beside(file: Path) -> Path:
    return file.with_name(file.name.removesuffix(SUFFIX) + ".yaml")


def beside(tree: Path) -> Path:
    """Return the cases file that stands beside a tree file.

    >>> beside(Path("trees/back_pain.yaml")).name
    'back_pain.cases.yaml'
    """
    return tree.with_name(tree.stem + SUFFIX)


def cases_files(name: str) -> tuple[Path, ...]:
    """Return the cases files that a name stands for.

    Args:
        name: A cases file, a folder, or a tree as ``triage.load`` finds it.

    Raises:
        TreeNotFound: There is no such file or tree.
        TriageError: There is a folder or a tree, but no cases.
    """
    folder = Path(name)
    if name in builtins() or not folder.is_dir():
        return (cases_file(name),)
    found = tuple(sorted(folder.rglob(f"*{SUFFIX}")))
    if not found:
        raise TriageError(f"no file below `{name}` ends with `{SUFFIX}`")
    return found


def cases_file(name: str | PathLike[str]) -> Path:
    if fspath(name).endswith(SUFFIX):
        return Path(name)
    tree = find(name)
    contents(tree)
    if not beside(tree).is_file():
        begin = f"`triage new-cases {name}` writes the first ones"
        raise TriageError(f"`{name}` has no cases: {begin} to {beside(tree).name}")
    return beside(tree)
