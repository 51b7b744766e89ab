"""Texts: what the results of proofs say to a person, in lines for a terminal.

A result gives its text itself; here it is only written.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import triage.language.ast as e
from triage.base.diagnostics import Finding
from triage.base.wording import capitalised, paragraph, quoted
from triage.cases.loader import Neighbour
from triage.cases.writer import DraftCase
from triage.language.ast import asked_about
from triage.model.traversal import conditions
from triage.model.tree import Tree
from triage.verify.explain import Story, bulleted

if TYPE_CHECKING:
    from triage.verify.mutation_score import Judged, Score
    from triage.verify.properties import Proof

COLUMN = 10
"""Where a property begins, behind its verdict."""

LONGEST_ID = 58
"""How much of the id of a property the id of a case begins with."""

EXAMPLES = (
    ("", "{} of whom it does not hold:"),
    ("_worse", "The same {}, worse off:"),
)
CASES = "The same as cases, for a person to confirm what is expected:"


def proof_text(tree: Tree, proof: "Proof", beside: Neighbour, width: int = 80) -> str:
    """Return what came of one property: a line, and of a failure who shows it."""
    line = f"{proof.property.id}: {proof.property.says}"
    blocks = [paragraph(line, width, proof.verdict.ljust(COLUMN), " " * COLUMN)]
    said = finding(tree, proof)
    if said is not None:
        shown, cases = [str(said)], []
        for end, title, story in titled(tree, proof):
            shown.append(f"{title}\n{story.text(width)}")
            if asked_about((proof.property.given, proof.property.then), tree.values):
                shown += filter(None, [bulleted(story.left_out, width)])
            name = proof.property.id.replace(".", "_")[:LONGEST_ID] + end
            cases.append(story.case(name, proof.property.says, beside))
        blocks += [*shown, CASES, *filter(None, cases)] if any(cases) else shown
        blocks[-1] += "\n"
    return "\n\n".join(blocks)


def titled(tree: Tree, proof: "Proof") -> Iterator[tuple[str, str, Story]]:
    """Yield who speaks against a property: how an id ends, a title, and the story."""
    nouns = capitalised(tree.profile.a_person), tree.profile.person
    for (end, title), noun, story in zip(EXAMPLES, nouns, stories(proof), strict=False):
        yield end, title.format(noun), story


def stories(proof: "Proof") -> tuple[Story, ...]:
    pairs = (proof.patient, None), (proof.worse, proof.patient)
    return tuple(Story(who, other) for who, other in pairs if who is not None)


def finding(tree: Tree, proof: "Proof") -> Finding | None:
    """Return what is said of a property that is not proved; None of one that is."""
    entries = (item for document in tree.documents for item in document.properties)
    stated = next(item for item in entries if item.id.value == proof.property.id)
    name, at, who = f"the property `{stated.id}`", stated.id.span, tree.profile
    match proof.verdict:
        case "proved":
            return None
        case "violated":
            message = f"{name} does not hold of every {who.person}"
            if proof.missing:
                told = quoted(proof.missing)
                message = (
                    f"{name} wants some {who.person} to be told {told}, and nobody is"
                )
            return Finding("T601", message, at, "mend the tree, or the property")
        case "vacuous" if proof.property.given is None:
            message = f"no {who.person} is as the tree assumes, so {name} says nothing"
            return Finding("T602", message, at, "mend `assume`")
        case "vacuous":
            message = f"no {who.person} meets `given` of {name}, so it says nothing"
            span = (stated.given or stated.id).span
            return Finding("T602", message, span, "mend `given`")
        case _:
            message = f"whether {name} holds was not settled in the time there was"
            advice = "give it more time with `--timeout`"
            if multiplies(tree, proof):
                advice = (
                    "products of answers are hard: narrow their `min` and `max`, "
                    f"state less, or {advice}"
                )
            return Finding("T603", message, at, advice)


def multiplies(tree: Tree, proof: "Proof") -> bool:
    """Whether answers are multiplied or divided in a tree, or by a property of it."""
    stated = proof.property
    exprs = [expr for _, expr in conditions(tree)]
    exprs += [expr for expr in (stated.given, stated.then) if expr is not None]
    parts = chain.from_iterable(map(e.parts, exprs))
    return any(isinstance(part, e.Product | e.Quotient) for part in parts)


def cut_short(tree: Tree, proofs: "Sequence[Proof]", total: int) -> str:
    proved = sum(proof.verdict == "proved" for proof in proofs)
    return f"{tree.id}: stopped; {proved} of {total} properties are proved by now"


def score_text(score: "Score", beside: Neighbour, width: int = 80) -> str:
    """Return a mutation score, and what would notice each mistake that nothing did."""
    blocks, drafts = list[str](), list[DraftCase]()
    for item, draft in score.proposals(beside):
        is_new = draft is not None and draft not in drafts
        drafts += [draft] if draft is not None else []
        lines = unnoticed(item, draft, is_new=is_new, width=width)
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, paragraph(score.summary, width, rest="  ")])


def unnoticed(
    item: "Judged", draft: DraftCase | None, *, is_new: bool, width: int
) -> Iterator[str]:
    """Yield what nothing notices, with a case that does, or the one above that does."""
    said = f"{item.mutant.span}: " if item.mutant.span else ""
    said += item.mutant.says
    if item.patient is None:
        said += ": not settled in the time there was"
    elif draft is None:
        said += ", and nothing fails; no case can, as the way on is not written"
    else:
        said += ", and nothing fails" + f", but `{draft.id}` above" * (not is_new)
    yield paragraph(said, width, rest="  ")
    if draft is not None and is_new:
        who = capitalised(draft.decision.tree.profile.a_person)
        yield f"{who} who would be told something else, as a case to be confirmed:"
        yield ""
        yield str(draft)
