"""Aspects: what becomes of a patient in two trees, taken apart into what differs."""

from collections.abc import Iterator, Mapping
from typing import Self, TypeAlias

import attrs

from triage.base.shapes import ResultJSON
from triage.engine.outcome import Outcome
from triage.engine.trace import Trace
from triage.model.tree import Tree
from triage.verify.circuit import FALSE
from triage.verify.encode import Encoding


@attrs.frozen
class Result:
    """Name a class of outcomes.

    Args:
        urgency: The id of the level; empty for information only.
        end: The recommendation that ends the walk, ``done``, or empty where the tree
            is not finished.
    """

    urgency: str
    end: str

    def __str__(self) -> str:
        return f"{self.urgency or 'none'}/{self.end or 'todo'}"

    @classmethod
    def of(cls, tree: Tree, trace: Trace) -> Self:
        return cls(tree.level_id(trace.rank) or "", trace.end)

    def to_dict(self) -> ResultJSON:
        return {"urgency": self.urgency, "ends": self.end}


@attrs.frozen
class Turned:
    """Be another outcome: before one, now another."""

    before: Result
    after: Result

    def held_before(self, old: Encoding) -> int:
        return has_result(old, self.before)

    def held_now(self, side: Encoding) -> int:
        return has_result(side, self.after)

    def changes(self, old: Encoding, new: Encoding) -> int:
        """Return whose outcome was the one, and is the other."""
        return old.gates.every([self.held_before(old), self.held_now(new)])

    def is_now(self, outcome: Outcome) -> bool:
        return Result.of(outcome.tree, outcome.trace) == self.after

    @property
    def name(self) -> str:
        return f"{self.before}:{self.after}"


@attrs.frozen
class Told:
    """Be a recommendation that is lost, or gained, other than as the ending."""

    recommendation: str
    lost: bool

    def told(self, side: Encoding) -> int:
        return side.told.get(self.recommendation, FALSE)

    def held_before(self, old: Encoding) -> int:
        return self.told(old) if self.lost else -self.told(old)

    def held_now(self, side: Encoding) -> int:
        return -self.told(side) if self.lost else self.told(side)

    def is_now(self, outcome: Outcome) -> bool:
        return (self.recommendation in outcome.here.told) is not self.lost

    def changes(self, old: Encoding, new: Encoding) -> int:
        """Return who loses or gains it, and not just because the ending is another."""
        giver, other = (old, new) if self.lost else (new, old)
        here, there = (x.ends.get(self.recommendation, FALSE) for x in (giver, other))
        besides = old.gates.some([-here, there])
        return old.gates.every([self.held_before(old), self.held_now(new), besides])

    @property
    def name(self) -> str:
        return f"{'lost' if self.lost else 'gained'}/{self.recommendation}"


Aspect: TypeAlias = Turned | Told


def aspects(old: Outcome, new: Outcome) -> Iterator[Aspect]:
    """Yield all in which two outcomes of one patient differ."""
    before, after = (Result.of(x.tree, x.trace) for x in (old, new))
    if before != after:
        yield Turned(before, after)
    names = [*old.tree.recommendations, *new.tree.recommendations]
    for name in dict.fromkeys(names):
        here, there = name in old.here.told, name in new.here.told
        giver, other = (old, new) if here else (new, old)
        ending = giver.trace.end == name != other.trace.end
        if here != there and not ending:
            yield Told(name, lost=here)


def ranks(tree: Tree) -> dict[str, int]:
    """Return the place of each level on the scale; of none, below all."""
    return {"": -1} | {level.id: level.rank for level in tree.levels}


def at_level(encoding: Encoding, name: str) -> int:
    """Return whether the urgency is a level, and no higher."""
    rank = ranks(encoding.tree).get(name)
    return FALSE if rank is None else encoding.at_rank(rank)


def has_result(encoding: Encoding, wanted: Result) -> int:
    end = encoding.ends.get(wanted.end, FALSE)
    return encoding.gates.every([at_level(encoding, wanted.urgency), end])


def results_differ(one: Encoding, other: Encoding) -> int:
    """Return whether two trees, over one scale, give a patient another outcome."""
    ends = either(one.ends, other.ends)
    urgent = zip(one.urgent, other.urgent, strict=True)
    return one.gates.differ(*zip(*ends, *urgent, strict=True))


def outcomes_differ(one: Encoding, other: Encoding) -> int:
    """Return whether two trees tell a patient anything else."""
    told = one.gates.differ(*zip(*either(one.told, other.told), strict=True))
    return one.gates.some([results_differ(one, other), told])


def either(
    one: Mapping[str, int], other: Mapping[str, int]
) -> Iterator[tuple[int, int]]:
    """Yield the literals of one name, where none stands for what never holds."""
    for name in dict.fromkeys([*one, *other]):
        yield one.get(name, FALSE), other.get(name, FALSE)
