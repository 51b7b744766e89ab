"""Exact arithmetic: whole numbers and fractions, and the intervals they lie in.

Nothing is ever rounded but where an author says so. What comes out is a whole number
wherever it can be.
"""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import zip_longest
from operator import mul
from typing import TypeAlias

Exact: TypeAlias = int | Fraction

Interval: TypeAlias = tuple[Exact, Exact]
"""The least and the greatest that a number can be."""


def divided(one: Exact, other: Exact) -> Exact:
    """Return a quotient.

    >>> divided(6, 4), divided(6, 3)
    (Fraction(3, 2), 2)
    """
    found = Fraction(one) / other
    return found.numerator if found.denominator == 1 else found


def nearest(number: Exact, unit: int) -> int:
    """Return how many units are nearest, from the middle away from zero.

    >>> nearest(25, 10), nearest(-25, 10), nearest(24, 10)
    (3, -3, 2)
    """
    size = number if number >= 0 else -number
    units = int((2 * size + unit) // (2 * unit))
    return units if number >= 0 else -units


ROUNDINGS: dict[str, Callable[[Exact, int], int]] = {
    "round": nearest,
    "floor": lambda number, unit: int(number // unit),
    "ceil": lambda number, unit: -int(-number // unit),
}
"""How many units a number is rounded to, by the word for it."""


def hull(ends: Iterable[Exact]) -> Interval:
    found = [*ends]
    return min(found), max(found)


def corners(
    one: Interval, other: Interval, made: Callable[[Exact, Exact], Exact] = mul
) -> Interval:
    """Return the interval of what is made of two numbers, rising or falling in each.

    >>> corners((-2, 3), (-5, 7))
    (-15, 21)
    """
    if one[0] == one[1] and other[0] == other[1]:
        found = made(one[0], other[0])
        return found, found
    return hull(made(a, b) for a in one for b in other)


def accrued(steps: Iterable[tuple[int, int]], first: int, last: int) -> int:
    """Return the sum of a rate over days, both ends counted; each step is its first.

    >>> accrued([(1, 5), (11, 7)], 9, 12)
    24
    """
    return max(0, until(steps, last + 1) - until(steps, first))


def until(steps: Iterable[tuple[int, int]], day: int) -> int:
    """Return the sum of a rate over the days before one, from the first step on."""
    total = 0
    for start, length, rate in spans(steps):
        gone = max(day - start, 0)
        total += rate * (gone if length is None else min(gone, length))
    return total


def spans(
    steps: Iterable[tuple[int, int]],
) -> Iterator[tuple[int, int | None, int]]:
    """Yield the first day of each rate above 0, how many there are, and the rate."""
    rows = [*steps]
    for (start, rate), after in zip_longest(rows, rows[1:]):
        if rate:
            yield start, after and after[0] - start, rate
