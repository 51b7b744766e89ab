"""What every test stands on: an empty folder, random examples, and `--reset`."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

collect_ignore = ["cases/bad"]
"""The bad cases files would be tests that cannot be collected."""

settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=60, deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that lets the bad trees carry what is said of them now."""
    parser.addoption("--reset", action="store_true", help="rewrite expected messages")


@pytest.fixture(autouse=True)
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Run each test in an empty folder, so that nothing is written elsewhere."""
    before, folder = Path.cwd(), tmp_path_factory.mktemp("here")
    os.chdir(folder)
    yield folder
    os.chdir(before)
