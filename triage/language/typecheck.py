"""From a syntax tree to a typed condition: names resolved, numbers made exact."""

import ast
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from math import gcd

from triage.base.diagnostics import Finding
from triage.base.exceptions import TreeError
from triage.base.limits import LIMITS
from triage.base.question import UNSURE, Question, tidy
from triage.base.suggest import did_you_mean, shortened
from triage.base.text import Span, Text
from triage.language.ast import (
    Advised,
    Always,
    And,
    Asked,
    Chosen,
    Condition,
    Count,
    CountOf,
    Ends,
    Is,
    Maybe,
    NumberOf,
    Open,
    Or,
    PointsOf,
    Sum,
    Surely,
    Term,
    Unsure,
    UnsureNumber,
    Urgent,
    Value,
    ValueHolds,
    ValueNumber,
    questions_in,
)
from triage.language.linear import (
    Points,
    Scope,
    compare,
    fold,
    join,
    negate,
    plus,
    rescale,
    span_of_sum,
    times,
)
from triage.language.parser import parse

NO_QUESTION_AS_CONDITION = {
    "one_of": "compare it with an option: `{0} == {1}`",
    "any_of": "ask for an option: `{1} in {0}`, or count them: `count({0}) > 0`",
    "integer": "compare it with a number: `{0} < 3`",
    "number": "compare it with a number: `{0} < 3`",
}


NUMBERS = ("count", "points")
CONDITIONS = ("asked", "unsure", "maybe", "surely", "advised", "ends")
FUNCTIONS = (*CONDITIONS, *NUMBERS)

FORMS = {
    **dict.fromkeys(("maybe", "surely"), "one condition, as in `maybe(fever)`"),
    **dict.fromkeys(("asked", "unsure"), "one question or value, as in `asked(age)`"),
    **dict.fromkeys(("advised", "ends"), "one recommendation, as in `ends(rest)`"),
    "points": "one question, as in `points(cough)`",
    "count": "a question or conditions, as in `count(signs)` or `count(fever, cough)`",
}
"""What stands in the brackets behind a word."""


def condition(text: Text, scope: Scope) -> Condition:
    """Return the typed condition that a text says.

    Raises:
        TreeError: T2xx or T3xx, at the word.
    """
    return Typer(text, scope).condition(parse(text))


def value(name: str, text: Text, scope: Scope) -> Value:
    """Return the named condition or number that a text says.

    Raises:
        TreeError: T2xx or T3xx, at the word.
    """
    typer, tree = Typer(text, scope), parse(text)
    if typer.is_number(tree):
        body = typer.number(tree)
        typer.refuse_large(body, tree)
        low, high = span_of_sum(body, scope)
        return Value(name, body, body.scale, low, high)
    return Value(name, typer.condition(tree))


def names_in(text: Text, questions: Mapping[str, Question]) -> frozenset[str]:
    """Return the names in a condition that may be values: all but options and levels.

    Raises:
        TreeError: The condition cannot be read.
    """
    found: set[str] = set()
    left: list[ast.AST] = [parse(text)]
    while left:
        node = left.pop()
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Compare):
            left += sides(node, questions)
        else:
            left += ast.iter_child_nodes(node)
    return frozenset(found)


def sides(node: ast.Compare, questions: Mapping[str, Question]) -> Iterator[ast.expr]:
    """Yield the sides of a comparison that are not options or levels."""
    for (left, right), operator in zip(
        pairwise([node.left, *node.comparators]), node.ops, strict=True
    ):
        if isinstance(operator, ast.In | ast.NotIn):
            yield left if isinstance(right, ast.List) else right
        elif names_words(left, questions):
            yield left
        elif names_words(right, questions):
            yield right
        else:
            yield from (left, right)


def names_words(node: ast.expr, questions: Mapping[str, Question]) -> bool:
    """Whether the other side of a comparison with a part is an option or a level."""
    if not isinstance(node, ast.Name):
        return False
    question = questions.get(node.id)
    return node.id == "urgency" or (question is not None and not question.is_number)


def whole_points(question: Question) -> tuple[Points, int]:
    """Return the points of options as whole numbers, and how many digits they keep."""
    worth = {option.id: tidy(option.points) for option in question.options}
    digits = max(0, *(-int(points.as_tuple().exponent) for points in worth.values()))
    whole = ((name, int(points.scaleb(digits))) for name, points in worth.items())
    return tuple(sorted(whole)), digits


OPERATORS = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}

MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


