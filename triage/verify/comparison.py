"""A comparison as a reviewer reads it, and as a program does."""

from collections.abc import Iterable, Iterator
from itertools import takewhile

from triage.base.wording import paragraph
from triage.engine.decision import OTHERWISE
from triage.model.tree import Tree
from triage.verify.changes import Changes
from triage.verify.counterexample import Patient
from triage.verify.dataset import Population
from triage.verify.equivalence import Change, Direction, Exchange, Result
from triage.verify.explain import Story, Turn

WORDS: dict[Direction, str] = {
    "down": "less urgent",
    "up": "more urgent",
    "aside": "another outcome",
}


def as_text(
    changes: Changes,
    width: int,
    *,
    allowed: Iterable[str] = (),
    population: Population | None = None,
) -> str:
    """Return a comparison in words.

    Args:
        changes: The comparison.
        width: The most characters of a line.
        allowed: The names of changes that are allowed.
        population: How many patients of a table each outcome concerns.
    """
    names = frozenset(allowed)
    blocks = [f"{label(changes.old)} compared with {label(changes.new)}"]
    blocks += [outcome(item, names, width) for item in changes.outcomes]
    blocks += [
        warning(item, names, width) for item in changes.exchanges if item.warning
    ]
    blocks += [paragraph(line, width, rest="  ") for line in exchanged(changes)]
    if changes.edits:
        lines = [paragraph(str(item), width, "- ", "  ") for item in changes.edits]
        blocks.append("\n".join(["What was edited", *lines]))
    if population is not None:
        blocks.append("\n".join(counts(population)))
    if limits := limited(changes):
        blocks.append(paragraph(limits, width))
    blocks.append(paragraph(summary(changes, names), width))
    return "\n\n".join(blocks)


def label(tree: Tree) -> str:
    """Return what a version of a tree is called."""
    version = f" {tree.version}" if tree.version else ""
    return f"{tree.id}{version} ({tree.logic[:8]})"


def outcome(change: Change, allowed: frozenset[str], width: int) -> str:
    """Return a change of outcome, with a patient before and after."""
    head = f"{WORDS[change.direction]}: {said(change.before)}, now {said(change.after)}"
    lines = [paragraph(head.capitalize(), width, rest="  ")]
    lines += [paragraph(x, width, "  ", "    ") for x in heard(change)]
    lines += [
        paragraph(f"{when}: {shortly(turn)}", width, "  ", "    ")
        for when, turn in zip(("before", "now"), parting(change), strict=True)
    ]
    if change.direction == "down":
        lines.append(permission(change.name, allowed))
    return "\n".join(lines)


def said(result: Result) -> str:
    """Return an outcome in a few words."""
    end = {"done": "what was advised", "": "not written yet"}.get(result.end)
    return f"{result.urgency or 'information'} ({end or result.end})"


def heard(item: Change | Exchange) -> Iterator[str]:
    """Yield what sets a patient apart, in the old tree or only in the new."""
    before, now = Story(item.old), Story(item.new)
    known = before.different.items()
    more = {n: a for n, a in now.different.items() if (n, a) not in known}
    yield from before.answered(before.different)
    yield from now.answered(more)
    yield (now if more else before).rest


def parting(change: Change) -> tuple[Turn, Turn]:
    """Return where the ways of a patient part, in the old tree and in the new."""
    before, after = (path(patient) for patient in (change.old, change.new))
    same = sum(1 for _ in takewhile(alike, zip(before, after, strict=False)))
    return before[min(same, len(before) - 1)], after[min(same, len(after) - 1)]


def shortly(turn: Turn) -> str:
    """Return a branch in words; that nothing else holds is not told in full."""
    if turn.step.branch != OTHERWISE:
        return str(turn)
    to = turn.step.to or "…"
    return f"{turn.step.step} → {to}, because no branch above it holds{turn.at}"


def path(patient: Patient) -> list[Turn]:
    """Return every branch that a patient takes."""
    story, tree = Story(patient), patient.tree
    ways = (tree.edges[number][1] for number in story.decision.trace.edges)
    steps = story.decision.path
    return [Turn(step, way) for step, way in zip(steps, ways, strict=True)]


def alike(turns: tuple[Turn, Turn]) -> bool:
    """Whether a branch of the old tree is that of the new one."""
    one, other = (turn.step for turn in turns)
    return (one.step, one.branch, one.to) == (other.step, other.branch, other.to)


