"""Plan: what functions need to know of a whole tree before any of them is written."""

from collections import Counter
from functools import cache

from triage.language.ast import Expr
from triage.language.lower import Lowering
from triage.model.traversal import Place, advice_sites, conditions_at
from triage.model.tree import Step, Tree
from triage.program.codes import Mark, marks
from triage.program.nodes import Nodes


class Plan:
    """Number the parts of a tree, and say which answers hang in the way.

    A question that is not ``late`` is asked of everybody who comes to where its answer
    is read: that is the answer as it was given. All others have a slot of their own,
    for the answer that counts so far.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.nodes = Nodes(tree.questions)
        self.lowering: Lowering[int, int] = Lowering(
            self.nodes, tree.questions, tree.values
        )
        self.questions = tuple(tree.questions.values())
        self.numbers = self.nodes.numbers
        self.marks: tuple[Mark, ...] = tuple(map(marks, self.questions))
        self.steps = tuple(tree.steps.values())
        self.places = {name: number for number, name in enumerate(tree.steps)}
        found = [*advice_sites(self.steps)]
        self.sites: dict[Place, int] = {site.place: n for n, site in enumerate(found)}
        self.told = tuple(site.advice.recommendation for site in found)
        self.ranks = [tree.recommendations[name].rank for name in self.told]
        self.pages = Counter(q for step in self.steps for q in step.ask)
        self.slots = {n: slot for slot, n in enumerate(sorted(self._late()))}
        self.empty = [self.marks[number].unasked for number in self.slots]

    def entries(self) -> Counter[str]:
        """Return how many ways lead to each step."""
        return Counter(way.to for step in self.steps for way in step.ways)

    def _late(self) -> set[int]:
        """Return the numbers of the questions whose answers hang in the way taken."""
        guarded = {self.numbers[name] for name in self.tree.guards}
        missed = self._missed()
        return guarded | {n for n in self.numbers.values() if missed >> n & 1}

    def _missed(self) -> int:
        """Return, as bits, what is read where not everybody was asked it."""
        names, numbers = self.tree.compiled.names, self.numbers
        certain, missed = {self.tree.first: 0}, 0

        @cache
        def read(condition: Expr) -> int:
            return sum(1 << numbers[name] for name in names(condition))

        for step in self.steps:  # each stands before those it leads to
            known = certain.pop(step.id, 0)
            for name in step.ask:
                if guard := self.tree.guards.get(name):
                    missed |= read(guard.when) & ~known
                known |= 1 << numbers[name]
            for _, condition in conditions_at([step]):
                missed |= read(condition) & ~known
            for way in step.ways:
                certain[way.to] = certain.get(way.to, known) & known
        return missed


def is_wide(step: Step, most: int) -> bool:
    """Return whether the rows of a step are found sooner than they are tried."""
    return bool(step.table) and len(step.ways) > most
