"""Name resolution: what the names in a condition stand for, each told at its word."""

import ast
import re
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import TypeAlias

import attrs

from triage.base.answer import UNSURE
from triage.base.diagnostics import Finding
from triage.base.exceptions import TreeError
from triage.base.frozen import FrozenMap
from triage.base.immutable import immutable
from triage.base.kinds import KINDS, Kind, Range, Subset, Words
from triage.base.question import Level, Question
from triage.base.suggest import did_you_mean
from triage.base.text import Span, Text
from triage.base.wording import many, shortened
from triage.language.ast import (
    Expr,
    Points,
    Value,
    ValueNumber,
    own_questions,
    parts,
)

ROUNDING = ("round", "floor", "ceil")
EXTREMES = ("min", "max")
NUMBERS = ("count", "points", *EXTREMES, *ROUNDING)
CONDITIONS = ("asked", "answered", "unsure", "maybe", "surely", "advised", "ends")
UNITS = ("days", "weeks", "months", "years")
BY_WEEKDAY = {"on_or_before": "before", "on_or_after": "after"}
DATES = (*UNITS, *BY_WEEKDAY, "weekday", "accrued")
FUNCTIONS = (*CONDITIONS, *NUMBERS, *DATES)
WORDS = (*CONDITIONS, *NUMBERS)
"""The functions that can be no id; the others are functions before brackets only."""

ANSWERS = (UNSURE, "yes", "no")

FORMS = {
    **dict.fromkeys(("maybe", "surely"), "one condition, as in `maybe(fever)`"),
    **dict.fromkeys(
        ("asked", "answered", "unsure"), "one question or value, as in `asked(age)`"
    ),
    **dict.fromkeys(("advised", "ends"), "one recommendation, as in `ends(rest)`"),
    **{word: f"two dates, as in `{word}(born, 2026-04-01)`" for word in UNITS},
    **{
        word: f"a date and a day of the week, as in `{word}(due, sunday)`"
        for word in BY_WEEKDAY
    },
    "accrued": "a table by days and two dates, as in `accrued(rate, paid, today)`",
    "weekday": "one date, as in `weekday(due) == saturday`",
    "points": "one question, as in `points(cough)`",
    "count": "a question or conditions, as in `count(signs)` or `count(fever, cough)`",
    **{word: f"two numbers or more, as in `{word}(age, 65)`" for word in EXTREMES},
    **{
        word: f"a number and maybe a step, as in `{word}(age)` or `{word}(dose, 0.5)`"
        for word in ROUNDING
    },
}
"""What stands in the brackets behind a word."""

Choosable: TypeAlias = Question | Value
"""What is one of some options."""

ALONE = tuple(kind for kind in KINDS.values() if kind.stands_alone)
CHOICE = tuple(kind for kind in KINDS.values() if "options" in kind.needs)
ONE = tuple(kind for kind in CHOICE if kind.domain_type is Words)
ANY = tuple(kind for kind in CHOICE if kind.domain_type is Subset)
AMOUNTS = tuple(kind for kind in KINDS.values() if kind.domain_type is Range)


@immutable
class Scope:
    """Say what the names in a condition stand for; None where a word is not allowed."""

    questions: Mapping[str, Question]
    values: Mapping[str, Value]  # typed so far
    levels: Mapping[str, Level] | None = None  # for `urgency`
    advisable: frozenset[str] | None = None  # for `advised` and `ends`
    broken: Collection[str] = frozenset()  # declared, but not well: told already
    free: frozenset[str] = frozenset()  # questions of which nobody knows the range
    points: dict[str, tuple[Points, int]] = attrs.field(factory=dict, eq=False)
    lists: Mapping[str, tuple[str, ...]] = FrozenMap()  # of options, by name

    def is_free(self, expr: Expr) -> bool:
        """Whether something may go by what stands in, of which few digits are known."""
        if not self.free:
            return False
        every = [*parts(expr)]
        named = chain.from_iterable(map(own_questions, every))
        return any(isinstance(x, ValueNumber) for x in every) or any(
            name in self.free for name in named
        )


