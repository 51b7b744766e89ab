"""Every piece of YAML in the docs is YAML for whoever reads it with another parser."""

import re
from pathlib import Path

import pytest
import yaml

from triage.lint.catalogue import catalogue

ROOT = Path(__file__).parents[2]

SNIPPET = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)

PAGES = sorted(
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    if path.name != "checks.md"  # its pieces are those of the catalogue
)

NOT_YAML = ("T101", "T103", "T107")
"""The codes of files that no parser reads, or that none reads as they are meant."""


def unread(text):
    """Return what the parser of PyYAML that is written in Python says of a text."""
    try:
        for _ in yaml.compose_all(text, Loader=yaml.SafeLoader):
            pass
    except yaml.YAMLError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_snippet_is_yaml(page):
    """What a page shows as YAML, PyYAML reads without any help of libyaml."""
    texts = SNIPPET.findall(page.read_text(encoding="utf-8"))

    assert [told for text in texts if (told := unread(text))] == []


def test_every_example_of_the_catalogue_is_yaml():
    """So are the pieces that show what to write, and most that show what not to."""
    entries = catalogue().values()
    texts = [entry.prefer.value for entry in entries]
    texts += [e.avoid.value for e in entries if e.id.value not in NOT_YAML]

    assert [told for text in texts if (told := unread(text))] == []
