"""Mutants: a tree with one small mistake in it, such as an author might make.

A limit is off by one, two branches are swapped, an option or a `not` is forgotten,
advice is lost. Cases and properties that notice none of these would not notice a
mistake.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import chain, combinations, pairwise
from typing import Any, TypeAlias

import attrs

import triage.language.ast as e
from triage.base.answer import UNSURE
from triage.base.immutable import immutable
from triage.base.text import Span
from triage.engine.outcome import Outcome
from triage.model.fingerprint import declared
from triage.model.traversal import conditions
from triage.model.tree import Advice, Guard, Recommendation, Step, Tree, Way
from triage.verify.mistakes import Edit, Mistakes, each, within
from triage.verify.readers import Readers
from triage.verify.rewalk import rewalked

DECIDING = ("values", "guards", "steps")
"""The fields of a tree that hold what decides where a walk goes."""

INSIDE = frozenset(["ways", "advise", "when", "body"])
"""The fields of their parts in which there are expressions."""

NEVER = e.Always(holds=False)

Numbered: TypeAlias = tuple[int, Way]

Pairs: TypeAlias = Callable[[Iterable[Numbered]], Iterable[tuple[Numbered, Numbered]]]
"""Which of some ways are swapped: of a table, of which there are many, neighbours."""


@immutable
class Mutant:
    """Hold a tree with a mistake in one part; whether that is a limit that moved."""

    tree: Tree
    says: str
    span: Span | None = attrs.field(eq=False, repr=False)
    part: tuple[str, str] = ("", "")  # its field of the tree, and its id there
    limit: bool = False
    at: frozenset[str] | None = attrs.field(default=None, eq=False, repr=False)
    """The steps where it may do something else; None if that is not only at steps."""

    def tells(self, outcome: Outcome) -> bool:
        """Whether the patient of an outcome is told something else in this tree."""
        return outcome.result != self.instead(outcome).result

    def instead(self, outcome: Outcome) -> Outcome:
        """Return what becomes of the patient of an outcome in this tree."""
        return rewalked(outcome, self.tree, self.at)


def mutants(tree: Tree) -> Iterator[Mutant]:
    """Yield every tree with one small mistake in it.

    >>> import triage
    >>> next(mutants(triage.load("qsofa"))).says
    'score at least 2: the limit is one step higher'
    """
    make = Mutating(tree)
    for field, edits in (
        ("steps", make.in_step),
        ("values", make.in_value),
        ("guards", make.in_guard),
        ("recommendations", make.in_recommendation),
    ):
        parts = getattr(tree, field)
        for name, part in parts.items():
            for new, says, span, limit in edits(part):
                if new != part:  # a branch that never holds cannot be forgotten
                    changed: dict[str, Any] = {field: {**parts, name: new}}
                    other = attrs.evolve(tree, **changed)
                    at = make.readers.of(field, name)
                    yield Mutant(other, says, span, (field, name), limit, at)
    yield from make.unguarded()
    yield from make.worth_more_or_less()


@attrs.frozen(slots=False)
class Mutating:
    tree: Tree

    @cached_property
    def readers(self) -> Readers:
        return Readers(self.tree)

    @property
    def mistakes(self) -> Mistakes:
        return Mistakes(self.tree.questions, self.tree.values)

    def in_step(self, step: Step) -> Iterator[Edit]:
        in_advice = partial(self.in_advice, step.span)
        yield from within(step, "advise", each(step.advise, in_advice))
        yield from within(step, "ways", each(step.ways, self.in_way))
        pairs = pairwise if step.table else partial(combinations, r=2)
        yield from within(step, "ways", swaps(step.ways, pairs))
        yield from within(step, "ways", redirected(step.ways))

    def in_way(self, way: Way) -> Iterator[Edit]:
        if way.when is not None and not way.answer:  # of an answer, that is no matter
            yield from within(way, "when", self.mistakes.of(way.when))
            says = f"the branch to `{way.to}` is forgotten"
            yield Edit(attrs.evolve(way, when=NEVER), says, way.span)
        in_advice = partial(self.in_advice, way.span)
        yield from within(way, "advise", each(way.advise, in_advice))

    def in_advice(self, span: Span | None, advice: Advice) -> Iterator[Edit]:
        """Yield advice that is never given, and always; it keeps its place."""
        name, when = advice.recommendation, advice.when
        never, always = (attrs.evolve(advice, when=x) for x in (NEVER, None))
        yield Edit(never, f"`{name}` is not advised here", span)
        if when is not None:
            yield Edit(always, f"`{name}` is advised here to everybody", when.span)
            yield from within(advice, "when", self.mistakes.of(when))

    def in_value(self, value: e.Value) -> Iterator[Edit]:
        return within(value, "body", self.mistakes.of(value.body))

    def in_guard(self, guard: Guard) -> Iterator[Edit]:
        return within(guard, "when", self.mistakes.of(guard.when))

    def in_recommendation(self, item: Recommendation) -> Iterator[Edit]:
        """Yield one of another urgency, and one that does not stand alone any more."""
        spans = self.spans("recommendations")
        for rank in (item.rank + 1, item.rank - 1):
            if item.urgency is not None and 0 <= rank < len(self.tree.levels):
                level = self.tree.levels[rank]
                says = f"`{item.id}` has the urgency `{level.id}`"
                new = attrs.evolve(item, urgency=level)
                yield Edit(new, says, spans.get(item.id))
        if item.alone:
            says = f"`{item.id}` is told beside others: it does not stand alone"
            yield Edit(attrs.evolve(item, alone=False), says, spans.get(item.id))

    def unguarded(self) -> Iterator[Mutant]:
        """Yield the tree with one question asked of everybody who comes by."""
        for name, guard in self.tree.guards.items():
            others = {key: g for key, g in self.tree.guards.items() if key != name}
            says = f"`{name}` is asked of everybody who comes by"
            yield Mutant(attrs.evolve(self.tree, guards=others), says, guard.when.span)

    def worth_more_or_less(self) -> Iterator[Mutant]:
        """Yield the tree with one option worth a point more, and less, in all sums."""
        tree, spans = self.tree, self.spans("questions")
        parts = chain.from_iterable(e.parts(expr) for _, expr in conditions(tree))
        added = {part.question for part in parts if isinstance(part, e.PointsOf)}
        for name in (name for name in tree.questions if name in added):
            for option in tree.questions[name].options:
                for way, by in (("more", 1), ("less", -1)):
                    worth = partial(with_points, name, option.id, by)
                    changed = {f: mapped(getattr(tree, f), worth) for f in DECIDING}
                    says = f"`{option.id}` of `{name}` is worth one point {way}"
                    yield Mutant(attrs.evolve(tree, **changed), says, spans.get(name))

    def spans(self, kind: str) -> dict[str, Span]:
        entries = declared(self.tree, kind)
        return {name: entry.id.span for name, entry in entries.items()}


def with_points(question: str, option: str, by: int, expr: e.Expr) -> e.Expr:
    """Return an expression in which an option is worth some points more."""
    if not isinstance(expr, e.PointsOf) or expr.question != question:
        return expr
    more = by * 10**expr.scale
    points = tuple((o, n + more if o == option else n) for o, n in expr.points)
    return attrs.evolve(expr, points=points)


def mapped(part: Any, change: Callable[[e.Expr], e.Expr]) -> Any:
    """Return a part of a tree with a change in every expression, innermost first."""
    match part:
        case Mapping():
            return {name: mapped(item, change) for name, item in part.items()}
        case tuple():
            return tuple(mapped(item, change) for item in part)
        case e.Node():
            expr: Any = part
            inside = [mapped(child, change) for child in e.children(expr)]
            return change(e.rebuild(expr, inside))
        case Step() | Way() | Advice() | Guard() | e.Value():
            names = {field.name for field in attrs.fields(type(part))} & INSIDE
            return attrs.evolve(
                part, **{name: mapped(getattr(part, name), change) for name in names}
            )
        case _:
            return part


def swaps(ways: tuple[Way, ...], pairs: Pairs) -> Iterator[Edit]:
    """Yield ways of which two lead, and advise, as the other did."""
    for (i, one), (j, other) in pairs(enumerate(ways)):
        if lead(one) != lead(other):
            new = {i: leading(one, other), j: leading(other, one)}
            says = f"the ways to `{one.to}` and `{other.to}` are swapped"
            swapped = tuple(new.get(n, way) for n, way in enumerate(ways))
            yield Edit(swapped, says, one.span)


def redirected(ways: tuple[Way, ...]) -> Iterator[Edit]:
    """Yield ways of which "not sure" leads, and advises, as another answer does."""
    for index, way in enumerate(ways):
        for other in ways if way.answer == UNSURE else ():
            if lead(other) != lead(way):
                new = leading(way, other)
                says = f"not sure leads to `{other.to}`, as `{other.answer}` does"
                yield Edit((*ways[:index], new, *ways[index + 1 :]), says, way.span)


def lead(way: Way) -> tuple[object, ...]:
    return way.to, way.advise, way.todo


def leading(way: Way, other: Way) -> Way:
    """Return a way that leads, and advises, as another does."""
    return attrs.evolve(way, to=other.to, advise=other.advise, todo=other.todo)
