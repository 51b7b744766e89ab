"""Sums of dates: each as one date, the days between others, and plain numbers.

A condition adds and subtracts the numbers of days. Nobody reads or writes them so: that
``due - born`` is "the days from born to due".
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

import triage.language.ast as e
from triage.base.answer import tidy
from triage.base.dates import LAST_DAY, WEEKDAYS
from triage.base.immutable import immutable
from triage.base.question import Question
from triage.language.linear import addends
from triage.language.ranges import is_dated

Day: TypeAlias = e.Term | date


@immutable
class Gap:
    """Be the days from one date to another."""

    start: Day
    end: Day


Addend: TypeAlias = tuple[Decimal, e.Term | Gap | None]
"""A factor, and what it multiplies; None for a plain number."""


SOME_DAY = date(2000, 1, 1)
"""The day to which dates are counted that are not written side by side."""


def apart(
    total: e.Sum, questions: Mapping[str, Question]
) -> tuple[Day | None, list[Addend]]:
    """Return the date that a sum begins with, if it is one, and what is added to it.

    The terms stay in their order.
    """
    terms = [pair for pair in addends(total, questions) if pair[1] is not None]
    days = [times for times, term in terms if term and is_dated(term, questions)]
    written = int(total.dated) - sum(days, Decimal(0))  # so many dates in the constant
    constant, day = Decimal(total.constant).scaleb(-total.scale), SOME_DAY
    if written:
        day = date.fromordinal(min(max(int(constant / written), 1), LAST_DAY))
        constant -= day.toordinal() * written
    first: Day | None = None
    if total.dated:
        first, terms = beginning(terms, questions) or (day, terms)
    added = [*paired(terms, day, questions)]
    if constant or (not added and first is None):
        added.append((tidy(constant), None))
    return first, added


def length_of(months: e.Sum) -> tuple[str, str, e.Sum]:
    """Return the unit and the sign of a length in months, and how many there are."""
    sign = "-" if all(n < 0 for n in numbers_of(months)) else "+"
    length = months if sign == "+" else months.times(-1)
    if any(n % 12 for n in numbers_of(length)):
        return "months", sign, length
    terms = tuple((factor // 12, term) for factor, term in length.terms)
    return "years", sign, e.Sum(terms, length.constant // 12)


def numbers_of(total: e.Sum) -> list[int]:
    factors = [factor for factor, _ in total.terms]
    return [n for n in (*factors, total.constant) if n] or [0]


def weekday_of(last: e.Sum, day: e.Sum) -> str:
    """Return the day of the week of which the last before a day is; empty if none."""
    match last:
        case e.Sum(((1, e.OnWeekday("before", item, number)),), 0) if item == day:
            return WEEKDAYS[number - 1]
    return ""


Terms: TypeAlias = list[tuple[Decimal, e.Term | None]]


def beginning(
    terms: Terms, questions: Mapping[str, Question]
) -> tuple[e.Term, Terms] | None:
    """Return the first term, where it is a date, and the rest."""
    match terms:
        case [(times, term), *rest] if term and is_dated(term, questions) and times > 0:
            return term, [(times - 1, term), *rest] if times > 1 else rest
    return None


def paired(
    terms: Terms, day: date, questions: Mapping[str, Question]
) -> Iterator[Addend]:
    """Yield terms, each date with the next, or else with a day that is written."""
    left = terms[::-1]
    while left:
        times, term = left.pop()
        if term is None or not is_dated(term, questions):
            yield times, term
            continue
        other = left[-1][1] if left else None
        if other is None or not is_dated(other, questions) or left[-1][0] * times > 0:
            ends = (day, term) if times > 0 else (term, day)
            yield tidy(abs(times)), Gap(*ends)
            continue
        opposite = left.pop()[0]
        step = min(abs(times), abs(opposite)) * (1 if times > 0 else -1)
        yield tidy(step), Gap(other, term)
        rest = (opposite + step, other), (times - step, term)
        left += [pair for pair in rest if pair[0]]
