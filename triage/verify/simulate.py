"""Many patients at once: one bit each, so that a gate is judged for all together.

A crowd finds quickly what is common: ways that are taken, endings that are reached.
Only what no one in it shows is left to the solver.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from random import Random
from typing import assert_never

from triage.base.question import UNSURE, Answer, Question, tidy
from triage.engine.defaults import usual
from triage.verify.circuit import TRUE, All, AtMost, Gate, Gates, Given, Number

Told = Mapping[Given | Number, int]
"""What one patient tells: 1 or 0 by fact, and the number by number."""

ORDINARY = 0.6
"""How often a random answer is that of a well patient: else few get past the start."""


class Crowd:
    """Judge gates for some patients.

    Args:
        gates: The gates.
        patients: What each of them tells.
    """

    def __init__(self, gates: Gates, patients: Sequence[Told]) -> None:
        self.gates = gates
        self.patients = patients
        self._found = {TRUE: self.all}

    @cached_property
    def all(self) -> int:
        """The bits of all patients."""
        return (1 << len(self.patients)) - 1

    def holds(self, literal: int) -> int:
        """Return the bits of the patients for whom a literal holds."""
        for number in self.gates.below([literal], self._found.keys()):
            self._found[number] = self.judged(self.gates.gates[number])
        found = self._found[abs(literal)]
        return found if literal > 0 else self.all & ~found

    def judged(self, gate: Gate) -> int:
        """Return the bits of the patients for whom a gate holds."""
        match gate:
            case All(items):
                found = self.all
                for item in items:
                    known = self._found[abs(item)]
                    found &= known if item > 0 else ~known
                return found
            case AtMost(terms, bound):
                sums = (
                    sum(factor * patient[number] for factor, number in terms)
                    for patient in self.patients
                )
                return sum((total <= bound) << i for i, total in enumerate(sums))
            case Given():
                return sum(
                    patient[gate] << i for i, patient in enumerate(self.patients)
                )
            case _:
                assert_never(gate)

    def someone(self, literal: int) -> int | None:
        """Return the first patient for whom a literal holds, if there is one."""
        found = self.holds(literal)
        return (found & -found).bit_length() - 1 if found else None


def random_answer(question: Question, random: Random) -> Answer:
    """Return an answer that a patient might give."""
    if random.random() < ORDINARY:
        return usual(question)
    if question.unsure and question.type != "any_of" and random.random() < 1 / 4:
        return UNSURE
    if question.is_number:
        low, high = question.range
        value = Decimal(random.randint(low, high)).scaleb(-question.decimals)
        return int(value) if question.type == "integer" else tidy(value)
    keys = [key for key in question.keys if key != UNSURE]
    if question.type != "any_of":
        return random.choice(keys)
    return tuple(key for key in question.keys if random.random() < 1 / 2)
