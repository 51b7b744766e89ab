"""Type checking: from a syntax tree to a typed condition, every name resolved."""

import ast
from collections.abc import Iterator, Mapping
from itertools import pairwise

import triage.language.ast as e
from triage.base.question import Question
from triage.base.text import Span, Text
from triage.language.linear import join, negate, range_of
from triage.language.parser import parse
from triage.language.scope import CONDITIONS, Resolver, Scope, right_form
from triage.language.typecheck_numbers import NumberTyper

OPERATORS = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


def condition(text: Text, scope: Scope) -> e.Condition:
    """Return the typed condition that a text says.

    Raises:
        TreeError: T2xx or T3xx, at the word.
    """
    return Typer(text, scope).condition(parse(text))


def value(name: str, text: Text, scope: Scope) -> e.Value:
    """Return the named condition or number that a text says.

    Raises:
        TreeError: T2xx or T3xx, at the word.
    """
    typer, tree = Typer(text, scope), parse(text)
    if not typer.numbers.is_number(tree):
        return e.Value(name, typer.condition(tree))
    body = typer.numbers.number(tree)
    typer.numbers.refuse_large(body, tree)
    return e.Value(name, body, body.scale, *range_of(body, scope))


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
        elif is_compared_with_words(left, questions):
            yield left
        elif is_compared_with_words(right, questions):
            yield right
        else:
            yield from (left, right)


def is_compared_with_words(node: ast.expr, questions: Mapping[str, Question]) -> bool:
    """Whether the other side of a comparison with a part is an option or a level."""
    if not isinstance(node, ast.Name):
        return False
    question = questions.get(node.id)
    return node.id == "urgency" or (question is not None and not question.is_number)


