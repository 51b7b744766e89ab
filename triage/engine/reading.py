"""Reading: the texts of a tree as one person reads them, every hole filled."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Self, cast

import attrs

from triage.base import markdown
from triage.base.answer import Answer, is_unsure
from triage.base.frozen import frozen
from triage.base.holes import Hole, filled_in, has_braces
from triage.base.immutable import immutable
from triage.base.looks import WORDS, counted, in_words
from triage.base.question import Question
from triage.engine.trace import Trace
from triage.language.ast import Condition, Sum
from triage.language.evaluate import Context
from triage.model.tree import TODAY, Piece, Recommendation, Tree

OPEN = "…"
"""What is shown for what is not known yet, before a decision is complete."""


def own(names: Collection[str]) -> frozenset[str]:
    """Return names that nobody changes."""
    return frozenset(names)


@immutable
class Reading:
    """Read texts to a person whose answers are known so far.

    Args:
        tree: The tree.
        answers: The answers that count.
        skipped: The ids of questions passed over because of their ``only_if``.
        waiting: The ids of questions that are still to be answered on this page.
        left: The ids of questions of this page that an end has left unanswered.

    >>> import triage
    >>> triage.load("start").decide({"walks": "yes"}).reading.title("minor")
    'Minor'
    """

    tree: Tree
    answers: Mapping[str, Answer] = attrs.field(converter=frozen, repr=False)
    skipped: frozenset[str] = attrs.field(default=(), converter=own)
    waiting: frozenset[str] = attrs.field(default=(), converter=own)
    left: frozenset[str] = attrs.field(default=(), converter=own)

    @classmethod
    def after(cls, tree: Tree, trace: Trace) -> Self:
        """Return how a person reads whom a walk left on a page, or at an end.

        Where an end that nothing can worsen leaves the rest of its page, that rest was
        put to the person, as when the way on was judged, and has no answer.
        """
        page = tree.steps[trace.step].ask if trace.end else ()
        left = frozenset(page) - trace.asked.keys()
        return cls(tree, trace.asked, trace.skipped, left=left)

    @cached_property
    def _here(self) -> Context:
        """What is known where it is judged who reads a piece: what is left is open."""
        return self._knowing(self.waiting)

    @cached_property
    def _shown(self) -> Context:
        """What is known where a value is shown: what is left can be any answer."""
        return self._knowing(self.waiting | self.left) if self.left else self._here

    def _knowing(self, waiting: frozenset[str]) -> Context:
        known = self.tree.questions, self.answers
        asked, skipped = self.answers.keys() | self.left, self.skipped | self.left
        return Context(*known, waiting, asked=asked, skipped=skipped)

    def question(self, name: str) -> Question:
        """Return a question as it is read now."""
        asked = self.tree.questions[name]
        if isinstance(today := self.answers.get(TODAY), date):
            asked = asked.on(today)
        texts = asked.text, asked.again, asked.help, asked.why, asked.if_wrong
        if not any(map(has_braces, texts)):
            return asked
        return attrs.evolve(
            asked,
            text=filled_in(asked.text, self._words),
            again=filled_in(asked.again, self._words),
            if_wrong=filled_in(asked.if_wrong, self._words),
            help=markdown.filled_in(asked.help, self._words),
            why=markdown.filled_in(asked.why, self._words),
        )

    def response(self, name: str) -> str:
        """Return what is said back to the answer to a question; may be empty."""
        texts = self.tree.questions[name].responses_to(self.answers[name])
        return markdown.joined(markdown.filled_in(x, self._words) for x in texts)

    def advice(self, item: Recommendation) -> Recommendation:
        """Return a recommendation as it is read now."""
        texts = item.title, item.text, item.watch_for
        if not item.pieces and not any(map(has_braces, texts)):
            return item
        return attrs.evolve(
            item,
            title=filled_in(item.title, self._words),
            text=self._told(item, "text"),
            watch_for=self._told(item, "watch_for"),
            pieces=(),
        )

    def _told(self, item: Recommendation, of: str) -> str:
        pieces = [self._piece(piece) for piece in item.pieces if piece.of == of]
        texts = pieces or [getattr(item, of)]
        return markdown.joined(markdown.filled_in(x, self._words) for x in texts)

    def _piece(self, piece: Piece) -> str:
        """Return what is read of a piece, as its condition holds, fails, or waits."""
        if piece.when is None:
            return piece.text
        holds = self.tree.compiled.holds(piece.when, self._here)
        return OPEN if holds is None else piece.text if holds else piece.otherwise

    def denial(self, condition: Condition) -> str:
        """Return what the tree says of answers that deny a rule; may be empty."""
        return filled_in(self.tree.denials.get(condition, ""), self._words)

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
        value = self.tree.values[hole.name]
        if value.options:
            known = self.tree.compiled.possible(hole.name, self._shown)
            one = value.choices[known[0]].text if len(known) == 1 else ""
            return WORDS.get(hole.look, str)(one)
        body = cast("Sum", value.body)  # no text shows another
        low, high = self.tree.compiled.number(body, self._shown)
        if low != high:
            return ""
        if body.dated:
            return self.tree.speech.day(date.fromordinal(int(low)), hole.look)
        number = Decimal(int(low)).scaleb(-body.scale)
        return counted(number, value.unit, hole.look, self.tree.speech)
