"""Substitution: gates as they would be, were some answers others."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from triage.base.answer import UNSURE
from triage.base.question import Question
from triage.verify.circuit import (
    FALSE,
    All,
    AtMost,
    Fits,
    Gates,
    Given,
    Number,
    Term,
)
from triage.verify.variables import Variables

Substitution: TypeAlias = Callable[[Given | AtMost | Fits], int]
"""What takes the place of a fact, or of a comparison of numbers."""


def substitute(
    gates: Gates, literals: Iterable[int], substitution: Substitution
) -> list[int]:
    wanted, found = tuple(literals), dict[int, int]()

    def new(literal: int) -> int:
        return found[literal] if literal > 0 else -found[-literal]

    for number in gates.below(wanted):
        gate = gates.gates[number]
        match gate:
            case All(items):
                found[number] = gates.every(map(new, items))
            case Fits(terms, bound):
                moved = tuple((factor, new(test), n) for factor, test, n in terms)
                found[number] = substitution(Fits(moved, bound))
            case _:
                found[number] = substitution(gate)
    return list(map(new, wanted))


def exact_number(variables: Variables, question: Question, value: int) -> Substitution:
    """Suppose that a number is answered, and which, in units of its last decimal."""
    gates, number = variables.gates, variables.number(question.id)
    unsure = variables.fact(question, UNSURE)

    def counts(factor: int, test: int, term: Number | None) -> Term:
        known = term == number
        return (factor * value, test, None) if known else (factor, test, term)

    def supposed(gate: Given | AtMost | Fits) -> int:
        if gate == unsure:
            return FALSE
        if isinstance(gate, Given):
            return gates.literal(gate)
        if isinstance(gate, Fits):
            return gates.fits((counts(*term) for term in gate.terms), gate.bound)
        left = {term: factor for factor, term in gate.terms}
        return gates.at_most(left, gate.bound - value * left.pop(number, 0))

    return supposed


def another_answer(variables: Variables, question: Question) -> Substitution:
    """Suppose that a second patient answers one question, and the first all others."""
    gates, name = variables.gates, question.id
    other = Variables(gates, {name: question}, copies=[name])
    instead = dict(zip(variables.facts[name], other.facts[name], strict=True))
    words = {f: g for f, g in instead.items() if isinstance(g, Given)}
    numbers = {f: g for f, g in instead.items() if isinstance(g, Number)}

    def supposed(gate: Given | AtMost | Fits) -> int:
        if isinstance(gate, Given):
            return gates.literal(words.get(gate, gate))
        if isinstance(gate, Fits):
            moved = ((f, test, n and numbers.get(n, n)) for f, test, n in gate.terms)
            return gates.fits(moved, gate.bound)
        terms = {numbers.get(term, term): factor for factor, term in gate.terms}
        return gates.at_most(terms, gate.bound)

    return supposed
