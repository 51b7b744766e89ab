"""Union of two views: a tree with what was added, changed and removed since another."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import attrs

from triage.diagram.build import SHORT_HASH, definitions, end, holds_one, view
from triage.diagram.model import PLAIN, Definition, Edge, Mark, Node, View
from triage.diagram.overlay import Overlay
from triage.model.diff import Difference, differences
from triage.model.tree import DONE, Step, Tree, Way

ADDED = Mark("strong", "added")
CHANGED = Mark("strong", "changed")
REMOVED = Mark("missed", "removed")

MARKS = {"added": ADDED, "changed": CHANGED, "removed": REMOVED}

OF_THE_WHOLE = ("tree", "level")  # parts that have no place of their own


def view_against(
    new: Tree, old: Tree, *, start: str | None = None, depth: int | None = None
) -> View:
    """Picture a tree, with what was edited since an older version of it.

    What was removed is shown where it was. Everything is told in words, and not by
    colour or line alone. See ``draw``.
    """
    edits = differences(old, new)
    marks = overlay(new, old, edits)
    shown = marks.over(view(new, start=start, depth=depth))
    before = Overlay(rest=REMOVED).over(renumbered(view(old), len(new.edges)))
    union = Union(new, old, shown, before, marks)
    known = {group.id for group in shown.groups}
    used = {node.group for node in union.nodes}
    gone = (x for x in before.groups if x.id not in known and holds_one(x.id, used))
    logic = f"logic {old.logic[:SHORT_HASH]}"
    version = f"version {old.version}" if old.version else logic
    whole = (str(item) for item in edits if item.part in OF_THE_WHOLE)
    return attrs.evolve(
        shown,
        details=(*shown.details, f"compared with {version}", *whole),
        nodes=union.nodes,
        edges=(*shown.edges, *union.edges),
        groups=(*shown.groups, *gone),
        definitions=tuple(since(shown.definitions, old)),
    )


# What was added and changed


def overlay(new: Tree, old: Tree, edits: Iterable[Difference]) -> Overlay:
    """Return the marks of what was added to a tree, or changed in it."""
    found: dict[str, dict[str, Mark]] = {}
    for item in edits:
        found.setdefault(item.part, {})[item.id] = MARKS[item.edit]
    edited = dict.fromkeys(found.get("condition of a question", {}), CHANGED)
    edited |= found.get("question", {})
    kept = {fingerprint(step, way) for step, way in old.edges}
    added = (way.number for s, way in new.edges if fingerprint(s, way) not in kept)
    steps = [(step, old.steps.get(step.id, Step(""))) for step in new.steps.values()]
    return Overlay(
        nodes={**found.get("step", {}), **found.get("recommendation", {})},
        edges=dict.fromkeys(added, ADDED),
        questions={
            (step.id, name): edited.get(name, PLAIN) if name in was.ask else ADDED
            for step, was in steps
            for name in step.ask
        },
        advice={
            (step.id, index): ADDED
            for step, was in steps
            for index, item in enumerate(step.advise)
            if item not in was.advise
        },
    )


def fingerprint(step: Step, way: Way) -> tuple[str, Way]:
    """Return a way with the step it leaves, and without its number."""
    return step.id, attrs.evolve(way, number=0)


def since(shown: Iterable[Definition], old: Tree) -> Iterator[Definition]:
    """Yield the names that conditions use, with what they meant before."""
    meant = {item.name: item.meaning for item in definitions(old, old.values)}
    for item in shown:
        was = meant.get(item.name)
        edit = "added" if was is None else f"changed, before: {was}"
        same = was == item.meaning
        yield item if same else Definition(item.name, f"{item.meaning} ({edit})")


# What was removed


def renumbered(was: View, first: int) -> View:
    """Return a view whose ways are numbered from another number than 0."""
    todo = [node.id for node in was.nodes if node.kind == "todo"]
    ids = {name: f"todo:{first + int(name.removeprefix('todo:'))}" for name in todo}
    return attrs.evolve(
        was,
        nodes=tuple(attrs.evolve(n, id=ids.get(n.id, n.id)) for n in was.nodes),
        edges=tuple(
            attrs.evolve(e, number=first + e.number, target=ids.get(e.target, e.target))
            for e in was.edges
        ),
    )


@attrs.define(frozen=True, slots=False)
class Union:
    """Put what was removed from a tree beside what is.

    Both are pictured: as it is with the marks of what was edited, and as it was.
    """

    new: Tree
    old: Tree
    shown: View
    before: View
    marks: Overlay

    @cached_property
    def here(self) -> set[str]:
        return {node.id for node in self.shown.nodes}

    @cached_property
    def was(self) -> Mapping[str, Node]:
        return {node.id: node for node in self.before.nodes}

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """The ways that were removed, of steps that are shown or removed too."""
        kept = {fingerprint(step, way) for step, way in self.new.edges}
        edges = {edge.number: edge for edge in self.before.edges}
        reached, found = {*self.here}, []
        for step, way in self.old.edges:
            if step.id in reached and fingerprint(step, way) not in kept:
                edge = edges[len(self.new.edges) + way.number]
                is_cut = edge.target in self.new.steps and edge.target not in self.here
                target = f"cut:{edge.target}" if is_cut else edge.target
                reached.add(target)
                found.append(attrs.evolve(edge, target=target))
        return tuple(found)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes that are shown, and those that removed ways and advice need."""
        kept = [self.with_removed(node) for node in self.shown.nodes]
        known = {*self.here, *self.new.recommendations, DONE}
        gone = {name: node for name, node in self.was.items() if name not in known}
        ends = dict.fromkeys(x for way in self.edges for x in (way.source, way.target))
        held = [node.notes for node in (*kept, *(gone[x] for x in ends if x in gone))]
        held += [edge.notes for edge in self.edges]
        wanted = ends | dict.fromkeys(note.target for notes in held for note in notes)
        others = (
            gone[name] if name in gone else self.marks.node(end(self.new, name))
            for name in wanted
            if name not in self.here
        )
        return (*kept, *others)

    def with_removed(self, node: Node) -> Node:
        """Return a step with the questions and the advice that it had before."""
        old, new = (tree.steps.get(node.id) for tree in (self.old, self.new))
        if old is None or new is None:
            return node
        was = self.was[node.id]
        lines = (x for x in was.lines if x.question and x.question not in new.ask)
        notes = zip(old.advise, was.notes, strict=True)
        return attrs.evolve(
            node,
            lines=(*node.lines, *lines),
            notes=(*node.notes, *(x for item, x in notes if item not in new.advise)),
        )
