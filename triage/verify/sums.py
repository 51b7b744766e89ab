"""Pseudo-Boolean sums: answers, points and counts, compared without arithmetic.

A sum of things that are each there or not is compared by a ladder of gates: rung by
rung, how much room is left. Sums of several numbers are left to the solver, and so are
those of which the ladder would have too many rungs.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, product
from math import prod
from typing import TypeAlias

import attrs

from triage.base.immutable import immutable
from triage.base.limits import LIMITS
from triage.verify.circuit import FALSE, TRUE, Gates, Term, Unit

Pick: TypeAlias = tuple[tuple[int, Unit | int], ...]
"""One of some numbers, each with the literal by which it counts; one always holds."""

Weights: TypeAlias = tuple[tuple[int, int], ...]
"""Literals, each with a weight above zero."""


@immutable
class Amount:
    """Add up what literals add where they hold, picks by a factor, and a constant."""

    ones: Mapping[int, int] = attrs.Factory(dict)
    picks: Mapping[Pick, int] = attrs.Factory(dict)
    constant: int = 0


def one_if(literal: int) -> Amount:
    return Amount(ones={literal: 1})


def picked(cases: Iterable[tuple[int, Unit | int]]) -> Amount:
    return Amount(picks={pick_of(cases): 1})


def pick_of(cases: Iterable[tuple[int, Unit | int]]) -> Pick:
    return tuple(case for case in cases if case[0] != FALSE)


def total(terms: Iterable[tuple[int, Amount]], constant: int) -> Amount:
    ones, picks = Counter[int](), Counter[Pick]()
    for factor, amount in terms:
        constant += factor * amount.constant
        for literal, weight in amount.ones.items():
            ones[literal] += factor * weight
        for pick, weight in amount.picks.items():
            picks[pick] += factor * weight
    return Amount(ones, picks, constant)


def at_most(gates: Gates, amount: Amount, bound: int) -> int:
    weights, constant = upward(amount.ones)
    room = bound - amount.constant - constant
    picks = {pick: factor for pick, factor in amount.picks.items() if factor}
    if prod(map(len, picks)) * (len(weights) + 1) > LIMITS.sum_cases:
        return gates.fits([*counted(weights), *chosen(picks)], room)
    fits = []
    for cases in product(*picks):
        left, numbers = room, Counter[Unit]()
        for (_, value), factor in zip(cases, picks.values(), strict=True):
            if isinstance(value, int):
                left -= factor * value
            else:
                numbers[value] += factor
        tests = [test for test, _ in cases]
        fits.append(gates.every([*tests, with_numbers(gates, weights, numbers, left)]))
    return gates.some(fits)


def counted(weights: Weights) -> Iterator[Term]:
    for literal, weight in weights:
        yield weight, literal, None


def chosen(picks: Mapping[Pick, int]) -> Iterator[Term]:
    for pick, factor in picks.items():
        for test, value in pick:
            if isinstance(value, int):
                yield factor * value, test, None
            else:
                yield factor, test, value


def with_numbers(
    gates: Gates, weights: Weights, numbers: Mapping[Unit, int], room: int
) -> int:
    """Whatever bound the weights keep, let the numbers keep within the rest."""
    if not numbers:
        return ladder(gates, weights, room)
    sums = {0}
    for _, weight in weights:
        sums |= {weight + other for other in sums}
        if len(sums) * len(weights) > LIMITS.sums:
            added = [(factor, TRUE, number) for number, factor in numbers.items()]
            return gates.fits([*counted(weights), *added], room)
    return gates.some(
        gates.every(
            [ladder(gates, weights, least), gates.at_most(numbers, room - least)]
        )
        for least in sorted(sums)
    )


def upward(ones: Mapping[int, int]) -> tuple[Weights, int]:
    """Return literals with positive weights, and the constant that makes up for it.

    >>> upward({7: -2})
    (((-7, 2),), -2)
    """
    net, constant = Counter[int](), 0
    for literal, weight in ones.items():
        if literal > 0:
            net[literal] += weight
        else:
            net[-literal] -= weight
            constant += weight
    constant += net.pop(TRUE, 0) + sum(weight for weight in net.values() if weight < 0)
    kept = [(gate, weight) for gate, weight in net.items() if weight]
    return tuple(sorted((g, w) if w > 0 else (-g, -w) for g, w in kept)), constant


def ladder(gates: Gates, weights: Weights, room: int) -> int:
    """Return whether the weights of the literals that hold fit into a room."""
    ahead = [*accumulate((weight for _, weight in reversed(weights)), initial=0)][::-1]
    rungs, size = [{room}], 1
    steps = [*zip(weights, ahead, strict=False)]
    for (_, weight), rest in steps:
        unsettled = {left for left in rungs[-1] if 0 <= left < rest}
        rungs.append(unsettled | {left - weight for left in unsettled})
        size += len(rungs[-1])
        if size > LIMITS.sums:
            return gates.fits(counted(weights), room)
    fits = {left: TRUE if left >= 0 else FALSE for left in rungs[-1]}
    down = zip(reversed(steps), rungs[-2::-1], strict=True)
    for ((literal, weight), rest), rung in down:
        after, fits = fits, {left: TRUE if left >= 0 else FALSE for left in rung}
        for left in rung:
            if 0 <= left < rest:
                without = gates.every([-literal, after[left]])
                fits[left] = gates.some([after[left - weight], without])
    return fits[room]
