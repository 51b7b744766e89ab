"""Mutation operators: an expression with one small mistake in it, and what it is.

A limit is off by one, a part is forgotten, or something is taken for what it is not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from math import gcd
from typing import Any, NamedTuple

import attrs

import triage.language.ast as e
from triage.base.immutable import immutable
from triage.base.question import Question
from triage.base.text import Span
from triage.language.english import English
from triage.language.exact import ROUNDINGS


class Edit(NamedTuple):
    """Hold what takes the place of a part, what was done in words, and where.

    Whether it moved a ``limit`` is known of it, too.
    """

    new: Any
    says: str
    span: Span | None
    limit: bool = False


def within(whole: Any, field: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    for edit in edits:
        yield edit._replace(new=attrs.evolve(whole, **{field: edit.new}))


def each(
    items: tuple[Any, ...], edits: Callable[[Any], Iterable[Edit]]
) -> Iterator[Edit]:
    for index, item in enumerate(items):
        for edit in edits(item):
            yield edit._replace(new=(*items[:index], edit.new, *items[index + 1 :]))


@immutable
class Mistakes:
    """Make mistakes in expressions about some questions."""

    questions: Mapping[str, Question]
    values: Mapping[str, e.Value]

    @property
    def words(self) -> English:
        return English(self.questions, self.values)

    def of(self, expr: e.Expr) -> Iterator[Edit]:
        """Yield an expression with each mistake, at the top and then further inside."""
        moved = [*self.limits(expr)]
        yield from moved
        others = [edit.new for edit in moved]  # to forget the first is to move a limit
        yield from (edit for edit in self.forgotten(expr) if edit.new not in others)
        yield from self.taken(expr)
        yield from self.computed(expr)
        yield from self.dates(expr)
        for edit in each(e.children(expr), self.of):
            new = e.rebuild(expr, edit.new)
            if not is_negated_twice(new) and not is_limit(new, others):
                yield edit._replace(new=new)

    def limits(self, expr: e.Expr) -> Iterator[Edit]:
        """Yield a comparison with its limit one step higher, and one lower."""
        if isinstance(expr, e.Is | e.ValueIs):
            yield from self.places(expr)
        if not isinstance(expr, e.Compare):
            return
        difference = expr.difference
        step = gcd(*(factor for factor, _ in difference.terms))
        field = "right" if expr.left.terms else "left"
        limit = getattr(expr, field).rescaled(difference.scale)
        for way, by in (("higher", step), ("lower", -step)):
            moved = attrs.evolve(limit, constant=limit.constant + by)
            says = f"{self.words.of(expr)}: the limit is one step {way}"
            new = attrs.evolve(expr, **{field: moved})
            yield Edit(new, says, expr.span, limit=True)

    def places(self, expr: e.Is | e.ValueIs) -> Iterator[Edit]:
        """Yield the options on one side of a limit, with one more of them, and less."""
        asked, count = self.asked(expr), len(expr.answers)
        options = tuple(asked.choices)
        least = expr.answers == options[:count]
        if not asked.ordered or not (least or expr.answers == options[-count:]):
            return
        limit = count if least else len(options) - count
        for way, place in (("higher", limit + 1), ("lower", limit - 1)):
            moved = options[:place] if least else options[place:]
            says = f"{self.words.of(expr)}: the limit is one option {way}"
            yield Edit(attrs.evolve(expr, answers=moved), says, expr.span, limit=True)

    def asked(self, expr: e.Is | e.ValueIs) -> Question | e.Value:
        if isinstance(expr, e.Is):
            return self.questions[expr.question]
        return self.values[expr.value]

    def forgotten(self, expr: e.Expr) -> Iterator[Edit]:
        """Yield an expression without one of its parts, or of the answers it lists."""
        match expr:
            case e.And(items) | e.Or(items) | e.Count(items) if len(items) > 1:
                for index, item in enumerate(items):
                    rest = items[:index] + items[index + 1 :]
                    alone = len(rest) == 1 and not isinstance(expr, e.Count)
                    new = rest[0] if alone else attrs.evolve(expr, items=rest)
                    says = f"`{self.words.of(item)}` is forgotten"
                    yield Edit(new, says, item.span)
            case e.Is(name, answers) | e.ValueIs(name, answers) if len(answers) > 1:
                for answer in answers:
                    others = tuple(other for other in answers if other != answer)
                    says = f"`{answer}` is forgotten among the answers to `{name}`"
                    yield Edit(attrs.evolve(expr, answers=others), says, expr.span)

    def computed(self, expr: e.Expr) -> Iterator[Edit]:
        """Yield a number that is rounded, bounded or counted in another way."""
        others: list[e.Term] = []
        match expr:
            case e.Rounded(how):
                hows = [word for word in ROUNDINGS if word != how]
                others = [attrs.evolve(expr, how=word) for word in hows]
            case e.Elapsed(unit, start, end):
                others = [e.Elapsed(unit, end, start, span=expr.span)]
            case e.Accrued(name, rates, first, last):
                others = [e.Accrued(name, rates, last, first, span=expr.span)]
            case e.OnWeekday(how):
                other = "after" if how == "before" else "before"
                others = [attrs.evolve(expr, how=other)]
            case e.Least(items):
                others = [e.Greatest(items, span=expr.span)]
            case e.Greatest(items):
                others = [e.Least(items, span=expr.span)]
            case e.Choose(tests, items):
                swapped = [
                    (*items[:n], items[n + 1], items[n], *items[n + 2 :])
                    for n in range(len(tests))
                ]
                others = [e.Choose(tests, new, span=expr.span) for new in swapped]
            case e.Pick():
                yield from self.picked(expr)
        for new in others:
            words = self.words.term(new)
            says = f"`{self.words.term(expr)}` is taken for `{words}`"  # type: ignore[arg-type]
            yield Edit(new, says, expr.span)

    def dates(self, expr: e.Expr) -> Iterator[Edit]:
        """Yield a date that is a day later or earlier, or its months or years are."""
        match expr:
            case e.Sum(constant=days, scale=scale, dated=True) if days:
                unit, field, step = "day", "constant", 10**scale
                said, moved = (
                    self.words.number(expr),
                    {n: days + n * step for n in SHIFTS},
                )
            case e.Shifted(months=e.Sum(terms=(), constant=months) as total):
                unit = "month" if months % MONTHS else "year"
                step = 1 if months % MONTHS else MONTHS
                field, said = "months", self.words.term(expr)
                moved = {
                    n: attrs.evolve(total, constant=months + n * step) for n in SHIFTS
                }
            case _:
                return
        for by, way in SHIFTS.items():
            new = attrs.evolve(expr, **{field: moved[by]})
            yield Edit(new, f"{said}: the date is a {unit} {way}", expr.span)

    def picked(self, expr: e.Pick) -> Iterator[Edit]:
        """Yield what is one of some words with two neighbours of these swapped."""
        items = expr.items
        for n, (one, other) in enumerate(pairwise(items)):
            if one != other:
                swapped = (*items[:n], other, one, *items[n + 2 :])
                words = [self.words.worded(item, "") for item in (one, other)]
                says = f"{words[0]} and {words[1]} are swapped"
                yield Edit(attrs.evolve(expr, items=swapped), says, one.span)

    def taken(self, expr: e.Expr) -> Iterator[Edit]:
        """Yield a condition taken for its opposite, or for one surer or less sure."""
        new: e.Condition
        match expr:
            case e.Maybe(item):
                new = e.Surely(item, span=expr.span)
            case e.Surely(item):
                new = e.Maybe(item, span=expr.span)
            case e.Not(item):
                new = item
            case e.Compare(operator="==") | e.Chosen():
                new = e.Not(expr, span=expr.span)
            case e.Is(question) if self.questions[question].type == "one_of":
                new = e.Not(expr, span=expr.span)
            case e.ValueIs():
                new = e.Not(expr, span=expr.span)
            case _:
                return
        says = f"`{self.words.of(expr)}` is taken for `{self.words.of(new)}`"
        yield Edit(new, says, expr.span)


SHIFTS = {1: "later", -1: "earlier"}
MONTHS = 12


def is_limit(expr: e.Expr, moved: Iterable[e.Expr]) -> bool:
    """Whether a comparison is the same as one whose limit moved."""
    same = (x.difference for x in moved if isinstance(x, e.Compare))
    return isinstance(expr, e.Compare) and expr.difference in same


def is_negated_twice(expr: e.Expr) -> bool:
    return isinstance(expr, e.Not) and isinstance(expr.item, e.Not)
