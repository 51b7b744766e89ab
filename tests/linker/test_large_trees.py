"""The large trees of the benchmarks are as good as real ones."""

import pytest

import trees
import triage


@pytest.mark.parametrize("make", [trees.chain, trees.merging], ids=lambda f: f.__name__)
def test_a_large_tree_is_what_it_is_said_to_be(make):
    """A generated tree has its steps and questions, and no idle branch or value."""
    tree = triage.loads(make(90))

    found = {finding.code for finding in triage.check(tree)}
    assert len(tree.steps) == len(tree.questions) == 90
    assert found <= {"T413", "T419"}


def test_ways_meet_again():
    """In the tree of merges a step is reached on two ways, and most steps count."""
    tree = triage.loads(trees.merging(90))

    targets = [way.to for _, way in tree.edges]
    assert sum(targets.count(name) > 1 for name in tree.steps) == 29
    assert tree.decide({"q0": "no"}).missing == ("q2",)


@pytest.mark.slow
@pytest.mark.parametrize("make", [trees.chain, trees.merging], ids=lambda f: f.__name__)
def test_a_tree_of_three_thousand_steps_is_linked(make):
    """A tree far larger than any real one is linked like any other."""
    tree = triage.loads(make(3000))

    assert len(tree.steps) == 3000
    assert list(tree.steps)[-1] == "s2999"
