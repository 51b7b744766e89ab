"""The docs say what is so: examples run elsewhere, here is the rest."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import triage

ROOT = Path(__file__).parents[2]

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)")
"""A link to a file or to a heading."""


def test_generated_parts_are_fresh() -> None:
    """What a program writes of the docs is what it would write now."""
    command = [sys.executable, ROOT / "docs" / "make.py", "--check"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every link of a page leads to a file and a heading that are there."""
    for target, heading in LINK.findall(page.read_text(encoding="utf-8")):
        path = (page.parent / target).resolve() if target else page
        assert path.exists(), target
        if heading:
            assert heading in anchors(path), (target, heading)


def anchors(page: Path) -> set[str]:
    """Return the names by which headings of a page are linked to."""
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r'<a id="([^"]+)">', text))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return named | {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in headings
    }


def test_every_module_is_in_the_reading_order() -> None:
    """The page about the layout names every module of the package."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    paths = (ROOT / "triage").rglob("*.py")
    modules = {p.stem for p in paths if p.name != "__init__.py"}

    assert {name for name in modules if f"- **{name}** " not in page} == set()


def test_every_public_name_has_a_docstring() -> None:
    """Whatever `triage` offers says what it is for."""
    names = [name for name in triage.__all__ if not name.startswith("__")]

    assert [name for name in names if not getattr(triage, name).__doc__] == []
