"""Ratios: amounts of a proof that are multiplied, divided, rounded and chosen among.

A number is an amount, or one amount divided by another that is above zero. Only what is
rounded or compared must be whole; each product and each rounding is a number of its
own, which the solver is told once.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from math import gcd
from typing import TypeAlias

from triage.base.immutable import immutable
from triage.language.months import CALENDAR
from triage.verify import sums
from triage.verify.circuit import FALSE, TRUE, Computed, Gates, Linear, Unit
from triage.verify.sums import Amount

ONE = Amount(constant=1)


@immutable
class Ratio:
    top: Amount
    bottom: Amount


Exact: TypeAlias = Amount | Ratio


def halves(number: Exact) -> tuple[Amount, Amount]:
    return (number.top, number.bottom) if isinstance(number, Ratio) else (number, ONE)


def ratio(top: Amount, bottom: Amount) -> Exact:
    return top if bottom == ONE else Ratio(top, bottom)


def total(terms: Iterable[tuple[int, Exact]], constant: int) -> Exact:
    pairs = [(factor, *halves(number)) for factor, number in terms]
    bottoms = list[Amount]()
    for *_, bottom in pairs:
        if bottom != ONE and bottom not in bottoms:
            bottoms.append(bottom)
    if not bottoms:
        return sums.total([(factor, top) for factor, top, _ in pairs], constant)
    rows = [(constant, reduce(product, bottoms))]
    for factor, top, bottom in pairs:
        others = [other for other in bottoms if other != bottom]
        rows.append((factor, reduce(product, others, top)))
    return ratio(sums.total(rows, 0), rows[0][1])


def at_most(gates: Gates, number: Exact, bound: int) -> int:
    """Return whether a number is at most 0, or with the bound -1, below it."""
    return sums.at_most(gates, halves(number)[0], bound)


def times(one: Exact, other: Exact, within: tuple[int, int]) -> Exact:
    (top, bottom), (over, under) = halves(one), halves(other)
    whole = bottom == under == ONE
    made = product(top, over, within if whole else None)
    return ratio(made, product(bottom, under))


def divided(one: Exact, other: Exact) -> Exact:
    (top, bottom), (over, under) = halves(one), halves(other)
    return ratio(product(top, under), product(bottom, over))


def product(
    one: Amount, other: Amount, within: tuple[int, int] | None = None
) -> Amount:
    if is_constant(other):
        return sums.total([(other.constant, one)], 0)
    if is_constant(one):
        return sums.total([(one.constant, other)], 0)
    return made(Computed("times", linear(one), linear(other), within))


def rounded(how: str, number: Exact, unit: int, within: tuple[int, int]) -> Amount:
    """Return how often a unit goes into a number; both sides as small as can be.

    With larger numbers the solver takes many times as long.
    """
    top, bottom = halves(number)
    one, other = linear(top), linear(sums.total([(unit, bottom)], 0))
    sizes = [factor for x in (one, other) for factor, *_ in x.terms]
    shared = gcd(*sizes, one.constant, other.constant)
    one, other = divided_by(one, shared), divided_by(other, shared)
    return made(Computed(how, one, other, within))


def calendar(how: str, number: Exact, within: tuple[int, int]) -> Amount:
    """Return what is made of a day, or of a mark, by the calendar: in each case."""
    made = [
        (test, CALENDAR[how](value))
        if isinstance(value, int)
        else (test, Computed(how, one_of(value), Linear(), within))
        for test, value in cases(halves(number)[0])
    ]
    return sums.picked(made)


def one_of(unit: Unit) -> Linear:
    return Linear(((1, TRUE, unit),))


def divided_by(sum_: Linear, number: int) -> Linear:
    terms = tuple((factor // number, test, unit) for factor, test, unit in sum_.terms)
    return Linear(terms, sum_.constant // number)


def choose(gates: Gates, test: int, then: Exact, other: Exact) -> Exact:
    (top, bottom), (over, under) = halves(then), halves(other)
    return ratio(either(gates, test, top, over), either(gates, test, bottom, under))


def smaller(gates: Gates, one: Exact, other: Exact) -> Exact:
    return choose(gates, lower(gates, one, other), one, other)


def larger(gates: Gates, one: Exact, other: Exact) -> Exact:
    return choose(gates, lower(gates, one, other), other, one)


def lower(gates: Gates, one: Exact, other: Exact) -> int:
    return at_most(gates, total([(1, one), (-1, other)], 0), 0)


def either(gates: Gates, test: int, then: Amount, other: Amount) -> Amount:
    """Return one amount or the other, as a pick of what both can be, each once."""
    if then == other or test == TRUE:
        return then
    if test == FALSE:
        return other
    found: dict[Unit | int, list[int]] = {}
    for literal, amount in ((test, then), (-test, other)):
        for case, value in cases(amount):
            found.setdefault(value, []).append(gates.every([literal, case]))
    return sums.picked((gates.some(tests), value) for value, tests in found.items())


def cases(amount: Amount) -> Sequence[tuple[int, Unit | int]]:
    """Return what an amount is in each case: itself, by a name, if it is a sum."""
    picks = [(pick, factor) for pick, factor in amount.picks.items() if factor]
    ones = [(literal, weight) for literal, weight in amount.ones.items() if weight]
    match picks, ones:
        case [], []:
            return [(TRUE, amount.constant)]
        case [(pick, 1)], [] if not amount.constant:
            return pick
        case [], [(literal, weight)]:
            return [(literal, weight + amount.constant), (-literal, amount.constant)]
        case _:
            return [(TRUE, Computed("sum", linear(amount), Linear()))]


def is_constant(amount: Amount) -> bool:
    return not any((*amount.ones.values(), *amount.picks.values()))


def made(unit: Computed) -> Amount:
    return sums.picked([(TRUE, unit)])


def linear(amount: Amount) -> Linear:
    """Return an amount as terms that are added up."""
    weights, constant = sums.upward(amount.ones)
    terms = [*sums.counted(weights), *sums.chosen(amount.picks)]
    kept = tuple(term for term in terms if term[0])
    return Linear(kept, amount.constant + constant)
