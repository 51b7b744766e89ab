"""What must be true of every patient, tried on random patients of the built-in trees.

`TRIAGE_PATIENTS=10000` tries more of them.
"""

import os
import re
from functools import cache
from itertools import chain, count, islice
from pathlib import Path
from random import Random

import attrs
import pytest
from patients import Patients, comes_true, one_worse, outcome
from trees_for_tests import built_in

import triage
from triage.base.answer import UNSURE
from triage.engine.outcome import Outcome
from triage.engine.walk import walk
from triage.language.ast import asked_about
from triage.linker.contacts import PLACEHOLDERS
from triage.linker.loader import builtins

pytestmark = pytest.mark.slow

COUNT = int(os.environ.get("TRIAGE_PATIENTS", "50"))
"""How many patients each property is tried on."""


def stated(*kinds):
    """Return tree and property, for every property that says something of a kind."""
    return [
        pytest.param(name, found.id, id=f"{name}: {found.id}")
        for name in builtins()
        for found in built_in(name).properties.values()
        if any(getattr(found, kind) for kind in kinds)
    ]


def setting(tree, property_id):
    """Return a property of a tree, and patients that are always the same."""
    return tree.properties[property_id], Patients(tree, Random(property_id))


def those_meant(found, patients, number):
    """Yield patients whom a property speaks of; of all, from all over the tree."""
    told = sorted(everything_told(patients.tree))
    for index in range(number):
        if found.given is not None and not is_heard(patients.tree, found):
            yield patients.of_whom(found.given)
        elif index % 2:
            yield patients.told(patients.random.choice(told))
        else:
            yield patients.anyone()


def is_heard(tree, found):
    """Whether a property speaks of people by what a path asks them."""
    return bool(asked_about((found.given,), tree.values))


def everything_told(tree):
    """Return what patients can be told."""
    advice = chain.from_iterable(
        (*step.advise, *way.advise) for step, way in tree.edges
    )
    ends = (way.to for _, way in tree.edges)
    return {*(a.recommendation for a in advice), *ends} & {*tree.recommendations}


def try_outcome(tree, property_id):
    """Prove that the outcome of those for whom `given` holds is as `then` says."""
    found, patients = setting(tree, property_id)
    for patient in those_meant(found, patients, COUNT):
        if not is_heard(tree, found) or Outcome(tree, patient).holds(found.given):
            assert comes_true(tree, found.then, outcome(tree, patient)), patient


def try_pairs(tree, property_id):
    """Prove that one answer one step worse, all else equal, is never less urgent."""
    found, patients = setting(tree, property_id)
    pairs = (pair(found, patients) for _ in count())
    possible = (two for two in pairs if patients.can_be(two[1]))
    for better, worse in islice(possible, COUNT):
        assert walk(tree, better).rank <= walk(tree, worse).rank, (better, worse)


def pair(found, patients):
    """Return a patient, and one who differs in one answer that is a step worse."""
    name = patients.random.choice((*found.worse, *found.rising, *found.falling))
    near = (
        patients.asked(name) if patients.random.random() < 1 / 2 else patients.anyone()
    )
    question, amounts = patients.tree.questions[name], patients.amounts.get(name, ())
    while True:
        answer = patients.answer(question)
        steps = one_worse(question, answer, amounts, rising=name not in found.falling)
        if steps:
            worse = patients.random.choice(steps)
            return {**near, name: answer}, {**near, name: worse}


def try_order(tree, property_id):
    """Prove that no path asks the second before, or together with, the first."""
    found, patients = setting(tree, property_id)
    for patient in those_meant(found, patients, COUNT):
        order = first_asked(tree, walk(tree, patient))
        for later in order.keys() & {*found.before}:
            for first in found.asked:
                assert order.get(first, len(tree.steps)) < order[later], patient


