"""DOT, the language of Graphviz: a view with its texts set in HTML-like tables."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import chain, groupby, repeat
from urllib.parse import quote

import attrs
import graphviz

from triage.base.question import Level
from triage.base.wording import clean, wrapped
from triage.diagram import theme
from triage.diagram.labels import (
    HEAD_WIDTH,
    TITLE,
    Style,
    aside,
    barred,
    head_row,
    set_lines,
    swatch,
    table,
)
from triage.diagram.layout import DASHED, Bundle, Paragraph, Role, lay_out
from triage.diagram.model import Node, NodeKind, Tone, View
from triage.diagram.phrases import PANEL, SIGN, WARNED, group_title

FONT = "Helvetica,Arial,sans-serif"

# Characters in a line
WIDTH = 46
END_WIDTH = 30
LABEL_WIDTH = 26
CELL_WIDTH = 30
GROUP_WIDTH = 20  # short, left of the way into a module
MAIN = 20  # how much straighter the ways between steps are than the ways to ends
LETTER = 6.1  # the width of one of a title, on the whole
ROOM = 330  # points to the column of points
POINTS = 60  # what that column takes
LEVELS = 9  # of a legend, side by side
BESIDE = 99  # columns that take the room beside a legend
COLUMNS = 3  # of advice that is only collected, side by side


STYLES: Mapping[Role, Style] = {
    "heading": Style(10),
    "title": Style(TITLE, bold=True),
    "option": Style(11, indent=2),
    "detail": Style(10),
    "text": Style(10, indent=1),
    "answer": Style(12, bold=True),
    "advice": Style(11, indent=1),
    "case": Style(11),
    "jump": Style(11),
    "row": Style(11),
}

PENS: Mapping[Tone, Mapping[str, str]] = {
    "faded": {"penwidth": "1", "color": theme.PALE_LINE},
    "plain": {"penwidth": "1.2", "color": theme.LINE},
    "strong": {"penwidth": "4", "color": theme.LINE},
    "missed": {"penwidth": "2.5", "color": theme.LINE},
    "unused": {"penwidth": "1", "color": theme.LINE},
    "gone": {"penwidth": "1.2", "color": theme.LINE},
}

UNMARKED = {"color": theme.PALE_LINE}
FRAMES = {tone: pen if tone == "strong" else UNMARKED for tone, pen in PENS.items()}
"""How the frame of a part is drawn: one that has another title as what was changed."""

SHAPES: Mapping[NodeKind, Mapping[str, str]] = {
    "step": {"style": "filled,rounded"},
    "recommendation": {"style": "filled,rounded"},
    "done": {"style": "filled,rounded", "peripheries": "2"},
    "todo": {"style": "filled,dashed"},
    "cut": {"style": "filled,dotted"},
}


def dot(view: View) -> str:
    return Drawing(view).source()


class Drawing:
    def __init__(self, view: View, letters: int = 0) -> None:
        self.view = view
        self.letters = letters  # of a line of a box; 0 for those of its kind
        self.layout = lay_out(view)
        self.steps = {node.id for node in view.nodes if node.kind == "step"}
        self.graph = graphviz.Digraph(
            name=name(view.id),
            graph_attr={
                "bgcolor": theme.PAPER,
                "fontname": FONT,
                "fontsize": "12",
                "label": f"<{table(self.heading())}>",
                "labeljust": "l",
                "labelloc": "t",
                "nodesep": "0.35",
                "pad": "0.3",
                "ranksep": "0.22" if view.is_map else "0.55",
            },
            node_attr={"fontname": FONT, "fontsize": "12", "shape": "box"},
            edge_attr={"fontname": FONT, "fontsize": "11", "arrowsize": "0.8"},
        )

    def box(self, node: Node, paragraphs: Iterable[Paragraph]) -> str:
        """Return a picture of some paragraphs of a node, and nothing else."""
        graph = alone()
        self.draw_box(graph, node, paragraphs, self.letters)
        return str(graph.source)

    def head(self) -> str:
        """Return a picture of the heading, and nothing else."""
        graph = alone()
        graph.node("head", f"<{table(self.heading())}>", shape="plain")
        return str(graph.source)

    def source(self) -> str:
        names = [head_row(text, Style(11)) for text in self.layout.names()]
        with self.graph.subgraph(name="cluster_=all") as box:
            label = f"<{table(names)}>" if names else ""
            box.attr(label=label, labeljust="l", labelloc="b", peripheries="0")
            self.draw_group(box, "")
            self.draw_panel(box)
        for bundle in self.layout.lines:
            self.draw_bundle(bundle)
        return str(self.graph.source)

    def draw_group(self, graph: graphviz.Digraph, group: str) -> None:
        for node in self.layout.flow:
            if node.group == group:
                self.draw_node(graph, node)
        for inner in self.view.groups:
            if inner.parent == group:
                with graph.subgraph(name=f"cluster_{name(inner.id)}") as box:
                    title = group_title(inner, self.view.speech)
                    box.attr(**{**cluster(title), **FRAMES[inner.mark.tone]})
                    self.draw_group(box, inner.id)

    def draw_panel(self, graph: graphviz.Digraph) -> None:
        """Draw the advice that no way leads to, in columns below all else."""
        nodes = self.layout.panel
        with graph.subgraph(name="cluster_=panel") as box:
            box.attr(**cluster(self.view.speech.say(PANEL)), **FRAMES["plain"])
            for node in nodes:
                self.draw_node(box, node)
            for above, below in zip(nodes, nodes[COLUMNS:], strict=False):
                box.edge(name(above.id), name(below.id), style="invis")
        lowest = name(self.layout.deepest)
        for node in nodes[:COLUMNS]:
            self.graph.edge(lowest, name(node.id), style="invis", weight="0")

    def draw_node(self, graph: graphviz.Digraph, node: Node) -> None:
        width = WIDTH if node.kind == "step" else END_WIDTH
        self.draw_box(graph, node, self.layout.paragraphs(node), width)

    def draw_box(
        self,
        graph: graphviz.Digraph,
        node: Node,
        paragraphs: Iterable[Paragraph],
        width: int,
    ) -> None:
        tone, colours, shape = node.mark.tone, self.colours(node), self.shape(node)
        rows = [*self.rows(paragraphs, colours.ink, width)]
        if self.is_barred(node):
            rows = [barred(f"<TD>{table(rows)}</TD>")]
        wide = self.letters * LETTER
        style = f"{shape['style']},dashed" if tone in DASHED else shape["style"]
        pen = {**PENS[tone], **shape, "style": style, "fillcolor": colours.fill}
        graph.node(name(node.id), f"<{table(rows, width=wide)}>", **pen)

    def rows(
        self, paragraphs: Iterable[Paragraph], ink: str, width: int
    ) -> Iterator[str]:
        """Yield paragraphs, rows of a table one below the other."""
        for role, some in groupby(paragraphs, key=lambda paragraph: paragraph.role):
            if role != "row":
                yield from (self.row(paragraph, ink, width) for paragraph in some)
                continue
            lines = "".join(self.cells(paragraph, ink) for paragraph in some)
            tight = 'BORDER="0" CELLBORDER="1" CELLSPACING="0" CELLPADDING="3"'
            yield f'<TR><TD ALIGN="LEFT"><TABLE {tight}>{lines}</TABLE></TD></TR>'

    def cells(self, paragraph: Paragraph, ink: str) -> str:
        """Return a row of a table: bold the one that is taken, and the first."""
        style, mark = STYLES[paragraph.role], paragraph.mark
        if mark.tone == "faded":
            ink = theme.PALE_INK
        loud = mark.tone in ("strong", "missed") or not paragraph.cells[0]
        style = attrs.evolve(style, bold=loud, struck=mark.tone == "gone")
        cells = "".join(
            f'<TD ALIGN="LEFT" BALIGN="LEFT" COLOR="{theme.PALE_LINE}">'
            f"{set_lines(wrapped(text, CELL_WIDTH), style, ink)}</TD>"
            for text in paragraph.cells
        )
        return f"<TR>{cells}</TR>"

    def row(self, paragraph: Paragraph, ink: str, width: int) -> str:
        style, fill = STYLES[paragraph.role], ""
        if paragraph.mark.tone == "faded":
            ink = theme.PALE_INK
        elif paragraph.role in ("advice", "jump"):
            paint = self.paint(paragraph.level, warning=paragraph.warning)
            ink = paint.ink
            if paragraph.level or not paragraph.warning:  # else that of the box
                fill = f' BGCOLOR="{paint.fill}"'
        lines = wrapped(paragraph.text, width * TITLE // style.size - style.indent)
        if paragraph.mark.tone == "missed":
            style = attrs.evolve(style, bold=True)
        if paragraph.mark.tone == "gone":
            style = attrs.evolve(style, struck=True)
        text = set_lines(lines, style, ink)
        link = linked(paragraph)
        cell = f'<TD ALIGN="LEFT" BALIGN="LEFT"{fill}{link}>{text}</TD>'
        if paragraph.warning:
            return barred(cell)
        if not paragraph.points:
            return f"<TR>{cell}</TR>"
        points = set_lines([paragraph.points], Style(style.size, bold=True), ink)
        column = f'<TD ALIGN="RIGHT" BALIGN="RIGHT" WIDTH="40">{points}</TD>'
        room = self.letters * LETTER - POINTS if self.letters else ROOM
        wide = f'<TD ALIGN="LEFT" BALIGN="LEFT" WIDTH="{room:.0f}">{text}</TD>'
        tight = 'BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"'
        inner = f"<TABLE {tight}><TR>{wide}{column}</TR></TABLE>"
        return f'<TR><TD ALIGN="LEFT">{inner}</TD></TR>'

    def colours(self, node: Node) -> theme.Colours:
        if node.mark.tone == "faded":
            return theme.FADED
        if node.kind == "recommendation":
            return self.paint(node.level, warning=node.warning)
        return theme.STEP if node.kind == "step" else theme.PLAIN

    def is_barred(self, node: Node) -> bool:
        """Whether a bar says of a whole box that it is a warning."""
        told = node.kind == "recommendation" and node.warning
        return told and not self.layout.is_top(node)

    def paint(self, level: Level | None, *, warning: bool) -> theme.Colours:
        plain = warning and level is None
        return theme.PLAIN if plain else theme.colours(level, self.view.scale)

    def shape(self, node: Node) -> Mapping[str, str]:
        if self.is_barred(node):
            return {"style": "filled"}
        if node.kind == "recommendation" and node.level is None:
            return {"shape": "note", "style": "filled"}
        if self.layout.is_top(node) and not self.letters:
            return {"shape": "octagon", "style": "filled", "margin": "0"}
        return SHAPES[node.kind]

    def draw_bundle(self, bundle: Bundle) -> None:
        texts = (attrs.evolve(text, to="") for text in bundle.paragraphs)
        rows = [self.row(text, theme.INK, LABEL_WIDTH) for text in texts]
        pen = {**PENS[bundle.mark.tone]}
        if bundle.width:
            pen["penwidth"] = str(bundle.width)
        if bundle.mark.tone in DASHED:
            pen["style"] = "dashed"
        self.graph.edge(
            name(bundle.source),
            name(bundle.target),
            label=aside(rows) if rows else "",
            weight=str(MAIN if bundle.target in self.steps else 1),
            **pen,
        )

    def heading(self) -> Iterator[str]:
        letters = self.letters or HEAD_WIDTH
        styles = chain([Style(20, bold=True), Style(12), Style(12)], repeat(Style(11)))
        for text, style in zip(self.layout.about(), styles, strict=False):
            yield head_row(text, style, letters)
        yield from self.legend(2 if self.letters else LEVELS)
        yield '<TR><TD HEIGHT="12"></TD></TR>'

    def legend(self, beside: int) -> Iterator[str]:
        """Yield rows of the urgency levels that occur; Graphviz takes none empty."""
        levels: list[Level | None] = [*self.view.legend]
        plain = (n for n in self.view.nodes if not n.warning)
        if any(n.kind == "recommendation" and n.level is None for n in plain):
            levels.append(None)
        swatches = [
            swatch(level, self.view.scale, self.view.speech) for level in levels
        ]
        if self.view.warns:
            text = set_lines(
                [f"{SIGN}{self.view.speech.say(WARNED)}"], Style(11), theme.INK
            )
            tight = 'BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="5"'
            inner = barred(f"<TD>{text}</TD>")
            swatches.append(f"<TD><TABLE {tight}>{inner}</TABLE></TD>")
        for start in range(0, len(swatches), beside):
            row = "".join(swatches[start : start + beside])
            yield (f'<TR><TD ALIGN="LEFT">{narrow(f"<TR>{row}</TR>")}</TD></TR>')


def narrow(rows: str) -> str:
    """Return a table as wide as what is in it: columns beside it take what is left.

    Graphviz gives each column of a table the same share of room that is left.
    """
    tight = 'BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"'
    inner = f'<TABLE BORDER="0" CELLSPACING="4">{rows}</TABLE>'
    rest = f'<TD COLSPAN="{BESIDE}"></TD>'
    return f"<TABLE {tight}><TR><TD>{inner}</TD>{rest}</TR></TABLE>"


def alone() -> graphviz.Digraph:
    """Return a picture that what is put on a page by itself is drawn in."""
    font = {"fontname": FONT, "fontsize": "12", "shape": "box"}
    bare = {"pad": "0.02", "margin": "0"}
    return graphviz.Digraph(graph_attr=bare, node_attr=font)


def words(texts: Iterable[str], style: Style, letters: int) -> str:
    """Return a picture of some paragraphs, and nothing else."""
    graph = alone()
    rows = (head_row(text, style, letters) for text in texts)
    graph.node("words", f"<{table(rows)}>", shape="plain")
    return str(graph.source)


def name(text: str) -> str:
    """Return an id as Graphviz can take it, such as "cut=3Adecide" for "cut:decide".

    A colon would mean a port, and a percent sign at the start a name of its own.
    """
    return quote(text).replace("%", "=")


def linked(paragraph: Paragraph) -> str:
    """Return what makes a cell a link to where its text says that a way leads."""
    if not paragraph.to:
        return ""
    text = escape(clean(paragraph.text)).replace("\\", "")
    return f' HREF="#{escape(paragraph.to)}" TOOLTIP="{text}"'


def cluster(title: str) -> Mapping[str, str]:
    lines = wrapped(title, GROUP_WIDTH)
    return {
        "label": f"<{set_lines(lines, Style(12, bold=True), theme.INK)}>",
        "labeljust": "l",
        "style": "rounded",
        "fontcolor": theme.INK,
        "margin": "14",
        "labelloc": "t",
        "peripheries": "1",
    }
