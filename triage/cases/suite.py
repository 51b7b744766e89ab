"""Cases files run: what came of each, whether it could be loaded or not."""

from functools import cached_property
from pathlib import Path

import attrs

from triage.base.diagnostics import Finding
from triage.base.exceptions import InvalidTree
from triage.cases.loader import load
from triage.cases.runner import CaseResult
from triage.engine.coverage import Coverage
from triage.linker.loader import shown
from triage.model.tree import Tree


@attrs.define(frozen=True, slots=False)
class Run:
    """Hold what came of a cases file.

    Args:
        name: The file, as messages speak of it.
        tree: The tree; None when the file or the tree is refused.
        results: What came of each case.
        findings: Why the file or its tree is refused.
    """

    name: str
    tree: Tree | None = None
    results: tuple[CaseResult, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def title(self) -> str:
        """The id of the tree; the name of the file when there is none."""
        return self.tree.id if self.tree else self.name

    @property
    def failed(self) -> int:
        """How many cases fail."""
        return sum(not result.passed for result in self.results)

    @cached_property
    def coverage(self) -> Coverage | None:
        """What the cases came by in the tree; None when it is refused."""
        decisions = (result.decision for result in self.results)
        return Coverage.of(self.tree, decisions) if self.tree else None

    @property
    def covered(self) -> int:
        """The share of the tree that is covered least, in a hundred; 0 without one."""
        return self.coverage.percent if self.coverage else 0

    def to_dict(self, *, coverage: bool) -> dict[str, object]:
        """Return the run as the JSON that ``triage test --json`` prints."""
        covered = self.coverage if coverage else None
        return {
            "file": self.name,
            "tree": self.tree.id if self.tree else None,
            "passed": len(self.results) - self.failed,
            "failed": self.failed,
            "cases": [result.to_dict() for result in self.results],
            "findings": [finding.to_dict() for finding in self.findings],
            **({"coverage": covered.to_dict()} if covered else {}),
        }


def run(path: Path) -> Run:
    """Return what comes of a cases file.

    Args:
        path: The path of a cases file.

    Raises:
        TreeNotFound: It cannot be read.
    """
    try:
        cases = load(path)
    except InvalidTree as refused:
        return Run(shown(path), findings=refused.findings)
    return Run(cases.name, cases.tree, cases.run())