def first_asked(tree, trace):
    """Return at which step of a walk each question was asked first."""
    path = [tree.edges[number][0] for number in trace.edges]
    order = {}
    for index, step in enumerate(path):
        for name in step.ask:
            if name in trace.asked:
                order.setdefault(name, index)
    return order


def try_to_reach(tree, property_id):
    """Prove that each of the outcomes listed is that of some patient."""
    found, patients = setting(tree, property_id)
    for recommendation in found.reachable:
        patient = patients.told(recommendation)
        assert recommendation in outcome(tree, patient).told


@pytest.mark.parametrize(("name", "property_id"), stated("then"))
def test_it_holds_of_everyone_of_whom_it_is_said(name, property_id):
    """Of each patient for whom `given` holds, the outcome is as `then` says."""
    try_outcome(built_in(name), property_id)


@pytest.mark.parametrize(("name", "property_id"), stated("worse", "rising", "falling"))
def test_a_worse_answer_never_lowers(name, property_id):
    """One answer one step worse, all else equal, is never less urgent."""
    try_pairs(built_in(name), property_id)


@pytest.mark.parametrize(("name", "property_id"), stated("asked"))
def test_it_is_asked_before(name, property_id):
    """On no path is the second asked before, or together with, the first."""
    try_order(built_in(name), property_id)


@pytest.mark.parametrize(("name", "property_id"), stated("reachable"))
def test_it_can_happen(name, property_id):
    """Each of the outcomes listed is that of some patient."""
    try_to_reach(built_in(name), property_id)


# That the trials above can fail


BROKEN = """\
triage: 1
id: broken
title: Broken
questions:
  a: {text: A?, type: yes_no, unsure: true}
  b: {text: B?, type: yes_no}
  n: {text: N?, type: integer, min: 0, max: 9}
recommendations:
  see: {urgency: soon, title: See somebody}
  rest: {urgency: self_care, title: Rest}
  never: {title: Never}
start: one
steps:
  one:
    ask: [a, n]
    branches:
      - {when: maybe(a) or n > 7, go: two}
      - go: see
  two:
    ask: b
    advise: {when: n < 2 and n > 3, add: never}
    answers: {yes: rest, no: rest}
properties:
  outcome: {says: It is soon., given: unsure(a) and n > 8, then: urgency >= soon}
  pairs: {says: No worse., monotone: a}
  numbers: {says: No more., rising: n}
  order: {says: B comes first., asked: b, before: a}
  reach: {says: It happens., reachable: never}
"""


@pytest.mark.parametrize(
    ("trial", "property_id", "error"),
    [
        (try_outcome, "outcome", AssertionError),
        (try_pairs, "pairs", AssertionError),
        (try_pairs, "numbers", AssertionError),
        (try_order, "order", AssertionError),
        (try_to_reach, "reach", LookupError),
    ],
)
def test_a_broken_property_is_noticed(trial, property_id, error):
    """A property of each kind that does not hold is found not to hold."""
    with pytest.raises(error):
        trial(triage.loads(BROKEN), property_id)


def emergency_ways():
    """Return the ways of `back_pain` that lead straight to an emergency."""
    tree = built_in("back_pain")
    return [
        pytest.param(number, id=f"{step.id} to {way.to} by way {number}")
        for number, (step, way) in enumerate(tree.edges)
        if way.to.startswith("emergency_")
    ]


def without_way(tree, number):
    """Return a tree in which one way leads on to where the last of its step leads."""
    step, way = tree.edges[number]
    ways = tuple(
        attrs.evolve(w, to=step.ways[-1].to) if w is way else w for w in step.ways
    )
    steps = {**tree.steps, step.id: attrs.evolve(step, ways=ways)}
    return attrs.evolve(tree, steps=steps)


@cache
def meant_everywhere(name):
    """Return some patients of each property of a tree that has a `given`."""
    return [
        (found, patient)
        for found in built_in(name).properties.values()
        if found.given is not None
        for patient in those_meant(*setting(built_in(name), found.id), 30)
    ]


