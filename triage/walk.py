"""The walk: a pure fold from the first step over the answers.

Ask, collect advice, take the first way on; until a recommendation, ``done``, or a
question without an answer. A session and a decision are two faces of it.
"""

from collections.abc import Mapping, Set as AbstractSet

import attrs

from triage.conditions.expr import Condition
from triage.conditions.here import Here, Interval, Truth
from triage.conditions.pair import Pairs
from triage.questions import Answer
from triage.tree import DONE, Advice, Step, Tree, Way

__all__ = ["Trace", "values_at", "walk"]


@attrs.frozen
class Trace:
    """Record one walk.

    Args:
        edges: The numbers of the ways taken, in order.
        step: The id of the step where the walk ended or waits.
        end: The recommendation that ended the walk, ``done``, or empty.
        advice: The ids of the recommendations collected, in order; the end included.
        missing: The ids of the questions to ask now; empty when the walk ended.
        asked: The answers that counted, in the order of asking.
        rank: The highest rank collected; -1 for none.
        todo: Why the walk cannot go on; empty unless a way is not written yet.
    """

    edges: tuple[int, ...]
    step: str
    end: str
    advice: tuple[str, ...]
    missing: tuple[str, ...]
    asked: Mapping[str, Answer]
    rank: int
    todo: str = ""


@attrs.frozen
class Leaving:
    """Say how a step is left: what is collected, and the way taken."""

    advice: tuple[str, ...]
    way: Way
    rank: int


class Walker:
    """Take one walk; it is made for one call and thrown away."""

    def __init__(self, tree: Tree, answers: Mapping[str, Answer]) -> None:
        self.tree = tree
        self.answers = answers
        self.asked: dict[str, Answer] = {}
        self.advice: dict[str, None] = {}
        self.edges: list[int] = []
        self.rank = -1

    def run(self) -> Trace:
        """Return the record of the walk."""
        step = self.tree.steps[self.tree.first]
        while True:
            waiting, missing = self.ask(step)
            leaving = self.leave(step, waiting)
            if leaving is None or (waiting and not self.ends_early(step, leaving.way)):
                return self.trace(step, missing=missing)
            self.take(leaving)
            target = self.tree.steps.get(leaving.way.to)
            if target is None:
                return self.trace(step, leaving.way)
            step = target

    def ask(self, step: Step) -> tuple[frozenset[str], tuple[str, ...]]:
        """Take the answers of a page; return who waits, and what to ask now."""
        waiting: set[str] = set()
        missing: list[str] = []
        for name in step.ask:
            if name in self.asked:
                continue
            guard = self.tree.guards.get(name)
            wanted = True if guard is None else self.holds(guard.when, waiting)
            if guard is not None and wanted is False:
                self.asked[name] = guard.otherwise
            elif wanted and name in self.answers:
                self.asked[name] = self.answers[name]
            else:
                waiting.add(name)
                missing += [name] if wanted else []
        return frozenset(waiting), tuple(missing)

    def holds(self, condition: Condition, waiting: AbstractSet[str]) -> Truth:
        """Return whether a condition holds; None when the page leaves it open."""
        return self.here(waiting).plain(condition)

    def here(self, waiting: AbstractSet[str]) -> "Pairs[Truth, Interval]":
        """Return the compiler over what is so now."""
        algebra = Here(self.tree.questions, self.asked, waiting, self.rank)
        return Pairs(algebra, self.tree.questions, self.tree.values)

    def leave(self, step: Step, waiting: frozenset[str]) -> Leaving | None:
        """Return how a step is left, or None while its page leaves that open."""
        here = self.here(waiting)
        advice: list[str] = []
        rank = self.collect(step.advise, here, advice, self.rank)
        way = None if rank is None else self.choose(step, here, rank)
        if rank is None or way is None:
            return None
        rank = self.collect(way.advise, here, advice, rank)
        return None if rank is None else Leaving(tuple(advice), way, rank)

    def collect(
        self,
        advise: tuple[Advice, ...],
        here: "Pairs[Truth, Interval]",
        advice: list[str],
        rank: int,
    ) -> int | None:
        """Add what is advised; return the rank reached, None if that is open."""
        for item in advise:
            holds = True if item.when is None else self.judge(item.when, here, rank)
            if holds is None:
                return None
            if holds:
                advice.append(item.recommendation)
                found = self.tree.recommendations[item.recommendation]
                rank = max(rank, found.rank)
        return rank

    def judge(
        self, condition: Condition, here: "Pairs[Truth, Interval]", rank: int
    ) -> Truth:
        """Return whether a condition holds with what was collected by now."""
        algebra = here.algebra
        assert isinstance(algebra, Here)  # noqa: S101
        algebra.rank = rank
        return here.plain(condition)

    def choose(
        self, step: Step, here: "Pairs[Truth, Interval]", rank: int
    ) -> Way | None:
        """Return the first way that holds, None while that is open."""
        if step.by_answer:
            answer = self.asked.get(step.ask[0])
            return step.by_answer.get(answer) if isinstance(answer, str) else None
        for way in step.ways:
            holds = True if way.when is None else self.judge(way.when, here, rank)
            if holds is None:
                return None
            if holds:
                return way
        raise AssertionError(step.id)

    def ends_early(self, step: Step, way: Way) -> bool:
        """Whether a page need not be finished: its answers chose a way to an end.

        A step that has no choice asks its whole page.
        """
        ends = way.to == DONE or way.to in self.tree.recommendations
        return ends and len(step.ways) > 1

    def take(self, leaving: Leaving) -> None:
        """Go on: collect, and note the way."""
        self.edges.append(leaving.way.number)
        self.advice.update(dict.fromkeys(leaving.advice))
        self.rank = leaving.rank

    def trace(
        self, step: Step, way: Way | None = None, missing: tuple[str, ...] = ()
    ) -> Trace:
        """Return the record of the walk so far."""
        end = "" if way is None else way.to
        if end in self.tree.recommendations:
            self.advice[end] = None
            self.rank = max(self.rank, self.tree.recommendations[end].rank)
        return Trace(
            edges=tuple(self.edges),
            step=step.id,
            end=end,
            advice=tuple(self.advice),
            missing=missing,
            asked=self.asked,
            rank=self.rank,
            todo="" if way is None else way.todo,
        )


def walk(tree: Tree, answers: Mapping[str, Answer]) -> Trace:
    """Walk a tree over answers.

    Args:
        tree: The tree.
        answers: Accepted answers by question id. Only those to questions that the
            path asks count.
    """
    return Walker(tree, answers).run()


def values_at(tree: Tree, asked: Mapping[str, Answer]) -> "Pairs[Truth, Interval]":
    """Return the compiler over the answers that counted at the end of a walk."""
    return Pairs(Here(tree.questions, asked), tree.questions, tree.values)
