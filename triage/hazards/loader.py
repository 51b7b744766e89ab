"""Loader: the hazards of a tree, found beside it, read, and held against it."""

from os import PathLike
from pathlib import Path

import attrs

from triage.base.exceptions import TriageError
from triage.base.immutable import immutable
from triage.cases import loader as cases_loader
from triage.cases.model import Case
from triage.cases.resolve import resolve as resolve_cases
from triage.hazards.hazardfile import HazardsDocument
from triage.hazards.model import Hazard
from triage.hazards.place import beside
from triage.hazards.resolve import line, resolve
from triage.linker.loader import find, load as load_tree
from triage.linker.shelf import shown
from triage.model.tree import Tree
from triage.treefile.decode import Reader
from triage.treefile.fields import Record
from triage.treefile.files import contents, source_of


@immutable
class Hazards:
    """Hold the hazards of a tree.

    Args:
        tree: The tree.
        name: The hazards file, as messages speak of it.
        rated: Who rated the risks, and what they went by.
        hazards: The hazards, in the order of the file.
        exceptions: Properties that are no safety properties, each with the reason.
        cases: The cases beside the tree.
    """

    tree: Tree
    name: str
    rated: str
    hazards: tuple[Hazard, ...]
    exceptions: tuple[tuple[str, str], ...]
    cases: tuple[Case, ...] = attrs.field(repr=False)


def load(name: str | PathLike[str]) -> Hazards:
    """Load the hazards beside a tree.

    Args:
        name: A tree as ``triage.load`` finds it.

    Raises:
        TreeNotFound: There is no such file or tree.
        TriageError: No hazards stand beside the tree.
        InvalidTree: The file, its tree or its cases are refused, with every finding.

    >>> load("back_pain").hazards[0].owner
    'nobody yet'
    """
    tree, file = load_tree(name), find(name)
    if not beside(file).is_file():
        where = beside(file).name
        raise TriageError(f"`{name}` has no hazards: they stand in {where}, beside it")
    return loaded(tree, file)


def loaded(tree: Tree, file: Path) -> Hazards:
    """Return the hazards beside the file of a tree.

    Raises:
        InvalidTree: They, or the cases, are refused, with every finding at once.
    """
    path = beside(file)
    source = source_of(shown(path), contents(path), "triage_hazards")
    document: HazardsDocument = Reader(source).whole(Record(HazardsDocument))
    cases = cases_of(tree, file)
    hazards = resolve(document, tree, [case.id for case in cases])
    spared = tuple((one.id.value, line(one.because)) for one in document.not_safety)
    return Hazards(tree, shown(path), line(document.rated), hazards, spared, cases)


def cases_of(tree: Tree, file: Path) -> tuple[Case, ...]:
    path = cases_loader.beside(file)
    if not path.is_file():
        return ()
    return resolve_cases(cases_loader.document_in(path), tree)
