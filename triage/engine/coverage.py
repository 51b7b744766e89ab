"""Coverage: which parts of a tree some decisions have come by, and how often."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Literal, Self, TypeAlias, TypeVar, get_args

import attrs

from triage.base.immutable import immutable
from triage.base.text import Span, position
from triage.engine.decision import Decision
from triage.engine.outcome import Outcome
from triage.engine.trace import steps_of
from triage.language.ast import Always
from triage.model.traversal import Place, edge_label, recommendations, span_of
from triage.model.tree import Property, Tree

T = TypeVar("T")

Part: TypeAlias = Literal["steps", "branches", "recommendations", "properties"]
"""The parts of a tree that are counted."""


@immutable
class Gap:
    """Name a part of a tree that nothing came by.

    Args:
        kind: What kind of part it is.
        id: Its id; for a branch, the number of the way.
        message: What is missing, in words.
        span: Where it was written.
    """

    kind: Part
    id: str | int
    message: str
    span: Span

    def __str__(self) -> str:
        return f"{self.span.source.name}:{self.span.line}: {self.message}"

    def to_dict(self) -> dict[str, object]:
        """Return the gap as JSON."""
        return {"id": self.id, "message": self.message, **position(self.span)}


@immutable
class Share:
    """Say how many of the parts of one kind were come by.

    Args:
        kind: The kind of part.
        total: How many there are.
        gaps: Those that nothing came by.
    """

    kind: Part
    total: int
    gaps: tuple[Gap, ...]

    @property
    def reached(self) -> int:
        """How many were come by."""
        return self.total - len(self.gaps)

    @property
    def percent(self) -> int:
        """The reached ones in a hundred, rounded down; 100 when there are none.

        >>> Share("steps", 0, ()).percent
        100
        """
        return 100 * self.reached // self.total if self.total else 100

    def __str__(self) -> str:
        if not self.total:
            return f"no {self.kind}"
        share = f"{self.reached} of {self.total} {self.kind}"
        return f"{share} ({self.percent} %)" if self.gaps else share

    def to_dict(self) -> dict[str, object]:
        """Return the share as JSON."""
        return {
            "reached": self.reached,
            "total": self.total,
            "percent": self.percent,
            "gaps": [gap.to_dict() for gap in self.gaps],
        }


@immutable
class Coverage:
    """Count how many of some decisions came by each part of a tree.

    Every part is there, those that nothing came by with 0.

    Args:
        tree: The tree.
        cases: How many decisions were counted.
        steps: The counts of the steps by id.
        edges: The counts of the ways by number.
        recommendations: The counts of the recommendations by id.
        questions: How often a question was answered, by step and question.
        advice: How often a piece of advice was collected, by place.
        properties: The ids of the properties that the decisions put to the test.

    >>> import triage
    >>> tree = triage.load("start")
    >>> coverage = Coverage.of(tree, [tree.decide({"walks": "yes"})])
    >>> print(coverage.share("branches"))
    1 of 12 branches (8 %)
    """

    tree: Tree = attrs.field(repr=False)
    cases: int
    steps: Mapping[str, int]
    edges: Mapping[int, int]
    recommendations: Mapping[str, int]
    questions: Mapping[tuple[str, str], int]
    advice: Mapping[Place, int]
    properties: frozenset[str]

    @classmethod
    def of(cls, tree: Tree, decisions: Iterable[Decision]) -> Self:
        """Count what some decisions of a tree came by."""
        made = tuple(decisions)
        traces = [decision.trace for decision in made]
        steps = ((step.id for step in steps_of(tree, trace)) for trace in traces)
        people = [*map(Outcome.of, made)]
        tested = (p.id for p in tree.properties.values() if is_tested(p, tree, people))
        return cls(
            tree=tree,
            cases=len(made),
            steps=counted(steps, tree.steps),
            edges=counted((t.edges for t in traces), range(len(tree.edges))),
            recommendations=counted((t.advice for t in traces), tree.recommendations),
            questions=counted(map(answered, people)),
            advice=counted(trace.collected for trace in traces),
            properties=frozenset(tested),
        )

    @property
    def shares(self) -> tuple[Share, ...]:
        """What was come by, kind by kind."""
        return tuple(map(self.share, get_args(Part)))

    def share(self, kind: Part) -> Share:
        """Return what was come by of one kind."""
        seen: Mapping[Part, Mapping[Any, int]] = {
            "steps": self.steps,
            "branches": self.edges,
            "recommendations": self.recommendations,
            "properties": dict.fromkeys(self.properties, 1),
        }
        found = [part for part in parts(self.tree) if part.kind == kind]
        gaps = tuple(part for part in found if not seen[kind].get(part.id))
        return Share(kind, len(found), gaps)

    @property
    def percent(self) -> int:
        """The least share of the four."""
        return min(share.percent for share in self.shares)

    def to_dict(self) -> dict[str, object]:
        """Return what was come by as the JSON that ``triage test --json`` prints."""
        return {share.kind: share.to_dict() for share in self.shares}


def counted(seen: Iterable[Iterable[T]], parts: Iterable[T] = ()) -> Counter[T]:
    """Return how often each part was seen, of those given even if never."""
    counts = Counter(dict.fromkeys(parts, 0))
    counts.update(chain.from_iterable(seen))
    return counts


def parts(tree: Tree) -> Iterator[Gap]:
    """Yield every part of a tree as the gap that it may be."""
    for step in tree.steps.values():
        message = f"no case reaches the step `{step.id}`"
        yield Gap("steps", step.id, message, span_of(step))
    for step, way in tree.edges:
        to = f"`{way.to}`" if way.to else "what is not written yet"
        label = edge_label(tree, step, way)
        message = f"no case takes the way from `{step.id}` to {to}"
        message += f" ({label})" if label else ""
        yield Gap("branches", way.number, message, span_of(way, step))
    spans = {entry.id.value: entry.id.span for entry in recommendations(tree)}
    for name in tree.recommendations:
        message = f"no case reaches the recommendation `{name}`"
        yield Gap("recommendations", name, message, spans[name])
    for item in tree.properties.values():
        message = f"no case tests the property `{item.id}`"
        yield Gap("properties", item.id, message, span_of(item))


def answered(who: Outcome) -> Iterator[tuple[str, str]]:
    """Yield the questions that a person answers in every way of asking, with steps."""
    everywhere = frozenset.intersection(*(way.answered for way in who.interviews))
    for step, names in who.interviews[0].pages(who.tree):
        for name in names:
            if name in everywhere and name in who.answers:
                yield step.id, name


def is_tested(item: Property, tree: Tree, people: list[Outcome]) -> bool:
    if item.then is not None:
        given = item.given or Always(holds=True)
        return any(
            tree.compiled.ensures(given, here)
            for who in people
            for here in who.ways(given)
        )
    if item.reachable:
        told = {name for who in people for name in who.trace.advice}
        return told >= {*item.reachable}
    asked = frozenset[str]().union(*(who.asked for who in people))
    if item.before:
        return not asked.isdisjoint(item.before)
    return asked >= item.compared(tree.values)
