"""Bit-parallel simulation: a gate is judged for many patients at once, one bit each.

A crowd finds quickly what is common: ways that are taken, endings that are reached.
Only what no one in it shows is left to the solver.
"""

from bisect import bisect
from collections import ChainMap, defaultdict
from collections.abc import (
    Callable,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
    Sequence,
)
from functools import partial
from itertools import accumulate
from operator import mul
from typing import assert_never

import attrs

from triage.base.answer import UNSURE, Answer
from triage.base.kinds import Free, Subset, Words
from triage.base.limits import LIMITS
from triage.base.question import Question
from triage.language.exact import ROUNDINGS
from triage.language.months import CALENDAR
from triage.verify.circuit import (
    All,
    Assignment,
    AtMost,
    Computed,
    Fits,
    Gate,
    Gates,
    Given,
    Linear,
    Number,
    Unit,
)
from triage.verify.variables import Variables


def of_one(made: Callable[[int], int], one: int, _: int) -> int:
    return made(one)


MADE: Mapping[str, Callable[[int, int], int]] = {
    "sum": lambda one, _: one,
    "times": mul,
    **ROUNDINGS,
    **{how: partial(of_one, made) for how, made in CALENDAR.items()},
}
"""How a number is made of two others."""


class Crowd:
    def __init__(self, gates: Gates, patients: Sequence[Assignment]) -> None:
        self.gates = gates
        self.patients = patients
        self.all = (1 << len(patients)) - 1
        self.found: MutableMapping[int, int] = {}
        self._made: dict[Computed, list[int]] = {}

    def holds(self, literal: int) -> int:
        """Return the bits of the patients for whom a literal holds."""
        for number in self.gates.below([literal], self.found.keys()):
            self.found[number] = self.judged(self.gates.gates[number])
        found = self.found[abs(literal)]
        return found if literal > 0 else self.all & ~found

    def judged(self, gate: Gate) -> int:
        match gate:
            case All(items):
                found = self.all
                for item in items:
                    known = self.found[abs(item)]
                    found &= known if item > 0 else ~known
                return found
            case AtMost(terms, bound):
                rows = [(factor, self.numbers(unit)) for factor, unit in terms]
                bits = [
                    sum(factor * numbers[i] for factor, numbers in rows) <= bound
                    for i in range(len(self.patients))
                ]
            case Fits(terms, bound):
                bits = [total <= bound for total in self.totals(Linear(terms))]
            case Given():
                bits = [bool(patient[gate]) for patient in self.patients]
            case _:
                assert_never(gate)
        return sum(bit << i for i, bit in enumerate(bits))

    def totals(self, linear: Linear) -> list[int]:
        """Return what terms add up to for each patient."""
        found = [linear.constant] * len(self.patients)
        for factor, test, unit in linear.terms:
            holds, numbers = self.holds(test), self.numbers(unit)
            for i in range(len(found)):
                if holds >> i & 1:
                    found[i] += factor * numbers[i]
        return found

    def numbers(self, unit: Unit | None) -> list[int]:
        """Return what a number is for each patient; without one, 1."""
        match unit:
            case None:
                return [1] * len(self.patients)
            case Number():
                return [patient[unit] for patient in self.patients]
        if unit not in self._made:
            pairs = zip(self.totals(unit.one), self.totals(unit.other), strict=True)
            make = MADE[unit.how]
            self._made[unit] = [make(one, other) for one, other in pairs]
        return self._made[unit]


# Patients who differ from one another in a few answers


@attrs.frozen(eq=False)
class Variant:
    """Hold a patient as a change to what is so of another, the base."""

    base: Assignment
    change: Assignment = attrs.Factory(dict)

    @property
    def assignment(self) -> Assignment:
        return ChainMap(self.change, self.base)

    def but(self, change: Assignment) -> "Variant":
        return Variant(self.base, {**self.change, **change})


