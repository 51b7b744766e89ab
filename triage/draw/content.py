"""What is written in a picture, the same in every format."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from typing import Literal, TypeAlias

import attrs

from triage.marks import PLAIN, TICK, Mark, Tone
from triage.questions import Level
from triage.view import Edge, Line, Node, Note, View

__all__ = ["Bundle", "Content", "Paragraph", "Role", "advised", "level_text", "marked"]

Role: TypeAlias = Literal[
    "heading", "title", "option", "detail", "answer", "advice", "case"
]
"""What a paragraph of a node is for."""

ROOM = 90
"""Characters of several conditions that can be written at one line."""

BOXES = {"one": "○ ", "any": "☐ ", "tick": "☐ ", "": ""}

LOUDNESS: dict[Tone, int] = {"faded": 0, "plain": 1, "strong": 2}


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
        listed: Whether the node they leave lists its ways, so that only their
            numbers are written at the line.
    """

    source: str
    target: str
    edges: tuple[Edge, ...]
    listed: bool = False

    @property
    def mark(self) -> Mark:
        """The loudest mark of the ways."""
        return max((e.mark for e in self.edges), key=lambda m: LOUDNESS[m.tone])

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """What is written at the line."""
        if self.listed:
            text = marked(self.mark, numbers(e.order for e in self.edges))
            return (Paragraph("case", text, self.mark),)
        blocks = groupby(self.edges, key=lambda edge: (edge.order, edge.notes))
        return tuple(text for _, edges in blocks for text in block(list(edges)))


def block(edges: list[Edge]) -> Iterator[Paragraph]:
    """Yield what is written of ways with the same advice."""
    labels = [marked(edge.mark, numbered(edge)) for edge in edges]
    text = " or ".join(filter(None, labels))
    if text:
        yield Paragraph("case", text, edges[0].mark)
    for note in edges[0].notes:
        yield advice(note)


def advice(note: Note) -> Paragraph:
    """Return a note of advice as a paragraph."""
    return Paragraph("advice", advised(note), note.mark, note.level)


def marked(mark: Mark, text: str) -> str:
    """Return a text with the words of a mark before it.

    >>> marked(Mark("strong", "✓"), "yes")
    '✓ yes'
    """
    return " ".join(filter(None, (mark.text, text)))


def numbered(edge: Edge) -> str:
    """Return the label of a way with its place, where the order matters."""
    return f"({edge.order}) {edge.label}" if edge.order else edge.label


def advised(note: Note) -> str:
    """Return a note of advice as a sentence."""
    when = f", if {note.when}" if note.when else ""
    level = f" ({note.level.title})" if note.level else ""
    return marked(note.mark, f"Advise: {note.text}{level}{when}")


def numbers(orders: Iterable[int]) -> str:
    """Return numbers with their runs shortened.

    >>> numbers([1, 2, 3, 5])
    '(1–3, 5)'
    """
    runs: list[list[int]] = []
    for order in orders:
        if runs and runs[-1][-1] == order - 1:
            runs[-1].append(order)
        else:
            runs.append([order])
    parts = (str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)
    return f"({', '.join(parts)})"


def level_text(level: Level | None, scale: tuple[Level, ...]) -> str:
    """Return an urgency in words, with its place on the scale."""
    if level is None:
        return "Information"
    return f"Urgency {level.rank + 1} of {len(scale)}: {level.title}"


@attrs.define(frozen=True, slots=False)
class Content:
    """Put a view into words.

    Args:
        view: The view.
    """

    view: View

    @cached_property
    def bundles(self) -> tuple[Bundle, ...]:
        """The edges, those between the same two nodes together."""
        together: dict[tuple[str, str], list[Edge]] = {}
        for edge in self.view.edges:
            together.setdefault((edge.source, edge.target), []).append(edge)
        crowded = {ends[0] for ends, edges in together.items() if is_crowded(edges)}
        return tuple(
            Bundle(*ends, tuple(edges), ends[0] in crowded)
            for ends, edges in together.items()
        )

    @cached_property
    def cases(self) -> dict[str, tuple[Edge, ...]]:
        """The ways of each node that lists them, in their order."""
        listing = {bundle.source for bundle in self.bundles if bundle.listed}
        found: dict[str, tuple[Edge, ...]] = {}
        for edge in self.view.edges:
            if edge.source in listing:
                found[edge.source] = (*found.get(edge.source, ()), edge)
        return found

    def paragraphs(self, node: Node) -> Iterator[Paragraph]:
        """Yield what is written in a node."""
        heading = self.heading(node)
        if heading:
            yield Paragraph("heading", heading, node.mark, node.level)
        for line in node.lines:
            yield from line_paragraphs(line)
        for note in node.notes:
            yield advice(note)
        for edge in self.cases.get(node.id, ()):
            yield Paragraph("case", marked(edge.mark, numbered(edge)), edge.mark)
            for note in edge.notes:
                yield advice(note)

    def heading(self, node: Node) -> str:
        """Return what stands at the top of a node: a name, or an urgency."""
        if node.kind == "recommendation":
            return marked(node.mark, level_text(node.level, self.view.scale))
        name = node.id if node.kind == "step" else ""
        start = "Start:" if node.id == self.view.first else ""
        return marked(node.mark, " ".join(filter(None, (start, name))))


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
    if line.mark.text and line.mark.text != TICK:
        yield Paragraph("answer", line.mark.text, line.mark)
