"""SMT-LIB: gates as the text that a solver reads, each once."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import TypeAlias

from triage.language.months import CALENDAR
from triage.verify.circuit import (
    TRUE,
    All,
    AtMost,
    Computed,
    Fits,
    Gates,
    Given,
    Linear,
    Number,
    Term,
    Unit,
)
from triage.verify.marks import Marks

NEAREST = "(div (+ (* 2 {0}) {1}) (* 2 {1}))"

MADE = {
    "sum": "{0}",
    "times": "(* {0} {1})",
    "floor": "(div {0} {1})",
    "ceil": "(- (div (- {0}) {1}))",
    "round": f"(ite (>= {{0}} 0) {NEAREST} (- {NEAREST.replace('{0}', '(- {0})')}))",
}
"""How a number is made of two others; the second is above zero where it divides."""


class Need(IntEnum):
    """Say which arithmetic a solver needs; each has what those before it have."""

    NOTHING, SUMS, PRODUCTS = range(3)


Bounds: TypeAlias = list[tuple[int, int]]
"""Bounds of one number or sum, in their order, each with its gate."""


class Script:
    """Write what a solver is to be told, and keep what the text stands for.

    Attributes:
        known: The gates that were told of.
        facts: The facts among them.
        bounds: What numbers are held against where nothing is added up.
        numbers: The constants that numbers are where something is.
    """

    def __init__(self, gates: Gates, *, adds_up: bool) -> None:
        self.gates = gates
        self.adds_up = adds_up
        self.known: set[int] = set()
        self.facts: dict[int, Given] = {}
        self.numbers: dict[Unit, str] = {}
        self.bounds: dict[Number, Bounds] = defaultdict(list)
        self.marks = Marks()
        self.rooms: dict[tuple[Term, ...], Bounds] = defaultdict(list)

    def need(self, literals: Iterable[int]) -> Need:
        """Return which arithmetic the solver needs for literals."""
        new = self.gates.below(literals, self.known)
        return max(map(self.need_of, new), default=Need.NOTHING)

    def tell(self, literals: Iterable[int]) -> str:
        """Return the text of every gate that literals depend on, and was not told."""
        new = self.gates.below(literals, self.known)
        self.known.update(new)
        lines = [line for number in new for line in self.lines(number)]
        facts = {fact for number in new for fact in self.gates.facts(number)}
        rules = {*map(self.gates.rule_of, facts)} - {TRUE}
        lines += [f"(assert {word(rule)})" for rule in sorted(rules)]
        return "\n".join(lines)

    def need_of(self, number: int) -> Need:
        units: list[Unit] = []
        match self.gates.gates[number]:
            case AtMost(terms):
                units = [unit for _, unit in terms]
            case Fits(terms):
                units = [unit for *_, unit in terms if unit]
                if len(units) == 1:
                    units *= 2  # beside others that count as 1
        few = Need.SUMS if len(units) > 1 else Need.NOTHING
        return max((few, *map(need_of_unit, units)))

    def lines(self, number: int) -> Iterator[str]:
        yield f"(declare-const {name(number)} Bool)"
        match gate := self.gates.gates[number]:
            case All(items):
                words = " ".join(["true", *map(word, items)])
                yield f"(assert (= {name(number)} (and {words})))"
            case AtMost(((_, Number() as fact), *_), bound) if not self.adds_up:
                yield from in_order(self.bounds[fact], bound, number)
            case AtMost(terms, bound):
                added = [(factor, TRUE, term) for factor, term in terms]
                yield from self.summed(number, added, bound)
            case Fits(terms, bound) if not self.adds_up:
                weights = " ".join(str(factor) for factor, *_ in terms)
                words = " ".join(word(test) for _, test, _ in terms)
                fits = f"((_ pble {bound} {weights}) {words})"
                yield f"(assert (= {name(number)} {fits}))"
                yield from in_order(self.rooms[terms], bound, number)
            case Fits(terms, bound):
                yield from self.summed(number, terms, bound)
            case _:
                self.facts[number] = gate

    def summed(self, number: int, terms: Sequence[Term], bound: int) -> Iterator[str]:
        yield from self.declared(terms)
        total = self.total(Linear(tuple(terms)))
        yield f"(assert (= {name(number)} (<= {total} {whole(bound)})))"

    def total(self, linear: Linear) -> str:
        parts = list[str]()
        for factor, test, unit in linear.terms:
            counted = whole(factor)
            if unit is not None:
                counted = f"(* {counted} {self.numbers[unit]})"
            always = test == TRUE
            parts.append(counted if always else f"(ite {word(test)} {counted} 0)")
        return f"(+ {' '.join(parts)} {whole(linear.constant)})"

    def declared(self, terms: Sequence[Term]) -> Iterator[str]:
        """Yield what the numbers of terms are, each once."""
        for *_, unit in terms:
            if unit is not None and unit not in self.numbers:
                if isinstance(unit, Computed):
                    yield from self.declared(unit.terms)
                const = self.numbers[unit] = f"n{len(self.numbers)}"
                yield f"(declare-const {const} Int)"
                if isinstance(unit, Computed):
                    yield from self.made(const, unit)

    def made(self, const: str, unit: Computed) -> Iterator[str]:
        """Yield that a number is made of two others, which have names, and its range.

        Without names, or crosswise, products take many times as long.
        """
        halves = list[str]()
        for half, linear in ((f"{const}a", unit.one), (f"{const}b", unit.other)):
            match linear:
                case Linear((), constant):
                    halves.append(whole(constant))
                case Linear(((1, 1, Number() | Computed() as inner),), 0):
                    halves.append(self.numbers[inner])
                case _:
                    halves.append(half)
                    yield f"(declare-const {half} Int)"
                    yield f"(assert (= {half} {self.total(linear)}))"
        if unit.how in CALENDAR:
            marked = self.marks.lines(const, unit.how, halves[0], unit.within or (0, 0))
            yield from marked
        else:
            yield f"(assert (= {const} {MADE[unit.how].format(*halves)}))"
        if unit.within is not None:
            low, high = map(whole, unit.within)
            yield f"(assert (<= {low} {const} {high}))"


def need_of_unit(unit: Unit) -> Need:
    if isinstance(unit, Number):
        return Need.NOTHING
    divides = unit.how != "times" and not unit.other.terms
    own = Need.SUMS if divides else Need.PRODUCTS
    return max((own, *(need_of_unit(n) for *_, n in unit.terms if n)))


def in_order(bounds: Bounds, bound: int, number: int) -> Iterator[str]:
    """Yield that what is at most a bound is at most every greater bound."""
    place = bisect(bounds, (bound, number))
    for lower in bounds[:place][-1:]:
        yield f"(assert (=> {name(lower[1])} {name(number)}))"
    for upper in bounds[place:][:1]:
        yield f"(assert (=> {name(number)} {name(upper[1])}))"
    bounds.insert(place, (bound, number))


def name(number: int) -> str:
    return f"g{number}"


def word(literal: int) -> str:
    return name(literal) if literal > 0 else f"(not {name(-literal)})"


def whole(number: int) -> str:
    return str(number) if number >= 0 else f"(- {-number})"
