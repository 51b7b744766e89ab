"""Wholes: whole numbers and fractions as SQL, each with how large it can become.

A database overflows in silence or in the middle of a query. So the ends of every number
are known beforehand, and a tree with one that is too large is refused.
"""

from collections.abc import Iterable, Sequence

import attrs

from triage.base.immutable import immutable
from triage.frames.database.dialects import Unsayable

LARGEST = 2**63 - 1
"""The greatest whole number of 64 bits."""

SHORT = 2**31 - 1
"""That of 32 bits, of which literals are taken to be."""


@immutable
class Whole:
    """Hold a whole number: its text, its ends, and whether it is one of 64 bits.

    A text is a name, a literal, a call or a CASE, or else in brackets. Of a sum, it is
    also kept which terms are added and taken away, and which constant is.
    """

    text: str
    low: int
    high: int
    wide: bool = True
    terms: tuple[tuple[str, str], ...] = attrs.field(default=(), eq=False, repr=False)
    more: int = attrs.field(default=0, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if max(-self.low, self.high) > LARGEST:
            raise Unsayable(
                "this tree has numbers of more than 18 digits, which no database keeps "
                "whole: decide with `tree.decide`"
            )

    @property
    def constant(self) -> int | None:
        return self.low if self.low == self.high else None


def constant(number: int) -> Whole:
    return Whole(str(number), number, number, wide=abs(number) > SHORT)


ONE = constant(1)


def total(terms: Iterable[tuple[int, Whole]], more: int = 0) -> Whole:
    """Return a sum of numbers, each times a factor, and of a constant.

    >>> total([(1, Whole('"a"', 0, 9)), (-2, Whole('"b"', 0, 9))], 3)
    Whole(text='("a" - 2 * "b" + 3)', low=-15, high=12, wide=True)
    """
    parts, low, high, wide = list[tuple[str, str]](), 0, 0, False
    for factor, term in terms:
        if term.constant is not None:
            more += factor * term.constant
            continue
        ends = sorted((factor * term.low, factor * term.high))
        low, high, wide = low + ends[0], high + ends[1], wide or term.wide
        size = "" if abs(factor) == 1 else f"{abs(factor)} * "
        parts.append(("-" if factor < 0 else "+", f"{size}{term.text}"))
    if not parts:
        return constant(more)
    parts.sort(key=lambda part: part[0] == "-")  # one with a plus first, if there is
    most = max(high, -low, high + more, -low - more)
    if not wide and most > SHORT:
        parts[0] = parts[0][0], f"CAST({parts[0][1]} AS BIGINT)"
        wide = True
    Whole("", low, high)  # nothing on the way may be too large either
    constants = [("-" if more < 0 else "+", str(abs(more)))] if more else []
    text = listed([*parts, *constants])
    single = parts == [("+", text)] and "*" not in text
    text = text if single else f"({text})"
    return Whole(text, low + more, high + more, wide, (*parts,), more)


def listed(parts: Sequence[tuple[str, str]]) -> str:
    """Return terms, each with its sign, as they are written one after the other."""
    (sign, first), *rest = parts
    first = f"-{first}" if sign == "-" else first
    return " ".join((first, *(f"{sign} {part}" for sign, part in rest)))


TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def against_zero(number: Whole, how: str) -> str:
    """Return how a number compares with zero, without what only turns it around.

    >>> against_zero(total([(-1, Whole('"age"', 0, 120))], 64), "<")
    '"age" > 64'
    """
    if not number.terms:
        return f"{number.text} {how} 0"
    if number.terms[0][0] == "-":  # all of them are taken away
        parts = [("+", part) for _, part in number.terms]
        return f"{listed(parts)} {TURNED[how]} {number.more}"
    return f"{listed(number.terms)} {how} {-number.more}"


def product(one: Whole, other: Whole) -> Whole:
    """Return a product."""
    for this, that in ((one, other), (other, one)):
        if this.constant is not None:
            return total([(this.constant, that)]) if this.constant else constant(0)
    ends = [a * b for a in (one.low, one.high) for b in (other.low, other.high)]
    wide, text = one.wide or other.wide, one.text
    if not wide and max(map(abs, ends)) > SHORT:
        wide, text = True, f"CAST({text} AS BIGINT)"
    return Whole(f"({text} * {other.text})", min(ends), max(ends), wide)


@immutable
class Number:
    """Hold a number: a whole one over another, which is above zero."""

    top: Whole
    bottom: Whole = ONE

    def __attrs_post_init__(self) -> None:
        if self.bottom.low < 1:
            raise Unsayable(
                "this tree divides by what may be zero: decide with `tree.decide`"
            )


def added(terms: Iterable[tuple[int, Number]], more: int) -> Number:
    """Return a sum of numbers, over what all of them divide by."""
    found = [*terms]
    bottoms = {each.bottom.text: each.bottom for _, each in found}
    bottoms.pop(ONE.text, None)
    if not bottoms:
        return Number(total([(factor, each.top) for factor, each in found], more))
    common, tops = ONE, list[tuple[int, Whole]]()
    for bottom in bottoms.values():
        common = product(common, bottom)
    for factor, each in found:
        top = each.top
        for text, bottom in bottoms.items():
            top = top if text == each.bottom.text else product(top, bottom)
        tops.append((factor, top))
    return Number(total([*tops, (more, common)]), common)