def warning(item: Exchange, allowed: frozenset[str], width: int) -> str:
    """Return that somebody loses or gains a warning."""
    head = f"{'Lost' if item.lost else 'Gained'}: the warning `{item.recommendation}`"
    lines = [paragraph(head, width)]
    lines += [paragraph(x, width, "  ", "    ") for x in heard(item)]
    if item.lost:
        lines.append(permission(item.name, allowed))
    return "\n".join(lines)


def exchanged(changes: Changes) -> Iterator[str]:
    """Yield what else somebody loses or gains, in two lines."""
    for lost, word in ((True, "Lost"), (False, "Gained")):
        names = [
            f"`{item.recommendation}`"
            for item in changes.exchanges
            if item.lost is lost and not item.warning
        ]
        if names:
            yield f"{word} by somebody: {', '.join(names)}"


def permission(name: str, allowed: frozenset[str]) -> str:
    """Return whether what makes somebody worse off is allowed, and how to allow it."""
    return f"  allowed: {name}" if name in allowed else f"  allow with: --allow {name}"


def counts(population: Population) -> Iterator[str]:
    """Yield how many patients of a table have which outcomes."""
    verb = "changes" if population.changed == 1 else "change"
    patients = many(population.patients, "patient")
    yield f"Of {patients}, {population.changed} {verb}"
    for (before, after), count in population.pairs.items():
        if before != after:
            yield f"- {count}: {said(before)}, now {said(after)}"
    if population.undecided:
        yield f"- {population.undecided} cannot be decided: answers are missing"


def limited(changes: Changes) -> str:
    """Return of whom nothing is said; empty where everybody is compared."""
    reasons = []
    if changes.apart:
        names = ", ".join(f"`{name}`" for name in changes.apart)
        reasons.append(f"allow different answers to {names}")
    if changes.old.assume != changes.new.assume:
        reasons.append("assume different things of every patient")
    if not reasons:
        return ""
    return f"Compared are only patients of both: the trees {' and '.join(reasons)}."


def summary(changes: Changes, allowed: frozenset[str]) -> str:
    """Return a comparison in a sentence."""
    if changes.same:
        return f"No decision changes for anybody: {reason(changes)}."
    if not changes.settled:
        return "There may be more than these: the time was up, or they are very many."
    refused = len(changes.refused(allowed))
    lower = sum(item.direction == "down" for item in changes.outcomes)
    found = f"{many(len(changes.outcomes), 'change')} of outcome, {lower} less urgent"
    clause = f"; {many(refused, 'change')} not allowed" if refused else ""
    return f"{found}{clause}. These are all there are."


def reason(changes: Changes) -> str:
    """Return why nobody is told anything else."""
    if changes.old.logic == changes.new.logic:
        return "the logic is the same" + (", only words differ" * bool(changes.edits))
    everybody = "every patient of both" if limited(changes) else "every patient"
    return f"proved for {everybody}"


def many(number: int, noun: str) -> str:
    """Return a number of things in words.

    >>> many(1, "change"), many(0, "change")
    ('1 change', 'no changes')
    """
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def as_dict(
    changes: Changes,
    *,
    allowed: Iterable[str] = (),
    population: Population | None = None,
) -> dict[str, object]:
    """Return a comparison as the JSON that ``triage compare --json`` prints."""
    return {
        "old": version(changes.old),
        "new": version(changes.new),
        "same": changes.same,
        "settled": changes.settled,
        "answered_apart": list(changes.apart),
        "outcomes": [
            {
                "name": change.name,
                "direction": change.direction,
                "before": {"urgency": change.before.urgency, "ends": change.before.end},
                "after": {"urgency": change.after.urgency, "ends": change.after.end},
                "patient": Story(change.old).to_dict(),
                "patient_now": Story(change.new).to_dict(),
            }
            for change in changes.outcomes
        ],
        "recommendations": [
            {
                "name": item.name,
                "recommendation": item.recommendation,
                "lost": item.lost,
                "warning": item.warning,
                "patient": Story(item.old).to_dict(),
                "patient_now": Story(item.new).to_dict(),
            }
            for item in changes.exchanges
        ],
        "edits": [
            {"part": e.part, "id": e.id, "edit": e.edit, "keys": list(e.keys)}
            for e in changes.edits
        ],
        "not_allowed": list(changes.refused(allowed)),
        "population": None if population is None else population.to_dict(),
    }


def version(tree: Tree) -> dict[str, str]:
    """Return which version of a tree it is."""
    return {
        "tree": tree.id,
        "version": tree.version,
        "logic": tree.logic,
        "wording": tree.wording,
    }
