"""Texts of comparisons: what is to be judged first, then the worst of it first."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from triage.base.dates import said as in_words
from triage.base.offset import Offset
from triage.base.question import Question
from triage.base.wording import many, quoted
from triage.comparison.blocks import DIRECTIONS, Writer, said
from triage.comparison.entries import Change, Exchange
from triage.comparison.matrix import Matrix
from triage.model.diff import stated
from triage.model.tree import Tree

if TYPE_CHECKING:
    from triage.comparison.dataset import Population
    from triage.comparison.equivalence import Changes


def changes_text(
    changes: "Changes",
    width: int,
    refused: frozenset[str],
    population: "Population | None",
    *,
    at_work: bool = True,
) -> str:
    """Return the verdict, what it rests on, and each change with one who has it.

    Args:
        changes: What was found.
        width: The most characters of a line.
        refused: The names of what has to be allowed and is not.
        population: The patients of a table, counted by outcome.
        at_work: Whether it is read where commands are typed and files are edited; else
            texts that read otherwise are only counted, and the levels before and now
            left out, as tables of both stand beside.
    """
    writer = Writer(changes, width, refused, at_work=at_work)
    blocks = [
        writer.lines(" ".join(verdict(changes, refused, at_work=at_work))),
        writer.lines(f"{label(changes.old)} compared with {label(changes.new)}"),
        *writer.renamed(),
        *(matrix(changes) if at_work else ()),
        *writer.causes(),
        *writer.answers(),
        *writer.shown(),
        *(writer.words() if at_work else ()),
        *writer.edits(),
    ]
    if population is not None:
        blocks.append("\n".join(counts(changes, population)))
    if brief := sum(not x.in_full and bool(x.old) for x in changes.entries):
        told = BRIEFLY.format(many(brief, "change"))
        blocks.append(writer.lines(f"{told} {ELSEWHERE}" if at_work else told))
    if limits := limited(changes):
        blocks.append(writer.lines(limits))
    return "\n\n".join(blocks)


def label(tree: Tree) -> str:
    version = f" {tree.version}" if tree.version else ""
    day = f", on {in_words(tree.only_day)} only" if tree.only_day else ""
    return f"{tree.id}{version} ({tree.logic[:8]}{day})"


# The verdict


def verdict(
    changes: "Changes", refused: frozenset[str], *, at_work: bool
) -> Iterator[str]:
    if changes.same_decisions:
        yield same(changes)
    else:
        yield from told_otherwise(changes, refused)
        yield from answered_otherwise(changes, refused)
        yield whole(changes)
    if changes.retold:
        open_ = any(item.name in refused for item in changes.retold)
        yield f"{BESIDE} differs for some: {'NOT ALLOWED' if open_ else 'allowed'}."
    if changes.shown:
        is_open = changes.shown_name in refused
        yield f"What is shown differs: {'NOT ALLOWED' if is_open else 'allowed'}."
    if changes.words:
        count = len(changes.words)
        read = "text reads" if count == 1 else "texts read"
        name = changes.words_id
        allowed = f"words#{name}" not in refused
        typed = f" (--allow-words {name})" if at_work else ""
        judged = "allowed" if allowed else f"a person must look{typed}"
        yield f"{count} {read} otherwise: {judged}."


def same(changes: "Changes") -> str:
    if changes.then.logic == changes.new.logic:
        return "No decision changes for anybody: the logic is the same."
    everybody = f"every {changes.new.profile.person}"
    everybody += " of both" if limited(changes) else ""
    return f"No decision changes for anybody: proved for {everybody}."


def told_otherwise(changes: "Changes", refused: frozenset[str]) -> Iterator[str]:
    warnings = (item for item in changes.exchanges if item.warning)
    found: list[Change | Exchange] = [*changes.outcomes, *warnings]
    if not found:
        if changes.exchanges:
            yield "Other advice for some; no outcome changes."
        return
    edits = len({switch.number for item in found for switch in item.cause})
    about = f"{many(edits, 'edit')}, {many(len(found), 'change')}"
    lower = [item.name for item in found if item.is_lower]
    kinds = {kind(item) for item in found}
    what = next((word for word in WORST if word in kinds), "A warning gained")
    what = f"{what} for some"
    if not lower:
        yield f"{what} ({about})."
    elif refused.isdisjoint(lower):
        yield f"{what}: allowed ({about})."
    else:
        left = sum(name in refused for name in lower)
        yield f"{what}: NOT ALLOWED ({about}, {left} to be allowed)."


BRIEFLY = (
    "Told in brief, without a patient: {}, none worse than those of its kind that are "
    "told in full."
)

ELSEWHERE = "`--json` has a patient of each."

BESIDE = "What is told beside an outcome that stays"

WORST = ["Less urgent", "A warning lost", "More urgent", "Another outcome"]


def kind(item: Change | Exchange) -> str:
    if isinstance(item, Change):
        return DIRECTIONS[item.direction]
    return "A warning lost" if item.lost else "A warning gained"


def answered_otherwise(changes: "Changes", refused: frozenset[str]) -> Iterator[str]:
    if changes.answers:
        open_ = any(item.name in refused for item in changes.answers)
        yield f"What can be answered changes: {'NOT ALLOWED' if open_ else 'allowed'}."


def whole(changes: "Changes") -> str:
    if changes.settled:
        if not (changes.outcomes or changes.exchanges):
            return "For all answers that both take, no decision changes: proved."
        return "Nothing else changes: proved."
    found = changes.outcomes or changes.exchanges or changes.answers
    more = MORE if found else UNSETTLED
    places = [f"{switch.place}" for switch in changes.open]
    return f"{more} (look at {', '.join(places)})." if places else f"{more}."


MORE = "There may be more than these: the time was up, or they are very many"

UNSETTLED = (
    "Nothing is settled: the time was up before anybody was found whose decision "
    "changes, and before it was proved that nobody's does"
)


def matrix(changes: "Changes") -> Iterator[str]:
    """Yield how many changes there are from each urgency to each other, if any."""
    if found := Matrix.of(changes.then, changes.new, changes.outcomes):
        yield found.text()


def counts(changes: "Changes", population: "Population") -> Iterator[str]:
    verb = "changes" if population.changed == 1 else "change"
    people = changes.new.profile.counted(population.patients)
    yield f"Of {people}, {population.changed} {verb}"
    for (before, after), count in population.pairs.items():
        if before != after:
            was, now = said(changes.then, before), said(changes.new, after)
            yield f"- {count}: {was} → {now}"
    yield from population.remarks


def limited(changes: "Changes") -> str:
    """Return of whom nothing else is said; empty where everybody is compared."""
    reasons, who = [], changes.new.profile
    then, new = changes.then, changes.new
    both = (name for name in new.questions if name in then.questions)
    moved = (n for n in both if reach(then.questions[n]) != reach(new.questions[n]))
    if apart := dict.fromkeys((*changes.apart, *moved)):
        reasons.append(f"allow different answers to {quoted(apart)}")
    if stated(then) != stated(new):
        reasons.append(f"assume different things of every {who.person}")
    if not reasons:
        return ""
    return f"Compared are only {who.people} of both: the trees {' and '.join(reasons)}."


def reach(question: Question) -> tuple[Offset | None, Offset | None]:
    """Return how far a date may be from today."""
    return question.since, question.until
