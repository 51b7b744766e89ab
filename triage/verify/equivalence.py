"""Equivalence: who is told something else when a tree changes, proved of everybody."""

from collections.abc import Callable, Container, Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, TypeVar

import attrs

from triage.base.exceptions import TriageError
from triage.base.limits import LIMITS
from triage.base.question import Question
from triage.engine.outcome import Outcome
from triage.engine.trace import Trace
from triage.model.diff import Difference, differences
from triage.model.fingerprint import version
from triage.model.tree import Tree
from triage.verify.agreement import confirmed
from triage.verify.circuit import FALSE, Gates, Given, Number
from triage.verify.counterexample import Patient, Search, Walked, patients
from triage.verify.encode import Encoding, encode
from triage.verify.explain import Story
from triage.verify.solver import SECONDS, UNKNOWN, Budget, Solver, Unknown
from triage.verify.text import changes_text
from triage.verify.variables import Variables, key_of

if TYPE_CHECKING:
    from triage.verify.dataset import Population

Direction: TypeAlias = Literal["down", "up", "aside"]
"""Whether an outcome became (or may be) less urgent, more urgent, or another one."""


@attrs.frozen
class Result:
    """Name a class of outcomes.

    Args:
        urgency: The id of the level; empty for information only.
        end: The recommendation that ends the walk, ``done``, or empty where the tree
            is not finished.
    """

    urgency: str
    end: str

    def __str__(self) -> str:
        return f"{self.urgency or 'none'}/{self.end or 'todo'}"

    @classmethod
    def of(cls, tree: Tree, trace: Trace) -> Self:
        return cls(tree.level_id(trace.rank) or "", trace.end)

    def to_dict(self) -> dict[str, str]:
        return {"urgency": self.urgency, "ends": self.end}


@attrs.frozen
class Change:
    """Tell of patients whose outcome changes.

    Args:
        before: The outcome in the old tree.
        after: The outcome in the new tree.
        direction: Whether it became less urgent.
        old: One of them, in the old tree.
        new: The same, in the new tree.
    """

    before: Result
    after: Result
    direction: Direction
    old: Patient
    new: Patient

    @property
    def name(self) -> str:
        """What this change is called where it is allowed.

        >>> from triage.verify import Change, Result
        >>> before, after = Result("same_day", "done"), Result("soon", "done")
        >>> Change(before, after, "down", None, None).name
        'same_day/done:soon/done'
        """
        return f"{self.before}:{self.after}"

    def to_dict(self) -> dict[str, object]:
        """Return the change as JSON."""
        return {
            "name": self.name,
            "direction": self.direction,
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "patient": Story(self.old).to_dict(),
            "patient_now": Story(self.new).to_dict(),
        }


@attrs.frozen
class Exchange:
    """Tell of patients who get a recommendation in one tree and not in the other.

    Args:
        recommendation: Its id.
        lost: Whether it is the new tree that does not give it.
        warning: Whether it is a warning.
        old: One of them, in the old tree.
        new: The same, in the new tree.
    """

    recommendation: str
    lost: bool
    warning: bool
    old: Patient
    new: Patient

    @property
    def name(self) -> str:
        """What this exchange is called where it is allowed."""
        return f"{'lost' if self.lost else 'gained'}/{self.recommendation}"

    def to_dict(self) -> dict[str, object]:
        """Return the exchange as JSON."""
        return {
            "name": self.name,
            "recommendation": self.recommendation,
            "lost": self.lost,
            "warning": self.warning,
            "patient": Story(self.old).to_dict(),
            "patient_now": Story(self.new).to_dict(),
        }


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

    def text(
        self,
        width: int = 80,
        *,
        allowed: Iterable[str] = (),
        population: "Population | None" = None,
    ) -> str:
        """Return the comparison as a reviewer reads it.

        Args:
            width: The most characters of a line.
            allowed: The names of changes that are allowed.
            population: How many patients of a table each outcome concerns.
        """
        return changes_text(self, width, allowed, population)

    def to_dict(self, allowed: Iterable[str] = ()) -> dict[str, object]:
        """Return the changes as JSON.

        Args:
            allowed: The names of changes that are allowed.
        """
        return {
            "old": version(self.old),
            "new": version(self.new),
            "same": self.same,
            "settled": self.settled,
            "answered_apart": list(self.apart),
            "outcomes": [change.to_dict() for change in self.outcomes],
            "recommendations": [item.to_dict() for item in self.exchanges],
            "edits": [
                {"part": e.part, "id": e.id, "edit": e.edit, "keys": list(e.keys)}
                for e in self.edits
            ],
            "not_allowed": list(self.refused(allowed)),
        }


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
        TriageError: Nobody can answer both trees, or their scales rank the same levels
            in another order.
        ProofMismatch: Walking does not confirm what the proof says.

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
    solver = Solver(Gates(), Budget(seconds))
    comparer = Comparer(old, new, solver, progress)
    outcomes, all_outcomes = gathered(comparer.changes())
    exchanges, all_exchanges = gathered(comparer.exchanges())
    settled = all_outcomes and all_exchanges
    found = Changes(old, new, outcomes, exchanges, edits, settled)
    if not found.same:
        return found
    somebody = solver.finds(*comparer.valid)
    if somebody is UNKNOWN:
        return attrs.evolve(found, settled=False)
    if not somebody:
        raise TriageError(nobody(found))
    return found


