"""Rows: the answers of many people, decided as ``Tree.decide`` decides those of one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from triage.base.immutable import immutable
from triage.frames.arrays import EPOCH
from triage.frames.bits import Bits
from triage.frames.columns import Columns
from triage.frames.fold import Fold, Folded, fold
from triage.frames.output import Amounts, Column, Words
from triage.frames.plan import Plan
from triage.frames.walked import Codes, Rows, Walked
from triage.model.tree import Tree

if TYPE_CHECKING:
    from triage.base.shapes import ShowJSON

TRUTHS = ("no", "unsure", "yes")
"""What a value that is a condition can be, the least first."""


class Notes:
    """Note what is wrong, and with which rows.

    Of each row that is told in the order of the tree: cells that are no answers, what
    is assumed and not so, and where the tree is not written any further.
    """

    CELLS, ASSUMED, UNWRITTEN = range(3)

    def __init__(self, count: int) -> None:
        self.count = count
        self.found: dict[str, list[Rows]] = {}
        self.places: dict[str, tuple[int, int]] = {}

    def add(self, kind: int, number: int, name: str, rows: Rows) -> None:
        """Note what is wrong with some rows.

        Args:
            kind: One of ``CELLS``, ``ASSUMED`` and ``UNWRITTEN``.
            number: That of the question, of what is assumed, or of the step.
            name: What is wrong, in words.
            rows: The rows.
        """
        place = kind, number
        self.places[name] = min(place, self.places.get(name, place))
        self.found.setdefault(name, []).append(rows)

    def texts(self) -> tuple[list[str], NDArray[np.intp]]:
        """Return the distinct texts, and which of them each row has; empty for none."""
        names = sorted(self.found, key=self.places.__getitem__)
        bits = Bits(len(names), self.count)
        for number, name in enumerate(names):
            bits.add(number, np.concatenate(self.found[name]))
        found, _, each = bits.sets()
        return ["; ".join(names[n] for n in numbers) for numbers in found], each


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

    def put(self, here: slice | Rows, walked: Walked | Folded) -> None:
        """Put the results of some rows in their place."""
        ended = walked.end >= 0
        self.words["ends"][here] = walked.end
        self.words["undecided"][here] = walked.missing
        self.words["urgency"][here] = np.where(ended, walked.rank, -1)
        self.words["so_far"][here] = walked.rank
        self.lists["advised"][here] = self.advised.of(*walked.told())
        for show, low, high in Columns(self.plan).shown(walked):
            self.value(show, self.values[show["id"]], here, low, high, ended)

    def note(self, here: slice, notes: Notes) -> None:
        """Put what is wrong with some rows in its place."""
        if notes.found:
            self.lists["problems"][here] = self.problems.of(*notes.texts())

    def value(
        self,
        show: "ShowJSON",
        column: Column,
        here: slice | Rows,
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


def empty(show: "ShowJSON", count: int) -> Column:
    """Return the column of a value, with nothing in it."""
    if show["kind"] == "truth":
        return Words(TRUTHS, np.full(count, -1, np.int8))
    if show["kind"] == "word":
        return Words(show["words"], np.full(count, -1, np.int32))
    dated = show.get("dated", False)
    kind = np.int64 if dated or not show["scale"] else np.float64
    return Amounts(np.zeros(count, kind), np.ones(count, bool), dated)


def scaled(numbers: Any, show: "ShowJSON", column: Amounts) -> Any:
    """Return numbers in their unit, whole or each the nearest float.

    They have at most 15 digits, so that the float is what their quotient is.
    """
    if column.days:
        return numbers - EPOCH
    return numbers / 10 ** show["scale"] if show["scale"] else numbers


@immutable
class Deciding:
    """Decide rows by a tree."""

    tree: Tree

    @cached_property
    def plan(self) -> Plan:
        return Plan(self.tree)

    @cached_property
    def columns(self) -> Columns:
        return Columns(self.plan)

    @cached_property
    def engine(self) -> Fold | Columns:
        return fold(self.plan) or self.columns

    @cached_property
    def steps(self) -> Sequence[str]:
        return [*self.tree.steps]

    def decide(
        self, given: Sequence[Codes], notes: Notes
    ) -> Iterator[tuple[Rows, Walked | Folded]]:
        """Yield what becomes of rows, without answers that do not go together.

        As long as what the tree assumes is not so of some answers, these are dropped,
        and the rows that gave them come again, and are decided by what is left. Where
        there is nothing to drop, nothing is decided.
        """
        rows = np.arange(notes.count)
        while len(rows):
            walked = self.engine.walk(given, len(rows))
            apart = [*self.columns.broken(walked)]
            here = np.unique(
                np.concatenate([rows[:0], *(found for *_, found in apart)])
            )
            walked.clear(here)
            self.note_unwritten(walked, rows, notes)
            yield rows, walked
            given, dropped = [codes[here] for codes in given], np.zeros(len(here), bool)
            for assumed, names, code, found in apart:
                said = f"{', '.join(names)}: {code}"
                notes.add(Notes.ASSUMED, assumed, said, rows[found])
                at = np.searchsorted(here, found)
                for number in map(self.plan.numbers.__getitem__, names):
                    unasked = self.plan.questions[number].unasked
                    dropped[at] |= given[number][at] != unasked
                    given[number][at] = unasked
            rows, given = rows[here][dropped], [codes[dropped] for codes in given]

    def note_unwritten(self, walked: Walked | Folded, rows: Rows, notes: Notes) -> None:
        """Note where the tree is not written any further."""
        here = walked.unwritten >= 0
        for number in np.unique(walked.unwritten[here]).tolist():
            found = rows[walked.unwritten == number]
            said = f"{self.steps[number]}: not written yet"
            notes.add(Notes.UNWRITTEN, number, said, found)
