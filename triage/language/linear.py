"""Linear sums as authors write them, and comparisons that nothing can change, folded.

Every number is a whole number of the last decimal, so that ``0.1 * 3 <= 0.3`` holds
everywhere. A comparison that the ranges decide is what it always is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any

import attrs

import triage.language.ast as e
from triage.base.answer import tidy
from triage.base.question import Question
from triage.base.text import Span
from triage.language.ranges import Bodies, Names, digits, range_of

FEW = 200
"""The parts of a comparison, those of its values included, that are looked into."""


def decimals(number: Decimal) -> int:
    """Return how many digits a tidy number has after the point."""
    return -int(number.as_tuple().exponent)


def addends(
    total: e.Sum, questions: Mapping[str, Question]
) -> Iterator[tuple[Decimal, e.Term | None]]:
    """Yield terms with their factors as authors write them, then the constant alone."""
    for factor, term in total.terms:
        yield tidy(Decimal(factor).scaleb(digits(term, questions) - total.scale)), term
    if total.constant or not total.terms:
        yield tidy(Decimal(total.constant).scaleb(-total.scale)), None


def product(
    factor: Decimal, term: object, word: Callable[[Any], str], times: str
) -> str:
    """Return an addend as text, without a factor that is 1 or -1."""
    if term is None:
        return f"{factor:f}"
    if abs(factor) == 1:
        return f"{'-' if factor < 0 else ''}{word(term)}"
    return f"{factor:f}{times}{word(term)}"


def fold(comparison: e.Compare, names: Names) -> e.Condition:
    """Return a comparison, or what it always is within the ranges."""
    low, high = range_of(comparison.difference, names)
    always, never = {
        "==": (low == high == 0, low > 0 or high < 0),
        "<": (high < 0, low >= 0),
        "<=": (high <= 0, low > 0),
    }[comparison.operator.replace(">", "<")]
    return e.Always(always, span=comparison.span) if always or never else comparison


def pivots(comparison: e.Compare, names: Names) -> Iterator[str]:
    """Yield the numbers that are asked for, and without which nobody can compare.

    With such a number at its least a comparison holds and at its greatest it fails, or
    the other way round, whatever all else is.
    """
    some = [*islice(e.parts_through([comparison], names.values), FEW)]
    asked = {part.question for part in some if isinstance(part, e.NumberOf)}
    for name in sorted(asked) if len(some) < FEW else ():
        found = names.questions[name]
        ends = (
            attrs.evolve(found, maximum=found.minimum),
            attrs.evolve(found, minimum=found.maximum),
        )
        at_ends = [fold(comparison, held(end, names)) for end in ends]
        sure = {one.holds for one in at_ends if isinstance(one, e.Always)}
        if len(sure) == len(ends):
            yield name


def held(question: Question, names: Names) -> Names:
    """Return what names stand for where one question is another."""
    return Bodies({**names.questions, question.id: question}, names.values)


def join(
    make: type[e.And | e.Or], items: Iterable[e.Condition], span: Span
) -> e.Condition:
    """Return all or any of some conditions, without those that decide nothing."""
    decisive = e.Always(make is e.Or, span=span)
    neutral = e.Always(make is e.And, span=span)
    left = [item for item in items if item != neutral]
    if decisive in left:
        return decisive
    if not left:
        return neutral
    return left[0] if len(left) == 1 else make(tuple(left), span=span)


def negate(item: e.Condition, span: Span) -> e.Condition:
    if isinstance(item, e.Always):
        return e.Always(not item.holds, span=span)
    return e.Not(item, span=span)
