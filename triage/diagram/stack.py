"""Stack: the path of a decision alone, as a short stack of the steps that it took."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

import attrs

from triage.base.speech import Speech
from triage.diagram.model import PLAIN, TICK, Edge, Line, Mark, Node, View
from triage.diagram.notation import notation
from triage.diagram.overlay import COUNTS
from triage.diagram.scores import Scored, scored
from triage.engine.decision import Decision, PathStep


class Marked(Protocol):
    """Be a part of a view that can be set apart."""

    @property
    def mark(self) -> Mark:
        """How it is."""


M = TypeVar("M", bound=Marked)


def stacked(view: View, decision: Decision) -> View:
    """Return a view with the path of a decision on it as that path alone.

    Each step has what was answered there, or what counts where nothing was asked, with
    the points that it gave, and what was advised; each way is the one that was taken.
    """
    tree, words, known = decision.tree, notation(decision.tree), decision.known
    nodes = tuple(
        told(node, scored(tree, tree.steps[node.id], words, known), tree.speech)
        if node.kind == "step"
        else told(node, Scored({}), tree.speech)
        for node in taken(view.nodes)
    )
    because = dict(zip(decision.trace.edges, decision.path, strict=True))
    rest = tree.reasons.otherwise
    edges = tuple(way(edge, because[edge.number], rest) for edge in taken(view.edges))
    steps = {node.number for node in nodes if node.kind == "step"}
    every = sum(node.kind == "step" for node in view.nodes)
    places = {name: steps & {*at} for name, at in view.places.items()}
    said = [*conditions(nodes, edges)]
    meant = spoken_of(view.definitions, said)
    spoken = " ".join((*said, *meant.values()))
    held = {parent for node in nodes for parent in within(node.group)}
    return attrs.evolve(
        view,
        details=(
            *view.details,
            tree.speech.say(
                "only the path: {number} of {steps}",
                number=f"{len(steps)}",
                steps=tree.speech.many(every, "step"),
            ),
        ),
        nodes=tuple(named(node, spoken) for node in nodes),
        edges=edges,
        groups=tuple(group for group in view.groups if group.id in held),
        definitions=meant,
        places={name: tuple(sorted(at)) for name, at in places.items()},
        path=False,
    )


def conditions(nodes: Iterable[Node], edges: Iterable[Edge]) -> Iterator[str]:
    """Yield the conditions that are written on a path."""
    for node in nodes:
        yield from (note.when for note in node.notes)
    for edge in edges:
        yield from (edge.label, *edge.cells, *(note.when for note in edge.notes))


def spoken_of(names: Mapping[str, str], texts: Iterable[str]) -> Mapping[str, str]:
    """Return the names that some texts speak of, or what is said of these, and so on.

    >>> spoken_of({"hot": "a fever", "ill": "hot or weak", "old": "over 70"}, ["ill?"])
    {'hot': 'a fever', 'ill': 'hot or weak'}
    """
    found, new = set[str](), [*texts]
    while new:
        more = {n for n in names if n not in found and any(n in text for text in new)}
        found, new = found | more, [names[n] for n in more]
    return {name: said for name, said in names.items() if name in found}


def named(node: Node, spoken: str) -> Node:
    """Return a node whose questions have a name only where that is spoken of."""
    lines = (
        line if line.name in spoken else attrs.evolve(line, name="")
        for line in node.lines
    )
    return attrs.evolve(node, lines=tuple(lines))


def taken(parts: Iterable[M]) -> tuple[M, ...]:
    """Return the parts that are on the path, or where it waits."""
    return tuple(part for part in parts if part.mark.tone == "strong")


def plain(mark: Mark) -> Mark:
    """Return a mark where all is on the path: what waits still says so."""
    return PLAIN if mark.text == TICK else mark


def told(node: Node, points: Scored, speech: Speech) -> Node:
    """Return a node with what was answered and advised there, and its points."""
    foot = iter(points.foot)
    lines = (
        attrs.evolve(next(foot), mark=line.mark)
        if line.choice == "points"
        else answered(line, points.beside)
        for line in node.lines
        if counts(line, speech)
    )
    return attrs.evolve(
        node,
        mark=plain(node.mark),
        lines=tuple(lines),
        notes=tuple(attrs.evolve(note, mark=PLAIN) for note in taken(node.notes)),
    )


def counts(line: Line, speech: Speech) -> bool:
    """Whether a line was asked, or counts as if it had been."""
    instead = speech.say(COUNTS).partition("{")[0]
    return line.mark.tone == "strong" or line.mark.text.startswith(instead)


def answered(line: Line, beside: Mapping[str, str]) -> Line:
    """Return a question without what else could have been answered or said."""
    is_next = line.mark.tone == "strong" and not line.mark.text.startswith(TICK)
    if not line.question or is_next:
        return line
    details = line.details if line.mark.tone == "faded" else ()
    points = tuple(beside[name] for name in beside if name == line.question)
    return attrs.evolve(line, options=(), points=points, details=details)


def way(edge: Edge, because: PathStep, rest: str) -> Edge:
    """Return a way by itself: "otherwise", and a number, is nothing without others."""
    label = because.reason if edge.label == rest else edge.label
    notes = tuple(attrs.evolve(note, mark=PLAIN) for note in taken(edge.notes))
    order = edge.order if edge.cells else 0
    return attrs.evolve(edge, label=label, mark=PLAIN, notes=notes, order=order)


def within(group: str) -> Iterable[str]:
    """Yield a module and those that it lies in.

    >>> [*within("mood/gad")]
    ['mood', 'mood/gad']
    """
    names = group.split("/")
    return ("/".join(names[: n + 1]) for n in range(len(names)))
