"""Because: which answers are named as the reason of a result."""

import pytest

import triage
from triage.engine.because import because

AGES = """\
triage: 1
id: ages
title: Ages
questions:
  age: {text: How old are you?, type: integer, min: 0, max: 120}
  a: A?
  b: B?
recommendations:
  see: {urgency: soon, title: See}
  rest: {urgency: self_care, title: Rest}
start: first
steps:
  first:
    ask: [age, a, b]
    branches:
      - {when: age < 50 and a or age >= 50 and b, go: see}
      - {go: rest}
"""


@pytest.mark.parametrize("ordinary", ["", ", ordinary: 60"])
@pytest.mark.parametrize(("age", "named"), [(20, {"age", "a"}), (70, {"age", "b"})])
def test_what_would_have_decided_at_another_age_is_no_reason(age, named, ordinary):
    """Only what decided is named, whatever a well patient is taken to answer."""
    tree = triage.loads(AGES.replace("max: 120", f"max: 120{ordinary}"))
    decision = tree.decide({"age": age, "a": "yes", "b": "yes"})

    found = {*because(decision, decision.end)}

    assert found == (named - {"age"} if ordinary and age == 70 else named)


def test_each_of_two_signs_is_a_reason():
    """Where one of two would be enough, both are named."""
    tree = triage.loads(AGES.replace("age < 50 and a or age >= 50 and b", "a or b"))
    decision = tree.decide({"age": 20, "a": "yes", "b": "yes"})

    assert because(decision, "see") == ("a", "b")
