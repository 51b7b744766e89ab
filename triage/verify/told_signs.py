"""T429: safety nets that name a sign which somebody who is told it has already."""

from collections.abc import Iterator

from triage.base.answer import plain
from triage.base.diagnostics import Finding, Severity
from triage.base.text import Text
from triage.language.ast import Advised, And, Answered, Is, Not, Surely
from triage.model.traversal import recommendations
from triage.model.tree import Property, Tree
from triage.treefile.document import RecommendationEntry
from triage.verify.circuit import Gates
from triage.verify.properties import Proof, Prover
from triage.verify.solver import Budget, Solver


def told_signs(tree: Tree, budget: Budget) -> Iterator[Finding]:
    """Yield the signs of safety nets that somebody who is told them has said."""
    named = [(x, sign) for x in recommendations(tree) for sign in x.signs]
    if not named:
        return
    prover = Prover(tree, Solver(Gates(), budget))
    for entry, sign in named:
        proof = prover.prove(never_told(entry, sign))
        if finding := finding_of(tree, entry, sign, proof):
            yield finding


def never_told(entry: RecommendationEntry, sign: Text) -> Property:
    """Return that nobody is told a recommendation who said yes to a sign of it."""
    said = Surely(Is(sign.value, ("yes",)))
    return Property(
        id=f"{entry.id}.signs.{sign}",
        says=f"Nobody who said yes to {sign} is told {entry.id}.",
        given=And((Answered((sign.value,)), said)),
        then=Not(Advised(entry.id.value)),
        span=sign.span,
    )


def finding_of(
    tree: Tree, entry: RecommendationEntry, sign: Text, proof: Proof
) -> Finding | None:
    who, net = tree.profile.person, f"`watch_for` of `{entry.id}`"
    if proof.verdict == "open":
        message = f"whether {net} names what a {who} has said was not settled in time"
        advice = "give it more with `--timeout`"
        return Finding("T424", message, sign.span, advice, Severity.WARNING)
    if proof.patient is None:
        return None
    told = ", ".join(f"{k}: {plain(v)}" for k, v in proof.patient.unusual.items())
    message = f"{net} names `{sign}`, and a {who} who is told it has said yes to that"
    advice = f"say what is new or worse; for example with {told}"
    return Finding("T429", message, sign.span, advice, Severity.WARNING)
