"""Type checking: from a syntax tree to a typed condition, every name resolved."""

import ast
from collections.abc import Container, Iterator, Mapping
from typing import TypeGuard

import attrs

import triage.language.ast as e
from triage.base.exceptions import TreeError
from triage.base.frozen import FrozenMap
from triage.base.question import Question
from triage.base.text import Span, Text
from triage.language.computed import Bounds
from triage.language.linear import join, negate
from triage.language.parser import OPERATORS, parse
from triage.language.scope import (
    ALONE,
    ANY,
    BY_WEEKDAY,
    CONDITIONS,
    ONE,
    Choosable,
    Resolver,
    Scope,
)
from triage.language.typecheck_numbers import NumberTyper


def condition(text: Text, scope: Scope) -> e.Condition:
    """Return the typed condition that a text says; T2xx or T3xx at the word."""
    return Typer(text, scope).condition(parse(text))


def names_in(
    text: Text, questions: Mapping[str, Question], words: Container[str] = ()
) -> frozenset[str]:
    """Return what may be a value in a condition: no option, no level.

    Args:
        text: The condition, or what a value is.
        questions: The questions by id.
        words: The values that are one of some words.
    """
    return names_within([parse(text)], questions, words)


def names_beside(
    text: Text,
    options: Container[str],
    questions: Mapping[str, Question],
    words: Container[str],
) -> frozenset[str]:
    """Return what may be a value where a text says one of some options."""
    found, rest = set[str](), list[ast.AST]()
    left = [parse(text)]
    while left:
        match left.pop():
            case ast.IfExp(test=test, body=body, orelse=other):
                rest.append(test)
                left += [body, other]
            case ast.Name(id=name):
                found |= {name} if name not in options else set()
            case node:
                rest.append(node)
    return names_within(rest, questions, words) | found


def names_within(
    left: list[ast.AST], questions: Mapping[str, Question], words: Container[str]
) -> frozenset[str]:
    found: set[str] = set()
    while left:
        match left.pop():
            case ast.Name(id=name):
                found.add(name)
            case ast.Call(func=ast.Name(id=word), args=parts):
                left += parts[:1] if word in BY_WEEKDAY else parts
            case ast.Compare() as node:
                for link in links(node):
                    left += sides(link, questions, words)
            case node:
                left += ast.iter_child_nodes(node)
    return frozenset(found)


Link = tuple[ast.expr, ast.cmpop, ast.expr]
"""One comparison of a chain."""


def links(node: ast.Compare) -> Iterator[Link]:
    rights = node.comparators
    yield from zip([node.left, *rights[:-1]], node.ops, rights, strict=True)


def sides(
    link: Link, questions: Mapping[str, Question], words: Container[str]
) -> list[ast.expr]:
    """Return the sides of a comparison that are not options or levels."""
    left, operator, right = link
    both = [left, right]
    if isinstance(operator, ast.In | ast.NotIn):
        of_value = is_worded(left, {}, words) and not is_worded(right, questions, ())
        return [left if of_value or isinstance(right, ast.List) else right]
    return [s for s in both if is_worded(s, questions, words)][:1] or both


def is_worded(
    node: ast.expr, questions: Mapping[str, Question], words: Container[str]
) -> bool:
    """Whether a part is compared with words: with options, or with levels."""
    if is_weekday(node):
        return True
    if not isinstance(node, ast.Name):
        return False
    question = questions.get(node.id)
    is_word = question is not None and not question.is_number
    return is_word or node.id == "urgency" or node.id in words


