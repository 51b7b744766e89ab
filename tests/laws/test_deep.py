"""Laws of deep checks: what is said to be dead is dead, and what is alive is taken."""

from random import Random

import pytest
from hypothesis import given, settings, strategies as st
from strategies import any_trees

from triage.engine.outcome import Outcome
from triage.engine.walk import walk
from triage.program.patients import random_answer
from triage.verify.dead_code import deep_check

PATIENTS = 500


def patients_of(tree, random):
    """Return random patients, each with an answer to every question."""
    return [
        {q.id: random_answer(q, random) for q in tree.questions.values()}
        for _ in range(PATIENTS)
    ]


def outcome_of(tree, patient):
    """Return the urgency, the ending and the advice of a patient."""
    outcome = Outcome(tree, patient)
    return outcome.trace.rank, outcome.trace.end, outcome.here.told


@pytest.mark.slow
@settings(max_examples=20)
@given(any_trees, st.randoms(use_true_random=False))
def test_a_branch_is_dead_only_if_no_random_patient_takes_it(tree, random):
    """No one of 500 random patients takes a branch that is said to be dead."""
    branches = deep_check(tree).branches
    dead = {b.way.number for b in branches if b.verdict == "dead"}
    seeded = Random(random.random())

    for patient in patients_of(tree, seeded):
        assert dead.isdisjoint(walk(tree, patient).edges)


@pytest.mark.slow
@settings(max_examples=20)
@given(any_trees)
def test_a_branch_is_alive_with_a_patient_who_takes_it(tree):
    """The answers given with a branch lead along it, and every branch is settled."""
    for branch in deep_check(tree).branches:
        assert branch.verdict != "open"
        if branch.verdict == "alive":
            assert branch.way.number in walk(tree, branch.answers()).edges


@pytest.mark.slow
@settings(max_examples=20)
@given(any_trees, st.randoms(use_true_random=False))
def test_an_idle_question_never_changes_the_outcome(tree, random):
    """Random patients who answer an idle question anew are told the same."""
    findings = deep_check(tree).findings
    idle = [f.message.split("`")[1] for f in findings if f.code == "T421"]
    seeded = Random(random.random())

    for patient in patients_of(tree, seeded)[:100] if idle else ():
        for name in idle:
            other = {**patient, name: random_answer(tree.questions[name], seeded)}
            assert outcome_of(tree, other) == outcome_of(tree, patient)


@pytest.mark.slow
@settings(max_examples=20)
@given(any_trees, st.randoms(use_true_random=False))
def test_nobody_is_told_what_nobody_is_told(tree, random):
    """No random patient gets a recommendation that is said to be told to nobody."""
    findings = deep_check(tree).findings
    never = {f.message.split("`")[1] for f in findings if f.code == "T423"}
    seeded = Random(random.random())

    for patient in patients_of(tree, seeded):
        assert never.isdisjoint(Outcome(tree, patient).here.told)
