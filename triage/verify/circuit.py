"""And-inverter graph: every boolean of a proof, each made once.

A literal is a whole number: the number of a gate, or its negative for the opposite.
Equal gates have equal numbers, so that two trees put into one graph share whatever
they have in common, and a comparison of equal trees ends before a solver is asked.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, MutableMapping
from functools import cached_property
from itertools import chain
from math import gcd
from typing import TypeAlias

import attrs

from triage.base.immutable import immutable

TRUE = 1
FALSE = -1


@immutable
class Given:
    """Stand for one fact of an answer, such as "yes" to a question.

    The question is an id with its type; the copy tells two patients apart, 0 and 1.
    """

    copy: int
    question: str
    answer: str


@immutable
class Number:
    """Stand for the number that answers a question, in units of its last decimal."""

    copy: int
    question: str


@attrs.frozen(cache_hash=True)
class Computed:
    """Stand for a whole number that is made of two others, and lies within bounds.

    That is their product (``times``), or how often the other, which is above zero, goes
    into the one, rounded as ``round``, ``floor`` or ``ceil`` do; or what the calendar
    makes of the one alone (``mark``, ``close`` and ``day``); or that itself (``sum``),
    which has a name so that it is told once.
    """

    how: str
    one: "Linear"
    other: "Linear"
    within: tuple[int, int] | None = None

    @cached_property
    def terms(self) -> "tuple[Term, ...]":
        return self.one.terms + self.other.terms

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The answers that it is made of."""
        return tuple(numbers_in(number for *_, number in self.terms if number))

    @cached_property
    def tests(self) -> frozenset[int]:
        """The literals that it is made of."""
        inner = [n.tests for *_, n in self.terms if isinstance(n, Computed)]
        return frozenset(test for _, test, _ in self.terms).union(*inner)


Unit: TypeAlias = Number | Computed
"""One number of the solver."""

Term: TypeAlias = tuple[int, int, Unit | None]
"""A factor, a literal, and a number that counts where it holds; without one, 1 does."""


@attrs.frozen(cache_hash=True)
class Linear:
    """Be the sum of the terms whose literals hold, and of a constant."""

    terms: tuple[Term, ...] = ()
    constant: int = 0


@immutable
class AtMost:
    """Hold when a sum of numbers, each once and with a factor, is at most a bound."""

    terms: tuple[tuple[int, Unit], ...]
    bound: int


@immutable
class Fits:
    """Hold when the terms whose literals hold add up to a bound at most.

    That is left to the solver: it is for sums of which gates would be too many.
    """

    terms: tuple[Term, ...]
    bound: int


@immutable
class All:
    """Hold when all of some literals do; with none, always."""

    items: tuple[int, ...]


Gate: TypeAlias = Given | AtMost | Fits | All

Assignment: TypeAlias = MutableMapping[Given | Number, int]
"""What is so of one patient: 1 or 0 of each fact, and each number."""


