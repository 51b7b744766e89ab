"""Gates: each made once, and put together as logic says."""

from itertools import product

import pytest

from triage.verify.circuit import FALSE, TRUE, AtMost, Gates, Given, Number
from triage.verify.simulate import Crowd

A, B = Given(0, "a yes_no 0", "yes"), Given(0, "b yes_no 0", "yes")
N, M = Number(0, "n integer 0"), Number(1, "m integer 0")


@pytest.fixture
def gates():
    return Gates()


def table(gates, literal):
    """Return what a literal is for each of the four patients who say A and B or not."""
    told = [{A: a, B: b} for a, b in product((0, 1), repeat=2)]
    found = Crowd(gates, told).holds(literal)
    return [found >> index & 1 for index in range(4)]


def test_equal_gates_are_one_gate(gates):
    """A gate that is made twice has one number, whatever the order of its parts."""
    a, b = gates.literal(A), gates.literal(B)

    assert gates.literal(Given(0, "a yes_no 0", "yes")) == a
    assert gates.every([a, -b]) == gates.every([-b, a, TRUE, a])
    assert len(gates.gates) == 5


def test_logic(gates):
    """Every, some, either and differ are what they are called."""
    a, b = gates.literal(A), gates.literal(B)

    assert table(gates, gates.every([a, b])) == [0, 0, 0, 1]
    assert table(gates, gates.some([a, b])) == [0, 1, 1, 1]
    assert table(gates, gates.either(a, b, -b)) == [1, 0, 0, 1]
    assert table(gates, gates.differ([a], [b])) == [0, 1, 1, 0]
    assert table(gates, TRUE) == [1, 1, 1, 1]


def test_what_is_certain_needs_no_gate(gates):
    """Whatever follows without looking at a patient is true or false at once."""
    a, b = gates.literal(A), gates.literal(B)
    before = len(gates.gates)

    assert gates.every([]) == TRUE
    assert gates.some([]) == FALSE
    assert gates.every([a, b, -a]) == FALSE
    assert gates.every([a, FALSE]) == FALSE
    assert gates.some([a, TRUE]) == TRUE
    assert gates.some([a, FALSE]) == a
    assert gates.either(a, b, b) == b
    assert gates.differ([a, b], [a, b]) == FALSE
    assert len(gates.gates) == before


@pytest.mark.parametrize(("bound", "wanted"), [(0, TRUE), (-1, FALSE)])
def test_nothing_is_at_most_zero(gates, bound, wanted):
    """A sum of no numbers is zero, also where a factor is."""
    assert gates.at_most({}, bound) == wanted
    assert gates.at_most({N: 0}, bound) == wanted


@pytest.mark.parametrize("factors", [(1, 0), (2, 0), (-3, 0), (2, 4), (-2, 3), (3, -3)])
def test_bounds_are_rounded_and_turned_the_right_way(gates, factors):
    """However a bound is put in its one form, it holds of the same numbers."""
    terms = dict(zip((N, M), factors, strict=True))
    told = [{N: n, M: m} for n, m in product(range(-3, 4), repeat=2)]
    crowd = Crowd(gates, told)
    for bound in range(-7, 8):
        found = crowd.holds(gates.at_most(terms, bound))
        for index, row in enumerate(told):
            total = sum(factor * row[number] for number, factor in terms.items())
            assert found >> index & 1 == (total <= bound)


def test_equal_bounds_are_one_gate(gates):
    """A bound, the same doubled, and the same turned round are one gate."""
    single = gates.at_most({N: 1}, 3)

    assert gates.at_most({N: 2}, 7) == single
    assert gates.at_most({N: -1}, -4) == -single
    assert gates.gates[single] == AtMost(((1, N),), 3)


def test_a_gate_stands_behind_what_it_is_made_of(gates):
    """What literals depend on comes first, each once, with the rules of its facts."""
    a, b, bound = gates.literal(A), gates.literal(B), gates.at_most({N: 1}, 3)
    inner = gates.every([a, -b])
    outer = gates.some([inner, bound])
    rule = gates.at_most({N: 1}, 9)
    gates.rule([N], rule)

    assert [*gates.below([outer])] == sorted([a, b, bound, inner, abs(outer), rule])
    assert [*gates.below([outer], {inner, bound})] == [abs(outer)]
    assert [*gates.below([-a])] == [a]


def test_rules_of_a_fact_hold_together(gates):
    """A fact that is given two rules is told only where both hold."""
    a, b = gates.literal(A), gates.literal(B)
    gates.rule([A], b)
    gates.rule([A], -b)

    assert gates.rule_of(A) == FALSE
    assert gates.rule_of(B) == TRUE
    assert a != b
