"""Bit-parallel simulation: a gate is judged for many patients at once, one bit each.

A crowd finds quickly what is common: ways that are taken, endings that are reached.
Only what no one in it shows is left to the solver.
"""

from bisect import bisect
from collections import ChainMap, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, chain
from random import Random
from typing import assert_never

import attrs

from triage.base.question import UNSURE, Answer, Question, tidy
from triage.engine.defaults import usual
from triage.verify.circuit import (
    TRUE,
    All,
    Assignment,
    AtMost,
    Gate,
    Gates,
    Given,
    Number,
)
from triage.verify.variables import Answers, value_of

ORDINARY = 0.6
"""How often a random answer is that of a well patient: else few get past the start."""


class Crowd:
    """Judge gates for some patients.

    Args:
        gates: The gates.
        patients: What each of them tells.
    """

    def __init__(self, gates: Gates, patients: Sequence[Assignment]) -> None:
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


MOST = 4_000
"""How many patients are judged together."""


@attrs.frozen(eq=False)
class Witness:
    """Hold a patient as a variant of another.

    Args:
        patient: What the other tells.
        change: What this one tells instead.
    """

    patient: Assignment
    change: Assignment = attrs.Factory(dict)

    @property
    def told(self) -> Assignment:
        """What the patient tells."""
        return ChainMap(self.change, self.patient)

    def but(self, change: Assignment) -> "Witness":
        """Return the patient with something else to tell."""
        return Witness(self.patient, {**self.change, **change})


@attrs.frozen(eq=False)
class Group:
    """Hold a patient, and variants who each answer one question otherwise.

    Args:
        witness: The patient.
        trials: The question that each variant answers otherwise, and how.
    """

    witness: Witness
    trials: tuple[tuple[str, Assignment], ...] = ()

    def __len__(self) -> int:
        return 1 + len(self.trials)

    def member(self, index: int) -> Witness:
        """Return the patient, who comes first, or one of the variants."""
        return self.witness.but(self.trials[index - 1][1]) if index else self.witness

    def told(self) -> Iterator[Assignment]:
        """Yield what each of them tells."""
        yield self.witness.told
        change, patient = self.witness.change, self.witness.patient
        yield from (ChainMap(facts, change, patient) for _, facts in self.trials)


class Variants(Crowd):
    """Judge gates for variants of one patient: what nobody changed is judged once.

    Args:
        gates: The gates.
        groups: Patients with their variants, all of them variants of the same one.
    """

    def __init__(self, gates: Gates, groups: Sequence[Group]) -> None:
        super().__init__(gates, [told for group in groups for told in group.told()])
        self.groups = groups
        self.patient = groups[0].witness.patient
        self.starts = (0, *accumulate(map(len, groups)))
        self.changes: dict[Given | Number, list[tuple[int, int]]] = defaultdict(list)
        for bits, facts in self.changing():
            for fact, value in facts.items():
                self.changes[fact].append((bits, value))

    def changing(self) -> Iterator[tuple[int, Assignment]]:
        """Yield the bits of some patients, and what they tell from there on."""
        for group, start in zip(self.groups, self.starts, strict=False):
            yield ((1 << len(group)) - 1) << start, group.witness.change
            for index, (_, facts) in enumerate(group.trials, start + 1):
                yield 1 << index, facts

    def judged(self, gate: Gate) -> int:
        """Return the bits of the patients for whom a gate holds."""
        match gate:
            case Given():
                return self.spread(gate, bool)
            case AtMost(((factor, number),), bound):
                return self.spread(number, lambda value: factor * value <= bound)
            case _:
                return super().judged(gate)

    def spread(self, fact: Given | Number, holds: Callable[[int], bool]) -> int:
        """Return the bits of the patients who tell something that holds."""
        found = self.all if holds(self.patient[fact]) else 0
        for bits, value in self.changes.get(fact, ()):
            found = found | bits if holds(value) else found & ~bits
        return found

    def first(self, bits: int) -> Witness:
        """Return the first of some patients."""
        index = (bits & -bits).bit_length() - 1
        group = bisect(self.starts, index) - 1
        return self.groups[group].member(index - self.starts[group])


def batches(groups: Iterable[Group]) -> Iterator[list[Group]]:
    """Yield groups, as many at a time as are judged together, of one patient each."""
    by_patient: dict[int, list[Group]] = defaultdict(list)
    sizes: dict[int, int] = defaultdict(int)
    for group in groups:
        key = id(group.witness.patient)
        by_patient[key].append(group)
        sizes[key] += len(group)
        if sizes[key] >= MOST:
            yield by_patient.pop(key)
            del sizes[key]
    yield from by_patient.values()


class Trials:
    """Give the answers that are worth trying, as what a patient tells.

    Args:
        answers: What patients answer.
    """

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.known: dict[str, tuple[Assignment, ...]] = {}
        self.bounds = bounds_of(answers.gates)

    def of(self, question: Question) -> tuple[Assignment, ...]:
        """Return what is told by each answer to a question that is worth trying."""
        if question.id not in self.known:
            self.known[question.id] = tuple(
                facts_of(self.answers, question, answer)
                for answer in self.each(question)
            )
        return self.known[question.id]

    def each(self, question: Question) -> Iterator[Answer]:
        """Yield the answers to a question that are worth trying."""
        if question.type == "any_of":
            yield ()
            yield tuple(question.choices)
            yield from ((key,) for key in question.keys)
        elif question.is_number:
            yield from self.numbers(question)
            yield from (UNSURE,) * question.unsure
        else:
            yield from question.keys

    def numbers(self, question: Question) -> Iterator[Answer]:
        """Yield the ends of a range, and both sides of what it is held against."""
        low, high = question.range
        bounds = self.bounds.get(self.answers.number(question.id), ())
        sides = chain([low, high], *((bound, bound + 1) for bound in bounds))
        for value in sorted({n for n in sides if low <= n <= high}):
            yield question.accept(Decimal(value).scaleb(-question.decimals))


def facts_of(answers: Answers, question: Question, answer: Answer) -> Assignment:
    """Return what an answer to a question tells."""
    facts = answers.facts(question)
    return {fact: value_of(question, fact, answer) for fact in facts}


def bounds_of(gates: Gates) -> Mapping[Number, list[int]]:
    """Return what each number by itself is held against."""
    found: dict[Number, list[int]] = defaultdict(list)
    for gate in gates.gates:
        match gate:
            case AtMost(((1, number),), bound):
                found[number].append(bound)
            case _:
                pass
    return found
