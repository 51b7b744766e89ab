"""Patients made as ordinary as they can be and still show something."""

from decimal import Decimal

import pytest
from trees_for_tests import tree_of

from triage.base.question import Option, Question
from triage.verify.circuit import Gates
from triage.verify.counterexample import Patient, nearer, simplest, simplest_pair
from triage.verify.encode import encode
from triage.verify.solver import Solver
from triage.verify.variables import Answers

TEN = {"type": "integer", "minimum": Decimal(0), "maximum": Decimal(10)}


def test_fewer_unusual_answers_are_asked_of_the_solver():
    """Where no single answer can be made usual, another patient with fewer is found."""
    tree = tree_of(
        """\
  one: {ask: [a, b, c], branches: [{when: maybe(a) and b or c, go: see}, {go: rest}]}
"""
    )
    gates = Gates()
    encoding = encode(tree, Answers(gates, tree.questions))
    found = {"a": "yes", "b": "yes", "c": "no"}

    patient = simplest(
        encoding,
        Solver(gates),
        [encoding.ends["see"]],
        found,
        lambda outcome: outcome.trace.end == "see",
    )

    assert patient.unusual == {"c": "yes"}


def test_what_a_skipped_question_would_have_said_is_not_unusual():
    """An answer counts as unusual, heard or not, but not where it is skipped."""
    tree = tree_of(
        "  one: {ask: [b, d], go: rest}\n",
        questions="  d: {text: D?, type: yes_no, only_if: b, otherwise: no}",
    )
    patient = Patient(tree, {"a": "yes", "b": "no", "c": "no", "d": "yes"})

    assert patient.unusual == {"a": "yes"}
    assert patient.told == {"b": "no", "a": "yes"}
    assert patient.unheard == ("a",)


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (9, 2, (6, 5)),
        (10, 0, (6, 5)),
        (6, 5, (6, 5)),
    ],
)
def test_two_who_must_differ_differ_as_little_as_they_can(one, other, wanted):
    """Of two patients who show something together, each is brought near the usual."""
    question = Question(id="n", text="?", **TEN)

    found = simplest_pair(
        [question], {"n": one}, {"n": other}, lambda a, b: a["n"] > 5 >= b["n"]
    )

    assert (found[0]["n"], found[1]["n"]) == wanted


@pytest.mark.parametrize("has", [(True, False), (False, True)])
def test_a_question_of_one_tree_is_made_usual_in_that_tree(has):
    """A question that only one of two trees asks keeps its place."""
    question = Question(id="n", text="?", **TEN)
    pair = tuple({"n": 9} if asks else {} for asks in has)

    found = simplest_pair([question], *pair, lambda a, b: {**a, **b}["n"] > 6)

    assert found == tuple({"n": 7} if asks else {} for asks in has)


def test_options_of_the_well_patient_stay():
    """Options are taken away one by one, but not those that a well patient chooses."""
    question = Question(
        id="s",
        text="?",
        type="any_of",
        options=(Option("x", "X"), Option("y", "Y"), Option("z", "Z")),
        ordinary=("x",),
    )

    assert [*nearer(question, ("x", "y", "z"))] == [("x",), ("x", "z"), ("x", "y")]
    assert [*nearer(question, ("x",))] == []


def test_numbers_are_brought_half_way_again_and_again():
    """From the number of the well patient on, half of what is left is tried."""
    question = Question(id="n", text="?", **TEN)

    assert [*nearer(question, 10)] == [5, 7, 8, 9]
    assert [*nearer(question, "unsure")] == [5]
