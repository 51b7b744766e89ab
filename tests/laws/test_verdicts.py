"""The laws of verdicts: they are so of every patient, or of the one who is shown.

Small trees are tried on every patient there is; larger ones on random patients.
"""

import json
from contextlib import suppress
from functools import cache
from itertools import product
from math import prod
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from strategies import condition, documents

import triage
from triage.base.answer import UNSURE
from triage.engine.outcome import Outcome
from triage.program.patients import random_answer
from triage.verify.possible_outcomes import possible
from triage.verify.properties import prove

MOST = 3000
"""The most patients that every one of is tried."""

SMALL_RULES = ("fast_stroke", "nexus", "ottawa_ankle", "pecarn_under_2", "wells_dvt")

thorough = settings(
    suppress_health_check=[HealthCheck.filter_too_much],
    max_examples=settings.default.max_examples // 2,
)
"""Of what takes half a second each: how many there are, at random more."""


# Every patient of a small tree


def answers_to(question):
    """Return every answer to a question."""
    unsure = [UNSURE] if question.unsure else []
    if question.is_number:
        low, high = question.range
        return [*map(question.from_scaled, range(low, high + 1)), *unsure]
    if question.type != "any_of":
        return [*question.keys]
    chosen = product([True, False], repeat=len(question.keys))
    pairs = (zip(question.keys, held, strict=True) for held in chosen)
    return [tuple(key for key, is_in in row if is_in) for row in pairs]


def size(tree):
    """Return how many patients a tree has."""
    return prod(len(answers_to(question)) for question in tree.questions.values())


def everybody(tree):
    """Return what becomes of everybody whose answers a decision takes."""
    each = (answers_to(question) for question in tree.questions.values())
    patients = (dict(zip(tree.questions, row, strict=True)) for row in product(*each))
    return [Outcome(tree, patient) for patient in patients if takes(tree, patient)]


def takes(tree, answers):
    """Whether a decision takes some answers: those that the path asked go together."""
    with suppress(triage.AnswerError):
        return tree.decide(answers).trace is not None
    return False


FORMS = {
    "yes_no": "{}",
    "one_of": "{} == o0",
    "any_of": "o1 in {}",
    "integer": "{} < 5",
    "number": "{} < 5",
    "date": "{} < 2024-03-01",
}


TOGETHER = (
    "maybe(not ({0})) or maybe({1})",
    "not maybe({0}) or {1}",
    "surely(not ({0})) or not surely({1})",
    "count(maybe({0}), maybe({1})) <= 1",
    "not ({0} and surely({1}))",
)
"""What can be assumed of two answers together."""


@st.composite
def assuming(draw):
    """Return a random tree that assumes something of two answers together."""
    document = draw(documents())
    kinds = {name: made["type"] for name, made in document["questions"].items()}
    deciding = [n for n in kinds if n == "b0" or (n[0] == "q" and kinds[n] in FORMS)]
    tied = draw(st.permutations([*deciding, "b1"]))
    one, other = (FORMS[kinds[name]].format(name) for name in tied[:2])
    assumed = draw(st.sampled_from(TOGETHER)).format(one, other)
    return triage.loads(json.dumps(document | {"assume": assumed}))


def small(tree):
    """Whether every patient of a tree can be tried."""
    return size(tree) <= MOST


small_trees = (
    documents().map(lambda document: triage.loads(json.dumps(document))).filter(small)
)
assumed_trees = assuming().filter(small)


@cache
def rule(name):
    """Return a built-in tree with everybody's outcome."""
    tree = triage.load(name)
    return tree, everybody(tree)


def some_answers(tree, random):
    """Return random answers to some questions; all texts are blank, as everybody's."""
    asked = [q for q in tree.questions.values() if random.random() < random.random()]
    return {q.id: UNSURE if q.is_text else random_answer(q, random) for q in asked}


def accepted_answers(tree, random):
    """Return random answers to some questions, that a decision takes."""
    given = some_answers(tree, random)
    return given if takes(tree, given) else accepted_answers(tree, random)


def fewest_changes(outcomes, name, given, fixed):
    """Return how few answers change for somebody to be told something."""
    counts = (
        sum(outcome.answers[n] != answer for n, answer in given.items())
        for outcome in outcomes
        if name in outcome.here.told
        and all(outcome.answers[n] == given[n] for n in fixed)
    )
    return min(counts, default=None)


def check_why_not(tree, outcomes, random):
    """Prove that the fewest changes are found, and that they lead there."""
    given = accepted_answers(tree, random)
    name = random.choice(sorted(tree.recommendations))
    fixed = [question for question in given if random.random() < 1 / 4]

    found = tree.decide(given).why_not(name, fixed)

    fewest = fewest_changes(outcomes, name, given, fixed)
    assert found.impossible == (fewest is None)
    if fewest is not None:
        after = {n: new for n, (_, new) in found.changes.items()}
        assert len(after) == fewest
        assert after.keys().isdisjoint({*fixed, *found.also})
        decision = tree.decide(given | after | found.also)
        assert decision.complete or decision.todo
        assert name in {item.id for item in decision.recommendations}
        assert decision.trace == found.decision.trace


def check_possible(tree, outcomes, random):
    """Prove that just those outcomes are named that somebody reaches."""
    decision = tree.decide(accepted_answers(tree, random))
    counted = decision.trace.answers
    like = [o for o in outcomes if counted.items() <= o.answers.items()]

    found = possible(decision)

    ranks = sorted({outcome.trace.rank for outcome in like})
    levels = [tree.levels[rank].id if rank >= 0 else None for rank in ranks]
    assert [*found.urgencies] == levels
    assert {*found.ends} == {outcome.trace.end for outcome in like}
    assert found.proved


