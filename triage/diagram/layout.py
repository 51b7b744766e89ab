"""Layout: what is drawn as a line, what is only named, and what is written where."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, zip_longest
from typing import Literal, TypeAlias

import attrs

from triage.base.immutable import immutable
from triage.base.question import Level
from triage.base.speech import ENGLISH, Speech
from triage.base.wording import many
from triage.diagram import model as v
from triage.diagram.model import PLAIN, TICK, Edge, Mark, Node
from triage.diagram.phrases import (
    EDITED,
    FOLDED,
    NAMES,
    SIGN,
    SOURCES,
    UNEDITED,
    UP_TO,
    WORDS,
    advised,
    apart,
    begun_in,
    comes_from,
    end_heading,
    explained,
    goal,
    goes_on,
    marked,
    meanings,
    numbered,
    numbers,
    referred,
    shared,
    step_name,
)

Role: TypeAlias = Literal[
    "heading",
    "title",
    "option",
    "detail",
    "text",
    "answer",
    "advice",
    "case",
    "jump",
    "row",
]

BUSY = 4  # an end that more steps lead to is named in them; no lines are drawn to it
FAR = 4  # a way to a step so much lower is drawn; a longer one is named
FARTHEST = 8  # the same for ways to an end, where all are drawn, or all are named
WIDEST = 10  # points of a line that everybody takes
ROOM = 90  # characters of several conditions that can be written at one line

BOXES: Mapping[v.Choice, str] = {"one": "○ ", "any": "☐ ", "tick": "☐ "}

Ends: TypeAlias = tuple[str, str]  # the nodes that a way leaves and leads to

LOUDNESS: Mapping[v.Tone, int] = {
    "faded": 0,
    "gone": 1,
    "unused": 1,
    "missed": 1,
    "plain": 2,
    "strong": 3,
}
DASHED = ("missed", "unused", "gone")
"""Tones of what is apart from all else: no case, nobody, or no longer there."""


@immutable
class Paragraph:
    role: Role
    text: str = attrs.field(repr=False)  # may be an answer
    mark: Mark = PLAIN
    level: Level | None = None
    cells: tuple[str, ...] = ()  # of a row of a table
    points: str = ""  # in a column at the right
    warning: bool = False
    to: str = ""  # the anchor it leads to, in formats that have some


@immutable
class Bundle:
    """Draw the ways between two nodes, of which there is one at least, as one line.

    Where the node they leave lists all its ways, only numbers are written at the line.
    """

    source: str
    target: str
    edges: tuple[Edge, ...]
    listed: bool = False
    speech: Speech = ENGLISH

    @property
    def mark(self) -> Mark:
        return loudest(self.edges)

    @property
    def width(self) -> float:
        """How wide the line is, in points, by who comes this way; 0 for as ever."""
        share = sum(edge.mark.share for edge in self.edges)
        return round(1 + WIDEST * share, 2) if share else 0

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        if self.listed:
            mark, kept = self.mark, [x for x in self.edges if x.mark.tone != "gone"]
            text = numbers((edge.order for edge in kept or self.edges), self.speech)
            if len(text) > ROOM:
                kind = "row" if self.edges[0].cells else "way"
                count = self.speech.many(len(self.edges), kind)
                text = self.speech.say("({count} of those above)", count=count)
            if mark.text == TICK or mark.tone in DASHED:
                text = marked(mark, text)
            return (Paragraph("case", text, mark),)
        # in one paragraph: ways of one place, with the same advice, all missed or none
        blocks = groupby(
            self.edges, key=lambda x: (x.order, x.notes, x.mark.tone in DASHED)
        )
        return tuple(
            text for _, edges in blocks for text in block(list(edges), self.speech)
        )


IN_ORDER = "(1), (2), …: tried in this order; the first that holds is taken."
PATH = "✓ and thick lines: the path taken. Grey: not on the path."


@immutable
class Layout:
    view: v.View
    lines: tuple[Bundle, ...]
    panel: tuple[Node, ...]  # the ends that no line leads to, because steps name them
    flow: tuple[Node, ...]  # the other nodes
    deepest: str  # the node of the flow that is drawn lowest
    cases: Mapping[str, tuple[Paragraph, ...]]  # the ways written in each node

    def paragraphs(self, node: Node) -> Iterator[Paragraph]:
        if heading := self.heading(node):
            role: Role = "title" if self.view.is_map else "heading"
            yield Paragraph(role, heading, node.mark, node.level)
        if node.sources:
            yield Paragraph("detail", comes_from(node, self.speech), node.mark)
        if node.onward:
            yield Paragraph("detail", goes_on(node, self.speech), node.mark)
        for name in node.folded:
            yield Paragraph("detail", name, node.mark)
        for told in node.told:
            text = f"{SIGN if told.warning else ''}{told.text}"
            mark = node.mark if self.view.is_map else PLAIN
            yield Paragraph("jump", text, mark, told.level, warning=told.warning)
        for line in node.lines:
            yield from line_paragraphs(line)
        yield from (advice(note, self.speech) for note in node.notes)
        yield from self.cases.get(node.id, ())

    def heading(self, node: Node) -> str:
        if node.kind == "recommendation":
            return marked(node.mark, end_heading(node, self.view.scale, self.speech))
        begins = node.id == self.view.first and not node.sources
        name = step_name(node) if node.kind == "step" else ""
        if begins and node.folded:
            name = f"{begun_in(node)}, folded in {name}"
        begun = self.speech.say("Start: {name}", name=name).strip() if begins else name
        return marked(node.mark, begun)

    @property
    def speech(self) -> Speech:
        return self.view.speech

    def is_top(self, node: Node) -> bool:
        return node.level is not None and node.level == self.view.scale[-1]

    def about(self) -> Iterator[str]:
        view, say = self.view, self.speech.say
        yield from filter(None, (view.title, " · ".join(view.details), view.notice))
        if any(edge.order and not edge.cells for edge in view.edges):
            yield say(IN_ORDER)
        if view.is_map:
            yield say(UP_TO)
        if view.unsure:
            yield explained(view.speech)
        if view.compared:
            words = WORDS if view.reworded or not view.is_map else ""
            yield f"{EDITED}{words}" if view.is_edited else UNEDITED
        if view.is_folded:
            yield FOLDED
        if view.path:
            yield say(PATH)
        if view.cases is not None:
            counted = many(view.cases, "case")
            yield f"In brackets: how many of {counted} come this way. Dashed: none."
        if view.people:
            yield f"{shared(view)}, and lines as wide. Dashed: none."

    def names(self) -> Iterator[str]:
        if self.view.definitions or self.view.asked:
            yield self.speech.say(NAMES)
        yield from meanings(self.view)
        if self.view.sources:
            yield self.speech.say(SOURCES)
        yield from map(referred, self.view.sources)


def lay_out(view: v.View) -> Layout:
    nodes = {node.id: node for node in view.nodes}
    together: dict[Ends, list[Edge]] = {}
    for edge in view.edges:
        together.setdefault((edge.source, edge.target), []).append(edge)
    depth = depths(view)
    named = {*together} if view.in_words else named_ends(together, nodes, depth)
    crowded = {source for (source, _), edges in together.items() if is_crowded(edges)}
    crowded |= {node.id for node in view.nodes if node.columns}
    lines = tuple(
        Bundle(*ends, tuple(edges), ends[0] in crowded, view.speech)
        for ends, edges in together.items()
        if ends not in named
    )
    cases: dict[str, tuple[Paragraph, ...]] = {
        node.id: (row(("", *node.columns, "")),) for node in view.nodes if node.columns
    }
    for edge in sorted(view.edges, key=lambda edge: edge.number):
        target = nodes[edge.target] if (edge.source, edge.target) in named else None
        if target or edge.source in crowded:
            notes = (advice(note, view.speech) for note in edge.notes)
            written = (case(edge, target, view.speech), *notes)
            if edge.cells and nodes[edge.source].columns:
                first = marked(edge.mark, f"({edge.order})")
                said = "".join(f"{advised(x, view.speech)}. " for x in edge.notes)
                leads = goal(nodes[edge.target], view.speech)
                cells = first, *edge.cells, f"{said}→ {leads}"
                end = nodes[edge.target].anchor
                written = (attrs.evolve(row(cells, edge.mark), to=end),)
            cases[edge.source] = (*cases.get(edge.source, ()), *written)
    drawn = {bundle.target for bundle in lines}
    drawn |= {node.id for node in view.nodes if node.kind == "step"}
    panel = tuple(node for node in view.nodes if node.id not in drawn)
    flow = tuple(node for node in view.nodes if node.id in drawn)
    deepest = max((node.id for node in flow), key=depth.__getitem__)
    return Layout(view, lines, panel, flow, deepest, cases)


def depths(view: v.View) -> Mapping[str, int]:
    """Return how many ways lie above each node, on the longest path."""
    found = dict.fromkeys((node.id for node in view.nodes), 0)
    for edge in view.edges:
        found[edge.target] = max(found[edge.target], found[edge.source] + 1)
    return found


def named_ends(
    together: Iterable[Ends], nodes: Mapping[str, Node], depth: Mapping[str, int]
) -> set[Ends]:
    """Return between which nodes a line would be lost, or too long to follow."""
    counts = Counter(target for _, target in together)
    spans = {ends: depth[ends[1]] - depth[ends[0]] for ends in together}
    busy = {target for target, count in counts.items() if count > BUSY}
    busy |= {target for (_, target), span in spans.items() if span > FARTHEST}
    return {
        (source, target)
        for (source, target), span in spans.items()
        if (span > FAR if nodes[target].kind == "step" else target in busy)
    }


def row(cells: tuple[str, ...], mark: Mark = PLAIN) -> Paragraph:
    """Return a row of a table, which a format without tables writes as one text."""
    return Paragraph("row", " | ".join(cells).strip(" |"), mark, cells=cells)


def case(edge: Edge, target: Node | None, speech: Speech) -> Paragraph:
    """Return a way that is written in a node, with where it leads if no line does."""
    if target is None:
        return Paragraph("case", marked(edge.mark, numbered(edge)), edge.mark)
    text = f"{numbered(edge)} → {goal(target, speech)}".strip()
    return Paragraph(
        "jump",
        marked(edge.mark, text),
        edge.mark,
        target.level,
        warning=target.warning,
        to=target.anchor,
    )


def is_crowded(edges: list[Edge]) -> bool:
    texts = [text.text for edge in edges if edge.order for text in block([edge])]
    return len(edges) > 1 and sum(map(len, texts)) > ROOM


def loudest(edges: Iterable[Edge]) -> Mark:
    return max((edge.mark for edge in edges), key=lambda mark: LOUDNESS[mark.tone])


def block(edges: list[Edge], speech: Speech = ENGLISH) -> Iterator[Paragraph]:
    labels = [marked(edge.mark, numbered(edge)) for edge in edges]
    if len(edges) > 1:
        labels = [marked(edge.mark, apart(edge)) for edge in edges]
    if text := f" {speech.say('or')} ".join(filter(None, labels)):
        yield Paragraph("case", text, loudest(edges))
    yield from (advice(note, speech) for note in edges[0].notes)


def advice(note: v.AdviceNote, speech: Speech) -> Paragraph:
    return Paragraph(
        "advice",
        advised(note, speech),
        note.mark,
        note.level,
        warning=note.warning,
        to=v.end_anchor(note.target),
    )


def line_paragraphs(line: v.Line) -> Iterator[Paragraph]:
    box = BOXES.get(line.choice, "")
    before = box if line.choice == "tick" else ""
    role: Role = "option" if line.choice == "points" else "title"
    own = "" if line.options else "".join(line.points)
    yield Paragraph(role, before + line.text, line.mark, points=own)
    name = f"“{line.name}”" if line.name else ""
    if details := " · ".join(filter(None, (name, *line.details))):
        yield Paragraph("detail", details, line.mark)
    for text in line.texts:
        yield Paragraph("text", text, line.mark)
    points = line.points if line.options else ()
    for option, some in zip_longest(line.options, points, fillvalue=""):
        yield Paragraph("option", f"{box}{option}", line.mark, points=some)
    if line.choice not in ("", "points") and line.mark.text not in ("", TICK):
        yield Paragraph("answer", line.mark.text, line.mark)
