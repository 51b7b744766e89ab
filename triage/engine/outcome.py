"""Outcome: what became of one patient, as properties see it, every answer known."""

from collections.abc import Mapping
from functools import cached_property
from typing import Self

import attrs

from triage.base.answer import Answer
from triage.base.frozen import frozen
from triage.base.immutable import immutable
from triage.engine.decision import Decision, contradictions, shown
from triage.engine.interview import Interview, interviews
from triage.engine.trace import Engine, Trace, steps_of
from triage.engine.walk import walk
from triage.language.ast import Condition
from triage.language.evaluate import Context
from triage.model.tree import Property, Tree


@immutable
class Outcome:
    """Hold what became of one patient.

    A condition about a patient sees every answer, asked or not; a question that the
    path skipped counts as answered ``otherwise``.

    Args:
        tree: The tree.
        answers: An accepted answer to every question.
        engine: What walks the tree: the reference, unless given.

    >>> import triage
    >>> from triage.engine.defaults import ordinary
    >>> tree = triage.load("back_pain")
    >>> outcome = Outcome(tree, ordinary(tree) | {"chest_pain": "yes"})
    >>> outcome.breaks(tree.properties["hard_flags_are_emergencies"])
    False
    """

    tree: Tree
    answers: Mapping[str, Answer] = attrs.field(converter=frozen, repr=False)
    engine: Engine | None = attrs.field(default=None, eq=False, repr=False)

    @classmethod
    def of(cls, decision: Decision) -> Self:
        """Return what became of the one whom a decision is about, who was walked."""
        return cls(decision.tree, decision.given, lambda *_: decision.trace)

    @cached_property
    def trace(self) -> Trace:
        """The record of the walk."""
        return (self.engine or walk)(self.tree, self.answers)

    @cached_property
    def took(self) -> frozenset[int]:
        """The numbers of the ways taken."""
        return frozenset(self.trace.edges)

    @cached_property
    def passed(self) -> frozenset[str]:
        """The ids of the steps that the path comes by."""
        return frozenset(step.id for step in steps_of(self.tree, self.trace))

    @property
    def result(self) -> tuple[object, ...]:
        """What two outcomes can differ in, which is urgency, end and what is told."""
        return self.trace.rank, self.trace.end, self.here.told

    @cached_property
    def here(self) -> Context:
        """What is so of the patient, and of the outcome."""
        return context_of(self.tree, self.answers, self.trace)

    @cached_property
    def interviews(self) -> tuple[Interview, ...]:
        """What the patient is asked, one question at a time and page by page."""
        return interviews(self.tree, self.answers, self.trace)

    @cached_property
    def asked(self) -> frozenset[str]:
        """What the patient is asked in some way of asking, or passed over there."""
        return frozenset().union(*(way.asked for way in self.interviews))

    def ways(self, *conditions: Condition | None) -> tuple[Context, ...]:
        """Return what is so, for each way of asking that conditions can tell apart."""
        if not any(map(self.tree.compiled.hears, filter(None, conditions))):
            return (self.here,)
        return tuple(
            attrs.evolve(self.here, asked=way.asked, skipped=way.trace.skipped)
            for way in self.interviews
        )

    def holds(self, condition: Condition | None) -> bool:
        """Return whether a condition holds of the patient and the outcome.

        What was asked is judged for each way of asking; one is enough.
        """
        return any(self.judge(condition, here) for here in self.ways(condition))

    def judge(self, condition: Condition | None, here: Context) -> bool:
        return condition is None or bool(self.tree.compiled.holds(condition, here))

    @property
    def is_possible(self) -> bool:
        """Whether nothing that the tree assumes of every patient is untrue."""
        judged = (self.tree.compiled.condition(a, self.here) for a in self.tree.assume)
        return all(possible for _, possible in judged)

    @property
    def is_accepted(self) -> bool:
        """If what the path asked goes together, as a decision asks of its answers."""
        return not contradictions(self.tree, self.trace.asked)

    def breaks(self, stated: Property) -> bool:
        """Return whether a ``given … then …`` does not hold, in any way of asking."""
        return any(
            self.judge(stated.given, here) and not self.judge(stated.then, here)
            for here in self.ways(stated.given, stated.then)
        )

    def misorders(self, stated: Property) -> bool:
        """Return whether a question of ``before`` came up before those of ``asked``."""
        for way in self.interviews:
            wanted = set(stated.asked)
            for _, page in way.pages(self.tree):
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
        skipped=trace.skipped,
    )
