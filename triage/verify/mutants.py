"""Mutants: a tree with one small mistake in it, such as an author might make.

A threshold is off by one, two branches are swapped, an option of a condition is
forgotten. Cases and properties that notice none of these would not notice a mistake.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Any, TypeAlias

import attrs

import triage.language.ast as e
from triage.base.text import Span
from triage.language.english import English
from triage.model.tree import Advice, Guard, Step, Tree, Way

FLIPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
"""A comparison, and the same with the threshold on its other side."""

Edit: TypeAlias = tuple[Any, str, Span | None]
"""What takes the place of a part, what was done to it in words, and where."""


@attrs.frozen
class Mutant:
    tree: Tree
    says: str
    span: Span | None = attrs.field(eq=False, repr=False)


def mutants(tree: Tree) -> Iterator[Mutant]:
    """Yield every tree with one threshold flipped, branches swapped or option dropped.

    >>> import triage
    >>> next(mutants(triage.load("qsofa"))).says
    'score at least 2: the limit is moved by one step'
    """
    make = Mistakes(English(tree.questions))
    for field, edits in (
        ("steps", make.in_step),
        ("values", make.in_value),
        ("guards", make.in_condition),
    ):
        parts = getattr(tree, field)
        for name, part in parts.items():
            for new, says, span in edits(part):
                changed: dict[str, Any] = {field: {**parts, name: new}}
                yield Mutant(attrs.evolve(tree, **changed), says, span)


@attrs.frozen
class Mistakes:
    words: English

    def in_step(self, step: Step) -> Iterator[Edit]:
        yield from within(step, "advise", each(step.advise, self.in_condition))
        yield from within(step, "ways", each(step.ways, self.in_way))
        yield from within(step, "ways", swaps(step.ways))

    def in_way(self, way: Way) -> Iterator[Edit]:
        yield from self.in_condition(way)
        yield from within(way, "advise", each(way.advise, self.in_condition))

    def in_condition(self, part: Way | Advice | Guard) -> Iterator[Edit]:
        if part.when is not None:
            yield from within(part, "when", self.in_expr(part.when))

    def in_value(self, value: e.Value) -> Iterator[Edit]:
        return within(value, "body", self.in_expr(value.body))

    def in_expr(self, expr: e.Expr) -> Iterator[Edit]:
        yield from self.at_the_top(expr)
        for parts, says, span in each(e.children(expr), self.in_expr):
            yield e.rebuild(expr, parts), says, span

    def at_the_top(self, expr: e.Expr) -> Iterator[Edit]:
        """Yield an expression with a mistake in it, but not further inside."""
        match expr:
            case e.Compare(operator=operator) if operator in FLIPPED:
                says = f"{self.words.of(expr)}: the limit is moved by one step"
                yield attrs.evolve(expr, operator=FLIPPED[operator]), says, expr.span
            case e.And(items) | e.Or(items) | e.Count(items) if len(items) > 1:
                for index, item in enumerate(items):
                    rest = items[:index] + items[index + 1 :]
                    alone = len(rest) == 1 and not isinstance(expr, e.Count)
                    new = rest[0] if alone else attrs.evolve(expr, items=rest)
                    yield new, f"`{self.words.of(item)}` is forgotten", item.span
            case e.Is(question, answers) if len(answers) > 1:
                for answer in answers:
                    others = tuple(other for other in answers if other != answer)
                    says = f"`{answer}` is forgotten among the answers to `{question}`"
                    yield attrs.evolve(expr, answers=others), says, expr.span


def swaps(ways: tuple[Way, ...]) -> Iterator[Edit]:
    """Yield ways of which two lead, and advise, as the other did."""
    leads: list[dict[str, Any]] = [
        {"to": way.to, "advise": way.advise, "todo": way.todo} for way in ways
    ]
    for (i, one), (j, other) in combinations(enumerate(ways), 2):
        if leads[i] != leads[j]:
            new = {i: attrs.evolve(one, **leads[j]), j: attrs.evolve(other, **leads[i])}
            says = f"the ways to `{one.to}` and `{other.to}` are swapped"
            yield tuple(new.get(n, way) for n, way in enumerate(ways)), says, one.span


def within(whole: Any, field: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    for new, says, span in edits:
        yield attrs.evolve(whole, **{field: new}), says, span


def each(
    items: tuple[Any, ...], edits: Callable[[Any], Iterable[Edit]]
) -> Iterator[Edit]:
    for index, item in enumerate(items):
        for new, says, span in edits(item):
            yield (*items[:index], new, *items[index + 1 :]), says, span
