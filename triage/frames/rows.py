"""Rows: the answers of many people, decided as ``Tree.decide`` decides those of one."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from triage.base.shapes import ShowJSON
from triage.engine.decision import shown
from triage.frames.arrays import EPOCH
from triage.frames.columns import Codes, Columns, Rows, Walked
from triage.frames.output import Amounts, Column, Words
from triage.frames.plan import Plan
from triage.frames.told import Told
from triage.model.tree import Tree

TRUTHS = ("no", "unsure", "yes")
"""What a value that is a condition can be, the least first."""


class Notes:
    """Note what is wrong with rows: for each, a list of problems, in any order."""

    def __init__(self, count: int) -> None:
        self.names: dict[str, int] = {}
        self.told = Told()
        self.lists = np.zeros(count, np.int32)

    def add(self, name: str, rows: Rows) -> None:
        number = self.names.setdefault(name, len(self.names))
        self.lists[rows] = self.told.add(self.lists[rows], number)

    def text(self, listed: tuple[int, ...]) -> str:
        """Return the text of a list of problems; empty for that of none."""
        names = [*self.names]
        return "; ".join(names[number] for number in listed)


class Labels:
    """Number texts as they come; the empty one is none."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def of(self, texts: Iterable[str], each: NDArray[Any]) -> NDArray[np.int32]:
        """Return the number of the text of each row."""
        numbers: NDArray[np.int32] = np.array([*map(self.number, texts)], np.int32)
        return np.take(numbers, each)

    def number(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers)) if text else -1


class Results:
    """Hold what comes of rows, chunk by chunk, as columns.

    Args:
        plan: The plan.
        count: How many rows there are.
    """

    def __init__(self, plan: Plan, count: int) -> None:
        self.plan, self.advised, self.problems = plan, Labels(), Labels()
        self.words = {
            name: np.full(count, -1, np.int32) for name in ("ends", "undecided")
        }
        self.words |= {
            name: np.full(count, -1, np.int8) for name in ("urgency", "so_far")
        }
        self.lists = {n: np.full(count, -1, np.int32) for n in ("advised", "problems")}
        self.values = {show["id"]: empty(show, count) for show in plan.shows}

    def put(self, start: int, walked: Walked, notes: Notes) -> None:
        """Put the results of a chunk in their place."""
        here = slice(start, start + walked.count)
        ended = walked.end >= 0
        self.words["ends"][here] = walked.end
        self.words["undecided"][here] = walked.missing
        self.words["urgency"][here] = np.where(ended, walked.rank, -1)
        self.words["so_far"][here] = walked.rank
        advised, lists = walked.told.used(walked.lists)
        self.lists["advised"][here] = self.advised.of(map(self.told, advised), lists)
        for number in np.unique(walked.unwritten[walked.unwritten >= 0]).tolist():
            step = [*self.plan.tree.steps][number]
            rows = np.flatnonzero(walked.unwritten == number)
            notes.add(f"{step}: not written yet", rows)
        wrong, lists = notes.told.used(notes.lists)
        self.lists["problems"][here] = self.problems.of(map(notes.text, wrong), lists)
        for show, low, high in Columns(self.plan).shown(walked):
            self.value(show, self.values[show["id"]], here, low, high, ended)

    def told(self, listed: tuple[int, ...]) -> str:
        """Return what is told of what was collected, in the order of telling."""
        if self.plan.alone.isdisjoint(listed):
            order = sorted(listed, key=self.plan.places.__getitem__)
            return ",".join([self.plan.ends[number] for number in order])
        names = tuple(self.plan.ends[number] for number in listed)
        return ",".join(item.id for item in shown(self.plan.tree, names))

    def value(
        self,
        show: ShowJSON,
        column: Column,
        here: slice,
        low: Any,
        high: Any,
        known: Any,
    ) -> None:
        """Put the values of a chunk in their place, of those that are decided."""
        if isinstance(column, Words):
            found = low + high * 1 if show["kind"] == "truth" else low
            certain = known if show["kind"] == "truth" else known & (high == 1)
            column.codes[here] = np.where(certain, found, -1)
            return
        column.gaps[here] = ~known | (low != high)
        column.numbers[here] = scaled(low, show, column)

    @property
    def columns(self) -> Mapping[str, Column]:
        """The columns, by name."""
        levels = [level.id for level in self.plan.tree.levels]
        labels = {
            "urgency": levels,
            "ends": self.plan.ends,
            "undecided": [*self.plan.tree.questions],
            "so_far": levels,
        }
        texts = {"advised": self.advised, "problems": self.problems}
        made: dict[str, Column] = {
            name: Words([*texts[name].numbers], self.lists[name], fixed=False)
            if name in texts
            else Words(labels[name], self.words[name])
            for name in NAMES
        }
        return made | self.values


NAMES = ("urgency", "ends", "advised", "undecided", "so_far", "problems")
"""The columns of results beside the values, in their order."""


def empty(show: ShowJSON, count: int) -> Column:
    """Return the column of a value, with nothing in it."""
    if show["kind"] == "truth":
        return Words(TRUTHS, np.full(count, -1, np.int8))
    if show["kind"] == "word":
        return Words(show["words"], np.full(count, -1, np.int32))
    dated = show.get("dated", False)
    kind = np.int64 if dated or not show["scale"] else np.float64
    return Amounts(np.zeros(count, kind), np.ones(count, bool), dated)


def scaled(numbers: Any, show: ShowJSON, column: Amounts) -> Any:
    """Return numbers in their unit, whole or each the nearest float.

    They have at most 15 digits, so that the float is what their quotient is.
    """
    if column.days:
        return numbers - EPOCH
    return numbers / 10 ** show["scale"] if show["scale"] else numbers


@attrs.frozen
class Deciding:
    """Decide rows by a tree."""

    tree: Tree

    @cached_property
    def plan(self) -> Plan:
        return Plan(self.tree)

    @cached_property
    def columns(self) -> Columns:
        return Columns(self.plan)

    def decide(self, given: Sequence[Codes], notes: Notes) -> Walked:
        """Return what becomes of rows, without answers that do not go together.

        As long as what the tree assumes is not so of some answers, these are dropped,
        and it is decided again. Where there is nothing to drop, nothing is decided.
        """
        void = np.zeros(len(notes.lists), bool)
        while True:
            walked = self.columns.walk(given, len(void))
            found = [(n, r[~void[r]]) for n, r in self.columns.broken(walked)]
            apart = [(names, rows) for names, rows in found if len(rows)]
            if not apart:
                walked.clear(np.flatnonzero(void))
                return walked
            broken, kept = np.zeros(len(void), bool), given
            given = [codes.copy() for codes in given]
            for names, rows in apart:
                notes.add(f"{', '.join(names)}: contradiction", rows)
                broken[rows] = True
                for number in map(self.plan.numbers.__getitem__, names):
                    given[number][rows] = self.plan.questions[number].unasked
            pairs = zip(given, kept, strict=True)
            dropped = np.logical_or.reduce([one != other for one, other in pairs])
            void |= broken & ~dropped
