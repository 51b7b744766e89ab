"""Deciding inputs: the answers that make conditions what they are, whatever others are.

What a condition comes to while some answers wait is certain for every way of giving
them. So an answer decides nothing if all stays as it is while that answer waits.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import cast

import attrs

import triage.language.ast as e
from triage.language.evaluate import Compiled, Context, Predicate

SURELY, MAYBE = 0, 1


@attrs.frozen
class Test:
    """Be a test, by itself or by one of several, that some questions decide."""

    holds: Predicate
    names: frozenset[str]
    ways: "tuple[Tests, ...]" = ()

    def needs(self, here: Context, given: frozenset[str]) -> frozenset[str]:
        """Return questions that make it hold, as few as can be beside those given."""
        fitting = [way for way in self.ways if all(one.holds(here) for one in way.all)]
        if not fitting:
            return self.names
        fewest = min(fitting, key=lambda way: len(way.names - given))
        return fewest.needs(here, given)


@attrs.frozen
class Tests:
    """Hold tests that hold together, and find what makes them hold."""

    all: tuple[Test, ...]

    @cached_property
    def names(self) -> frozenset[str]:
        """The questions that the tests depend on."""
        return frozenset[str]().union(*(one.names for one in self.all))

    @cached_property
    def alone(self) -> frozenset[str]:
        """The questions that some test depends on alone."""
        return frozenset[str]().union(*(x.names for x in self.all if len(x.names) == 1))

    @cached_property
    def can_be_less(self) -> bool:
        """Whether a test can hold by one of several ways, so that one is told."""
        return any(one.ways for one in self.all)

    @cached_property
    def mixed(self) -> tuple[Test, ...]:
        """The tests that depend on other questions, too."""
        return tuple(one for one in self.all if not one.names <= self.alone)

    def needs(self, here: Context, given: frozenset[str]) -> frozenset[str]:
        given |= self.alone
        for one in self.mixed:
            given |= one.needs(here, given)
        return given & self.names

    def deciding(self, here: Context, names: Sequence[str]) -> tuple[str, ...]:
        """Return those of some questions that make the tests hold, in their order.

        None of them can be left out. All where the tests do not hold.
        """
        kept = self.needs(here, frozenset())
        waiting = {*here.waiting, *names} - kept
        left = attrs.evolve(here, waiting=waiting)
        for name in reversed(names):
            if name in kept and name not in self.alone:
                waiting.add(name)
                left.values.clear()
                some = (one for one in self.mixed if name in one.names)
                if not all(one.holds(left) for one in some):
                    waiting.remove(name)
        return tuple(name for name in names if name not in waiting)


def tests(conditions: Iterable[e.Condition], compiled: Compiled) -> Tests:
    """Return what must hold for some conditions to hold."""
    made = (all_of(one, compiled, holds=True, rail=SURELY) for one in conditions)
    return Tests(tuple(chain.from_iterable(made)))


def all_of(
    condition: e.Condition, compiled: Compiled, *, holds: bool, rail: int
) -> Iterator[Test]:
    """Yield tests that hold just when a condition surely, or maybe, does, or not."""
    match condition:
        case e.And(items) | e.Or(items):
            each = [all_of(x, compiled, holds=holds, rail=rail) for x in items]
            if isinstance(condition, e.And) is holds:
                yield from chain.from_iterable(each)
            else:
                ways = tuple(Tests(tuple(one)) for one in each)
                yield test_of(condition, compiled, ways, holds=holds, rail=rail)
        case e.Not(item):
            yield from all_of(item, compiled, holds=not holds, rail=1 - rail)
        case e.Maybe(item):
            yield from all_of(item, compiled, holds=holds, rail=MAYBE)
        case e.Surely(item):
            yield from all_of(item, compiled, holds=holds, rail=SURELY)
        case e.ValueHolds(value):
            body = cast("e.Condition", compiled.values[value].body)
            yield from all_of(body, compiled, holds=holds, rail=rail)
        case _:
            yield test_of(condition, compiled, (), holds=holds, rail=rail)


def test_of(
    condition: e.Condition,
    compiled: Compiled,
    ways: tuple[Tests, ...],
    *,
    holds: bool,
    rail: int,
) -> Test:
    truth = compiled.pair(condition)[rail]
    return Test(lambda x: truth(x) is holds, compiled.names(condition), ways)


def opposite(condition: e.Condition) -> e.Condition:
    """Return what holds where a condition does not, without saying "not" twice."""
    return condition.item if isinstance(condition, e.Not) else e.Not(condition)


@attrs.frozen
class Reduction:
    """Leave out of conditions what decided nothing, where some answers wait."""

    compiled: Compiled
    here: Context

    def of(
        self, condition: e.Condition, *, holds: bool = True, rail: int = SURELY
    ) -> e.Condition:
        """Return the parts of a condition that make it surely, or maybe, what it is."""
        match condition:
            case e.Not(item):
                inner = self.of(item, holds=not holds, rail=1 - rail)
                return condition if inner is item else opposite(inner)
            case e.Maybe(item):
                return e.Maybe(self.of(item, holds=holds, rail=MAYBE))
            case e.Surely(item):
                return e.Surely(self.of(item, holds=holds, rail=SURELY))
            case e.And(items) | e.Or(items):
                found = tuple(
                    self.of(item, holds=holds, rail=rail)
                    for item in items
                    if self.compiled.condition(item, self.here)[rail] is holds
                )
                if not found or [*map(id, found)] == [*map(id, items)]:
                    return condition
                return found[0] if len(found) == 1 else type(condition)(found)
            case _:
                return condition
