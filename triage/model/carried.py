"""Carrying over: a tree in which things are called otherwise, and levels rank so."""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, TypeVar, cast

import attrs

import triage.language.ast as e
from triage.base.frozen import FrozenMap
from triage.base.holes import with_names
from triage.base.immutable import immutable
from triage.base.pattern import pattern
from triage.base.question import Level, Option, Question
from triage.model.tree import (
    Advice,
    Cell,
    Guard,
    Piece,
    Property,
    Recommendation,
    Step,
    Tree,
    Way,
)

E = TypeVar("E", bound=e.Expr)
P = TypeVar("P", Advice, Way, Piece, Cell)

Names = Mapping[str, str]
"""What ids are called; one that is not among them keeps its own."""

NONE: Names = FrozenMap()

WORD = pattern(r"[a-z]\w*", re.ASCII)

TEXTS = ("text", "again", "help", "why", "if_wrong")
"""The texts of a question in which holes can be."""

ABOUT = ("worse", "rising", "falling", "asked", "before")
"""The questions and values that a property is about."""


@immutable
class Ids:
    """Say what the things of a tree are called in another, by their ids in this one.

    Args:
        questions: Questions.
        values: Values.
        options: Options, by the question or value that has them.
        recommendations: Recommendations.
        steps: Steps.
        levels: Levels of the scale.
        properties: Properties.
        shown: What texts show; nothing where they stay as they are.
    """

    questions: Names = NONE
    values: Names = NONE
    options: Mapping[str, Names] = FrozenMap()
    recommendations: Names = NONE
    steps: Names = NONE
    levels: Names = NONE
    properties: Names = NONE
    shown: Names = NONE

    @property
    def asked(self) -> Names:
        """What questions and values are called."""
        return {**self.values, **self.questions}

    @property
    def places(self) -> Names:
        """What that to which a way can lead is called."""
        return {**self.recommendations, **self.steps}


def every(names: Names, items: Iterable[str]) -> tuple[str, ...]:
    return tuple(names.get(item, item) for item in items)


def called(names: Names, item: Any) -> Any:
    """Return an answer in other words: one of them, or several."""
    return every(names, item) if isinstance(item, tuple) else names.get(item, item)


