"""Flow: how many of some people come by each step of a tree, and take each way on."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Self

import attrs

from triage.base.frozen import frozen
from triage.base.immutable import immutable
from triage.engine.decision import Decision
from triage.model.tree import DONE, Tree


@immutable
class Flow:
    """Count how many people take each way on in a tree.

    Args:
        tree: The tree.
        people: How many people there are.
        ways: How many of them take each way, by its number.
        told: How many are told each recommendation, by its id.
        left_out: How many others were not counted, as their answers cannot be right.
        unknown: The questions that nobody answered, as no column is about them.
        unread: The columns that are about no question.

    >>> import triage
    >>> tree = triage.load("start")
    >>> flow = Flow.of(tree, [tree.decide({"walks": word}) for word in ("yes", "no")])
    >>> flow.people, flow.steps["breath"], flow.told["minor"]
    (2, 1, 1)
    """

    tree: Tree = attrs.field(repr=False)
    people: int
    ways: Mapping[int, int] = attrs.field(converter=frozen, repr=False)
    told: Mapping[str, int] = attrs.field(converter=frozen, repr=False)
    left_out: int = 0
    unknown: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @classmethod
    def of(cls, tree: Tree, decisions: Iterable[Decision]) -> Self:
        """Count what some decisions of a tree came by."""
        traces = [decision.trace for decision in decisions]
        ways = Counter(number for trace in traces for number in trace.edges)
        told = Counter(name for trace in traces for name in {*trace.advice})
        return cls(tree, len(traces), ways, told)

    @property
    def steps(self) -> Mapping[str, int]:
        """How many people come to each step, by its id."""
        found = dict.fromkeys(self.tree.steps, 0) | {self.tree.first: self.people}
        for _, way in self.tree.edges:
            if way.to in found:
                found[way.to] += self.ways.get(way.number, 0)
        return found

    @property
    def done(self) -> int:
        """How many people end with what was advised on the way."""
        ways = (way.number for _, way in self.tree.edges if way.to == DONE)
        return sum(self.ways.get(number, 0) for number in ways)
