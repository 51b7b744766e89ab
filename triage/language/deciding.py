"""Deciding inputs: the answers that make conditions what they are, whatever others are.

What a condition comes to while some answers wait is certain for every way of giving
them. So an answer decides nothing if all stays as it is while that answer waits.
"""

from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import cast

import attrs

import triage.language.ast as e
from triage.base.immutable import immutable
from triage.language.evaluate import Compiled, Context, Predicate

SURELY, MAYBE = 0, 1


@attrs.frozen(eq=False)
class Test:
    """Be a test, by itself or by one of several, that some questions decide."""

    holds: Predicate
    names: frozenset[str]
    ways: "tuple[Tests, ...]" = ()


@attrs.frozen(eq=False)
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

    def deciding(self, here: Context, names: Sequence[str]) -> tuple[str, ...]:
        """Return those of some questions that make the tests hold, in their order.

        None of them can be left out, but those that a test depends on alone may hold
        whatever is answered. All where the tests do not hold.
        """
        kept = Needs(here).of(self, frozenset())
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


@immutable
class Needs:
    """Find questions that make tests hold, as few as can be beside those given.

    A test that is met again with the same of its own questions given is known. These
    only become more, so that no test is looked into more often than it has questions.
    """

    here: Context
    known: dict[tuple[Test, frozenset[str]], frozenset[str]] = attrs.field(factory=dict)

    def of(self, tests: Tests, given: frozenset[str]) -> frozenset[str]:
        given |= tests.alone
        for one in tests.mixed:
            given |= self.of_one(one, given & one.names)
        return given & tests.names

    def of_one(self, test: Test, given: frozenset[str]) -> frozenset[str]:
        key = test, given
        if key not in self.known:
            self.known[key] = self._of_one(test, given)
        return self.known[key]

    def _of_one(self, test: Test, given: frozenset[str]) -> frozenset[str]:
        here = self.here
        fitting = [way for way in test.ways if all(one.holds(here) for one in way.all)]
        if not fitting:
            return test.names
        return self.of(min(fitting, key=lambda way: len(way.names - given)), given)


class Making:
    """Make tests of conditions, those of each value once."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self._of_value = cache(self._body)

    def tests(self, conditions: Iterable[e.Condition]) -> Tests:
        """Return what must hold for some conditions to hold."""
        return together(self.all_of(one, holds=True, rail=SURELY) for one in conditions)

    def all_of(
        self, condition: e.Condition, *, holds: bool, rail: int
    ) -> Iterable[Test]:
        """Return tests that hold just when one surely, or maybe, does, or not."""
        match condition:
            case e.And(items) | e.Or(items):
                each = [self.all_of(x, holds=holds, rail=rail) for x in items]
                if isinstance(condition, e.And) is holds:
                    return together(each).all
                ways = tuple(together([one]) for one in each)
                return [self._test(condition, ways, holds=holds, rail=rail)]
            case e.Not(item):
                return self.all_of(item, holds=not holds, rail=1 - rail)
            case e.Maybe(item):
                return self.all_of(item, holds=holds, rail=MAYBE)
            case e.Surely(item):
                return self.all_of(item, holds=holds, rail=SURELY)
            case e.ValueHolds(value):
                return self._of_value(value, holds=holds, rail=rail)
            case _:
                return [self._test(condition, (), holds=holds, rail=rail)]

    def _body(self, value: str, *, holds: bool, rail: int) -> Iterable[Test]:
        body = cast("e.Condition", self.compiled.values[value].body)
        return self.all_of(body, holds=holds, rail=rail)

    def _test(
        self, condition: e.Condition, ways: tuple[Tests, ...], *, holds: bool, rail: int
    ) -> Test:
        truth = self.compiled.pair(condition)[rail]
        names = self.compiled.names(condition)
        return Test(lambda x: truth(x) is holds, names, ways)


def together(each: Iterable[Iterable[Test]]) -> Tests:
    """Return tests that hold together, each once."""
    return Tests((*dict.fromkeys(chain.from_iterable(each)),))


def opposite(condition: e.Condition) -> e.Condition:
    """Return what holds where a condition does not, without saying "not" twice."""
    return condition.item if isinstance(condition, e.Not) else e.Not(condition)


@immutable
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
