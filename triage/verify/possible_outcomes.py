"""What is still possible: the outcomes that some patient with some answers reaches."""

from collections.abc import Iterator

import attrs

from triage.engine.decision import Decision
from triage.engine.outcome import Outcome
from triage.engine.session import Session
from triage.verify.circuit import FALSE, TRUE, Gates
from triage.verify.encode import Encoding, encode
from triage.verify.solver import SECONDS, OutOfTime, Solver
from triage.verify.variables import Answers

Result = int | str
"""A rank, -1 for none; or an end."""


@attrs.frozen
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

    def to_dict(self) -> dict[str, object]:
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

    What is not named is proved to be impossible.

    Args:
        subject: A decision, or an interview.
        seconds: How long one question to the solver may take.

    Raises:
        MissingExtra: The solver is not installed.
        TriageError: The tree cannot be proved about.

    >>> import triage
    >>> session = triage.load("start").start().answer({"walks": "no"})
    >>> possible(session).ends
    ('delayed', 'immediate', 'deceased')
    """
    tree, trace = subject.tree, subject.trace
    gates = Gates()
    encoding = encode(tree, Answers(gates, tree.questions))
    exactly = encoding.answers.exactly
    known = [
        exactly(tree.questions[name], answer)
        for name, answer in trace.asked.items()
        if trace.used(name)
    ]
    found, proved = reached(encoding, Solver(gates, seconds), known)
    return Possible(
        tuple(
            tree.level_id(rank) for rank in range(-1, len(tree.levels)) if rank in found
        ),
        tuple(end for end in encoding.ends if end and end in found),
        proved,
    )


def reached(
    encoding: Encoding, solver: Solver, known: list[int]
) -> tuple[set[Result], bool]:
    """Return the results that some patient reaches, and whether that is proved of all.

    Where the time is up, a result counts as possible.

    Args:
        encoding: The tree.
        solver: Who finds patients.
        known: What holds of all patients that are asked about.
    """
    found, proved = set[Result](), True
    for result, literal in results(encoding):
        if result in found or literal == FALSE:
            continue
        try:
            told = solver.ask(encoding.valid, literal, *known)
        except OutOfTime:
            found.add(result)
            proved = False
            continue
        if told is not None:
            trace = Outcome(encoding.tree, encoding.answers.heard(told)).trace
            found |= {trace.rank, trace.end}
    return found, proved


def results(encoding: Encoding) -> Iterator[tuple[Result, int]]:
    """Yield each rank and each end, with what makes it the result."""
    yield from encoding.ends.items()
    urgent = (TRUE, *encoding.urgent, FALSE)
    for rank in range(-1, len(encoding.urgent)):
        yield rank, encoding.gates.every([urgent[rank + 1], -urgent[rank + 2]])
