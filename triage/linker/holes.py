"""Holes of texts, checked: each names something that is known, and can be shown."""

from collections.abc import Iterator
from itertools import chain

from triage.base.holes import Hole, Misread, has_braces, holes, template
from triage.base.looks import DAYS, WORDS, looks, looks_in
from triage.base.money import CURRENCIES
from triage.base.question import Question
from triage.base.suggest import did_you_mean
from triage.base.text import Text
from triage.base.wording import quoted
from triage.language.ast import Sum, Value
from triage.language.scope import Scope
from triage.linker.copies import SECTION
from triage.linker.modules import Parts
from triage.linker.resolve import Names, Report
from triage.treefile.document import AssumeEntry
from triage.treefile.texts import (
    Showing,
    Worded,
    holed,
    part,
    without_placeholders,
)

OF_MODULES = f"only a module has one, which is `{{{SECTION}}}` without a look"
"""What is said where the title of a part is shown, and there is none."""


def check_holes(names: Names) -> None:
    """Note every hole that shows nothing, whatever is known."""
    for entry in showing(names.parts):
        scope = names.scope(entry.span.source, "step")
        for text in holed(entry):
            if has_braces(text.value):
                check_text(text, scope, names.found)


def worded(parts: Parts) -> tuple[Worded, ...]:
    return (*parts.questions.values(), *parts.recommendations.values())


def showing(parts: Parts) -> tuple[Showing, ...]:
    """Return the entries of a tree whose texts may have holes."""
    return (*worded(parts), *assumed(parts))


def assumed(parts: Parts) -> Iterator[AssumeEntry]:
    return chain.from_iterable(document.assume for document in parts.documents)


def shown_by(text: Text) -> tuple[Hole, ...]:
    return holes(without_placeholders(text.value))


def check_text(text: Text, scope: Scope, found: Report) -> None:
    try:
        template(without_placeholders(text.value))
    except Misread as wrong:
        at = part(text, wrong.start, wrong.end)
        found.error("T222", wrong.message, at, wrong.advice)
        return
    for hole in shown_by(text):
        for message, advice in mistakes(hole, scope):
            found.error("T222", message, part(text, hole.start, hole.end), advice)


def mistakes(hole: Hole, scope: Scope) -> Iterator[tuple[str, str]]:
    name, known = hole.name, [*scope.questions, *scope.values]
    question, value = scope.questions.get(name), scope.values.get(name)
    if name in scope.broken:
        return
    if question is None and value is None:
        advice = OF_MODULES if name == SECTION else did_you_mean(name, known)
        yield f"nothing is called `{name}`", advice
    elif (question is not None and question.kind.stands_alone) or (
        value is not None and not isinstance(value.body, Sum) and not value.options
    ):
        advice = "say it in words, in a recommendation that is given when it holds"
        yield f"`{name}` is a condition, and no words", advice
    elif (kept := pence(question, value)) > len(".0"):
        advice = "show a value with `decimals: 2`, rounded from it"
        yield f"`{name}` is money with {kept} decimals", advice
    elif hole.look and hole.look not in (can := looks_of(question, value)):
        advice = f"there is {quoted(can)}" if can else "remove it"
        yield f"`{hole.look}` is no look of `{name}`", advice


def pence(question: Question | None, value: Value | None) -> int:
    """Return how many decimals of money are shown; 0 where it is none."""
    if question is not None:
        return question.decimals if question.unit in CURRENCIES else 0
    if value is not None and isinstance(value.body, Sum) and value.unit in CURRENCIES:
        return value.body.scale
    return 0


def looks_of(question: Question | None, value: Value | None) -> tuple[str, ...]:
    if question is not None:
        return looks(question)
    if value is not None and isinstance(value.body, Sum):
        return DAYS if value.body.dated else looks_in(value.unit)
    return tuple(WORDS)
