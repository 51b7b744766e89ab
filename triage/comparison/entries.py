"""Entries: what a comparison tells, each with its cause, its people and its name."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, cast

import attrs

from triage.base.limits import LIMITS
from triage.base.question import Question
from triage.comparison.alignment import Alignment
from triage.comparison.aspects import Told, Turned, aspects
from triage.comparison.causes import CHANGES, Cause
from triage.comparison.details import Detail, Leveled, Part
from triage.comparison.hybrids import Hybrids
from triage.comparison.merge import Set
from triage.comparison.region import Extent, extent, identity
from triage.comparison.results import Result, ranks
from triage.comparison.switch import Switch, domain
from triage.engine.outcome import Outcome
from triage.model.tree import Tree
from triage.verify.counterexample import Patient, ProofMismatch, Search, Walked
from triage.verify.explain import Story
from triage.verify.solver import UNKNOWN

if TYPE_CHECKING:
    from triage.base.shapes import ChangeJSON, EntryJSON, ExchangeJSON, RetoldJSON, Seen

Direction: TypeAlias = Literal["down", "up", "aside"]
"""Whether an outcome became (or may be) less urgent, more urgent, or another one."""

MOST_EXTENTS = 4
"""How many questions of one entry are looked at for the numbers they have in it."""


@attrs.frozen(kw_only=True)
class Entry:
    """Tell of patients who are told something else because of some edits.

    Args:
        cause: The edits: a least set of them that suffices.
        old: One of the patients, in the old tree; None for advice that is no warning.
        new: The same, in the new tree.
        numbers: Which numbers they may answer, where not all.
        id: A hash of the edits, of what changes and of whom: that is what is allowed.
        in_full: Whether the patient is as ordinary as can be, and told of in the text.
    """

    cause: tuple[Switch, ...] = ()
    old: Patient | None = None
    new: Patient | None = None
    numbers: tuple[Extent, ...] = ()
    id: str = ""
    in_full: bool = True

    def named(self, what: str) -> str:
        """Return what it is called where it is allowed: where, what, and its hash."""
        where = "+".join(dict.fromkeys(switch.place for switch in self.cause))
        return f"{where}:{what}#{self.id}" if self.id else what

    @property
    def reinterprets(self) -> bool:
        """Whether a question of the cause is another one now, under the same name."""
        return any(switch.reinterprets for switch in self.cause)

    def about(self) -> "EntryJSON":
        return {
            "cause": [switch.to_dict() for switch in self.cause],
            "numbers": [item.to_dict() for item in self.numbers],
            "patient": None if self.old is None else Story(self.old).to_dict(),
            "patient_now": None if self.new is None else Story(self.new).to_dict(),
            "in_full": self.in_full,
        }


@attrs.frozen(kw_only=True)
class Change(Entry):
    """Tell of patients whose outcome changes because of some edits.

    Args:
        before: The outcome in the old tree.
        after: The outcome in the new tree.
        direction: Whether it became less urgent.
    """

    before: Result
    after: Result
    direction: Direction

    @property
    def name(self) -> str:
        """What this change is called where it is allowed.

        >>> from triage.comparison import Change, Result
        >>> before, after = Result("same_day", "done"), Result("soon", "done")
        >>> Change(before=before, after=after, direction="down").name
        'same_day/done:soon/done'
        """
        return self.named(f"{self.before}:{self.after}")

    @property
    def is_lower(self) -> bool:
        """Whether it has to be allowed by name."""
        return self.direction == "down" or self.reinterprets

    def to_dict(self) -> "ChangeJSON":
        """Return the change as JSON."""
        return {
            "name": self.name,
            "direction": self.direction,
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            **self.about(),
        }


@attrs.frozen(kw_only=True)
class Exchange(Entry):
    """Tell of patients who get a recommendation in one tree and not in the other.

    Args:
        recommendation: Its id.
        lost: Whether it is the new tree that does not give it.
        warning: Whether it is a warning.
    """

    recommendation: str
    lost: bool
    warning: bool

    @property
    def name(self) -> str:
        """What this exchange is called where it is allowed."""
        return self.named(f"{'lost' if self.lost else 'gained'}/{self.recommendation}")

    @property
    def is_lower(self) -> bool:
        """Whether it has to be allowed by name."""
        return self.warning and (self.lost or self.reinterprets)

    def to_dict(self) -> "ExchangeJSON":
        """Return the exchange as JSON."""
        return {
            "name": self.name,
            "recommendation": self.recommendation,
            "lost": self.lost,
            "warning": self.warning,
            **self.about(),
        }


@attrs.frozen(kw_only=True)
class Retold(Entry):
    """Tell of patients to whom something beside an outcome is told otherwise.

    It is named once, with one cause of it, of all whom it concerns.

    Args:
        part: What it is: the ``level`` of advice, the ``order`` of advice of one level,
            a ``value`` that is shown, or a ``text`` of advice.
        of: The id of the recommendation or the value; of the order, nothing.
        before: What the patient was told: the level, the ids of the advice in order,
            the value, or the words.
        after: What the patient is told.
        is_lower: Whether it has to be allowed by name: all but a higher level.
    """

    part: Part
    of: str
    before: "Seen"
    after: "Seen"
    is_lower: bool

    @property
    def name(self) -> str:
        """What it is called where it is allowed."""
        return self.named("/".join(filter(None, [self.part, self.of])))

    def to_dict(self) -> "RetoldJSON":
        """Return it as JSON."""
        return {
            "name": self.name,
            "part": self.part,
            "id": self.of,
            "before": self.before,
            "after": self.after,
            **self.about(),
        }


E = TypeVar("E", Change, Exchange, Retold)


class Entries:
    """Make entries of causes: the simplest patient of each, the numbers, the hash."""

    def __init__(
        self, hybrids: Hybrids, old: Tree, new: Tree, names: Alignment
    ) -> None:
        self.hybrids = hybrids
        self.trees = old, new
        self.renamed = names.renamed
        self.movable = tuple(movable(hybrids))

    def of(
        self, causes: Iterable[Cause]
    ) -> tuple[tuple[Change, ...], tuple[Exchange, ...], tuple[Retold, ...]]:
        """Return the entries of some causes, the worst first."""
        changes: list[tuple[Change, Cause]] = []
        exchanges: list[tuple[Exchange, Cause]] = []
        retold: list[tuple[Retold, Cause]] = []
        for cause in causes:
            match cause.aspect:
                case Turned() as turned:
                    changes.append((self.change(turned), cause))
                case Told() as told:
                    exchanges.append((self.exchange(told), cause))
                case detail:
                    retold.append((self.retold(detail), cause))
        again = self.entries(retold, lambda item: not item.is_lower)
        return (
            self.entries(changes, self.badness),
            self.entries(exchanges, lambda item: (not item.warning, not item.lost)),
            tuple(map(self.of_everybody, again, (cause for _, cause in retold))),
        )

    def entries(
        self, found: list[tuple[E, Cause]], badness: Callable[[E], Any]
    ) -> tuple[E, ...]:
        """Return entries, the worst first; of those that are told in full, the people.

        Of the others it is somebody whom the search met, as unusual as they come.
        """
        found.sort(key=lambda pair: badness(pair[0]))
        return tuple(
            self.filled(attrs.evolve(empty, in_full=number < LIMITS.in_full), cause)
            for number, (empty, cause) in enumerate(found)
        )

    def badness(self, change: Change) -> tuple[int, int, int]:
        """Return what sorts changes: the worst drop first, from the most urgent."""
        rank = ranks(self.hybrids.old.tree)  # of both trees, once they are aligned
        before, after = rank[change.before.urgency], rank[change.after.urgency]
        return (
            {"down": 0, "aside": 1, "up": 2}[change.direction],
            after - before,
            -before,
        )

    def change(self, turned: Turned) -> Change:
        before, after = turned.before, turned.after
        direction = self.direction(before.urgency, after.urgency)
        return Change(before=before, after=after, direction=direction)

    def exchange(self, told: Told) -> Exchange:
        is_warning = self.hybrids.is_warning(told)
        name, lost = told.recommendation, told.lost
        return Exchange(recommendation=name, lost=lost, warning=is_warning)

    def retold(self, detail: Detail) -> Retold:
        lower = True
        if isinstance(detail, Leveled):
            lower = self.direction(detail.before, detail.after) == "down"
        return Retold(
            part=detail.part, of=detail.of, before="", after="", is_lower=lower
        )

    def direction(self, before: str, after: str) -> Direction:
        """Return whether a level became less urgent, by the scales of both trees.

        With a level that only one of them knows, nobody can tell: it may be.
        """
        old, new = map(ranks, self.trees)
        if before == after:
            return "aside"
        if not {before, after} <= old.keys() & new.keys():
            return "down"
        return "down" if new[after] < new[before] else "up"

    def switches(self, on: Set) -> tuple[Switch, ...]:
        return tuple(self.hybrids.merge.switches[number] for number in sorted(on))

    def filled(self, empty: E, cause: Cause) -> E:
        """Return an entry with its cause, one of its people, and its identity."""
        hybrids: Hybrids = self.hybrids
        switches: tuple[Switch, ...] = self.switches(cause.on)
        if not hybrids.has_people(cause.aspect):
            return attrs.evolve(empty, cause=switches)
        hybrids.refresh()
        old, new = self.patients(cause, simplest=empty.in_full)
        wanted = (*hybrids.valid, cause.region)
        what = [*(switch.content for switch in switches), cause.aspect.name]
        return attrs.evolve(
            empty,
            cause=switches,
            old=old,
            new=new,
            numbers=tuple(self.numbers(switches, wanted)),
            id=identity(hybrids.gates, what, wanted),
        )

    def of_everybody(self, found: Retold, cause: Cause) -> Retold:
        """Return an entry of all to whom it is told otherwise, by whichever edits."""
        hybrids, detail = self.hybrids, cast("Detail", cause.aspect)
        edits = [switch.content for switch in hybrids.merge.switches]
        everybody = (*hybrids.valid, hybrids.holds(detail))
        seen = (detail.seen(one.outcome) for one in (found.old, found.new) if one)
        before, after = seen
        name = identity(hybrids.gates, [*edits, detail.name], everybody)
        return attrs.evolve(found, before=before, after=after, id=name)

    def patients(self, cause: Cause, *, simplest: bool) -> tuple[Patient, Patient]:
        """Return one of the patients whom a cause concerns, in both trees.

        Raises:
            ProofMismatch: Walking does not say so of whom the proof found.
        """
        hybrids, aspect = self.hybrids, cause.aspect

        def shows(old: Outcome, new: Outcome) -> bool:
            found = aspects(old, new, hybrids.details)
            return aspect in found and hybrids.is_cause(cause.on, aspect, old, new)

        wanted = (*hybrids.valid, cause.region)
        search = Search(
            hybrids.solver, CHANGES, hybrids.sides, wanted, shows, self.movable
        )
        found = search.ask() if simplest else UNKNOWN
        if found is None:
            raise ProofMismatch(hybrids.merge.new, CHANGES)
        if found is UNKNOWN:  # whom the search met is one of them too
            found = search.walk([cause.answers, cause.answers])
        if simplest:
            found = search.shrink(self.heard(search, found))
        old, new = (one.answers for one in found)
        names = {name: self.renamed.get(name, name) for name in self.trees[0].questions}
        answers = {name: old[was] for name, was in names.items()}
        theirs = {name: new[name] for name in self.trees[1].questions}
        return Patient(self.trees[0], answers), Patient(self.trees[1], theirs)

    def heard(self, search: Search, found: Walked) -> Walked:
        """Return the same patients, who answer as usual what neither tree asks.

        That is one trial for most of what there is to try.
        """
        asked = {name for one in found for name in one.trace.asked}
        usually = {q.id: q.usual for q in self.movable if q.id not in asked}
        people = [
            {n: usually.get(n, a) for n, a in one.answers.items()} for one in found
        ]
        walked = search.walk(people)
        return walked if search.confirms(walked) else found

    def numbers(
        self, switches: tuple[Switch, ...], wanted: tuple[int, ...]
    ) -> Iterator[Extent]:
        hybrids = self.hybrids
        known = {was: name for name, was in self.renamed.items()}
        names = dict.fromkeys(x for switch in switches for x in switch.looks_at)
        pairs = [
            (side, side.tree.questions[name])
            for name in names
            for side in hybrids.sides
            if name in side.tree.questions
        ]
        found = {q.id: (side, q) for side, q in pairs if q.is_number}
        for side, question in islice(found.values(), MOST_EXTENTS):
            item = extent(hybrids.solver, side, question, wanted)
            if item is not None:
                yield attrs.evolve(item, question=known.get(item.question, question.id))


def movable(hybrids: Hybrids) -> Iterator[Question]:
    """Yield the questions that only one tree has, or both in one form."""
    old, new = (side.tree.questions for side in hybrids.sides)
    for question in {**old, **new}.values():
        other = old.get(question.id, question)
        if domain(question) == domain(other) and question.ordinary == other.ordinary:
            yield question
