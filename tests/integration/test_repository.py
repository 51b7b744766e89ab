"""What must not be in any file of the repository."""

import os
import re
import sys
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path

ROOT = Path(__file__).parents[2]

MADE = {".git", ".venv", ".hypothesis", "__pycache__", "build", "dist", "node_modules"}
"""Folders that are made here and not kept."""


def kept() -> list[Path]:
    """Return the files that are, or could be, committed."""
    found = []
    for folder, inner, files in os.walk(ROOT):
        inner[:] = [
            name
            for name in inner
            if name not in MADE and not name.endswith(("_cache", ".egg-info"))
        ]
        found += [Path(folder) / name for name in files]
    linked = ROOT / ".git"  # a file, where this is a further work tree of a repository
    mine = (Path(__file__), ROOT / ".coverage", ROOT / "back_pain.svg", linked)
    return sorted(path for path in found if path not in mine)


HOMES = r"(?<![\w.])/(?:home|Users|root|work|opt)/\w"

INDEXES = r"(?:index-url|find-links|pypi\.org/simple|files\.pythonhosted\.org|/simple/)"


def forbidden() -> re.Pattern[str]:
    """Return what no file may hold: places of a machine, addresses of an index."""
    here = {str(ROOT), sys.base_prefix, str(Path.home())} - {"/", "/usr", "/usr/local"}
    places = [re.escape(place) + r"\b" for place in sorted(here)]
    return re.compile("|".join([HOMES, INDEXES, *places]))


def test_files_travel() -> None:
    """No file names a place of the machine it was made on, or a package index."""
    here = forbidden()
    found = [
        (path.relative_to(ROOT), line)
        for path in kept()
        for line in path.read_bytes().decode("utf-8", "replace").splitlines()
        if here.search(line)
    ]

    assert found == []


TOP = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "benchmarks",
    "conftest.py",
    "constraints.txt",
    "docs",
    "examples",
    "pyproject.toml",
    "seeds",
    "tests",
    "trees",
    "triage",
}


def test_top_level_is_as_laid_out() -> None:
    """Nothing lies at the top that a test, or a typing error, has left there."""
    found = {path.relative_to(ROOT).parts[0] for path in kept()}

    assert found - TOP == set()


def test_constraints_pin_everything_that_is_installed() -> None:
    """Each line is `name==version`, and all that the environment holds is named."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]

    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", pin)] == []
    assert [name for name in wanted() if name not in pinned(pins)] == []


def pinned(pins: list[str]) -> set[str]:
    """Return the names of some pins, in their one form."""
    return {canonical(pin.partition("==")[0]) for pin in pins}


def canonical(name: str) -> str:
    """Return the name of a distribution in its one form."""
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted() -> set[str]:
    """Return the names of all that the extra `dev` brings, the package left out."""
    found: set[str] = set()
    waiting = ["triage-trees"]
    while waiting:
        name = waiting.pop()
        for line in requires(name) or ():
            needed = canonical(re.match(r"[\w.-]+", line)[0])
            if "extra ==" in line and name != "triage-trees":
                continue
            if needed not in found and is_installed(needed):
                found.add(needed)
                waiting.append(needed)
    return found - {"triage-trees"}


def is_installed(name: str) -> bool:
    """Whether a distribution is there: what other systems need is not."""
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True
