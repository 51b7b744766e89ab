"""Columns: the engine that decides many rows at once, by the step that they are at.

At each step rows are looked at together: what they answer is asked, what they collect
is noted, and each way gets the rows that take it. Where answers of a page are missing,
the page is judged for those rows apart. Of each, one of two things comes: it waits, or
what is decided is the top of the scale already.
"""

from collections.abc import Callable, Iterator
from functools import reduce
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import numpy as np
from numpy.typing import NDArray

from triage.base.answer import Code
from triage.base.immutable import immutable
from triage.frames.arrays import Mask, both, either, negated
from triage.frames.early import Found, collected, early_ends
from triage.frames.judge import Judge
from triage.frames.plan import Onward, Plan, Stage
from triage.frames.walked import Became, Numbered, Rows, RowsSeen, Walked

if TYPE_CHECKING:
    from triage.base.shapes import ShowJSON


CHUNK = 65_536
"""How many rows are decided at once: more of them leave the cache of a processor."""


class Some(RowsSeen):
    """Be some of the rows that are led through a step."""

    def __init__(self, walked: Walked, rows: Rows) -> None:
        super().__init__(walked, rows)
        self.walked = walked

    def part(self, mask: NDArray[np.bool_], *, waiting: bool) -> "Some":
        """Return the rows where a mask holds, with what is known of them."""
        found = Some(self.walked, self.rows[mask])
        if waiting:
            found.waiting = {q: taken(w, mask) for q, w in self.waiting.items()}
        return found


def taken(of: Mask, mask: NDArray[np.bool_]) -> Mask:
    return of if isinstance(of, bool) else of[mask]


Took: TypeAlias = Callable[[Onward, Rows], None]


def unseen(_way: Onward, _rows: Rows) -> None:
    """Let rows take a way, and note nothing."""


