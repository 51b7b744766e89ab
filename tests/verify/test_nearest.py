"""Nearest: who comes to each step with the fewest unusual answers."""

from trees_for_tests import tree_of

from triage.verify.circuit import Gates
from triage.verify.nearest import Nearest
from triage.verify.simulate import Trials
from triage.verify.variables import Variables

TREE = tree_of(
    """
  one: {ask: [b], branches: [{when: b, go: two}, {go: rest}]}
  two: {ask: [b, c], branches: [{when: c, go: three}, {go: see}]}
  three: {branches: [{when: b, go: see}, {go: rest}]}
  lost: {ask: c, go: rest}
"""
)


def test_a_step_is_come_to_by_answers_to_pages_before_it():
    """What was asked before is answered once; to where no way leads comes nobody."""
    nearest = Nearest(TREE, Trials(Variables(Gates(), TREE.questions)))

    unusual = {name: dict(one.unusual) for name, one in nearest.coming.items()}

    assert unusual == {
        "one": {},
        "two": {"b": "yes"},
        "three": {"b": "yes", "c": "yes"},
    }
    assert {name: len(ways) for name, ways in nearest.ways.items()} == {
        "one": 2,
        "two": 2,
        "three": 1,
    }
