"""Unparser: an expression as an author would write it, with the fewest parentheses.

What is read from the text is the same expression again. Only an expression that no text
says, such as `unsure` of two conditions, comes out as words that nobody can load.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import chain, pairwise
from typing import TypeAlias, assert_never

import triage.language.ast as e
from triage.base.answer import tidy
from triage.base.dates import WEEKDAYS
from triage.base.immutable import immutable
from triage.base.question import Question
from triage.language.date_sums import Addend, Gap, apart, length_of, weekday_of
from triage.language.linear import decimals, product
from triage.language.ranges import digits

CHOICE, OR, AND, NOT, RELATION, SUM, PRODUCT, NAME = range(8)
"""How tightly an expression holds together, the loosest first."""

WORDS = {
    e.Maybe: "maybe",
    e.Surely: "surely",
    e.Count: "count",
    e.CountOf: "count",
    e.PointsOf: "points",
    e.Least: "min",
    e.Greatest: "max",
    e.Open: "unsure",
    e.Unsure: "unsure",
    e.UnsureNumber: "unsure",
    e.UnsureWord: "unsure",
    e.Asked: "asked",
    e.Answered: "answered",
    e.Advised: "advised",
    e.Ends: "ends",
}

Part: TypeAlias = e.Expr | Gap | date

TENTHS = "2 * 0.5 * "
"""One, with a digit after the point: of ``1.0`` the reader drops the zero."""


@immutable
class Unparser:
    """Write expressions over some questions and values.

    >>> import triage
    >>> tree = triage.load("qsofa")
    >>> Unparser(tree.questions, tree.values).text(tree.values["score"].body)
    'count(respiratory_rate >= 22, altered, systolic <= 100)'
    """

    questions: Mapping[str, Question]
    values: Mapping[str, e.Value]

    def text(self, expr: Part) -> str:
        return self.bound(expr)[0]

    def within(self, strength: int, expr: Part) -> str:
        """Return a part of a larger text, in parentheses where it would fall apart."""
        text, own = self.bound(expr)
        return text if own >= strength else f"({text})"

    def bound(self, expr: Part) -> tuple[str, int]:
        """Return an expression as text, and how tightly it holds together."""
        if isinstance(expr, date | Gap):
            return self.dated(expr), NAME
        relation = self.relation(expr)
        if relation:
            return " ".join(relation), RELATION
        match expr:
            case e.And(items) | e.Or(items):
                word, own = ("and", AND) if isinstance(expr, e.And) else ("or", OR)
                words = (self.within(own + 1, item) for item in items)
                return f" {word} ".join(words), own
            case e.Not(item):
                return f"not {self.within(NOT, item)}", NOT
            case e.Sum():
                return self.total(expr)
            case e.Product(left, right):
                one, other = self.within(PRODUCT, left), self.within(NAME, right)
                return f"{one} * {other}", PRODUCT
            case e.Quotient(top, bottom):
                one, other = self.within(PRODUCT, top), self.within(NAME, bottom)
                return f"{one} / {other}", PRODUCT
            case e.Choose(tests, items) | e.Pick(tests, items):
                rows = zip(items, tests, strict=False)
                chosen = [
                    f"{self.within(OR, item)} if {self.within(OR, test)} else "
                    for item, test in rows
                ]
                return "".join(chosen) + self.text(items[-1]), CHOICE
            case e.Elapsed() | e.Shifted() | e.OnWeekday() | e.Accrued():
                return self.calendar(expr)
            case _:
                return self.atom(expr), NAME

    def calendar(self, term: e.Calendar) -> tuple[str, int]:
        match term:
            case e.Elapsed(unit, start, end):
                return f"{unit}({self.text(start)}, {self.text(end)})", NAME
            case e.Shifted(day, months):
                unit, sign, length = length_of(months)
                by = f"{unit}({self.text(length)})"
                return f"{self.within(SUM, day)} {sign} {by}", SUM
            case e.OnWeekday(how, day, number):
                word = WEEKDAYS[number - 1].lower()
                return f"on_or_{how}({self.text(day)}, {word})", NAME
            case e.Accrued(name, _, one, other):
                return f"accrued({name}, {self.text(one)}, {self.text(other)})", NAME
            case _:
                assert_never(term)

    def relation(self, expr: e.Expr) -> tuple[str, ...]:  # noqa: C901
        """Return what is written with operators, and these; empty for the rest."""
        match expr:
            case e.Compare(left, operator, right):
                return self.compared(left, operator, right)
            case e.Is(name, (option,)) | e.ValueIs(name, (option,)) if option != "yes":
                return name, "==", option
            case e.Is(name, options) | e.ValueIs(name, options) if options != ("yes",):
                return name, "in", f"[{', '.join(options)}]"
            case e.Chosen(question, option):
                return option, "in", question
            case e.Always(holds):
                return "0", "==", "0" if holds else "1"
            case e.Urgent(_, level):
                return "urgency", ">=", level
            case e.And((e.Urgent(rank, level), e.Not(e.Urgent(above)))):
                return ("urgency", "==", level) if above == rank + 1 else ()
            case e.And(items) if is_chain(items):
                first, *rest = map(self.relation, items)
                return first + tuple(chain.from_iterable(link[1:] for link in rest))
            case e.Not(item):
                match self.relation(item):
                    case (one, "==", other):
                        return one, "!=", other
                    case (one, "in", other):
                        return one, "not in", other
                    case ("urgency", ">=", other):
                        return "urgency", "<", other
        return ()

    def compared(self, left: e.Sum, operator: str, right: e.Sum) -> tuple[str, ...]:
        name = weekday_of(left, right) if operator == "==" else ""
        if name:
            return f"weekday({self.text(right)})", "==", name.lower()
        return self.within(SUM, left), operator, self.within(SUM, right)

    def atom(self, expr: e.Expr) -> str:
        values = self.values
        match expr:
            case e.Is(key) | e.ValueHolds(key) | e.NumberOf(key) | e.ValueNumber(key):
                return key
            case e.Word(key) | e.AnswerOf(key) | e.ValueWord(key):
                return key
            case e.Within(inner):
                return self.atom(inner)
            case e.Rounded(how, item, step, scale):
                size = f"{tidy(Decimal(step).scaleb(-scale)):f}"
                to = "" if size == "1" else f", {size}"
                return f"{how}({self.text(item)}{to})"
            case e.Advised(name) | e.Ends(name):
                inside = name
            case e.Asked((name,)) | e.Answered((name,)):
                inside = name
            case e.Asked(questions) | e.Answered(questions):
                used = {n: e.questions_in(v.body, values) for n, v in values.items()}
                same = (name for name in values if used[name] == {*questions})
                inside = next(same, ", ".join(questions))
            case e.Unsure(e.Always() as body):
                same = (name for name in values if values[name].body == body)
                inside = next(same, self.text(body))
            case _:
                named = e.own_questions(expr)
                inside = ", ".join(named or map(self.text, e.children(expr)))
        return f"{WORDS[type(expr)]}({inside})"

    def total(self, total: e.Sum) -> tuple[str, int]:
        """Return a sum, a date first, as text, and how tightly it holds together."""
        first, pairs = apart(total, self.questions)
        if first is None:
            return self.added(pairs, total.scale)
        match pairs:
            case []:
                return self.bound(first)
            case [(factor, term)] if factor < 0:
                sign, (length, _) = "-", self.added([(-factor, term)], total.scale)
            case _:
                sign, (length, _) = "+", self.added(pairs, total.scale)
        return f"{self.within(SUM, first)} {sign} days({length})", SUM

    def added(self, pairs: list[Addend], scale: int) -> tuple[str, int]:
        """Return addends, the constant last, or first where the rest has a minus."""
        *_, (last, constant) = pairs
        if constant is None and pairs[0][0] < 0 < last:
            pairs = [pairs[-1], *pairs[:-1]]
        kept = [
            decimals(factor) + (0 if term is None else self.digits(term))
            for factor, term in pairs
        ]
        padding = "" if scale in kept else TENTHS * (scale - kept[0])
        match pairs:
            case [(factor, Gap() | e.Node() as term)] if factor == 1 and not padding:
                return self.bound(term)
        words = [self.addend(*pairs[0], alone=() if padding else (1,))]
        words += [self.addend(*pair, alone=(1, -1)) for pair in pairs[1:]]
        sign = "-" * words[0].startswith("-")
        words[0] = f"{sign}{padding}{words[0].removeprefix('-')}"
        text = " + ".join(words).replace("+ -", "- ")
        alone = len(pairs) == 1 and not sign
        return text, (PRODUCT if pairs[0][1] or padding else NAME) if alone else SUM

    def addend(
        self, factor: Decimal, term: e.Term | Gap | None, *, alone: tuple[int, ...]
    ) -> str:
        """Return an addend, without its factor where that can stand ``alone``."""
        plain = isinstance(term, e.Product) and begins_plainly(term)
        strength = PRODUCT if plain or factor in alone else NAME
        return product(factor, term, partial(self.within, strength), " * ")

    def dated(self, found: date | Gap) -> str:
        if isinstance(found, date):
            return found.isoformat()
        return f"days({self.text(found.start)}, {self.text(found.end)})"

    def digits(self, term: e.Term | Gap) -> int:
        return 0 if isinstance(term, Gap) else digits(term, self.questions)


def begins_plainly(term: e.Product) -> bool:
    """Whether a number before a product counts for all of it, without brackets."""
    match term.left:
        case e.Sum(((1, e.Product() as inner),), 0):
            return begins_plainly(inner)
        case e.Sum(((1, inner),), 0):
            return not isinstance(inner, e.Quotient)
        case _:
            return False


def is_chain(items: tuple[e.Condition, ...]) -> bool:
    """Whether conditions go on from one another, as do the two of `1 <= days < 5`."""
    links = [item for item in items if isinstance(item, e.Compare)]
    return (
        len(links) == len(items)
        and len({link.operator[0] for link in links}) == 1
        and all(one.right == other.left for one, other in pairwise(links))
    )
