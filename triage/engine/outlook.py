"""Outlook: the least and the most urgent that an unfinished walk can still come to."""

from collections.abc import Iterable, Iterator, Mapping

from triage.base.answer import Answer
from triage.engine.trace import Trace
from triage.language.ast import Condition
from triage.language.evaluate import Context, Truth
from triage.model.tree import Advice, Step, Tree, Way


def outlook(tree: Tree, answers: Mapping[str, Answer], trace: Trace) -> tuple[int, int]:
    """Return the least and the greatest rank that a walk can still come to.

    Each condition is judged by itself, by every answer that is known and will have been
    asked for by then; anything else leaves it open. So some of what this allows may be
    impossible, and nothing that it rules out is possible.

    Args:
        tree: The tree.
        answers: Every accepted answer.
        trace: The record of a walk over them that has not ended.
    """
    ahead = Ahead(tree, answers, trace.asked)
    found = {x.id: (x.rank, x.rank) for x in tree.recommendations.values()}
    for step, ways in reversed([*ahead.steps(trace.step)]):
        ends = [
            ahead.raised(way.advise, found.get(way.to, (-1, -1)), step) for way in ways
        ]
        lows, highs = zip(*ends, strict=True)
        found[step.id] = ahead.raised(step.advise, (min(lows), max(highs)), step)
    low, high = found[trace.step]
    return max(low, trace.rank), max(high, trace.rank)


class Ahead:
    """Look at the ways that a walk may take from where it stands."""

    def __init__(
        self, tree: Tree, answers: Mapping[str, Answer], asked: Mapping[str, Answer]
    ) -> None:
        self.tree, self.asked = tree, asked
        self.given = {n: a for n, a in answers.items() if n not in tree.guards}
        self.bits = {name: 1 << index for index, name in enumerate(tree.questions)}
        self.contexts: dict[int, Context] = {}

    def steps(self, first: str) -> Iterator[tuple[Step, list[Way]]]:
        """Yield the steps that may be passed, with the ways on, in their order."""
        reached = {first}
        for step in self.tree.steps.values():
            if step.id in reached:
                ways = [*self.ways(step)]
                reached.update(way.to for way in ways)
                yield step, ways

    def ways(self, step: Step) -> Iterator[Way]:
        """Yield the ways that may be taken: those up to the first that surely is."""
        for way in step.ways:
            holds = self.holds(way.when, step)
            if holds is not False:
                yield way
            if holds:
                return

    def raised(
        self, advise: tuple[Advice, ...], ends: tuple[int, int], step: Step
    ) -> tuple[int, int]:
        """Return the least and the greatest rank with what is advised, or may be."""
        low, high = ends
        for advice in advise:
            rank = self.tree.recommendations[advice.recommendation].rank
            holds = self.holds(advice.when, step)
            if holds is not False:
                low, high = max(low, rank) if holds else low, max(high, rank)
        return low, high

    def holds(self, condition: Condition | None, step: Step) -> Truth:
        if condition is None:
            return True
        if self.tree.compiled.is_of_path(condition):
            return None
        return self.tree.compiled.holds(condition, self.at(step))

    def at(self, step: Step) -> Context:
        """Return what is so at a step on every way there.

        An answer counts where its question has surely been asked by then; what a way
        may have passed by, or passed over, stays open.
        """
        doubtful = step.known.unasked & ~self.bits_of(step.ask)
        doubtful &= self.bits_of(self.given) & ~self.bits_of(self.asked)
        if doubtful not in self.contexts:
            sure = {n: a for n, a in self.given.items() if not self.bits[n] & doubtful}
            held = {**sure, **self.asked}
            waiting = self.tree.questions.keys() - held.keys()
            self.contexts[doubtful] = Context(self.tree.questions, held, waiting)
        return self.contexts[doubtful]

    def bits_of(self, names: Iterable[str]) -> int:
        return sum(map(self.bits.__getitem__, names))
