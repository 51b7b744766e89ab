"""What is proved of the built-in trees, and what notices a mistake in them."""

import pytest

import triage
from triage.cases import load
from triage.linker.loader import builtins
from triage.verify.mutation_score import mutation_score

NOTICED = 95
"""How many of a hundred small mistakes must be noticed, in every built-in tree."""

SMALL = [name for name in builtins() if name != "back_pain"]
"""The trees in which every mistake is made here; the page of the mistakes has them all.

That page takes minutes, so it is made anew where everything is run.
"""


@pytest.mark.parametrize("name", builtins())
def test_every_property_of_a_built_in_tree_is_proved(name):
    """The safety properties hold of every possible patient, and none says nothing."""
    proofs = triage.prove(triage.load(name))

    assert [str(finding) for finding in proofs.findings] == []
    assert proofs.proved


@pytest.mark.slow
@pytest.mark.parametrize("name", SMALL)
def test_a_small_mistake_in_a_built_in_tree_is_noticed(name):
    """A moved limit, swapped branches, a forgotten option: a case or property fails."""
    cases = load(name)
    score = mutation_score(cases.tree, cases.cases)

    missed = [item for item in score.judged if item.fate in ("survived", "open")]
    assert score.percent >= NOTICED, [item.mutant.says for item in missed]
