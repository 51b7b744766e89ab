"""Comparing: who is told something else when a tree changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import Literal, TypeAlias, TypeVar

import attrs

from triage.base.exceptions import TriageError
from triage.base.question import Answer, Question
from triage.engine.outcome import Outcome
from triage.model.diff import Difference, differences
from triage.model.tree import Tree
from triage.verify.circuit import FALSE, TRUE, Assignment, Gates, Given, Number
from triage.verify.counterexample import Patient, simplest_pair
from triage.verify.encode import Encoding, encode
from triage.verify.solver import SECONDS, OutOfTime, Solver
from triage.verify.variables import Answers, key_of

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

        >>> from triage.verify.equivalence import Change, Result
        >>> before, after = Result("same_day", "done"), Result("soon", "done")
        >>> Change(before, after, "down", None, None).name
        'same_day/done:soon/done'
        """
        return f"{self.before}:{self.after}"


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


class Comparer:
    """Compare two trees, over the patients who can answer both.

    Args:
        old: The tree as it was.
        new: The tree as it is.
        solver: Who answers questions; a new one, unless given.
        progress: Is told how many levels, endings and recommendations were looked at.
    """

    def __init__(
        self,
        old: Tree,
        new: Tree,
        solver: Solver | None = None,
        progress: Callable[[int], object] = lambda _: None,
    ) -> None:
        self.solver = solver or Solver(Gates())
        self.progress = progress
        self.done = 0
        self.gates = self.solver.gates
        self.old = encode(old, Answers(self.gates, old.questions))
        self.new = encode(new, Answers(self.gates, new.questions))
        for fact in self.foreign():
            self.gates.rule([fact], -self.gates.literal(fact))

    def foreign(self) -> Iterator[Given]:
        """Yield answers to questions of both trees that only one of them takes."""
        for name in self.shared_ids():
            old, new = self.facts(name)
            for fact in (*old, *new):
                if isinstance(fact, Given) and not (fact in old and fact in new):
                    yield fact

    def shared_ids(self) -> Iterator[str]:
        """Yield the questions of both trees that are of one type."""
        old, new = self.old.tree.questions, self.new.tree.questions
        for name in old:
            if name in new and key_of(old[name]) == key_of(new[name]):
                yield name

    def facts(self, name: str) -> list[list[Given | Number]]:
        """Return what answers to a question are made of, in each tree."""
        sides = self.old, self.new
        return [side.answers.facts(side.tree.questions[name]) for side in sides]

    @cached_property
    def valid(self) -> list[int]:
        """What holds of patients who can answer both trees."""
        apart = answered_apart(self.old.tree, self.new.tree)
        facts = (fact for name in apart for side in self.facts(name) for fact in side)
        rules = dict.fromkeys(map(self.gates.rule_of, facts))
        return [self.old.valid, self.new.valid, *rules]

    def changes(self) -> Iterator[Change]:
        """Yield each change of outcome that is possible, with a patient.

        Each level and each ending is looked at by itself, which is easier than all.
        """
        known: list[int] = []
        for lost in self.lost():
            self.begin_next()
            while (told := self.solver.ask(*self.valid, lost, *known)) is not None:
                one, other = self.old.answers.heard(told), self.new.answers.heard(told)
                pair = self.results(one, other)
                yield self.change(pair, one, other)
                known.append(-self.both(*pair))

    def begin_next(self) -> None:
        """Tell that the next level, ending or recommendation is looked at."""
        self.progress(self.done)
        self.done += 1

    @property
    def total(self) -> int:
        """How many levels, endings and recommendations there are to look at."""
        told = {*self.old.told, *self.new.told}
        return 1 + len(self.old.tree.levels) + len(self.old.ends) + len(told)

    def has_patients(self) -> bool:
        """Whether anybody can answer both trees."""
        return self.solver.finds(*self.valid)

    def lost(self) -> Iterator[int]:
        """Yield, for each level and ending, whether a patient has it no more."""
        sides = self.old, self.new
        for name in ("", *(level.id for level in self.old.tree.levels)):
            one, other = (at_level(side, name) for side in sides)
            yield self.gates.every([one, -other])
        for name in self.old.ends:
            one, other = (side.ends.get(name, FALSE) for side in sides)
            yield self.gates.every([one, -other])

    def both(self, before: Result, after: Result) -> int:
        """Return whether a patient has one outcome before and another after."""
        return self.gates.every(
            [is_result(self.old, before), is_result(self.new, after)]
        )

    def results(
        self, one: Mapping[str, Answer], other: Mapping[str, Answer]
    ) -> tuple[Result, Result]:
        """Return the outcomes of a patient in the old tree and in the new."""
        return result(self.old.tree, one), result(self.new.tree, other)

    def change(
        self,
        pair: tuple[Result, Result],
        one: Mapping[str, Answer],
        other: Mapping[str, Answer],
    ) -> Change:
        """Return a change, with the simplest patient who shows it."""
        old, new = self.simplest(one, other, lambda *both: self.results(*both) == pair)
        return Change(*pair, self.direction(*pair), old, new)

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

    def exchanges(self) -> Iterator[Exchange]:
        """Yield each recommendation that somebody loses or gains, with a patient."""
        for name in dict.fromkeys([*self.old.told, *self.new.told]):
            before, after = (
                side.told.get(name, FALSE) for side in (self.old, self.new)
            )
            self.begin_next()
            if before == after:
                continue
            for lost, wanted in ((True, (before, -after)), (False, (-before, after))):
                told = self.solver.ask(*self.valid, *wanted)
                if told is not None:
                    yield self.exchange(name, told, lost=lost)

    def exchange(self, name: str, told: Assignment, *, lost: bool) -> Exchange:
        """Return an exchange, with the simplest patient who shows it."""
        trees = self.old.tree, self.new.tree

        def shows(one: Mapping[str, Answer], other: Mapping[str, Answer]) -> bool:
            before = name in Outcome(trees[0], one).here.told
            after = name in Outcome(trees[1], other).here.told
            return (before, after) == (lost, not lost)

        old, new = self.simplest(
            self.old.answers.heard(told), self.new.answers.heard(told), shows
        )
        giver = trees[0] if lost else trees[1]
        return Exchange(name, lost, giver.recommendations[name].warning, old, new)

    def simplest(
        self,
        one: Mapping[str, Answer],
        other: Mapping[str, Answer],
        shows: Callable[[Mapping[str, Answer], Mapping[str, Answer]], bool],
    ) -> tuple[Patient, Patient]:
        """Return a patient in both trees, as ordinary as can be."""
        trees = self.old.tree, self.new.tree

        def still(one: Mapping[str, Answer], other: Mapping[str, Answer]) -> bool:
            outcomes = Outcome(trees[0], one), Outcome(trees[1], other)
            return all(o.is_possible for o in outcomes) and shows(one, other)

        found = simplest_pair(self.movable(), one, other, still)
        return Patient(trees[0], found[0]), Patient(trees[1], found[1])

    def movable(self) -> tuple[Question, ...]:
        """Return the questions that only one tree has, or both in one form."""
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


def result(tree: Tree, answers: Mapping[str, Answer]) -> Result:
    """Return the class of the outcome of a patient."""
    trace = Outcome(tree, answers).trace
    return Result(tree.level_id(trace.rank) or "", trace.end)


def at_level(encoding: Encoding, name: str) -> int:
    """Return whether the urgency is a level, and no higher."""
    rank = ranks(encoding.tree).get(name)
    if rank is None:
        return FALSE
    urgent = (TRUE, *encoding.urgent, FALSE)
    return encoding.gates.every([urgent[rank + 1], -urgent[rank + 2]])


def is_result(encoding: Encoding, wanted: Result) -> int:
    """Return whether a patient has an outcome of a class."""
    end = encoding.ends.get(wanted.end, FALSE)
    return encoding.gates.every([at_level(encoding, wanted.urgency), end])


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
