"""Interval arithmetic: the least and the greatest that numbers can be, at load.

At every point of a walk a number lies within its range from here: a divisor that is
above zero here is so everywhere.
"""

from collections.abc import Mapping
from itertools import chain
from typing import Protocol, assert_never, cast

import attrs

import triage.language.ast as e
from triage.base.dates import TODAY
from triage.base.kinds import Words
from triage.base.question import Question
from triage.language.distance import beside_today, days_to, kept_apart
from triage.language.exact import (
    ROUNDINGS,
    Exact,
    Interval,
    accrued,
    corners,
    divided,
    hull,
)
from triage.language.months import SIZES, elapsed, shifted


class Names(Protocol):
    """Say what names stand for."""

    @property
    def questions(self) -> Mapping[str, Question]: ...
    @property
    def values(self) -> Mapping[str, e.Value]: ...


class Found(dict[str, e.Value]):
    """Find values by their ids, each with the range that follows from its body."""

    def __init__(self, bodies: "Bodies") -> None:
        super().__init__()
        self.bodies = bodies

    def __missing__(self, name: str) -> e.Value:
        self[name] = made = ranged(self.bodies.written[name], self.bodies)
        return made


class Bodies:
    """Be the names of a tree, with the ranges that follow from what values are now.

    A body may be another than at load: that of a mutant, or of two trees in one.
    """

    def __init__(
        self, questions: Mapping[str, Question], written: Mapping[str, e.Value]
    ) -> None:
        self.questions = questions
        self.written = written
        self.values: Mapping[str, e.Value] = Found(self)


def ranged(value: e.Value, names: Names) -> e.Value:
    """Return a value that is a number, with its range."""
    low, high = map(int, range_of(cast("e.Sum", value.body), names))
    return attrs.evolve(value, low=low, high=high)


def digits(term: e.Term, questions: Mapping[str, Question]) -> int:
    """Return how many digits after the point a term keeps by itself."""
    match term:
        case e.NumberOf(question):
            return questions[question].decimals
        case e.PointsOf() | e.ValueNumber() | e.Rounded():
            return term.scale
        case e.Accrued():
            return term.rates.scale
        case e.Product(left, right):
            return left.scale + right.scale
        case e.Least(items) | e.Greatest(items) | e.Choose(_, items):
            return max(item.scale for item in items)
        case e.Within(inner):
            return digits(inner, questions)
        case _:
            return 0


def is_dated(term: e.Term, questions: Mapping[str, Question]) -> bool:
    """Whether a term is the number of a day."""
    match term:
        case e.NumberOf(question):
            return questions[question].is_date
        case e.ValueNumber():
            return term.dated
        case e.Least(items) | e.Greatest(items) | e.Choose(_, items):
            return items[0].dated
        case e.Shifted() | e.OnWeekday():
            return True
        case e.Within(inner):
            return is_dated(inner, questions)
        case _:
            return False


def is_endless(total: e.Sum) -> bool:
    """Whether a sum may have no last decimal."""
    return any(is_endless_term(term) for _, term in total.terms)


def is_endless_term(term: e.Term) -> bool:
    match term:
        case e.Quotient():
            return True
        case e.Product(one, other):
            return is_endless(one) or is_endless(other)
        case e.Least(items) | e.Greatest(items) | e.Choose(_, items):
            return any(map(is_endless, items))
        case _:
            return False


def term_range(term: e.Term, names: Names) -> Interval:
    match term:
        case e.NumberOf(question):
            return names.questions[question].range
        case e.CountOf(question):
            return 0, len(names.questions[question].options)
        case e.Count(items):
            return 0, len(items)
        case e.PointsOf(question, points):
            amounts = [amount for _, amount in points]
            if isinstance(names.questions[question].domain, Words):
                return min(amounts), max(amounts)
            return sum(a for a in amounts if a < 0), sum(a for a in amounts if a > 0)
        case e.ValueNumber(name):
            return names.values[name].low, names.values[name].high
        case _:
            return computed_range(term, names)


