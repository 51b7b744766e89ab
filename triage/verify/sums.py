"""Pseudo-Boolean sums: answers, points and counts, compared without arithmetic.

A sum of things that are each there or not is compared by a ladder of gates: rung by
rung, how much room is left. Only sums of several numbers are left to the solver.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod

import attrs

from triage.base.exceptions import TriageError
from triage.base.limits import LIMITS
from triage.verify.circuit import FALSE, TRUE, Gates, Number


@attrs.frozen
class Pick:
    """Be one of some numbers, by the case that holds; one always does.

    Args:
        cases: A literal, and the answer or constant that counts where it holds.
    """

    cases: tuple[tuple[int, Number | int], ...]


@attrs.frozen
class Amount:
    """Add up what is there.

    Args:
        ones: What each literal adds where it holds.
        picks: The factor of each pick.
        constant: What is added always.
    """

    ones: Mapping[int, int] = attrs.Factory(dict)
    picks: Mapping[Pick, int] = attrs.Factory(dict)
    constant: int = 0


def one_if(literal: int) -> Amount:
    """Return 1 where a literal holds and 0 elsewhere."""
    return Amount(ones={literal: 1})


def picked(cases: Iterable[tuple[int, Number | int]]) -> Amount:
    """Return the number of the case that holds."""
    possible = tuple((test, number) for test, number in cases if test != FALSE)
    return Amount(picks={Pick(possible): 1})


def total(terms: Iterable[tuple[int, Amount]], constant: int) -> Amount:
    """Return the sum of some amounts, each multiplied, and a constant."""
    ones: dict[int, int] = {}
    picks: dict[Pick, int] = {}
    for factor, amount in terms:
        constant += factor * amount.constant
        for literal, weight in amount.ones.items():
            ones[literal] = ones.get(literal, 0) + factor * weight
        for pick, weight in amount.picks.items():
            picks[pick] = picks.get(pick, 0) + factor * weight
    return Amount(ones, picks, constant)


def at_most(gates: Gates, amount: Amount, bound: int) -> int:
    """Return whether an amount is at most a bound.

    Raises:
        TriageError: The sum has more cases than can be told apart.
    """
    weights, constant = upward(amount.ones)
    room = bound - amount.constant - constant
    picks = {pick: factor for pick, factor in amount.picks.items() if factor}
    if prod(len(pick.cases) for pick in picks) > LIMITS.sum_cases:
        raise TriageError("a sum of so many open numbers cannot be proved about")
    return gates.some(
        gates.every([*tests, with_numbers(gates, weights, numbers, room - fixed)])
        for tests, numbers, fixed in cases_of(picks)
    )


def cases_of(
    picks: Mapping[Pick, int],
) -> Iterator[tuple[list[int], Mapping[Number, int], int]]:
    """Yield the cases of several picks: when, the numbers, and the constant."""
    for cases in product(*(pick.cases for pick in picks)):
        numbers: dict[Number, int] = {}
        fixed = 0
        for (_, value), factor in zip(cases, picks.values(), strict=True):
            if isinstance(value, Number):
                numbers[value] = numbers.get(value, 0) + factor
            else:
                fixed += factor * value
        yield [test for test, _ in cases], numbers, fixed


def with_numbers(
    gates: Gates,
    weights: tuple[tuple[int, int], ...],
    numbers: Mapping[Number, int],
    room: int,
) -> int:
    """Return whether weights and numbers, taken together, keep within a room.

    Whatever bound the weights keep, the numbers must keep within the rest.
    """
    if not numbers:
        return ladder(gates, weights, room)
    sums = {0}
    for _, weight in weights:
        sums |= {weight + other for other in sums}
        if len(sums) > LIMITS.sums:
            raise TriageError("a sum of so many points cannot be proved about")
    return gates.some(
        gates.every(
            [ladder(gates, weights, least), gates.at_most(numbers, room - least)]
        )
        for least in sorted(sums)
    )


def upward(ones: Mapping[int, int]) -> tuple[tuple[tuple[int, int], ...], int]:
    """Return literals with positive weights, and the constant that makes up for it.

    >>> upward({7: -2})
    (((-7, 2),), -2)
    """
    weights: dict[int, int] = {}
    constant = 0
    for literal, weight in ones.items():
        if literal in (TRUE, FALSE):
            constant += weight if literal == TRUE else 0
        elif weight > 0:
            weights[literal] = weights.get(literal, 0) + weight
        elif weight < 0:
            weights[-literal] = weights.get(-literal, 0) - weight
            constant += weight
    for literal in [item for item in weights if item > 0 and -item in weights]:
        both = min(weights[literal], weights[-literal])
        constant += both
        weights[literal] -= both
        weights[-literal] -= both
    kept = tuple(sorted((item, weight) for item, weight in weights.items() if weight))
    return kept, constant


def ladder(gates: Gates, weights: tuple[tuple[int, int], ...], room: int) -> int:
    """Return whether the weights of the literals that hold fit into a room.

    Args:
        gates: Where the gates are made.
        weights: Literals, each with a weight above zero.
        room: The most that the weights may add up to.
    """
    rest = [0]
    for _, weight in reversed(weights):
        rest.append(rest[-1] + weight)
    rest.reverse()
    rooms = [{room}]
    for index, (_, weight) in enumerate(weights):
        here = {left for left in rooms[index] if 0 <= left < rest[index]}
        rooms.append(here | {left - weight for left in here})
    fits = {left: TRUE if left >= 0 else FALSE for left in rooms[-1]}
    for index in reversed(range(len(weights))):
        fits = {
            left: rung(gates, weights[index], fits, left, rest[index])
            for left in rooms[index]
        }
    return fits[room]


def rung(
    gates: Gates, item: tuple[int, int], fits: Mapping[int, int], left: int, rest: int
) -> int:
    """Return whether what comes fits into what is left, one literal more decided."""
    if left < 0:
        return FALSE
    if left >= rest:
        return TRUE
    literal, weight = item
    return gates.some([fits[left - weight], gates.every([-literal, fits[left]])])
