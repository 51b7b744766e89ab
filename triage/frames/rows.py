"""Rows: the answers of many people, decided as ``Tree.decide`` decides those of one."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from triage.base.immutable import immutable
from triage.frames.arrays import EPOCH, holding
from triage.frames.bits import Bits
from triage.frames.columns import Columns
from triage.frames.given import Given
from triage.frames.output import Amounts, Column, Words
from triage.frames.plan import Plan
from triage.frames.reach import Reach, Reached, reach
from triage.frames.walked import NOTHING, Rows, Walked
from triage.model.tree import Tree

if TYPE_CHECKING:
    from triage.base.shapes import ShowJSON

TRUTHS = ("no", "unsure", "yes")
"""What a value that is a condition can be, the least first."""


Engine: TypeAlias = Reach | Columns
"""What decides rows."""


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


Named = TypeVar("Named", bound=Hashable)


class Numbering(Generic[Named]):
    """Number things as they come.

    Args:
        first: The thing whose number is 0.
    """

    def __init__(self, first: Named) -> None:
        self.numbers = {first: 0}

    def of(self, things: Iterable[Named], each: NDArray[Any]) -> NDArray[np.uint32]:
        """Return the number of the thing of each row."""
        numbers = [self.numbers.setdefault(x, len(self.numbers)) for x in things]
        return np.take(np.array(numbers, np.uint32), each)


class Results:
    """Hold what comes of rows, chunk by chunk, as columns.

    Args:
        plan: The plan.
        count: How many rows there are.
    """

    def __init__(self, plan: Plan, count: int) -> None:
        self.plan = plan
        self.endings, self.problems = Numbering(NOTHING), Numbering("")
        self.ended, self.wrong = (np.zeros(count, np.uint32) for _ in range(2))
        self.values = {show["id"]: empty(show, count) for show in plan.shows}

    def put(self, here: slice | Rows, walked: Walked | Reached) -> None:
        """Put the results of some rows in their place."""
        endings, each = walked.endings()
        self.ended[here] = self.endings.of(endings, each)
        if self.values:
            known = np.take(np.array([one.end >= 0 for one in endings]), each)
            for show, low, high in Columns(self.plan).shown(walked):
                self.value(show, self.values[show["id"]], here, low, high, known)

    def note(self, here: slice, notes: Notes) -> None:
        """Put what is wrong with some rows in its place."""
        if notes.found:
            self.wrong[here] = self.problems.of(*notes.texts())

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
        plan, endings = self.plan, [*self.endings.numbers]
        levels = [level.id for level in plan.tree.levels]
        ranks = [plan.rank(one.sites, one.end) for one in endings]
        told, wrong = Numbering(""), [*self.problems.numbers]
        texts = [plan.text(one.sites, one.end) for one in endings]
        advised = told.of(texts, np.arange(len(texts)))
        decided = [one.end >= 0 for one in endings]
        found = {
            "urgency": (levels, np.where(decided, ranks, -1)),
            "ends": (plan.ends, [one.end for one in endings]),
            "advised": ([*told.numbers][1:], advised.astype(int) - 1),
            "undecided": ([*plan.tree.questions], [one.missing for one in endings]),
            "so_far": (levels, ranks),
        }
        made = {
            name: Words(labels, small(codes), name != "advised", self.ended)
            for name, (labels, codes) in found.items()
        }
        codes = small(np.arange(len(wrong)) - 1)
        made["problems"] = Words(wrong[1:], codes, fixed=False, kinds=self.wrong)
        return made | self.values


def small(codes: Any) -> NDArray[Any]:
    """Return numbers of words in the smallest type."""
    found = np.asarray(codes)
    return found.astype(holding(-1, int(found.max())))


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
    def engine(self) -> Engine:
        return reach(self.plan) or self.columns

    @cached_property
    def steps(self) -> Sequence[str]:
        return [*self.tree.steps]

    def decide(
        self, given: Given, notes: Notes
    ) -> Iterator[tuple[Rows, Walked | Reached]]:
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
            if not apart:
                return
            some, dropped = [codes[here] for codes in given], np.zeros(len(here), bool)
            for assumed, names, code, found in apart:
                said = f"{', '.join(names)}: {code}"
                notes.add(Notes.ASSUMED, assumed, said, rows[found])
                at = np.searchsorted(here, found)
                for number in map(self.plan.numbers.__getitem__, names):
                    unasked = self.plan.questions[number].unasked
                    dropped[at] |= some[number][at] != unasked
                    some[number][at] = unasked
            rows, given = rows[here][dropped], Given(codes[dropped] for codes in some)

    def note_unwritten(
        self, walked: Walked | Reached, rows: Rows, notes: Notes
    ) -> None:
        """Note where the tree is not written any further."""
        endings, each = walked.endings()
        for number, one in enumerate(endings):
            if one.unwritten >= 0:
                said = f"{self.steps[one.unwritten]}: not written yet"
                notes.add(Notes.UNWRITTEN, one.unwritten, said, rows[each == number])
