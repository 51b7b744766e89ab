"""Where each check is explained."""

import re
from pathlib import Path

import pytest

import triage
from triage.base.diagnostics import Severity
from triage.lint import CHECKS
from triage.lint.catalogue import catalogue, explain

PACKAGE = Path(triage.__file__).parent


def test_every_check_is_explained():
    """Each entry of the catalogue says what, why, what to avoid and what to write."""
    for code, entry in catalogue().items():
        text = explain(code)

        assert text.startswith(f"{code} ({entry.severity}): {entry.title}\n")
        assert entry.why.value in text
        assert "Avoid:\n\n    " in text
        assert "Prefer:\n\n    " in text
        assert not entry.title.value.endswith(".")
        assert entry.why.value.endswith(".")


def test_the_catalogue_has_its_codes_in_order():
    """Codes stand in their order; that each is there once, the reader sees to."""
    assert [*catalogue()] == sorted(catalogue())


def test_the_catalogue_has_every_code_that_the_package_finds_and_no_other():
    """No finding is without an entry, and no entry without something to find it."""
    texts = (path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    found = {code for text in texts for code in re.findall(r'"(T\d{3})"', text)}

    assert found == catalogue().keys()


def test_what_is_said_against_a_tree_that_loads_is_a_warning():
    """The checks of the registry are warnings, as the catalogue says of each."""
    assert {catalogue()[code].severity.value for code in CHECKS} == {Severity.WARNING}


def test_a_code_may_be_written_small():
    """A check is found in lower case and with blanks around it."""
    assert explain(" t204 ") == explain("T204")


@pytest.mark.parametrize(
    ("code", "hint"), [("T24", "did you mean `T"), ("x", "has the code `x`")]
)
def test_an_unknown_code_is_answered(code, hint):
    """A code that no check has is refused, with the closest."""
    with pytest.raises(triage.TriageError, match=hint):
        explain(code)


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("T101", Severity.ERROR),
        ("T309", Severity.ERROR),
        ("T405", Severity.ERROR),
        ("T410", Severity.WARNING),
        ("T508", Severity.WARNING),
    ],
)
def test_errors_refuse_and_warnings_do_not(code, severity):
    """T41x and T5xx warn; all others refuse."""
    assert catalogue()[code].severity.value == severity
