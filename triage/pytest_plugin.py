"""The pytest plugin: cases files are tests, in any project that has triage.

It is loaded in every run of pytest, so it imports nothing before it meets a cases file.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_collect_file(
    file_path: Path, parent: "pytest.Collector"
) -> "pytest.Collector | None":
    """Return the tests in a cases file; nothing for any other file."""
    if not file_path.name.endswith(".cases.yaml"):
        return None
    from triage._pytest_items import CasesFile  # noqa: PLC0415  seldom wanted

    return CasesFile.from_parent(parent, path=file_path)
