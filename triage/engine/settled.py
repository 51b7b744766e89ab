"""Settled: what is decided already, whatever the rest of a page will be answered."""

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from math import prod

import attrs

from triage.base.answer import Answer
from triage.base.immutable import immutable
from triage.base.kinds import Range, Subset
from triage.base.limits import LIMITS
from triage.base.question import Question
from triage.engine.trace import Trace
from triage.engine.walk import Walker, walk
from triage.model.tree import DONE, Advice, Step, Tree, Way


@immutable
class Reached:
    """Hold what a walk comes to: all that was collected, and how it ends.

    Args:
        end: The recommendation that ends it, or ``done``.
        advice: The ids of the recommendations collected, in order; the end included.
        rank: The highest rank collected; -1 for none.
    """

    end: str
    advice: tuple[str, ...]
    rank: int


def settled(tree: Tree, answers: Mapping[str, Answer], trace: Trace) -> Reached | None:
    """Return what every way of answering the rest of the page comes to.

    Each condition is judged by itself, with what waits open. So what this says is
    certain; where two conditions depend on one another, it may say nothing although
    one outcome only is left: ``completed`` shows them all where they are few.

    Args:
        tree: The tree.
        answers: Every accepted answer, whether the path asked for it or not.
        trace: The record of the walk over them.
    """
    if not trace.missing:
        return None
    return Rest(tree, Walker(tree, answers, trace)).reached(tree.steps[trace.step])


def completed(
    tree: Tree, answers: Mapping[str, Answer], trace: Trace
) -> Iterator[Trace]:
    """Yield the walk for every way of answering the rest of the page.

    Where they are more than ``LIMITS.completions``, nothing.
    """
    names = [n for n in tree.steps[trace.step].ask if n not in trace.asked]
    rest = [tree.questions[name] for name in names]
    if prod(map(how_many, rest)) <= LIMITS.completions:
        for row in product(*map(every_answer, rest)):
            more = dict(zip(names, row, strict=True))
            yield walk(tree, {**answers, **more}, trace)


def how_many(question: Question) -> int:
    """Return how many answers a question has."""
    words = len(question.keys)
    match question.domain:
        case Range(low, high):
            return words + high - low + 1
        case Subset():
            alone = len(question.alone)
            return int(2 ** (words - alone)) + alone
    return words


def every_answer(question: Question) -> Iterator[Answer]:
    """Yield every answer to a question, "not sure" among them where it is one."""
    words = question.keys
    match question.domain:
        case Range(low, high):
            yield from words
            yield from map(question.from_scaled, range(low, high + 1))
        case Subset():
            for size in range(len(words) + 1):
                yield from filter(question.can_stand, combinations(words, size))
        case _:
            yield from words


@immutable
class Rest:
    """Go on from a page that is not answered whole, as far as one way is certain."""

    tree: Tree
    walker: Walker

    def reached(self, step: Step) -> Reached | None:
        """Return what is reached from the page of a step; None if that is open."""
        self.walker.ask(step)
        rest = frozenset(self.walker.waiting)
        known = Reached("", tuple(self.walker.advice), self.walker.rank)
        while True:
            after = self.collected(known, step.advise)
            if after is None:
                return None
            ways = self.ways(step, after.rank)
            if len(ways) > 1 or ways[0].to not in self.tree.steps:
                found = {self.ended(after, way) for way in ways}
                return found.pop() if len(found) == 1 else None
            on = self.collected(after, ways[0].advise)
            step = self.tree.steps[ways[0].to]
            self.walker.ask(step)
            if on is None or self.walker.waiting - rest - self.walker.answers.keys():
                return None
            known = on

    def ways(self, step: Step, rank: int) -> tuple[Way, ...]:
        """Return the ways that may be taken: those up to the first that surely is."""
        self.walker.here.rank = rank
        holds = [self.walker.holds(way.when) for way in step.ways]
        surely = [*holds, True].index(True) + 1  # of ways by answer, maybe none is
        some = zip(step.ways[:surely], holds, strict=False)
        return tuple(way for way, truth in some if truth is not False)

    def ended(self, known: Reached, way: Way) -> Reached | None:
        """Return what is reached by a way to an end."""
        item = self.tree.recommendations.get(way.to)
        if item is None and way.to != DONE:
            return None
        end = () if item is None else (Advice(item.id),)
        reached = self.collected(known, (*way.advise, *end))
        return reached and attrs.evolve(reached, end=way.to)

    def collected(self, known: Reached, advise: tuple[Advice, ...]) -> Reached | None:
        """Return what is known with what is advised; None if more may be."""
        for item in advise:
            self.walker.here.rank = known.rank
            holds, name = self.walker.holds(item.when), item.recommendation
            if holds is None and name not in known.advice:
                return None
            if holds:
                advice = tuple(dict.fromkeys((*known.advice, name)))
                rank = max(known.rank, self.tree.recommendations[name].rank)
                known = Reached("", advice, rank)
        return known
