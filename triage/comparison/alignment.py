"""Alignment: two trees over one scale, in which no name has two meanings.

Then their conditions can stand beside one another in a third tree.
"""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

import attrs

import triage.language.ast as e
from triage.base.question import Level, Question
from triage.model.tree import Advice, Piece, Recommendation, Step, Tree, Way

E = TypeVar("E", bound=e.Expr)
P = TypeVar("P", Advice, Way, Piece)

BEFORE = "{} before"
"""What a question of the old tree is called there, if its name means another now."""


@attrs.frozen
class Alignment:
    """Hold two trees, aligned.

    Args:
        old: The old tree, its questions of another meaning renamed.
        new: The new tree.
        renamed: What those are called in the aligned tree, by their own name.
    """

    old: Tree
    new: Tree
    renamed: Mapping[str, str]


def align(old: Tree, new: Tree) -> Alignment:
    renamed = {
        name: BEFORE.format(name)
        for name, question in old.questions.items()
        if name in new.questions and meaning(question) != meaning(new.questions[name])
    }
    scale = merged_scale(old, new)
    return Alignment(over(old, scale, renamed), over(new, scale, {}), renamed)


def meaning(question: Question) -> tuple[str, int, str]:
    """Return what makes a question another one, whatever its name."""
    return question.type, question.decimals, question.unit


def merged_scale(old: Tree, new: Tree) -> tuple[Level, ...]:
    """Return the levels of two trees that rank those of both in one order."""
    known = {level.id for level in new.levels}
    before: dict[str, list[Level]] = {}
    waiting: list[Level] = []
    for level in old.levels:
        if level.id in known:
            before[level.id], waiting = waiting, []
        else:
            waiting.append(level)
    placed = [x for level in new.levels for x in (*before.get(level.id, ()), level)]
    return tuple(attrs.evolve(x, rank=n) for n, x in enumerate([*placed, *waiting]))


def over(tree: Tree, scale: tuple[Level, ...], renamed: Mapping[str, str]) -> Tree:
    """Return a tree over a longer scale, and with some questions renamed."""
    if not renamed and scale == tree.levels:
        return tree
    change = Change(tree, scale, renamed)
    return attrs.evolve(
        tree,
        levels=scale,
        questions=dict(map(change.question, tree.questions.values())),
        guards={
            change.name(name): attrs.evolve(guard, when=change.expr(guard.when))
            for name, guard in tree.guards.items()
        },
        values={
            name: attrs.evolve(value, body=change.expr(value.body))
            for name, value in tree.values.items()
        },
        assume=tuple(map(change.expr, tree.assume)),
        denials={change.expr(x): says for x, says in tree.denials.items()},
        recommendations={
            name: change.recommendation(item)
            for name, item in tree.recommendations.items()
        },
        steps={name: change.step(step) for name, step in tree.steps.items()},
    )


class Change:
    def __init__(
        self, tree: Tree, scale: tuple[Level, ...], renamed: Mapping[str, str]
    ) -> None:
        levels = {level.id: level for level in scale}
        self.scale = [*(levels[level.id] for level in tree.levels)]
        self.top = len(scale)
        self.renamed = renamed

    def name(self, name: str) -> str:
        return self.renamed.get(name, name)

    def question(self, question: Question) -> tuple[str, Question]:
        name = self.name(question.id)
        if name == question.id or not question.name:
            return name, attrs.evolve(question, id=name)
        said = BEFORE.format(question.name)
        return name, attrs.evolve(question, id=name, name=said)

    def expr(self, expr: E) -> E:
        """Return an expression about the renamed questions, and the longer scale."""
        found: Any
        match expr:
            case e.Urgent(rank):
                top = rank >= len(self.scale)
                found = attrs.evolve(
                    expr, rank=self.top if top else self.scale[rank].rank
                )
            case e.Asked(questions) | e.Answered(questions):
                found = attrs.evolve(expr, questions=tuple(map(self.name, questions)))
            case (
                e.Is(question)
                | e.Chosen(question)
                | e.NumberOf(question)
                | e.CountOf(question)
                | e.PointsOf(question)
                | e.AnswerOf(question)
                | e.Open(question)
            ):
                found = attrs.evolve(expr, question=self.name(question))
            case _:
                found = e.rebuild(expr, [*map(self.expr, e.children(expr))])
        return cast(E, found)

    def when(self, part: P) -> P:
        when = part.when if part.when is None else self.expr(part.when)
        return attrs.evolve(part, when=when)

    def way(self, way: Way) -> Way:
        advise = tuple(map(self.when, way.advise))
        return attrs.evolve(self.when(way), advise=advise)

    def step(self, step: Step) -> Step:
        return attrs.evolve(
            step,
            ask=tuple(map(self.name, step.ask)),
            advise=tuple(map(self.when, step.advise)),
            ways=tuple(map(self.way, step.ways)),
        )

    def recommendation(self, item: Recommendation) -> Recommendation:
        level = item.urgency and self.scale[item.urgency.rank]
        return attrs.evolve(
            item,
            urgency=level,
            pieces=tuple(map(self.when, item.pieces)),
            signs=tuple(map(self.name, item.signs)),
        )
