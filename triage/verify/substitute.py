"""Substitution: gates as they would be, were some answers others."""

from collections.abc import Callable, Iterable
from typing import TypeAlias, assert_never

import attrs

from triage.base.answer import UNSURE
from triage.base.immutable import immutable
from triage.base.question import Question
from triage.verify.circuit import (
    FALSE,
    TRUE,
    All,
    AtMost,
    Fits,
    Gates,
    Given,
    Linear,
    Number,
    Term,
    Unit,
)
from triage.verify.variables import Variables, key_of


@immutable
class Substitution:
    """Say what takes the place of a fact, and of a number: another, or a constant.

    Those are of one question, an id with its type; all others stay.
    """

    question: str
    fact: Callable[[Given], int]
    number: Callable[[Number], Number | int]


New: TypeAlias = Callable[[int], int]
"""What takes the place of a literal."""


def substitute(
    gates: Gates, literals: Iterable[int], substitution: Substitution
) -> list[int]:
    wanted, found = tuple(literals), dict[int, int]()

    def new(literal: int) -> int:
        number = abs(literal)
        made = found.get(number, number)  # most do not depend on the question
        return made if literal > 0 else -made

    for number in gates.between(wanted, substitution.question):
        match gate := gates.gates[number]:
            case All(items):
                found[number] = gates.every(map(new, items))
            case Fits(terms, bound):
                moved = replaced(Linear(terms), new, substitution)
                found[number] = gates.fits(moved.terms, bound - moved.constant)
            case AtMost(terms, bound):
                rows = tuple((factor, TRUE, unit) for factor, unit in terms)
                moved = replaced(Linear(rows), new, substitution)
                left = {unit: factor for factor, _, unit in moved.terms if unit}
                found[number] = gates.at_most(left, bound - moved.constant)
            case Given():
                found[number] = substitution.fact(gate)
            case _:
                assert_never(gate)
    return list(map(new, wanted))


def replaced(linear: Linear, new: New, substitution: Substitution) -> Linear:
    """Return a sum with other literals and numbers; each number stays on its own."""
    terms, constant = list[Term](), linear.constant
    for factor, test, unit in linear.terms:
        made = instead(unit, new, substitution) if unit else None
        test = new(test) if test != TRUE else TRUE  # noqa: PLW2901
        if not isinstance(made, int):
            terms.append((factor, test, made))
        elif test == TRUE:
            constant += factor * made
        else:
            terms.append((factor * made, test, None))
    return Linear(tuple(terms), constant)


def instead(unit: Unit, new: New, substitution: Substitution) -> Unit | int:
    if isinstance(unit, Number):
        return substitution.number(unit)
    one, other = (replaced(x, new, substitution) for x in (unit.one, unit.other))
    return attrs.evolve(unit, one=one, other=other)


def exact_number(variables: Variables, question: Question, value: int) -> Substitution:
    """Suppose that a number is answered, and which, in units of its last decimal."""
    gates, number = variables.gates, variables.number(question.id)
    unsure = variables.fact(question, UNSURE)
    return Substitution(
        key_of(question),
        fact=lambda fact: FALSE if fact == unsure else gates.literal(fact),
        number=lambda other: value if other == number else other,
    )


def another_answer(variables: Variables, question: Question) -> Substitution:
    """Suppose that a second patient answers one question, and the first all others."""
    gates, name = variables.gates, question.id
    other = Variables(gates, {name: question}, copies=[name])
    pairs = [*zip(variables.facts[name], other.facts[name], strict=True)]
    facts = {f: g for f, g in pairs if isinstance(f, Given) and isinstance(g, Given)}
    numbers = {
        f: g for f, g in pairs if isinstance(f, Number) and isinstance(g, Number)
    }
    return Substitution(
        key_of(question),
        fact=lambda fact: gates.literal(facts.get(fact, fact)),
        number=lambda number: numbers.get(number, number),
    )