class Resolver:
    """Find what the parts of one condition stand for, and where they were written."""

    def __init__(self, text: Text, scope: Scope) -> None:
        self.text = text
        self.scope = scope

    def between(self, start: ast.expr, end: ast.expr) -> Span:
        return self.text.part(start.col_offset, end.end_col_offset or 0)

    def span(self, node: ast.expr) -> Span:
        return self.between(node, node)

    def shown(self, node: ast.expr) -> str:
        return shortened(self.span(node).text)

    def name(self, node: ast.expr, what: str) -> ast.Name:
        if isinstance(node, ast.Name):
            return node
        shown = self.shown(node)
        message = f"`{shown}` stands where {what} is expected"
        is_dashed = isinstance(node, ast.BinOp) and re.fullmatch(r"\w+(-\w+)+", shown)
        advice = f"ids have no `-`: `{shown.replace('-', '_')}`" if is_dashed else ""
        raise self.fail(node, message, advice)

    def defined(self, node: ast.expr) -> ast.Name:
        name = self.name(node, "the id of a question or a value")
        if name.id not in self.scope.questions and name.id not in self.scope.values:
            known = chain(self.scope.questions, self.scope.values)
            raise self.nameless(name, "question or value", known)
        return name

    def question(self, node: ast.expr, kinds: tuple[Kind, ...]) -> Question:
        name = self.name(node, "the id of a question")
        question = self.scope.questions.get(name.id)
        if question is None:
            raise self.nameless(name, "question", self.scope.questions)
        if question.kind not in kinds:
            wanted = " or ".join(kind.name for kind in kinds)
            message = f"`{name.id}` is a question of type {question.type}, not {wanted}"
            raise self.misused(node, question, message)
        return question

    def option(self, node: ast.expr, question: Choosable) -> str:
        name = self.name(node, "an option").id
        if name in question.choices:
            return name
        if name not in ANSWERS:
            message = f"`{question.id}` has no option `{shortened(name)}`"
            advice = did_you_mean(name, question.choices)
            raise self.fail(node, message, advice, "T201")
        message = f"`{name}` is not an option of `{question.id}`"
        if name == UNSURE:
            raise self.fail(node, message, f"write `unsure({question.id})`")
        raise self.misused(node, question, message)

    def choosable(self, node: ast.expr) -> Choosable:
        """Return a question or a value of which one option is chosen."""
        known = self.scope.values.get(node.id) if isinstance(node, ast.Name) else None
        if known is None:
            return self.question(node, ONE)
        if not known.options:
            message = f"`{known.id}` is not one of some words"
            raise self.fail(node, message, "say its `options`, or compare it otherwise")
        return known

    def listed(self, node: ast.Name, question: Choosable) -> tuple[str, ...]:
        """Return the options of a list, each of which the question must have."""
        options = self.scope.lists[node.id]
        for option in options:
            if option not in question.choices:
                message = f"`{option}` in `{node.id}` is no option of `{question.id}`"
                advice = did_you_mean(option, question.choices)
                raise self.fail(node, message, advice, "T201")
        return tuple(dict.fromkeys(options))

    def refuse_path(self, node: ast.expr) -> None:
        """Refuse a division that looks like the place of something in a copy."""
        shown = "".join(self.shown(node).split())
        name = shown.replace("/", ".")
        if "/" in shown and (name in self.scope.questions or name in self.scope.values):
            raise self.fail(node, f"`{shown}` is a division", f"write `{name}`")

    def fail(
        self, node: ast.expr, message: str, advice: str, code: str = "T303"
    ) -> TreeError:
        return TreeError(Finding(code, message, self.span(node), advice))

    def misused(self, node: ast.expr, question: Choosable, message: str) -> TreeError:
        """Return an error that shows how a question of its type is used."""
        option = question.options[0].id if question.options else "…"
        kind = KINDS["one_of"] if isinstance(question, Value) else question.kind
        return self.fail(node, message, kind.form.format(question.id, option))

    def is_word(self, value: Value, node: ast.expr, what: str) -> TreeError:
        """Return an error where a value stands that is one of some words."""
        message = f"`{value.id}` is one of some words, and no {what}"
        return self.misused(node, value, message)

    def unknown(self, node: ast.Name, what: str, known: Iterable[str]) -> TreeError:
        message = f"no {what} is called `{shortened(node.id)}`"
        is_told = node.id in self.scope.broken
        advice = "" if is_told else did_you_mean(node.id, known)
        return self.fail(node, message, advice, "T201")

    def miscounted(self, node: ast.expr, function: str, parts: int) -> TreeError:
        inside = many(parts, "thing") if parts else "nothing"
        message = f"`{function}` has {inside} in its brackets"
        return self.fail(node, message, f"write {FORMS[function]}")

    def nameless(self, node: ast.Name, what: str, known: Iterable[str]) -> TreeError:
        name, questions = node.id, self.scope.questions.values()
        if name in WORDS:
            message = f"`{name}` stands here without brackets"
            return self.fail(node, message, f"write `{name}(…)`")
        if name == "urgency":
            message = "`urgency` is a level, and is compared with levels only"
            return self.fail(node, message, "write `urgency >= same_day`")
        if name in ANSWERS:
            message = f"`{name}` is an answer, and stands for nothing by itself"
            return self.fail(node, message, "write the id of the question")
        if name in self.scope.broken:
            return self.unknown(node, what, known)
        chosen: Iterable[Choosable] = chain(questions, self.scope.values.values())
        for question in (q for q in chosen if name in q.choices):
            message = f"`{name}` is an option of `{question.id}`"
            several = isinstance(question, Question) and question.kind in ANY
            form = "{0} in {1}" if several else "{1} == {0}"
            return self.fail(node, message, f"write `{form.format(name, question.id)}`")
        return self.unknown(node, what, known)
