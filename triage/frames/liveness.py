"""Liveness: what is read of whom it was not asked, and until where nodes are needed."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from triage.base.immutable import immutable
from triage.frames.plan import Plan, Stage
from triage.program.nodes import parts, questions


@immutable
class Liveness:
    """Look through a plan, step by step."""

    plan: Plan

    @cached_property
    def late(self) -> frozenset[int]:
        """The questions of which it must be known who was asked them so far.

        Some skip them, they stand on several pages, or they are read where not
        everybody was asked them, be it after the walk.
        """
        plan = self.plan
        found = {n for n, one in enumerate(plan.questions) if one.only_if is not None}
        found |= {question for question, pages in plan.pages.items() if pages > 1}
        found |= plan.assumed.union(self.read(show["nodes"] for show in plan.shows))
        sure = {plan.first: frozenset[int]()}
        for number, stage in enumerate(plan.stages):
            if number in sure:
                here = sure[number]
                for question in stage.ask:
                    found |= {*self.read([self.guard(question)])} - here
                    here |= {question}
                found |= {*self.read([self.choices(stage)])} - here
                for way in stage.ways:
                    if way.step is not None:
                        sure[way.step] = here & sure.get(way.step, here)
        return frozenset(found)

    @cached_property
    def shifting(self) -> frozenset[int]:
        """The nodes that change on the way: by what was asked, or by the urgency."""
        found = {*self.plan.rising}
        for node, row in enumerate(self.plan.nodes):
            if not self.late.isdisjoint(questions(row)) or not found.isdisjoint(
                parts(row)
            ):
                found.add(node)
        return frozenset(found)

    @cached_property
    def done(self) -> Sequence[frozenset[int]]:
        """For each step, the nodes that are not kept behind it."""
        later, found = set[int](), list[frozenset[int]]()
        for stage in reversed(self.plan.stages):
            here = {n for root in self.roots(stage) for n in self.plan.below(root)}
            found.append(frozenset((here - later) | (here & self.shifting)))
            later |= here
        return found[::-1]

    def roots(self, stage: Stage) -> Iterator[int]:
        """Yield the nodes of all conditions of a step."""
        for question in stage.ask:
            yield from self.guard(question)
        yield from self.choices(stage)

    def guard(self, question: int) -> Sequence[int]:
        """Return the node of when a question is asked, where there is one."""
        node = self.plan.questions[question].only_if
        return () if node is None else (node,)

    def choices(self, stage: Stage) -> Sequence[int]:
        """Return the nodes of what is collected at a step, and which way is taken."""
        nodes = [way.when for way in stage.ways]
        for advise in (stage.advise, *(way.advise for way in stage.ways)):
            nodes += [item.when for item in advise]
        return [node for node in nodes if node is not None]

    def read(self, roots: Iterable[Iterable[int]]) -> Iterator[int]:
        """Yield the questions that nodes read."""
        for some in roots:
            for node in some:
                for each in self.plan.below(node):
                    yield from questions(self.plan.nodes[each])