def order(tree: Tree, other: Tree) -> list[str]:
    """Return the levels of a tree that another has too, the lowest first."""
    known = {level.id for level in other.levels}
    return [level.id for level in tree.levels if level.id in known]


def nobody(changes: Changes) -> str:
    message = "nobody can answer both trees, so they cannot be compared"
    names = ", ".join(f"`{name}`" for name in changes.apart)
    if names:
        return f"{message}: they allow different answers to {names}"
    return f"{message}: what they assume does not go together"


Found = TypeVar("Found", Change, Exchange)


def gathered(found: Iterator[Found | Unknown]) -> tuple[tuple[Found, ...], bool]:
    """Return what is found, and whether that is all: there may be more, or no time."""
    kept: list[Found] = []
    for item in islice(found, LIMITS.changes):
        if item is UNKNOWN:
            return tuple(kept), False
        kept.append(item)
    return tuple(kept), len(kept) < LIMITS.changes


class Comparer:
    """Compare two trees, over the patients who can answer both."""

    def __init__(
        self,
        old: Tree,
        new: Tree,
        solver: Solver | None = None,
        progress: Callable[[int, int], object] = lambda _done, _total: None,
    ) -> None:
        self.solver = solver or Solver(Gates())
        self.progress = progress
        self.done = 0
        self.gates = self.solver.gates
        self.old = confirmed(encode(old, Variables(self.gates, old.questions)))
        self.new = confirmed(encode(new, Variables(self.gates, new.questions)))
        self.sides = self.old, self.new
        for fact in self.foreign():
            self.gates.rule([fact], -self.gates.literal(fact))

    def foreign(self) -> Iterator[Given]:
        """Yield answers to questions of both trees that only one of them takes."""
        old, new = self.old.tree.questions, self.new.tree.questions
        for name in old:
            if name in new and key_of(old[name]) == key_of(new[name]):
                one, other = self.facts(name)
                for fact in (*one, *other):
                    if isinstance(fact, Given) and not (fact in one and fact in other):
                        yield fact

    def facts(self, name: str) -> list[list[Given | Number]]:
        return [side.variables.facts[name] for side in self.sides]

    @cached_property
    def valid(self) -> tuple[int, ...]:
        """What holds of patients who can answer both trees."""
        apart = answered_apart(self.old.tree, self.new.tree)
        facts = (fact for name in apart for side in self.facts(name) for fact in side)
        rules = dict.fromkeys(map(self.gates.rule_of, facts))
        return self.old.valid, self.new.valid, *rules

    @property
    def total(self) -> int:
        told = {*self.old.told, *self.new.told}
        return 1 + len(self.old.tree.levels) + len(self.old.ends) + len(told)

    def begin_next(self) -> None:
        self.progress(self.done, self.total)
        self.done += 1

    def changes(self) -> Iterator[Change | Unknown]:
        """Yield each change of outcome that is possible, with a patient.

        Each level and each ending is looked at by itself, which is easier than all.
        When the time is up, that is the last.
        """
        seen: dict[tuple[Result, Result], int] = {}
        for part, name, literal in self.losable():
            self.begin_next()
            search = self.search(loses(part, name, seen), literal)
            while (found := search.ask(*seen.values())) is not None:
                if found is UNKNOWN:
                    yield UNKNOWN
                    return
                change = self.change(search, found)
                pair = change.before, change.after
                seen[pair] = -self.gates.every(map(has_result, self.sides, pair))
                yield change

    def losable(self) -> Iterator[tuple[str, str, int]]:
        """Yield each level and ending, and whether a patient has it no more."""
        old, new = self.sides
        for level in ranks(old.tree):
            losing = [at_level(old, level), -at_level(new, level)]
            yield "urgency", level, self.gates.every(losing)
        for end, one in old.ends.items():
            yield "end", end, self.gates.every([one, -new.ends.get(end, FALSE)])

    def change(self, search: Search, found: Walked) -> Change:
        """Return a change, with the simplest patient who shows it."""
        pair = results(*found)
        same = attrs.evolve(search, shows=lambda *both: results(*both) == pair)
        return Change(*pair, self.direction(*pair), *patients(same.shrink(found)))

    def direction(self, before: Result, after: Result) -> Direction:
        """Return whether an outcome became less urgent, by the levels of both trees.

        With a level that only one of them knows, nobody can tell: it may be.
        """
        old, new = ranks(self.old.tree), ranks(self.new.tree)
        if before.urgency == after.urgency:
            return "aside"
        if not {before.urgency, after.urgency} <= old.keys() & new.keys():
            return "down"
        return "down" if new[after.urgency] < new[before.urgency] else "up"

    def exchanges(self) -> Iterator[Exchange | Unknown]:
        for name in dict.fromkeys([*self.old.told, *self.new.told]):
            self.begin_next()
            for lost in (True, False):
                found = self.exchange(name, lost=lost)
                if found is not None:
                    yield found
                if found is UNKNOWN:
                    return

    def exchange(self, name: str, *, lost: bool) -> Exchange | Unknown | None:
        before, after = (side.told.get(name, FALSE) for side in self.sides)
        if before == after:
            return None

        def shows(old: Outcome, new: Outcome) -> bool:
            got = name in old.here.told, name in new.here.told
            return got == (lost, not lost)

        wanted = (before, -after) if lost else (-before, after)
        found = self.search(shows, *wanted).find()
        if found is None or found is UNKNOWN:
            return found
        giver = self.sides[0 if lost else 1].tree.recommendations[name]
        return Exchange(name, lost, giver.warning, *found)

    def search(self, shows: Callable[..., bool], *wanted: int) -> Search:
        wanted = (*self.valid, *wanted)
        about = "what changes for the patients"
        return Search(self.solver, about, self.sides, wanted, shows, self.movable)

    @cached_property
    def movable(self) -> tuple[Question, ...]:
        """The questions that only one tree has, or both in one form."""
        old, new = self.old.tree.questions, self.new.tree.questions
        alone = [q for q in new.values() if q.id not in old]
        alike = [q for q in old.values() if q.id not in new or takes(q, new[q.id])]
        return (*alike, *alone)


