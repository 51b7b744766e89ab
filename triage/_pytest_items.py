"""Test items: a cases file as pytest collects it, and each case in it as a test."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from triage.base.exceptions import TriageError
from triage.cases import Case, CaseResult, judge, load
from triage.cases.text import details
from triage.model.tree import Tree


class CaseFailed(Exception):
    """Say that a case came to another result than it expects."""

    def __init__(self, result: CaseResult) -> None:
        super().__init__(result)
        self.result = result


class CasesFile(pytest.File):
    """Collect the cases of a file; one that is refused is one error."""

    def collect(self) -> Iterator["CaseItem"]:
        try:
            cases = load(os.path.relpath(self.path))
        except TriageError as refused:
            raise self.CollectError(str(refused)) from None
        for case in cases.cases:
            yield CaseItem.from_parent(self, name=case.id, tree=cases.tree, case=case)


class CaseItem(pytest.Item):
    """Try a case of a tree."""

    def __init__(self, *, tree: Tree, case: Case, **options: Any) -> None:
        super().__init__(**options)
        self.tree = tree
        self.case = case

    def runtest(self) -> None:
        result = judge(self.tree, self.case)
        if not result.passed:
            raise CaseFailed(result)

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None
    ) -> Any:
        """Return what is reported of a failure: what, on which path, in which story."""
        if not isinstance(excinfo.value, CaseFailed):
            return super().repr_failure(excinfo, style)
        return "\n".join(details(excinfo.value.result))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.case.span.line - 1, f"{self.tree.id}: {self.case.id}"