@pytest.mark.slow
@thorough
@given(small_trees, st.integers())
def test_why_not_finds_the_fewest_changes(tree, seed):
    """Of random trees, no patient is told something with fewer changes than found."""
    outcomes, random = everybody(tree), Random(seed)
    for _ in range(4):
        check_why_not(tree, outcomes, random)


@pytest.mark.slow
@thorough
@given(small_trees, st.integers())
def test_possible_is_what_somebody_reaches(tree, seed):
    """Of random trees, just the outcomes of patients with such answers are possible."""
    outcomes, random = everybody(tree), Random(seed)
    for _ in range(4):
        check_possible(tree, outcomes, random)


@pytest.mark.slow
@thorough
@given(assumed_trees, st.integers())
def test_both_speak_of_whom_a_decision_takes(tree, seed):
    """What is assumed counts for them as for a decision: of what the path asked."""
    outcomes, random = everybody(tree), Random(seed)
    for _ in range(4):
        check_why_not(tree, outcomes, random)
        check_possible(tree, outcomes, random)


@pytest.mark.slow
@thorough
@given(assuming(), st.integers())
def test_what_a_decision_tells_is_never_proved_not_to_be(tree, seed):
    """Whatever somebody answered off the path: what is told can be told, and is."""
    random = Random(seed)
    for _ in range(10):
        given = {q.id: random_answer(q, random) for q in tree.questions.values()}
        if not takes(tree, given):
            continue
        decision = tree.decide(given)
        told = random.choice([*decision.recommendations])
        found = decision.why_not(told.id, fixed=given)

        assert (found.impossible, found.changes) == (False, {})
        assert decision.end in possible(decision).ends


@pytest.mark.slow
@pytest.mark.parametrize("name", SMALL_RULES)
def test_both_hold_of_every_patient_of_a_published_rule(name):
    """Of built-in trees that are small, both laws hold for random answers."""
    random = Random(name)
    for _ in range(20):
        check_why_not(*rule(name), random)
        check_possible(*rule(name), random)


# Random patients of random trees with properties


def stated(draw, document):
    """Return random properties of a random tree."""
    questions, uses = document["questions"], ("v0", "v1 >= 1")
    drawn = {name: made for name, made in questions.items() if name.startswith("q")}
    about = condition(draw, drawn, uses).replace("urgency >= routine", "not b0")
    then = draw(st.sampled_from(["urgency >= soon", "advised(warn)", "not ends(r2)"]))
    ordered = [n for n, made in drawn.items() if made["type"] in ("yes_no", "any_of")]
    ids = sorted(drawn)
    return {
        "always": {"says": "A.", "given": about, "then": then},
        "worse": {"says": "B.", "monotone": ["b0", *ordered]},
        "dropped": {"says": "C.", "rising": ["b1"], "of": "advised(note)"},
        "order": {"says": "D.", "asked": [ids[0]], "before": [ids[-1]]},
        "reach": {"says": "E.", "reachable": ["warn", "only"]},
    }


@st.composite
def trees_with_properties(draw):
    """Return a random tree with a random property of each kind."""
    document = draw(documents())
    properties = stated(draw, document)
    return triage.loads(json.dumps(document | {"properties": properties}))


def crowd(tree, random, number):
    """Yield what becomes of random patients."""
    questions = tree.questions.values()
    for _ in range(number):
        yield Outcome(tree, {q.id: random_answer(q, random) for q in questions})


def one_worse(tree, names, outcome, random):
    """Return what becomes of a patient with one listed answer as bad or worse."""
    name = random.choice(names)
    question, answer = tree.questions[name], outcome.answers[name]
    if question.is_number:
        low, high = question.range
        least = low if answer == UNSURE else question.scaled(answer)
        worse = question.from_scaled(random.randint(least, high))
    elif question.type == "any_of":
        worse = tuple(
            k for k in question.keys if k in answer or random.random() < 1 / 3
        )
    else:
        order = ["no", *([UNSURE] if question.unsure else []), "yes"]
        worse = random.choice(order[order.index(answer) :])
    return Outcome(tree, {**outcome.answers, name: worse})


def breaks(item, one, worse=None):
    """Whether a property does not hold of one patient, or of two."""
    if worse is not None:
        return one.drops(worse, item)
    return one.breaks(item) if item.then is not None else one.misorders(item)


def broken(tree, proof, outcomes, random):
    """Whether a property does not hold of some of the patients."""
    item = proof.property
    names = (*item.worse, *item.rising)
    if names:
        pairs = ((one, one_worse(tree, names, one, random)) for one in outcomes)
        return any(breaks(item, *pair) for pair in pairs)
    if item.reachable:
        return any({*proof.missing} & one.here.told for one in outcomes)
    return any(breaks(item, one) for one in outcomes)


@pytest.mark.slow
@thorough
@given(trees_with_properties(), st.integers())
def test_verdicts_are_those_of_random_patients(tree, seed):
    """What is proved holds of 2,000 patients; whoever is shown breaks it by walking."""
    random = Random(seed)
    outcomes = [*crowd(tree, random, 2000)]
    for proof in prove(tree).proofs:
        shown = [patient.outcome for patient in (proof.patient, proof.worse) if patient]
        if proof.verdict != "violated" or proof.missing:
            assert not broken(tree, proof, outcomes, random)
        if proof.verdict == "vacuous":
            assert not any(one.holds(proof.property.given) for one in outcomes)
        if proof.verdict == "violated":
            assert proof.missing or breaks(proof.property, *shown)
