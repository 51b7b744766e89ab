"""Durations: a time in several units, and how far another unit can tell it.

Seconds to weeks are exact in days, months and years in months. Between the two, months
of 28 to 31 days leave room: "2 months" is 59 to 62 days.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import accumulate
from typing import TypeAlias

from triage.base.immutable import immutable
from triage.base.pattern import pattern

UNITS = {
    "second": ("s", "sec", "secs", "second", "seconds"),
    "minute": ("min", "mins", "minute", "minutes"),
    "hour": ("h", "hr", "hrs", "hour", "hours"),
    "day": ("d", "day", "days"),
    "week": ("w", "wk", "wks", "week", "weeks"),
    "month": ("mo", "mos", "month", "months"),
    "year": ("y", "yr", "yrs", "year", "years"),
}
"""The units of time, shortest first, and how people write them."""

KNOWN = {name: unit for unit, names in UNITS.items() for name in names}

DAYS = {
    "second": Fraction(1, 86_400),
    "minute": Fraction(1, 1_440),
    "hour": Fraction(1, 24),
    "day": Fraction(1),
    "week": Fraction(7),
}

MONTHS = {"month": 1, "year": 12}

NUMBER = r"(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})"

PARTS = pattern(rf"({NUMBER})\s*([a-z]+)(?:,?\s+and\s+|,?\s+|(?=\d)|$)", re.ASCII)

Spread: TypeAlias = tuple[Fraction, Fraction, Fraction]
"""What a number is at least, as it is taken, and at most."""


@immutable
class Turn:
    """Stand where a comparison turns: at a number, or just above it."""

    at: Fraction
    above: bool

    def parts(self, numbers: Iterable[Fraction]) -> bool:
        """Return whether some numbers are on one side of it, and some on the other."""
        sides = {n > self.at if self.above else n >= self.at for n in numbers}
        return len(sides) > 1


@immutable
class Duration:
    """Last some months and some days, neither of which is a number of the other."""

    months: Fraction = Fraction(0)
    days: Fraction = Fraction(0)

    @classmethod
    def of(cls, time: timedelta) -> "Duration":
        return cls(days=Fraction(time // timedelta(microseconds=1), 86_400_000_000))

    def times(self, unit: str) -> Spread:
        """Return how many times a unit it lasts: in days by an average month.

        >>> [float(number) for number in Duration(months=Fraction(2)).times("day")]
        [59.0, 60.875, 62.0]
        >>> [round(float(n), 3) for n in Duration(days=Fraction(366)).times("year")]
        [1.0, 1.003, 1.003]
        """
        if unit in DAYS:
            low, high = bounds(self.months, shortest, longest)
            each, rest, taken = DAYS[unit], self.days, self.months * AVERAGE
        else:
            low, high = bounds(self.days, fewest, most)
            each, rest, taken = Fraction(MONTHS[unit]), self.months, high
        return (low + rest) / each, (taken + rest) / each, (high + rest) / each


def duration(text: str) -> Duration | None:
    """Return what a text in lower case lasts, in units that become shorter.

    >>> duration("2 years and 3 months")
    Duration(months=Fraction(27, 1), days=Fraction(0, 1))
    >>> duration("3 months 2 years"), duration("90")
    (None, None)
    """
    negative, text = text.startswith("-"), text[text[:1] in ("+", "-") :]
    found = [match.groups() for match in PARTS.finditer(text)]
    units = [KNOWN.get(name, "") for _, name in found]
    order = [*UNITS].index
    if "" in units or not units or PARTS.sub("", text):
        return None
    if sorted({*units}, key=order, reverse=True) != units:
        return None
    numbers = [-Fraction(n) if negative else Fraction(n) for n, _ in found]
    pairs = [*zip(numbers, units, strict=True)]
    return Duration(
        sum((n * MONTHS[u] for n, u in pairs if u in MONTHS), Fraction(0)),
        sum((n * DAYS[u] for n, u in pairs if u in DAYS), Fraction(0)),
    )


# Months in days, and back: whole months by the calendar, parts of one in proportion

LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] * 4
LENGTHS[13] += 1
"""The days of each month of four years, one of which is a leap year."""

CYCLE = len(LENGTHS)
FOUR_YEARS = sum(LENGTHS)
AVERAGE = Fraction(FOUR_YEARS, CYCLE)

SUMS = [0, *accumulate(LENGTHS * 2)]
RUNS = [[SUMS[i + n] - SUMS[i] for i in range(CYCLE)] for n in range(CYCLE + 1)]
"""The days of any months that follow one another, by their number."""


def along(ends: Sequence[int], months: Fraction) -> Fraction:
    cycles, rest = divmod(months, CYCLE)
    whole = int(rest)
    part = (rest - whole) * (ends[whole + 1] - ends[whole])
    return cycles * FOUR_YEARS + ends[whole] + part


def back(ends: Sequence[int], days: Fraction) -> Fraction:
    cycles, rest = divmod(days, FOUR_YEARS)
    whole = max(n for n, end in enumerate(ends[:-1]) if end <= rest)
    part = (rest - ends[whole]) / (ends[whole + 1] - ends[whole])
    return cycles * CYCLE + whole + part


SHORTEST, LONGEST = [*map(min, RUNS)], [*map(max, RUNS)]


def shortest(months: Fraction) -> Fraction:
    return along(SHORTEST, months)


def longest(months: Fraction) -> Fraction:
    return along(LONGEST, months)


def fewest(days: Fraction) -> Fraction:
    return back(LONGEST, days)


def most(days: Fraction) -> Fraction:
    return back(SHORTEST, days)


def bounds(
    number: Fraction,
    low: Callable[[Fraction], Fraction],
    high: Callable[[Fraction], Fraction],
) -> tuple[Fraction, Fraction]:
    """Return both ends of what a number comes to, which are mirrored below zero."""
    if number < 0:
        return -high(-number), -low(-number)
    return low(number), high(number)
