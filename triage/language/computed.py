"""Computed numbers: sums multiplied, divided and chosen among, each made in one form.

A plain factor stands before a product, and a divisor is above zero. What a test says
of a name, the branch behind the test knows.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import triage.language.ast as e
from triage.base.text import Span
from triage.language.ranges import (
    Names,
    digits,
    is_dated,
    is_endless,
    range_of,
    term_range,
)

Bounds = tuple[int, int]
"""The least and the greatest that a test leaves to a name, in units of its own."""


def alone(term: e.Term, names: Names) -> e.Sum:
    questions = names.questions
    dated = is_dated(term, questions)
    return e.Sum(((1, term),), 0, digits(term, questions), dated)


def multiplied(one: e.Sum, other: e.Sum, names: Names) -> e.Sum:
    if not other.terms:
        return one.times(other.constant, other.scale)
    if not one.terms:
        return other.times(one.constant, one.scale)
    (first, left), (second, right) = primitive(one, names), primitive(other, names)
    kept = one.scale - left.scale + other.scale - right.scale
    return alone(e.Product(left, right), names).times(first * second, kept)


def primitive(total: e.Sum, names: Names) -> tuple[int, e.Sum]:
    """Return the factor of a term that stands alone, and the term; or 1 and the sum."""
    match total:
        case e.Sum(((factor, term),), 0):
            return factor, alone(term, names)
        case _:
            return 1, total


def quotient(one: e.Sum, other: e.Sum, names: Names) -> e.Sum:
    """Return a quotient by what is never zero; by a plain number, a sum if it ends."""
    if not other.terms:
        found = Fraction(10**other.scale, other.constant)
        kept = ending(found)
        if kept is not None:
            return one.times(int(found * 10**kept), kept)
    if range_of(other, names)[1] < 0:
        one, other = one.times(-1), other.times(-1)
    return alone(e.Quotient(one, other), names)


def chosen(
    tests: Iterable[e.Condition], items: Iterable[e.Sum], names: Names, span: Span
) -> e.Sum:
    """Return a choice; one that is itself the last of its numbers is a part of it."""
    *before, last = items
    match last.terms:
        case ((_, e.Choose(more, others) as inner),) if last == alone(inner, names):
            tests, before, last = (*tests, *more), [*before, *others[:-1]], others[-1]
    return alone(e.Choose(tuple(tests), (*before, last), span=span), names)


def rounded(
    how: str, item: e.Sum, size: e.Sum, names: Names, span: Span | None = None
) -> e.Sum:
    """Return a number rounded to a multiple of a plain number, if that changes it."""
    if not is_endless(item) and item.scale <= size.scale and size.constant == 1:
        return item
    return alone(e.Rounded(how, item, size.constant, size.scale, span=span), names)


def ending(number: Fraction) -> int | None:
    """Return how many digits after the point a number has; None for ever so many.

    >>> ending(Fraction(1, 8)), ending(Fraction(1, 3))
    (3, None)
    """
    rest, kept = number.denominator, 0
    while rest % 10 == 0 or rest % 5 == 0 or rest % 2 == 0:
        rest //= 10 if rest % 10 == 0 else 5 if rest % 5 == 0 else 2
        kept += 1
    return kept if rest == 1 else None


def narrowed(test: e.Condition, names: Names, *, holds: bool) -> dict[str, Bounds]:
    """Return what names can be once a test with plain numbers holds, or does not."""
    match test:
        case e.Not(item):
            return narrowed(item, names, holds=not holds)
        case e.Surely(item) if holds:
            return narrowed(item, names, holds=True)
        case e.Maybe(item) if not holds:
            return narrowed(item, names, holds=False)
        case e.And(items) | e.Or(items) if isinstance(test, e.And) is holds:
            return met(narrowed(item, names, holds=holds) for item in items)
        case e.Compare(operator=operator, difference=difference):
            return compared(operator, difference, names, holds=holds)
        case _:
            return {}


def met(found: Iterable[Mapping[str, Bounds]]) -> dict[str, Bounds]:
    """Return what names can be when all of some bounds hold."""
    both: dict[str, Bounds] = {}
    for bounds in found:
        for name, (low, high) in bounds.items():
            least, most = both.get(name, (low, high))
            both[name] = max(least, low), min(most, high)
    return both


def compared(
    operator: str, difference: e.Sum, names: Names, *, holds: bool
) -> dict[str, Bounds]:
    match difference.terms:
        case ((factor, e.NumberOf() | e.ValueNumber() | e.Within() as term),):
            low, high = map(int, term_range(term, names))
            name = term.term if isinstance(term, e.Within) else term
        case _:
            return {}
    room = -difference.constant - ("=" not in operator)
    if operator == "==":
        sides = [(factor, room), (-factor, -room)] if holds else []
    else:
        sides = [(factor, room) if holds else (-factor, -room - 1)]
    for by, most in sides:  # as many times the number as this are at most that
        low, high = (
            (low, min(high, most // by)) if by > 0 else (max(low, -(-most // by)), high)
        )
    word = name.question if isinstance(name, e.NumberOf) else name.value
    return {word: (low, high)}
