"""Outcome: what became of one patient, as properties see it, every answer known."""

from collections.abc import Iterator, Mapping
from functools import cached_property

import attrs

from triage.base.answer import Answer
from triage.base.frozen import frozen
from triage.engine.decision import shown
from triage.engine.trace import Trace, steps_of
from triage.engine.walk import walk
from triage.language.ast import Condition
from triage.language.evaluate import Context
from triage.model.traversal import page_questions
from triage.model.tree import Property, Tree


@attrs.frozen
class Outcome:
    """Hold what became of one patient.

    A condition about a patient sees every answer, asked or not; a question that the
    path skipped counts as answered ``otherwise``.

    Args:
        tree: The tree.
        answers: An accepted answer to every question.

    >>> import triage
    >>> from triage.engine.defaults import ordinary
    >>> tree = triage.load("back_pain")
    >>> outcome = Outcome(tree, ordinary(tree) | {"chest_pain": "yes"})
    >>> outcome.breaks(tree.properties["hard_flags_are_emergencies"])
    False
    """

    tree: Tree
    answers: Mapping[str, Answer] = attrs.field(converter=frozen, repr=False)

    @cached_property
    def trace(self) -> Trace:
        """The record of the walk."""
        return walk(self.tree, self.answers)

    @cached_property
    def here(self) -> Context:
        """What is so of the patient, and of the outcome."""
        return context_of(self.tree, self.answers, self.trace)

    def holds(self, condition: Condition | None) -> bool:
        """Return whether a condition holds of the patient and the outcome."""
        return condition is None or bool(self.tree.compiled.holds(condition, self.here))

    @property
    def is_possible(self) -> bool:
        """Whether nothing that the tree assumes of every patient is untrue."""
        judged = (self.tree.compiled.condition(a, self.here) for a in self.tree.assume)
        return all(possible for _, possible in judged)

    @property
    def pages(self) -> Iterator[tuple[str, ...]]:
        """The questions of each step of the path that were not asked before it."""
        passed = steps_of(self.tree, self.trace)
        return (names for _, names in page_questions(passed, self.trace.asked))

    def breaks(self, stated: Property) -> bool:
        """Return whether a ``given … then …`` does not hold of this patient."""
        return self.holds(stated.given) and not self.holds(stated.then)

    def misorders(self, stated: Property) -> bool:
        """Return whether a question of ``before`` came up before those of ``asked``."""
        wanted = set(stated.asked)
        for page in self.pages:
            if wanted and not set(page).isdisjoint(stated.before):
                return True
            wanted.difference_update(page)
        return False

    def drops(self, worse: "Outcome", stated: Property) -> bool:
        """Return whether a patient who is worse off is told something less urgent.

        Args:
            worse: The outcome of that patient.
            stated: The property; where it has an ``of``, that advice must not be lost.
        """
        if stated.of is not None:
            return self.holds(stated.of) and not worse.holds(stated.of)
        return worse.trace.rank < self.trace.rank


def context_of(tree: Tree, answers: Mapping[str, Answer], trace: Trace) -> Context:
    """Return all that is so of a patient, whatever the path asked, and of the outcome.

    Of a skipped question, what counts instead is known.
    """
    return Context(
        tree.questions,
        {**answers, **trace.asked},
        rank=trace.rank,
        told=frozenset(item.id for item in shown(tree, trace.advice)),
        end=trace.end,
        asked=trace.asked,
    )
