"""The laws of computed numbers: exact, within their range, the same in every engine."""

from fractions import Fraction
from random import Random

from hypothesis import given, settings, strategies as st
from random_answers import random_answer
from strategies import answer_sets, trees

from triage.engine.outcome import Outcome
from triage.language.ast import Knowing, Sum, parts_through
from triage.language.evaluate import Context
from triage.language.ranges import Bodies, range_of
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


@given(st.data(), trees)
def test_an_open_number_holds_that_of_every_completion(data, tree):
    """A value is one of those between its ends, whatever else is answered."""
    some = data.draw(answer_sets(tree))
    full = {**data.draw(answer_sets(tree, complete=True)), **some}
    for value in numbers_of(tree):
        if any(
            isinstance(x, Knowing) for x in parts_through([value.body], tree.values)
        ):
            continue  # what asks how much is known changes with that
        low, high = ends(tree, value, some)
        least, most = ends(tree, value, full)
        assert low <= least <= most <= high


@given(st.data(), trees)
def test_a_number_lies_in_its_range_and_has_its_decimals(data, tree):
    """What is found at load, range and digits, holds of every answer."""
    for value in numbers_of(tree):
        for end in ends(tree, value, data.draw(answer_sets(tree))):
            assert value.low <= end <= value.high
            assert Fraction(end).denominator == 1


@given(trees)
def test_ranges_follow_from_what_values_are(tree):
    """The ranges that an engine works out are those found at load."""
    bodies = Bodies(tree.questions, tree.values)
    for value in numbers_of(tree):
        found = range_of(value.body, bodies)
        assert found == (value.low, value.high)
        assert bodies.values[value.id].low == value.low


@settings(max_examples=20)
@given(trees, st.integers())
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
