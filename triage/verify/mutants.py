"""Mutants: a tree with one small mistake in it, such as an author might make.

A threshold is off by one, two branches are swapped, an option of a condition is
forgotten. Cases and properties that notice none of these would not notice a mistake.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Any, TypeAlias

import attrs

import triage.language.ast as e
from triage.base.text import Span
from triage.language.english import English
from triage.model.tree import Advice, Step, Tree, Way

FLIPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
"""A comparison, and the same with the threshold on its other side."""

Edit: TypeAlias = tuple[Any, str, Span | None]
"""What takes the place of a part, what was done to it in words, and where."""


@attrs.frozen
class Mutant:
    """Hold a tree with one mistake in it.

    Args:
        tree: The tree with the mistake.
        says: What was done, in words.
        span: Where.
    """

    tree: Tree
    says: str
    span: Span | None = attrs.field(eq=False, repr=False)


def mutants(tree: Tree) -> Iterator[Mutant]:
    """Yield every tree with one threshold flipped, branches swapped or option dropped.

    >>> import triage
    >>> next(mutants(triage.load("qsofa"))).says
    'score at least 2: the limit is moved by one step'
    """
    words = English(tree.questions)
    for step in tree.steps.values():
        for changed, says, span in step_edits(step, words):
            steps = {**tree.steps, step.id: changed}
            yield Mutant(attrs.evolve(tree, steps=steps), says, span or step.span)
    for value in tree.values.values():
        for body, says, span in edits(value.body, words):
            values = {**tree.values, value.id: attrs.evolve(value, body=body)}
            yield Mutant(attrs.evolve(tree, values=values), says, span)
    for name, guard in tree.guards.items():
        for when, says, span in edits(guard.when, words):
            guards = {**tree.guards, name: attrs.evolve(guard, when=when)}
            yield Mutant(attrs.evolve(tree, guards=guards), says, span)


def step_edits(step: Step, words: English) -> Iterator[Edit]:
    """Yield a step with one mistake in its advice or in its ways on."""
    for advise, says, span in advice_edits(step.advise, words):
        yield attrs.evolve(step, advise=advise), says, span
    for index, way in enumerate(step.ways):
        for changed, says, span in way_edits(way, words):
            yield attrs.evolve(step, ways=put(step.ways, index, changed)), says, span
    for (i, one), (j, other) in combinations(enumerate(step.ways), 2):
        if (one.to, one.advise, one.todo) == (other.to, other.advise, other.todo):
            continue
        ways = put(put(step.ways, i, led_as(one, other)), j, led_as(other, one))
        says = f"the ways to `{one.to}` and `{other.to}` are swapped"
        yield attrs.evolve(step, ways=ways), says, one.span


def led_as(way: Way, other: Way) -> Way:
    """Return a way that leads where another does, and advises the same."""
    return attrs.evolve(way, to=other.to, advise=other.advise, todo=other.todo)


def way_edits(way: Way, words: English) -> Iterator[Edit]:
    """Yield a way on with one mistake in its condition or its advice."""
    if way.when is not None:
        for when, says, span in edits(way.when, words):
            yield attrs.evolve(way, when=when), says, span
    for advise, says, span in advice_edits(way.advise, words):
        yield attrs.evolve(way, advise=advise), says, span


def advice_edits(advise: tuple[Advice, ...], words: English) -> Iterator[Edit]:
    """Yield a list of advice with one mistake in a condition."""
    for index, item in enumerate(advise):
        if item.when is not None:
            for when, says, span in edits(item.when, words):
                yield put(advise, index, attrs.evolve(item, when=when)), says, span


def edits(expr: e.Expr, words: English) -> Iterator[Edit]:
    """Yield an expression with one mistake in it."""
    yield from own_edits(expr, words)
    parts = e.children(expr)
    for index, part in enumerate(parts):
        for new, says, span in edits(part, words):
            yield e.rebuild(expr, put(parts, index, new)), says, span


def own_edits(expr: e.Expr, words: English) -> Iterator[Edit]:
    """Yield an expression with one mistake in it, but not further inside."""
    match expr:
        case e.Compare(operator=operator) if operator in FLIPPED:
            says = f"{words.of(expr)}: the limit is moved by one step"
            yield attrs.evolve(expr, operator=FLIPPED[operator]), says, expr.span
        case e.And(items) | e.Or(items) | e.Count(items) if len(items) > 1:
            for index, item in enumerate(items):
                says = f"`{words.of(item)}` is forgotten"
                rest = items[:index] + items[index + 1 :]
                alone = len(rest) == 1 and not isinstance(expr, e.Count)
                new = rest[0] if alone else attrs.evolve(expr, items=rest)
                yield new, says, item.span or expr.span
        case e.Is(question, answers) if len(answers) > 1:
            for answer in answers:
                others = tuple(other for other in answers if other != answer)
                says = f"`{answer}` is forgotten among the answers to `{question}`"
                yield attrs.evolve(expr, answers=others), says, expr.span
        case _:
            pass


def put(items: tuple[Any, ...], index: int, item: Any) -> tuple[Any, ...]:
    """Return some items with another one at a place."""
    return (*items[:index], item, *items[index + 1 :])
