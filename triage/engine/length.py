"""Length of an interview: how often a person answers, and on how many pages."""

from triage.base.immutable import immutable
from triage.base.wording import many
from triage.engine.decision import Decision, contradictions, decide
from triage.engine.defaults import ordinary
from triage.model.tree import TODAY, Tree


@immutable
class Effort:
    """Say how much an interview asks of a person, one question at a time.

    A page is a step that asks something. An answer is a question that the person
    answers; of a list to tick, each item that is not left as "no", or once "none of
    these". What is left out once the worst is decided does not count.

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


def effort(decision: Decision) -> Effort:
    """Return how much a person who answers so is asked, one question at a time."""
    way, answers = decision.interviews[0], decision.given
    heard = way.answered & answers.keys() - {TODAY}
    counts = [
        len([n for n in given if answers[n] != "no"] if step.checklist else given) or 1
        for step, names in way.pages(decision.tree)
        if (given := [name for name in names if name in heard])
    ]
    return Effort(sum(counts), len(counts))


def ordinary_effort(tree: Tree) -> Effort | None:
    """Return how much the well patient is asked; None where that comes to no end."""
    answers = ordinary(tree)
    if contradictions(tree, answers):
        return None
    decision = decide(tree, answers)
    return effort(decision) if decision.complete else None
