"""Properties: whether each holds of every possible patient, or of whom not."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property, partial
from operator import methodcaller
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from triage.base.dates import said as in_words
from triage.base.diagnostics import Finding
from triage.base.exceptions import TriageError
from triage.base.immutable import immutable
from triage.base.panel import panel
from triage.base.suggest import did_you_mean
from triage.cases.loader import NOTHING_BESIDE, Neighbour
from triage.engine.outcome import Outcome
from triage.language.ast import Advised, Always, Condition, asked_about
from triage.model.tree import Property, Tree
from triage.verify.agreement import confirmed
from triage.verify.circuit import FALSE, Gates
from triage.verify.counterexample import Patient, Search, Walked
from triage.verify.encode import Encoding, Heard, encode
from triage.verify.interviews import Listener, PageTooLong
from triage.verify.monotone import no_better
from triage.verify.simulate import Crowd
from triage.verify.solver import SECONDS, UNKNOWN, Budget, Solver, Unknown
from triage.verify.text import finding, proof_text, stories
from triage.verify.variables import Variables

if TYPE_CHECKING:
    from triage.base.shapes import ProofJSON, ProofsJSON

Verdict: TypeAlias = Literal["proved", "violated", "vacuous", "open"]
"""A property holds of everybody; not of somebody; is of nobody; or is not settled."""

Progress: TypeAlias = Callable[[str], object]
"""What is told the id of each property before it is proved."""


@immutable
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


@immutable
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
        """What is said of each property that is not proved."""
        return tuple(filter(None, (finding(self.tree, p) for p in self.proofs)))

    @property
    def summary(self) -> str:
        """How many properties there are, and what came of them, in one line."""
        if not self.proofs:
            return f"{self.tree.id}: no properties, so nothing is proved"
        counts = Counter(proof.verdict for proof in self.proofs)
        said = ", ".join(f"{number} {verdict}" for verdict, number in counts.items())
        total = len(self.proofs)
        properties = "1 property" if total == 1 else f"{total} properties"
        day = self.tree.only_day
        of = f"{self.tree.id}, on {in_words(day)} only" if day else self.tree.id
        return f"{of}: {properties}, {'all proved' if self.proved else said}"

    def _repr_html_(self) -> str:
        """Return what was proved as a notebook shows it."""
        facts = {proof.property.says: proof.verdict for proof in self.proofs}
        return panel(self.summary, facts)

    def text(self, width: int = 80, beside: Neighbour = NOTHING_BESIDE) -> str:
        """Return what came of each property, with who shows it, and the summary.

        Args:
            width: The most characters of a line.
            beside: The cases file that patients could be put into.
        """
        told = (proof_text(self.tree, proof, beside, width) for proof in self.proofs)
        return "\n".join([*told, self.summary])

    def to_dict(self) -> "ProofsJSON":
        """Return the proofs as the JSON that ``triage prove --json`` prints."""
        found: ProofsJSON = {
            "tree": self.tree.id,
            "version": self.tree.version,
            "logic": self.tree.logic,
            "proved": self.proved,
            "seconds": round(self.seconds, 3),
            "properties": [as_record(self.tree, proof) for proof in self.proofs],
        }
        if self.tree.only_day:
            found["on"] = self.tree.only_day.isoformat()
        return found


def prove(
    tree: Tree,
    *,
    seconds: float = SECONDS,
    properties: Iterable[str] | None = None,
    progress: Progress = lambda _: None,
) -> Proofs:
    """Prove the properties of a tree, of every possible patient.

    Args:
        tree: The tree.
        seconds: How long one question to the solver may take.
        properties: The ids of the properties; all of them, unless given.
        progress: What is told the id of each property before it is proved.

    Raises:
        MissingExtra: The solver is not installed.
        TriageError: The tree has no such property.
        ProofMismatch: Walking does not confirm what the proof says.

    >>> import triage
    >>> triage.prove(triage.load("start")).proved
    True
    """
    budget = Budget(seconds)
    began = budget.clock()
    proofs = tuple(proving(tree, selected(tree, properties), budget, progress))
    return Proofs(tree, proofs, budget.clock() - began)


def proving(
    tree: Tree, properties: Iterable[Property], budget: Budget, progress: Progress
) -> Iterator[Proof]:
    """Yield what comes of each property, as soon as it is known."""
    prover = None
    for stated in properties:
        progress(stated.id)
        prover = prover or Prover(tree, Solver(Gates(), budget))
        yield prover.prove(stated)


def selected(tree: Tree, ids: Iterable[str] | None) -> tuple[Property, ...]:
    """Return the properties that are asked for, in the order of the tree."""
    wanted = dict.fromkeys(tree.properties if ids is None else ids)
    for name in wanted:
        if name not in tree.properties:
            advice = did_you_mean(name, tree.properties)
            message = f"`{tree.id}` has no property called `{name}`"
            raise TriageError(f"{message}: {advice}".rstrip(": "))
    return tuple(found for name, found in tree.properties.items() if name in wanted)


class Prover:
    """Prove the properties of one tree, which is encoded once for all of them.

    A mutant is not ``checked`` by patients drawn at random: the tree that it was made
    of was, and whoever is found by it is walked.
    """

    def __init__(
        self, tree: Tree, solver: Solver | None = None, *, checked: bool = True
    ) -> None:
        self.tree = tree
        self.solver = solver or Solver(Gates())
        self.gates = self.solver.gates
        encoding = encode(tree, Variables(self.gates, tree.questions))
        self.encoding = confirmed(encoding) if checked else encoding
        self.heard = cache(self._heard)

    @cached_property
    def listener(self) -> Listener:
        return Listener(self.encoding)

    def _heard(self, names: frozenset[str]) -> tuple[Heard, ...]:
        """Return whether questions are asked, one at a time and page by page."""
        return self.listener.heard(names)

    def ways(self, *conditions: Condition | None) -> tuple[Heard | None, ...]:
        """Return each way of asking that conditions can tell apart; None for any."""
        names = asked_about(conditions, self.tree.values)
        return self.heard(names) if names else (None,)

    def prove(self, stated: Property) -> Proof:
        try:
            return self.proved(stated)
        except PageTooLong:
            return Proof(stated, "open")

    def proved(self, stated: Property) -> Proof:
        if stated.reachable:
            return self.reached(stated)
        found = self.against(stated)
        if found is UNKNOWN:
            return Proof(stated, "open")
        if found is not None:
            patient, worse = (*found, None)[:2]
            return Proof(stated, "violated", patient, worse)
        meets = self.who(stated, stated.given or Always(holds=True))
        if meets is UNKNOWN:
            return Proof(stated, "open")
        return Proof(stated, "vacuous" if meets is None else "proved")

    def who(self, stated: Property, condition: Condition) -> Walked | Unknown | None:
        """Return somebody of whom a condition holds, be it who was drawn at random."""
        holds, ways = self.encoding.holds, self.ways(condition)
        wanted = self.encoding.valid, self.gates.some(holds(condition, w) for w in ways)
        shows, sides = methodcaller("holds", condition), (self.encoding,)
        search = Search(self.solver, about(stated), sides, wanted, shows)
        return next(filter(search.confirms, search.drawn), None) or search.ask()

    def fails(self, stated: Property) -> bool | Unknown:
        """Return whether a property is violated, without showing of whom."""
        if stated.reachable:
            verdict = self.reached(stated).verdict
            return UNKNOWN if verdict == "open" else verdict == "violated"
        try:
            found = self.search(stated).ask()
        except PageTooLong:
            return UNKNOWN
        return found if found is UNKNOWN else found is not None

    def reached(self, stated: Property) -> Proof:
        gets = {name: self.who(stated, Advised(name)) for name in stated.reachable}
        if UNKNOWN in gets.values():
            return Proof(stated, "open")
        missing = tuple(name for name, somebody in gets.items() if somebody is None)
        return Proof(stated, "violated" if missing else "proved", missing=missing)

    def against(self, stated: Property) -> tuple[Patient, ...] | Unknown | None:
        """Return the simplest patients who speak against a property, if there are any.

        All questions that a monotone property lists are taken together; when that takes
        too long, one by one, which comes to the same where everybody is a patient: from
        worse to worse is a chain of single steps.
        """
        found = self.search(stated).find()
        bare = attrs.evolve(stated, worse=(), rising=(), falling=())
        listed = [
            *(attrs.evolve(bare, worse=(name,)) for name in stated.worse),
            *(attrs.evolve(bare, rising=(name,)) for name in stated.rising),
            *(attrs.evolve(bare, falling=(name,)) for name in stated.falling),
        ]
        if found is not UNKNOWN or not listed:
            return found
        if self.tree.assume or self.tree.values.keys() & set(stated.worse):
            return UNKNOWN
        singly = (self.search(stated, single).find() for single in listed)
        return next((pair for pair in singly if pair is not None), None)

    def search(self, stated: Property, listed: Property | None = None) -> Search:
        """Look for who speaks against it; a ``listed`` one lets two differ in less."""
        one = self.encoding
        search = partial(Search, self.solver, about(stated))
        if stated.before:
            ways = self.heard(frozenset(stated.before))
            late = self.gates.some(asked_too_late(one, stated, way) for way in ways)
            return search((one,), (one.valid, late), methodcaller("misorders", stated))
        if stated.then is not None:
            against = [
                (one.holds(stated.given, way), -one.holds(stated.then, way))
                for way in self.ways(stated.given, stated.then)
            ]
            either = self.gates.some(map(self.gates.every, against))
            wanted: tuple[int, ...] = against[0] if len(against) == 1 else (either,)
            return search((one,), (one.valid, *wanted), methodcaller("breaks", stated))
        listed = listed or stated
        copies = listed.compared(self.tree.values)
        other = encode(self.tree, Variables(self.gates, self.tree.questions, copies))
        worse = no_better(one, other, listed)

        def drops(before: Outcome, after: Outcome) -> bool:
            if not before.drops(after, stated):
                return False
            facts = other.variables.encode(after.answers, copies)
            facts.update(one.variables.encode(before.answers, copies))
            return bool(Crowd(self.gates, [facts]).holds(worse))

        wanted = one.valid, other.valid, worse, lowered(one, other, stated)
        return search((one, other), wanted, drops)


def about(stated: Property) -> str:
    return f"the property `{stated.id}`"


def asked_too_late(encoding: Encoding, stated: Property, way: Heard) -> int:
    """Return whether a question comes up before those that must come earlier."""
    gates, late = encoding.gates, []
    asked = dict.fromkeys(stated.asked, FALSE)
    for step in encoding.tree.steps.values():
        came = (way.comes.get((step.id, name), FALSE) for name in stated.before)
        all_asked = gates.every(asked.values())
        late.append(gates.every([gates.some(came), -all_asked]))
        for name in asked.keys() & set(step.ask):
            asked[name] = gates.some([asked[name], encoding.reach[step.id]])
    return gates.some(late)


def lowered(one: Encoding, other: Encoding, stated: Property) -> int:
    """Return whether the other patient is told something less urgent, or less."""
    gates = one.gates
    if isinstance(stated.of, Advised):
        name = stated.of.recommendation
        return gates.every([one.told[name], -other.told[name]])
    pairs = zip(one.urgent, other.urgent, strict=True)
    return gates.some(gates.every([high, -low]) for high, low in pairs)


def as_record(tree: Tree, proof: Proof) -> "ProofJSON":
    said = finding(tree, proof)
    return {
        "id": proof.property.id,
        "says": proof.property.says,
        "verdict": proof.verdict,
        "missing": list(proof.missing),
        "patients": [story.to_dict() for story in stories(proof)],
        "finding": None if said is None else said.to_dict(),
    }