class Gates:
    """Hold gates, each once; a gate stands behind every gate it is made of.

    Attributes:
        digests: A hash of each gate of which one was made, by its number.
    """

    def __init__(self) -> None:
        self.digests: dict[int, str] = {}
        self.gates: list[Gate] = [All(()), All(())]
        self._known: dict[Gate, int] = {All(()): TRUE}
        self._rules: dict[Given | Number, int] = {}
        self._order: dict[Computed, int] = {}
        self._bits: dict[str, int] = {}
        self._about: list[int] = []

    def literal(self, gate: Gate) -> int:
        number = self._known.get(gate)
        if number is None:
            number = self._known[gate] = len(self.gates)
            self.gates.append(gate)
        return number

    def every(self, items: Iterable[int]) -> int:
        """Return whether every one of some literals is true.

        >>> gates = Gates()
        >>> yes = gates.literal(Given(0, "fever", "yes"))
        >>> gates.every([yes, TRUE]) == yes, gates.every([yes, -yes]) == FALSE
        (True, True)
        """
        kept = set(items)
        kept.discard(TRUE)
        if FALSE in kept or any(-item in kept for item in kept):
            return FALSE
        if len(kept) == 1:
            return kept.pop()
        return self.literal(All(tuple(sorted(kept))))

    def some(self, items: Iterable[int]) -> int:
        return -self.every([-item for item in items])

    def either(self, test: int, then: int, otherwise: int) -> int:
        if then == otherwise:
            return then
        return self.every([self.some([-test, then]), self.some([test, otherwise])])

    def differ(self, one: Iterable[int], other: Iterable[int]) -> int:
        pairs = zip(one, other, strict=True)
        return self.some(self.either(a, -b, b) for a, b in pairs)

    def place(self, unit: Unit) -> tuple[int, str, int]:
        """Return where a number stands among others: answers first, by their names."""
        if isinstance(unit, Number):
            return 0, unit.question, unit.copy
        return 1, "", self._order.setdefault(unit, len(self._order))

    def at_most(
        self, terms: Mapping[Number, int] | Mapping[Unit, int], bound: int
    ) -> int:
        kept = {number: factor for number, factor in terms.items() if factor}
        if not kept:
            return TRUE if bound >= 0 else FALSE
        order = sorted(kept, key=self.place)
        if kept[order[0]] < 0:
            opposite = {number: -factor for number, factor in kept.items()}
            return -self.at_most(opposite, -bound - 1)
        shared = gcd(*kept.values())
        rows = tuple((kept[number] // shared, number) for number in order)
        return self.literal(AtMost(rows, bound // shared))

    def fits(self, terms: Iterable[Term], bound: int) -> int:
        """Return whether terms fit; those without a number are turned upward."""
        rows, always = list[Term](), (TRUE, None)
        for factor, test, number in terms:
            down = number is None and factor < 0
            rows.append((-factor, -test, None) if down else (factor, test, number))
            bound -= factor if down else 0
        bound -= sum(row[0] for row in rows if row[1:] == always)
        kept = [row for row in rows if row[0] and row[1] != FALSE and row[1:] != always]
        if not kept:
            return TRUE if bound >= 0 else FALSE
        return self.literal(Fits(tuple(kept), bound))

    def rule(self, facts: Iterable[Given | Number], literal: int) -> None:
        """Let a literal hold of every patient of whom the solver is told a fact."""
        for fact in facts:
            self._rules[fact] = self.every([self.rule_of(fact), literal])

    def rule_of(self, fact: Given | Number) -> int:
        return self._rules.get(fact, TRUE)

    def facts(self, number: int) -> tuple[Given | Number, ...]:
        match self.gates[number]:
            case Given() as fact:
                return (fact,)
            case AtMost(terms):
                return tuple(numbers_in(unit for _, unit in terms))
            case Fits(terms):
                return tuple(numbers_in(unit for *_, unit in terms if unit))
            case _:
                return ()

    def parts(self, number: int) -> tuple[int, ...]:
        """Return the literals that a gate is made of."""
        match self.gates[number]:
            case All(items):
                return items
            case Fits(terms):
                tests = [test for _, test, _ in terms]
                return *tests, *tests_in(unit for *_, unit in terms)
            case AtMost(terms):
                return tests_in(unit for _, unit in terms)
            case _:
                return ()

    def below(
        self, literals: Iterable[int], known: Container[int] = frozenset()
    ) -> list[int]:
        """Return the gates that literals depend on, lowest first, up to the known."""
        found, left = set[int](), [*literals]
        while left:
            number = abs(left.pop())
            if number in found or number in known:
                continue
            found.add(number)
            left += self.parts(number)
            rules = map(self.rule_of, self.facts(number))
            left += [rule for rule in rules if rule != TRUE]
        return sorted(found)

    def between(self, literals: Iterable[int], question: str) -> list[int]:
        """Return the gates that literals depend on, and that depend on a question.

        They stand lowest first; the question is an id with its type, as of a fact.
        """
        bit = self._bit(question)
        found, left = set[int](), [*literals]
        while left:
            number = abs(left.pop())
            if number not in found and self.about(number) & bit:
                found.add(number)
                left += self.parts(number)
        return sorted(found)

    def about(self, number: int) -> int:
        """Return the questions that a gate depends on, one bit each."""
        for at in range(len(self._about), number + 1):
            bits = 0
            for fact in self.facts(at):
                bits |= self._bit(fact.question)
            for part in self.parts(at):
                bits |= self._about[abs(part)]
            self._about.append(bits)
        return self._about[number]

    def _bit(self, question: str) -> int:
        return self._bits.setdefault(question, 1 << len(self._bits))


def numbers_in(units: Iterable[Unit]) -> Iterator[Number]:
    """Yield the answers that numbers are, or are made of, each once."""
    found = ((u,) if isinstance(u, Number) else u.numbers for u in units)
    yield from dict.fromkeys(chain.from_iterable(found))


def tests_in(units: Iterable[Unit | None]) -> tuple[int, ...]:
    found = (unit.tests for unit in units if isinstance(unit, Computed))
    return tuple(frozenset[int]().union(*found))
