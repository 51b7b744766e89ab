"""Conditions and numbers put together: exact, and folded where nothing can change.

Sums are brought to one scale and their like terms merged, so that ``0.1 * 3 <= 0.3``
holds everywhere. A comparison that the ranges decide is what it always is.
"""

from collections.abc import Callable, Mapping
from typing import assert_never

import attrs

from triage.base.question import Level, Question
from triage.base.text import Span
from triage.language.ast import (
    Always,
    And,
    Compare,
    Condition,
    Count,
    CountOf,
    Not,
    NumberOf,
    Or,
    PointsOf,
    Sum,
    Term,
    Value,
    ValueNumber,
)

Points = tuple[tuple[str, int], ...]
"""Options, and what each is worth."""


@attrs.frozen
class Scope:
    """Say what the names in a condition stand for.

    Args:
        questions: The questions of the tree by id.
        values: The values typed so far, by id.
        levels: The urgency scale by id; None where `urgency` is not allowed.
        advisable: The recommendations by id that `advised` and `ends` may name;
            None where these are not allowed.
        points: The points of the options of questions, worked out once.
    """

    questions: Mapping[str, Question]
    values: Mapping[str, Value]
    levels: Mapping[str, Level] | None = None
    advisable: frozenset[str] | None = None
    points: dict[str, tuple[Points, int]] = attrs.field(factory=dict, eq=False)


def term_range(term: Term, scope: Scope) -> tuple[int, int]:
    """Return the least and greatest value of a term."""
    match term:
        case NumberOf(question):
            return scope.questions[question].range
        case CountOf(question):
            return 0, len(scope.questions[question].options)
        case Count(items):
            return 0, len(items)
        case PointsOf(question, points):
            amounts = [amount for _, amount in points]
            if scope.questions[question].type == "one_of":
                return min(amounts), max(amounts)
            return sum(a for a in amounts if a < 0), sum(a for a in amounts if a > 0)
        case ValueNumber(name):
            return scope.values[name].low, scope.values[name].high
        case _:
            assert_never(term)


def span_of_sum(total: Sum, scope: Scope) -> tuple[int, int]:
    """Return the least and greatest value of a sum, by interval arithmetic."""
    low = high = total.constant
    for factor, term in total.terms:
        ends = [factor * end for end in term_range(term, scope)]
        low, high = low + min(ends), high + max(ends)
    return low, high


def times(total: Sum, factor: int, digits: int = 0) -> Sum:
    """Return a sum multiplied by ``factor * 10 ** -digits``."""
    return Sum(
        tuple((factor * f, term) for f, term in total.terms if factor),
        factor * total.constant,
        total.scale + digits,
        span=total.span,
    )


def rescale(total: Sum, scale: int) -> Sum:
    """Return the same sum with more digits after the point."""
    return times(total, 10 ** (scale - total.scale), scale - total.scale)


def plus(left: Sum, right: Sum) -> Sum:
    """Return the sum of two sums, like terms merged."""
    scale = max(left.scale, right.scale)
    left, right = rescale(left, scale), rescale(right, scale)
    merged: dict[Term, int] = {}
    for factor, term in left.terms + right.terms:
        merged[term] = merged.get(term, 0) + factor
    terms = tuple((factor, term) for term, factor in merged.items() if factor)
    return Sum(terms, left.constant + right.constant, scale)


def compare(left: Sum, operator: str, right: Sum, span: Span) -> Compare:
    """Return a comparison with its difference brought to one side."""
    if operator in (">", ">="):
        difference = plus(right, times(left, -1))
    else:
        difference = plus(left, times(right, -1))
    return Compare(left, operator, right, difference, span=span)


def fold(comparison: Compare, scope: Scope) -> Condition:
    """Return a comparison, or what it always is within the ranges."""
    low, high = span_of_sum(comparison.difference, scope)
    always, never = {
        "==": (low == high == 0, low > 0 or high < 0),
        "<": (high < 0, low >= 0),
        "<=": (high <= 0, low > 0),
    }[comparison.operator.replace(">", "<")]
    if always or never:
        return Always(always, span=comparison.span)
    return comparison


def join(
    make: Callable[..., And | Or], items: list[Condition], span: Span
) -> Condition:
    """Return all or any of some conditions, without those that decide nothing."""
    decisive = make is Or
    if any(item == Always(decisive) for item in items):
        return Always(decisive, span=span)
    left = [item for item in items if not isinstance(item, Always)]
    if not left:
        return Always(not decisive, span=span)
    return left[0] if len(left) == 1 else make(tuple(left), span=span)


def negate(item: Condition, span: Span) -> Condition:
    """Return the opposite of a condition."""
    if isinstance(item, Always):
        return Always(not item.holds, span=span)
    return Not(item, span=span)
