"""Run every example of the README, the docs and the docstrings; put tests in order."""

import gc
import os
import random
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sybil import Document, Example, Region, Sybil
from sybil.integration.pytest import SybilItem
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

pytest_plugins = ["triage.pytest_plugin"]

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
"""Where it is set, each command that a test starts would compile the package again."""

ROOT = Path(__file__).parent

FILE = re.compile(r"<!-- file: (\S+) -->\n```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
"""A file that a page shows: it is written before the examples behind it run."""


def write_files(document: Document) -> Iterator[Region]:
    """Yield the files that a page shows."""
    for match in FILE.finditer(document.text):
        yield Region(match.start(), match.end(), match.groups(), write_file)


def write_file(example: Example) -> None:
    """Write a file into the folder where the examples of its page run."""
    name, text = example.parsed
    Path(name).write_text(text, encoding="utf-8")


def enter(namespace: dict[str, Any]) -> None:
    """Go to an empty folder from which the examples of the docs can be seen."""
    folder = tempfile.TemporaryDirectory()
    namespace["_left"] = (Path.cwd(), folder)
    os.chdir(folder.name)
    Path("docs").symlink_to(ROOT / "docs", target_is_directory=True)


def leave(namespace: dict[str, Any]) -> None:
    """Go back, and remove the folder."""
    before, folder = namespace["_left"]
    os.chdir(before)
    folder.cleanup()


pages = Sybil(
    parsers=[write_files, PythonCodeBlockParser()],
    patterns=["README.md", "docs/*.md", "docs/decisions/*.md"],
    setup=enter,
    teardown=leave,
)
docstrings = Sybil(
    parsers=[DocTestParser()],
    patterns=["triage/*.py", "triage/*/*.py", "triage/*/*/*.py"],
)

collect_examples = (pages + docstrings).pytest()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> object:
    """Collect the examples of a file: it is soon seen that code has none."""
    has_none = file_path.suffix == ".py" and b">>>" not in file_path.read_bytes()
    return None if has_none else collect_examples(file_path, parent)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option for another order."""
    parser.addoption("--shuffle", metavar="SEED", help="run tests in a random order")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Let what lives as long as the tests be looked through for garbage no more."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def file_of(item: pytest.Item) -> str:
    """Return the file of a test."""
    return item.nodeid.partition("::")[0]


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Begin with the files of what is slow, so that no worker waits for it in the end.

    The tests of a file stay together, and the examples of a page in their order: they
    build on each other.
    """
    if seed := config.getoption("shuffle"):
        chance = random.Random(seed)  # noqa: S311  it keeps no secret
        order = {item: chance.random() for item in items}
        files = {file_of(item): chance.random() for item in items}
        items.sort(key=lambda i: 0 if isinstance(i, SybilItem) else order[i])
        items.sort(key=lambda item: files[file_of(item)])
    slow = {file_of(item) for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: file_of(item) not in slow)
