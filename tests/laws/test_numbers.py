"""The laws of computed numbers: exact, within their range, the same in every engine."""

import json
import re
from fractions import Fraction
from math import ceil, floor
from random import Random

import pytest
from hypothesis import HealthCheck, assume, example, given, settings, strategies as st
from strategies import answer_sets, any_trees

import triage
from triage.engine.outcome import Outcome
from triage.language.ast import Knowing, Sum, parts_through
from triage.language.evaluate import Context
from triage.language.ranges import Bodies, range_of
from triage.program.patients import random_answer
from triage.verify import ratios
from triage.verify.circuit import Gates
from triage.verify.encode import encode
from triage.verify.solver import Budget, Solver
from triage.verify.variables import Variables


def numbers_of(tree):
    """Return the values of a tree that are numbers."""
    found = tree.values.values()
    return [value for value in found if isinstance(value.body, Sum)]


def ends(tree, value, answers):
    """Return the least and the greatest that a value is with some answers."""
    asked = {name: tree.questions[name].accept(a) for name, a in answers.items()}
    return tree.compiled.number(value.body, Context(tree.questions, asked))


@given(st.data(), any_trees)
def test_an_open_number_holds_that_of_every_completion(data, tree):
    """A value is one of those between its ends, whatever else is answered."""
    full = data.draw(answer_sets(tree, complete=True))
    some = {name: x for name, x in full.items() if data.draw(st.booleans())}
    for value in numbers_of(tree):
        if any(
            isinstance(x, Knowing) for x in parts_through([value.body], tree.values)
        ):
            continue  # what asks how much is known changes with that
        low, high = ends(tree, value, some)
        least, most = ends(tree, value, full)
        assert low <= least <= most <= high


@given(st.data(), any_trees)
def test_a_number_lies_in_its_range_and_has_its_decimals(data, tree):
    """What is found at load, range and digits, holds of every answer."""
    for value in numbers_of(tree):
        for end in ends(tree, value, data.draw(answer_sets(tree))):
            assert value.low <= end <= value.high
            assert Fraction(end).denominator == 1


@given(any_trees)
def test_ranges_follow_from_what_values_are(tree):
    """The ranges that an engine works out are those found at load."""
    bodies = Bodies(tree.questions, tree.values)
    for value in numbers_of(tree):
        found = range_of(value.body, bodies)
        assert found == (value.low, value.high)
        assert bodies.values[value.id].low == value.low


@pytest.mark.slow
@settings(max_examples=20)
@given(any_trees, st.integers())
def test_the_solver_reckons_as_a_walk_does(tree, seed):
    """To answers, open ones too, the solver finds the ends that a walk finds."""
    gates = Gates()
    encoding = encode(tree, Variables(gates, tree.questions))
    solver = Solver(gates, Budget(seconds=600))
    random = Random(seed)
    patient = {q.id: random_answer(q, random) for q in tree.questions.values()}
    here = Outcome(tree, patient).here
    known = [
        encoding.variables.exactly(question, patient[name])
        for name, question in tree.questions.items()
    ]
    lowering = encoding.lowering(in_full=True)
    for value in numbers_of(tree):
        wanted = tree.compiled.number(value.body, here)
        for amount, end in zip(lowering.number(value.body), wanted, strict=True):
            below, at_most = (
                ratios.at_most(gates, ratios.total([(1, amount)], -int(n)), 0)
                for n in (end - 1, end)
            )
            assert solver.finds(*known, at_most, -below) is True
            assert solver.finds(*known, below) is False
            assert solver.finds(*known, -at_most) is False


# By hand


def nearest(number, step=Fraction(1)):
    """Return the nearest multiple of a step, from the middle away from zero."""
    size = floor(abs(number) / step + Fraction(1, 2)) * step
    return size if number >= 0 else -size


REFERENCE = {
    "min": min,
    "max": max,
    "round": nearest,
    "floor": lambda number, step=1: floor(number / step) * step,
    "ceil": lambda number, step=1: ceil(number / step) * step,
    "Fraction": Fraction,
}


