"""A picture of a tree against an older one: what was added, changed and removed."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from triage.diagram.model import (
    Edge,
    Group,
    Node,
    Painter,
    Term,
    View,
    part,
    shown_part,
)
from triage.diagram.overlay import PLAIN, Mark, Marks
from triage.model.diff import Difference, differences
from triage.model.tree import Step, Tree, Way

ADDED = Mark("strong", "added")
CHANGED = Mark("strong", "changed")
REMOVED = Mark("missed", "removed")

MARKS = {"added": ADDED, "changed": CHANGED}

OF_THE_WHOLE = ("tree", "level")
"""Parts that have no place of their own in a picture."""


def view_against(
    new: Tree, old: Tree, *, start: str | None = None, depth: int | None = None
) -> View:
    """Picture a tree, with what was edited since an older version of it.

    What was removed is shown where it was. Everything is told in words, and not by
    colour or line alone.

    Args:
        new: The tree.
        old: The tree as it was.
        start: The id of the step to begin with; see ``view``.
        depth: How many steps below the first are shown.

    Raises:
        TriageError: There is no such step, or the depth is negative.
    """
    edits = differences(old, new)
    painter = Painter(new, marks_of(old, new, edits), part(new, start, depth))
    shown = painter.paint(shown_part(new, start, depth), path=False)
    return Beside(new, old, painter, shown).view(edits)


class Beside:
    """Put what was removed beside what is; it is made for one call and thrown away.

    Args:
        new: The tree.
        old: The tree as it was.
        painter: Who painted the tree.
        shown: The picture of the tree.
    """

    def __init__(self, new: Tree, old: Tree, painter: Painter, shown: View) -> None:
        self.new = new
        self.old = old
        self.painter = painter
        self.shown = shown
        before = Painter(old, Marks(rest=REMOVED), part(old, None, None))
        before.used.update(dict.fromkeys(old.values))
        self.before = before.paint("", path=False)
        self.was = {node.id: node for node in self.before.nodes}
        self.here = {node.id for node in shown.nodes}
        ids = ({*tree.steps, *tree.recommendations} for tree in (old, new))
        self.gone = next(ids) - next(ids)

    def view(self, edits: Iterable[Difference]) -> View:
        """Return the picture of both.

        Args:
            edits: What was edited.
        """
        edges = tuple(self.removed_edges())
        kept = tuple(self.with_removed(node) for node in self.shown.nodes)
        nodes = (*kept, *self.other_nodes(kept, edges))
        whole = (str(item) for item in edits if item.part in OF_THE_WHOLE)
        return attrs.evolve(
            self.shown,
            details=(*self.shown.details, f"compared with {version(self.old)}", *whole),
            nodes=nodes,
            edges=(*self.shown.edges, *edges),
            groups=(*self.shown.groups, *self.removed_groups(nodes)),
            terms=tuple(self.terms()),
        )

    # Ways

    def removed_edges(self) -> Iterator[Edge]:
        """Yield the ways that were removed, of steps that are shown or removed too."""
        kept = {fingerprint(step, way) for step, way in self.new.edges}
        reached = set(self.here)
        ways = {edge.number: edge for edge in self.before.edges}
        for step, way in self.old.edges:
            if step.id in reached and fingerprint(step, way) not in kept:
                target = self.target(way)
                reached.add(target)
                number = len(self.new.edges) + way.number
                yield attrs.evolve(ways[way.number], number=number, target=target)

    def target(self, way: Way) -> str:
        """Return the id of the node that a removed way leads to."""
        if not way.to:
            return f"todo:{len(self.new.edges) + way.number}"
        return f"cut:{way.to}" if self.painter.is_cut(way) else way.to

    # Nodes

    def other_nodes(
        self, kept: tuple[Node, ...], edges: tuple[Edge, ...]
    ) -> Iterator[Node]:
        """Yield the nodes that removed ways and advice need and that are not shown.

        Args:
            kept: The nodes that are shown.
            edges: The removed ways.
        """
        ends = dict.fromkeys(
            end for edge in edges for end in (edge.source, edge.target)
        )
        removed = [self.was[name] for name in ends if name in self.gone]
        held = [item.notes for item in (*kept, *removed)]
        held += [edge.notes for edge in edges]
        wanted = ends | dict.fromkeys(note.target for notes in held for note in notes)
        yield from (self.other_node(name) for name in wanted if name not in self.here)

    def other_node(self, name: str) -> Node:
        """Return a node that is not shown yet, marked as removed if it was."""
        kind, _, number = name.partition(":")
        if kind == "todo":
            was = self.was[f"todo:{int(number) - len(self.new.edges)}"]
            return attrs.evolve(was, id=name)
        return self.was[name] if name in self.gone else self.painter.end(name, "")

    def with_removed(self, node: Node) -> Node:
        """Return a step with the questions and the advice that it had before."""
        old, new = (tree.steps.get(node.id) for tree in (self.old, self.new))
        if old is None or new is None:
            return node
        was = self.was[node.id]
        lines = zip(old.ask, was.lines, strict=False)
        notes = zip(old.advise, was.notes, strict=True)
        return attrs.evolve(
            node,
            lines=(*node.lines, *(x for name, x in lines if name not in new.ask)),
            notes=(*node.notes, *(x for item, x in notes if item not in new.advise)),
        )

    # Modules and names

    def removed_groups(self, nodes: tuple[Node, ...]) -> Iterator[Group]:
        """Yield the modules of removed steps that are not shown yet."""
        known = {group.id for group in self.shown.groups}
        used = {node.group for node in nodes}
        for group in self.before.groups:
            if group.id not in known and holds_one(group.id, used):
                yield group

    def terms(self) -> Iterator[Term]:
        """Yield the names that conditions use, with what they meant before."""
        meant = {term.name: term.meaning for term in self.before.terms}
        for term in self.shown.terms:
            was = meant.get(term.name)
            edit = "added" if was is None else f"changed, before: {was}"
            same = was == term.meaning
            yield term if same else Term(term.name, f"{term.meaning} ({edit})")


def version(tree: Tree) -> str:
    """Return what a version of a tree is called."""
    return f"version {tree.version}" if tree.version else f"logic {tree.logic[:8]}"


def holds_one(module: str, used: Iterable[str]) -> bool:
    """Whether a module holds one of some others, or is one of them.

    >>> holds_one("mood", ["mood/gad"]), holds_one("mood", ["moody"])
    (True, False)
    """
    return any(name == module or name.startswith(f"{module}/") for name in used)


def fingerprint(step: Step, way: Way) -> tuple[str, Way]:
    """Return a way with the step it leaves, and without its number."""
    return step.id, attrs.evolve(way, number=0)


def marks_of(old: Tree, new: Tree, edits: Iterable[Difference]) -> Marks:
    """Return the marks of what was added to a tree, or changed in it.

    Args:
        old: The tree as it was.
        new: The tree.
        edits: What was edited.
    """
    found: dict[str, dict[str, Mark]] = {}
    for item in edits:
        found.setdefault(item.part, {})[item.id] = MARKS.get(item.edit, REMOVED)
    asked = dict.fromkeys(found.get("condition of a question", {}), CHANGED)
    asked |= found.get("question", {})
    kept = {fingerprint(step, way) for step, way in old.edges}
    added = (way.number for s, way in new.edges if fingerprint(s, way) not in kept)
    return Marks(
        nodes={**found.get("step", {}), **found.get("recommendation", {})},
        edges=dict.fromkeys(added, ADDED),
        questions={
            (step.id, name): mark
            for step in new.steps.values()
            for name, mark in asked_at(step, old.steps.get(step.id), asked)
        },
        advice={
            (step.id, index): ADDED
            for step in new.steps.values()
            for index in added_advice(step, old.steps.get(step.id))
        },
    )


def asked_at(
    step: Step, old: Step | None, edited: Mapping[str, Mark]
) -> Iterator[tuple[str, Mark]]:
    """Yield the questions of a step, each with its mark.

    Args:
        step: The step.
        old: The step as it was; None for one that was added.
        edited: The marks of questions that were edited.
    """
    for name in step.ask:
        new = old is None or name not in old.ask
        yield name, ADDED if new else edited.get(name, PLAIN)


def added_advice(step: Step, old: Step | None) -> Iterator[int]:
    """Yield the places of the advice that was added to a step."""
    for index, item in enumerate(step.advise):
        if old is None or item not in old.advise:
            yield index
