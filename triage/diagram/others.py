"""Others: the ways on that `otherwise` stands for, drawn as one where they are many."""

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from triage.base.limits import LIMITS
from triage.base.speech import Speech
from triage.diagram.model import Edge, View
from triage.model.reasons import ANY_OTHER

OTHERS = "{count} other answers"


def folded(view: View) -> View:
    """Return a view in which the answers that are not named have one way on.

    Those that are set apart, as the one on the path is, have a way of their own.
    """
    groups = together(view.edges)
    if not groups:
        return view
    made = {edges[0].number: as_one(edges, view.speech) for edges in groups}
    gone = {edge.number for edges in groups for edge in edges[1:]}
    left = tuple(made.get(x.number, x) for x in view.edges if x.number not in gone)
    ends = {edge.target for edge in left}
    nodes = (node for node in view.nodes if node.kind != "todo" or node.id in ends)
    return attrs.evolve(view, nodes=tuple(nodes), edges=left)


def together(edges: Iterable[Edge]) -> Sequence[list[Edge]]:
    """Return the ways on of a view that are drawn as one."""
    alike: dict[Any, list[Edge]] = {}
    for edge in edges:
        if edge.others:
            end = "todo" if edge.target.startswith("todo:") else edge.target
            key = edge.source, end, edge.mark, edge.notes
            alike.setdefault(key, []).append(edge)
    return [edges for edges in alike.values() if len(edges) > LIMITS.others]


def as_one(edges: list[Edge], speech: Speech) -> Edge:
    """Return one way on for several answers; it says so where these are not all."""
    first, count = edges[0], len(edges)
    label = speech.say(ANY_OTHER if count == first.others else OTHERS, count=f"{count}")
    return attrs.evolve(first, label=label)
