"""Walk: the reference engine, a pure fold from the first step over the answers.

Ask, collect advice, take the first way on; until a recommendation, ``done``, or a
question without an answer. A session and a decision are two faces of it.
"""

from collections.abc import Mapping
from itertools import islice

from triage.base.answer import Answer
from triage.engine.trace import Trace
from triage.language.ast import Condition
from triage.language.evaluate import Context, Truth
from triage.model.traversal import Place
from triage.model.tree import DONE, Advice, Step, Tree, Way


def walk(
    tree: Tree, answers: Mapping[str, Answer], before: Trace | None = None
) -> Trace:
    """Walk a tree over answers, as an ``Engine`` does.

    When nothing that counted before has changed, the walk goes on from there.
    """
    start = begun(answers, before)
    return Walker(tree, answers, start).run(tree.steps[start.step or tree.first])


def begun(answers: Mapping[str, Answer], before: Trace | None) -> Trace:
    """Return what is known before a walk: what was, if all of it still counts."""
    if before and before.missing and before.answers.items() <= answers.items():
        return before
    return NOTHING


NOTHING = Trace((), "", "", (), (), (), {}, (), -1, 0, 0)
"""What is known before the first step."""


class Walker:
    def __init__(self, tree: Tree, answers: Mapping[str, Answer], start: Trace) -> None:
        self.tree = tree
        self.answers = answers
        self.asked = dict(islice(start.asked.items(), start.asked_before))
        self.skipped = list(start.skipped[: start.skipped_before])
        self.edges = list(start.edges)
        self.advice = dict.fromkeys(start.advice)
        self.collected = list(start.collected)
        self.rank = start.rank
        self.waiting = set[str]()
        self.here = Context(
            tree.questions, self.asked, self.waiting, skipped=self.skipped
        )

    def run(self, step: Step) -> Trace:
        while True:
            missing, way = self.go_on(step)
            if way is None:
                return self.trace(step, missing=missing)
            if way.to not in self.tree.steps:
                return self.trace(step, way)
            step = self.tree.steps[way.to]

    def go_on(self, step: Step) -> tuple[tuple[str, ...], Way | None]:
        """Take one step; return what is missing, and the way on unless that is open."""
        self.arrival = len(self.asked), len(self.skipped)
        self.fresh: list[tuple[Place, str]] = []
        missing, way = self.ask(step), self.leave(step)
        if way is not None:
            self.edges.append(way.number)
            self.collected += (place for place, _ in self.fresh)
            self.advice |= dict.fromkeys(name for _, name in self.fresh)
            self.rank = self.here.rank
        return missing, way

    def ask(self, step: Step) -> tuple[str, ...]:
        """Take the answers of a page; return what to ask now."""
        self.here.values.clear()
        missing = []
        for name in step.ask:
            if name in self.asked:
                continue
            guard = self.tree.guards.get(name)
            wanted = self.holds(guard.when) if guard else True
            if guard and wanted is False:
                self.skipped.append(name)
                self.asked[name] = guard.otherwise
            elif wanted and name in self.answers:
                self.asked[name] = self.answers[name]
            else:
                self.waiting.add(name)
                missing += [name] if wanted else []
            self.here.values.clear()
        return tuple(missing)

    def holds(self, condition: Condition | None) -> Truth:
        return condition is None or self.tree.compiled.holds(condition, self.here)

    def leave(self, step: Step) -> Way | None:
        """Collect, and return the way on; None while the page leaves that open.

        A page is asked whole, unless what is decided is the top of the scale already:
        an emergency yes does not wait for the rest of its page.
        """
        self.here.rank = self.rank
        if not self.collect(step.id, step.advise):
            return None
        way = self.choose(step)
        if way is None or not self.collect(way.number, way.advise):
            return None
        return way if not self.waiting or self.breaks_off(step, way) else None

    def breaks_off(self, step: Step, way: Way) -> bool:
        """Return whether the rest of a page is left unasked: nothing can be worse."""
        end, rank = self.tree.recommendations.get(way.to), self.here.rank
        if end is not None:
            rank = max(rank, end.rank)
        elif way.to != DONE:
            return False
        return step.may_be_left and self.tree.is_top(rank)

    def collect(self, where: str | int, advise: tuple[Advice, ...]) -> bool:
        """Add what is advised at a place; return False while that is open."""
        for index, item in enumerate(advise):
            holds = self.holds(item.when)
            if holds is None:
                return False
            if holds:
                self.fresh.append(((where, index), item.recommendation))
                rank = self.tree.recommendations[item.recommendation].rank
                self.here.rank = max(self.here.rank, rank)
        return True

    def choose(self, step: Step) -> Way | None:
        if step.by_answer:
            answer = self.asked.get(step.ask[0])
            return step.by_answer.get(answer) if isinstance(answer, str) else None
        for way in step.ways:
            holds = self.holds(way.when)
            if holds is None:
                return None
            if holds:
                return way
        raise AssertionError(step.id)

    def trace(
        self, step: Step, way: Way | None = None, missing: tuple[str, ...] = ()
    ) -> Trace:
        end = "" if way is None else way.to
        if end in self.tree.recommendations:
            self.advice[end] = None
            self.rank = max(self.rank, self.tree.recommendations[end].rank)
        return Trace(
            tuple(self.edges),
            step.id,
            end,
            tuple(self.advice),
            tuple(self.collected),
            missing,
            self.asked,
            tuple(self.skipped),
            self.rank,
            *self.arrival,
            todo="" if way is None else way.todo,
        )
