"""What the well patient answers."""

from decimal import Decimal

from trees_for_tests import tree_of

from triage.engine.defaults import ordinary

QUESTIONS = """\
  one_of: {text: Which?, type: one_of, options: {x: X, y: Y}}
  several: {text: Which?, type: any_of, options: {x: X, y: Y}}
  whole: {text: How many?, type: integer, min: 1, max: 4}
  exact: {text: How much?, type: number, min: 0, max: 1.1, decimals: 2}
  said: {text: How many?, type: integer, min: 1, max: 9, ordinary: 8}
"""


def test_the_well_patient_has_an_answer_to_everything():
    """It is what the question says, or no, none, the first, or the middle."""
    assert ordinary(tree_of("  one: {go: rest}", questions=QUESTIONS)) == {
        "a": "no",
        "b": "no",
        "c": "no",
        "one_of": "x",
        "several": (),
        "whole": 2,
        "exact": Decimal("0.55"),
        "said": 8,
    }
