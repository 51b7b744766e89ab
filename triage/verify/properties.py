"""Proving: whether a property holds of every possible patient, or of whom not."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from time import monotonic
from typing import Literal, TypeAlias

import attrs

from triage.base.diagnostics import Finding
from triage.base.exceptions import TriageError
from triage.base.question import Answer
from triage.base.suggest import did_you_mean
from triage.engine.outcome import Outcome
from triage.language.ast import Advised
from triage.model.tree import Property, Tree
from triage.treefile.document import PropertyEntry
from triage.verify.circuit import FALSE, Gates
from triage.verify.counterexample import Patient, simplest, simplest_pair
from triage.verify.encode import Encoding, encode
from triage.verify.explain import Story
from triage.verify.monotone import no_better
from triage.verify.simulate import Crowd
from triage.verify.solver import SECONDS, OutOfTime, Solver
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


Progress = Callable[[str], None]
"""What is told the id of each property before it is proved."""


@attrs.frozen
class Proofs:
    """Hold what is proved of a tree.

    Args:
        tree: The tree.
        proofs: What came of each property.
        seconds: How long it took.
    """

    tree: Tree
    proofs: tuple[Proof, ...]
    seconds: float = attrs.field(default=0.0, eq=False)

    @property
    def proved(self) -> bool:
        """Whether there are properties, and all of them are proved."""
        return bool(self.proofs) and not self.findings

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is said of each property that is not proved, in their order."""
        found = (finding(self.tree, proof) for proof in self.proofs)
        return tuple(item for item in found if item is not None)

    @property
    def summary(self) -> str:
        """How many properties there are, and what came of them, in one line."""
        if not self.proofs:
            return f"{self.tree.id}: no properties, so nothing is proved"
        counts = Counter(proof.verdict for proof in self.proofs)
        said = ", ".join(f"{number} {verdict}" for verdict, number in counts.items())
        total = len(self.proofs)
        properties = "1 property" if total == 1 else f"{total} properties"
        return f"{self.tree.id}: {properties}, {'all proved' if self.proved else said}"

    def to_dict(self) -> dict[str, object]:
        """Return the proofs as the JSON that ``triage prove --json`` prints."""
        return {
            "tree": self.tree.id,
            "version": self.tree.version,
            "logic": self.tree.logic,
            "proved": self.proved,
            "seconds": round(self.seconds, 3),
            "properties": [as_record(self.tree, proof) for proof in self.proofs],
        }


def as_record(tree: Tree, proof: Proof) -> dict[str, object]:
    """Return what came of a property as JSON."""
    said = finding(tree, proof)
    return {
        "id": proof.property.id,
        "says": proof.property.says,
        "verdict": proof.verdict,
        "missing": list(proof.missing),
        "patients": [story.to_dict() for story in stories(proof)],
        "finding": None if said is None else said.to_dict(),
    }


def prove(
    tree: Tree,
    *,
    seconds: float = SECONDS,
    properties: Iterable[str] | None = None,
    progress: Progress | None = None,
) -> Proofs:
    """Prove the properties of a tree, of every possible patient.

    Args:
        tree: The tree.
        seconds: How long one question to the solver may take.
        properties: The ids of the properties; all of them, unless given.
        progress: What is told the id of each property before it is proved.

    Raises:
        MissingExtra: The solver is not installed.
        TriageError: The tree has no such property, or cannot be proved about.

    >>> import triage
    >>> triage.prove(triage.load("start")).proved
    True
    """
    began = monotonic()
    stated = selected(tree, properties)
    proofs = tuple(proving(tree, stated, seconds, progress or silently))
    return Proofs(tree, proofs, monotonic() - began)


def silently(_: str) -> None:
    """Say nothing."""


def proving(
    tree: Tree, properties: Iterable[Property], seconds: float, progress: Progress
) -> Iterator[Proof]:
    """Yield what comes of each property, as soon as it is known.

    Args:
        tree: The tree.
        properties: The properties.
        seconds: How long one question to the solver may take.
        progress: What is told the id of each property before it is proved.
    """
    prover = None
    for stated in properties:
        progress(stated.id)
        prover = prover or Prover(tree, Solver(Gates(), seconds))
        yield prover.prove(stated)


def selected(tree: Tree, ids: Iterable[str] | None) -> tuple[Property, ...]:
    """Return the properties of a tree that are asked for, in its order.

    Args:
        tree: The tree.
        ids: The ids; None for all.

    Raises:
        TriageError: The tree has no such property.
    """
    wanted = dict.fromkeys(tree.properties if ids is None else ids)
    for name in wanted:
        if name not in tree.properties:
            advice = did_you_mean(name, tree.properties)
            message = f"`{tree.id}` has no property called `{name}`"
            raise TriageError(f"{message}: {advice}".rstrip(": "))
    return tuple(found for name, found in tree.properties.items() if name in wanted)


def stories(proof: Proof) -> tuple[Story, ...]:
    """Return the stories of the patients of whom a property does not hold."""
    if proof.patient is None:
        return ()
    first = Story(proof.patient)
    if proof.worse is None:
        return (first,)
    return first, Story(proof.worse, proof.patient)


def finding(tree: Tree, proof: Proof) -> Finding | None:
    """Return what is said of a property that is not proved; None of one that is."""
    stated = entry(tree, proof.property)
    name, at = f"the property `{stated.id}`", stated.id.span
    match proof.verdict:
        case "proved":
            return None
        case "violated" if proof.missing:
            told = ", ".join(f"`{missing}`" for missing in proof.missing)
            message = f"{name} wants some patient to be told {told}, and nobody is"
            return Finding("T601", message, at, "mend the tree, or the property")
        case "violated":
            message = f"{name} does not hold of every patient"
            return Finding("T601", message, at, "mend the tree, or the property")
        case "vacuous" if proof.property.given is None:
            message = f"no patient is as the tree assumes, so {name} says nothing"
            return Finding("T602", message, at, "mend `assume`")
        case "vacuous":
            message = f"no patient meets `given` of {name}, so it says nothing"
            span = (stated.given or stated.id).span
            return Finding("T602", message, span, "mend `given`")
        case _:
            message = f"whether {name} holds was not settled in the time there was"
            return Finding("T603", message, at, "give it more time with `--timeout`")


def entry(tree: Tree, stated: Property) -> PropertyEntry:
    """Return a property as it was written."""
    entries = (item for document in tree.documents for item in document.properties)
    return next(item for item in entries if item.id.value == stated.id)
