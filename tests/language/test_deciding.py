"""What is told of conditions: the parts that decided."""

from trees_for_tests import tree_of

import triage.language.ast as e
from triage.language.deciding import Making, Needs, Reduction
from triage.language.evaluate import Context

TREE = tree_of("  one: {branches: [{go: rest}]}")


def test_what_does_not_hold_is_told_whole():
    """Where no part makes a condition so, no part is left out."""
    here = Context(TREE.questions, {"b": "no", "c": "no"})
    either = e.Or((e.Is("b", ("yes",)), e.Is("c", ("yes",))))

    assert Reduction(TREE.compiled, here).of(either) is either
    assert Reduction(TREE.compiled, here).of(either, holds=False) is either


def test_a_value_is_looked_into_once_wherever_it_is_used():
    """Values inside values are as much work as they are many: not twice each level."""
    levels = 24
    inner = "".join(
        f"  v{n + 1}: (v{n} and b or c) and (v{n} and b or not b)\n"
        for n in range(levels)
    )
    steps = "  one: {ask: [b, c], branches: [{when: b or c, go: rest}, {go: rest}]}"
    tree = tree_of(steps, questions=f"values:\n  v0: b or c\n{inner}")
    here = Context(tree.questions, {"b": "yes", "c": "no"})

    tests = Making(tree.compiled).tests([e.ValueHolds(f"v{levels}")])
    needs = Needs(here)

    assert tests.deciding(here, ("b", "c")) == ("b",)
    assert needs.of(tests, frozenset()) == {"b"}
    assert len(needs.known) <= 4 * levels
