"""Aspects: what becomes of a patient in two trees, taken apart into what differs."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from triage.base.immutable import immutable
from triage.comparison.details import Detail
from triage.comparison.results import Pair, Result, Sides, has_result, result_of
from triage.engine.outcome import Outcome
from triage.verify.circuit import FALSE
from triage.verify.encode import Encoding


@immutable
class Turned:
    """Be another outcome: before one, now another."""

    before: Result
    after: Result

    def held_now(self, side: Encoding, _sides: Sides) -> int:
        return has_result(side, self.after)

    def changes(self, old: Encoding, new: Encoding) -> int:
        """Return whose outcome was the one, and is the other."""
        return old.gates.every(
            [has_result(old, self.before), has_result(new, self.after)]
        )

    def is_now(self, outcome: Outcome, _pair: Pair) -> bool:
        return result_of(outcome) == self.after

    @property
    def name(self) -> str:
        return f"{self.before}:{self.after}"


@immutable
class Told:
    """Be a recommendation that is lost, or gained, other than as the ending."""

    recommendation: str
    lost: bool

    def told(self, side: Encoding) -> int:
        return side.told.get(self.recommendation, FALSE)

    def held_now(self, side: Encoding, _sides: Sides) -> int:
        return -self.told(side) if self.lost else self.told(side)

    def moves(self, one: Encoding, other: Encoding) -> int:
        return one.gates.differ([self.told(one)], [self.told(other)])

    def is_now(self, outcome: Outcome, _pair: Pair) -> bool:
        return (self.recommendation in outcome.here.told) is not self.lost

    def changes(self, old: Encoding, new: Encoding) -> int:
        """Return who loses or gains it, and not just because the ending is another."""
        giver, other = (old, new) if self.lost else (new, old)
        here, there = (x.ends.get(self.recommendation, FALSE) for x in (giver, other))
        besides = old.gates.some([-here, there])
        giving = -self.told(other), self.told(giver)
        return old.gates.every([*giving, besides])

    @property
    def name(self) -> str:
        return f"{'lost' if self.lost else 'gained'}/{self.recommendation}"


Aspect: TypeAlias = Turned | Told | Detail


def aspects(old: Outcome, new: Outcome, details: Iterable[Detail]) -> Iterator[Aspect]:
    """Yield all in which two outcomes of one patient differ."""
    before, after = result_of(old), result_of(new)
    if before != after:
        yield Turned(before, after)
    names = [*old.tree.recommendations, *new.tree.recommendations]
    for name in dict.fromkeys(names):
        here, there = name in old.here.told, name in new.here.told
        giver, other = (old, new) if here else (new, old)
        ending = giver.trace.end == name != other.trace.end
        if here != there and not ending:
            yield Told(name, lost=here)
    yield from (detail for detail in details if detail.shows(old, new))
