"""SMT-LIB: gates as the text that a solver reads, each once."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from triage.verify.circuit import TRUE, All, AtMost, Fits, Gates, Given, Number, Term

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
        self.numbers: dict[Number, str] = {}
        self.bounds: dict[Number, Bounds] = defaultdict(list)
        self.rooms: dict[tuple[Term, ...], Bounds] = defaultdict(list)

    def need_sums(self, literals: Iterable[int]) -> bool:
        return any(map(self.is_sum, self.gates.below(literals, self.known)))

    def tell(self, literals: Iterable[int]) -> str:
        """Return the text of every gate that literals depend on, and was not told."""
        new = self.gates.below(literals, self.known)
        self.known.update(new)
        lines = [line for number in new for line in self.lines(number)]
        facts = {fact for number in new for fact in self.gates.facts(number)}
        rules = {*map(self.gates.rule_of, facts)} - {TRUE}
        lines += [f"(assert {word(rule)})" for rule in sorted(rules)]
        return "\n".join(lines)

    def is_sum(self, number: int) -> bool:
        """Whether a gate needs arithmetic, and not only an order of bounds."""
        match self.gates.gates[number]:
            case AtMost(terms):
                return len(terms) > 1
            case Fits():
                return bool(self.gates.facts(number))
            case _:
                return False

    def lines(self, number: int) -> Iterator[str]:
        yield f"(declare-const {name(number)} Bool)"
        match gate := self.gates.gates[number]:
            case All(items):
                words = " ".join(["true", *map(word, items)])
                yield f"(assert (= {name(number)} (and {words})))"
            case AtMost(((_, fact), *_), bound) if not self.adds_up:
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
        parts = list[str]()
        for factor, test, term in terms:
            if term is not None and term not in self.numbers:
                self.numbers[term] = f"n{len(self.numbers)}"
                yield f"(declare-const {self.numbers[term]} Int)"
            counted = whole(factor)
            if term is not None:
                counted = f"(* {counted} {self.numbers[term]})"
            always = test == TRUE
            parts.append(counted if always else f"(ite {word(test)} {counted} 0)")
        added = " ".join(parts)
        yield f"(assert (= {name(number)} (<= (+ {added} 0) {whole(bound)})))"


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