class Carrier:
    """Carry parts of a tree over, one by one.

    Args:
        tree: The tree.
        ids: What its things are called.
        scale: The levels, each of which is in it by the id it is called by.
    """

    def __init__(self, tree: Tree, ids: Ids, scale: tuple[Level, ...]) -> None:
        levels = {level.id: level for level in scale}
        self.ids = ids
        self.scale = [levels[one] for one in every(ids.levels, map(id_of, tree.levels))]
        self.top = len(scale)
        self.asked, self.places = ids.asked, ids.places

    def question(self, question: Question) -> Question:
        words = self.ids.options.get(question.id, NONE)
        said: dict[str, Any] = {x: self.shown(getattr(question, x)) for x in TEXTS}
        return attrs.evolve(
            question,
            id=self.ids.questions.get(question.id, question.id),
            options=self.options(question.options, words),
            ordinary=called(words, question.ordinary),
            responses=tuple(
                attrs.evolve(x, to=words.get(x.to, x.to), text=self.shown(x.text))
                for x in question.responses
            ),
            **said,
        )

    def options(self, options: tuple[Option, ...], words: Names) -> tuple[Option, ...]:
        return tuple(attrs.evolve(x, id=words.get(x.id, x.id)) for x in options)

    def shown(self, text: str) -> str:
        return with_names(text, self.ids.shown)

    def guard(self, name: str, guard: Guard) -> Guard:
        words = self.ids.options.get(name, NONE)
        counts = called(words, guard.otherwise)
        return attrs.evolve(guard, when=self.expr(guard.when), otherwise=counts)

    def value(self, value: e.Value) -> e.Value:
        words = self.ids.options.get(value.id, NONE)
        return attrs.evolve(
            value,
            id=self.ids.values.get(value.id, value.id),
            body=self.expr(value.body, words),
            options=self.options(value.options, words),
        )

    def expr(self, expr: E, words: Names = NONE) -> E:
        """Return an expression; in one that makes a word, what these are called."""
        changed: dict[str, Any] = {}
        match expr:
            case e.Urgent(rank):
                level = self.scale[rank] if rank < len(self.scale) else None
                changed["rank"] = self.top if level is None else level.rank
                changed["level"] = expr.level if level is None else level.id
            case e.Asked(questions) | e.Answered(questions):
                changed["questions"] = every(self.ids.questions, questions)
            case e.Advised(name) | e.Ends(name):
                names = self.ids.recommendations
                changed["recommendation"] = names.get(name, name)
            case e.Word(word):
                changed["word"] = words.get(word, word)
            case _:
                changed = self.named(expr)
        carry = partial(self.expr, words=words)
        found: Any = e.rebuild(expr, [*map(carry, e.children(expr))])
        return cast(E, attrs.evolve(found, **changed) if changed else found)

    def named(self, expr: Any) -> dict[str, Any]:
        """Return what of an expression names a question, a value, or their options."""
        changed: dict[str, Any] = {}
        for key, names in (
            ("question", self.ids.questions),
            ("value", self.ids.values),
        ):
            if (name := getattr(expr, key, None)) is not None:
                words = self.ids.options.get(name, NONE)
                changed[key] = names.get(name, name)
        match expr:
            case e.Is(answers=answers) | e.ValueIs(answers=answers):
                changed["answers"] = every(words, answers)
            case e.Chosen(option=option):
                changed["option"] = words.get(option, option)
            case e.PointsOf(points=points):
                changed["points"] = tuple((words.get(x, x), n) for x, n in points)
        return changed

    def when(self, part: P) -> P:
        when = part.when if part.when is None else self.expr(part.when)
        return attrs.evolve(part, when=when)

    def advice(self, items: tuple[Advice, ...]) -> tuple[Advice, ...]:
        names = self.ids.recommendations
        return tuple(
            attrs.evolve(
                self.when(x),
                recommendation=names.get(x.recommendation, x.recommendation),
            )
            for x in items
        )

    def step(self, step: Step) -> Step:
        asked = step.ask[0] if step.by_answer else ""
        return attrs.evolve(
            step,
            id=self.ids.steps.get(step.id, step.id),
            ask=every(self.ids.questions, step.ask),
            advise=self.advice(step.advise),
            ways=tuple(self.way(way, asked, step.table) for way in step.ways),
            table=every(self.asked, step.table),
            module=self.ids.steps.get(step.module, step.module),
        )

    def way(self, way: Way, asked: str, inputs: tuple[str, ...]) -> Way:
        words = self.ids.options.get(asked, NONE)
        pairs = zip(way.cells, inputs, strict=True)
        return attrs.evolve(
            self.when(way),
            to=self.places.get(way.to, way.to),
            answer=words.get(way.answer, way.answer),
            advise=self.advice(way.advise),
            cells=tuple(self.cell(cell, about) for cell, about in pairs),
        )

    def cell(self, cell: Cell, about: str) -> Cell:
        words = self.ids.options.get(about, NONE)
        text = WORD.sub(lambda found: words.get(found[0], found[0]), cell.text)
        return attrs.evolve(self.when(cell), text=text)

    def recommendation(self, item: Recommendation) -> Recommendation:
        return attrs.evolve(
            item,
            id=self.ids.recommendations.get(item.id, item.id),
            title=self.shown(item.title),
            text=self.shown(item.text),
            watch_for=self.shown(item.watch_for),
            urgency=item.urgency and self.scale[item.urgency.rank],
            pieces=tuple(map(self.piece, item.pieces)),
            signs=every(self.ids.questions, item.signs),
        )

    def piece(self, piece: Piece) -> Piece:
        text, otherwise = map(self.shown, (piece.text, piece.otherwise))
        return attrs.evolve(self.when(piece), text=text, otherwise=otherwise)

    def stated(self, item: Property) -> Property:
        """Return a property."""
        conditions = {key: getattr(item, key) for key in ("given", "then", "of")}
        asked = {key: getattr(item, key) for key in ABOUT}
        made: dict[str, Any] = {
            **{key: one and self.expr(one) for key, one in conditions.items()},
            **{key: every(self.asked, names) for key, names in asked.items()},
        }
        return attrs.evolve(
            item,
            id=self.ids.properties.get(item.id, item.id),
            reachable=every(self.ids.recommendations, item.reachable),
            **made,
        )


def id_of(part: Any) -> str:
    return cast(str, part.id)


def by_id(parts: Iterable[Any]) -> dict[str, Any]:
    return {part.id: part for part in parts}


def carried(tree: Tree, ids: Ids, scale: tuple[Level, ...]) -> Tree:
    """Return a tree with other ids, over another scale; its files stay as they are.

    Args:
        tree: The tree.
        ids: What its things are called; no two of them the same.
        scale: The levels, those of the tree in its own order among them.
    """
    over = Carrier(tree, ids, scale)
    return attrs.evolve(
        tree,
        levels=scale,
        questions=by_id(map(over.question, tree.questions.values())),
        guards={
            ids.questions.get(name, name): over.guard(name, guard)
            for name, guard in tree.guards.items()
        },
        values=by_id(map(over.value, tree.values.values())),
        assume=tuple(map(over.expr, tree.assume)),
        denials={over.expr(x): over.shown(s) for x, s in tree.denials.items()},
        show=every(ids.values, tree.show),
        recommendations=by_id(map(over.recommendation, tree.recommendations.values())),
        first=ids.steps.get(tree.first, tree.first),
        steps=by_id(map(over.step, tree.steps.values())),
        properties=by_id(map(over.stated, tree.properties.values())),
    )