def is_weekday(node: ast.expr) -> TypeGuard[ast.Call]:
    """Whether a part is ``weekday(…)``, which is compared with days of the week."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "weekday"
    )


class Typer:
    """Type one text, of which tests around it say something of names already."""

    def __init__(
        self, text: Text, scope: Scope, known: Mapping[str, Bounds] = FrozenMap()
    ) -> None:
        self.scope = scope
        self.names = Resolver(text, scope)
        self.numbers = NumberTyper(self.names, self.condition, known)

    def condition(self, node: ast.expr) -> e.Condition:
        span = self.names.span(node)
        match node:
            case ast.BoolOp(op=operator, values=items):
                make = e.And if isinstance(operator, ast.And) else e.Or
                return join(make, map(self.condition, items), span)
            case ast.UnaryOp(op=ast.Not(), operand=item):
                return negate(self.condition(item), span)
            case ast.Compare():
                return join(e.And, map(self.compared, links(node)), span)
            case ast.Name():
                return self.named(node, span)
            case ast.Call(func=ast.Name(id=word), args=parts) if word in CONDITIONS:
                if len(parts) != 1:
                    raise self.names.miscounted(node, word, len(parts))
                return self.called(node, word, parts[0], span)
            case ast.IfExp() if not self.numbers.is_number(node):
                message = "`if` chooses between numbers, not between conditions"
                advice = "write `(test and one) or (not test and other)`"
                raise self.names.fail(node, message, advice)
            case ast.List():
                message = "a list stands where a condition is expected"
                raise self.names.fail(node, message, "write `question in [option]`")
            case _:
                self.numbers.number(node)
                shown = self.names.shown(node)
                chosen = isinstance(node, ast.IfExp)
                raise self.is_a_number(node, f"({shown})" if chosen else shown)

    def is_a_number(self, node: ast.expr, shown: str) -> TreeError:
        message = f"`{shown}` is a number, not a condition"
        return self.names.fail(node, message, f"compare it: `{shown} >= 2`")

    def named(self, node: ast.Name, span: Span) -> e.Condition:
        known = self.scope.values.get(node.id)
        if known is None:
            name = self.names.defined(node)
            return e.Is(self.names.question(name, ALONE).id, ("yes",), span=span)
        match known.body:
            case e.Sum():
                raise self.is_a_number(node, node.id)
            case e.Always(holds):
                return e.Always(holds, span=span)
            case _ if known.options:
                raise self.names.is_word(known, node, "condition")
            case _:
                return e.ValueHolds(node.id, span=span)

    def called(
        self, node: ast.Call, function: str, argument: ast.expr, span: Span
    ) -> e.Condition:
        if function in ("advised", "ends"):
            return self.outcome(node, function, argument, span)
        if function in ("maybe", "surely"):
            item = self.condition(argument)
            make = e.Maybe if function == "maybe" else e.Surely
            return item if isinstance(item, e.Always) else make(item, span=span)
        name, values = self.names.defined(argument), self.scope.values
        known = values.get(name.id)
        if known is None and function == "unsure":
            self.refuse_text(name)
        if function in ("asked", "answered"):
            heard = e.Asked if function == "asked" else e.Answered
            named = [name.id] if known is None else e.questions_in(known.body, values)
            return heard(tuple(sorted(named)), span=span)
        match known:
            case None:
                return e.Open(name.id, span=span)
            case e.Value(body=e.Sum()):
                return e.UnsureNumber(self.numbers.number(name), span=span)
            case e.Value() if known.options:
                return e.UnsureWord(e.ValueWord(name.id, span=span), span=span)
        return e.Unsure(self.condition(name), span=span)

    def refuse_text(self, name: ast.Name) -> None:
        """Refuse to ask whether a text was left blank."""
        question = self.scope.questions[name.id]
        if question.is_text:
            message = f"`{name.id}` is a text, and no condition reads it"
            raise self.names.misused(name, question, message)

    def outcome(
        self, node: ast.Call, function: str, argument: ast.expr, span: Span
    ) -> e.Condition:
        known = self.scope.advisable
        if known is None:
            message = f"`{function}` is known only when the walk has ended"
            advice = "use it under `then` of a property"
            raise self.names.fail(node, message, advice, "T307")
        name = self.names.name(argument, "the id of a recommendation")
        if name.id not in known:
            raise self.names.unknown(name, "recommendation", sorted(known))
        make = e.Advised if function == "advised" else e.Ends
        return make(name.id, span=span)

    def compared(self, link: Link) -> e.Condition:
        left, op, right = link
        operator, span = OPERATORS[type(op)], self.names.between(left, right)
        if operator in ("in", "not in"):
            found = self.member(left, right, span)
        elif operator in ("==", "!=") and self.affirms(right, left):
            found = self.affirmed(left, right, span)
        elif operator in ("==", "!=") and self.affirms(left, right):
            found = self.affirmed(right, left, span)
        elif self.is_worded(left):
            found = self.worded(left, operator, right, span)
        elif self.is_worded(right):
            found = self.worded(right, e.MIRRORED[operator], left, span)
        else:
            found = self.numbers.compared(left, operator, right, span)
        return negate(found, span) if operator in ("!=", "not in") else found

    def is_worded(self, node: ast.expr) -> bool:
        values = self.scope.values
        words = [node.id] if isinstance(node, ast.Name) and node.id in values else []
        known = [name for name in words if values[name].options]
        return is_worded(node, self.scope.questions, known)

    def affirms(self, node: ast.expr, other: ast.expr) -> bool:
        """Whether a part is a plain answer that is held against a condition."""
        if not isinstance(node, ast.Name) or node.id not in ("yes", "no"):
            return False
        asked = isinstance(other, ast.Name) and self.scope.questions.get(other.id)
        return not asked or asked.kind in ALONE

    def affirmed(self, node: ast.expr, answer: ast.expr, span: Span) -> e.Condition:
        found = attrs.evolve(self.condition(node), span=span)
        return negate(found, span) if self.names.shown(answer) == "no" else found

    def member(self, left: ast.expr, right: ast.expr, span: Span) -> e.Condition:
        """Return ``option in question``, or ``question in`` options or a list."""
        if is_weekday(left):
            return self.on_weekdays(left, right, span)
        if isinstance(right, ast.Name) and right.id in self.scope.lists:
            question = self.names.choosable(left)
            return is_one_of(question, self.names.listed(right, question), span)
        if not isinstance(right, ast.List):
            question = self.names.question(right, ANY)
            option = self.names.option(left, question)
            return e.Chosen(question.id, option, span=span)
        question = self.names.choosable(left)
        options = [self.names.option(item, question) for item in right.elts]
        if not options:
            raise self.empty(right, "name an option")
        return is_one_of(question, tuple(dict.fromkeys(options)), span)

    def empty(self, node: ast.List, advice: str) -> TreeError:
        return self.names.fail(node, "the list is empty", advice, "T301")

    def on_weekdays(self, day: ast.Call, right: ast.expr, span: Span) -> e.Condition:
        """Return whether a date is one of some days of the week."""
        if not isinstance(right, ast.List):
            message = f"`{self.names.shown(right)}` is no list of days of the week"
            advice = f"write `{self.names.shown(day)} in [saturday, sunday]`"
            raise self.names.fail(right, message, advice)
        if not right.elts:
            raise self.empty(right, "name a day of the week")
        is_weekday = self.numbers.dates.is_weekday
        return join(e.Or, [is_weekday(day, x, span) for x in right.elts], span)

    def worded(
        self, node: ast.expr, operator: str, other: ast.expr, span: Span
    ) -> e.Condition:
        """Return a comparison with a level or an option, unequal read as equal."""
        if is_weekday(node):
            if operator in ("==", "!="):
                return self.numbers.dates.is_weekday(node, other, span)
            message = f"`{self.names.shown(node)}` has no order"
            advice = "compare it with `==`, or with `in [saturday, sunday]`"
            raise self.names.fail(node, message, advice)
        name = self.names.name(node, "the id of a question")
        if name.id == "urgency":
            return self.urgent(name, operator, other, span)
        value, questions = self.scope.values.get(name.id), self.scope.questions
        known: Choosable = questions[name.id] if value is None else value
        is_order = operator not in ("==", "!=")
        if isinstance(known, Question) and known.kind not in ONE:
            kind = f"`{known.id}` is of type {known.type}"
            message = f"{kind}, and not compared with `{operator}`"
            raise self.names.misused(node, known, message)
        if is_order and not known.ordered:
            message = f"the options of `{known.id}` have no order"
            advice = "say `ordered: true` of it, where they go from least to greatest"
            raise self.names.fail(node, message, advice)
        if is_order:
            return self.ordered(known, operator, other, span)
        return is_one_of(known, (self.names.option(other, known),), span)

    def ordered(
        self, question: Choosable, operator: str, other: ast.expr, span: Span
    ) -> e.Condition:
        """Return whether an answer is further up, or down, than an option."""
        keys = [*question.choices]
        place = keys.index(self.names.option(other, question))
        beyond = place + (operator in (">", "<="))
        found = keys[beyond:] if operator in (">", ">=") else keys[:beyond]
        if len(found) in (0, len(keys)):
            never = "never" if not found else "always"
            shown = f"{question.id} {operator} {self.names.shown(other)}"
            message = f"`{shown}` holds {never}"
            advice = f"its options go from `{keys[0]}` to `{keys[-1]}`"
            raise self.names.fail(other, message, advice, "T304")
        return is_one_of(question, tuple(found), span)

    def urgent(
        self, node: ast.Name, operator: str, other: ast.expr, span: Span
    ) -> e.Condition:
        """Return a comparison of the urgency with a level, unequal read as equal."""
        levels = self.scope.levels
        if levels is None:
            message = "`urgency` is not known here"
            advice = "use it in a step, or under `then` of a property"
            raise self.names.fail(node, message, advice, "T307")
        name = self.names.name(other, "a level of the scale")
        if name.id not in levels:
            raise self.names.unknown(name, "level", levels)
        rank = levels[name.id].rank
        reaches = e.Urgent(rank, name.id, span=span)
        exceeds: e.Condition = e.Always(holds=False, span=span)
        for level in levels.values():
            if level.rank == rank + 1:
                exceeds = e.Urgent(level.rank, level.id, span=span)
        below, at_most = negate(reaches, span), negate(exceeds, span)
        exactly = join(e.And, [reaches, at_most], span)
        orders = {">=": reaches, ">": exceeds, "<": below, "<=": at_most}
        return orders.get(operator, exactly)


def is_one_of(asked: Choosable, options: tuple[str, ...], span: Span) -> e.Condition:
    if len(options) == len(asked.options):
        return e.Always(holds=True, span=span)
    if isinstance(asked, e.Value):
        return e.ValueIs(asked.id, options, span=span)
    return e.Is(asked.id, options, span=span)
