"""A tree as gates: where every possible patient goes, and what each is told.

The encoding grows with the tree, not with its paths. A step is reached when one of
the ways to it is taken; a way is taken when its step is reached, no way before it
holds, and it does. What was asked and how urgent it is by now are running sums over
the steps in their order: those of them that a patient reaches are that path.
"""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import or_
from typing import Any

import attrs

from triage.base.question import UNSURE
from triage.language.ast import Condition
from triage.language.lower import Lowering
from triage.model.traversal import Place, advice_sites
from triage.model.tree import DONE, Advice, Recommendation, Step, Tree, Way
from triage.verify.circuit import FALSE, TRUE, Gates
from triage.verify.sums import Amount, at_most, one_if, picked, total
from triage.verify.variables import Answers


class Facts:
    """Be the algebra of what is so at one point of a tree, for every patient.

    Args:
        answers: What the patient answers.
        asked: Says whether a question was asked by now.
        skipped: Whether each question was skipped by now.
        urgent: Whether what was collected reaches each rank.
        told: The recommendations of the outcome.
        ends: The endings of the outcome.
        in_full: Whether every question counts as answered, asked or not.
    """

    def __init__(  # noqa: PLR0913
        self,
        tree: Tree,
        answers: Answers,
        asked: Callable[[str], int],
        skipped: Mapping[str, int],
        urgent: tuple[int, ...] = (),
        *,
        told: Mapping[str, int] | None = None,
        ends: Mapping[str, int] | None = None,
        in_full: bool = False,
    ) -> None:
        self.tree = tree
        self.answers = answers
        self.gates = answers.gates
        self.asked = asked
        self.skipped = skipped
        self.ranks = urgent
        self.told = told or {}
        self.endings = ends or {}
        self.in_full = in_full

    def constant(self, holds: bool) -> int:  # noqa: FBT001
        """Return true or false."""
        return TRUE if holds else FALSE

    def every(self, items: list[int]) -> int:
        """Return whether every item is true."""
        return self.gates.every(items)

    def some(self, items: list[int]) -> int:
        """Return whether some item is true."""
        return self.gates.some(items)

    def negate(self, item: int) -> int:
        """Return the opposite."""
        return -item

    def total(self, terms: list[tuple[int, Amount]], constant: int) -> Amount:
        """Return the sum of some amounts, each multiplied, and a constant."""
        return total(terms, constant)

    def one_if(self, item: int) -> Amount:
        """Return 1 for true and 0 for false."""
        return one_if(item)

    def below(self, item: Amount) -> int:
        """Return whether an amount is less than zero."""
        return at_most(self.gates, item, -1)

    def at_most(self, item: Amount) -> int:
        """Return whether an amount is at most zero."""
        return at_most(self.gates, item, 0)

    def shared(self, _key: tuple[str, int], item: Any) -> Any:
        """Return an item as it is: equal gates are one gate."""
        return item

    def counts(self, question: str) -> int:
        """Return whether the answer to a question counts here."""
        return TRUE if self.in_full else self.asked(question)

    def answered(self, question: str, answer: str) -> int:
        """Return whether the answer is, or contains, a word."""
        return self.gates.every([self.counts(question), self.says(question, answer)])

    def open(self, question: str) -> int:
        """Return whether a question was not asked or answered "not sure"."""
        unsure = self.says(question, UNSURE)
        return self.gates.some([-self.counts(question), unsure])

    def says(self, question: str, answer: str) -> int:
        """Return whether the answer given, or counted instead, has a word."""
        given = self.answers.word(question, answer)
        skipped = self.skipped.get(question, FALSE)
        if skipped == FALSE:
            return given
        instead = self.tree.guards[question].otherwise
        holds = answer in instead if isinstance(instead, tuple) else answer == instead
        return self.gates.either(skipped, TRUE if holds else FALSE, given)

    def least(self, question: str) -> Amount:
        """Return the answer to a number question; when open, its minimum."""
        return self.number(question, 0)

    def greatest(self, question: str) -> Amount:
        """Return the answer to a number question; when open, its maximum."""
        return self.number(question, 1)

    def number(self, name: str, end: int) -> Amount:
        """Return a number; when open, one end of its range."""
        question = self.tree.questions[name]
        skipped, vague = self.skipped.get(name, FALSE), self.open(name)
        cases: list[tuple[int, Any]] = [(vague, question.range[end])]
        if skipped != FALSE:
            instead = self.tree.guards[name].otherwise
            known = question.range[end]
            if not isinstance(instead, str | tuple):
                known = question.scaled(instead)
            cases.append((self.gates.every([-vague, skipped]), known))
        own = self.gates.every([-vague, -skipped])
        return picked([*cases, (own, self.answers.number(name))])

    def urgent(self, rank: int) -> int:
        """Return whether what was collected reaches a rank."""
        return self.ranks[rank] if rank < len(self.ranks) else FALSE

    def advised(self, recommendation: str) -> int:
        """Return whether a recommendation is in the outcome."""
        return self.told.get(recommendation, FALSE)

    def ends(self, recommendation: str) -> int:
        """Return whether the walk ended by going to a recommendation."""
        return self.endings.get(recommendation, FALSE)