class Typer:
    """Type the parts of one condition."""

    def __init__(self, text: Text, scope: Scope) -> None:
        self.scope = scope
        self.names = Resolver(text, scope)
        self.numbers = NumberTyper(self.names, self.condition)

    def condition(self, node: ast.expr) -> e.Condition:
        """Return a part that must be a condition."""
        span = self.names.span(node)
        match node:
            case ast.BoolOp(op=operator, values=items):
                make = e.And if isinstance(operator, ast.And) else e.Or
                return join(make, [self.condition(item) for item in items], span)
            case ast.UnaryOp(op=ast.Not(), operand=item):
                return negate(self.condition(item), span)
            case ast.Compare(left=left, ops=ops, comparators=rights):
                pairs = zip([left, *rights], ops, rights, strict=False)
                return join(e.And, [self.compared(*pair) for pair in pairs], span)
            case ast.Name():
                return self.named(node)
            case ast.Call(func=ast.Name(id=function), args=arguments) if (
                function in CONDITIONS
            ):
                if len(arguments) != 1:
                    raise self.names.miscounted(node, function, len(arguments))
                return self.called(node, function, arguments[0])
            case ast.List():
                message = "a list stands where a condition is expected"
                advice = "write `question in [option]`"
                raise self.names.fail("T303", node, message, advice)
            case _:
                self.numbers.number(node)
                shown = self.names.shown(node)
                message = f"`{shown}` is a number, not a condition"
                advice = f"compare it: `{shown} >= 2`"
                raise self.names.fail("T303", node, message, advice)

    def named(self, node: ast.Name) -> e.Condition:
        """Return the condition that a bare name is."""
        span = self.names.span(node)
        known = self.scope.values.get(node.id)
        if known is None:
            name = self.names.defined(node)
            return e.Is(self.names.question(name, "yes_no").id, ("yes",), span=span)
        match known.body:
            case e.Sum():
                message = f"`{node.id}` is a number, not a condition"
                advice = f"compare it: `{node.id} >= 2`"
                raise self.names.fail("T303", node, message, advice)
            case e.Always(holds):
                return e.Always(holds, span=span)
            case _:
                return e.ValueHolds(node.id, span=span)

    def called(self, node: ast.Call, function: str, argument: ast.expr) -> e.Condition:
        """Return the condition that a call is."""
        span = self.names.span(node)
        match function:
            case "maybe" | "surely":
                item = self.condition(argument)
                make = e.Maybe if function == "maybe" else e.Surely
                return item if isinstance(item, e.Always) else make(item, span=span)
            case "asked":
                return e.Asked(self.asked(argument), span=span)
            case "unsure":
                return self.unsure(argument, span)
            case _:
                return self.outcome(node, function, argument, span)

    def asked(self, argument: ast.expr) -> tuple[str, ...]:
        """Return the questions that a question or a value is made of."""
        name = self.names.defined(argument)
        if name.id in self.scope.values:
            body = self.scope.values[name.id].body
            return tuple(sorted(e.questions_in(body, self.scope.values)))
        return (name.id,)

    def unsure(self, argument: ast.expr, span: Span) -> e.Condition:
        """Return the condition that a question or a value is open."""
        name = self.names.defined(argument)
        known = self.scope.values.get(name.id)
        if known is None:
            return e.Open(name.id, span=span)
        if isinstance(known.body, e.Sum):
            total = e.Sum(((1, e.ValueNumber(name.id, known.scale)),), 0, known.scale)
            return e.UnsureNumber(total, span=span)
        return e.Unsure(self.named(name), span=span)

    def outcome(
        self, node: ast.Call, function: str, argument: ast.expr, span: Span
    ) -> e.Condition:
        """Return the condition that a recommendation is in the outcome."""
        known = self.scope.advisable
        if known is None:
            message = f"`{function}` is known only when the walk has ended"
            advice = "use it under `then` of a property"
            raise self.names.fail("T307", node, message, advice)
        name = self.names.name(argument, "the id of a recommendation")
        if name.id not in known:
            raise self.names.unknown(name, "recommendation", sorted(known))
        make = e.Advised if function == "advised" else e.Ends
        return make(name.id, span=span)

    # Comparisons

    def compared(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> e.Condition:
        """Return one comparison of a chain."""
        span = self.names.between(left, right)
        if isinstance(op, ast.In | ast.NotIn):
            found = self.member(left, right, span)
            return negate(found, span) if isinstance(op, ast.NotIn) else found
        operator = OPERATORS[type(op)]
        for one, other, sign in (
            (left, right, operator),
            (right, left, e.MIRRORED[operator]),
        ):
            if isinstance(one, ast.Name):
                if one.id == "urgency":
                    return self.urgent(one, sign, other, span)
                question = self.scope.questions.get(one.id)
                if question is not None and not question.is_number:
                    return self.equal(one, question, sign, other, span)
        return self.numbers.compared(left, operator, right, span)

    def member(self, left: ast.expr, right: ast.expr, span: Span) -> e.Condition:
        """Return ``option in question`` or ``question in [option, …]``."""
        if not isinstance(right, ast.List):
            question = self.names.question(right, "any_of")
            option = self.names.option(left, question)
            return e.Chosen(question.id, option, span=span)
        question = self.names.question(left, "one_of")
        options = [self.names.option(item, question) for item in right.elts]
        if not options:
            message, advice = "the list is empty", "name an option"
            raise self.names.fail("T301", right, message, advice)
        return is_one_of(question, tuple(dict.fromkeys(options)), span)

    def equal(
        self,
        node: ast.Name,
        question: Question,
        operator: str,
        other: ast.expr,
        span: Span,
    ) -> e.Condition:
        """Return ``question == option``."""
        if question.type != "one_of" or operator not in ("==", "!="):
            kind = f"`{question.id}` is of type {question.type}"
            message = f"{kind}, and not compared with `{operator}`"
            raise self.names.fail("T303", node, message, right_form(question))
        found = is_one_of(question, (self.names.option(other, question),), span)
        return found if operator == "==" else negate(found, span)

    def urgent(
        self, node: ast.Name, operator: str, other: ast.expr, span: Span
    ) -> e.Condition:
        """Return a comparison of the urgency with a level."""
        levels = self.scope.levels
        if levels is None:
            message = "`urgency` is not known here"
            advice = "use it in a step, or under `then` of a property"
            raise self.names.fail("T307", node, message, advice)
        name = self.names.name(other, "a level of the scale")
        if name.id not in levels:
            raise self.names.unknown(name, "level", levels)
        rank = levels[name.id].rank
        reaches = e.Urgent(rank, name.id, span=span)
        exceeds: e.Condition = e.Always(holds=False, span=span)
        for level in levels.values():
            if level.rank == rank + 1:
                exceeds = e.Urgent(level.rank, level.id, span=span)
        same = join(e.And, [reaches, negate(exceeds, span)], span)
        return {
            ">=": reaches,
            ">": exceeds,
            "<": negate(reaches, span),
            "<=": negate(exceeds, span),
            "==": same,
            "!=": negate(same, span),
        }[operator]


def is_one_of(question: Question, options: tuple[str, ...], span: Span) -> e.Condition:
    """Return that the answer is one of some options; always for all of them."""
    if len(options) == len(question.options):
        return e.Always(holds=True, span=span)
    return e.Is(question.id, options, span=span)
