"""Sums in a proof: what the law of random sums does not say."""

from decimal import Decimal

import pytest

from triage.base.limits import LIMITS
from triage.base.question import Question
from triage.verify.circuit import FALSE, TRUE, Fits, Gates, Given, Number
from triage.verify.substitute import exact_number, substitute
from triage.verify.sums import Amount, at_most, one_if, picked, total, upward
from triage.verify.variables import Variables


def facts(gates, number):
    """Return literals of some facts."""
    return [gates.literal(Given(0, f"q{n} yes_no 0", "yes")) for n in range(number)]


def test_a_sum_of_sums_adds_up():
    """Terms that occur twice are added, constants multiplied."""
    gates = Gates()
    a, b = facts(gates, 2)
    part = total([(2, one_if(a)), (1, one_if(b))], 3)

    assert total([(2, part), (-1, one_if(b))], 1) == Amount({a: 4, b: 1}, {}, 7)


def test_a_case_that_cannot_be_is_left_out():
    """A number is picked only among cases that may hold."""
    number = Number(0, "n integer 0")

    assert picked([(FALSE, 3), (TRUE, number)]) == picked([(TRUE, number)])


def test_weights_are_turned_upward():
    """What holds always, never, or with its opposite is told by the constant."""
    assert upward({TRUE: 5, FALSE: 7, 3: 2, -3: 1, 4: -2, -4: 1, 5: 0}) == (
        ((-4, 3), (3, 1)),
        4,
    )


def test_a_ladder_grows_with_what_can_be_left():
    """A score of forty questions makes few gates, not one for each combination."""
    gates = Gates()
    score = total([(1, one_if(fact)) for fact in facts(gates, 40)], 0)
    before = len(gates.gates)

    at_most(gates, score, 19)

    assert len(gates.gates) - before < 2 * 40 * 40


def test_many_open_numbers_are_left_to_the_solver():
    """A sum of many numbers that may each be open is one gate, not one for each way."""
    gates = Gates()
    picks = [
        (1, picked([(fact, n), (-fact, Number(0, f"n{n} integer 0"))]))
        for n, fact in enumerate(facts(gates, 30))
    ]
    before = len(gates.gates)

    found = at_most(gates, total(picks, 0), 3)

    assert len(gates.gates) == before + 1
    assert isinstance(gates.gates[found], Fits)


@pytest.mark.parametrize("beside", [0, 1], ids=["alone", "beside a number"])
def test_many_different_points_are_left_to_the_solver(beside):
    """Points of a great many different sums are one gate, and not a gate for each."""
    gates = Gates()
    number = picked([(TRUE, Number(0, "n integer 0"))])
    points = [(2**n, one_if(fact)) for n, fact in enumerate(facts(gates, 60))]
    before = len(gates.gates)

    found = at_most(gates, total([(beside, number), *points], 0), 2**59 - 1)

    assert len(gates.gates) == before + 1
    assert isinstance(gates.gates[found], Fits)


@pytest.mark.parametrize("many", [100, 200])
def test_the_gates_of_a_sum_grow_no_faster_than_allowed(many):
    """However many things are counted, the ladder is bounded, and then one gate."""
    gates = Gates()
    points = [(n + 1, one_if(fact)) for n, fact in enumerate(facts(gates, many))]
    before = len(gates.gates)

    at_most(gates, total(points, 0), many * many // 4)

    assert len(gates.gates) - before <= LIMITS.sums


def test_a_sum_left_to_the_solver_is_turned_upward():
    """What always or never counts is told by the bound, and no weight is below zero."""
    gates = Gates()
    a, b = facts(gates, 2)

    found = gates.fits(
        [(2, TRUE, None), (5, FALSE, None), (-3, a, None), (-4, TRUE, None)], 1
    )

    assert gates.gates[found] == Fits(((3, -a, None),), 6)
    assert gates.fits([(0, b, None), (3, -a, None)], 6) == found


def test_a_sum_of_constants_is_not_left_to_the_solver():
    """A sum in which nothing varies fits, or it does not."""
    gates = Gates()

    assert gates.fits([(2, TRUE, None), (5, FALSE, None)], 2) == TRUE
    assert gates.fits([(2, TRUE, None)], 1) == FALSE


def test_a_sum_left_to_the_solver_can_be_supposed():
    """With a number supposed, the bound is lower by what that number adds."""
    gates = Gates()
    question = Question("n", "?", "integer", minimum=Decimal(0), maximum=Decimal(9))
    variables = Variables(gates, {"n": question})
    (a,) = facts(gates, 1)
    literal = gates.fits([(3, a, None), (2, TRUE, variables.number("n"))], 6)

    [known] = substitute(gates, [-literal], exact_number(variables, question, 2))

    assert known == -gates.fits([(3, a, None)], 2)