@attrs.frozen
class Encoding:
    """Hold a tree as gates: each field is about every possible patient.

    Args:
        tree: The tree.
        answers: What the patient answers.
        reach: Whether each step is reached, by id.
        takes: Whether each way is taken, by its number.
        collects: Whether each piece of advice is collected, by its place.
        asked: Whether each question is asked.
        skipped: Whether each question is passed over because of its ``only_if``.
        urgent: Whether the urgency reaches each rank in the end.
        ends: Whether the walk ends by going to each recommendation, or ``done``.
        told: Whether each recommendation is among those of the decision.
        valid: Whether what the tree assumes of every patient holds.
    """

    tree: Tree
    answers: Answers
    reach: Mapping[str, int]
    takes: tuple[int, ...]
    collects: Mapping[Place, int]
    asked: Mapping[str, int]
    skipped: Mapping[str, int]
    urgent: tuple[int, ...]
    ends: Mapping[str, int]
    told: Mapping[str, int]
    valid: int

    @property
    def gates(self) -> Gates:
        """Where the gates are made."""
        return self.answers.gates

    def facts(self) -> Facts:
        """Return what is so of the outcome, every question counting as answered."""
        return Facts(
            self.tree,
            self.answers,
            lambda question: self.asked.get(question, FALSE),
            self.skipped,
            self.urgent,
            told=self.told,
            ends=self.ends,
            in_full=True,
        )

    def pair(self, condition: Condition) -> tuple[int, int]:
        """Return whether a condition about a patient is certain, and possible."""
        pairs: Lowering[int, Amount] = Lowering(
            self.facts(), self.tree.questions, self.tree.values
        )
        return pairs.condition(condition)

    def holds(self, condition: Condition | None) -> int:
        """Return whether a plain condition about a patient and its outcome holds."""
        return TRUE if condition is None else self.pair(condition)[0]


class Arrival:
    """Say what was asked of the patients who come to a step.

    Args:
        running: Whether each question was asked by now, by anybody.
        bits: The bit of each question.
        must: The questions that all of them were asked.
        may: The questions that some of them were asked.
    """

    def __init__(
        self,
        running: Mapping[str, int],
        bits: Mapping[str, int],
        must: int = 0,
        may: int = 0,
    ) -> None:
        self.running = running
        self.bits = bits
        self.must = must
        self.may = may
        self.page: set[str] = set()

    def asked(self, question: str) -> int:
        """Return whether a question was asked of them."""
        bit = self.bits[question]
        if question in self.page or self.must & bit:
            return TRUE
        return self.running[question] if self.may & bit else FALSE

    def meet(self, other: "Arrival | None") -> "Arrival":
        """Return what was asked of patients who leave here or come from elsewhere."""
        page = reduce(or_, (self.bits[name] for name in self.page), 0)
        must, may = self.must | page, self.may | page
        if other is not None:
            must, may = must & other.must, may | other.may
        return Arrival(self.running, self.bits, must, may)