def takes(one: Question, other: Question) -> bool:
    """Whether two questions take the same answers, the usual one included."""
    return (one.keys, one.ordinary) == (other.keys, other.ordinary) and (
        answers_of(one) == answers_of(other)
    )


def answered_apart(old: Tree, new: Tree) -> tuple[str, ...]:
    """Return the questions of two trees to which they allow different answers."""
    return tuple(
        name
        for name, question in old.questions.items()
        if name in new.questions
        and answers_of(question) != answers_of(new.questions[name])
    )


def answers_of(question: Question) -> tuple[object, ...]:
    """Return what can be answered to a question, in any order."""
    return key_of(question), frozenset(question.keys), question.range


def ranks(tree: Tree) -> dict[str, int]:
    """Return the place of each level on the scale; of none, below all."""
    return {"": -1} | {level.id: level.rank for level in tree.levels}


def results(old: Outcome, new: Outcome) -> tuple[Result, Result]:
    return Result.of(old.tree, old.trace), Result.of(new.tree, new.trace)


def loses(
    part: str, name: str, seen: Container[tuple[Result, Result]]
) -> Callable[[Outcome, Outcome], bool]:
    """Return what says whether outcomes lose a level or an end, in no way seen yet."""

    def shows(old: Outcome, new: Outcome) -> bool:
        pair = results(old, new)
        had = [getattr(result, part) == name for result in pair]
        return had == [True, False] and pair not in seen

    return shows


def at_level(encoding: Encoding, name: str) -> int:
    """Return whether the urgency is a level, and no higher."""
    rank = ranks(encoding.tree).get(name)
    return FALSE if rank is None else encoding.at_rank(rank)


def has_result(encoding: Encoding, wanted: Result) -> int:
    end = encoding.ends.get(wanted.end, FALSE)
    return encoding.gates.every([at_level(encoding, wanted.urgency), end])
