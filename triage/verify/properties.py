"""Proving: whether a property holds of every possible patient, or of whom not."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal, TypeAlias

import attrs

from triage.base.question import Answer
from triage.engine.outcome import Outcome
from triage.language.ast import Advised
from triage.model.tree import Property, Tree
from triage.verify.circuit import FALSE, Gates
from triage.verify.counterexample import Patient, simplest, simplest_pair
from triage.verify.encode import Encoding, encode
from triage.verify.monotone import no_better
from triage.verify.simulate import Crowd
from triage.verify.solver import OutOfTime, Solver
from triage.verify.variables import Answers

Verdict: TypeAlias = Literal["proved", "violated", "vacuous", "open"]
"""A property holds of everybody; not of somebody; is of nobody; or is not settled."""


@attrs.frozen
class Proof:
    """Say whether a property of a tree holds.

    Args:
        property: The property.
        verdict: ``proved``, ``violated``, ``vacuous`` (nobody meets its ``given``, or
            what the tree assumes) or ``open`` (the time was up).
        patient: Somebody of whom it does not hold.
        worse: For a monotone property: the same patient with a worse answer.
        missing: The recommendations that nobody gets, though somebody must.
    """

    property: Property
    verdict: Verdict
    patient: Patient | None = None
    worse: Patient | None = None
    missing: tuple[str, ...] = ()


class Prover:
    """Prove the properties of one tree, which is encoded once for all of them.

    Args:
        tree: The tree.
        solver: Who answers questions; a new one, unless given.
    """

    def __init__(self, tree: Tree, solver: Solver | None = None) -> None:
        self.tree = tree
        self.solver = solver or Solver(Gates())
        self.gates = self.solver.gates
        self.encoding = encode(tree, Answers(self.gates, tree.questions))

    def prove(self, stated: Property) -> Proof:
        """Return whether a property holds of every possible patient."""
        try:
            if stated.then is not None:
                return self.always(stated)
            if stated.reachable:
                return self.reached(stated)
            if stated.before:
                return self.asked_before(stated)
            return self.monotone(stated)
        except OutOfTime:
            return Proof(stated, "open")

    def fails(self, stated: Property) -> bool:
        """Return whether there is anybody of whom a property does not hold.

        Raises:
            OutOfTime: It took too long.
        """
        if stated.reachable:
            return not all(map(self.is_told, stated.reachable))
        if stated.then is not None or stated.before:
            return self.solver.finds(*self.against(stated))
        return self.solver.finds(*self.lower(stated, stated)[1])

    def against(self, stated: Property) -> tuple[int, ...]:
        """Return what holds of whoever speaks against a property."""
        encoding = self.encoding
        if stated.before:
            return encoding.valid, asked_too_late(encoding, stated)
        given, then = encoding.holds(stated.given), encoding.holds(stated.then)
        return encoding.valid, given, -then

    def lower(
        self, stated: Property, listed: Property
    ) -> tuple[Encoding, tuple[int, ...]]:
        """Return what holds of two who speak against a monotone property.

        Args:
            stated: The property.
            listed: The same with the questions in which the two may differ.
        """
        copies = listed.compared(self.tree.values)
        other = encode(self.tree, Answers(self.gates, self.tree.questions, copies))
        worse = no_better(self.encoding, other, listed)
        lower = lowered(self.encoding, other, stated)
        return other, (self.encoding.valid, other.valid, worse, lower)

    def always(self, stated: Property) -> Proof:
        """Prove that whoever is given gets what must be then."""
        broken = self.somebody(stated, lambda outcome: outcome.breaks(stated))
        if broken is not None:
            return Proof(stated, "violated", broken)
        return self.upheld(stated)

    def upheld(self, stated: Property) -> Proof:
        """Return that a property holds of everybody, if it speaks of anybody at all."""
        valid, given = self.encoding.valid, self.encoding.holds(stated.given)
        meets = self.solver.finds(valid, given)
        return Proof(stated, "proved" if meets else "vacuous")

    def reached(self, stated: Property) -> Proof:
        """Prove that some patient gets each of some recommendations."""
        missing = tuple(name for name in stated.reachable if not self.is_told(name))
        return Proof(stated, "violated" if missing else "proved", missing=missing)

    def is_told(self, name: str) -> bool:
        """Whether some patient gets a recommendation."""
        return self.solver.finds(self.encoding.valid, self.encoding.told[name])

    def asked_before(self, stated: Property) -> Proof:
        """Prove that questions are asked in an earlier step than others."""
        found = self.somebody(stated, lambda outcome: outcome.misorders(stated))
        return Proof(stated, "violated", found) if found else self.upheld(stated)

    def somebody(
        self, stated: Property, shows: Callable[[Outcome], bool]
    ) -> Patient | None:
        """Return the simplest patient who speaks against a property, if there is one.

        Args:
            stated: The property.
            shows: Says whether a patient does, judged by walking.
        """
        wanted = self.against(stated)
        told = self.solver.ask(*wanted)
        if told is None:
            return None
        found = self.encoding.answers.heard(told)
        return simplest(self.encoding, self.solver, wanted, found, shows)

    def monotone(self, stated: Property) -> Proof:
        """Prove that worse answers never lower the urgency, or drop an advice.

        All listed questions are taken together; when that takes too long, one by one,
        which comes to the same: from worse to worse is a chain of single steps.
        """
        try:
            return self.never_lower(stated, stated)
        except OutOfTime:
            if self.tree.assume or self.tree.values.keys() & set(stated.worse):
                raise
        proofs = (self.never_lower(stated, single) for single in apart(stated))
        broken = (proof for proof in proofs if proof.verdict == "violated")
        return next(broken, None) or self.upheld(stated)

    def never_lower(self, stated: Property, listed: Property) -> Proof:
        """Prove it for what is listed."""
        other, wanted = self.lower(stated, listed)
        told = self.solver.ask(*wanted)
        if told is None:
            return self.upheld(stated)
        one, worst = simplest_pair(
            self.tree.questions.values(),
            self.encoding.answers.heard(told),
            other.answers.heard(told),
            partial(self.shows, other, wanted[2], stated),
        )
        patients = Patient(self.tree, one), Patient(self.tree, worst)
        return Proof(stated, "violated", *patients)

    def shows(
        self,
        other: Encoding,
        worse: int,
        stated: Property,
        one: Mapping[str, Answer],
        worst: Mapping[str, Answer],
    ) -> bool:
        """Whether the second of two patients is worse, and told something lower."""
        outcomes = Outcome(self.tree, one), Outcome(self.tree, worst)
        if not all(outcome.is_possible for outcome in outcomes):
            return False
        if not outcomes[0].drops(outcomes[1], stated):
            return False
        told = other.answers.told(worst) | self.encoding.answers.told(one)
        return bool(Crowd(self.gates, [told]).holds(worse))


def asked_too_late(encoding: Encoding, stated: Property) -> int:
    """Return whether a question comes up before those that must come earlier."""
    gates = encoding.gates
    first = dict.fromkeys(stated.asked, FALSE)
    second = dict.fromkeys(stated.before, FALSE)
    late = []
    for step in encoding.tree.steps.values():
        here = encoding.reach[step.id]
        comes_up = gates.some(-second[name] for name in step.ask if name in second)
        all_asked = gates.every(first.values())
        late.append(gates.every([here, comes_up, -all_asked]))
        for names in (first, second):
            for name in names.keys() & set(step.ask):
                names[name] = gates.some([names[name], here])
    return gates.some(late)


def apart(stated: Property) -> list[Property]:
    """Return a monotone property for each question that it lists."""
    bare = attrs.evolve(stated, worse=(), rising=(), falling=())
    return [
        *(attrs.evolve(bare, worse=(name,)) for name in stated.worse),
        *(attrs.evolve(bare, rising=(name,)) for name in stated.rising),
        *(attrs.evolve(bare, falling=(name,)) for name in stated.falling),
    ]


def lowered(one: Encoding, other: Encoding, stated: Property) -> int:
    """Return whether the other patient is told something less urgent, or less."""
    gates = one.gates
    if isinstance(stated.of, Advised):
        name = stated.of.recommendation
        return gates.every([one.told[name], -other.told[name]])
    return gates.some(
        gates.every([high, -low])
        for high, low in zip(one.urgent, other.urgent, strict=True)
    )
