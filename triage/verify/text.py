"""Texts: what the results of proofs say to a person, in lines for a terminal.

A result gives its text itself; here it is only written.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

import attrs

from triage.base.diagnostics import Finding
from triage.base.wording import many, paragraph, quoted
from triage.cases.loader import Neighbour
from triage.cases.writer import free_id
from triage.language.ast import asked_about
from triage.model.traversal import OTHERWISE
from triage.model.tree import Tree
from triage.verify.explain import Story, Turn, answered, bulleted

if TYPE_CHECKING:
    from triage.verify.dataset import Population
    from triage.verify.equivalence import Change, Changes, Exchange, Result
    from triage.verify.mutation_score import Judged, Score
    from triage.verify.properties import Proof

COLUMN = 10
"""Where a property begins, behind its verdict."""

LONGEST_ID = 58
"""How much of the id of a property the id of a case begins with."""

PATIENTS = (
    ("", "A patient of whom it does not hold:"),
    ("_worse", "The same patient, worse off:"),
)
CASES = "The same as cases, for a person to confirm what is expected:"


def proof_text(tree: Tree, proof: "Proof", beside: Neighbour, width: int = 80) -> str:
    """Return what came of one property: a line, and of a failure who shows it."""
    line = f"{proof.property.id}: {proof.property.says}"
    blocks = [paragraph(line, width, proof.verdict.ljust(COLUMN), " " * COLUMN)]
    said = finding(tree, proof)
    if said is not None:
        shown, cases = [str(said)], []
        for (end, title), story in zip(PATIENTS, stories(proof), strict=False):
            shown.append(f"{title}\n{story.text(width)}")
            if asked_about((proof.property.given, proof.property.then), tree.values):
                shown += filter(None, [bulleted(story.left_out, width)])
            name = proof.property.id[:LONGEST_ID] + end
            cases.append(story.case(name, proof.property.says, beside))
        blocks += [*shown, CASES, *filter(None, cases)] if any(cases) else shown
        blocks[-1] += "\n"
    return "\n\n".join(blocks)


def stories(proof: "Proof") -> tuple[Story, ...]:
    pairs = (proof.patient, None), (proof.worse, proof.patient)
    return tuple(Story(who, other) for who, other in pairs if who is not None)


def finding(tree: Tree, proof: "Proof") -> Finding | None:
    """Return what is said of a property that is not proved; None of one that is."""
    entries = (item for document in tree.documents for item in document.properties)
    stated = next(item for item in entries if item.id.value == proof.property.id)
    name, at = f"the property `{stated.id}`", stated.id.span
    match proof.verdict:
        case "proved":
            return None
        case "violated":
            message = f"{name} does not hold of every patient"
            if proof.missing:
                told = quoted(proof.missing)
                message = f"{name} wants some patient to be told {told}, and nobody is"
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


def cut_short(tree: Tree, proofs: "Sequence[Proof]", total: int) -> str:
    proved = sum(proof.verdict == "proved" for proof in proofs)
    return f"{tree.id}: stopped; {proved} of {total} properties are proved by now"


DIRECTIONS = {"down": "Less urgent", "up": "More urgent", "aside": "Another outcome"}


def changes_text(
    changes: "Changes",
    width: int,
    allowed: Iterable[str],
    population: "Population | None",
) -> str:
    names = frozenset(allowed)
    blocks = [f"{label(changes.old)} compared with {label(changes.new)}"]
    blocks += [outcome(item, names, width) for item in changes.outcomes]
    blocks += [warning(x, names, width) for x in changes.exchanges if x.warning]
    blocks += [paragraph(line, width, rest="  ") for line in exchanged(changes)]
    if changes.edits:
        edits = [paragraph(str(item), width, "- ", "  ") for item in changes.edits]
        blocks.append("\n".join(["What was edited", *edits]))
    if population is not None:
        blocks.append("\n".join(counts(population)))
    if limits := limited(changes):
        blocks.append(paragraph(limits, width))
    blocks.append(paragraph(changes_summary(changes, names), width))
    return "\n\n".join(blocks)


def label(tree: Tree) -> str:
    version = f" {tree.version}" if tree.version else ""
    return f"{tree.id}{version} ({tree.logic[:8]})"


def outcome(change: "Change", allowed: frozenset[str], width: int) -> str:
    moved = f"{said(change.before)}, now {said(change.after)}"
    head = paragraph(f"{DIRECTIONS[change.direction]}: {moved}", width, rest="  ")
    before, now = map(shortly, parting(change))
    lines = [*heard(change), f"before: {before}", f"now: {now}"]
    blocks = [head, *inset(lines, width)]
    if change.direction == "down":
        blocks.append(permission(change.name, allowed))
    return "\n".join(blocks)


def inset(lines: Iterable[str], width: int) -> Iterator[str]:
    return (paragraph(line, width, "  ", "    ") for line in lines)


def said(result: "Result") -> str:
    end = {"done": "what was advised", "": "not written yet"}.get(result.end)
    return f"{result.urgency or 'information'} ({end or result.end})"


def heard(item: "Change | Exchange") -> Iterator[str]:
    """Yield what sets a patient apart, in the old tree or only in the new."""
    before, now = Story(item.old), Story(item.new)
    known = before.different.items()
    more = {n: a for n, a in now.different.items() if (n, a) not in known}
    yield from answered(item.old.tree, before.different)
    yield from answered(item.new.tree, more)
    yield (now if more else before).rest


def parting(change: "Change") -> tuple[Turn, Turn]:
    before, after = Story(change.old).path, Story(change.new).path
    same = sum(1 for _ in takewhile(alike, zip(before, after, strict=False)))
    return before[min(same, len(before) - 1)], after[min(same, len(after) - 1)]


def shortly(turn: Turn) -> str:
    """Return a branch in words; that nothing else holds is not told in full."""
    if turn.step.branch != OTHERWISE:
        return str(turn)
    to = turn.step.to or "…"
    return f"{turn.step.step} → {to}, because no branch above it holds{turn.at}"


def alike(turns: tuple[Turn, Turn]) -> bool:
    one, other = (turn.step for turn in turns)
    return (one.step, one.branch, one.to) == (other.step, other.branch, other.to)


def warning(item: "Exchange", allowed: frozenset[str], width: int) -> str:
    head = f"{'Lost' if item.lost else 'Gained'}: the warning `{item.recommendation}`"
    lines = [paragraph(head, width), *inset(heard(item), width)]
    if item.lost:
        lines.append(permission(item.name, allowed))
    return "\n".join(lines)


def exchanged(changes: "Changes") -> Iterator[str]:
    for lost, word in ((True, "Lost"), (False, "Gained")):
        items = [x for x in changes.exchanges if x.lost is lost and not x.warning]
        if items:
            yield f"{word} by somebody: {quoted(x.recommendation for x in items)}"


def permission(name: str, allowed: frozenset[str]) -> str:
    return f"  allowed: {name}" if name in allowed else f"  allow with: --allow {name}"


def counts(population: "Population") -> Iterator[str]:
    verb = "changes" if population.changed == 1 else "change"
    patients = many(population.patients, "patient", "no")
    yield f"Of {patients}, {population.changed} {verb}"
    for (before, after), count in population.pairs.items():
        if before != after:
            yield f"- {count}: {said(before)}, now {said(after)}"
    yield from population.remarks


def limited(changes: "Changes") -> str:
    """Return of whom nothing is said; empty where everybody is compared."""
    reasons = []
    if changes.apart:
        reasons.append(f"allow different answers to {quoted(changes.apart)}")
    if changes.old.assume != changes.new.assume:
        reasons.append("assume different things of every patient")
    if not reasons:
        return ""
    return f"Compared are only patients of both: the trees {' and '.join(reasons)}."


def changes_summary(changes: "Changes", allowed: frozenset[str]) -> str:
    if changes.same:
        return f"No decision changes for anybody: {reason(changes)}."
    if not changes.settled:
        return "There may be more than these: the time was up, or they are very many."
    refused = len(changes.refused(allowed))
    lower = sum(item.direction == "down" for item in changes.outcomes)
    found = many(len(changes.outcomes), "change", "no")
    clause = f"; {many(refused, 'change')} not allowed" if refused else ""
    return f"{found} of outcome, {lower} less urgent{clause}. These are all there are."


def reason(changes: "Changes") -> str:
    if changes.old.logic == changes.new.logic:
        return "the logic is the same" + (", only words differ" * bool(changes.edits))
    everybody = "every patient of both" if limited(changes) else "every patient"
    return f"proved for {everybody}"


def score_text(score: "Score", beside: Neighbour, width: int = 80) -> str:
    """Return a mutation score, and what would notice each mistake that nothing did."""
    blocks = []
    for item in score.unnoticed:
        blocks.append("\n".join(unnoticed(item, beside, width)))
        if item.patient is not None:
            taken = beside.ids | {free_id(item.case_id, beside.ids)}
            beside = attrs.evolve(beside, ids=taken)
    return "\n\n".join([*blocks, paragraph(score.summary, width, rest="  ")])


def unnoticed(item: "Judged", beside: Neighbour, width: int) -> Iterator[str]:
    where = f"{item.mutant.span}: " if item.mutant.span else ""
    if item.patient is None:
        line = f"{where}{item.mutant.says}: not settled in the time there was"
        yield paragraph(line, width, rest="  ")
        return
    yield paragraph(f"{where}{item.mutant.says}, and nothing fails", width, rest="  ")
    yield "A patient who would be told something else, as a case to be confirmed:"
    yield ""
    yield str(item.draft(beside) or "no case can be: the way on is not written")
