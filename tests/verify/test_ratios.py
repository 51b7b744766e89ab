"""Products, quotients and choices in proofs: what a walk reckons, gates reckon too."""

from itertools import product

import pytest

import triage
from triage.comparison.region import identity
from triage.engine.outcome import Outcome
from triage.verify import ratios
from triage.verify.circuit import FALSE, TRUE, Gates, Number
from triage.verify.encode import encode
from triage.verify.script import Need, Script
from triage.verify.simulate import Crowd
from triage.verify.solver import (
    BOOLEAN,
    UNKNOWN,
    WITH_PRODUCTS,
    WITH_SUMS,
    Budget,
    Solver,
)
from triage.verify.substitute import another_answer, exact_number, substitute
from triage.verify.sums import Amount
from triage.verify.variables import Variables

TREE = """
triage: 1
id: ratios
title: Numbers
questions:
  a: {{text: How many a?, type: integer, min: 0, max: 4, unsure: true}}
  b: {{text: How many b?, type: integer, min: 0, max: 3}}
  c: {{text: Yes?, type: yes_no}}
values:
  v: {}
recommendations: {{r: Told, s: Not told}}
start: one
steps: {{one: {{ask: [a, b, c], branches: [{{when: maybe(v), go: r}}, {{go: s}}]}}}}
"""

CONDITIONS = (
    "a / (b + 1) + b / 3 >= 1",
    "a / (b + 1) - b / (b + 1) > 1",
    "min(a / (b + 1), b) * 2 < a",
    "(a / (b + 1)) * (b / 3) == 1",
    "(a if c else a / 3) / (b + 1) > 0.5",
    "6 / (b / 3 + 1) > a",
    "(a - 2) * (b - 1) >= 1",
    "(a - 2) / (b + 1) < -0.5",
    "(a - 5) / (b + 1) * 3 >= -4",
    "(a - 5) * (b - 4) > 7 or (a - 5) * (b + 1) < -8 or (b + 1) * (a - 5) == -4",
    "round((a - 2) / (b + 1), 0.5) != 0",
    "floor(a - 2 * b, 3) == -3",
    "ceil((a + b) / 2) > 2",
    "max(a, b, 2) + (3 if c else b if a > 2 else 1) >= 6",
    "(a + b if c else 2 * a + 3 * b) > 6",
    "count(c, b > 1) * a >= 3",
    "(count(c, c) if b > 1 else a) >= 2",
)


def encoded(text):
    """Return a tree with a value, and what it is in a proof."""
    tree = triage.loads(TREE.format(f'"{text}"'))
    return tree, encode(tree, Variables(Gates(), tree.questions))


def patients():
    """Yield every patient."""
    for a, b, c in product([0, 1, 2, 3, 4, "unsure"], range(4), ["yes", "no"]):
        yield {"a": a, "b": b, "c": c}


@pytest.mark.parametrize("text", CONDITIONS)
def test_gates_reckon_as_a_walk_does(text):
    """For every patient, a condition is as certain and as possible as in a walk."""
    tree, encoding = encoded(text)
    everybody = [*patients()]
    told = [encoding.variables.encode(patient) for patient in everybody]
    crowd = Crowd(encoding.gates, told)
    pair = encoding.pair(tree.values["v"].body)

    for index, patient in enumerate(everybody):
        wanted = tree.compiled.condition(
            tree.values["v"].body, Outcome(tree, patient).here
        )
        assert tuple(bool(crowd.holds(x) >> index & 1) for x in pair) == wanted


@pytest.mark.parametrize("text", CONDITIONS)
def test_the_solver_finds_whoever_there_is(text):
    """The solver finds somebody of whom a condition holds, who is one, or nobody."""
    tree, encoding = encoded(text)
    body = tree.values["v"].body
    judged = [
        tree.compiled.condition(body, Outcome(tree, patient).here)
        for patient in patients()
    ]
    solver = Solver(encoding.gates, Budget(seconds=600))
    for half, literal in enumerate(encoding.pair(body)):
        found = solver.ask(literal)
        assert (found is not None) == any(truth[half] for truth in judged)
        if found is not None:
            answers = encoding.variables.decode(found)
            here = Outcome(tree, answers).here
            assert tree.compiled.condition(body, here)[half]


