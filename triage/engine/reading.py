"""Reading: the texts of a tree as one person reads them, every hole filled."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import cast

import attrs

from triage.base import markdown
from triage.base.answer import Answer, is_unsure
from triage.base.holes import Hole, filled_in, has_braces
from triage.base.looks import in_words, of_number
from triage.base.question import Question
from triage.language.ast import Sum
from triage.language.evaluate import Context
from triage.model.tree import Recommendation, Tree

OPEN = "…"
"""What is shown for what is not known yet, before a decision is complete."""


@attrs.frozen
class Reading:
    """Read texts to a person whose answers are known so far.

    Args:
        tree: The tree.
        answers: The answers that count.
        skipped: The ids of questions passed over because of their ``only_if``.

    >>> import triage
    >>> triage.load("start").decide({"walks": "yes"}).reading.title("minor")
    'Minor'
    """

    tree: Tree
    answers: Mapping[str, Answer]
    skipped: Collection[str] = ()

    @cached_property
    def _here(self) -> Context:
        return Context(self.tree.questions, self.answers, skipped=self.skipped)

    def question(self, name: str) -> Question:
        """Return a question as it is read now."""
        asked = self.tree.questions[name]
        texts = asked.text, asked.again, asked.help, asked.why
        if not any(map(has_braces, texts)):
            return asked
        return attrs.evolve(
            asked,
            text=filled_in(asked.text, self._words),
            again=filled_in(asked.again, self._words),
            help=markdown.filled_in(asked.help, self._words),
            why=markdown.filled_in(asked.why, self._words),
        )

    def advice(self, item: Recommendation) -> Recommendation:
        """Return a recommendation as it is read now."""
        if not any(map(has_braces, (item.title, item.text, item.watch_for))):
            return item
        return attrs.evolve(
            item,
            title=filled_in(item.title, self._words),
            text=markdown.filled_in(item.text, self._words),
            watch_for=markdown.filled_in(item.watch_for, self._words),
        )

    def title(self, name: str) -> str:
        """Return the title of a recommendation as it is read now."""
        return self.advice(self.tree.recommendations[name]).title

    def _words(self, hole: Hole) -> str:
        question = self.tree.questions.get(hole.name)
        known = self._value(hole) if question is None else self._answer(question, hole)
        return known or hole.otherwise or OPEN

    def _answer(self, question: Question, hole: Hole) -> str:
        answer = self.answers.get(question.id)
        if answer is None or is_unsure(answer):
            return ""
        return in_words(question, answer, hole.look)

    def _value(self, hole: Hole) -> str:
        body = cast("Sum", self.tree.values[hole.name].body)  # no text shows another
        low, high = self.tree.compiled.number(body, self._here)
        return of_number(int(low), body.scale) if low == high else ""
