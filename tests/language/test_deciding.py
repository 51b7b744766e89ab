"""What is told of conditions: the parts that decided."""

from trees_for_tests import tree_of

import triage.language.ast as e
from triage.language.deciding import Reduction
from triage.language.evaluate import Context

TREE = tree_of("  one: {branches: [{go: rest}]}")


def test_what_does_not_hold_is_told_whole():
    """Where no part makes a condition so, no part is left out."""
    here = Context(TREE.questions, {"b": "no", "c": "no"})
    either = e.Or((e.Is("b", ("yes",)), e.Is("c", ("yes",))))

    assert Reduction(TREE.compiled, here).of(either) is either
    assert Reduction(TREE.compiled, here).of(either, holds=False) is either
