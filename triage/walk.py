"""The walk: a pure fold from the first step over the answers.

Ask, collect advice, take the first way on; until a recommendation, ``done``, or a
question without an answer. A session and a decision are two faces of it.
"""

from collections.abc import Mapping, Set as AbstractSet

import attrs

from triage.conditions.expr import Condition
from triage.conditions.pair import Pairs
from triage.questions import UNSURE, Answer, Question
from triage.tree import DONE, Advice, Step, Tree, Way

__all__ = ["Here", "Trace", "values_at", "walk"]


@attrs.frozen
class Trace:
    """Record one walk.

    Args:
        edges: The numbers of the ways taken, in order.
        step: The id of the step where the walk ended or waits.
        end: The recommendation that ended the walk, ``done``, or empty.
        advice: The ids of the recommendations collected, in order; the end included.
        missing: The ids of the questions to ask now; empty when the walk ended.
        asked: The answers that counted, in the order of asking.
        rank: The highest rank collected; -1 for none.
        todo: Why the walk cannot go on; empty unless a way is not written yet.
    """

    edges: tuple[int, ...]
    step: str
    end: str
    advice: tuple[str, ...]
    missing: tuple[str, ...]
    asked: Mapping[str, Answer]
    rank: int
    todo: str = ""


Truth = bool | None
"""True, False, or None: a question of the page still waits for its answer."""

Interval = tuple[int, int]


class Here:
    """Be the algebra of what is so at one point of a walk.

    Questions of the page that wait for their answer leave a condition undecided
    (None), which is another thing than "not sure": that is an answer.

    Args:
        questions: The questions by id.
        asked: The answers that count so far.
        waiting: The questions of the page without an answer.
        rank: The highest rank collected so far.
    """

    def __init__(
        self,
        questions: Mapping[str, Question],
        asked: Mapping[str, Answer],
        waiting: AbstractSet[str] = frozenset(),
        rank: int = -1,
    ) -> None:
        self.questions = questions
        self.facts = asked
        self.waiting = waiting
        self.rank = rank

    def constant(self, holds: bool) -> Truth:  # noqa: FBT001
        """Return true or false."""
        return holds

    def every(self, items: list[Truth]) -> Truth:
        """Return whether every item is true; false decides."""
        return False if False in items else None if None in items else True

    def some(self, items: list[Truth]) -> Truth:
        """Return whether some item is true; true decides."""
        return True if True in items else None if None in items else False

    def negate(self, item: Truth) -> Truth:
        """Return the opposite."""
        return None if item is None else not item

    def number(self, value: int) -> Interval:
        """Return a known number."""
        return value, value

    def total(self, terms: list[tuple[int, Interval]], constant: int) -> Interval:
        """Return the sum of some numbers, each multiplied, and a constant."""
        low = high = constant
        for factor, (least, greatest) in terms:
            if factor > 0:
                low, high = low + factor * least, high + factor * greatest
            else:
                low, high = low + factor * greatest, high + factor * least
        return low, high

    def one_if(self, item: Truth) -> Interval:
        """Return 1 for true and 0 for false."""
        return (0, 1) if item is None else (int(item), int(item))

    def below(self, item: Interval) -> Truth:
        """Return whether a number is less than zero."""
        return True if item[1] < 0 else False if item[0] >= 0 else None

    def at_most(self, item: Interval) -> Truth:
        """Return whether a number is at most zero."""
        return True if item[1] <= 0 else False if item[0] > 0 else None

    def answered(self, question: str, answer: str) -> Truth:
        """Return whether the answer is, or contains, a word."""
        if question in self.waiting:
            return None
        given = self.facts.get(question, UNSURE)
        return answer in given if isinstance(given, tuple) else answer == given

    def open(self, question: str) -> Truth:
        """Return whether a question was not asked or answered "not sure"."""
        if question in self.waiting:
            return None
        given = self.facts.get(question, UNSURE)
        return UNSURE in given if isinstance(given, tuple) else given == UNSURE

    def asked(self, question: str) -> Truth:
        """Return whether a question was asked; those of this page are."""
        return question in self.facts or question in self.waiting

    def least(self, question: str) -> Interval:
        """Return the least that a number can be."""
        return self._ends(question, 0)

    def greatest(self, question: str) -> Interval:
        """Return the greatest that a number can be."""
        return self._ends(question, 1)

    def _ends(self, question: str, end: int) -> Interval:
        asked = self.questions[question]
        if question in self.waiting:
            return asked.range
        given = self.facts.get(question, UNSURE)
        if isinstance(given, str | tuple):
            return asked.range[end], asked.range[end]
        value = asked.scaled(given)
        return value, value

    def urgent(self, rank: int) -> Truth:
        """Return whether what was collected reaches a rank."""
        return self.rank >= rank

    def advised(self, recommendation: str) -> Truth:  # noqa: ARG002  an algebra has it
        """Return False: the outcome is not known before the end."""
        return False

    def ends(self, recommendation: str) -> Truth:  # noqa: ARG002  an algebra has it
        """Return False: the outcome is not known before the end."""
        return False


@attrs.frozen
class Leaving:
    """Say how a step is left: what is collected, and the way taken."""

    advice: tuple[str, ...]
    way: Way
    rank: int