def test_a_proof_takes_no_more_arithmetic_than_it_needs():
    """Tables need none, sums and steps a little, and only products of answers all."""
    needs = {
        "(3 if b > 1 else 5) >= 4": (Need.NOTHING, BOOLEAN),
        "floor(b, 2) >= 2": (Need.SUMS, WITH_SUMS),
        "a * b >= 4": (Need.PRODUCTS, WITH_PRODUCTS),
        "floor(a / (b + 1)) >= 2": (Need.PRODUCTS, WITH_PRODUCTS),
    }
    for text, (need, kind) in needs.items():
        tree, encoding = encoded(text)
        literal = encoding.pair(tree.values["v"].body)[1]
        solver = Solver(encoding.gates)
        assert Script(encoding.gates, adds_up=False).need([literal]) == need
        assert solver.finds(literal) is True
        assert solver.kind == kind


@pytest.mark.parametrize("text", ["a * b >= 4", "floor((a if c else b) / (b + 1)) > 1"])
def test_other_answers_can_be_supposed(text):
    """Where answers are supposed to be others, so are the numbers made of them."""
    tree, encoding = encoded(text)
    variables, gates = encoding.variables, encoding.gates
    literal = encoding.pair(tree.values["v"].body)[0]
    question = tree.questions["b"]
    (fixed,) = substitute(gates, [literal], exact_number(variables, question, 2))
    (other,) = substitute(gates, [literal], another_answer(variables, question))
    everybody = [p for p in patients() if p["a"] != "unsure"]
    told = [variables.encode(patient) for patient in everybody]
    copy = Number(1, variables.number("b").question)
    for facts, patient in zip(told, everybody, strict=True):
        facts[copy] = 3 - patient["b"]
    crowd = Crowd(gates, told)

    for index, patient in enumerate(everybody):
        for found, b in ((fixed, 2), (other, 3 - patient["b"])):
            here = Outcome(tree, {**patient, "b": b}).here
            wanted = tree.compiled.condition(tree.values["v"].body, here)[0]
            assert bool(crowd.holds(found) >> index & 1) == wanted


def test_a_choice_that_is_made_already_is_no_gate():
    """What is chosen by a test that always holds, or never, is the one or the other."""
    gates = Gates()
    one, two = Amount(constant=1), Amount(constant=2)

    assert ratios.choose(gates, TRUE, one, two) == one
    assert ratios.choose(gates, FALSE, one, two) == two


def test_an_identity_is_that_of_the_same_numbers():
    """Who is meant has the same hash, made anew, and another if it differs."""
    found = []
    for text in ("a * b >= 4", "a * b >= 4", "a * b >= 5", "a * (b + 1) >= 4"):
        tree, encoding = encoded(text)
        literal = encoding.pair(tree.values["v"].body)[1]
        found.append(identity(encoding.gates, "v", [literal]))

    assert found[0] == found[1]
    assert len({*found}) == 3


def test_a_question_that_is_not_settled_is_tried_in_several_ways(monkeypatch):
    """A question about products is asked again in other orders, and then stays open."""
    tree, encoding = encoded("a * b >= 4")
    solver, seeds = Solver(encoding.gates), []
    check = Solver.check

    def slow(self, literals, allowance):
        seeds.append(self.seed)
        return check(self, literals, allowance) if len(seeds) > 2 else UNKNOWN

    monkeypatch.setattr(Solver, "check", slow)
    assert solver.finds(encoding.pair(tree.values["v"].body)[1]) is True
    assert seeds == [0, 1, 2]
    monkeypatch.setattr(Solver, "check", lambda *_: UNKNOWN)
    assert solver.finds(encoding.pair(tree.values["v"].body)[0]) is UNKNOWN