class Typer:
    """Type the parts of one condition."""

    def __init__(self, text: Text, scope: Scope) -> None:
        self.text = text
        self.scope = scope
        self.first = text.begins()

    def span(self, node: ast.expr) -> Span:
        """Return where a part of the condition was written."""
        if self.first is None:
            return self.text.span
        start, end = node.col_offset, node.end_col_offset or 0
        return Span(self.text.span.source, self.first + start, self.first + end)

    # Failing

    def fail(self, code: str, node: ast.expr, message: str, advice: str) -> TreeError:
        """Return the error for a part of the condition."""
        return TreeError(Finding(code, message, self.span(node), advice))

    def unknown(self, node: ast.Name, what: str, known: list[str]) -> TreeError:
        """Return the error for a name that stands for nothing."""
        advice = did_you_mean(node.id, known)
        return self.fail("T201", node, f"no {what} is called `{node.id}`", advice)

    def nameless(self, node: ast.Name, what: str, known: list[str]) -> TreeError:
        """Return the error for a name that stands for no question or value."""
        if node.id in FUNCTIONS:
            message = f"`{node.id}` stands here without brackets"
            return self.fail("T303", node, message, f"write `{node.id}(…)`")
        if node.id == "urgency":
            message = "`urgency` is a level, and is compared with levels only"
            return self.fail("T303", node, message, "write `urgency >= same_day`")
        if node.id in (UNSURE, "yes", "no"):
            message = f"`{node.id}` is an answer, and stands for nothing by itself"
            return self.fail("T303", node, message, "write the id of the question")
        for question in self.scope.questions.values():
            if node.id in question.choices:
                message = f"`{node.id}` is an option of `{question.id}`"
                one = f"{question.id} == {node.id}"
                form = (
                    one if question.type == "one_of" else f"{node.id} in {question.id}"
                )
                return self.fail("T303", node, message, f"write `{form}`")
        return self.unknown(node, what, known)

    def shown(self, node: ast.expr) -> str:
        """Return a part as messages repeat it."""
        return shortened(self.span(node).text)

    # Names

    def name(self, node: ast.expr, what: str) -> ast.Name:
        """Return a part that must be a bare name."""
        if isinstance(node, ast.Name):
            return node
        message = f"`{self.shown(node)}` stands where {what} is expected"
        raise self.fail("T303", node, message, "")

    def question(self, node: ast.expr, *kinds: str) -> Question:
        """Return the question that a name stands for, of one of some types."""
        name = self.name(node, "the id of a question")
        question = self.scope.questions.get(name.id)
        if question is None:
            raise self.nameless(name, "question", list(self.scope.questions))
        if kinds and question.type not in kinds:
            wanted = " or ".join(kinds)
            raise self.fail(
                "T303",
                node,
                f"`{name.id}` is a question of type {question.type}, not {wanted}",
                self.right_form(question),
            )
        return question

    def right_form(self, question: Question) -> str:
        """Return how a question of its type is used in a condition."""
        if question.type == "yes_no":
            return f"write `{question.id}` or `not {question.id}`"
        option = question.options[0].id if question.options else "…"
        return NO_QUESTION_AS_CONDITION[question.type].format(question.id, option)

    def option(self, node: ast.expr, question: Question) -> str:
        """Return the option of a question that a name stands for."""
        name = self.name(node, "an option")
        if name.id in question.choices:
            return name.id
        if name.id in (UNSURE, "yes", "no"):
            raise self.fail(
                "T303",
                node,
                f"`{name.id}` is not an option of `{question.id}`",
                f"write `unsure({question.id})`"
                if name.id == UNSURE
                else self.right_form(question),
            )
        message = f"`{question.id}` has no option `{name.id}`"
        advice = did_you_mean(name.id, question.choices)
        raise self.fail("T201", node, message, advice)

    # Conditions

    def condition(self, node: ast.expr) -> Condition:
        """Return a part that must be a condition."""
        span = self.span(node)
        match node:
            case ast.BoolOp(op=operator, values=items):
                make = And if isinstance(operator, ast.And) else Or
                return join(make, [self.condition(item) for item in items], span)
            case ast.UnaryOp(op=ast.Not(), operand=item):
                return negate(self.condition(item), span)
            case ast.Compare(left=left, ops=ops, comparators=rights):
                pairs = zip([left, *rights], ops, rights, strict=False)
                return join(And, [self.compared(*pair) for pair in pairs], span)
            case ast.Name():
                return self.named(node)
            case ast.Call(func=ast.Name(id=function), args=arguments) if (
                function in CONDITIONS
            ):
                return self.called(node, function, arguments)
            case ast.List():
                message = "a list stands where a condition is expected"
                raise self.fail("T303", node, message, "write `question in [option]`")
            case _:
                self.number(node)
                shown = self.shown(node)
                message = f"`{shown}` is a number, not a condition"
                raise self.fail("T303", node, message, f"compare it: `{shown} >= 2`")

    def named(self, node: ast.Name) -> Condition:
        """Return the condition that a bare name is."""
        span = self.span(node)
        known = self.scope.values.get(node.id)
        if known is not None:
            if isinstance(known.body, Sum):
                message = f"`{node.id}` is a number, not a condition"
                advice = f"compare it: `{node.id} >= 2`"
                raise self.fail("T303", node, message, advice)
            if isinstance(known.body, Always):
                return Always(known.body.holds, span=span)
            return ValueHolds(node.id, span=span)
        self.refuse_unknown(node)
        return Is(self.question(node, "yes_no").id, ("yes",), span=span)

    def refuse_unknown(self, node: ast.Name) -> None:
        """Refuse a name that stands for no question and no value."""
        if node.id not in self.scope.questions and node.id not in self.scope.values:
            names = [*self.scope.questions, *self.scope.values]
            raise self.nameless(node, "question or value", names)

    def called(
        self, node: ast.Call, function: str, arguments: list[ast.expr]
    ) -> Condition:
        """Return the condition that a call of one argument is."""
        span = self.span(node)
        if len(arguments) != 1:
            raise self.miscounted(node, function, arguments)
        argument = arguments[0]
        match function:
            case "maybe" | "surely":
                item = self.condition(argument)
                make = Maybe if function == "maybe" else Surely
                return item if isinstance(item, Always) else make(item, span=span)
            case "asked":
                return Asked(self.asked(argument), span=span)
            case "unsure":
                return self.unsure(argument, span)
            case _:
                return self.outcome(node, function, argument, span)

    def miscounted(
        self, node: ast.expr, function: str, arguments: list[ast.expr]
    ) -> TreeError:
        """Return the error for a call with too many or too few parts in it."""
        inside = f"{len(arguments)} things" if arguments else "nothing"
        message = f"`{function}` has {inside} in its brackets"
        return self.fail("T303", node, message, f"write {FORMS[function]}")

    def asked(self, argument: ast.expr) -> tuple[str, ...]:
        """Return the questions that a question or a value is made of."""
        name = self.name(argument, "the id of a question or a value")
        self.refuse_unknown(name)
        if name.id in self.scope.values:
            body = self.scope.values[name.id].body
            return tuple(sorted(questions_in(body, self.scope.values)))
        return (self.question(name).id,)

    def unsure(self, argument: ast.expr, span: Span) -> Condition:
        """Return the condition that a question or a value is open."""
        name = self.name(argument, "the id of a question or a value")
        self.refuse_unknown(name)
        known = self.scope.values.get(name.id)
        if known is None:
            return Open(self.question(name).id, span=span)
        if isinstance(known.body, Sum):
            total = Sum(((1, ValueNumber(name.id, known.scale)),), 0, known.scale)
            return UnsureNumber(total, span=span)
        return Unsure(self.named(name), span=span)

    def outcome(
        self, node: ast.Call, function: str, argument: ast.expr, span: Span
    ) -> Condition:
        """Return the condition that a recommendation is in the outcome."""
        known = self.scope.advisable
        if known is None:
            message = f"`{function}` is known only when the walk has ended"
            raise self.fail("T307", node, message, "use it under `then` of a property")
        name = self.name(argument, "the id of a recommendation")
        if name.id not in known:
            raise self.unknown(name, "recommendation", sorted(known))
        make = Advised if function == "advised" else Ends
        return make(name.id, span=span)

    # Comparisons

    def compared(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Condition:
        """Return one comparison of a chain."""
        span = self.text.part(left.col_offset, right.end_col_offset or 0)
        if isinstance(op, ast.In | ast.NotIn):
            found = self.member(left, right, span)
            return negate(found, span) if isinstance(op, ast.NotIn) else found
        operator = OPERATORS[type(op)]
        for one, other, sign in (
            (left, right, operator),
            (right, left, MIRRORED[operator]),
        ):
            if isinstance(one, ast.Name):
                if one.id == "urgency":
                    return self.urgent(one, sign, other, span)
                question = self.scope.questions.get(one.id)
                if question is not None and not question.is_number:
                    return self.equal(one, question, sign, other, span)
        return self.numeric(left, operator, right, span)

    def member(self, left: ast.expr, right: ast.expr, span: Span) -> Condition:
        """Return ``option in question`` or ``question in [option, …]``."""
        if not isinstance(right, ast.List):
            question = self.question(right, "any_of")
            return Chosen(question.id, self.option(left, question), span=span)
        question = self.question(left, "one_of")
        options = tuple(dict.fromkeys(self.option(e, question) for e in right.elts))
        if not options:
            raise self.fail("T301", right, "the list is empty", "name an option")
        return self.is_one_of(question, options, span)

    def is_one_of(
        self, question: Question, options: tuple[str, ...], span: Span
    ) -> Condition:
        """Return that the answer is one of some options; always for all of them."""
        if len(options) == len(question.options):
            return Always(holds=True, span=span)
        return Is(question.id, options, span=span)

    def equal(
        self,
        node: ast.Name,
        question: Question,
        operator: str,
        other: ast.expr,
        span: Span,
    ) -> Condition:
        """Return ``question == option``."""
        if question.type != "one_of" or operator not in ("==", "!="):
            kind = f"`{question.id}` is of type {question.type}"
            message = f"{kind}, and not compared with `{operator}`"
            raise self.fail("T303", node, message, self.right_form(question))
        found = self.is_one_of(question, (self.option(other, question),), span)
        return found if operator == "==" else negate(found, span)

    def urgent(
        self, node: ast.Name, operator: str, other: ast.expr, span: Span
    ) -> Condition:
        """Return a comparison of the urgency with a level."""
        levels = self.scope.levels
        if levels is None:
            message = "`urgency` is not known here"
            advice = "use it in a step, or under `then` of a property"
            raise self.fail("T307", node, message, advice)
        name = self.name(other, "a level of the scale")
        if name.id not in levels:
            raise self.unknown(name, "level", list(levels))
        rank = levels[name.id].rank
        above = next((i for i, v in levels.items() if v.rank == rank + 1), name.id)
        reaches = Urgent(rank, name.id, span=span)
        exceeds = (
            Urgent(rank + 1, above, span=span)
            if rank + 1 < len(levels)
            else Always(holds=False, span=span)
        )
        same = join(And, [reaches, negate(exceeds, span)], span)
        return {
            ">=": reaches,
            ">": exceeds,
            "<": negate(reaches, span),
            "<=": negate(exceeds, span),
            "==": same,
            "!=": negate(same, span),
        }[operator]

    def numeric(
        self, left: ast.expr, operator: str, right: ast.expr, span: Span
    ) -> Condition:
        """Return a comparison of two numbers."""
        one, other = self.number(left), self.number(right)
        equals = "==" if operator == "!=" else operator
        found = compare(one, equals, other, span)
        self.refuse_large(found.difference, left)
        for constant, side, node in ((other, one, right), (one, other, left)):
            if side.terms and not constant.terms:
                self.refuse_out_of_range(constant, side, node)
                if equals == "==":
                    self.refuse_between(constant, side, node)
        folded = fold(found, self.scope)
        return negate(folded, span) if operator == "!=" else folded

    def refuse_large(self, total: Sum, node: ast.expr) -> None:
        """Refuse numbers that not every engine could hold exactly."""
        if max(map(abs, span_of_sum(total, self.scope))) >= 10**LIMITS.digits:
            message = f"the numbers here can have more than {LIMITS.digits} digits"
            raise self.fail("T309", node, message, "use smaller numbers")

    def refuse_between(self, constant: Sum, side: Sum, node: ast.expr) -> None:
        """Refuse to ask for a number that lies between those the other side takes."""
        scale = max(constant.scale, side.scale)
        moved = rescale(side, scale)
        step = gcd(*(factor for factor, _ in moved.terms))
        if (rescale(constant, scale).constant - moved.constant) % step:
            size = tidy(Decimal(step).scaleb(-scale))
            message = f"`{self.side(side)}` is never {self.shown(node)}"
            raise self.fail("T304", node, message, f"it goes in steps of {size}")

    def side(self, total: Sum) -> str:
        """Return a side of a comparison as messages repeat it."""
        return shortened(total.span.text) if total.span else "it"

    def refuse_out_of_range(self, constant: Sum, side: Sum, node: ast.expr) -> None:
        """Refuse to compare with a number that the other side never reaches."""
        scale = max(constant.scale, side.scale)
        limit = rescale(constant, scale).constant
        low, high = span_of_sum(rescale(side, scale), self.scope)
        if not low <= limit <= high:
            least, most = (tidy(Decimal(end).scaleb(-scale)) for end in (low, high))
            message = f"`{self.side(side)}` is never {self.shown(node)}"
            raise self.fail("T304", node, message, f"it goes from {least} to {most}")

    # Numbers

    def is_number(self, node: ast.expr) -> bool:
        """Whether a part is written as a number."""
        match node:
            case ast.Constant() | ast.BinOp() | ast.UnaryOp(op=ast.USub()):
                return True
            case ast.Call(func=ast.Name(id=function)):
                return function in NUMBERS
            case ast.Name(id=name):
                question, known = (
                    self.scope.questions.get(name),
                    self.scope.values.get(name),
                )
                if question is not None:
                    return question.is_number
                return known is not None and isinstance(known.body, Sum)
            case _:
                return False

    def number(self, node: ast.expr) -> Sum:
        """Return a part that must be a number."""
        found = self._number(node)
        return Sum(found.terms, found.constant, found.scale, span=self.span(node))

    def _number(self, node: ast.expr) -> Sum:
        span = self.span(node)
        match node:
            case ast.Constant():
                start, end = node.col_offset, node.end_col_offset
                constant = tidy(Decimal(self.text.value[start:end]))
                digits = max(0, -int(constant.as_tuple().exponent))
                return Sum((), int(constant.scaleb(digits)), digits)
            case ast.Name():
                return self.number_named(node, span)
            case ast.UnaryOp(op=ast.USub(), operand=item):
                return times(self.number(item), -1)
            case ast.BinOp(left=left, op=operator, right=right):
                return self.arithmetic(node, left, operator, right)
            case ast.Call(func=ast.Name(id="points"), args=arguments):
                if len(arguments) != 1:
                    raise self.miscounted(node, "points", arguments)
                question = self.question(arguments[0], "one_of", "any_of")
                return self.points(question, span)
            case ast.Call(func=ast.Name(id="count"), args=arguments):
                if not arguments:
                    raise self.miscounted(node, "count", arguments)
                return Sum(((1, self.count(arguments, span)),))
            case ast.Call(func=ast.Name(id=function) as name) if (
                function not in FUNCTIONS
            ):
                raise self.unknown(name, "function", [*FUNCTIONS])
            case _:
                message = f"`{self.shown(node)}` is not a number"
                advice = "use a number, a number question, `count(…)` or `points(…)`"
                raise self.fail("T303", node, message, advice)

    def number_named(self, node: ast.Name, span: Span) -> Sum:
        """Return the number that a bare name is."""
        known = self.scope.values.get(node.id)
        if known is not None and isinstance(known.body, Sum):
            term = ValueNumber(node.id, known.scale, span=span)
            return Sum(((1, term),), 0, known.scale)
        if known is not None:
            message = f"`{node.id}` is a condition, not a number"
            raise self.fail("T303", node, message, f"count it: `count({node.id})`")
        self.refuse_unknown(node)
        question = self.question(node, "integer", "number")
        answer = NumberOf(question.id, span=span)
        return Sum(((1, answer),), 0, question.decimals)

    def arithmetic(
        self, node: ast.expr, left: ast.expr, operator: ast.operator, right: ast.expr
    ) -> Sum:
        """Return a sum, a difference, or a product with a constant."""
        one, other = self.number(left), self.number(right)
        if isinstance(operator, ast.Add):
            return plus(one, other)
        if isinstance(operator, ast.Sub):
            return plus(one, times(other, -1))
        if one.terms and other.terms:
            message = "two answers are multiplied with each other"
            raise self.fail("T303", node, message, "multiply with a plain number only")
        total, factor = (one, other) if one.terms else (other, one)
        return times(total, factor.constant, factor.scale)

    def points(self, question: Question, span: Span) -> Sum:
        """Return the points of the chosen options as a sum."""
        if question.id not in self.scope.points:
            self.scope.points[question.id] = whole_points(question)
        points, digits = self.scope.points[question.id]
        return Sum(((1, PointsOf(question.id, points, digits, span=span)),), 0, digits)

    def count(self, arguments: list[ast.expr], span: Span) -> Term:
        """Return how many options are chosen, or how many conditions hold."""
        only = arguments[0]
        if len(arguments) == 1 and isinstance(only, ast.Name):
            question = self.scope.questions.get(only.id)
            if question is not None and question.type == "any_of":
                return CountOf(question.id, span=span)
        return Count(tuple(map(self.condition, arguments)), span=span)
