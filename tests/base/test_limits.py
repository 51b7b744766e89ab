"""Limits: one table, and each of them in use."""

import re
from pathlib import Path

import attrs
import pytest

import triage
from triage.base.limits import LIMITS, Limits

ROOT = Path(triage.__file__).parent


@pytest.mark.parametrize("field", attrs.fields(Limits), ids=lambda field: field.name)
def test_a_limit_says_what_it_bounds(field):
    """Each limit is positive and says in a phrase what it bounds."""
    assert field.default > 0
    assert re.fullmatch(r"[a-zA-Z][^.`|]+", field.metadata["bounds"])


def test_limits_can_be_narrowed_and_not_written():
    """Whoever wants others makes others; those that hold stay as they are."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        LIMITS.options = 3
    assert attrs.evolve(LIMITS, options=3) == Limits(options=3) != LIMITS


@pytest.mark.parametrize("field", attrs.fields(Limits), ids=lambda field: field.name)
def test_a_limit_is_kept_by_something(field):
    """No limit stands in the table that nothing keeps."""
    code = "".join(path.read_text() for path in ROOT.rglob("*.py"))

    assert re.search(rf"limits\.{field.name}\b", code, re.IGNORECASE)
