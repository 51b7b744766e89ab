"""Details: what is told beside an outcome that stays: levels, the order, shown values.

They are no part of an outcome, yet a person reads them: other advice that is less
urgent now, what comes first of two of one level, a score that nobody can know any more.
"""

from collections.abc import Iterator
from itertools import combinations, starmap
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

import attrs

from triage.base.immutable import immutable
from triage.comparison.reshown import made_alike, read_alike
from triage.comparison.results import (
    Pair,
    Sides,
    at_level,
    result_of,
    results_differ,
    same,
)
from triage.comparison.worded import Worded
from triage.engine.decision import Decision, place, shown
from triage.engine.outcome import Outcome
from triage.model.tree import Tree
from triage.verify.circuit import FALSE, TRUE
from triage.verify.encode import Encoding

if TYPE_CHECKING:
    from triage.base.shapes import Seen

Part: TypeAlias = Literal["level", "order", "value", "text"]
"""What may be told otherwise."""


@immutable
class Leveled:
    """Be a recommendation that is told in both trees, at another level."""

    part: ClassVar[Part] = "level"
    of: str
    before: str
    after: str

    @property
    def name(self) -> str:
        return f"level/{self.of}:{self.before}:{self.after}"

    def told(self, side: Encoding, level: str) -> int:
        has = level_of(side.tree, self.of) == level
        return side.told[self.of] if has else FALSE

    def changes(self, old: Encoding, new: Encoding) -> int:
        """Return who is told it, where the outcome does not say the same."""
        told = self.told(old, self.before), self.told(new, self.after)
        said = at_level(old, self.before), at_level(new, self.after)
        return old.gates.every([*told, -old.gates.every(said)])

    def held_now(self, side: Encoding, _sides: Sides) -> int:
        return self.told(side, self.after)

    def moves(self, one: Encoding, other: Encoding) -> int:
        told = ([self.told(side, self.after)] for side in (one, other))
        return one.gates.differ(*told)

    def is_now(self, outcome: Outcome, _pair: Pair) -> bool:
        return self.is_told(outcome, self.after)

    def is_told(self, outcome: Outcome, level: str) -> bool:
        has = level_of(outcome.tree, self.of) == level
        return has and self.of in outcome.here.told

    def seen(self, outcome: Outcome) -> "Seen":
        return level_of(outcome.tree, self.of)

    def shows(self, old: Outcome, new: Outcome) -> bool:
        levels = self.before, self.after
        pairs = zip((old, new), levels, strict=True)
        told = all(self.is_told(outcome, level) for outcome, level in pairs)
        return told and (result_of(old).urgency, result_of(new).urgency) != levels


@immutable
class Reordered:
    """Be advice that is told in another order, and of no other level.

    Args:
        pairs: What can change places, two by two.
    """

    part: ClassVar[Part] = "order"
    name: ClassVar = "order"
    of: ClassVar = ""
    pairs: tuple[tuple[str, str], ...] = attrs.field(eq=False, repr=False)

    def changes(self, old: Encoding, new: Encoding) -> int:
        gates = old.gates
        swapped = (self.swapped(pair, old, new) for pair in self.pairs)
        return gates.every([-results_differ(old, new), gates.some(swapped)])

    def swapped(self, pair: tuple[str, str], old: Encoding, new: Encoding) -> int:
        told = (side.told[name] for side in (old, new) for name in pair)
        orders = ([precedes(side, *pair)] for side in (old, new))
        return old.gates.every([*told, old.gates.differ(*orders)])

    def held_now(self, side: Encoding, sides: Sides) -> int:
        gates, old = side.gates, sides[0]
        return gates.some(
            gates.every([self.swapped(pair, *sides), self.swapped(pair, old, side)])
            for pair in self.pairs
        )

    def moves(self, one: Encoding, other: Encoding) -> int:
        orders = ([self.first(x, *pair) for pair in self.pairs] for x in (one, other))
        return one.gates.differ(*orders)

    def first(self, side: Encoding, one: str, other: str) -> int:
        told = side.told[one], side.told[other]
        return side.gates.every([*told, precedes(side, one, other)])

    def is_now(self, outcome: Outcome, pair: Pair) -> bool:
        places = {name: n for n, name in enumerate(collected(outcome))}
        return any(
            {one, other} <= places.keys() and places[other] < places[one]
            for one, other in self.trading(*pair)
        )

    def shows(self, old: Outcome, new: Outcome) -> bool:
        return result_of(old) == result_of(new) and any(self.trading(old, new))

    def seen(self, outcome: Outcome) -> "Seen":
        return [item.id for item in shown(outcome.tree, outcome.trace.advice)]

    def trading(self, old: Outcome, new: Outcome) -> Iterator[tuple[str, str]]:
        """Yield what changes places, as walking shows."""
        before, after = map(collected, (old, new))
        for one, other in combinations([name for name in before if name in after], 2):
            swapped = after.index(other) < after.index(one)
            if swapped and akin(old.tree, new.tree, one, other):
                yield one, other


