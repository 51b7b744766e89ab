"""What changes between two trees, as a reviewer reads it and as a gate judges it."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

import attrs

from triage.base.exceptions import TriageError
from triage.model.diff import Difference, differences
from triage.model.tree import Tree
from triage.verify.circuit import Gates
from triage.verify.equivalence import Change, Comparer, Exchange, answered_apart
from triage.verify.solver import SECONDS, OutOfTime, Solver

MOST = 100
"""The most changes that one comparison lists: nobody reads more."""

Found = TypeVar("Found", Change, Exchange)


@attrs.frozen
class Changes:
    """Say who is told something else when a tree changes.

    Args:
        old: The tree as it was.
        new: The tree as it is.
        outcomes: Every pair of outcomes, before and after, that some patient has.
        exchanges: Every recommendation that some patient loses or gains.
        edits: What was edited, part by part.
        settled: Whether that is all: false when the time was up, or there was more.
    """

    old: Tree
    new: Tree
    outcomes: tuple[Change, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    edits: tuple[Difference, ...] = ()
    settled: bool = True

    @property
    def same(self) -> bool:
        """Whether it is proved that nobody is told anything else."""
        return self.settled and not self.outcomes and not self.exchanges

    @property
    def apart(self) -> tuple[str, ...]:
        """The questions to which the trees allow different answers.

        Patients who can answer only one of the trees are not compared.
        """
        return answered_apart(self.old, self.new)

    @property
    def lower(self) -> tuple[Change | Exchange, ...]:
        """What makes somebody worse off, be it less urgent or a lost warning."""
        less = (change for change in self.outcomes if change.direction == "down")
        lost = (item for item in self.exchanges if item.lost and item.warning)
        return (*less, *lost)

    def refused(self, allowed: Iterable[str] = ()) -> tuple[str, ...]:
        """Return the names of what makes somebody worse off and is not allowed."""
        names = frozenset(allowed)
        return tuple(item.name for item in self.lower if item.name not in names)


def compare(
    old: Tree,
    new: Tree,
    *,
    seconds: float = SECONDS,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> Changes:
    """Return who is told something else when a tree changes.

    Compared are all patients who can answer both trees. That nobody is told anything
    else is proved, not sampled.

    Args:
        old: The tree as it was.
        new: The tree as it is.
        seconds: How long one question to the solver may take.
        progress: Is told how many of how many levels, endings and recommendations were
            looked at.

    Raises:
        MissingExtra: The solver is not installed.
        TriageError: Nobody can answer both trees, their scales rank the same levels
            in another order, or one cannot be proved about.

    >>> import triage
    >>> tree = triage.load("back_pain")
    >>> triage.compare(tree, tree).same
    True
    """
    if order(old, new) != order(new, old):
        message = "the scales of the trees rank the same levels in another order"
        raise TriageError(f"{message}, so their outcomes cannot be compared")
    edits = differences(old, new)
    if old.logic == new.logic:
        return Changes(old, new, edits=edits)
    solver = Solver(Gates(), seconds)
    comparer = Comparer(old, new, solver, lambda done: progress(done, comparer.total))
    outcomes, all_outcomes = gathered(comparer.changes())
    exchanges, all_exchanges = gathered(comparer.exchanges())
    settled = all_outcomes and all_exchanges
    found = Changes(old, new, outcomes, exchanges, edits, settled)
    try:
        if found.same and not comparer.has_patients():
            raise TriageError(nobody(found))
    except OutOfTime:
        return attrs.evolve(found, settled=False)
    return found


def order(tree: Tree, other: Tree) -> list[str]:
    """Return the levels of a tree that another has too, the lowest first."""
    known = {level.id for level in other.levels}
    return [level.id for level in tree.levels if level.id in known]


def nobody(changes: Changes) -> str:
    """Return why two trees cannot be compared."""
    message = "nobody can answer both trees, so they cannot be compared"
    names = ", ".join(f"`{name}`" for name in changes.apart)
    if names:
        return f"{message}: they allow different answers to {names}"
    return f"{message}: what they assume does not go together"


def gathered(found: Iterator[Found]) -> tuple[tuple[Found, ...], bool]:
    """Return what is found, and whether that is all: there may be more, or no time."""
    kept: list[Found] = []
    try:
        kept.extend(islice(found, MOST))
    except OutOfTime:
        return tuple(kept), False
    return tuple(kept), len(kept) < MOST
