"""Reasons of a person: what decided that each branch of a path was taken."""

from collections.abc import Iterator

import attrs

from triage.base.answer import Answer
from triage.engine.trace import Trace
from triage.language.ast import Condition
from triage.language.deciding import Reduction
from triage.language.evaluate import Context
from triage.model.reasons import Reason
from triage.model.tree import Tree


@attrs.frozen
class Decisive:
    """Say what decided that a way is taken.

    Args:
        questions: The ids of those that decided, in the order of asking.
        named: Those of them that made the conditions of the way so.
        conditions: What is so of the way, without what decided nothing.
    """

    questions: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()


def decisive(tree: Tree, trace: Trace) -> Iterator[Decisive]:
    """Yield what decided each way of a path, in the order of the path."""
    left, asked = dict(trace.asked), dict[str, Answer]()
    rank, advice = -1, by_place(tree, trace)
    for number in trace.edges:
        step, way = tree.edges[number]
        asked |= {name: left.pop(name) for name in step.ask if name in left}
        rank = max(rank, advice.get(step.id, -1))
        reason = tree.reasons.of(number)
        if reason.conditions:
            waiting = frozenset(step.ask) - asked.keys()
            known = Context(tree.questions, asked, waiting, rank, skipped=trace.skipped)
            yield of_conditions(tree, reason, known)
        else:
            yield Decisive(step.ask[:1] if way.answer else ())
        rank = max(rank, advice.get(number, -1))


def by_place(tree: Tree, trace: Trace) -> dict[str | int, int]:
    """Return the highest rank of what was collected, by the step or the way."""
    found = dict[str | int, int]()
    for where, index in trace.collected:
        part = tree.edges[where][1] if isinstance(where, int) else tree.steps[where]
        rank = tree.recommendations[part.advise[index].recommendation].rank
        found[where] = max(rank, found.get(where, -1))
    return found


def of_conditions(tree: Tree, reason: Reason, here: Context) -> Decisive:
    names = reason.tests.names | reason.told.names
    known = tuple(name for name in here.answers if name in names)
    why = reason.tests.deciding(here, known)
    named = why if reason.told is reason.tests else reason.told.deciding(here, why)
    if not reason.told.can_be_less:
        return Decisive(why, named, reason.conditions)
    waiting = here.waiting | ({*known} - {*named})
    reduction = Reduction(tree.compiled, attrs.evolve(here, waiting=waiting))
    return Decisive(why, named, tuple(map(reduction.of, reason.conditions)))
