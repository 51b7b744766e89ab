"""Detours: when nobody who seems to be told something else is nobody who is."""

import pytest
from trees_for_tests import tree_of

from triage.verify.circuit import Gates
from triage.verify.detours import Detours
from triage.verify.mutants import mutants
from triage.verify.variables import Variables

STEPS = """
  one: {ask: [a, n], advise: [note], branches: [{when: n > 3, go: two}, {go: see}]}
  two: {ask: c, branches: [{when: %s, go: see}, {go: rest}]}
"""
NUMBER = "  n: {text: N?, type: integer, min: 0, max: 9}"


@pytest.mark.parametrize(
    ("condition", "settles"), [("c", True), ("c or urgency >= soon", False)]
)
def test_a_condition_that_goes_by_the_urgency_leaves_a_detour_open(condition, settles):
    """What was told on the way may count later, so whoever is found must be walked."""
    tree = tree_of(STEPS % condition, questions=NUMBER)
    moved = [m.tree for m in mutants(tree) if m.limit and m.part == ("steps", "one")]

    detours = Detours(tree, Variables(Gates(), tree.questions), {"one": moved})

    assert len(moved) == 2
    assert [detours.settles("one", number) for number in (0, 1)] == [settles] * 2
