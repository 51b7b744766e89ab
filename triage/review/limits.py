"""Limits: what nothing on the page shows, said before anybody signs."""

from collections.abc import Iterator, Sequence

from triage.base.wording import listed, many
from triage.diagram.notation import PictureVoice
from triage.model.tree import TODAY, Tree
from triage.review.evidence import Evidence
from triage.review.statements import Statement

NEVER = """\
A proof is about the logic: it says nothing of how a text is understood, of how a \
screen looks, or of what is true in medicine or in law.
It holds of the answers that are given. Whether people answer as they are is for \
studies with people to show, and none is recorded here.
Cases show what was thought of. A mistake that no case, property or reader thinks of \
is not found.
A signature is of the logic and the words. What a property demands, the hazards and \
the cases are in no hash: they can be weakened, and a signature counts as before.
A program that shows the tree in a way of its own is not looked at here.
"""


def limits(
    tree: Tree,
    words: PictureVoice,
    stated: Sequence[Statement],
    sources: Sequence[Evidence],
    cases: int,
) -> Iterator[str]:
    """Yield what was not shown, in sentences: of this tree first, then of any."""
    person = tree.profile.person
    if not stated:
        yield "Nothing is stated of everybody, so nothing is proved."
    if false := [one.id for one in stated if one.verdict == "violated"]:
        yield f"Shown to be false: {listed(false, 'and')}."
    if unproved := [one.id for one in stated if one.verdict in ("vacuous", "open")]:
        yield f"Not proved: {listed(unproved, 'and')}."
    for condition in tree.assume:
        yield f"It is assumed of every {person}: {words.of(condition)}."
    yield from bounded(tree)
    if not cases:
        yield "There are no cases."
    yield from unread(sources)
    uncited = [x for x in tree.recommendations.values() if not x.cites]
    if uncited:
        verb = "rests" if len(uncited) == 1 else "rest"
        yield f"{many(len(uncited), 'text')} of advice {verb} on no source."
    yield from NEVER.splitlines()


def unread(sources: Sequence[Evidence]) -> Iterator[str]:
    """Yield how many sources nobody read; a choice of one's own has no publisher."""
    published = [one.source for one in sources if one.source.status != "policy"]
    all_ = f"of {many(len(published), 'published source')}"
    if count := sum(source.status != "verified" for source in published):
        yield f"{count} {all_} {was(count)} not read there, or nobody says so."
    if count := sum(source.opened == "never" for source in published):
        yield f"{count} {all_} {was(count)} never opened at the publisher."


def was(count: int) -> str:
    return "was" if count == 1 else "were"


def bounded(tree: Tree) -> Iterator[str]:
    """Yield between what limits numbers and days can be answered."""
    found = [
        f"{question.text} {question.ends}"
        for question in tree.questions.values()
        if question.is_number and question.id != TODAY
    ]
    if found:
        yield f"Only these numbers and days can be answered: {'; '.join(found)}."