@immutable
class Valued:
    """Be a shown value that is another one, or known now, by what is asked."""

    part: ClassVar[Part] = "value"
    of: str

    @property
    def name(self) -> str:
        return f"value/{self.of}"

    def same(self, one: Encoding, other: Encoding) -> int:
        """Return of whom the value is the same in two trees, open ends and all."""
        return same(one, other, one.tree.values[self.of].body)

    def changes(self, old: Encoding, new: Encoding) -> int:
        stays = -results_differ(old, new), -old.ends.get("", FALSE)
        return old.gates.every([*stays, -self.same(old, new)])

    def held_now(self, side: Encoding, sides: Sides) -> int:
        return self.same(side, sides[1])

    def moves(self, one: Encoding, other: Encoding) -> int:
        return -self.same(one, other)

    def seen(self, outcome: Outcome) -> "Seen":
        return Decision.of(outcome.tree, outcome.trace, outcome.answers).shows[self.of]

    def is_now(self, outcome: Outcome, pair: Pair) -> bool:
        return self.seen(outcome) == self.seen(pair[1])

    def shows(self, old: Outcome, new: Outcome) -> bool:
        stays = result_of(old) == result_of(new) and bool(old.trace.end)
        return stays and self.seen(old) != self.seen(new)


Detail: TypeAlias = Leveled | Reordered | Valued | Worded


def details(old: Encoding, new: Encoding) -> Iterator[Detail]:
    """Yield what may be told otherwise beside an outcome that stays."""
    known = [name for name in old.told if name in new.told]
    for name in known:
        levels = level_of(old.tree, name), level_of(new.tree, name)
        if levels[0] != levels[1]:
            yield Leveled(name, *levels)
    pairs = (
        pair
        for pair in combinations(known, 2)
        if akin(old.tree, new.tree, *pair) and may_trade(old, new, *pair)
    )
    if found := tuple(pairs):
        yield Reordered(found)
    yield from map(Valued, made_alike(old.tree, new.tree))
    yield from starmap(Worded, read_alike(old.tree, new.tree))


def precedes(side: Encoding, one: str, other: str) -> int:
    """Return of whom one recommendation is collected before another, if both are."""
    first, second = side.gathered[one], side.gathered[other]
    if not (first and second) or first[-1] < second[0]:
        return TRUE
    if second[-1] < first[0]:
        return FALSE
    found, none = [], TRUE
    own = {number for number, _ in first}
    for number, literal in sorted([*first, *second]):
        if number in own:
            found.append(side.gates.every([literal, none]))
        else:
            none = side.gates.every([none, -literal])
    return side.gates.some(found)


def may_trade(old: Encoding, new: Encoding, one: str, other: str) -> bool:
    orders = {precedes(side, one, other) for side in (old, new)}
    return len(orders) > 1


def collected(outcome: Outcome) -> list[str]:
    """Return what is told in the order in which it was collected."""
    return [name for name in outcome.trace.advice if name in outcome.here.told]


def level_of(tree: Tree, recommendation: str) -> str:
    level = tree.recommendations[recommendation].urgency
    return level.id if level else ""


def akin(old: Tree, new: Tree, one: str, other: str) -> bool:
    """Whether nothing but the order of collection puts one before another."""
    pairs = ([tree.recommendations[n] for n in (one, other)] for tree in (old, new))
    return all(place(a) == place(b) for a, b in pairs)