class Walker:
    """Take one walk; it is made for one call and thrown away."""

    def __init__(self, tree: Tree, answers: Mapping[str, Answer]) -> None:
        self.tree = tree
        self.answers = answers
        self.asked: dict[str, Answer] = {}
        self.advice: dict[str, None] = {}
        self.edges: list[int] = []
        self.rank = -1

    def run(self) -> Trace:
        """Return the record of the walk."""
        step = self.tree.steps[self.tree.first]
        while True:
            waiting, missing = self.ask(step)
            leaving = self.leave(step, waiting)
            if leaving is None or (waiting and not self.ends_early(step, leaving.way)):
                return self.trace(step, missing=missing)
            self.take(leaving)
            target = self.tree.steps.get(leaving.way.to)
            if target is None:
                return self.trace(step, leaving.way)
            step = target

    def ask(self, step: Step) -> tuple[frozenset[str], tuple[str, ...]]:
        """Take the answers of a page; return who waits, and what to ask now."""
        waiting: set[str] = set()
        missing: list[str] = []
        for name in step.ask:
            if name in self.asked:
                continue
            guard = self.tree.guards.get(name)
            wanted = True if guard is None else self.holds(guard.when, waiting)
            if guard is not None and wanted is False:
                self.asked[name] = guard.otherwise
            elif wanted and name in self.answers:
                self.asked[name] = self.answers[name]
            else:
                waiting.add(name)
                missing += [name] if wanted else []
        return frozenset(waiting), tuple(missing)

    def holds(self, condition: Condition, waiting: AbstractSet[str]) -> Truth:
        """Return whether a condition holds; None when the page leaves it open."""
        return self.here(waiting).plain(condition)

    def here(self, waiting: AbstractSet[str]) -> "Pairs[Truth, Interval]":
        """Return the compiler over what is so now."""
        algebra = Here(self.tree.questions, self.asked, waiting, self.rank)
        return Pairs(algebra, self.tree.questions, self.tree.values)

    def leave(self, step: Step, waiting: frozenset[str]) -> Leaving | None:
        """Return how a step is left, or None while its page leaves that open."""
        here = self.here(waiting)
        advice: list[str] = []
        rank = self.collect(step.advise, here, advice, self.rank)
        way = None if rank is None else self.choose(step, here, rank)
        if rank is None or way is None:
            return None
        rank = self.collect(way.advise, here, advice, rank)
        return None if rank is None else Leaving(tuple(advice), way, rank)

    def collect(
        self,
        advise: tuple[Advice, ...],
        here: "Pairs[Truth, Interval]",
        advice: list[str],
        rank: int,
    ) -> int | None:
        """Add what is advised; return the rank reached, None if that is open."""
        for item in advise:
            holds = True if item.when is None else self.judge(item.when, here, rank)
            if holds is None:
                return None
            if holds:
                advice.append(item.recommendation)
                found = self.tree.recommendations[item.recommendation]
                rank = max(rank, found.rank)
        return rank

    def judge(
        self, condition: Condition, here: "Pairs[Truth, Interval]", rank: int
    ) -> Truth:
        """Return whether a condition holds with what was collected by now."""
        algebra = here.algebra
        assert isinstance(algebra, Here)  # noqa: S101
        algebra.rank = rank
        return here.plain(condition)

    def choose(
        self, step: Step, here: "Pairs[Truth, Interval]", rank: int
    ) -> Way | None:
        """Return the first way that holds, None while that is open."""
        if step.by_answer:
            answer = self.asked.get(step.ask[0])
            return step.by_answer.get(answer) if isinstance(answer, str) else None
        for way in step.ways:
            holds = True if way.when is None else self.judge(way.when, here, rank)
            if holds is None:
                return None
            if holds:
                return way
        raise AssertionError(step.id)

    def ends_early(self, step: Step, way: Way) -> bool:
        """Whether a page need not be finished: its answers chose a way to an end.

        A step that has no choice asks its whole page.
        """
        ends = way.to == DONE or way.to in self.tree.recommendations
        return ends and len(step.ways) > 1

    def take(self, leaving: Leaving) -> None:
        """Go on: collect, and note the way."""
        self.edges.append(leaving.way.number)
        self.advice.update(dict.fromkeys(leaving.advice))
        self.rank = leaving.rank

    def trace(
        self, step: Step, way: Way | None = None, missing: tuple[str, ...] = ()
    ) -> Trace:
        """Return the record of the walk so far."""
        end = "" if way is None else way.to
        if end in self.tree.recommendations:
            self.advice[end] = None
            self.rank = max(self.rank, self.tree.recommendations[end].rank)
        return Trace(
            edges=tuple(self.edges),
            step=step.id,
            end=end,
            advice=tuple(self.advice),
            missing=missing,
            asked=self.asked,
            rank=self.rank,
            todo="" if way is None else way.todo,
        )


def walk(tree: Tree, answers: Mapping[str, Answer]) -> Trace:
    """Walk a tree over answers.

    Args:
        tree: The tree.
        answers: Accepted answers by question id. Only those to questions that the
            path asks count.
    """
    return Walker(tree, answers).run()


def values_at(tree: Tree, asked: Mapping[str, Answer]) -> "Pairs[Truth, Interval]":
    """Return the compiler over the answers that counted at the end of a walk."""
    return Pairs(Here(tree.questions, asked), tree.questions, tree.values)