def by_hand(text, answers):
    """Return a number as Python reckons it, of which the language is a part."""
    exact = re.sub(r"\d+(\.\d+)?", r'Fraction("\g<0>")', text)
    return eval(exact, {**REFERENCE, **answers})  # noqa: S307  # of this file


def texts_from(part):
    """Return texts of numbers made of others."""
    test = st.sampled_from(["a > 3", "not y", "b <= 4.5", "a + b > 5 and y"])
    forms = (
        "{0} + {1}",
        "({0}) * ({1})",
        "{0} - ({1})",
        "0.1 * ({0})",
        "({0}) / 4",
        "({0}) / max({1}, 3)",
        "min({0}, {1})",
        "max({0}, 0.1 * ({1}))",
        "floor({0}, 0.5)",
        "ceil(round({0}, 0.1) / 7, 2)",
        "({0} if {2} else {1})",
        "({0} if {2} else 0.1 * ({1}))",
    )
    made = st.tuples(st.sampled_from(forms), part, part, test)
    return made.map(lambda drawn: drawn[0].format(*drawn[1:]))


texts = st.recursive(st.sampled_from(["a", "b", "2", "0.5"]), texts_from, max_leaves=5)
"""Random numbers, as an author writes them."""

TENTH = "0.1 * (a if b <= 4.5 else 7)"
"""A number of which a part is a choice, and has other decimals than it."""


@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
@example(f"b if y else {TENTH}", TENTH, 6, 40)
@given(texts, texts, st.integers(0, 9), st.integers(0, 90))
def test_a_number_is_what_its_text_comes_to(one, other, a, tenths):
    """As an expression, in cases and in tables it is what is reckoned from the text."""
    answers = {"a": Fraction(a), "b": Fraction(tenths, 10)}
    cases = [{"when": "a > 4", "is": one}, {"when": "y", "is": "b"}, {"is": other}]
    values = {
        "alone": {"is": one, "decimals": "3"},
        "rows": {"by": "y", "is": {"yes": one, "no": other}, "decimals": "3"},
        "cases": {"is": cases, "decimals": "3"},
        "steps": {"by": "a", "from": {"0": other, "3": one}, "decimals": "3"},
    }
    try:
        tree = triage.loads(json.dumps(NUMBERS | {"values": values, "show": [*values]}))
    except triage.InvalidTree as refused:
        assume({finding.code for finding in refused.findings} != {"T304"})
        raise
    for y in (True, False):
        first, second = (by_hand(text, answers | {"y": y}) for text in (one, other))
        wanted = {
            "alone": first,
            "rows": first if y else second,
            "cases": first if a > 4 else answers["b"] if y else second,
            "steps": second if a < 3 else first,
        }
        shown = tree.decide({"a": a, "b": tenths / 10, "y": y}).shows
        assert {name: Fraction(str(number)) for name, number in shown.items()} == {
            name: nearest(number, Fraction(1, 1000)) for name, number in wanted.items()
        }


NUMBERS = {
    "triage": "1",
    "id": "numbers",
    "title": "Numbers",
    "questions": {
        "a": {"text": "How many?", "type": "integer", "min": "0", "max": "9"},
        "b": {"text": "How much?", "type": "number", "min": "0", "max": "9"},
        "y": "Yes or no?",
    },
    "recommendations": {"rest": "Rest"},
    "start": "all",
    "steps": {"all": {"ask": ["a", "b", "y"], "go": "rest"}},
}


@pytest.mark.parametrize(
    ("last", "written"),
    [
        ("a if b > 2 else 7", "b if y else a if b > 2 else 7"),
        ("0.1 * (a if b > 2 else 7)", "b if y else 0.1 * (a if b > 2 else 7)"),
    ],
)
def test_a_choice_has_one_form(last, written):
    """Cases of which the last is a choice are the number that one expression is."""
    cases = [{"when": "y", "is": "b"}, {"is": last}]
    one, other = (
        triage.loads(json.dumps(NUMBERS | {"values": {"v": form}, "show": "v"}))
        for form in ({"is": cases}, written)
    )
    assert one.values["v"].body == other.values["v"].body
    assert one.logic == other.logic
