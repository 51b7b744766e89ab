"""The law that ties proofs to the engine: a formula says what a walk does."""

from random import Random

import pytest
from hypothesis import given, settings, strategies as st
from strategies import moving_trees, trees

import triage
from triage.engine.decision import shown
from triage.engine.outcome import Outcome
from triage.engine.walk import walk
from triage.language.ast import Sum, ValueIs, Worded
from triage.linker.loader import builtins
from triage.program.patients import random_answer
from triage.verify.circuit import Gates
from triage.verify.encode import encode
from triage.verify.ripple import Ripple
from triage.verify.simulate import Crowd, Neighbours, Variant, Variants
from triage.verify.variables import Variables


def crowd_of(tree, number, random):
    """Return random patients of a tree, each with an answer to every question."""
    return [
        {q.id: random_answer(q, random) for q in tree.questions.values()}
        for _ in range(number)
    ]


def encoded(tree, patients):
    """Return the encoding of a tree, and a crowd of patients to judge it for."""
    gates = Gates()
    variables = Variables(gates, tree.questions)
    told = [variables.encode(patient) for patient in patients]
    return encode(tree, variables), Crowd(gates, told)


def said_by_formula(encoding, crowd, index):
    """Return what the formula says of one patient."""

    def holds(literal):
        return bool(crowd.holds(literal) >> index & 1)

    def those(literals):
        return {name for name, literal in literals.items() if holds(literal)}

    return {
        "steps": those(encoding.reach),
        "ways": those(dict(enumerate(encoding.takes))),
        "collected": those(encoding.collects),
        "asked": those(encoding.asked),
        "skipped": those(encoding.skipped),
        "rank": sum(map(holds, encoding.urgent)) - 1,
        "end": those(encoding.ends),
        "told": those(encoding.told),
    }


def said_by_walk(tree, trace):
    """Return what the walk of one patient says."""
    passed = {tree.edges[number][0].id for number in trace.edges}
    return {
        "steps": passed | {trace.step},
        "ways": set(trace.edges),
        "collected": set(trace.collected),
        "asked": set(trace.asked),
        "skipped": set(trace.skipped),
        "rank": trace.rank,
        "end": {trace.end},
        "told": {item.id for item in shown(tree, trace.advice)},
    }


def agrees(tree, patients):
    """Prove that formula and walk agree on every one of some patients."""
    encoding, crowd = encoded(tree, patients)
    for index, patient in enumerate(patients):
        trace = walk(tree, patient)
        assert said_by_formula(encoding, crowd, index) == said_by_walk(tree, trace)


@given(trees, st.integers())
def test_a_formula_says_what_a_walk_does(tree, seed):
    """For random trees and patients, the formula's outcome is that of the walk."""
    agrees(tree, crowd_of(tree, 40, Random(seed)))


@pytest.mark.slow
@pytest.mark.parametrize("name", builtins())
def test_the_formula_of_a_built_in_tree_says_what_a_walk_does(name):
    """For each built-in tree and 500 patients, the formula's outcome is the walk's."""
    tree = triage.load(name)

    agrees(tree, crowd_of(tree, 500, Random(1)))


def conditions_of(tree):
    """Return the conditions among the values of a tree, and those about words."""
    bodies = [value.body for value in tree.values.values()]
    words = [
        ValueIs(value.id, (option.id,))
        for value in tree.values.values()
        for option in value.options
    ]
    return [body for body in bodies if not isinstance(body, Sum | Worded)] + words


@given(trees, st.integers())
def test_a_condition_about_a_patient_means_the_same(tree, seed):
    """A value, of an outcome, is what the engine says of all the answers."""
    patients = crowd_of(tree, 20, Random(seed))
    encoding, crowd = encoded(tree, patients)
    for index, patient in enumerate(patients):
        here = Outcome(tree, patient).here
        for condition in conditions_of(tree):
            wanted = tree.compiled.condition(condition, here)
            found = encoding.pair(condition)
            assert tuple(bool(crowd.holds(x) >> index & 1) for x in found) == wanted


@settings(max_examples=settings.default.max_examples // 2)
@given(trees, st.randoms(use_true_random=False))
def test_who_is_changed_is_judged_like_anybody(tree, chance):
    """Beside another patient, a gate comes out as it does for the one alone."""
    one, other = crowd_of(tree, 2, chance)
    some = {name: other[name] for name in other if chance.random() < 0.5}
    variables = Variables(Gates(), tree.questions)
    gates, base = variables.gates, variables.encode(one)
    encoding, change = encode(tree, variables), variables.encode(some, some)
    literals = [encoding.valid, *encoding.takes, *encoding.told.values()]

    alone = Crowd(gates, [variables.encode({**one, **some})])
    changed = Ripple(gates, literals, base).after(change)
    variant = Variants(gates, [Neighbours(Variant(base, change))])

    expected = [*map(alone.holds, literals)]
    assert [*map(changed.holds, literals)] == expected
    assert [*map(variant.holds, literals)] == expected


@settings(max_examples=settings.default.max_examples // 4)
@given(moving_trees(), st.randoms(use_true_random=False))
def test_proofs_know_limits_that_go_by_today(tree, chance):
    """A formula agrees with the walk; only who is within the limits is a patient."""
    patients = crowd_of(tree, 5, chance)
    agrees(tree, patients)

    encoding, crowd = encoded(tree, patients)
    for index, patient in enumerate(patients):
        asked = (q.on(patient["today"]) for q in tree.questions.values())
        fits = all(is_answer(q, patient[q.id]) for q in asked)
        assert bool(crowd.holds(encoding.valid) >> index & 1) is fits
        assert Outcome(tree, patient).is_possible is fits


def is_answer(question, answer):
    """Whether a question takes an answer."""
    try:
        question.accept(answer)
    except triage.AnswerError:
        return False
    return True
