"""Detours: what becomes of whoever does something else at one step, as gates.

What becomes of a patient from a step on is known of every step, the last one first. So
a tree in which one step is another takes as many gates as the step, not as the tree.

A later condition that hangs in the way taken is judged as in the tree itself. So what
is found must be walked through the other tree, and that nobody is there proves nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from triage.base.immutable import immutable
from triage.language.ast import Urgent, parts
from triage.model.traversal import conditions
from triage.model.tree import DONE, Step, Tree
from triage.verify.circuit import FALSE, TRUE
from triage.verify.encode import Arrival, Encoder, opening, shown
from triage.verify.variables import Variables

Onward: TypeAlias = tuple[int, ...]
"""Whether each recommendation is collected from a step on, and how that ends."""


@immutable
class Does:
    """Say what a step does to whoever comes to it.

    Args:
        first: Whether each way is the first that is open.
        collects: The recommendations that it gives, and to whom.
    """

    step: Step
    first: tuple[int, ...]
    collects: tuple[tuple[str, int], ...]


class Detours(Encoder):
    """Hold what each step does, and what the same step of other trees would do.

    Args:
        others: Trees in which one step does something else, by its id; they differ
            from this tree in nothing that another step looks at.
    """

    def __init__(
        self, tree: Tree, variables: Variables, others: Mapping[str, list[Tree]]
    ) -> None:
        super().__init__(tree, variables)
        self.hangs = False  # whether some condition looks at what only some were asked
        self.others = others
        self.does: dict[str, Does] = {}
        self.instead: dict[tuple[str, int], Does] = {}
        self.got = dict.fromkeys(tree.recommendations, FALSE)
        self.before: dict[str, dict[str, int]] = {}  # what is collected on arrival
        deciding = (part for _, expr in conditions(tree) for part in parts(expr))
        self.rises = any(isinstance(part, Urgent) for part in deciding)
        for step in tree.steps.values():
            self.encode_step(step)
        ends = [*tree.recommendations, DONE, ""]
        self.after: dict[str, Onward] = {
            end: tuple(
                TRUE if end == other else FALSE
                for other in (*tree.recommendations, *ends)
            )
            for end in ends
        }
        for name in reversed([*tree.steps]):
            self.after[name] = self.onward(self.does[name])

    def lead_on(self, step: Step, here: int, arrival: Arrival) -> None:
        super().lead_on(step, here, arrival)
        self.before[step.id] = dict(self.got)
        self.does[step.id] = self.doing(self.tree, step.id, arrival)
        for number, other in enumerate(self.others.get(step.id, ())):
            self.instead[step.id, number] = self.doing(other, step.id, arrival)
        for name, literal in self.does[step.id].collects:
            held = self.gates.every([here, literal])
            self.got[name] = self.gates.some([self.got[name], held])

    def asked_of(self, arrival: Arrival) -> Callable[[str], int]:
        def asked(question: str) -> int:
            literal = arrival.asked(question)
            self.hangs |= literal not in (TRUE, FALSE)
            return literal

        return asked

    def doing(self, tree: Tree, name: str, arrival: Arrival) -> Does:
        step, lowering = tree.steps[name], self.lowering(arrival, tree)
        left, first = TRUE, list[int]()
        for _, holds in opening(step, lowering):
            first.append(self.gates.every([left, holds]))
            left = self.gates.every([left, -holds])

        def collects() -> Iterator[tuple[str, int]]:
            lists = (step.advise, *(way.advise for way in step.ways))
            for whoever, advise in zip((TRUE, *first), lists, strict=True):
                for item in advise:
                    holds = TRUE if item.when is None else lowering.plain(item.when)
                    yield item.recommendation, self.gates.every([whoever, holds])

        return Does(step, tuple(first), tuple(collects()))

    def onward(self, does: Does) -> Onward:
        names = [*self.tree.recommendations]
        found = [[lit for name, lit in does.collects if name == own] for own in names]
        found += [[] for _ in range(len(names) + len((DONE, "")))]
        for way, taken in zip(does.step.ways, does.first, strict=True):
            for items, then in zip(found, self.after[way.to], strict=True):
                items.append(self.gates.every([taken, then]))
        return tuple(map(self.gates.some, found))

    def told_otherwise(self, name: str, number: int) -> int:
        """Return whether one of the other trees seems to tell somebody something else.

        Args:
            name: The id of the step.
            number: Which of the other trees it is, of those with another such step.
        """
        mine, other = self.does[name], self.instead[name, number]
        ways = (self.result(name, self.onward(one)) for one in (mine, other))
        return self.gates.every([self.reach[name], self.gates.differ(*ways)])

    def settles(self, name: str, number: int) -> bool:
        """Return whether nobody is told anything else if nobody seems to be.

        That is so where each way is taken by the same people, or no condition of the
        tree hangs in the way that was taken.
        """
        if self.rises:
            return False
        same = self.does[name].first == self.instead[name, number].first
        return same or not (self.hangs or self.tree.guards)

    def result(self, name: str, onward: Onward) -> Iterator[int]:
        """Yield what an outcome consists of, for whoever comes to a step."""
        tree, gates = self.tree, self.gates
        pairs = zip(self.before[name].items(), onward, strict=False)
        got = {one: gates.some([before, then]) for (one, before), then in pairs}
        ranks = [(item.rank, got[item.id]) for item in tree.recommendations.values()]
        for rank in range(len(tree.levels)):
            yield gates.some(literal for own, literal in ranks if own >= rank)
        yield from onward[len(got) :]
        yield from shown(tree, gates, got).values()
