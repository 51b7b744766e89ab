"""Symbolic walk: a tree as gates, where every possible patient goes, each told what.

It follows ``engine.walk`` step by step, for all patients at once, and grows with the
tree, not with its paths. A step is reached when one of the ways to it is taken; a way
is taken when its step is reached, no way before it holds, and it does. What was asked
and how urgent it is by now are running sums over the steps in their order: those of
them that a patient reaches are that path.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any

import attrs

from triage.base.answer import UNSURE
from triage.base.immutable import immutable
from triage.engine.outcome import Outcome
from triage.language.ast import Condition
from triage.language.lower import Lowering
from triage.language.rows import conjuncts
from triage.model.traversal import Place, advice_sites
from triage.model.tree import DONE, Advice, Recommendation, Step, Tree, Way
from triage.verify import ratios, sums
from triage.verify.circuit import FALSE, TRUE, Gates
from triage.verify.ratios import Exact
from triage.verify.sums import Amount
from triage.verify.variables import Variables


@immutable
class GateAlgebra:
    """Be the algebra of what is so at one point of a tree, for every patient.

    That is what was asked and skipped by now, the ranks that the urgency reaches, and
    of an outcome what is told and how it ends. ``in_full``, every question counts as
    answered, asked or not.
    """

    tree: Tree
    variables: Variables
    asked: Callable[[str], int]
    skipped: Mapping[str, int]
    ranks: tuple[int, ...] = ()
    told: Mapping[str, int] = attrs.Factory(dict)
    endings: Mapping[str, int] = attrs.Factory(dict)
    passed: Mapping[str, int] = attrs.Factory(lambda s: s.skipped, takes_self=True)
    in_full: bool = attrs.field(default=False, kw_only=True)

    total = staticmethod(ratios.total)
    one_if = staticmethod(sums.one_if)
    times = staticmethod(ratios.times)
    divided = staticmethod(ratios.divided)
    rounded = staticmethod(ratios.rounded)
    calendar = staticmethod(ratios.calendar)

    @property
    def gates(self) -> Gates:
        return self.variables.gates

    def constant(self, holds: bool) -> int:  # noqa: FBT001
        return TRUE if holds else FALSE

    def every(self, items: list[int]) -> int:
        return self.gates.every(items)

    def some(self, items: list[int]) -> int:
        return self.gates.some(items)

    def negate(self, item: int) -> int:
        return -item

    def below(self, item: Exact) -> int:
        return ratios.at_most(self.gates, item, -1)

    def at_most(self, item: Exact) -> int:
        return ratios.at_most(self.gates, item, 0)

    def smaller(self, one: Exact, other: Exact) -> Exact:
        return ratios.smaller(self.gates, one, other)

    def larger(self, one: Exact, other: Exact) -> Exact:
        return ratios.larger(self.gates, one, other)

    def choose(self, test: int, then: Exact, other: Exact) -> Exact:
        return ratios.choose(self.gates, test, then, other)

    def shared(self, _key: tuple[str, int], item: Any) -> Any:
        """Return an item as it is: equal gates are one gate."""
        return item

    def counts(self, question: str) -> int:
        return TRUE if self.in_full else self.asked(question)

    def answered(self, question: str, answer: str) -> int:
        return self.gates.every([self.counts(question), self.says(question, answer)])

    def open(self, question: str) -> int:
        unsure = self.says(question, UNSURE)
        return self.gates.some([-self.counts(question), unsure])

    def put(self, question: str) -> int:
        passed = self.passed.get(question, FALSE)
        return self.gates.every([self.asked(question), -passed])

    def says(self, question: str, answer: str) -> int:
        """Return whether the answer given, or counted instead, has a word."""
        given = self.variables.word(question, answer)
        skipped = self.skipped.get(question, FALSE)
        if skipped == FALSE:
            return given
        instead = self.tree.guards[question].otherwise
        holds = answer in instead if isinstance(instead, tuple) else answer == instead
        return self.gates.either(skipped, self.constant(holds), given)

    def least(self, question: str) -> Amount:
        return self.number(question, 0)

    def greatest(self, question: str) -> Amount:
        return self.number(question, 1)

    def number(self, name: str, end: int) -> Amount:
        return sums.picked(self.cases(name, end))

    def cases(self, name: str, end: int) -> list[tuple[int, Any]]:
        """Return what a number is in each case; when open, one end of its range."""
        question = self.tree.questions[name]
        skipped, vague = self.skipped.get(name, FALSE), self.open(name)
        bound = question.range[end]
        cases: list[tuple[int, Any]] = [(vague, bound)]
        if skipped != FALSE:
            instead = self.tree.guards[name].otherwise
            if not isinstance(instead, str | tuple):
                bound = question.scaled(instead)
            cases.append((self.gates.every([-vague, skipped]), bound))
        own = self.gates.every([-vague, -skipped])
        return [*cases, (own, self.variables.number(name))]

    def urgent(self, rank: int) -> int:
        return self.ranks[rank] if rank < len(self.ranks) else FALSE

    def advised(self, recommendation: str) -> int:
        return self.told.get(recommendation, FALSE)

    def ends(self, recommendation: str) -> int:
        return self.endings.get(recommendation, FALSE)

    @property
    def lowering(self) -> Lowering[int, Exact]:
        return Lowering(self, self.tree.questions, self.tree.values)


@immutable
class Heard:
    """Hold what a person is asked in one way of asking, of each question that matters.

    Args:
        asked: Whether it is put to the person, or passed over.
        passed: Whether it is passed over because of its ``only_if``.
        comes: Whether it comes up at a step, by step and question.
    """

    asked: Mapping[str, int]
    passed: Mapping[str, int]
    comes: Mapping[tuple[str, str], int]


@immutable
class Encoding:
    """Hold a tree as gates: each field is about every possible patient.

    Args:
        takes: Whether each way is taken, by its number.
        opens: Whether each way would be taken, were it the first.
        collects: Whether each piece of advice is collected, by its place.
        skipped: Whether each question is passed over because of its ``only_if``.
        urgent: Whether the urgency reaches each rank in the end.
        ends: Whether the walk ends by going to each recommendation, or ``done``.
        told: Whether each recommendation is among those of the decision.
        valid: Whether what the tree assumes of every patient holds.
        drawn: Patients by whom it was checked, walked; none where it was not.
    """

    tree: Tree
    variables: Variables
    reach: Mapping[str, int]
    takes: tuple[int, ...]
    opens: tuple[int, ...]
    collects: Mapping[Place, int]
    asked: Mapping[str, int]
    skipped: Mapping[str, int]
    urgent: tuple[int, ...]
    ends: Mapping[str, int]
    told: Mapping[str, int]
    valid: int
    drawn: tuple[Outcome, ...] = ()

    @property
    def gates(self) -> Gates:
        return self.variables.gates

    @property
    def outcome(self) -> tuple[int, ...]:
        """What an outcome consists of: the urgency, the ending, and what is told."""
        return (*self.urgent, *self.ends.values(), *self.told.values())

    def at_rank(self, rank: int) -> int:
        """Return whether the urgency is of a rank, -1 for none, and no higher."""
        urgent = (TRUE, *self.urgent, FALSE)
        return self.gates.every([urgent[rank + 1], -urgent[rank + 2]])

    def pair(
        self,
        condition: Condition,
        heard: Heard | None = None,
        *,
        in_full: bool = True,
    ) -> tuple[int, int]:
        """Return whether a condition about a patient is certain, and possible.

        It is about the outcome, and every question counts as answered; if not
        ``in_full``, those that the path asked. What was asked is what a walk takes,
        unless it is said what was heard.
        """
        return self.lowering(heard, in_full=in_full).condition(condition)

    def lowering(
        self, heard: Heard | None = None, *, in_full: bool
    ) -> Lowering[int, Exact]:
        asked, passed = self.asked, self.skipped
        if heard is not None:
            asked, passed = heard.asked, heard.passed
        return GateAlgebra(
            self.tree,
            self.variables,
            asked.__getitem__,
            self.skipped,
            self.urgent,
            self.told,
            self.ends,
            passed,
            in_full=in_full,
        ).lowering

    @cached_property
    def gathered(self) -> dict[str, list[tuple[int, int]]]:
        """Where each recommendation is collected: at which place in order, by whom."""
        found = defaultdict[str, list[tuple[int, int]]](list)
        for number, (name, literal) in enumerate(self.collected):
            found[name].append((number, literal))
        return found

    @property
    def collected(self) -> Iterator[tuple[str, int]]:
        """What is collected, in its order on every path, and of whom."""
        for step in self.tree.steps.values():
            for site in advice_sites([step]):
                yield site.advice.recommendation, self.collects[site.place]
            yield from ((way.to, self.takes[way.number]) for way in step.ways)

    def holds(self, condition: Condition | None, heard: Heard | None = None) -> int:
        """Return whether a plain condition about a patient and its outcome holds."""
        return TRUE if condition is None else self.pair(condition, heard)[0]


@attrs.define
class Arrival:
    """Say what was asked of the patients who come to a step, its own page included.

    Args:
        running: Whether each question was asked by now, by anybody.
        must: The questions that all of them were asked.
        may: The questions that some of them were asked.
    """

    running: Mapping[str, int]
    bits: Mapping[str, int]
    must: int = 0
    may: int = 0

    def asked(self, question: str) -> int:
        bit = self.bits[question]
        if self.must & bit:
            return TRUE
        return self.running[question] if self.may & bit else FALSE

    def meet(self, other: "Arrival | None") -> "Arrival":
        """Return what was asked of patients who leave here or come from elsewhere."""
        must, may = self.must, self.may | self.must
        if other is not None:
            must, may = must & other.must, may | other.may
        return Arrival(self.running, self.bits, must, may)


class Encoder:
    def __init__(self, tree: Tree, variables: Variables) -> None:
        self.tree = tree
        self.variables = variables
        self.gates = variables.gates
        self.arriving: dict[str, list[int]] = {tree.first: [TRUE]}
        self.arrivals: dict[str, Arrival] = {}
        self.bits = {name: 1 << n for n, name in enumerate(tree.questions)}
        self.reach: dict[str, int] = {}
        self.takes: list[int] = []
        self.opens: list[int] = []
        self.collects: dict[Place, int] = {}
        self.asked = dict.fromkeys(tree.questions, FALSE)
        self.skipped = dict.fromkeys(tree.questions, FALSE)
        self.urgent = [FALSE] * len(tree.levels)

    def encoded(self) -> Encoding:
        for step in self.tree.steps.values():
            self.encode_step(step)
        recommendations, gates = self.tree.recommendations, self.gates
        ends = {
            name: gates.some(self.arriving.get(name, []))
            for name in (*recommendations, DONE, "")
        }
        ranked = [(item.rank, ends[item.id]) for item in recommendations.values()]
        urgent = [
            gates.some([by_now, *(end for own, end in ranked if own >= rank)])
            for rank, by_now in enumerate(self.urgent)
        ]
        encoding = Encoding(
            tree=self.tree,
            variables=self.variables,
            reach=self.reach,
            takes=tuple(self.takes),
            opens=tuple(self.opens),
            collects=self.collects,
            asked=self.asked,
            skipped=self.skipped,
            urgent=tuple(urgent),
            ends=ends,
            told=self.told(ends),
            valid=TRUE,
        )
        assumed = (encoding.pair(condition)[1] for condition in self.tree.assume)
        return attrs.evolve(encoding, valid=gates.every(assumed))

    def encode_step(self, step: Step) -> None:
        here = self.gates.some(self.arriving.get(step.id, []))
        self.reach[step.id] = here
        arrival = self.arrivals.pop(step.id, Arrival(self.asked, self.bits))
        self.ask(step, here, arrival)
        self.collect(step.id, step.advise, here, arrival)
        self.lead_on(step, here, arrival)
        for name in step.ask:
            self.asked[name] = self.gates.some([self.asked[name], here])

    def ask(self, step: Step, here: int, arrival: Arrival) -> None:
        """Ask a page: a question that was asked is not asked again, or is skipped."""
        for name in step.ask:
            guard, before = self.tree.guards.get(name), arrival.asked(name)
            if guard is not None and before != TRUE:
                wanted = self.lowering(arrival).plain(guard.when)
                skips = self.gates.every([here, -before, -wanted])
                self.skipped[name] = self.gates.some([self.skipped[name], skips])
            arrival.must |= self.bits[name]

    def lowering(
        self, arrival: Arrival, tree: Tree | None = None
    ) -> Lowering[int, Exact]:
        """Return how conditions are judged on arrival, in this tree or one like it."""
        return GateAlgebra(
            tree or self.tree,
            self.variables,
            self.asked_of(arrival),
            self.skipped,
            tuple(self.urgent),
        ).lowering

    def asked_of(self, arrival: Arrival) -> Callable[[str], int]:
        """Return what says whether a question was asked of whoever arrives."""
        return arrival.asked

    def collect(
        self, where: str | int, advise: tuple[Advice, ...], here: int, arrival: Arrival
    ) -> None:
        for index, item in enumerate(advise):
            when = item.when
            holds = TRUE if when is None else self.lowering(arrival).plain(when)
            taken = self.gates.every([here, holds])
            self.collects[where, index] = taken
            rank = self.tree.recommendations[item.recommendation].rank
            for lower in range(rank + 1):
                self.urgent[lower] = self.gates.some([self.urgent[lower], taken])

    def lead_on(self, step: Step, here: int, arrival: Arrival) -> None:
        left = here
        for way, holds in opening(step, self.lowering(arrival)):
            taken = self.gates.every([left, holds])
            left = self.gates.every([left, -holds])
            self.opens.append(holds)
            self.takes.append(taken)
            self.arriving.setdefault(way.to, []).append(taken)
            self.arrivals[way.to] = arrival.meet(self.arrivals.get(way.to))
        for way in step.ways:
            self.collect(way.number, way.advise, self.takes[way.number], arrival)

    def told(self, ends: Mapping[str, int]) -> dict[str, int]:
        collected = {name: [ends[name]] for name in self.tree.recommendations}
        for site in advice_sites(self.tree.steps.values()):
            collected[site.advice.recommendation].append(self.collects[site.place])
        got = {name: self.gates.some(items) for name, items in collected.items()}
        return shown(self.tree, self.gates, got)


def opening(step: Step, lowering: Lowering[int, Exact]) -> Iterator[tuple[Way, int]]:
    """Yield the ways of a step, and whether each would be taken, were it the first."""
    plain = cache(lowering.plain)  # rows of a table have cells in common
    every = lowering.algebra.every
    for way in step.ways:
        if way.answer and way is not step.ways[-1]:
            yield way, lowering.algebra.answered(step.ask[0], way.answer)
        elif step.table:
            yield way, every([*map(plain, conjuncts(way.when))])
        else:
            yield way, TRUE if way.when is None else plain(way.when)


def shown(tree: Tree, gates: Gates, got: Mapping[str, int]) -> dict[str, int]:
    """Return whether each recommendation is shown: not beside one that is alone."""
    items = tree.recommendations.values()

    def is_shown(item: Recommendation) -> int:
        above = [x for x in items if x.alone and x.rank >= item.rank]
        hidden = [] if item.warning or item.alone else above
        return gates.every([got[item.id], *(-got[x.id] for x in hidden)])

    return {item.id: is_shown(item) for item in items}


def encode(tree: Tree, variables: Variables) -> Encoding:
    return Encoder(tree, variables).encoded()
