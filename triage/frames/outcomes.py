"""Outcomes: all that can become of rows in a small tree, each of them with a number.

What becomes of whoever is at a step shows in its ways on, and each of these leads to a
later step. So the outcomes of the last step are numbered first; what is collected at a
step makes others of those behind it.
"""

from collections.abc import Callable, Iterable, Sequence, Set as AbstractSet
from functools import cached_property, partial
from typing import TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from triage.base.immutable import immutable
from triage.frames.plan import Collected, Onward, Plan, Stage

Numbers: TypeAlias = NDArray[np.uint8]

MOST = 256
"""How many outcomes have a number that fits a byte."""


@immutable
class Outcome:
    """Be what becomes of a row from some step on.

    Args:
        end: The number of the end; -1 where there is none.
        missing: The question that is needed and not answered; -1 for none.
        unwritten: The step where the tree is not written any further; -1 for none.
        rank: The highest rank collected.
        sites: The places where something was collected.
        asked: The questions that were asked, of those that are read afterwards.
        by_itself: Whether the row is walked by itself, as a page is half answered that
            may be left for the top of the scale.
    """

    end: int = -1
    missing: int = -1
    unwritten: int = -1
    rank: int = -1
    sites: frozenset[int] = frozenset()
    asked: frozenset[int] = frozenset()
    by_itself: bool = False


@attrs.frozen(eq=False)
class Change:
    """Say what each outcome becomes where something holds; None for everywhere."""

    when: int | None
    into: Numbers


@attrs.frozen(eq=False)
class Turn:
    """Say who takes a way, and what becomes of them.

    Args:
        when: The node of when it is taken; None for always.
        step: The step that it leads to; None for an end.
        outcome: What an end is.
        changes: What is collected on it.
    """

    when: int | None
    step: int | None
    outcome: int
    changes: Sequence[Change]


@attrs.frozen(eq=False)
class Page:
    """Say what becomes of whoever comes to a step.

    Args:
        turns: The ways on, the last first.
        changes: What is collected before.
        gaps: The questions, the last first, and what becomes of whoever has not
            answered them.
        asked: What each outcome becomes by what is asked; None for itself.
    """

    turns: Sequence[Turn]
    changes: Sequence[Change]
    gaps: Sequence[tuple[int, int]]
    asked: Numbers | None


class TooMany(Exception):
    """Say that there are more outcomes than numbers."""


class Outcomes:
    """Number the outcomes of a plan.

    Args:
        plan: The plan.
        watched: The questions of which it is read afterwards whether they were asked.

    Raises:
        TooMany: There are more outcomes than numbers.
    """

    def __init__(self, plan: Plan, watched: AbstractSet[int]) -> None:
        self.plan, self.watched = plan, watched
        self.numbers = {NOTHING: 0}
        self.behind: dict[int, AbstractSet[int]] = {}
        self.pages: dict[int, Page] = {}
        for number, stage in reversed([*enumerate(plan.stages)]):
            self.pages[number] = self.page(number, stage)

    @cached_property
    def all(self) -> Sequence[Outcome]:
        """The outcomes, by their number."""
        return [*self.numbers]

    def number(self, outcome: Outcome) -> int:
        """Return the number of an outcome."""
        found = self.numbers.setdefault(outcome, len(self.numbers))
        if found == MOST:
            raise TooMany
        return found

    def page(self, number: int, stage: Stage) -> Page:
        """Return what becomes of rows at a step, and note all that this can be."""
        turns, found = [], set[int]()
        for way in reversed(stage.ways):
            turn, outcomes = self.turn(number, way)
            turns.append(turn)
            found |= outcomes
        changes, found = self.collected(stage.advise, found)
        missing = [(q, Outcome(missing=q)) for q in reversed(stage.ask)]
        left = stage.may_be_left
        gaps = [(q, self.number(BY_ITSELF if left else one)) for q, one in missing]
        found |= {outcome for _, outcome in gaps}
        asked, into = self.watched & {*stage.ask}, None
        if asked:
            into, found = self.change(found, partial(with_asked, asked))
        self.behind[number] = found
        return Page(turns, changes, gaps, into)

    def turn(self, number: int, way: Onward) -> tuple[Turn, AbstractSet[int]]:
        """Return what becomes of those who take a way, and all that this can be."""
        if way.step is not None:
            changes, found = self.collected(way.advise, {*self.behind[way.step]})
            return Turn(way.when, way.step, 0, changes), found
        ended = Outcome(unwritten=number)
        if way.end is not None:
            ended = Outcome(end=way.end, rank=self.plan.ranks[way.end])
        outcome = self.number(ended)
        changes, found = self.collected(way.advise, {outcome})
        return Turn(way.when, None, outcome, changes), found

    def collected(
        self, advise: Iterable[Collected], found: set[int]
    ) -> tuple[Sequence[Change], set[int]]:
        """Return what each outcome becomes by what is collected before it."""
        changes = []
        for item in advise:
            rank = self.plan.ranks[item.recommendation]
            into, made = self.change(found, partial(with_site, item.site, rank))
            changes.append(Change(item.when, into))
            found = made if item.when is None else found | made
        return changes, found

    def change(
        self, found: Iterable[int], make: Callable[[Outcome], Outcome]
    ) -> tuple[Numbers, set[int]]:
        """Return what some outcomes become, as a table and as a set."""
        every, into = [*self.numbers], np.zeros(MOST, np.uint8)
        for number in found:
            into[number] = self.number(make(every[number]))
        return into, {*into[[*found]].tolist()}


NOTHING, BY_ITSELF = Outcome(), Outcome(by_itself=True)


def with_site(site: int, rank: int, outcome: Outcome) -> Outcome:
    """Return what an outcome becomes by something that is collected before it."""
    if outcome.by_itself:
        return outcome
    sites, rank = outcome.sites | {site}, max(outcome.rank, rank)
    return attrs.evolve(outcome, sites=sites, rank=rank)


def with_asked(asked: AbstractSet[int], outcome: Outcome) -> Outcome:
    """Return what an outcome becomes by questions that are asked before it."""
    if outcome.by_itself:
        return outcome
    return attrs.evolve(outcome, asked=outcome.asked | asked)
