"""Possible outcomes: those that some patient with the answers so far reaches."""

from typing import TYPE_CHECKING, TypeAlias

from triage.base.immutable import immutable
from triage.engine.decision import Decision
from triage.engine.outcome import Outcome
from triage.engine.session import Session
from triage.verify.agreement import confirmed
from triage.verify.circuit import FALSE, Gates
from triage.verify.counterexample import ACCEPTED, Search
from triage.verify.encode import encode
from triage.verify.solver import SECONDS, UNKNOWN, Budget, Solver
from triage.verify.variables import Variables
from triage.verify.waiting import accepted

if TYPE_CHECKING:
    from triage.base.shapes import PossibleJSON

Result: TypeAlias = int | str
"""A rank, -1 for none; or an end."""


@immutable
class Possible:
    """Hold the outcomes that are possible with the answers that count so far.

    Args:
        urgencies: The ids of the levels, the lowest first; None for no urgency.
        ends: The recommendations, or ``done``, that a walk can end by.
        proved: Whether a patient is known for each; if not, the time was up for some.
    """

    urgencies: tuple[str | None, ...]
    ends: tuple[str, ...]
    proved: bool = True

    @property
    def lowest(self) -> str | None:
        """The least urgency that is possible."""
        return next(iter(self.urgencies), None)

    @property
    def highest(self) -> str | None:
        """The greatest urgency that is possible."""
        return next(reversed(self.urgencies), None)

    def to_dict(self) -> "PossibleJSON":
        """Return it as JSON."""
        return {
            "lowest": self.lowest,
            "highest": self.highest,
            "urgencies": list(self.urgencies),
            "ends": list(self.ends),
            "proved": self.proved,
        }


def possible(subject: Decision | Session, seconds: float = SECONDS) -> Possible:
    """Return which outcomes are still possible, given the answers that count so far.

    What is not named is proved to be impossible. Where the time is up, an outcome
    counts as possible.

    Args:
        subject: A decision, or an interview.
        seconds: How long one question to the solver may take.

    Raises:
        MissingExtra: The solver is not installed.
        ProofMismatch: Walking does not confirm what the proof says.

    >>> import triage
    >>> session = triage.load("start").start().answer({"walks": "no"})
    >>> possible(session).ends
    ('delayed', 'immediate', 'deceased')
    """
    tree, heard = subject.tree, subject.trace.answers
    given = {n: a for n, a in heard.items() if not tree.questions[n].is_text}
    side = confirmed(encode(tree, Variables(Gates(), tree.questions)))
    solver, exactly = Solver(side.gates, Budget(seconds)), side.variables.exactly
    known = [exactly(tree.questions[name], answer) for name, answer in given.items()]

    def search(literal: int, result: Result) -> Search:
        def shows(outcome: Outcome) -> bool:
            stay = given.items() <= outcome.answers.items()
            return stay and result in (outcome.trace.rank, outcome.trace.end)

        wanted, about = (accepted(side), literal, *known), "what is still possible"
        return Search(solver, about, (side,), wanted, shows, exists=ACCEPTED)

    ranks = range(-1, len(tree.levels))
    results: list[tuple[Result, int]] = [*side.ends.items()]
    results += [(rank, side.at_rank(rank)) for rank in ranks]
    reached, proved = set[Result](), True
    for result, literal in results:
        if result in reached or literal == FALSE:
            continue
        found = search(literal, result).ask()
        if found is UNKNOWN:
            reached.add(result)
            proved = False
        elif found is not None:
            reached |= {found[0].trace.rank, found[0].trace.end}
    return Possible(
        tuple(tree.level_id(rank) for rank in ranks if rank in reached),
        tuple(end for end in side.ends if end and end in reached),
        proved,
    )
