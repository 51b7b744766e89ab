"""Type checking of words: what a value is that is one of some options."""

import ast
from collections.abc import Sequence

import triage.language.ast as e
from triage.base.exceptions import TreeError
from triage.base.immutable import immutable
from triage.base.suggest import did_you_mean
from triage.base.text import Span, Text
from triage.language.parser import parse
from triage.language.scope import ONE, Scope
from triage.language.typecheck import Typer


@immutable
class WordTyper:
    """Type one text that says what a value is, whose options are known."""

    text: Text
    scope: Scope
    known: e.Value

    def found(self) -> e.Worded:
        return self.item(parse(self.text))

    def item(self, node: ast.expr) -> e.Worded:
        typer = Typer(self.text, self.scope)
        span, choices = typer.names.span(node), self.known.choices
        match node:
            case ast.IfExp(test=test, body=body, orelse=other):
                when, items = typer.condition(test), [self.item(body), self.item(other)]
                if isinstance(when, e.Always):
                    return items[0 if when.holds else 1]
                return picked([when], items, span)
            case ast.Name(id=name) if name in choices:
                return e.Word(name, span=span)
            case ast.Name(id=name) if name in self.scope.values or self.asks(name):
                return self.other(node, span)
            case ast.Name(id=name) if name not in self.scope.questions:
                raise self.unknown(typer, node, name)
        shown = typer.names.shown(node)
        message = f"`{shown}` is no option of `{self.known.id}`"
        first, second, *_ = [*choices]
        advice = f"write one, as `{first}`, or `{first} if test else {second}`"
        raise typer.names.fail(node, message, advice)

    def asks(self, name: str) -> bool:
        asked = self.scope.questions.get(name)
        return asked is not None and asked.kind in ONE

    def other(self, node: ast.Name, span: Span) -> e.Worded:
        """Return what is as another value is, or as was answered to a question."""
        names = Typer(self.text, self.scope).names
        found = names.choosable(node)
        for option in found.choices:
            if option not in self.known.choices:
                known = self.known.id
                message = f"`{option}` of `{found.id}` is no option of `{known}`"
                advice = did_you_mean(option, self.known.choices)
                raise names.fail(node, message, advice, "T201")
        if isinstance(found, e.Value):
            return e.ValueWord(found.id, span=span)
        return e.AnswerOf(found.id, span=span)

    def unknown(self, typer: Typer, node: ast.Name, name: str) -> TreeError:
        message = f"`{self.known.id}` has no option `{name}`"
        advice = did_you_mean(name, self.known.choices)
        return typer.names.fail(node, message, advice, "T201")


def picked(
    tests: Sequence[e.Condition], items: Sequence[e.Worded], span: Span
) -> e.Worded:
    """Return the word of the first test that holds; the last has no test."""
    *before, last = items
    if isinstance(last, e.Pick):  # one choice behind another is one choice
        return picked([*tests, *last.tests], [*before, *last.items], span)
    return e.Pick(tuple(tests), tuple(items), span=span) if tests else last
