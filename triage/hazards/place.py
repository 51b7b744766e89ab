"""Place of hazards: the file beside a tree, and what refuses it, where there is one."""

from pathlib import Path
from typing import TYPE_CHECKING

from triage.base.diagnostics import Finding
from triage.base.exceptions import InvalidTree
from triage.base.lazy import Later
from triage.model.tree import Tree

if TYPE_CHECKING:
    from triage.hazards import loader
else:
    loader = Later("triage.hazards.loader")  # most trees have no hazards

SUFFIX = ".hazards.yaml"


def beside(tree: Path) -> Path:
    """Return the hazards file that stands beside a tree file.

    >>> beside(Path("trees/back_pain.yaml")).name
    'back_pain.hazards.yaml'
    """
    return tree.with_name(tree.stem + SUFFIX)


def refused(tree: Tree, file: Path) -> tuple[Finding, ...]:
    """Return why the hazards beside a tree are refused; nothing if there are none."""
    try:
        if beside(file).is_file():
            loader.loaded(tree, file)
    except InvalidTree as error:
        return error.findings
    return ()
