"""Shares: how many of some people come by each part of a tree, marked in a view."""

from collections.abc import Iterator
from typing import Any

import attrs

from triage.base.wording import many
from triage.diagram.model import PLAIN, Mark, View
from triage.diagram.others import together
from triage.diagram.overlay import Overlay
from triage.engine.flow import Flow
from triage.model.tree import DONE

NOBODY = Mark("unused", "nobody")
ONE_IN_TEN = 10


def with_flow(view: View, flow: Flow) -> View:
    """Mark each step, way and end with the share of people who come there."""
    people = flow.people
    parts = {edge.number: flow.ways.get(edge.number, 0) for edge in view.edges}
    for edges in together(view.edges):
        numbers = [edge.number for edge in edges]
        parts |= dict.fromkeys(numbers, sum(map(parts.__getitem__, numbers)))
    told = dict.fromkeys(flow.tree.recommendations, 0)
    ends = {**told, **flow.told, DONE: flow.done}
    counts: dict[Any, int] = {**parts, **flow.steps, **ends}
    marks: dict[Any, Mark] = {part: share(n, people) for part, n in counts.items()}
    for node in view.nodes:
        marks |= dict.fromkeys(((node.id, x.question) for x in node.lines), PLAIN)
    return attrs.evolve(Overlay(marks).over(view), people=counted(flow))


def counted(flow: Flow) -> str:
    """Say of whom the shares are."""
    said = f"{flow.people:,} rows" if flow.people != 1 else "1 row"
    beside = "; ".join(not_counted(flow))
    return f"{said} ({beside})" if beside else said


def not_counted(flow: Flow) -> Iterator[str]:
    """Yield which rows are left out, and what none of the others says."""
    if flow.left_out:
        yield f"{flow.left_out:,} more left out: what they say cannot be right"
    if flow.unknown:
        yield f"{many(len(flow.unknown), 'question')} without a column, open for all"


def share(count: int, people: int) -> Mark:
    """Return the mark of what some of all people come by."""
    if not count:
        return NOBODY
    return Mark(text=percent(count, people), share=count / people)


def percent(count: int, people: int) -> str:
    """Return a share in a hundred, which is never rounded to all, or to none.

    >>> percent(1, 3), percent(1, 30), percent(1, 9999), percent(9998, 9999)
    ('33 %', '3.3 %', 'under 0.1 %', 'over 99 %')
    """
    found = 100 * count / people
    if count < people and round(found) == 100:  # noqa: PLR2004  in a hundred
        return "over 99 %"
    if found >= ONE_IN_TEN:
        return f"{found:.0f} %"
    return f"{found:.1f} %" if round(found, 1) else "under 0.1 %"
