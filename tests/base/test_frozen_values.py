"""Frozen means frozen: values of the base are slotted, hashable, and copied equal."""

import copy
import pickle
from decimal import Decimal

import attrs
import pytest

from triage.base.diagnostics import Finding, Note
from triage.base.exceptions import AnswerProblem
from triage.base.kinds import Free, Range, Subset, Words
from triage.base.limits import LIMITS
from triage.base.question import Level, Option, Question
from triage.base.text import Source, Span, Text

SOURCE = Source("a.yaml", "one: two\nthree: four\n")
SPAN = Span(SOURCE, 14, 18)

VALUES = [
    SOURCE,
    SPAN,
    Text("four", SPAN),
    Note("first here", SPAN),
    Finding("T999", "`four` is odd", SPAN, notes=(Note("first here", SPAN),)),
    AnswerProblem("not_a_number", ("age",), "Enter a number.", "give a number"),
    Words(("yes", "no")),
    Free(200),
    Subset(("a", "b")),
    Range(0, 9, 1),
    LIMITS,
    Level("soon", "Soon", 1),
    Option("hot", "Hot", Decimal("0.5")),
    Question("signs", "Which?", "any_of", (Option("hot", "Hot"),), unsure=True),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_is_frozen(value):
    """Nothing of a value can be set, and it has no room for anything else."""
    field = attrs.fields(type(value))[0].name

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(value, field, None)
    with pytest.raises((AttributeError, attrs.exceptions.FrozenInstanceError)):
        value.another = 1
    assert not hasattr(value, "__dict__")


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_survives_copies(value):
    """A copy, of a value in use too, is equal, hashes the same and works."""
    for name in ("keys", "choices", "domain", "range", "line_starts"):
        getattr(value, name, None)

    for other in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301
        assert other == value
        assert hash(other) == hash(value)
        assert repr(other) == repr(value)
        for name in ("keys", "choices", "domain", "range", "line_starts"):
            assert getattr(other, name, None) == getattr(value, name, None)
