"""Reasons: why each way on is taken, in the words that are the same for everybody.

What a decision says of its path is this with the answers. Each way is put into words
once for a tree, when a decision first says it.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import attrs

from triage.base.question import Question
from triage.language.ast import Condition, Not, Value, questions_in
from triage.language.english import English

if TYPE_CHECKING:
    from triage.model.tree import Step, Way

OTHERWISE = "otherwise"  # the label of an edge that is taken when no other holds


@attrs.frozen
class Reason:
    """Say why a way is taken.

    Args:
        branch: The answer or the condition that leads on; empty where there is no
            choice.
        because: All that must be so for that; empty for a way listed by answer.
        questions: What it depends on, whose answers are told beside it.
    """

    branch: str
    because: str = ""
    questions: frozenset[str] = frozenset()


class Reasons:
    """Put the ways of a tree into words, each when it is first met."""

    def __init__(
        self,
        questions: Mapping[str, Question],
        values: Mapping[str, Value],
        edges: Sequence[tuple["Step", "Way"]],
    ) -> None:
        self.questions = questions
        self.values = values
        self.edges = edges
        self.english = English(questions, values)
        self.of = cache(self._of)

    def label(self, step: "Step", way: "Way") -> str:
        """Return the answer or the condition of a way; empty if there is no choice."""
        if way.answer:
            return self.questions[step.ask[0]].describe(way.answer)
        if way.said is not None:
            return self.english.of(way.said)
        return OTHERWISE if len(step.ways) > 1 else ""

    def _of(self, number: int) -> Reason:
        """Return why the way of a number is taken."""
        step, way = self.edges[number]
        branch = self.label(step, way)
        if way.answer:
            return Reason(branch)
        conditions = decisive(step, way)
        because = "; ".join(map(self.english.of, conditions))
        if step.table and not way.said:
            because = "no row above fits"
        each = (questions_in(condition, self.values) for condition in conditions)
        return Reason(branch, because, frozenset[str]().union(*each))


def decisive(step: "Step", way: "Way") -> list[Condition]:
    """Return what must hold for a way: its condition, or that no way before it fits."""
    if way.said is not None:
        return [way.said]
    return [Not(w.when) for w in step.ways if w.number < way.number and w.when]
