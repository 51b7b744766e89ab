"""Type checking of dates: a day is a number that only dates are compared with."""

import ast
from collections.abc import Callable, Sequence
from datetime import date

import triage.language.ast as e
from triage.base.dates import LAST_DAY, WEEKDAYS
from triage.base.exceptions import TreeError
from triage.base.suggest import did_you_mean
from triage.base.text import Span
from triage.base.wording import many
from triage.language.computed import alone
from triage.language.linear import fold
from triage.language.parser import DAY, ISO
from triage.language.ranges import is_endless, range_of
from triage.language.scope import BY_WEEKDAY, UNITS, Resolver

OF_WEEK = {name.lower(): number % 7 for number, name in enumerate(WEEKDAYS, 1)}
"""The days of the week, as the number of each such date is by seven."""

LENGTHS = {"days": 1, "weeks": 7, "months": 1, "years": 12}
"""How many days, or else months, there are in a unit of time."""


class DateTyper:
    """Type what is said of dates in one condition; the parts are handed out."""

    def __init__(self, names: Resolver, number: Callable[[ast.expr], e.Sum]) -> None:
        self.names = names
        self.number = number

    def day(self, node: ast.expr) -> date | None:
        """Return the day that is written at a place, if one is."""
        if not isinstance(node, ast.Name) or not DAY.fullmatch(node.id):
            return None
        written = self.names.text.value[node.col_offset : node.end_col_offset]
        return date.fromisoformat(written) if ISO.fullmatch(written) else None

    def dated(self, node: ast.expr) -> e.Sum:
        """Return a date, where nothing else will do."""
        found = self.number(node)
        if not found.dated:
            message = f"`{self.names.shown(node)}` is not a date"
            raise self.names.fail(node, message, "write a date, as in `2026-04-01`")
        return found

    def called(
        self, node: ast.expr, word: str, parts: list[ast.expr], span: Span
    ) -> e.Sum:
        """Return the number or date that a function of dates is."""
        if word in BY_WEEKDAY:
            return self.by_weekday(node, word, parts, span)
        if word in UNITS:
            return self.between(node, word, parts, span)
        if word == "accrued":
            return self.accrued(node, parts, span)
        shown = self.names.shown(node)
        message = f"`{shown}` is a day of the week, and no number"
        raise self.names.fail(node, message, f"compare it: `{shown} == saturday`")

    def between(
        self, node: ast.expr, word: str, parts: list[ast.expr], span: Span
    ) -> e.Sum:
        """Return how long it is from one date to another."""
        match parts:
            case [first, last]:
                return self.elapsed(word, self.dated(first), self.dated(last), span)
            case [only]:
                length = self.names.shown(only)
                message = f"`{word}({length})` is a length"
                advice = (
                    "it stands behind `+` or `-` of a date; between two dates write "
                    f"`{word}(a, b)`"
                )
                raise self.names.fail(node, message, advice)
        raise self.names.miscounted(node, word, len(parts))

    def elapsed(self, unit: str, start: e.Sum, end: e.Sum, span: Span) -> e.Sum:
        if unit == "days":
            return end.minus(start)
        return self.alone(e.Elapsed(unit, start, end, span=span))

    def accrued(self, node: ast.expr, parts: list[ast.expr], span: Span) -> e.Sum:
        """Return a rate added up over the days from one to another."""
        match parts:
            case [table, start, end]:
                name, rates = self.rates(table)
                first, last = self.dated(start), self.dated(end)
                begins = range_of(first, self.names.scope)[0]
                if begins < rates.steps[0][0]:
                    known, begun = (
                        date.fromordinal(int(x)) for x in (rates.steps[0][0], begins)
                    )
                    message = f"`{self.names.shown(table)}` says nothing before {known}"
                    shown = self.names.shown(start)
                    advice = f"begin the table earlier: `{shown}` begins at {begun}"
                    raise self.names.fail(start, message, advice, "T312")
                return self.alone(e.Accrued(name, rates, first, last, span=span))
        raise self.names.miscounted(node, "accrued", len(parts))

    def rates(self, node: ast.expr) -> tuple[str, e.Rates]:
        """Return the id of a table of rates, and what it says."""
        name = self.names.defined(node).id
        value = self.names.scope.values.get(name)
        if value is None or value.rates is None:
            message = f"`{name}` is no table of rates by days"
            advice = (
                "name a value such as `{by: today, from: {2025-04-06: 8}}`, with plain "
                "numbers that are not below 0"
            )
            raise self.names.fail(node, message, advice)
        return value.id, value.rates

    def alone(self, term: e.Calendar) -> e.Sum:
        """Return a term as a sum; of plain days it is a plain number or day."""
        found = alone(term, self.names.scope)
        if any(isinstance(x, e.Sum) and x.terms for x in e.children(term)):
            return found
        constant = int(range_of(found, self.names.scope)[0])
        return e.Sum((), constant, found.scale, found.dated)

    def by_weekday(
        self, node: ast.expr, word: str, parts: list[ast.expr], span: Span
    ) -> e.Sum:
        """Return the date before or after another that is a day of the week."""
        match parts:
            case [day, name]:
                how, weekday = BY_WEEKDAY[word], self.weekday(name)
                found = e.OnWeekday(how, self.dated(day), weekday, span=span)
                return self.alone(found)
        raise self.names.miscounted(node, word, len(parts))

    def weekday(self, node: ast.expr) -> int:
        shown = self.names.shown(node)
        if shown not in OF_WEEK:
            message = f"`{shown}` is no day of the week"
            raise self.names.fail(node, message, did_you_mean(shown, OF_WEEK), "T201")
        return OF_WEEK[shown]

    def is_weekday(self, call: ast.Call, name: ast.expr, span: Span) -> e.Condition:
        """Return whether a date is a day of the week: then it is the last such day."""
        if len(call.args) != 1:
            raise self.names.miscounted(call, "weekday", len(call.args))
        day, weekday = self.dated(call.args[0]), self.weekday(name)
        last = self.alone(e.OnWeekday("before", day, weekday, span=span))
        return fold(e.Compare(last, "==", day, span=span), self.names.scope)

    def moved(
        self, left: ast.expr, operator: ast.operator, right: ast.expr
    ) -> e.Sum | None:
        """Return a date moved by a length; None where there is no length."""
        length = length_in(right)
        if length is None or isinstance(operator, ast.Mult | ast.Div):
            return None
        word, many_of_it = length
        size = LENGTHS[word] if isinstance(operator, ast.Add) else -LENGTHS[word]
        day, moved = self.dated(left), self.whole(many_of_it, word).times(size)
        if word in ("days", "weeks"):
            return day.plus(moved).as_date()
        span = self.names.between(left, right)
        return self.alone(e.Shifted(day, moved, span=span))

    def whole(self, node: ast.expr, word: str) -> e.Sum:
        found, shown = self.number(node), self.names.shown(node)
        if found.dated:
            advice = f"write a whole number of {word}"
            raise self.names.fail(node, f"`{shown}` is a date, not a length", advice)
        if found.scale or is_endless(found):
            message = f"`{word}({shown})` needs a whole number"
            kept = many(found.scale, "decimal") if found.scale else "no last decimal"
            advice = f"`{shown}` has {kept}"
            raise self.names.fail(node, message, advice)
        return found

    def misused(
        self,
        node: ast.expr,
        left: ast.expr,
        operator: ast.operator,
        right: ast.expr,
        first: e.Sum,
        second: e.Sum,
    ) -> TreeError:
        """Return what is wrong where a date is added, subtracted or multiplied."""
        one, other = self.names.shown(left), self.names.shown(right)
        if isinstance(operator, ast.Mult | ast.Div):
            return self.calculated(node)
        if first.dated and second.dated:
            if isinstance(operator, ast.Add):
                message, advice = "two dates are added", "add a length to one of them"
            else:
                message = "two dates are subtracted"
                advice = f"write `days({other}, {one})`"
        elif first.dated:
            sign = "+" if isinstance(operator, ast.Add) else "-"
            message = f"`{other}` is a number, and `{one}` a date"
            advice = f"write `{one} {sign} days({other})`"
        else:
            message = f"`{other}` is a date, and `{one}` a number"
            advice = f"write the date first: `{other} + days({one})`"
        return self.names.fail(node, message, advice)

    def calculated(self, node: ast.expr) -> TreeError:
        advice = "calculate with the days between two dates: `days(a, b)`"
        return self.names.fail(node, "a date is calculated with as a number", advice)

    def refuse_unlike(self, nodes: Sequence[ast.expr], found: Sequence[e.Sum]) -> None:
        """Refuse a choice among dates and numbers."""
        for node, item in zip(nodes, found, strict=True):
            if item.dated != found[0].dated:
                first, other = self.names.shown(nodes[0]), self.names.shown(node)
                raise self.names.fail(node, *unlike(first, other, item))

    def refuse_mixed(
        self, left: ast.expr, right: ast.expr, one: e.Sum, other: e.Sum
    ) -> None:
        """Refuse the comparison of a date with a number."""
        if one.dated != other.dated:
            day, number = (left, right) if one.dated else (right, left)
            shown = self.names.shown(day), self.names.shown(number)
            message = f"the date `{shown[0]}` is compared with the number `{shown[1]}`"
            advice = "write a day as `2026-04-01`, or count: `days(a, b)`"
            raise self.names.fail(number, message, advice)

    def refuse_outside(self, found: e.Sum, node: ast.expr) -> None:
        """Refuse a date that may be no day of the calendar."""
        low, high = range_of(found, self.names.scope)
        if low < 1 or high > LAST_DAY:
            side = "before the year 1" if low < 1 else "after the year 9999"
            message = f"`{self.names.shown(node)}` can be a day {side}"
            raise self.names.fail(node, message, "use a shorter length", "T309")


def length_in(node: ast.expr) -> tuple[str, ast.expr] | None:
    """Return a unit, and how many there are of it, where a part is a length of time."""
    match node:
        case ast.Call(func=ast.Name(id=word), args=[only]) if word in UNITS:
            return word, only
    return None


def unlike(first: str, other: str, found: e.Sum) -> tuple[str, str]:
    """Return what is wrong where one of two is a date, and advice."""
    kinds = ("a number", "a date") if found.dated else ("a date", "a number")
    message = f"`{other}` is {kinds[1]}, and `{first}` {kinds[0]}"
    return message, "let all be dates, or all numbers"
