"""Run every example: of the README, of the docs, and of the docstrings."""

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sybil import Document, Example, Region, Sybil
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
