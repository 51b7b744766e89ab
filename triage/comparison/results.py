"""Results: the level and the end that a walk comes to, and who has which."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Self, TypeAlias, cast

from triage.base.immutable import immutable
from triage.engine.outcome import Outcome
from triage.engine.trace import Trace
from triage.language.ast import (
    AnswerOf,
    Body,
    Pick,
    Sum,
    UnsureWord,
    ValueWord,
    Word,
)
from triage.model.tree import Tree
from triage.verify.circuit import FALSE
from triage.verify.encode import Encoding
from triage.verify.sums import Amount, at_most, total

if TYPE_CHECKING:
    from triage.base.shapes import ResultJSON

Sides: TypeAlias = tuple[Encoding, Encoding]
"""Two trees as gates, the old one and the new one."""

Pair: TypeAlias = tuple[Outcome, Outcome]
"""What becomes of one patient in each of them."""


@immutable
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

    def to_dict(self) -> "ResultJSON":
        return {"urgency": self.urgency, "ends": self.end}


def result_of(outcome: Outcome) -> Result:
    return Result.of(outcome.tree, outcome.trace)


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
    """Return whether two trees tell a patient of anything else."""
    told = one.gates.differ(*zip(*either(one.told, other.told), strict=True))
    return one.gates.some([results_differ(one, other), told])


def either(
    one: Mapping[str, int], other: Mapping[str, int]
) -> Iterator[tuple[int, int]]:
    """Yield the literals of one name, where none stands for what never holds."""
    for name in dict.fromkeys([*one, *other]):
        yield one.get(name, FALSE), other.get(name, FALSE)


def same(one: Encoding, other: Encoding, body: Body) -> int:
    """Return of whom something is the same in two trees, open ends and all."""
    gates, sides = one.gates, [x.lowering(in_full=False) for x in (one, other)]
    match body:
        case Sum() as number:
            ends = [side.number(number) for side in sides]
            apart = [total([(1, a), (-1, b)], 0) for a, b in zip(*ends, strict=True)]
            both = [*apart, *(total([(-1, amount)], 0) for amount in apart)]
            return gates.every(at_most(gates, amount, 0) for amount in both)
        case Word() | AnswerOf() | ValueWord() | Pick() as word:
            pairs = either(*(side.words(word) for side in sides))
            return -gates.differ(*zip(*pairs, strict=True))
        case condition:
            return -gates.differ(*(side.condition(condition) for side in sides))


def shown_same(one: Encoding, other: Encoding, body: Body) -> int:
    """Return of whom a text shows the same: one thing, or other words in both trees."""
    gates, alike = one.gates, same(one, other, body)
    sides = [x.lowering(in_full=False) for x in (one, other)]
    match body:
        case Sum() as number:
            found = (side.number(number) for side in sides)
            ends = cast("Iterator[tuple[Amount, Amount]]", found)  # named in a proof
            known = [at_most(gates, total([(1, b), (-1, a)], 0), 0) for a, b in ends]
        case Word() | AnswerOf() | ValueWord() | Pick() as word:
            known = [-side.condition(UnsureWord(word))[0] for side in sides]
        case _:
            return alike
    return gates.some([alike, gates.every(-literal for literal in known)])
