"""Limits of numbers: too large, divided by zero, held against what they never are."""

import ast
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import gcd
from typing import get_args

import triage.language.ast as e
from triage.base.answer import tidy
from triage.base.limits import LIMITS
from triage.base.wording import shortened
from triage.language.computed import ending
from triage.language.exact import Exact
from triage.language.ranges import is_endless, range_of
from triage.language.scope import Resolver

COMPUTED = get_args(e.Computed)


class NumberLimits:
    """Refuse the numbers in one condition that can be no number, or never are one."""

    def __init__(self, names: Resolver) -> None:
        self.names = names
        self.scope = names.scope

    def refuse_zero(self, divisor: e.Sum, left: ast.expr, right: ast.expr) -> None:
        """Refuse a division by what may be zero; a module alone cannot know of all."""
        low, high = range_of(divisor, self.scope)
        if low <= 0 <= high and not self.scope.is_free(divisor):
            shown, whole = self.names.shown(right), self.names.between(left, right)
            ends = f"it goes from {written(low, divisor)} to {written(high, divisor)}"
            if low == high:
                message, advice = f"`{shown}` is 0, and divides", "use another number"
            else:
                message = f"`{shown}` may be 0 in `{shortened(whole.text)}`: {ends}"
                advice = (
                    f"give it a `min` above 0, or write `max({shown}, 0.1)` or "
                    f"`… if {shown} > 0 else …`"
                )
            raise self.names.fail(right, message, advice, "T310")

    def refuse_large(self, total: e.Sum, node: ast.expr) -> None:
        """Refuse numbers that not every engine could hold exactly."""
        most = LIMITS.inner_digits if is_computed(total) else LIMITS.digits
        self.refuse_digits(total, node, most)

    def refuse_product(self, total: e.Sum, node: ast.expr) -> None:
        if is_computed(total):
            self.refuse_large(total, node)

    def refuse_digits(self, total: e.Sum, node: ast.expr, most: int) -> None:
        low, high = range_of(total, self.scope)
        if max(-low, high) >= 10**most:
            message = f"the numbers here can have more than {most} digits"
            raise self.names.fail(node, message, "use smaller numbers", "T309")

    def refuse_unreached(
        self, constant: e.Sum, side: e.Sum, node: ast.expr, *, exactly: bool
    ) -> None:
        """Refuse a constant beyond the other side, or between what that takes.

        What goes by what a module needs is another number in each tree that runs it.
        """
        if self.scope.is_free(side):
            return
        scale = max(constant.scale, side.scale)
        limit, moved = constant.rescaled(scale).constant, side.rescaled(scale)
        low, high = range_of(moved, self.scope)
        step = gcd(*(factor * step_of(term) for factor, term in moved.terms))
        if not low <= limit <= high:
            advice = f"it goes from {written(low, moved)} to {written(high, moved)}"
        elif exactly and not is_endless(side) and (limit - moved.constant) % step:
            advice = f"it goes in steps of {tidy(Decimal(step).scaleb(-scale))}"
        else:
            return
        shown = shortened(side.span.text) if side.span else "it"
        message = f"`{shown}` is never {self.names.shown(node)}"
        raise self.names.fail(node, message, advice, "T304")


def step_of(term: e.Term) -> int:
    return term.step if isinstance(term, e.Rounded) else 1


def is_computed(total: e.Sum) -> bool:
    return any(isinstance(term, COMPUTED) for _, term in total.terms)


def written(number: Exact, total: e.Sum) -> str:
    """Return a number of units of a sum as authors write it, to three digits if long.

    What is dated is a day.

    >>> written(125, e.Sum((), 0, 1)), written(Fraction(1, 3), e.Sum((), 0, 0))
    ('12.5', '0.333')
    """
    if total.dated:
        return date.fromordinal(int(number)).isoformat()
    exact = Fraction(number) / 10**total.scale
    kept = ending(exact)
    places = kept if kept is not None and kept <= LIMITS.digits else 3
    return f"{tidy(Decimal(round(exact * 10**places)).scaleb(-places)):f}"
