"""Arithmetic: what is made of whole numbers and fractions, as SQL.

Only what every database does alike is used: nothing below zero is divided.
"""

from triage.base.immutable import immutable
from triage.frames.database.dialects import Dialect
from triage.frames.database.logic import bare
from triage.frames.database.statement import Statement, case
from triage.frames.database.wholes import (
    Number,
    Whole,
    against_zero,
    constant,
    product,
    total,
)
from triage.language.months import CALENDAR, ROOM


@immutable
class Arithmetic:
    """Make numbers of numbers, as a database calculates."""

    dialect: Dialect
    statement: Statement

    def times(self, one: Number, other: Number) -> Number:
        return Number(product(one.top, other.top), product(one.bottom, other.bottom))

    def divided(self, one: Number, other: Number) -> Number:
        bottom = product(one.bottom, other.top)
        return Number(product(one.top, other.bottom), bottom)

    def best(self, how: str, one: Number, other: Number) -> Number:
        """Return the lesser or the greater of two numbers."""
        a, b = one.top, other.top
        best = min if how == "min" else max
        if one.bottom == other.bottom:
            if a.constant is not None and b.constant is not None:
                return Number(constant(best(a.low, b.low)), one.bottom)
            call = self.dialect.least if how == "min" else self.dialect.greatest
            found = f"{call}({bare(a.text)}, {bare(b.text)})"
            ends = best(a.low, b.low), best(a.high, b.high)
            return Number(Whole(found, *ends, a.wide or b.wide), one.bottom)
        gap = total([(1, product(a, other.bottom)), (-1, product(b, one.bottom))])
        test = against_zero(gap, "<" if how == "min" else ">")
        return self.chosen(test, one, other)

    def chosen(self, test: str, then: Number, other: Number) -> Number:
        """Return one of two numbers, by what does not wait."""
        pairs = (then.top, other.top), (then.bottom, other.bottom)
        top, bottom = (
            a
            if a == b
            else Whole(
                f"CASE WHEN {test} THEN {bare(a.text)} ELSE {bare(b.text)} END",
                min(a.low, b.low),
                max(a.high, b.high),
                a.wide or b.wide,
            )
            for a, b in pairs
        )
        return Number(top, bottom)

    def rounded(self, how: str, number: Number, unit: int) -> Number:
        """Return how many units a number is, rounded in one of three ways."""
        if how == "round":
            return self.nearest(number, unit)
        if how == "floor":
            return self.floor(number, unit)
        turned = Number(total([(-1, number.top)]), number.bottom)
        return Number(total([(-1, self.floor(turned, unit).top)]))

    def floor(self, number: Number, unit: int) -> Number:
        return self.over(number.top, product(number.bottom, constant(unit)))

    def over(self, top: Whole, bottom: Whole) -> Number:
        """Return a quotient, rounded down: databases do so above zero alone."""
        if top.constant is not None and bottom.constant is not None:
            return Number(constant(top.low // bottom.low))
        lifted = max(0, -(top.low // bottom.low))
        raised = total([(1, top), (lifted, bottom)])
        text = f"({raised.text} {self.dialect.divided} {bottom.text})"
        most, wide = raised.high // bottom.low, raised.wide or bottom.wide
        return Number(total([(1, Whole(text, 0, most, wide))], -lifted))

    def nearest(self, number: Number, unit: int) -> Number:
        """Return how many units are nearest, from the middle away from zero."""
        top, bottom = number.top, product(number.bottom, constant(unit))
        twice = product(bottom, constant(2))

        def units(sign: int) -> Whole:
            size = total([(2 * sign, top), (1, bottom)])
            return total([(sign, self.over(size, twice).top)])

        if top.low >= 0:
            return Number(units(1))
        if top.high <= 0:
            return Number(units(-1))
        test = f"{top.text} >= 0"
        return self.chosen(test, Number(units(1)), Number(units(-1)))

    def calendar(self, how: str, number: Number) -> Number:
        """Return the mark of a day, or the day of a mark; both are whole."""
        found = number.top
        low, high = (CALENDAR[how](end) for end in (found.low, found.high))
        if found.constant is not None:
            return Number(constant(low))
        made = self._day(found) if how == "day" else self._mark(found, how)
        return Number(Whole(self.statement.define(made), low, high))

    def _mark(self, day: Whole, how: str) -> str:
        define, dialect = self.statement.define, self.dialect
        here = define(dialect.dated(day.text))
        if how == "mark":
            return dialect.mark(here)
        after = define(dialect.dated(total([(1, day)], 1).text))
        last = f"WHEN {dialect.parts(after)[2]} = 1"
        year, month, _ = dialect.parts(here)
        end = f"{ROOM} * (12 * {year} + {month} - 1) + {ROOM - 1}"
        return case([f"{last} THEN {end}"], dialect.mark(here))

    def _day(self, place: Whole) -> str:
        define, dialect = self.statement.define, self.dialect
        here = define(bare(place.text))
        month = define(f"{here} {dialect.divided} {ROOM}")
        first, after = dialect.first(month), dialect.first(f"({month} + 1)")
        return f"{dialect.least}({first} + {here} % {ROOM}, {after}) - 1"
