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
from triage.language.ranges import Bodies, Names, digits, free_range_of, range_of

FEW = 100
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
    is_day = comparison.left.dated  # limits are said so, and hold of what is asked
    low, high = (free_range_of if is_day else range_of)(comparison.difference, names)
    always, never = {
        "==": (low == high == 0, low > 0 or high < 0),
        "<": (high < 0, low >= 0),
        "<=": (high <= 0, low > 0),
    }[comparison.operator.replace(">", "<")]
    return e.Always(always, span=comparison.span) if always or never else comparison


def pivot(comparison: e.Compare, names: Names) -> str:
    """Return the number that is asked for without which nobody can compare, if any.

    With it at its least the comparison holds and at its greatest it fails, or the other
    way round, whatever all else is. So no two can, and of two halves of the numbers one
    at most does so together.
    """
    some = [*islice(e.parts_through([comparison], names.values), FEW)]
    left = sorted({part.question for part in some if isinstance(part, e.NumberOf)})
    if not left or len(some) == FEW:
        return ""
    while len(left) > 1:
        half = left[: len(left) // 2]
        left = half if turns(comparison, half, names) else left[len(half) :]
    return left[0] if turns(comparison, left, names) else ""


def turns(comparison: e.Compare, some: Iterable[str], names: Names) -> bool:
    """Return whether some numbers at their ends decide it, at each the other way."""
    asked = {name: names.questions[name] for name in some}
    ends = (
        {name: attrs.evolve(x, maximum=x.minimum) for name, x in asked.items()},
        {name: attrs.evolve(x, minimum=x.maximum) for name, x in asked.items()},
    )
    sure = set[bool]()
    for end in ends:
        held = Bodies({**names.questions, **end}, names.values)
        one = fold(comparison, held)
        if not isinstance(one, e.Always):
            return False
        sure.add(one.holds)
    return len(sure) == len(ends)


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