@attrs.frozen(eq=False)
class Neighbours:
    """Hold a patient, and variants who each answer one question otherwise."""

    centre: Variant
    trials: tuple[tuple[str, Assignment], ...] = ()

    def __len__(self) -> int:
        return 1 + len(self.trials)

    def member(self, index: int) -> Variant:
        """Return the patient, who comes first, or one of the variants."""
        return self.centre.but(self.trials[index - 1][1]) if index else self.centre

    def assignments(self) -> Iterator[Assignment]:
        yield self.centre.assignment
        change, base = self.centre.change, self.centre.base
        yield from (ChainMap(facts, change, base) for _, facts in self.trials)


class Variants(Crowd):
    """Judge gates for variants of one patient: what nobody changed is judged once.

    All groups have the same base.
    """

    def __init__(self, gates: Gates, groups: Sequence[Neighbours]) -> None:
        super().__init__(gates, [one for some in groups for one in some.assignments()])
        self.groups = groups
        self.base = groups[0].centre.base if groups else {}
        self.starts = (0, *accumulate(map(len, groups)))
        self.changes: dict[Given | Number, list[tuple[int, int]]] = defaultdict(list)
        for group, start in zip(groups, self.starts, strict=False):
            rows = [(((1 << len(group)) - 1) << start, group.centre.change)]
            rows += [(1 << n, c) for n, (_, c) in enumerate(group.trials, start + 1)]
            for bits, change in rows:
                for fact, value in change.items():
                    self.changes[fact].append((bits, value))

    def judged(self, gate: Gate) -> int:
        match gate:
            case Given():
                return self.spread(gate, bool)
            case AtMost(((factor, Number() as number),), bound):
                return self.spread(number, lambda value: factor * value <= bound)
            case _:
                return super().judged(gate)

    def spread(self, fact: Given | Number, holds: Callable[[int], bool]) -> int:
        found = self.all if holds(self.base[fact]) else 0
        for bits, value in self.changes.get(fact, ()):
            found = found | bits if holds(value) else found & ~bits
        return found

    def first(self, bits: int) -> Variant:
        index = (bits & -bits).bit_length() - 1
        group = bisect(self.starts, index) - 1
        return self.groups[group].member(index - self.starts[group])


def batches(groups: Iterable[Neighbours]) -> Iterator[list[Neighbours]]:
    """Yield groups, as many at a time as are judged together, of one base each."""
    by_base: dict[int, list[Neighbours]] = defaultdict(list)
    sizes: dict[int, int] = defaultdict(int)
    for group in groups:
        key = id(group.centre.base)
        by_base[key].append(group)
        sizes[key] += len(group)
        if sizes[key] >= LIMITS.variants:
            yield by_base.pop(key)
            del sizes[key]
    yield from by_base.values()


class Trials:
    """Give the answers that are worth trying, as facts."""

    def __init__(self, variables: Variables) -> None:
        self.variables = variables
        self.known: dict[str, tuple[Assignment, ...]] = {}
        self.bounds: dict[Number, list[int]] = defaultdict(list)
        for gate in variables.gates.gates:
            match gate:
                case AtMost(((1, Number() as number),), bound):
                    self.bounds[number].append(bound)

    def of(self, question: Question) -> tuple[Assignment, ...]:
        if question.id not in self.known:
            self.known[question.id] = tuple(
                self.variables.encode({question.id: answer}, [question.id])
                for answer in self.each(question)
            )
        return self.known[question.id]

    def each(self, question: Question) -> Iterator[Answer]:
        match question.domain:
            case Words() | Free():
                yield from question.keys
            case Subset(keys):
                beside = [key for key in keys if key not in question.alone]
                yield from (tuple(beside[:some]) for some in range(len(beside) + 1))
                yield from ((key,) for key in question.keys if key not in beside[:1])
            case _:
                yield from self.numbers(question)
                yield from (UNSURE,) * question.unsure

    def numbers(self, question: Question) -> Iterator[Answer]:
        """Yield the ends of a range, and both sides of what it is held against."""
        low, high = question.range
        bounds = self.bounds.get(self.variables.number(question.id), ())
        sides = {low, high, *(side for b in bounds for side in (b, b + 1))}
        for value in sorted(n for n in sides if low <= n <= high):
            yield question.from_scaled(value)
