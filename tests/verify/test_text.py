"""Results of proofs in words: what is proved, what is said of the rest, and a score."""

import sys

import pytest
from bad_trees import BAD
from trees_for_tests import tree_of

import triage
from triage.cases.loader import NOTHING_BESIDE, Neighbour
from triage.verify.counterexample import Patient
from triage.verify.mutants import Mutant
from triage.verify.mutation_score import Judged, Score
from triage.verify.properties import Proofs, prove
from triage.verify.text import cut_short, proof_text

ASKING = "  one: {ask: a, answers: {yes: go_now, no: rest, unsure: see}}\n"


def stating(properties):
    """Return a tree that asks one question and states some properties."""
    return tree_of(f"{ASKING}properties:\n{properties}")


DOUBT = (
    "  doubt: {says: Doubt is urgent., given: maybe(a), then: urgency == emergency}\n"
)
YES = "  sure: {says: Yes is urgent., given: surely(a), then: urgency == emergency}\n"
WORSE = "  worse: {says: Worse is worse., monotone: [a], of: advised(see)}\n"
NOBODY = "  nobody: {says: Both., given: surely(a) and unsure(a), then: ends(rest)}\n"
REACH = "  reach: {says: All are told., reachable: [rest, note]}\n"


def verdicts(proofs):
    """Return the verdict of each property."""
    return {proof.property.id: proof.verdict for proof in proofs.proofs}


def codes(proofs):
    """Return the codes of what is said."""
    return [finding.code for finding in proofs.findings]


def words(proofs, number=0):
    """Return what is told of a property."""
    return proof_text(proofs.tree, proofs.proofs[number], NOTHING_BESIDE)


def test_a_tree_whose_properties_hold_is_proved():
    """When each property holds of everybody, that is what is said."""
    proofs = prove(stating(YES))

    assert proofs.proved
    assert proofs.findings == ()
    assert proofs.summary == "small: 1 property, all proved"
    assert words(proofs) == "proved    sure: Yes is urgent."


def test_every_verdict_but_proved_is_a_finding():
    """Violated, reached by nobody, and vacuous are told apart, and none is proved."""
    proofs = prove(stating(DOUBT + YES + WORSE + NOBODY + REACH))

    assert not proofs.proved
    assert verdicts(proofs) == {
        "doubt": "violated",
        "sure": "proved",
        "worse": "violated",
        "nobody": "vacuous",
        "reach": "violated",
    }
    assert codes(proofs) == ["T601", "T601", "T602", "T601"]
    assert proofs.summary == "small: 5 properties, 3 violated, 1 proved, 1 vacuous"


def test_a_vacuous_property_is_underlined_where_it_is_given():
    """The finding points at the condition that nobody meets."""
    [finding] = prove(stating(NOBODY)).findings

    assert finding.span.text == "surely(a) and unsure(a)"


def test_a_tree_without_properties_is_not_proved():
    """That nothing is stated is said, and counts as nothing proved."""
    proofs = prove(tree_of(ASKING))

    assert not proofs.proved
    assert proofs.findings == ()
    assert proofs.summary == "small: no properties, so nothing is proved"


def test_only_what_is_asked_for_is_proved():
    """Properties are chosen by their ids, and come in the order of the tree."""
    names = []
    tree = stating(DOUBT + YES + WORSE)

    proofs = prove(tree, properties=["worse", "doubt", "doubt"], progress=names.append)

    assert [*verdicts(proofs)] == names == ["doubt", "worse"]


def test_an_unknown_property_is_refused():
    """A property that the tree does not state is an error, with what was meant."""
    with pytest.raises(triage.TriageError, match=r"`small` .* `doub`: did you mean"):
        prove(stating(DOUBT), properties=["doub"])
    with pytest.raises(triage.TriageError, match=r"called `doubt`$"):
        prove(tree_of(ASKING), properties=["doubt"])


