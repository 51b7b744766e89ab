"""Plan: a program as arrays are decided by it, every name a number."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, TypeAlias

from triage.base.answer import Code
from triage.base.immutable import immutable
from triage.base.kinds import Range, Subset
from triage.base.question import Question
from triage.engine.decision import place, shown
from triage.frames.arrays import ANY, WHOLE, Type, holding
from triage.language.ast import questions_in
from triage.language.distance import refusals
from triage.language.months import ROOM
from triage.model.tree import DONE, Tree
from triage.program.codes import marks, packed
from triage.program.nodes import parts

if TYPE_CHECKING:
    from triage.base.shapes import AdviceJSON, ProgramJSON, ShowJSON, StepJSON, WayJSON

Names: TypeAlias = tuple[str, ...]


@immutable
class Asked:
    """Say how the answers to a question stand in an array.

    Args:
        question: The question.
        type: The type of its array.
        unsure: What stands for "not sure".
        unasked: What stands for no answer.
        bits: Whether options are bits, as any of them can be chosen.
        range: The least and the greatest number.
        only_if: The node of when it is asked; None for always.
        otherwise: The answer when it is skipped.
    """

    question: Question
    type: Type
    unsure: int
    unasked: int
    bits: bool
    range: tuple[int, int]
    only_if: int | None = None
    otherwise: int = 0


@immutable
class Collected:
    """Say what is collected, at which place, and when; None for always."""

    recommendation: int
    site: int
    when: int | None


@immutable
class Onward:
    """Say when a way is taken, what is collected on it, and where it leads.

    Args:
        number: Its number in the tree.
        when: The node of when it is taken; None for always.
        advise: What is collected on it.
        step: The number of the step it leads to; None for an end.
        end: The number of the end: that of a recommendation, or the one behind them
            for ``done``; None where the tree is not written any further.
    """

    number: int
    when: int | None
    advise: tuple[Collected, ...]
    step: int | None
    end: int | None


@immutable
class Stage:
    """Say what happens at a step."""

    ask: tuple[int, ...]
    may_be_left: bool
    advise: tuple[Collected, ...]
    ways: tuple[Onward, ...]


@immutable
class Plan:
    """Number all that a tree asks, judges and comes to."""

    tree: Tree

    @cached_property
    def program(self) -> "ProgramJSON":
        return self.tree.program().to_dict()

    @cached_property
    def nodes(self) -> Sequence[tuple[str, tuple[int, ...]]]:
        rows: Any = self.program["nodes"]
        return [(operator, (*map(int, operands),)) for operator, *operands in rows]

    @cached_property
    def questions(self) -> tuple[Asked, ...]:
        asked = zip(
            self.tree.questions.values(), self.program["questions"], strict=True
        )
        return tuple(
            self._asked(question, one.get("only_if")) for question, one in asked
        )

    def _asked(self, question: Question, only_if: int | None) -> Asked:
        mark, domain = marks(question), question.domain
        ends = domain.high if isinstance(domain, Range) else len(question.keys)
        guard = self.tree.guards.get(question.id)
        return Asked(
            question,
            holding(mark.unasked, mark.unsure, ends),
            mark.unsure,
            mark.unasked,
            isinstance(domain, Subset),
            question.range,
            only_if,
            packed(question, guard.otherwise) if guard else 0,
        )

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The numbers of the questions."""
        return {name: number for number, name in enumerate(self.tree.questions)}

    @cached_property
    def ranks(self) -> tuple[int, ...]:
        """The rank of each end: of the recommendations, and of ``done``."""
        return (*(told["level"] for told in self.program["recommendations"]), -1)

    @cached_property
    def ends(self) -> tuple[str, ...]:
        """The names of the ends."""
        return (*self.tree.recommendations, DONE)

    def advice(self, sites: Iterable[int], end: int) -> tuple[int, ...]:
        """Return what was collected, each once, in the order of collection."""
        found = dict.fromkeys(map(self.told.__getitem__, sites))
        if 0 <= end < len(self.tree.recommendations):
            found[end] = None
        return (*found,)

    def rank(self, sites: Iterable[int], end: int) -> int:
        """Return the rank of the most urgent of what was collected; -1 for none."""
        return max((self.ranks[n] for n in self.advice(sites, end)), default=-1)

    def text(self, sites: Iterable[int], end: int) -> str:
        """Return what is told of what was collected, as ids in the order of telling."""
        advice = self.advice(sites, end)
        if self.alone.isdisjoint(advice):
            order = sorted(advice, key=self.places.__getitem__)
            return ",".join([self.ends[number] for number in order])
        names = tuple(self.ends[number] for number in advice)
        return ",".join(item.id for item in shown(self.tree, names))

    @cached_property
    def alone(self) -> frozenset[int]:
        """The recommendations beside which others may not be told."""
        told = self.tree.recommendations.values()
        return frozenset(number for number, item in enumerate(told) if item.alone)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """What puts each recommendation before others that are told."""
        found = [place(item) for item in self.tree.recommendations.values()]
        order = sorted({*found})
        return tuple(map(order.index, found))

    @cached_property
    def first(self) -> int:
        return [*self.tree.steps].index(self.program["first"])

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        sites, ways = count(), count()
        return tuple(self._stage(x, sites, ways) for x in self.program["steps"])

    def _stage(
        self, step: "StepJSON", sites: Iterator[int], ways: Iterator[int]
    ) -> Stage:
        return Stage(
            (*step.get("ask", ()),),
            step.get("may_be_left", False),
            collected(step.get("advise", ()), sites),
            tuple(self._onward(next(ways), way, sites) for way in step["ways"]),
        )

    def _onward(self, number: int, way: "WayJSON", sites: Iterator[int]) -> Onward:
        to, advise = way["to"], collected(way.get("advise", ()), sites)
        step = self._steps.get(to)
        end = self._ends.get(to) if step is None else None
        return Onward(number, way.get("when"), advise, step, end)

    @cached_property
    def told(self) -> tuple[int, ...]:
        """What is collected at each place, in the order in which a walk meets them."""
        lists = ((s.advise, *(way.advise for way in s.ways)) for s in self.stages)
        every = (item for stage in lists for advise in stage for item in advise)
        return tuple(item.recommendation for item in every)

    @cached_property
    def runs(self) -> tuple[int, ...]:
        """For each place where something is collected, the first of those like it.

        Of what is equally urgent, that is told first which was collected first. So two
        places are alike that collect the same, and no rival of it is between them.
        """
        first: dict[int, int] = {}
        found = []
        for site, number in enumerate(self.told):
            place = self.places[number]
            if place not in first or self.told[first[place]] != number:
                first[place] = site
            found.append(first[place])
        return tuple(found)

    @cached_property
    def _steps(self) -> Mapping[str, int]:
        return {name: number for number, name in enumerate(self.tree.steps)}

    @cached_property
    def _ends(self) -> Mapping[str, int]:
        return {name: number for number, name in enumerate(self.ends)}

    @cached_property
    def top(self) -> int:
        """The rank that nothing is worse than; that of nothing on a scale of one."""
        last = len(self.tree.levels) - 1
        return last if self.tree.is_top(last) else last + 1

    @cached_property
    def pages(self) -> Mapping[int, int]:
        """On how many pages each question stands."""
        found = dict.fromkeys(range(len(self.questions)), 0)
        for stage in self.stages:
            for question in stage.ask:
                found[question] += 1
        return found

    @cached_property
    def assume(self) -> tuple[tuple[int, Names, Code], ...]:
        """What must be possible of everybody: its node, and what is wrong if it is not.

        That is which questions do not go together, or which one is out of its limits.
        """
        tree = self.tree
        found = refusals(tree.assume, tree.questions, tree.values)
        pairs = zip(self.program["assume"], found, strict=True)
        return tuple((node, *each) for node, each in pairs)

    @cached_property
    def assumed(self) -> frozenset[int]:
        """The questions of which something is assumed."""
        read = (questions_in(one, self.tree.values) for one in self.tree.assume)
        return frozenset(self.numbers[name] for names in read for name in names)

    @cached_property
    def shows(self) -> "Sequence[ShowJSON]":
        return self.program["show"]

    @cached_property
    def below(self) -> Any:
        """A function from a node to it and all that it is made of, in that order."""

        @cache
        def found(root: int) -> tuple[int, ...]:
            seen, left = set[int](), [root]
            while left:
                node = left.pop()
                if node not in seen:
                    seen.add(node)
                    left += parts(self.nodes[node])
            return tuple(sorted(seen))

        return found

    @cached_property
    def rising(self) -> frozenset[int]:
        """The nodes that ask for the urgency, which rises while advice is collected."""
        found = set[int]()
        for node, row in enumerate(self.nodes):
            if row[0] == "urgent" or not found.isdisjoint(parts(row)):
                found.add(node)
        return frozenset(found)

    @cached_property
    def types(self) -> Sequence[Type]:
        """The type of each node that is a number, in which nothing overflows."""
        sizes: list[int] = []
        found: list[Type] = []
        for node, (operator, operands) in enumerate(self.nodes):
            inner = [*parts(self.nodes[node])]
            size = self._size(operator, operands, [sizes[each] for each in inner])
            broken = operator == "div" or any(
                found[each] == ANY for each in inner if operator in CARRIES
            )
            sizes.append(size)
            found.append(ANY if broken else max(WHOLE[2], holding(-size, size)))
        return found

    def _size(self, operator: str, operands: tuple[int, ...], inner: list[int]) -> int:
        """Return how far from zero a node and what is made on its way can be."""
        match operator:
            case "lo" | "hi":
                return max(map(abs, self.questions[operands[0]].range)) + 2
            case "sum":
                pairs = zip(operands[1::2], inner, strict=True)
                return abs(operands[0]) + sum(abs(f) * size for f, size in pairs)
            case "mul":
                return inner[0] * inner[1]
            case "round" | "floor" | "ceil":
                return inner[0] // operands[1] + 1
            case "mark" | "close" | "day":
                return ROOM * inner[0] + FAR
            case "div" | "min" | "max" | "pick":
                return max(inner)
            case _:
                return 1


def collected(
    advise: "Iterable[AdviceJSON]", sites: Iterator[int]
) -> tuple[Collected, ...]:
    """Return what is collected, each at the next of the places where something is."""
    told = ((one["recommendation"], one.get("when")) for one in advise)
    return tuple(Collected(item, next(sites), when) for item, when in told)


CARRIES = frozenset({"sum", "mul", "min", "max", "pick"})
"""The operators that make fractions of fractions."""

FAR = 1_000_000
"""More than the marks of days are away from where they count from."""
