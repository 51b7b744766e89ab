"""Reach: the engine of most trees: which rows come to each step, as bitmaps.

No row is ever moved. Who comes to a step, and which of them take a way, is a bitmap of
all rows, and one operation of the processor is about hundreds of them: so to look at
every step takes less than to lead each row along its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triage.base.immutable import immutable
from triage.frames.arrays import ANY, Mask, anybody, both, either, negated
from triage.frames.bitmaps import distinct, numbering, whole
from triage.frames.bitwise import NOWHERE, Bitwise, Everybody, Masks
from triage.frames.columns import CHUNK
from triage.frames.early import Found, collected, early_ends
from triage.frames.given import Given
from triage.frames.judge import TRUTHS, Judge
from triage.frames.liveness import Liveness
from triage.frames.plan import Onward, Plan, Stage
from triage.frames.walked import NOTHING, Codes, Ending, Rows, RowsSeen


class Reached:
    """Hold what becomes of each row, as `Walked` does.

    Args:
        everybody: The rows.
    """

    def __init__(self, everybody: Everybody) -> None:
        self.everybody, self.count = everybody, everybody.count
        self.ends, self.sites, self.early = (Masks(bool) for _ in range(3))
        self.all: Sequence[Ending] = [NOTHING]
        self.each: NDArray[Any] = np.zeros(0, np.uint8)

    def tell(self, found: Found) -> None:
        """Note what is collected, and where."""
        for item, here in found:
            if anybody(here):
                site = self.everybody.plan.runs[item.site]
                self.sites[site] = either(self.sites[site], here)

    def end(self, how: Ending, here: Mask) -> None:
        """Note how some rows end, if there are any."""
        if anybody(here):
            self.ends[how] = either(self.ends[how], here)

    def number(self) -> None:
        """Tell rows apart by what became of them."""
        planes = numbering([whole(mask, self.count) for mask in self.ends.values()])
        sites = sorted(self.sites)
        masks = [whole(self.sites[site], self.count) for site in sites]
        sets, self.each = distinct([*planes, *masks], self.count)
        every, low = [NOTHING, *self.ends], len(planes)
        self.all = [
            every[found & (1 << low) - 1]._replace(
                sites=tuple(sites[n] for n in bits_of(found >> low))
            )
            for found in sets
        ]

    def endings(self) -> tuple[Sequence[Ending], NDArray[Any]]:
        """Return what becomes of rows, and which of it of each."""
        return self.all, self.each

    def clear(self, rows: Rows) -> None:
        """Forget what became of rows."""
        if len(rows):
            self.each = self.each.astype(np.intp)
            self.each[rows] = len(self.all)
            self.all = [*self.all, NOTHING]

    @property
    def asked(self) -> "Reached":
        """The answers to what was asked, by question."""
        return self

    def __getitem__(self, question: int) -> Codes:
        return self.everybody.look(question)

    @property
    def skipped(self) -> Mapping[int, NDArray[np.bool_]]:
        """Where questions were skipped."""
        found = self.everybody.skipped.items()
        return {question: self.everybody.truths(mask) for question, mask in found}

    @cached_property
    def broken_off(self) -> NDArray[np.int32]:
        """The step whose page was left half answered; -1 for none."""
        found = np.full(self.count if self.early else 0, -1, np.int32)
        for number, mask in self.early.items():
            found[self.everybody.truths(mask)] = number
        return found


@immutable
class Reach:
    """Decide rows by a plan, step by step for all of them."""

    plan: Plan

    @cached_property
    def live(self) -> Liveness:
        return Liveness(self.plan)

    @cached_property
    def numbers(self) -> int:
        """How many nodes are numbers: for each, a number of every row is made."""
        return sum(operator not in TRUTHS for operator, _ in self.plan.nodes)

    @property
    def at_once(self) -> int:
        """How many rows are decided at once."""
        return CHUNK if self.numbers else MANY

    def walk(self, given: Given, count: int) -> Reached:
        """Return what becomes of rows, by what they answer."""
        everybody = Everybody(self.plan, given, count, self.live.late)
        reached, judge = Reached(everybody), Bitwise(self.plan, everybody, {})
        arrived = Masks(bool, {self.plan.first: True})
        for number, stage in enumerate(self.plan.stages):
            here = arrived.pop(number, False)
            if anybody(here):
                left = self.ask(number, here, judge, reached)
                for step, going in self.leave(number, stage, left, judge, reached):
                    arrived[step] = either(arrived[step], going)
            judge.forget(self.live.done[number])
        reached.number()
        return reached

    def leave(
        self, number: int, stage: Stage, left: Mask, judge: Bitwise, reached: Reached
    ) -> Iterator[tuple[int, Mask]]:
        """Note what becomes of who answers a page; yield who goes on, and where."""
        reached.tell(collected(judge, stage.advise, on=left)[0])
        for way in stage.ways:
            holds, _ = judge.pair(way.when)
            take, left = both(left, holds), both(left, negated(holds))
            reached.tell(collected(judge, way.advise, on=take)[0])
            if way.step is not None:
                yield way.step, take
            else:
                reached.end(ending(way, number), take)

    def ask(self, number: int, here: Mask, judge: Bitwise, reached: Reached) -> Mask:
        """Ask a page; return who answers all of it, and note who does not."""
        stage, crowd, left = self.plan.stages[number], judge.crowd, here
        missing: list[tuple[int, Mask]] = []
        for question in stage.ask:
            surely, maybe = here, here
            if question in crowd.late:
                surely, maybe = self.meet(question, here, judge)
            gaps = both(surely, negated(judge.is_given(question)))
            waits = (
                gaps if surely is maybe else either(gaps, both(maybe, negated(surely)))
            )
            if anybody(waits):
                crowd.waiting[question] = waits
                missing.append((question, both(left, gaps)))
                left = both(left, negated(waits))
        if crowd.waiting and stage.may_be_left:
            ended = self.leave_early(number, both(here, negated(left)), judge, reached)
            missing = [(name, both(mask, negated(ended))) for name, mask in missing]
        for question, mask in missing:
            reached.end(Ending(missing=question), mask)
        crowd.waiting.clear()
        return left

    def meet(self, question: int, here: Mask, judge: Bitwise) -> tuple[Mask, Mask]:
        """Note who is asked a late question at a step; return who is, and may be."""
        crowd, guard = judge.crowd, self.plan.questions[question].only_if
        surely = maybe = both(here, negated(crowd.met(question)))
        if guard is not None:
            holds, may_hold = judge.pair(guard)
            skips = both(maybe, negated(may_hold))
            crowd.skipped[question] = either(crowd.skipped[question], skips)
            surely, maybe = both(surely, holds), both(maybe, may_hold)
            maybe = surely if holds is may_hold else maybe
        crowd.asked[question] = either(crowd.asked[question], surely)
        judge.forget(self.live.shifting)
        return surely, maybe

    def leave_early(
        self, number: int, here: Mask, judge: Bitwise, reached: Reached
    ) -> Mask:
        """End rows of a half answered page for which nothing can be worse.

        They are few, as a rule, and are judged by themselves.
        """
        crowd, ended = judge.crowd, NOWHERE
        rows = np.flatnonzero(crowd.truths(here))
        some = RowsSeen(reached, rows)
        some.waiting = {q: crowd.truths(w)[rows] for q, w in crowd.waiting.items()}
        alone = Judge(self.plan, some, judge.ranks(rows))
        for way, take, told in early_ends(alone, self.plan.stages[number], on=True):
            reached.tell([(item, crowd.bitmap(some.where(on))) for item, on in told])
            taken = crowd.bitmap(some.where(take))
            reached.end(ending(way, number), taken)
            ended = either(ended, taken)
        reached.early[number] = ended
        return ended


def ending(way: Onward, number: int) -> Ending:
    """Return what becomes of who takes a way from a step that leads to no other."""
    return Ending(unwritten=number) if way.end is None else Ending(end=way.end)


def bits_of(number: int) -> Iterator[int]:
    """Yield the bits that are set in a number.

    >>> [*bits_of(10)]
    [1, 3]
    """
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def reach(plan: Plan) -> Reach | None:
    """Return an engine for a tree; None where rows are to be led step by step.

    That is where numbers are no machine words, or where there are many of them, or many
    steps.
    """
    engine = Reach(plan)
    few = len(plan.stages) <= STEPS and engine.numbers <= NUMBERS
    return engine if few and ANY not in plan.types else None


STEPS, NUMBERS = 500, 40
"""How many steps, and nodes of numbers, a tree may have: with more, rows are moved."""

MANY = 262_144
"""How many rows are decided at once by truths alone, of which eight are in a byte."""
