"""Limits: what nothing on the page shows, said before anybody signs."""

from collections.abc import Iterator, Sequence

from triage.base.wording import listed, many
from triage.diagram.notation import Notation
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
A program that shows the tree in a way of its own is not looked at here.
"""


def limits(
    tree: Tree,
    words: Notation,
    stated: Sequence[Statement],
    sources: Sequence[Evidence],
    cases: int,
) -> Iterator[str]:
    """Yield what was not shown, in sentences: of this tree first, then of any."""
    person = tree.profile.person
    if not stated:
        yield "Nothing is stated of everybody, so nothing is proved."
    if unproved := [one.id for one in stated if one.verdict != "proved"]:
        yield f"Not proved: {listed(unproved, 'and')}."
    for condition in tree.assume:
        yield f"It is assumed of every {person}: {words.of(condition)}."
    yield from bounded(tree)
    if not cases:
        yield "There are no cases."
    doubtful = [one for one in sources if one.source.status != "verified"]
    if doubtful:
        count, all_ = many(len(doubtful), "source"), len(sources)
        yield f"{count} of {all_} were not read where they were published."
    if never := [one for one in sources if one.source.opened == "never"]:
        yield f"{many(len(never), 'source')} nobody opened at the publisher."
    uncited = [x for x in tree.recommendations.values() if not x.cites]
    if uncited:
        yield f"{many(len(uncited), 'text')} of advice rest on no source."
    yield from NEVER.splitlines()


def bounded(tree: Tree) -> Iterator[str]:
    """Yield between what limits numbers and days can be answered."""
    found = [
        f"{question.text} {question.ends}"
        for question in tree.questions.values()
        if question.is_number and question.id != TODAY
    ]
    if found:
        yield f"Only these numbers and days can be answered: {'; '.join(found)}."
