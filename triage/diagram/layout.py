"""What is written in a picture, the same in every format."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import groupby
from typing import Literal, TypeAlias

import attrs

from triage.base.question import Level
from triage.base.wording import many
from triage.diagram.model import (
    PLAIN,
    TICK,
    AdviceNote,
    Edge,
    Line,
    Mark,
    Node,
    Tone,
    View,
)

Role: TypeAlias = Literal[
    "heading", "title", "option", "detail", "answer", "advice", "case", "jump"
]
"""What a paragraph of a node is for."""

PANEL = "Advice and ends named in the steps"

BUSY = 4
"""An end that more steps lead to is named in them; no lines are drawn to it."""

FAR = 4
"""A way to a step so much lower is drawn; a longer one is named."""

FARTHEST = 8
"""The same for ways to an end, where all are drawn, or all are named."""

TOP = "emergency"
"""The highest level of a scale of urgency; other scales rank other things."""

ROOM = 90
"""Characters of several conditions that can be written at one line."""

BOXES = {"one": "○ ", "any": "☐ ", "tick": "☐ ", "words": "", "": ""}

LOUDNESS: dict[Tone, int] = {"faded": 0, "missed": 1, "plain": 2, "strong": 3}


@attrs.frozen
class Paragraph:
    """Write one paragraph in a node.

    Args:
        role: What it is for.
        text: What it says.
        mark: How it is set apart.
        level: The urgency it speaks of, if any.
    """

    role: Role
    text: str
    mark: Mark = PLAIN
    level: Level | None = None


@attrs.frozen
class Bundle:
    """Draw the ways between two nodes as one line.

    Args:
        source: The id of the node they leave.
        target: The id of the node they lead to.
        edges: The ways; at least one.
        listed: Whether the node they leave lists all its ways, so that only their
            numbers are written at the line.
        named: Whether there is no line at all: the node they leave says where they
            lead. That is so for ends that many steps lead to, and for long ways.
    """

    source: str
    target: str
    edges: tuple[Edge, ...]
    listed: bool = False
    named: bool = False

    @property
    def mark(self) -> Mark:
        """The loudest mark of the ways."""
        return loudest(self.edges)

    @property
    def shared(self) -> Mark:
        """The loudest mark, without words that are true of one way only."""
        is_all = self.mark.text == TICK or self.mark.tone == "missed"
        return self.mark if is_all else Mark(self.mark.tone)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """What is written at the line."""
        if self.listed:
            text = marked(self.shared, numbers(e.order for e in self.edges))
            return (Paragraph("case", text, self.mark),)
        blocks = groupby(self.edges, key=kept_apart)
        return tuple(text for _, edges in blocks for text in block(list(edges)))


def kept_apart(edge: Edge) -> tuple[int, tuple[AdviceNote, ...], bool]:
    """Return what the ways must share that are written in one paragraph."""
    return edge.order, edge.notes, edge.mark.tone == "missed"


def loudest(edges: Iterable[Edge]) -> Mark:
    """Return the loudest mark of some ways."""
    return max((edge.mark for edge in edges), key=lambda mark: LOUDNESS[mark.tone])


def block(edges: list[Edge]) -> Iterator[Paragraph]:
    """Yield what is written of ways with the same advice."""
    labels = [marked(edge.mark, numbered(edge)) for edge in edges]
    text = " or ".join(filter(None, labels))
    if text:
        yield Paragraph("case", text, loudest(edges))
    for note in edges[0].notes:
        yield advice(note)


def advice(note: AdviceNote) -> Paragraph:
    """Return a note of advice as a paragraph."""
    return Paragraph("advice", advised(note), note.mark, note.level)


def marked(mark: Mark, text: str) -> str:
    """Return a text with a tick before it, or with other words of a mark behind.

    >>> marked(Mark("strong", "✓"), "yes"), marked(Mark(text="3 cases"), "yes")
    ('✓ yes', 'yes (3 cases)')
    """
    if mark.text == TICK:
        return f"{TICK} {text}".strip()
    return f"{text} ({mark.text})".strip() if mark.text else text


def numbered(edge: Edge) -> str:
    """Return the label of a way with its place, where the order matters."""
    return f"({edge.order}) {edge.label}" if edge.order else edge.label


def advised(note: AdviceNote) -> str:
    """Return a note of advice as a sentence."""
    when = f", if {note.when}" if note.when else ""
    level = f" ({note.level.title})" if note.level else ""
    return marked(note.mark, f"Advise: {note.text}{level}{when}")


def numbers(orders: Iterable[int]) -> str:
    """Return numbers with their runs shortened.

    >>> numbers([1, 2, 3, 5])
    '(1 to 3, 5)'
    """
    runs: list[list[int]] = []
    for order in orders:
        if runs and runs[-1][-1] == order - 1:
            runs[-1].append(order)
        else:
            runs.append([order])
    parts = (str(r[0]) if len(r) == 1 else f"{r[0]} to {r[-1]}" for r in runs)
    return f"({', '.join(parts)})"


def level_text(level: Level | None, scale: tuple[Level, ...]) -> str:
    """Return an urgency, or the level of another scale, with its place there."""
    if level is None:
        return "Information"
    kind = "Urgency" if scale[-1].id == TOP else "Level"
    return f"{kind} {level.rank + 1} of {len(scale)}: {level.title}"


@attrs.define(frozen=True, slots=False)
class Content:
    """Put a view into words.

    Args:
        view: The view.
    """

    view: View

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """The nodes by id."""
        return {node.id: node for node in self.view.nodes}

    @cached_property
    def depth(self) -> Mapping[str, int]:
        """How many ways lie above each node, on the longest path."""
        found = dict.fromkeys(self.nodes, 0)
        for edge in self.view.edges:
            found[edge.target] = max(found[edge.target], found[edge.source] + 1)
        return found

    @cached_property
    def bundles(self) -> tuple[Bundle, ...]:
        """The edges, those between the same two nodes together."""
        together: dict[tuple[str, str], list[Edge]] = {}
        for edge in self.view.edges:
            together.setdefault((edge.source, edge.target), []).append(edge)
        crowded = {ends[0] for ends, edges in together.items() if is_crowded(edges)}
        return tuple(
            Bundle(
                *(source, target, tuple(edges)),
                listed=source in crowded,
                named=self.is_named(source, target),
            )
            for (source, target), edges in together.items()
        )

    def is_named(self, source: str, target: str) -> bool:
        """Whether a line would be lost among others, or too long to follow."""
        if self.nodes[target].kind == "step":
            return self.span(source, target) > FAR
        return target in self.busy

    def span(self, source: str, target: str) -> int:
        """Return how many ranks a line would cross."""
        return self.depth[target] - self.depth[source]

    @cached_property
    def busy(self) -> frozenset[str]:
        """The ends that many ways lead to, or one from far away."""
        ends = {(edge.source, edge.target) for edge in self.view.edges}
        many = Counter(target for _, target in ends)
        far = {
            target for source, target in ends if self.span(source, target) > FARTHEST
        }
        return frozenset(far.union(t for t, count in many.items() if count > BUSY))

    @cached_property
    def panel(self) -> tuple[Node, ...]:
        """The ends that no line leads to, because steps name them."""
        drawn = {bundle.target for bundle in self.bundles if not bundle.named}
        return tuple(
            node
            for node in self.view.nodes
            if node.kind != "step" and node.id not in drawn
        )

    @cached_property
    def flow(self) -> tuple[Node, ...]:
        """The other nodes."""
        named = {node.id for node in self.panel}
        return tuple(node for node in self.view.nodes if node.id not in named)

    @cached_property
    def deepest(self) -> str:
        """The id of the node that is drawn lowest, of those that lines lead to."""
        return max((node.id for node in self.flow), key=self.depth.__getitem__)

    @cached_property
    def cases(self) -> Mapping[str, tuple[Paragraph, ...]]:
        """The ways that are written in each node, in their order."""
        written = [bundle for bundle in self.bundles if bundle.listed or bundle.named]
        rows = [(edge, bundle.named) for bundle in written for edge in bundle.edges]
        found: dict[str, tuple[Paragraph, ...]] = {}
        for edge, named in sorted(rows, key=lambda row: row[0].number):
            case = self.named_case(edge) if named else plain_case(edge)
            notes = map(advice, edge.notes)
            found[edge.source] = (*found.get(edge.source, ()), case, *notes)
        return found

    def named_case(self, edge: Edge) -> Paragraph:
        """Return a way without a line, with the node that it leads to."""
        target = self.nodes[edge.target]
        text = f"{numbered(edge)} → {goal(target)}".strip()
        return Paragraph("jump", marked(edge.mark, text), edge.mark, target.level)

    def paragraphs(self, node: Node) -> Iterator[Paragraph]:
        """Yield what is written in a node."""
        heading = self.heading(node)
        if heading:
            yield Paragraph("heading", heading, node.mark, node.level)
        for line in node.lines:
            yield from line_paragraphs(line)
        for note in node.notes:
            yield advice(note)
        yield from self.cases.get(node.id, ())

    def is_top(self, node: Node) -> bool:
        """Whether a node has the highest urgency of the scale."""
        return node.level is not None and node.level == self.view.scale[-1]

    def about(self) -> Iterator[str]:
        """Yield what is said of the picture, and how to read it."""
        yield " · ".join(self.view.details)
        yield self.view.notice
        yield from self.hints()
        if self.view.legend:
            levels = (level_text(level, self.view.scale) for level in self.view.legend)
            yield " | ".join(levels)

    def hints(self) -> Iterator[str]:
        """Yield how to read the picture."""
        if any(edge.order for edge in self.view.edges):
            yield "(1), (2), …: tried in this order; the first that holds is taken."
        if self.view.path:
            yield "✓ and thick lines: the path taken. Grey: not on the path."
        if self.view.cases is not None:
            counted = many(self.view.cases, "case")
            yield f"In brackets: how many of {counted} come this way. Dashed: none."

    def names(self) -> Iterator[str]:
        """Yield what the names in conditions mean."""
        yield "Names used in conditions"
        yield from (f"{x.name} = {x.meaning}" for x in self.view.definitions)

    def heading(self, node: Node) -> str:
        """Return what stands at the top of a node: a name, or an urgency."""
        if node.kind == "recommendation":
            return marked(node.mark, level_text(node.level, self.view.scale))
        name = node.id if node.kind == "step" else ""
        start = "Start:" if node.id == self.view.first else ""
        return marked(node.mark, " ".join(filter(None, (start, name))))


def plain_case(edge: Edge) -> Paragraph:
    """Return a way whose number stands at a line."""
    return Paragraph("case", marked(edge.mark, numbered(edge)), edge.mark)


def goal(node: Node) -> str:
    """Return a node as a way names it."""
    if node.kind == "step":
        return f"go on at {node.id}"
    level = f" ({node.level.title})" if node.level else ""
    return f"{node.lines[0].text}{level}"


def is_crowded(edges: list[Edge]) -> bool:
    """Whether some conditions between two nodes are too much to write at a line."""
    texts = [text.text for edge in edges if edge.order for text in block([edge])]
    return len(edges) > 1 and sum(map(len, texts)) > ROOM


def line_paragraphs(line: Line) -> Iterator[Paragraph]:
    """Yield a line of a node, and what belongs to it."""
    box = BOXES[line.choice] if line.choice == "tick" else ""
    yield Paragraph("title", f"{box}{line.text}", line.mark)
    name = f"“{line.name}”" if line.name else ""
    details = " · ".join(filter(None, (name, *line.details)))
    if details:
        yield Paragraph("detail", details, line.mark)
    for option in line.options:
        yield Paragraph("option", f"{BOXES[line.choice]}{option}", line.mark)
    if line.choice and line.mark.text and line.mark.text != TICK:
        yield Paragraph("answer", line.mark.text, line.mark)
