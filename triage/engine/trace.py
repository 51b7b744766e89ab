"""Trace: the record of one walk, and what an engine is that makes such records."""

from collections.abc import Collection, Iterator, Mapping
from typing import Protocol

import attrs

from triage.base.answer import Answer
from triage.base.frozen import frozen
from triage.base.immutable import immutable
from triage.model.traversal import Place, page_questions
from triage.model.tree import Step, Tree


@immutable
class Trace:
    """Record one walk.

    Args:
        edges: The numbers of the ways taken, in order.
        step: The id of the step where the walk ended or waits.
        end: The recommendation that ended the walk, ``done``, or empty.
        advice: The ids of the recommendations collected, in order; the end included.
        collected: Where each piece of advice was collected: the id of a step or the
            number of a way, and the index there.
        missing: The ids of the questions to ask now; empty when the walk ended.
        asked: The answers that counted, in the order of asking.
        skipped: The ids of questions passed over because of their ``only_if``.
        rank: The highest rank collected; -1 for none.
        asked_before: How many questions had been asked on arrival at the last step.
        skipped_before: How many of them had been passed over.
        todo: Why the walk cannot go on; empty unless a way is not written yet.
    """

    edges: tuple[int, ...]
    step: str
    end: str
    advice: tuple[str, ...]
    collected: tuple[Place, ...]
    missing: tuple[str, ...]
    asked: Mapping[str, Answer] = attrs.field(converter=frozen, repr=False)
    skipped: tuple[str, ...]
    rank: int
    asked_before: int
    skipped_before: int
    todo: str = ""

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The answers that a person gave on the path, in the order of asking."""
        if not self.skipped:
            return self.asked
        skipped = {*self.skipped}
        return {name: a for name, a in self.asked.items() if name not in skipped}

    def used(self, question: str) -> bool:
        """Whether an answer given to a question counts on the path."""
        return question in self.asked and question not in self.skipped


class Engine(Protocol):
    """Walk a tree over answers.

    ``triage.engine.walk.walk`` is the reference: any other engine returns, for every
    tree and all answers, the trace that it returns.
    """

    def __call__(
        self, tree: Tree, answers: Mapping[str, Answer], before: Trace | None = None, /
    ) -> Trace:
        """Return the record of a walk.

        Args:
            tree: The tree.
            answers: Accepted answers by question id; those that no page asks count not.
            before: A walk over earlier answers that waits for more, to go on from. It
                never changes what is found.
        """


def steps_of(tree: Tree, trace: Trace) -> Iterator[Step]:
    """Yield the steps of a walk, that where it waits included."""
    for number in trace.edges:
        yield tree.edges[number][0]
    if trace.missing:
        yield tree.steps[trace.step]


def arrival(tree: Tree, trace: Trace, steps: Collection[str]) -> Trace | None:
    """Return the record of a walk as it was on arrival at the first of some steps.

    A walk can go on from there. None where it came by none of them, and ended.
    """
    edges = [tree.edges[number] for number in trace.edges]
    at = next((n for n, (step, _) in enumerate(edges) if step.id in steps), None)
    if at is None:
        return None
    passed = {place for step, way in edges[:at] for place in (step.id, way.number)}
    met = {name for step, _ in edges[:at] for name in step.ask}
    collected = tuple(place for place in trace.collected if place[0] in passed)
    advice = [advised(tree, place) for place in collected]
    here, asked = edges[at][0], {n: a for n, a in trace.asked.items() if n in met}
    skipped = tuple(name for name in trace.skipped if name in met)
    return Trace(
        trace.edges[:at],
        here.id,
        "",
        tuple(dict.fromkeys(advice)),
        collected,
        tuple(name for name in here.ask if name not in asked),
        asked,
        skipped,
        max((tree.recommendations[name].rank for name in advice), default=-1),
        len(asked),
        len(skipped),
    )


def advised(tree: Tree, place: Place) -> str:
    """Return the id of the recommendation that is collected at a place."""
    where, index = place
    at = tree.steps[where] if isinstance(where, str) else tree.edges[where][1]
    return at.advise[index].recommendation


def pages(tree: Tree, trace: Trace) -> Iterator[tuple[Step, Mapping[str, Answer]]]:
    """Yield the steps of a walk, each with the answers that a person gave there."""
    answers = trace.answers
    for step, names in page_questions(steps_of(tree, trace), answers):
        yield step, {name: answers[name] for name in names}
