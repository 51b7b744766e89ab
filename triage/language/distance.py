"""Distance from today: what is so of a date that may only be so far from it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TypeAlias

import triage.language.ast as e
from triage.base.answer import Code
from triage.base.dates import TODAY
from triage.base.offset import SIZES, Offset
from triage.base.question import Question

Ends: TypeAlias = tuple[int | None, int | None]
"""The least and the most that a number can be; None where nothing is known."""

UNKNOWN: Ends = (None, None)


def limits(questions: Iterable[Question]) -> dict[e.Condition, tuple[str, Code]]:
    """Return what is so of dates that keep their distance, as far as they are known.

    Each condition has the question that it is about, and what is wrong if it is not so.
    """
    found: dict[e.Condition, tuple[str, Code]] = {}
    for asked in questions:
        answer = date_of(asked.id)
        if asked.since is not None:
            late_enough = e.Maybe(e.Compare(answer, ">=", moved(asked.since)))
            found[late_enough] = asked.id, "too_early"
        if asked.until is not None:
            early_enough = e.Maybe(e.Compare(answer, "<=", moved(asked.until)))
            found[early_enough] = asked.id, "too_late"
    return found


def refusals(
    assumed: Iterable[e.Condition],
    questions: Mapping[str, Question],
    values: Mapping[str, e.Value],
) -> Iterator[tuple[tuple[str, ...], Code]]:
    """Yield for what is assumed which answers are refused where it is not so, and how.

    They do not go together, or one of them is out of its limits.
    """
    kept = limits(questions.values())
    for condition in assumed:
        if condition in kept:
            name, code = kept[condition]
            yield (name,), code
        else:
            yield tuple(sorted(e.questions_in(condition, values))), "contradiction"


def kept_apart(term: e.Elapsed, questions: Mapping[str, Question]) -> Ends:
    """Return the least and the most that limits let be between today and a date."""
    start, end = (asked_in(one, questions) for one in (term.start, term.end))
    if start is None or end is None or TODAY not in (start.id, end.id):
        return UNKNOWN
    if start.id == TODAY:
        near, far, length = end.since, end.until, length_to
    else:
        near, far, length = start.until, start.since, length_from
    low = None if near is None else length(term.unit, near)[0]
    high = None if far is None else length(term.unit, far)[1]
    return low, high


def beside_today(
    total: e.Sum, questions: Mapping[str, Question]
) -> tuple[int, Question] | None:
    """Return the date that moves with today and is taken from it, and how often."""
    factors = {term: factor for factor, term in total.terms}
    often = factors.get(e.NumberOf(TODAY))
    for term, factor in factors.items() if often else ():
        if isinstance(term, e.NumberOf) and factor == -(often or 0):
            asked = questions[term.question]
            if asked.since or asked.until:
                return factor, asked
    return None


def days_to(asked: Question, today: Question) -> Ends:
    """Return the least and the most days that limits let be from today to a date."""
    since, until = asked.since, asked.until
    low = None if since is None else days_of(since, *today.range)[0]
    return low, None if until is None else days_of(until, *today.range)[1]


@lru_cache
def days_of(moving: Offset, first: int, last: int) -> tuple[int, int]:
    """Return the least and the most days to a day that keeps its distance from today.

    From the first of a month they are the most, and from its last day the least.

    >>> days_of(
    ...     Offset(1, 0), date(2026, 1, 1).toordinal(), date(2026, 12, 1).toordinal()
    ... )
    (28, 31)
    """
    if not moving.months:
        return moving.days, moving.days
    days, day = [first, last], date.fromordinal(first)
    while (day := following(day)).toordinal() <= last:
        days += [day.toordinal() - 1, day.toordinal()]
    found = [moving.on(date.fromordinal(day)).toordinal() - day for day in days]
    return min(found), max(found)


def following(day: date) -> date:
    """Return the first day of the month after that of a day."""
    return Offset(1, 0).on(day.replace(day=1))


def length_to(unit: str, day: Offset) -> Ends:
    """Return the least and the most that there is from today to another day.

    Days are counted from a day of the same number, some months away: a month later
    comes after 28 days at the earliest, and after 31 at the latest.

    >>> length_to("years", Offset(216, 0)), length_to("months", Offset(0, 30))
    ((18, 18), (0, 1))
    """
    if unit == "weeks":
        return UNKNOWN if day.months else (day.days // 7, day.days // 7)
    return in_units(unit, day.months, sorted((day.days // 28, day.days // 31)))


def length_from(unit: str, day: Offset) -> Ends:
    """Return the least and the most that there is from another day to today.

    At the end of a short month, up to three days more are as long ago.

    >>> length_from("years", Offset(-60, 1)), length_from("weeks", Offset(0, -14))
    ((4, 5), (2, 2))
    """
    if unit == "weeks":
        return UNKNOWN if day.months else (-day.days // 7, -day.days // 7)
    if day.days > 0:
        more = [-day.days // 28, -max(day.days - 3, 0) // 31]
    else:
        more = [-day.days // 31, -day.days // 28]
    return in_units(unit, -day.months, more)


def in_units(unit: str, months: int, more: list[int]) -> tuple[int, int]:
    """Return lengths in whole months, or in years."""
    size = SIZES[unit]
    low, high = ((months + one) // size for one in more)
    return low, high


def asked_in(total: e.Sum, questions: Mapping[str, Question]) -> Question | None:
    """Return the question that a date is the answer to; None where it is another."""
    match total:
        case e.Sum(((1, e.NumberOf(name)),), 0):
            return questions[name]
    return None


def moved(by: Offset) -> e.Sum:
    """Return the date that is so far from today."""
    day = date_of(TODAY)
    if by.months:
        day = e.Sum(((1, e.Shifted(day, e.Sum((), by.months))),), dated=True)
    return day.plus(e.Sum((), by.days)).as_date()


def date_of(question: str) -> e.Sum:
    return e.Sum(((1, e.NumberOf(question)),), dated=True)
