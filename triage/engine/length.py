"""Length of an interview: how often a person answers, and on how many pages."""

import attrs

from triage.base.wording import many
from triage.engine.decision import contradictions, decide
from triage.engine.defaults import ordinary
from triage.engine.trace import Trace, pages
from triage.model.tree import Tree


@attrs.frozen
class Effort:
    """Say how much a walk asks of a person.

    A page is a step that asks something on this walk. An answer is a question that
    the person answers; of a list to tick, each item that is not left as "no", or
    once "none of these". Answers that were given to the rest of a page count, even
    where the page could have been left before.

    Args:
        answers: How many answers are given.
        pages: On how many pages.

    >>> str(Effort(27, 12)), str(Effort(1, 1)), str(Effort(0, 0))
    ('27 answers on 12 pages', '1 answer on 1 page', 'no answers')
    """

    answers: int
    pages: int

    def __str__(self) -> str:
        return many(self.answers, "answer", "no") + self._where

    @property
    def times(self) -> str:
        """How often a person answers, and on how many pages.

        >>> Effort(27, 12).times, Effort(1, 1).times, Effort(0, 0).times
        ('27 times on 12 pages', 'once on 1 page', 'nothing')
        """
        times = "once" if self.answers == 1 else f"{self.answers} times"
        return times + self._where if self.answers else "nothing"

    @property
    def _where(self) -> str:
        return f" on {many(self.pages, 'page')}" if self.answers else ""

    def to_dict(self) -> dict[str, int]:
        """Return the effort as JSON."""
        return {"answers": self.answers, "pages": self.pages}


def effort(tree: Tree, trace: Trace) -> Effort:
    counts = [
        len([a for a in given.values() if a != "no"]) or 1
        if step.checklist
        else len(given)
        for step, given in pages(tree, trace)
        if given
    ]
    return Effort(sum(counts), len(counts))


def ordinary_effort(tree: Tree) -> Effort | None:
    """Return how much the well patient is asked; None where that comes to no end."""
    answers = ordinary(tree)
    if contradictions(tree, answers):
        return None
    decision = decide(tree, answers)
    return effort(tree, decision.trace) if decision.complete else None
