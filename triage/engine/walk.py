"""The walk: a pure fold from the first step over the answers.

Ask, collect advice, take the first way on; until a recommendation, ``done``, or a
question without an answer. A session and a decision are two faces of it.
"""

from collections.abc import Mapping
from itertools import islice

import attrs

from triage.base.question import Answer
from triage.engine.trace import Trace
from triage.language.ast import Condition
from triage.language.evaluate import Context, Truth
from triage.model.traversal import Place
from triage.model.tree import DONE, Advice, Step, Tree, Way


@attrs.frozen
class Leaving:
    """Say how a step is left: the way taken, what is collected, the rank reached."""

    way: Way
    collected: tuple[tuple[Place, str], ...]
    rank: int


class Walker:
    """Take one walk; it is made for one call and thrown away."""

    def __init__(self, tree: Tree, answers: Mapping[str, Answer], start: Trace) -> None:
        self.tree = tree
        self.answers = answers
        self.asked = dict(islice(start.asked.items(), start.asked_before))
        self.skipped = list(start.skipped[: start.skipped_before])
        self.edges = list(start.edges)
        self.advice = dict.fromkeys(start.advice)
        self.collected = list(start.collected)
        self.rank = start.rank
        self.here = Context(tree.questions, self.asked)

    def run(self, step: Step) -> Trace:
        """Return the record of the walk from a step on."""
        while True:
            self.asked_before = len(self.asked)
            self.skipped_before = len(self.skipped)
            missing = self.ask(step)
            leaving = self.leave(step)
            if leaving is None or not self.may_leave(step, leaving.way):
                return self.trace(step, missing=missing)
            self.take(leaving)
            target = self.tree.steps.get(leaving.way.to)
            if target is None:
                return self.trace(step, leaving.way)
            step = target

    def ask(self, step: Step) -> tuple[str, ...]:
        """Take the answers of a page; return what to ask now."""
        self.here.waiting = waiting = set[str]()
        self.here.values.clear()
        missing = []
        for name in step.ask:
            if name in self.asked:
                continue
            wanted = self.is_wanted(name)
            if wanted and name in self.answers:
                self.learn(name, self.answers[name])
            elif wanted is not False:
                waiting.add(name)
                missing += [name] if wanted else []
            self.here.values.clear()
        return tuple(missing)

    def is_wanted(self, name: str) -> Truth:
        """Return whether a question is to be asked; skip it if not."""
        guard = self.tree.guards.get(name)
        if guard is None:
            return True
        wanted = self.holds(guard.when)
        if wanted is False:
            self.skipped.append(name)
            self.learn(name, guard.otherwise)
        return wanted

    def learn(self, name: str, answer: Answer) -> None:
        """Let an answer count from here on."""
        self.asked[name] = answer

    def holds(self, condition: Condition) -> Truth:
        """Return whether a condition holds; None while the page leaves it open."""
        return self.tree.compiled.holds(condition, self.here)

    def leave(self, step: Step) -> Leaving | None:
        """Return how a step is left, or None while its page leaves that open."""
        self.here.rank = self.rank
        collected: list[tuple[Place, str]] = []
        if not self.collect(step.id, step.advise, collected):
            return None
        way = self.choose(step)
        if way is None or not self.collect(way.number, way.advise, collected):
            return None
        return Leaving(way, tuple(collected), self.here.rank)

    def collect(
        self,
        where: str | int,
        advise: tuple[Advice, ...],
        collected: list[tuple[Place, str]],
    ) -> bool:
        """Add what is advised at a place; return False while that is open."""
        for index, item in enumerate(advise):
            holds = True if item.when is None else self.holds(item.when)
            if holds is None:
                return False
            if holds:
                collected.append(((where, index), item.recommendation))
                rank = self.tree.recommendations[item.recommendation].rank
                self.here.rank = max(self.here.rank, rank)
        return True

    def choose(self, step: Step) -> Way | None:
        """Return the first way that holds, None while that is open."""
        if step.by_answer:
            answer = self.asked.get(step.ask[0])
            return step.by_answer.get(answer) if isinstance(answer, str) else None
        for way in step.ways:
            holds = True if way.when is None else self.holds(way.when)
            if holds is None:
                return None
            if holds:
                return way
        raise AssertionError(step.id)

    def may_leave(self, step: Step, way: Way) -> bool:
        """Whether nobody waits, or a page need not be finished to come to an end.

        An emergency yes does not wait for the rest of its page. A step that has no
        choice asks its whole page.
        """
        ends = way.to == DONE or way.to in self.tree.recommendations
        return not self.here.waiting or (ends and len(step.ways) > 1)

    def take(self, leaving: Leaving) -> None:
        """Go on: collect, and note the way."""
        self.edges.append(leaving.way.number)
        for place, name in leaving.collected:
            self.collected.append(place)
            self.advice[name] = None
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
            collected=tuple(self.collected),
            missing=missing,
            asked=self.asked,
            skipped=tuple(self.skipped),
            rank=self.rank,
            asked_before=self.asked_before,
            skipped_before=self.skipped_before,
            todo="" if way is None else way.todo,
        )


def walk(
    tree: Tree, answers: Mapping[str, Answer], before: Trace | None = None
) -> Trace:
    """Walk a tree over answers.

    Args:
        tree: The tree.
        answers: Accepted answers by question id. Only those to questions that the
            path asks count.
        before: A walk over earlier answers that waits for more. When nothing that
            counted then has changed, the walk goes on from there.
    """
    start = Trace((), tree.first, "", (), (), (), {}, (), -1, 0, 0)
    if before and before.missing and before.answers.items() <= answers.items():
        start = before
    return Walker(tree, answers, start).run(tree.steps[start.step])