@immutable
class Columns:
    """Decide rows by a plan.

    Args:
        plan: The plan.
        took: What is told which rows take which way.
    """

    plan: Plan
    took: Took = unseen
    at_once: ClassVar[int] = CHUNK

    def walk(self, given: Numbered, count: int) -> Walked:
        """Return what becomes of rows, by the codes of what they answer."""
        walked = Walked(self.plan, given, count)
        arrived: dict[int, list[Rows]] = {self.plan.first: [np.arange(count)]}
        for number, stage in enumerate(self.plan.stages):
            if found := arrived.pop(number, None):
                rows = found[0] if len(found) == 1 else np.concatenate(found)
                for step, going in self.visit(number, stage, Some(walked, rows)):
                    arrived.setdefault(step, []).append(going)
        return walked

    def visit(
        self, number: int, stage: Stage, some: Some
    ) -> Iterator[tuple[int, Rows]]:
        """Lead rows through a step; yield those that go on, with the next step."""
        missing = [*self.ask(stage, some)]
        if not some.waiting:
            yield from self.leave(number, stage, some)
            return
        waits = reduce(either, some.waiting.values())
        mask = np.broadcast_to(waits, len(some.rows))
        first = np.full(len(some.rows), -1, np.int32)
        for question, here in reversed(missing):
            first[here] = question
        some.walked.missing[some.rows[mask]] = first[mask]
        if stage.may_be_left:
            self.break_off(number, stage, some.part(mask, waiting=True))
        rest = some.part(~mask, waiting=False)
        if len(rest.rows):
            yield from self.leave(number, stage, rest)

    def ask(self, stage: Stage, some: Some) -> Iterator[tuple[int, Mask]]:
        """Take the answers to a page; yield what is missing, and where."""
        for question in stage.ask:
            asked, walked = self.plan.questions[question], some.walked
            codes = some.of(walked.given[question])
            gaps: Mask = codes == asked.unasked
            new: Mask = True
            surely: Mask = True
            maybe: Mask = True
            if self.plan.pages[question] > 1:
                new = some.look(question) == asked.unasked
            if asked.only_if is not None:
                surely, maybe = Judge(self.plan, some).pair(asked.only_if)
                codes = np.where(surely, codes, np.asarray(asked.unasked, asked.type))
                codes[np.broadcast_to(negated(maybe), len(codes))] = asked.otherwise
                self.skip(some, question, both(new, negated(maybe)))
            if new is not True:
                codes = np.where(new, codes, some.look(question))
            walked.asked[question][some.rows] = codes
            some.codes[question] = codes
            waits = both(both(new, maybe), either(negated(surely), gaps))
            if np.any(waits):
                some.waiting[question] = waits
                yield question, both(both(new, surely), gaps)

    def skip(self, some: Some, question: int, here: Mask) -> None:
        """Note where a question is skipped."""
        nowhere = np.zeros(some.walked.count, bool)
        some.walked.skipped.setdefault(question, nowhere)[some.where(here)] = True

    def leave(
        self, number: int, stage: Stage, some: Some
    ) -> Iterator[tuple[int, Rows]]:
        """Collect, and yield the rows that go on; end those that end."""
        judge = self.judge(some)
        self.tell(some, collected(judge, stage.advise, on=True)[0])
        left: Mask = True
        for way in stage.ways:
            holds, _ = judge.pair(way.when)
            take = both(left, holds)
            left = both(left, negated(holds))
            rank = judge.rank
            self.tell(some, collected(judge, way.advise, on=take)[0])
            judge.raised(rank)
            rows = some.where(take)
            if not len(rows):
                continue
            self.took(way, rows)
            if way.step is None:
                self.end(some.walked, rows, way, number)
            else:
                yield way.step, rows

    def judge(self, some: Some) -> Judge:
        rank = some.of(some.walked.rank) if self.plan.rising else None
        return Judge(self.plan, some, rank)

    def tell(self, some: Some, found: Found) -> None:
        for item, here in found:
            rows = some.where(here)
            some.walked.sites.add(item.site, rows)
            some.walked.raised(rows, self.plan.ranks[item.recommendation])

    def end(self, walked: Walked, rows: Rows, way: Onward, number: int) -> None:
        """End rows with a way that leads to no step."""
        if way.end is None:
            walked.unwritten[rows] = number
            return
        walked.end[rows] = way.end
        walked.raised(rows, self.plan.ranks[way.end])

    def break_off(self, number: int, stage: Stage, some: Some) -> None:
        """End rows of a half answered page for which nothing can be worse."""
        judge = Judge(self.plan, some, some.of(some.walked.rank))
        for way, take, told in early_ends(judge, stage, on=True):
            self.tell(some, told)
            rows = some.where(take)
            some.walked.missing[rows] = -1
            some.walked.broken_off[rows] = number
            self.took(way, rows)
            self.end(some.walked, rows, way, number)

    # What is read off a walk

    def broken(
        self, became: Became
    ) -> Iterator[tuple[int, tuple[str, ...], Code, Rows]]:
        """Yield which assumption is broken, its questions, what is wrong, and where."""
        if not self.plan.assume:
            return
        some = RowsSeen(became, np.arange(became.count))
        for number in self.plan.assumed:
            unasked = self.plan.questions[number].unasked
            some.waiting[number] = became.asked[number] == unasked
        judge = Judge(self.plan, some)
        for number, (node, names, code) in enumerate(self.plan.assume):
            _, maybe = judge.pair(node)
            if not np.all(maybe):
                yield number, names, code, some.where(negated(maybe))

    def shown(self, became: Became) -> "Iterator[tuple[ShowJSON, Any, Any]]":
        """Yield the values that are shown, with what they are at least and at most.

        Of words, these are which one it is, and how many are possible.
        """
        some = RowsSeen(became, np.arange(became.count))
        for number in np.unique(became.broken_off[became.broken_off >= 0]).tolist():
            here = became.broken_off == number
            for question in self.plan.stages[number].ask:
                open_ = became.asked[question] == self.plan.questions[question].unasked
                waits = both(here, open_)
                some.waiting[question] = either(
                    some.waiting.get(question, False), waits
                )
        judge = Judge(self.plan, some)
        for show in self.plan.shows:
            pairs = [judge.pair(node) for node in show["nodes"]]
            if show["kind"] == "word":
                fits = [np.broadcast_to(maybe, became.count) for _, maybe in pairs]
                yield show, np.argmax(fits, axis=0), np.sum(fits, axis=0)
            else:
                yield show, pairs[0][0], pairs[1][1]