def test_what_takes_too_long_is_open():
    """A property that is not settled in time is not proved."""
    proofs = prove(triage.load(BAD / "T603_open.yaml"), seconds=0.01)

    assert (proofs.proved, codes(proofs)) == (False, ["T603"])
    assert "TODO" not in words(proofs)


def test_without_the_solver_it_is_said_what_to_install(monkeypatch):
    """Where the extra is missing, one sentence says how to get it."""
    monkeypatch.setitem(sys.modules, "z3", None)

    with pytest.raises(
        triage.MissingExtra, match=r'pip install "triage-trees\[prove\]"'
    ):
        prove(stating(YES))


# In words


FAILURE = """\
violated  doubt: Doubt is urgent.

<text>:19:3: error T601: the property `doubt` does not hold of every patient
 19 |   doubt: {says: Doubt is urgent., given: maybe(a), then: urgency == emergency}
    |   ^^^^^
    = help: mend the tree, or the property

A patient of whom it does not hold:
- A? not sure
Otherwise as a well patient would answer.
What led there:
- one → see, because A? not sure [<text>:17]
Result: See a clinician within two weeks
- See somebody

The same as cases, for a person to confirm what is expected:

  doubt:
    says: >-
      TODO: tell the story of this patient. Doubt is urgent.
    answers: {a: unsure}
    expect:  # confirm: this is what the tree decides now
      urgency: soon
      ends: see
      recommends: [see]
"""


def test_a_failure_is_told_with_the_patient_and_the_case():
    """Finding, story and case follow the property that does not hold."""
    proofs = prove(stating(DOUBT))

    assert words(proofs) == FAILURE
    assert proofs.text() == f"{FAILURE}\nsmall: 1 property, 1 violated"


def test_a_monotone_failure_is_told_of_both_patients():
    """The patient who is worse off is told by what differs, and is a case too."""
    text = words(prove(stating(WORSE)))

    assert (
        "The same patient, worse off:\n- A? yes\nAll other answers are the same."
        in (text)
    )
    assert [line for line in text.splitlines() if line.startswith("  worse")] == [
        "  worse:",
        "  worse_worse:",
    ]


def test_a_patient_where_the_tree_is_unfinished_is_no_case():
    """No case is written where none could pass."""
    tree = tree_of(
        "  one: {ask: b, branches: [{when: b, go: go_now}, {todo: ask the ward}]}\n"
        f"properties:\n{YES.replace('surely(a)', 'not b')}"
    )

    assert "cases" not in words(prove(tree))


def test_what_was_stopped_says_how_far_it_came():
    """After an interruption it is said how many properties are proved."""
    proofs = prove(stating(DOUBT + YES))

    said = cut_short(proofs.tree, proofs.proofs, 7)

    assert said == "small: stopped; 1 of 7 properties are proved by now"


# As JSON


def test_proofs_are_json():
    """A program gets each property with its verdict, patients and finding."""
    proofs = prove(stating(YES + WORSE + REACH))
    record = proofs.to_dict()
    sure, worse, reach = record.pop("properties")

    assert record == {
        "tree": "small",
        "version": "",
        "logic": proofs.tree.logic,
        "proved": False,
        "seconds": round(proofs.seconds, 3),
    }
    assert sure == {
        "id": "sure",
        "says": "Yes is urgent.",
        "verdict": "proved",
        "missing": [],
        "patients": [],
        "finding": None,
    }
    assert [patient["answers"] for patient in worse["patients"]] == [
        {"a": "unsure"},
        {"a": "yes"},
    ]
    assert worse["finding"]["code"] == "T601"
    assert reach["missing"] == ["note"]


def test_the_time_is_no_part_of_equal_proofs():
    """Proofs of the same tree are equal, however long they took."""
    tree = stating(YES)
    proofs = prove(tree)

    assert proofs.seconds > 0
    assert proofs == Proofs(tree, proofs.proofs, 99)


# Scores

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
