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
def test_a_bad_tree_has_the_finding_it_is_there_for(name):
    """The first finding of a file has the code in its name."""
    assert findings(name)[0].code == code_of(name)


@pytest.mark.parametrize("name", EVERY_FILE)
def test_a_bad_tree_begins_with_what_it_shows(name):
    """A file begins with a sentence that says what its author overlooked."""
    text = path_of(name).read_text(encoding="utf-8", errors="replace")
    line = text.partition("\n")[0]

    assert FIRST_LINE.fullmatch(line)


def test_every_check_has_a_bad_tree():
    """The catalogue holds no check that no file shows."""
    assert codes_without_a_file() == set()


@pytest.mark.parametrize("name", EVERY_FILE)
def test_every_finding_is_in_the_catalogue(name):
    """What is found is explained, and as grave as the catalogue says."""
    for finding in findings(name):
        assert finding.severity == catalogue()[finding.code].severity.value


@pytest.mark.parametrize("name", EVERY_FILE)
def test_messages_keep_the_house_rule(name):
    """A message is lower case, has no full stop, and names no type of Python."""
    for finding in findings(name):
        for text in (
            finding.message,
            finding.help,
            *(n.message for n in finding.notes),
        ):
            assert re.match(r"[a-z`'\"$]|$", text), text
            assert not text.endswith("."), text
            assert "\n" not in text
            assert not re.search(
                r"\b(str|int|dict|list\[|None(?! of)|tuple)\b", text
            ), text


@pytest.mark.parametrize("name", EVERY_FILE)
def test_findings_point_into_a_file(name):
    """A finding underlines something that is there, in source order, once."""
    found = findings(name)

    assert len(set(found)) == len(found)
    for finding in found:
        span = finding.span
        assert 0 <= span.start <= span.end <= len(span.source.text)
        assert "^" in span.excerpt()