class Encoder:
    """Encode one tree, step by step; it is made for one call and thrown away."""

    def __init__(self, tree: Tree, answers: Answers) -> None:
        self.tree = tree
        self.answers = answers
        self.gates = answers.gates
        self.arriving: dict[str, list[int]] = {tree.first: [TRUE]}
        self.reach: dict[str, int] = {}
        self.takes: dict[int, int] = {}
        self.collects: dict[Place, int] = {}
        self.asked: dict[str, int] = {}
        self.skipped: dict[str, int] = {}
        self.urgent = [FALSE] * len(tree.levels)
        self.bits = {name: 1 << n for n, name in enumerate(tree.questions)}
        self.arrivals: dict[str, Arrival] = {}

    def encoded(self) -> Encoding:
        """Return the encoding of the whole tree."""
        for step in self.tree.steps.values():
            self.encode_step(step)
        ends = {
            name: self.gates.some(self.arriving.get(name, []))
            for name in (*self.tree.recommendations, DONE, "")
        }
        collected = self.all_collected(ends)
        return Encoding(
            tree=self.tree,
            answers=self.answers,
            reach=self.reach,
            takes=tuple(self.takes[number] for number in range(len(self.takes))),
            collects=self.collects,
            asked=self.asked,
            skipped=self.skipped,
            urgent=self.in_the_end(ends),
            ends=ends,
            told={
                item.id: self.told(item, collected)
                for item in self.tree.recommendations.values()
            },
            valid=self.valid(),
        )

    def encode_step(self, step: Step) -> None:
        """Encode what happens at a step: ask, advise, lead on."""
        here = self.gates.some(self.arriving.get(step.id, []))
        self.reach[step.id] = here
        arrival = self.arrivals.pop(step.id, Arrival(self.asked, self.bits))
        self.ask(step, here, arrival)
        self.collect(step.id, step.advise, here, arrival)
        self.lead_on(step, here, arrival)
        for name in step.ask:
            self.asked[name] = self.gates.some([self.asked.get(name, FALSE), here])

    def ask(self, step: Step, here: int, arrival: Arrival) -> None:
        """Ask a page: a question that was asked is not asked again, or is skipped."""
        for name in step.ask:
            guard, before = self.tree.guards.get(name), arrival.asked(name)
            if guard is not None and before != TRUE:
                wanted = self.pairs(arrival).plain(guard.when)
                skips = self.gates.every([here, -before, -wanted])
                earlier = self.skipped.get(name, FALSE)
                self.skipped[name] = self.gates.some([earlier, skips])
            arrival.page.add(name)

    def pairs(self, arrival: Arrival) -> Lowering[int, Amount]:
        """Return the compiler of conditions for what is so at this point."""
        facts = Facts(
            self.tree, self.answers, arrival.asked, self.skipped, tuple(self.urgent)
        )
        return Lowering(facts, self.tree.questions, self.tree.values)

    def collect(
        self,
        where: str | int,
        advise: tuple[Advice, ...],
        here: int,
        arrival: Arrival,
    ) -> None:
        """Collect what is advised at a place."""
        for index, item in enumerate(advise):
            holds = TRUE if item.when is None else self.pairs(arrival).plain(item.when)
            taken = self.gates.every([here, holds])
            self.collects[where, index] = taken
            rank = self.tree.recommendations[item.recommendation].rank
            for lower in range(rank + 1):
                self.urgent[lower] = self.gates.some([self.urgent[lower], taken])

    def lead_on(self, step: Step, here: int, arrival: Arrival) -> None:
        """Take the first way that holds."""
        left, pairs = here, self.pairs(arrival)
        for way in step.ways:
            holds = self.is_open(step, way, pairs)
            taken = self.gates.every([left, holds])
            left = self.gates.every([left, -holds])
            self.takes[way.number] = taken
            self.arriving.setdefault(way.to, []).append(taken)
            self.arrivals[way.to] = arrival.meet(self.arrivals.get(way.to))
        for way in step.ways:
            self.collect(way.number, way.advise, self.takes[way.number], arrival)

    def is_open(self, step: Step, way: Way, pairs: Lowering[int, Amount]) -> int:
        """Return whether a way would be taken, were it the first."""
        if way.answer and way is not step.ways[-1]:
            return pairs.algebra.answered(step.ask[0], way.answer)
        return TRUE if way.when is None else pairs.plain(way.when)

    def in_the_end(self, ends: Mapping[str, int]) -> tuple[int, ...]:
        """Return whether the urgency reaches each rank, the ending included."""
        ranks = {r.id: r.rank for r in self.tree.recommendations.values()}
        return tuple(
            self.gates.some(
                [urgent, *(ends[name] for name in ranks if ranks[name] >= rank)]
            )
            for rank, urgent in enumerate(self.urgent)
        )

    def all_collected(self, ends: Mapping[str, int]) -> dict[str, int]:
        """Return whether each recommendation is collected, the ending included."""
        places: dict[str, list[int]] = {}
        for site in advice_sites(self.tree.steps.values()):
            name = site.advice.recommendation
            places.setdefault(name, []).append(self.collects[site.place])
        return {
            name: self.gates.some([ends[name], *places.get(name, [])])
            for name in self.tree.recommendations
        }

    def told(self, item: Recommendation, collected: Mapping[str, int]) -> int:
        """Return whether a recommendation is shown: not beside one that is alone."""
        if item.warning or item.alone:
            return collected[item.id]
        above = [
            -collected[other.id]
            for other in self.tree.recommendations.values()
            if other.alone and other.rank >= item.rank
        ]
        return self.gates.every([collected[item.id], *above])

    def was_asked(self, question: str) -> int:
        """Return whether a question was asked by now."""
        return self.asked.get(question, FALSE)

    def valid(self) -> int:
        """Return whether nothing that is assumed of every patient is untrue."""
        facts = Facts(
            self.tree, self.answers, self.was_asked, self.skipped, in_full=True
        )
        pairs: Lowering[int, Amount] = Lowering(
            facts, self.tree.questions, self.tree.values
        )
        return self.gates.every(pairs.condition(item)[1] for item in self.tree.assume)


def encode(tree: Tree, answers: Answers) -> Encoding:
    """Return a tree as gates.

    Args:
        tree: The tree.
        answers: What the patient answers.
    """
    return Encoder(tree, answers).encoded()
