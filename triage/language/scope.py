"""Name resolution: what the names in a condition stand for, each told at its word."""

import ast
from collections.abc import Iterable, Mapping

import attrs

from triage.base.answer import UNSURE
from triage.base.diagnostics import Finding
from triage.base.exceptions import TreeError
from triage.base.kinds import KINDS, Kind, Range, Subset, Words
from triage.base.question import Level, Question
from triage.base.suggest import did_you_mean
from triage.base.text import Span, Text
from triage.base.wording import shortened
from triage.language.ast import Value

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

ALONE = tuple(kind for kind in KINDS.values() if kind.stands_alone)
WITH_OPTIONS = tuple(kind for kind in KINDS.values() if "options" in kind.needs)
ONE = tuple(kind for kind in WITH_OPTIONS if kind.domain_type is Words)
ANY = tuple(kind for kind in WITH_OPTIONS if kind.domain_type is Subset)
AMOUNTS = tuple(kind for kind in KINDS.values() if kind.domain_type is Range)

Points = tuple[tuple[str, int], ...]
"""Options, and what each is worth."""


@attrs.frozen
class Scope:
    """Say what the names in a condition stand for.

    Args:
        questions: The questions of the tree by id.
        values: The values typed so far, by id.
        levels: The urgency scale by id; None where `urgency` is not allowed.
        advisable: The recommendations by id that `advised` and `ends` may name;
            None where these are not allowed.
        points: The points of the options of questions, worked out once.
    """

    questions: Mapping[str, Question]
    values: Mapping[str, Value]
    levels: Mapping[str, Level] | None = None
    advisable: frozenset[str] | None = None
    points: dict[str, tuple[Points, int]] = attrs.field(factory=dict, eq=False)


class Resolver:
    """Find what the parts of one condition stand for, and where they were written."""

    def __init__(self, text: Text, scope: Scope) -> None:
        self.text = text
        self.scope = scope
        self.first = text.begins()

    def between(self, start: ast.expr, end: ast.expr) -> Span:
        """Return where a stretch of the condition was written."""
        if self.first is None:
            return self.text.span
        first, last = start.col_offset, end.end_col_offset or 0
        return Span(self.text.span.source, self.first + first, self.first + last)

    def span(self, node: ast.expr) -> Span:
        return self.between(node, node)

    def shown(self, node: ast.expr) -> str:
        """Return a part as messages repeat it."""
        return shortened(self.span(node).text)

    # Looking up

    def name(self, node: ast.expr, what: str) -> ast.Name:
        if isinstance(node, ast.Name):
            return node
        message = f"`{self.shown(node)}` stands where {what} is expected"
        raise self.fail("T303", node, message, "")

    def defined(self, node: ast.expr) -> ast.Name:
        """Return a part that must be the name of a question or a value."""
        name = self.name(node, "the id of a question or a value")
        if name.id not in self.scope.questions and name.id not in self.scope.values:
            known = [*self.scope.questions, *self.scope.values]
            raise self.nameless(name, "question or value", known)
        return name

    def question(self, node: ast.expr, kinds: tuple[Kind, ...]) -> Question:
        """Return the question that a name stands for, of one of some kinds."""
        name = self.name(node, "the id of a question")
        question = self.scope.questions.get(name.id)
        if question is None:
            raise self.nameless(name, "question", self.scope.questions)
        if question.kind not in kinds:
            wanted = " or ".join(kind.name for kind in kinds)
            message = f"`{name.id}` is a question of type {question.type}, not {wanted}"
            raise self.fail("T303", node, message, right_form(question))
        return question

    def option(self, node: ast.expr, question: Question) -> str:
        """Return the option of a question that a name stands for."""
        name = self.name(node, "an option").id
        if name in question.choices:
            return name
        if name in (UNSURE, "yes", "no"):
            message = f"`{name}` is not an option of `{question.id}`"
            unsure = f"write `unsure({question.id})`"
            advice = unsure if name == UNSURE else right_form(question)
            raise self.fail("T303", node, message, advice)
        message = f"`{question.id}` has no option `{name}`"
        raise self.fail("T201", node, message, did_you_mean(name, question.choices))

    # Failing

    def fail(self, code: str, node: ast.expr, message: str, advice: str) -> TreeError:
        return TreeError(Finding(code, message, self.span(node), advice))

    def unknown(self, node: ast.Name, what: str, known: Iterable[str]) -> TreeError:
        advice = did_you_mean(node.id, known)
        return self.fail("T201", node, f"no {what} is called `{node.id}`", advice)

    def miscounted(self, node: ast.expr, function: str, parts: int) -> TreeError:
        inside = f"{parts} things" if parts else "nothing"
        message = f"`{function}` has {inside} in its brackets"
        return self.fail("T303", node, message, f"write {FORMS[function]}")

    def nameless(self, node: ast.Name, what: str, known: Iterable[str]) -> TreeError:
        """Return the error for a name that stands for no question or value."""
        name = node.id
        if name in FUNCTIONS:
            message = f"`{name}` stands here without brackets"
            return self.fail("T303", node, message, f"write `{name}(…)`")
        if name == "urgency":
            message = "`urgency` is a level, and is compared with levels only"
            return self.fail("T303", node, message, "write `urgency >= same_day`")
        if name in (UNSURE, "yes", "no"):
            message = f"`{name}` is an answer, and stands for nothing by itself"
            return self.fail("T303", node, message, "write the id of the question")
        for question in self.scope.questions.values():
            if name in question.choices:
                message = f"`{name}` is an option of `{question.id}`"
                form = "{0} in {1}" if question.kind in ANY else "{1} == {0}"
                advice = f"write `{form.format(name, question.id)}`"
                return self.fail("T303", node, message, advice)
        return self.unknown(node, what, known)


def right_form(question: Question) -> str:
    """Return how a question of its type is used in a condition."""
    option = question.options[0].id if question.options else "…"
    return question.kind.form.format(question.id, option)
