"""Run every example of the README, the docs and the docstrings; put tests in order."""

import os
import random
import re
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from sybil import Document, Example, Region, Sybil
from sybil.integration.pytest import SybilItem
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

pytest_plugins = ["triage.pytest_plugin"]

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
docstrings = Sybil(parsers=[DocTestParser()], patterns=["triage/*.py", "triage/*/*.py"])

pytest_collect_file = (pages + docstrings).pytest()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option for another order."""
    parser.addoption("--shuffle", metavar="SEED", help="run tests in a random order")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Begin with what is slow, so that no worker waits for it in the end.

    Examples of one page build on each other: one worker runs them, in their order.
    """
    groups: dict[str, list[pytest.Item]] = {}
    for item in items:
        if isinstance(item, SybilItem):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
        group = item.get_closest_marker("xdist_group")
        groups.setdefault(group.args[0] if group else item.nodeid, []).append(item)
    order = [*groups.values()]
    if seed := config.getoption("shuffle"):
        random.Random(seed).shuffle(order)  # noqa: S311  chance that keeps no secret
    order.sort(key=lambda group: group[0].get_closest_marker("slow") is None)
    items[:] = chain.from_iterable(order)