def computed_range(term: e.Computed, names: Names) -> Interval:
    match term:
        case e.Product(left, right):
            return corners(range_of(left, names), range_of(right, names))
        case e.Quotient(numerator, denominator):
            top, bottom = (range_of(x, names) for x in level(numerator, denominator))
            ends = bottom if bottom[0] > 0 else (1, max(bottom[1], 1))
            return corners(top, ends, divided)
        case e.Rounded(how, _, step):
            unit, finer = rounding(term)
            low, high = (ROUNDINGS[how](x, unit) for x in range_of(finer, names))
            return step * low, step * high
        case e.Least(items) | e.Greatest(items):
            extreme = min if isinstance(term, e.Least) else max
            lows, highs = zip(*(range_of(x, names) for x in level(*items)), strict=True)
            return extreme(lows), extreme(highs)
        case e.Choose(_, items):
            return hull(chain.from_iterable(range_of(x, names) for x in level(*items)))
        case e.Within(inner, least, most):
            ends = term_range(inner, names)
            return min(max(ends[0], least), most), min(max(ends[1], least), most)
        case e.Elapsed() | e.Shifted() | e.OnWeekday() | e.Accrued():
            return calendar_range(term, names)
        case _:
            assert_never(term)


def calendar_range(term: e.Calendar, names: Names) -> Interval:
    match term:
        case e.Elapsed():
            low, high = free_range(term, names)
            least, most = kept_apart(term, names.questions)
            low = low if least is None else max(low, least)
            return low, high if most is None else min(high, most)
        case e.Shifted(day, months):
            (low, high), (least, most) = days(day, names), days(months, names)
            return shifted(low, least), shifted(high, most)
        case e.OnWeekday():
            how, other, rest = weekly(term)
            low, high = (ROUNDINGS[how](x, 7) for x in range_of(other, names))
            return 7 * low + rest, 7 * high + rest
        case e.Accrued(rates=rates, first=first, last=last):
            (least, most), (low, high) = days(first, names), days(last, names)
            return accrued(rates.steps, most, low), accrued(rates.steps, least, high)
        case _:
            assert_never(term)


def free_range(term: e.Elapsed, names: Names) -> tuple[int, int]:
    """Return how long it can be between two dates that know nothing of each other."""
    if term.unit == "weeks":
        low, high = days(term.end.minus(term.start), names)
        return low // SIZES["weeks"], high // SIZES["weeks"]
    (first, last), (low, high) = days(term.start, names), days(term.end, names)
    return elapsed(term.unit, last, low), elapsed(term.unit, first, high)


def days(total: e.Sum, names: Names) -> tuple[int, int]:
    """Return the least and the greatest whole number that a sum of those can be."""
    low, high = map(int, range_of(total, names))
    return low, high


def weekly(term: e.OnWeekday) -> tuple[str, e.Sum, int]:
    """Return how days are rounded to weeks, which, and what is added to these."""
    other = e.Sum(term.day.terms, term.day.constant - term.weekday)
    return ("floor" if term.how == "before" else "ceil"), other, term.weekday


def range_of(total: e.Sum, names: Names) -> Interval:
    """Return between what a sum is; a date that moves with today is never far from it.

    What any answers would let it be may be more than what those of one day do.
    """
    low, high = free_range_of(total, names)
    found = beside_today(total, names.questions)
    if found is None:
        return low, high
    factor, asked = found
    today = names.questions[TODAY]
    pair = e.NumberOf(asked.id), e.NumberOf(TODAY)
    rest = attrs.evolve(total, terms=tuple(x for x in total.terms if x[1] not in pair))
    (least, most), near = range_of(rest, names), days_to(asked, today)
    free = asked.range[0] - today.range[1], asked.range[1] - today.range[0]
    ends = [one if end is None else end for end, one in zip(near, free, strict=True)]
    start, stop = sorted(factor * end for end in ends)
    return max(low, least + start), min(high, most + stop)


def free_range_of(total: e.Sum, names: Names) -> Interval:
    """Return between what a sum is whose terms know nothing of each other."""
    low: Exact = total.constant
    high: Exact = total.constant
    for factor, term in total.terms:
        ends = [factor * end for end in term_range(term, names)]
        low, high = low + min(ends), high + max(ends)
    return low, high


def level(*items: e.Sum) -> tuple[e.Sum, ...]:
    """Return numbers with the same digits after the point."""
    scale = max(item.scale for item in items)
    return tuple(item.rescaled(scale) for item in items)


def rounding(term: e.Rounded) -> tuple[int, e.Sum]:
    """Return the step of a rounding, and what is rounded, in units of one scale."""
    finer = term.item.rescaled(max(term.item.scale, term.scale))
    return term.step * 10 ** (finer.scale - term.scale), finer
