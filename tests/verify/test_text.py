"""The mutation score in words: as its numbers want it, with cases to be pasted."""

import pytest
from trees_for_tests import tree_of

from triage.cases.loader import Neighbour
from triage.verify.counterexample import Patient
from triage.verify.mutants import Mutant
from triage.verify.mutation_score import Judged, Score

TREE = tree_of("  one: {ask: b, answers: {yes: see, no: rest}}")
MUTANT = Mutant(TREE, "two ways are swapped", None)
PATIENT = Patient(TREE, {"a": "no", "b": "yes", "c": "no"})

SAME = ("equivalent", "equivalent")
ONE = "1 small mistake made, 100.0 % noticed"
THREE = "3 small mistakes made, 0.0 % noticed"
NONE = "no difference to anybody"


def score(*fates):
    """Return a score of mistakes with some fates."""
    survived = {"survived": PATIENT}
    judged = tuple(Judged(MUTANT, fate, "", survived.get(fate)) for fate in fates)
    return Score(TREE, judged)


@pytest.mark.parametrize(
    ("fates", "said"),
    [
        ([], "0 small mistakes made, 100.0 % noticed"),
        (["case"], "1 small mistake made, 100.0 % noticed (1 by a case)"),
        (["equivalent"], f"{ONE} (1 makes no difference to anybody)"),
        (["survived", *SAME], f"{THREE} (1 by nothing, 2 make {NONE})"),
    ],
)
def test_a_score_is_a_sentence(fates, said):
    """One mistake is told in the singular, several in the plural."""
    assert score(*fates).summary == f"small: {said}"


def test_every_case_has_an_id_of_its_own():
    """All cases can be pasted into one file, also beside those that are there."""
    beside = Neighbour({}, frozenset({"notices_a_mistake_2"}))

    text = score("survived", "open", "survived").text(beside=beside)

    ids = [line.strip() for line in text.splitlines() if "  notices_" in line]
    assert ids == ["notices_a_mistake:", "notices_a_mistake_3:"]
