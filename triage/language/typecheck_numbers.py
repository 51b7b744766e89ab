"""Type checking of numbers: every one a linear sum, in units of its last decimal."""

import ast
from collections.abc import Callable
from decimal import Decimal
from math import gcd

import triage.language.ast as e
from triage.base.answer import tidy
from triage.base.limits import LIMITS
from triage.base.question import Question
from triage.base.text import Span
from triage.base.wording import shortened
from triage.language.linear import decimals, digits, fold, range_of
from triage.language.scope import AMOUNTS, ANY, CHOICE, FUNCTIONS, NUMBERS, Resolver


class NumberTyper:
    """Type the numbers in one condition; the conditions they count are handed out."""

    def __init__(
        self, names: Resolver, condition: Callable[[ast.expr], e.Condition]
    ) -> None:
        self.names = names
        self.scope = names.scope
        self.condition = condition

    def is_number(self, node: ast.expr) -> bool:
        match node:
            case ast.Constant() | ast.BinOp() | ast.UnaryOp(op=ast.USub()):
                return True
            case ast.Call(func=ast.Name(id=function)):
                return function in NUMBERS
            case ast.Name(id=name) if name in self.scope.questions:
                return self.scope.questions[name].is_number
            case ast.Name(id=name) if name in self.scope.values:
                return isinstance(self.scope.values[name].body, e.Sum)
            case _:
                return False

    def number(self, node: ast.expr) -> e.Sum:
        found, span = self._number(node), self.names.span(node)
        return e.Sum(found.terms, found.constant, found.scale, span=span)

    def _number(self, node: ast.expr) -> e.Sum:
        span = self.names.span(node)
        match node:
            case ast.Constant(col_offset=start, end_col_offset=end):
                constant = tidy(Decimal(self.names.text.value[start:end]))
                kept = decimals(constant)
                return e.Sum((), int(constant.scaleb(kept)), kept)
            case ast.Name():
                return self.alone(self.named(node, span))
            case ast.UnaryOp(op=ast.USub(), operand=item):
                return self.number(item).times(-1)
            case ast.BinOp(left=left, op=operator, right=right):
                return self.arithmetic(node, left, operator, right)
            case ast.Call(func=ast.Name(id="points"), args=[only]):
                question = self.names.question(only, CHOICE)
                points, kept = self.points(question)
                return self.alone(e.PointsOf(question.id, points, kept, span=span))
            case ast.Call(func=ast.Name(id="count"), args=[ast.Name(id=name)]) if (
                name in self.scope.questions and self.scope.questions[name].kind in ANY
            ):
                return self.alone(e.CountOf(name, span=span))
            case ast.Call(func=ast.Name(id="count"), args=[_, *_] as parts):
                items = tuple(map(self.condition, parts))
                return self.alone(e.Count(items, span=span))
            case ast.Call(func=ast.Name(id=word), args=parts) if word in NUMBERS:
                raise self.names.miscounted(node, word, len(parts))
            case ast.Call(func=ast.Name() as name) if name.id not in FUNCTIONS:
                raise self.names.unknown(name, "function", FUNCTIONS)
            case _:
                message = f"`{self.names.shown(node)}` is not a number"
                advice = "use a number, a number question, `count(…)` or `points(…)`"
                raise self.names.fail(node, message, advice)

    def alone(self, term: e.Term) -> e.Sum:
        return e.Sum(((1, term),), 0, digits(term, self.scope.questions))

    def named(self, node: ast.Name, span: Span) -> e.Term:
        match self.scope.values.get(node.id):
            case None:
                name = self.names.defined(node)
                return e.NumberOf(self.names.question(name, AMOUNTS).id, span=span)
            case e.Value(body=e.Sum(scale=scale)):
                return e.ValueNumber(node.id, scale, span=span)
        message = f"`{node.id}` is a condition, not a number"
        raise self.names.fail(node, message, f"count it: `count({node.id})`")

    def arithmetic(
        self, node: ast.expr, left: ast.expr, operator: ast.operator, right: ast.expr
    ) -> e.Sum:
        one, other = self.number(left), self.number(right)
        if isinstance(operator, ast.Add):
            return one.plus(other)
        if isinstance(operator, ast.Sub):
            return one.minus(other)
        if one.terms and other.terms:
            message = "two answers are multiplied with each other"
            raise self.names.fail(node, message, "multiply with a plain number only")
        total, factor = (one, other) if one.terms else (other, one)
        return total.times(factor.constant, factor.scale)

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
        operator = "==" if operator == "!=" else operator
        found = e.Compare(one, operator, other, span=span)
        self.refuse_large(found.difference, left)
        for constant, side, node in ((other, one, right), (one, other, left)):
            if side.terms and not constant.terms:
                self.refuse_unreached(constant, side, node, exactly=operator == "==")
        return fold(found, self.scope)

    def refuse_large(self, total: e.Sum, node: ast.expr) -> None:
        """Refuse numbers that not every engine could hold exactly."""
        if max(map(abs, range_of(total, self.scope))) >= 10**LIMITS.digits:
            message = f"the numbers here can have more than {LIMITS.digits} digits"
            raise self.names.fail(node, message, "use smaller numbers", "T309")

    def refuse_unreached(
        self, constant: e.Sum, side: e.Sum, node: ast.expr, *, exactly: bool
    ) -> None:
        """Refuse a constant beyond the other side, or between what that takes."""
        scale = max(constant.scale, side.scale)
        limit, moved = constant.rescaled(scale).constant, side.rescaled(scale)
        low, high = range_of(moved, self.scope)
        step = gcd(*(factor for factor, _ in moved.terms))
        if not low <= limit <= high:
            least, most = (tidy(Decimal(end).scaleb(-scale)) for end in (low, high))
            advice = f"it goes from {least} to {most}"
        elif exactly and (limit - moved.constant) % step:
            advice = f"it goes in steps of {tidy(Decimal(step).scaleb(-scale))}"
        else:
            return
        shown = shortened(side.span.text) if side.span else "it"
        message = f"`{shown}` is never {self.names.shown(node)}"
        raise self.names.fail(node, message, advice, "T304")
