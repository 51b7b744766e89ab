"""Type checking of numbers: every one a sum of terms, in units of its last decimal."""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal

import attrs

import triage.language.ast as e
from triage.base.answer import tidy
from triage.base.exceptions import TreeError
from triage.base.limits import LIMITS
from triage.base.question import Question
from triage.base.text import Span
from triage.language.computed import (
    Bounds,
    alone,
    chosen,
    met,
    multiplied,
    narrowed,
    quotient,
    rounded,
)
from triage.language.linear import decimals, fold
from triage.language.number_limits import NumberLimits
from triage.language.ranges import is_endless, term_range
from triage.language.scope import (
    AMOUNTS,
    ANY,
    CHOICE,
    DATES,
    FUNCTIONS,
    NUMBERS,
    Resolver,
)
from triage.language.typecheck_dates import DateTyper


class NumberTyper:
    """Type the numbers in one condition; the conditions they count are handed out."""

    def __init__(
        self,
        names: Resolver,
        condition: Callable[[ast.expr], e.Condition],
        known: Mapping[str, Bounds],
    ) -> None:
        self.names = names
        self.scope = names.scope
        self.condition = condition
        self.limits = NumberLimits(names)
        self.dates = DateTyper(names, self.number)
        self.known = known  # what tests around a part say of names

    def is_number(self, node: ast.expr) -> bool:
        match node:
            case ast.Constant() | ast.BinOp() | ast.UnaryOp(op=ast.USub()):
                return True
            case ast.IfExp(body=body, orelse=other):
                return self.is_number(body) or self.is_number(other)
            case ast.Call(func=ast.Name(id=function)):
                return function in (*NUMBERS, *DATES)
            case ast.Name() if self.dates.day(node):
                return True
            case ast.Name(id=name) if name in self.scope.questions:
                return self.scope.questions[name].is_number
            case ast.Name(id=name) if name in self.scope.values:
                return isinstance(self.scope.values[name].body, e.Sum)
            case _:
                return False

    def number(self, node: ast.expr) -> e.Sum:
        found = attrs.evolve(self._number(node), span=self.names.span(node))
        if found.dated:
            self.dates.refuse_outside(found, node)
        return found

    def named_number(self, name: str, node: ast.expr) -> e.Sum:
        """Return what a name stands for, which has a last decimal."""
        found = self.number(node)
        self.refuse_endless(name, found, node)
        return found

    def refuse_endless(self, name: str, found: e.Sum, node: ast.expr) -> None:
        if is_endless(found):
            message = f"`{name}` has no last decimal"
            advice = "say how many digits it keeps, with `decimals:`"
            raise self.names.fail(node, message, advice, "T311")
        self.limits.refuse_digits(found, node, LIMITS.digits)

    def _number(self, node: ast.expr) -> e.Sum:
        match node:
            case ast.Constant(col_offset=start, end_col_offset=end):
                constant = tidy(Decimal(self.names.text.value[start:end]))
                kept = decimals(constant)
                return e.Sum((), int(constant.scaleb(kept)), kept)
            case ast.Name():
                if day := self.dates.day(node):
                    return e.Sum((), day.toordinal(), dated=True)
                return self.alone(self.named(node, self.names.span(node)))
            case ast.UnaryOp(op=ast.USub(), operand=item):
                return self.plain(item, node).times(-1)
            case ast.BinOp(left=left, op=operator, right=right):
                return self.arithmetic(node, left, operator, right)
            case ast.IfExp(test=test, body=body, orelse=other):
                return self.chosen(test, body, other, self.names.span(node))
            case ast.Call(func=ast.Name() as name):
                return self.called(node, name, node.args, self.names.span(node))
            case _:
                raise self.no_number(node)

    def plain(self, node: ast.expr, around: ast.expr) -> e.Sum:
        """Return a number that is no date, for what is calculated around it."""
        found = self.number(node)
        if found.dated:
            raise self.dates.calculated(around)
        return found

    def alike(self, nodes: Sequence[ast.expr]) -> tuple[e.Sum, ...]:
        """Return some numbers, or some dates, among which one is chosen."""
        found = tuple(map(self.number, nodes))
        self.dates.refuse_unlike(nodes, found)
        return found

    def no_number(self, node: ast.expr) -> TreeError:
        message = f"`{self.names.shown(node)}` is not a number"
        advice = "use a number, a number question, `count(…)` or `points(…)`"
        return self.names.fail(node, message, advice)

    def called(
        self, node: ast.Call, name: ast.Name, parts: list[ast.expr], span: Span
    ) -> e.Sum:
        questions = self.scope.questions
        match name.id, parts:
            case "points", [only]:
                question = self.names.question(only, CHOICE)
                points, kept = self.points(question)
                return self.alone(e.PointsOf(question.id, points, kept, span=span))
            case "count", [ast.Name(id=one)] if (
                one in questions and questions[one].kind in ANY
            ):
                return self.alone(e.CountOf(one, span=span))
            case "count", [_, *_]:
                items = tuple(map(self.condition, parts))
                return self.alone(e.Count(items, span=span))
            case "min", [_, _, *_]:
                return self.alone(e.Least(self.alike(parts), span=span))
            case "max", [_, _, *_]:
                return self.alone(e.Greatest(self.alike(parts), span=span))
            case "round" | "floor" | "ceil", [item] | [item, _]:
                return self.rounded(name.id, self.plain(item, node), parts[1:], span)
        if name.id in DATES:
            return self.dates.called(node, name.id, parts, span)
        if name.id in NUMBERS:
            raise self.names.miscounted(node, name.id, len(parts))
        if name.id in FUNCTIONS:
            raise self.no_number(node)
        raise self.names.unknown(name, "function", FUNCTIONS)

    def alone(self, term: e.Term) -> e.Sum:
        return alone(term, self.scope)

    def named(self, node: ast.Name, span: Span) -> e.Term:
        found: e.NumberOf | e.ValueNumber
        match self.scope.values.get(node.id):
            case None:
                name = self.names.defined(node)
                found = e.NumberOf(self.names.question(name, AMOUNTS).id, span=span)
            case e.Value(body=e.Sum(scale=scale, dated=dated)):
                found = e.ValueNumber(node.id, scale, dated, span=span)
            case e.Value(options=[_, *_]) as value:
                raise self.names.is_word(value, node, "number")
            case _:
                message = f"`{node.id}` is a condition, not a number"
                raise self.names.fail(node, message, f"count it: `count({node.id})`")
        ends = self.known.get(node.id)
        if ends is None or ends == term_range(found, self.scope):
            return found
        return e.Within(found, *ends, span=span)

    def arithmetic(
        self, node: ast.expr, left: ast.expr, operator: ast.operator, right: ast.expr
    ) -> e.Sum:
        if moved := self.dates.moved(left, operator, right):
            return moved
        self.names.refuse_path(node)
        one, other = self.number(left), self.number(right)
        if one.dated or other.dated:
            raise self.dates.misused(node, left, operator, right, one, other)
        match operator:
            case ast.Add():
                return one.plus(other)
            case ast.Sub():
                return one.minus(other)
            case ast.Mult():
                found = multiplied(one, other, self.scope)
            case _:
                self.limits.refuse_zero(other, left, right)
                found = quotient(one, other, self.scope)
        self.limits.refuse_product(found, node)
        return found

    def chosen(
        self, test: ast.expr, body: ast.expr, other: ast.expr, span: Span
    ) -> e.Sum:
        """Return one number or another; each knows what the test says of names."""
        when = self.condition(test)
        with self.knowing(when, holds=True):
            then = self.number(body)
        with self.knowing(when, holds=False):
            otherwise = self.number(other)
        self.dates.refuse_unlike((body, other), (then, otherwise))
        if isinstance(when, e.Always):
            return then if when.holds else otherwise
        return chosen([when], [then, otherwise], self.scope, span)

    @contextmanager
    def knowing(self, test: e.Condition, *, holds: bool) -> Iterator[None]:
        before = self.known
        self.known = met([before, narrowed(test, self.scope, holds=holds)])
        try:
            yield
        finally:
            self.known = before

    def rounded(self, how: str, item: e.Sum, step: list[ast.expr], span: Span) -> e.Sum:
        """Return a number rounded to a step, which is a plain number above zero."""
        size = self.number(step[0]) if step else e.Sum((), 1)
        if size.terms or size.constant <= 0:
            message = f"`{self.names.shown(step[0])}` is not a step to round to"
            advice = "use a plain number above 0, such as `0.01` or `5`"
            raise self.names.fail(step[0], message, advice)
        return rounded(how, item, size, self.scope, span)

    def points(self, question: Question) -> tuple[e.Points, int]:
        """Return the points of options, whole, and how many digits they keep."""
        known = self.scope.points
        if question.id not in known:
            worth = {option.id: tidy(option.points) for option in question.options}
            kept = max(map(decimals, worth.values()))
            whole = ((name, int(p.scaleb(kept))) for name, p in worth.items())
            known[question.id] = tuple(sorted(whole)), kept
        return known[question.id]

    def compared(
        self, left: ast.expr, operator: str, right: ast.expr, span: Span
    ) -> e.Condition:
        """Return a comparison of two numbers, unequal read as equal."""
        one, other = self.number(left), self.number(right)
        self.dates.refuse_mixed(left, right, one, other)
        operator = "==" if operator == "!=" else operator
        found = e.Compare(one, operator, other, span=span)
        self.limits.refuse_large(found.difference, left)
        for constant, side, node in ((other, one, right), (one, other, left)):
            if side.terms and not constant.terms:
                exactly = operator == "=="
                self.limits.refuse_unreached(constant, side, node, exactly=exactly)
        return fold(found, self.scope)
