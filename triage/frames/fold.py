"""Fold: the engine of small trees: every step for all rows at once, the last first.

A row of a small tree is decided sooner by looking at all steps than by being led from
one to the next: no row is ever moved. What becomes of it is one byte, the number of its
outcome; a condition chooses between the bytes of two ways.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from triage.base.immutable import immutable
from triage.frames.arrays import ANY, Mask
from triage.frames.columns import Columns
from triage.frames.judge import Judge
from triage.frames.outcomes import Change, Numbers, Outcomes, Page, TooMany
from triage.frames.plan import Plan, Stage
from triage.frames.walked import Codes, Rows, Walked
from triage.program.nodes import questions

Reached: TypeAlias = Any
"""The number of the outcome of each row, as bytes; one may stand for all."""

STEPS = 60
"""How many steps a tree may have: with more of them, it is sooner to move rows."""

BLOCK = 32_768
"""How many rows are looked at together: as many as stay near the processor."""


class Everybody:
    """Be all rows, with each question as they answered it."""

    def __init__(self, given: Sequence[Codes]) -> None:
        self.given = given
        self.waiting: Mapping[int, Mask] = {}

    def look(self, question: int) -> Codes:
        return self.given[question]

    def passed(self, _: int) -> Mask:
        return False


class Folded:
    """Hold what becomes of each row, as `Walked` does.

    Args:
        fold: The engine.
        codes: The number of the outcome of each row.
        given: The codes of what each row answers, by question.
    """

    def __init__(self, fold: "Fold", codes: Numbers, given: Sequence[Codes]) -> None:
        self.fold, self.codes, self.given, self.count = fold, codes, given, len(codes)
        self.end, self.missing, self.unwritten, self.rank = (
            np.take(table, codes) for table in fold.tables
        )
        self.broken_off = np.full(self.count, -1, np.int32)
        self.skipped = dict[int, NDArray[np.bool_]]()
        self.texts, self.each = fold.texts, codes
        self.apart: tuple[Rows, Walked] | None = None

    def put(self, rows: Rows, walked: Walked) -> None:
        """Put in their place what becomes of rows that were walked by themselves."""
        for name in ("end", "missing", "unwritten", "rank", "broken_off"):
            getattr(self, name)[rows] = getattr(walked, name)
        texts, each = walked.told()
        self.each = self.codes.astype(np.intp)
        self.each[rows] = each + len(self.texts)
        self.texts, self.apart = [*self.texts, *texts], (rows, walked)

    def told(self) -> tuple[Sequence[str], NDArray[Any]]:
        """Return what is told, as texts, and which of them each row has."""
        return self.texts, self.each

    def clear(self, rows: Rows) -> None:
        """Forget what became of rows."""
        for column in (self.end, self.missing, self.unwritten, self.rank):
            column[rows] = -1
        self.each[rows] = 0

    @property
    def asked(self) -> "Folded":
        """The answers to what was asked, by question."""
        return self

    def __getitem__(self, question: int) -> Codes:
        found, asked = self.given[question], self.fold.plan.questions[question]
        if question not in self.fold.outcomes.watched:
            return found
        was_asked = self.fold.was_asked(question)[self.codes]
        found = np.where(was_asked, found, np.asarray(asked.unasked, asked.type))
        if self.apart:
            rows, walked = self.apart
            found[rows] = walked.asked[question]
        return found


@immutable
class Fold:
    """Decide rows by a plan, of which all outcomes are numbered.

    Args:
        plan: The plan.
        outcomes: The outcomes.
    """

    plan: Plan
    outcomes: Outcomes

    def walk(self, given: Sequence[Codes], count: int) -> Folded:
        """Return what becomes of rows, by the codes of what they answer."""
        codes = np.empty(count, np.uint8)
        for start in range(0, count, BLOCK):
            here = slice(start, start + BLOCK)
            codes[here] = self.block([each[here] for each in given])
        folded = Folded(self, codes, given)
        if self.by_itself.any() and len(rows := np.flatnonzero(self.by_itself[codes])):
            some = [each[rows] for each in given]
            folded.put(rows, Columns(self.plan).walk(some, len(rows)))
        return folded

    def block(self, given: Sequence[Codes]) -> Reached:
        """Return the outcomes of some rows."""
        judge, behind = Judge(self.plan, Everybody(given)), dict[int, Reached]()
        for number, page in self.outcomes.pages.items():
            behind[number] = self.page(page, judge, behind)
        return behind[self.plan.first]

    def page(self, page: Page, judge: Judge, behind: Mapping[int, Reached]) -> Reached:
        """Return what becomes of rows that come to a step."""
        found: Reached = 0
        for turn in page.turns:
            after = turn.outcome if turn.step is None else behind[turn.step]
            after = changed(after, turn.changes, judge)
            found = chosen(judge.pair(turn.when)[0], after, found)
        found = changed(found, page.changes, judge)
        for question, outcome in page.gaps:
            gaps = judge.crowd.look(question) == self.plan.questions[question].unasked
            found = chosen(gaps, outcome, found) if gaps.any() else found
        return found if page.asked is None else became(page.asked, found)

    @cached_property
    def tables(self) -> Sequence[NDArray[Any]]:
        """The end of each outcome, what is missing, what is unwritten, and the rank."""
        ones = self.outcomes.all
        found = [[one.end, one.missing, one.unwritten, one.rank] for one in ones]
        return [*np.array(found, np.int32).T.copy()]

    @cached_property
    def texts(self) -> Sequence[str]:
        """What is told, by the number of the outcome."""
        return [self.plan.text(sorted(x.sites), x.end) for x in self.outcomes.all]

    @cached_property
    def by_itself(self) -> NDArray[np.bool_]:
        """Which outcomes are those of rows to be walked by themselves."""
        return np.array([one.by_itself for one in self.outcomes.all])

    def was_asked(self, question: int) -> NDArray[np.bool_]:
        """Return with which outcomes a question was asked."""
        return np.array([question in one.asked for one in self.outcomes.all])


def became(into: Numbers, found: Reached) -> Reached:
    """Return what outcomes become by a table."""
    return int(into[found]) if isinstance(found, int) else np.take(into, found)


def changed(found: Reached, changes: Sequence[Change], judge: Judge) -> Reached:
    """Return what becomes of rows by what is collected before."""
    for change in changes:
        holds, _ = judge.pair(change.when)
        found = chosen(holds, became(change.into, found), found)
    return found


def chosen(mask: Mask, one: Reached, other: Reached) -> Reached:
    """Return one of two outcomes where a mask holds, and the other elsewhere.

    The bits in which they differ are turned, which takes a fraction of the time that
    numpy needs to choose.
    """
    if isinstance(mask, bool):
        return one if mask else other
    found = np.negative(mask.view(np.uint8))
    found &= one ^ other
    found ^= other
    return found


def fold(plan: Plan) -> Fold | None:
    """Return an engine for a small tree; None where rows are to be led step by step.

    That is where a question is skipped, or read where it may not have been asked, where
    something goes by what was collected, or where numbers are no machine words.
    """
    if len(plan.stages) > STEPS or plan.rising or ANY in plan.types:
        return None
    guarded = any(asked.only_if is not None for asked in plan.questions)
    if guarded or reads_unasked(plan):
        return None
    shown = {*read(plan, [node for show in plan.shows for node in show["nodes"]])}
    watched = (shown | plan.assumed).difference(plan.stages[plan.first].ask)
    try:
        return Fold(plan, Outcomes(plan, watched))
    except TooMany:
        return None


def reads_unasked(plan: Plan) -> bool:
    """Return whether a step reads an answer to what it may not have asked before."""
    sure = {plan.first: frozenset[int]()}
    for number, stage in enumerate(plan.stages):
        if number not in sure:
            continue
        here = sure[number].union(stage.ask)
        if not here.issuperset(read(plan, conditions(stage))):
            return True
        for way in stage.ways:
            if way.step is not None:
                sure[way.step] = here & sure.get(way.step, here)
    return False


def read(plan: Plan, nodes: Iterable[int]) -> Iterator[int]:
    """Yield the questions that nodes read."""
    for node in nodes:
        for each in plan.below(node):
            yield from questions(plan.nodes[each])


def conditions(stage: Stage) -> list[int]:
    """Return the nodes of all conditions of a step."""
    nodes = [way.when for way in stage.ways]
    for advise in (stage.advise, *(way.advise for way in stage.ways)):
        nodes += [item.when for item in advise]
    return [node for node in nodes if node is not None]
