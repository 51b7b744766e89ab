"""Fold: a small tree decides all rows at every step as rows that are led through it."""

import json
import random

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from strategies import URGENT, documents
from trees_for_tests import tree_of

import triage
from triage.frames.columns import Columns
from triage.frames.fold import fold
from triage.frames.plan import Plan
from triage.program.codes import packed
from triage.program.patients import random_answer

ROWS = 200


def answered(plan, seed):
    """Return the codes of what people answer, of whom some leave gaps."""
    chance, given = random.Random(seed), []
    for asked in plan.questions:
        answers = [random_answer(asked.question, chance, 0.5) for _ in range(20)]
        codes = [packed(asked.question, answer) for answer in answers]
        codes += [asked.unasked] * chance.choice([0, 1, 8])
        given.append(np.array([chance.choice(codes) for _ in range(ROWS)], asked.type))
    return given


def all_told(walked):
    """Return what each row is told."""
    texts, each = walked.told()
    return [texts[number] for number in each]


def assert_alike(plan, engine, given):
    """Assert that rows come to the same, whichever way they are decided."""
    columns = Columns(plan)
    led, found = columns.walk(given, ROWS), engine.walk(given, ROWS)
    for name in ("end", "missing", "rank", "unwritten", "broken_off"):
        assert getattr(found, name).tolist() == getattr(led, name).tolist()
    assert all_told(found) == all_told(led)
    broken = [[(n, c, [*r]) for _, n, c, r in columns.broken(x)] for x in (found, led)]
    assert broken[0] == broken[1]
    for one, other in zip(columns.shown(found), columns.shown(led), strict=True):
        for this, that in zip(one[1:], other[1:], strict=True):
            both = [np.broadcast_to(x, ROWS)[led.end >= 0] for x in (this, that)]
            assert both[0].tolist() == both[1].tolist()


def plain(document):
    """Return a random tree in which no question is skipped, and no rank is read."""
    for question in document["questions"].values():
        question.pop("only_if", None)
        question.pop("otherwise", None)
    return triage.loads(json.dumps(document).replace(URGENT, "b0"))


@settings(settings.default, max_examples=settings.default.max_examples // 2)
@given(documents().map(plain), st.integers(0, 999))
def test_a_small_tree_decides_all_rows_as_those_it_leads(tree, seed):
    """So it is with gaps, "not sure", half answered pages, and what is shown."""
    plan = Plan(tree)
    if engine := fold(plan):
        assert_alike(plan, engine, answered(plan, seed))


@pytest.mark.parametrize(
    "name", ["towing", "curb_65", "register_death", "perc", "wells_dvt"]
)
def test_a_tree_that_is_small_enough(name):
    """Trees as people write them are decided so, unless they skip questions."""
    plan = Plan(triage.load(name))

    assert_alike(plan, fold(plan), answered(plan, name))


def collecting(steps):
    """Return a tree in which each answer may collect something more, and one shows."""
    every = range(steps)
    goes = [*(f"s{n}" for n in every[1:]), "end"]
    made = {
        "triage": 1,
        "id": "collecting",
        "title": "Collecting",
        "questions": {f"q{n}": {"text": "Is it?", "type": "yes_no"} for n in every},
        "recommendations": {
            f"r{n}": {"title": f"R{n}", "urgency": "routine"} for n in every
        }
        | {"end": {"title": "End", "urgency": "emergency"}},
        "values": {"second": {"is": "q1", "title": "Second"}},
        "show": ["second"],
        "start": "s0",
        "steps": {
            f"s{n}": {
                "ask": f"q{n}",
                "advise": [{"add": f"r{n}", "when": f"q{n}"}],
                "branches": [
                    {"when": f"not q{n} and q0", "todo": "Not yet."},
                    {"go": goes[n]},
                ],
            }
            for n in every
        },
    }
    return triage.loads(json.dumps(made))


@pytest.mark.parametrize(("steps", "is_small"), [(4, True), (8, False), (61, False)])
def test_a_tree_with_few_outcomes(steps, is_small):
    """What can become of a row has a number of one byte, or rows are led."""
    plan = Plan(collecting(steps))

    engine = fold(plan)

    assert (engine is not None) is is_small
    if engine:
        assert_alike(plan, engine, answered(plan, 1))


def test_a_step_that_reads_what_may_not_have_been_asked_is_led_to():
    """Whoever left a question out is no row that answered it."""
    steps = "  one: {ask: a, answers: {yes: two, no: last, unsure: last}}\n"
    steps += "  two: {ask: b, go: last}\n"
    steps += "  last: {branches: [{when: asked(b), go: see}, {go: rest}]}"

    assert fold(Plan(tree_of(steps))) is None


WORDS = """
triage: 1
id: words
title: Words that are shown
questions:
  a: {text: A?, type: yes_no}
  days: {text: D?, type: integer, min: 0, max: 9}
values: {stage: {options: {early: Early, late: Late}, is: early if days < 3 else late}}
show: [stage]
recommendations: {rest: {title: Rest}, see: {title: See}}
start: one
steps:
  one: {ask: a, branches: [{when: answered(a) and a, go: two}, {go: rest}]}
  two: {ask: days, branches: [{when: days > 5, go: see}, {go: rest}]}
  lost: {ask: days, go: see}
"""


def test_a_word_that_is_shown_is_that_of_rows_that_were_asked():
    """Of others it is unknown, whether there are gaps that are walked or none."""
    plan = Plan(triage.loads(WORDS))
    given = [np.array([0, 1] * 100), np.array([*range(10)] * 20)]
    given = [g.astype(q.type) for g, q in zip(given, plan.questions, strict=True)]

    assert_alike(plan, fold(plan), given)
    assert_alike(plan, fold(plan), answered(plan, 5))