@pytest.mark.parametrize("number", emergency_ways())
def test_a_lost_emergency_is_noticed(number):
    """When a way to an emergency leads elsewhere, a property is broken."""
    tree = without_way(built_in("back_pain"), number)

    assert any(
        not comes_true(tree, found.then, outcome(tree, patient))
        for found, patient in meant_everywhere("back_pain")
    )


# What holds of every built-in tree by the engine, or by the checks of its texts


@pytest.mark.parametrize("name", builtins())
def test_everyone_reaches_one_end(name):
    """Whoever answers everything reaches an end, and meets no step twice (I22)."""
    tree = built_in(name)
    patients = Patients(tree, Random(name))

    for _ in range(COUNT):
        trace = walk(tree, patients.anyone())
        assert trace.end
        assert len(trace.edges) <= len(tree.steps)


@pytest.mark.parametrize("name", builtins())
def test_the_same_answers_give_the_same_trace(name):
    """The same answers, in any order, give the same walk and the same texts (I27)."""
    tree, again = built_in(name), triage.load(name)
    patients = Patients(tree, Random(name))

    for _ in range(20):
        patient = patients.anyone()
        turned = dict(reversed(patient.items()))
        assert walk(tree, patient) == walk(again, turned)
        assert outcome(tree, patient).told == outcome(again, turned).told


@pytest.mark.parametrize("name", builtins())
def test_without_a_place_there_is_no_number(name):
    """Without a place no text has a number to call, or a placeholder (I23)."""
    generic, british = triage.load(name), triage.load(name, place="GB")

    for told in generic.recommendations.values():
        texts = f"{told.title} {told.text} {told.watch_for}"
        assert not any(f"${word}" in texts for word in PLACEHOLDERS)
        assert not re.search(r"\b(999|911|112|111|988|116 123)\b", texts)
    assert "999" in str(british.recommendations) or "999" not in british.wording
    assert generic.wording == british.wording


SILENT = {
    "T501": "every recommendation cites a source (I21)",
    "T502": "every question that leads straight to the top cites a source (I21)",
    "T504": "every recommendation with an urgency has a safety net (I20)",
    "T508": "no dose or schedule of a controlled drug is told (I08, I10)",
    "T509": "nobody is told to stop a controlled drug suddenly (I08)",
    "T510": "nobody is told to start, buy, borrow or share one (I10)",
    "T511": "nobody is told that they are well (I24)",
    "T512": "nothing told rests on a source that nobody has read (I21)",
    "T513": "every source has a status (I21)",
    "T514": "every safety net names where to turn (I20)",
}


@pytest.mark.parametrize("name", builtins())
@pytest.mark.parametrize("code", SILENT, ids=SILENT.get)
def test_no_check_of_the_texts_says_a_word(name, code):
    """No check that guards what people are told finds anything in a built-in tree."""
    assert code not in {found.code for found in triage.check(built_in(name))}


def test_a_hard_flag_is_asked_again_in_plainer_words():
    """Whoever is not sure about a hard flag is asked once more, more plainly (I03)."""
    tree = built_in("back_pain")
    hard = tree.properties["hard_flags_come_first"].asked

    for name in (*hard, "fit_or_visions", "suicidal_thoughts", "suicide_plan"):
        assert tree.questions[name].again
        assert UNSURE in tree.questions[name].keys


def test_every_safety_rule_is_kept_somewhere():
    """Each of the rules I01 to I37 is named by a property, a law, or a check."""
    properties = built_in("back_pain").properties.values()
    tests = [Path(__file__), *Path(__file__).parents[1].glob("lint/test_*.py")]
    said = [found.says for found in properties]
    proved = [re.sub(r"I01 to I37", "", path.read_text("utf-8")) for path in tests]

    named = set(re.findall(r"\bI\d\d\b", " ".join((*said, *proved))))

    assert named == {f"I{number:02}" for number in range(1, 38)}
