"""Reach: a plain tree decides all rows by bitmaps as rows that are led through it."""

import json
import random

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from strategies import moving_trees, trees
from trees_for_tests import tree_of

import triage
from triage.frames.columns import Columns
from triage.frames.given import Given
from triage.frames.plan import Plan
from triage.frames.reach import Reach, reach
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


def results(plan, walked):
    """Return what becomes of each row, and what it is told."""
    endings, each = walked.endings()
    texts = [
        (one[:3], plan.rank(one.sites, one.end), plan.text(one.sites, one.end))
        for one in endings
    ]
    return [texts[number] for number in each]


def assert_alike(plan, engine, given):
    """Assert that rows come to the same, whichever way they are decided."""
    columns = Columns(plan)
    led, found = columns.walk(given, ROWS), engine.walk(Given(given), ROWS)
    assert results(plan, found) == results(plan, led)
    broken = [[(n, c, [*r]) for _, n, c, r in columns.broken(x)] for x in (found, led)]
    assert broken[0] == broken[1]
    for one, other in zip(columns.shown(found), columns.shown(led), strict=True):
        for this, that in zip(one[1:], other[1:], strict=True):
            both = [np.broadcast_to(x, ROWS)[led.end >= 0] for x in (this, that)]
            assert both[0].tolist() == both[1].tolist()


@settings(settings.default, max_examples=settings.default.max_examples // 2)
@given(trees | moving_trees(), st.integers(0, 999))
def test_all_rows_are_decided_as_those_that_are_led(tree, seed):
    """So it is with gaps, guards, half answered pages, and of what is shown."""
    plan = Plan(tree)

    assert_alike(plan, Reach(plan), answered(plan, seed))


@pytest.mark.parametrize("name", triage.builtins())
def test_a_built_in_tree(name):
    """Trees as people write them are decided so, if few of their nodes are numbers."""
    plan = Plan(triage.load(name))

    assert_alike(plan, Reach(plan), answered(plan, name))
    assert (reach(plan) is None) == (name in {"back_pain", "inheritance"})


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


@pytest.mark.parametrize("steps", [4, 8, 24])
def test_a_tree_with_very_many_outcomes(steps):
    """Rows are told apart by all that they collect, however much that can be."""
    plan = Plan(collecting(steps))

    assert_alike(plan, Reach(plan), answered(plan, 1))


def test_a_step_that_reads_what_may_not_have_been_asked():
    """Whoever left a question out is no row that answered it."""
    steps = "  one: {ask: a, answers: {yes: two, no: last, unsure: last}}\n"
    steps += "  two: {ask: b, go: last}\n"
    steps += "  last: {branches: [{when: asked(b), go: see}, {go: rest}]}"
    plan = Plan(tree_of(steps))

    assert_alike(plan, Reach(plan), answered(plan, 2))


def test_a_guard_that_reads_what_its_page_asks_later():
    """There it is not answered yet, whatever rows answer."""
    questions = "  g: {text: G?, type: yes_no, only_if: surely(b), otherwise: no}"
    steps = "  one: {ask: [g, b], branches: [{when: g, go: see}, {go: rest}]}"
    plan = Plan(tree_of(steps, questions=questions))

    assert_alike(plan, Reach(plan), answered(plan, 3))


def test_a_condition_that_goes_by_what_was_collected():
    """It is judged of each row by what that collected, the last of it included."""
    steps = "  one: {ask: [a, b], advise: [{when: surely(a), add: see}, "
    steps += "{when: urgency >= soon, add: rest}], "
    steps += "branches: [{when: urgency >= soon, go: see}, {go: rest}]}"
    plan = Plan(tree_of(steps))

    assert_alike(plan, Reach(plan), answered(plan, 4))


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

    assert_alike(plan, Reach(plan), given)
    assert_alike(plan, Reach(plan), answered(plan, 5))
