"""Denials: where answers deny what is assumed, and what is known by then.

A rule is denied once nothing that is open could make it true. So those numbers are
known with which, at one of their ends, it would hold whatever all else is.
"""

from collections.abc import Iterator
from itertools import islice

import attrs

import triage.language.ast as e
from triage.language.definite import Knowledge, Known, union
from triage.language.linear import FEW, fold
from triage.language.ranges import Bodies
from triage.model.graph import reachable
from triage.model.traversal import step_graph
from triage.model.tree import Step, Tree


def denied_at(
    condition: e.Condition, tree: Tree, knowledge: Knowledge
) -> Iterator[tuple[Step, Known]]:
    """Yield the steps where answers may deny a condition, with what is known there.

    The rest of the page may still wait for its answers.
    """
    needed = settled(condition, knowledge, holds=False)
    about = union(knowledge.bits[x] for x in e.questions_in(condition, tree.values))
    reached = reachable(step_graph(tree.steps), tree.first)
    for step in tree.steps.values():
        page = union(knowledge.bits[name] for name in step.ask)
        asked = step.known.asked | page
        if step.id in reached and not needed & ~asked and about & asked:
            yield step, step.known.settle(needed)


def settled(expr: e.Condition, knowledge: Knowledge, *, holds: bool) -> int:
    """Return the questions with a plain answer whenever a condition is surely so."""
    match expr:
        case e.Not(item):
            return settled(item, knowledge, holds=not holds)
        case e.And(items) | e.Or(items) if isinstance(expr, e.And) is holds:
            return union(settled(item, knowledge, holds=holds) for item in items)
        case e.Maybe(item) if not holds:
            return settled(item, knowledge, holds=False)
        case e.Surely(item) if holds:
            return settled(item, knowledge, holds=True)
        case e.Compare():
            return union(pivots(expr, knowledge, holds=holds))
        case _:
            return knowledge.told(expr, holds=holds)


def pivots(
    comparison: e.Compare, knowledge: Knowledge, *, holds: bool
) -> Iterator[int]:
    """Yield the numbers at an end of which a comparison is otherwise, whatever else."""
    some = [*islice(e.parts_through([comparison], knowledge.values), FEW)]
    names = {part.question for part in some if isinstance(part, e.NumberOf)}
    for name in names if len(some) < FEW else ():
        asked = knowledge.questions[name]
        for end in (asked.minimum, asked.maximum):
            held = attrs.evolve(asked, minimum=end, maximum=end)
            known = Bodies({**knowledge.questions, name: held}, knowledge.values)
            if fold(comparison, known) == e.Always(not holds):
                yield knowledge.bits[name]
