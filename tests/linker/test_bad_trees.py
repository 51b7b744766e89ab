"""What is said of every bad tree, cases or hazards file, and what holds of it all."""

import re

import pytest
from bad_trees import (
    CASES,
    FILES,
    HAZARDS,
    code_of,
    codes_without_a_file,
    expected,
    findings,
    path_of,
    rewrite,
    said,
)

from triage.lint.catalogue import catalogue

FIRST_LINE = re.compile(r"# [A-Z`].*\.")


EVERY_FILE = [*FILES, *CASES, *HAZARDS]


@pytest.mark.parametrize("name", EVERY_FILE)
def test_a_bad_tree_is_told_what_it_carries(name, pytestconfig):
    """Of each bad tree exactly that is said which stands at its end."""
    for _ in range(2 * pytestconfig.getoption("reset")):
        rewrite(name, said(name))

    assert said(name) == expected(name)


@pytest.mark.parametrize("name", EVERY_FILE)
def test_what_is_said_of_a_bad_tree_is_well_said(name):
    """The first finding is the one in the file's name; all keep the house rules."""
    found = findings(name)

    assert found[0].code == code_of(name)
    assert len(set(found)) == len(found)
    for finding in found:
        assert finding.severity == catalogue()[finding.code].severity.value
        keeps_the_house_rule(finding)
        points_into_a_file(finding)


def keeps_the_house_rule(finding):
    """A message is lower case, has no full stop, and names no type of Python."""
    for text in (finding.message, finding.help, *(n.message for n in finding.notes)):
        assert re.match(r"[a-z`'\"$]|$", text), text
        assert not text.endswith("."), text
        assert "\n" not in text
        assert not re.search(r"\b(str|int|dict|list\[|None(?! of)|tuple)\b", text), text


def points_into_a_file(finding):
    """A finding underlines something that is there."""
    span = finding.span
    assert 0 <= span.start <= span.end <= len(span.source.text)
    assert "^" in span.excerpt()


def test_bad_trees_begin_with_what_they_show():
    """A file begins with a sentence that says what its author overlooked."""
    lines = {
        name: path_of(name).read_text(encoding="utf-8", errors="replace").split("\n")[0]
        for name in EVERY_FILE
    }

    assert {
        n: line for n, line in lines.items() if not FIRST_LINE.fullmatch(line)
    } == {}


def test_every_check_has_a_bad_tree():
    """The catalogue holds no check that no file shows."""
    assert codes_without_a_file() == set()
