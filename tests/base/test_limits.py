"""Limits: one table, and each of them in use."""

import re

import attrs
import pytest

from triage.base.limits import LIMITS, Limits


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
