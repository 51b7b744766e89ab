"""Proofs of the properties of a tree: what was proved, and what is to be said of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from time import monotonic

import attrs

from triage.base.diagnostics import Finding
from triage.base.exceptions import TriageError
from triage.base.suggest import did_you_mean
from triage.model.tree import Property, Tree
from triage.treefile.document import PropertyEntry
from triage.verify.circuit import Gates
from triage.verify.explain import Story
from triage.verify.properties import Proof, Prover
from triage.verify.solver import SECONDS, Solver

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
