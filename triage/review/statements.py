"""Statements: each property in words, with what came of it and what tests it."""

from collections.abc import Iterator, Mapping

from triage.base.immutable import immutable
from triage.comparison.demanded import Ending, floor, holds
from triage.hazards.tracing import Trace
from triage.model.tree import Tree
from triage.verify.properties import Proof, Proofs, Verdict
from triage.verify.text import titled


@immutable
class Statement:
    """Show what must be true of every patient.

    Args:
        id: The id of the property.
        says: The property in the author's words.
        given: Of whom it is said, as a condition in words; empty for everybody.
        then: What holds of them, in words.
        verdict: What came of it.
        floor: The least rank of whoever is given, by it; -1 where it says none.
        hazards: The ids of the hazards that it controls.
        cases: The ids of the cases that put it to the test, where hazards name it.
        story: Of whom it does not hold, in lines; empty where it does.
    """

    id: str
    says: str
    given: str
    then: str
    verdict: Verdict
    floor: int
    hazards: tuple[str, ...]
    cases: tuple[str, ...]
    story: tuple[str, ...] = ()


def statements(tree: Tree, proofs: Proofs, trace: Trace | None) -> Iterator[Statement]:
    """Yield a statement for each property that was proved, or not."""
    cases, hazards = controlling(trace)
    end = Ending.of_tree(tree)
    for proof in proofs.proofs:
        stated = proof.property
        yield Statement(
            id=stated.id,
            says=stated.says,
            given="" if stated.given is None else end.of(stated.given),
            then="; ".join(holds(end, stated)),
            verdict=proof.verdict,
            floor=-1 if stated.then is None else floor(stated.then),
            hazards=hazards.get(stated.id, ()),
            cases=cases.get(stated.id, ()),
            story=tuple(shown(tree, proof)),
        )


def controlling(
    trace: Trace | None,
) -> tuple[Mapping[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return the cases and the hazards of each property that controls one."""
    cases: dict[str, tuple[str, ...]] = {}
    hazards: dict[str, tuple[str, ...]] = {}
    for one in trace.traced if trace else ():
        for control in one.controls:
            if control.kind == "property":
                cases[control.id] = control.cases
                hazards[control.id] = (*hazards.get(control.id, ()), one.hazard.id)
    return cases, hazards


def shown(tree: Tree, proof: Proof) -> Iterator[str]:
    """Yield who speaks against a property, in lines, one below the other."""
    for end, title, story in titled(tree, proof):
        yield from [""] * bool(end)
        yield title
        yield from story.lines()
