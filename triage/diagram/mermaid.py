"""A view as a Mermaid flowchart."""

import re
from collections.abc import Iterable, Iterator, Mapping

from triage.base.question import Level
from triage.base.wording import clean, indented, wrapped
from triage.diagram import theme
from triage.diagram.layout import PANEL, Bundle, Content, Paragraph
from triage.diagram.model import Node, NodeKind, View

WIDTH = 46
"""Characters in a line of a node."""

LABEL_WIDTH = 24
"""Characters in a line at an arrow."""

SPACE = "\N{NO-BREAK SPACE}"

HEAD_WIDTH = 70
"""Characters in a line of the heading."""

COLUMNS = 4
"""Of ends that no arrow leads to, side by side."""

MEANING = re.compile(r"""(?<![A-Za-z])\.|[.:](?! |$)|["#$%&*+\-/;<=>@[\]^_`{|}~]""")
"""Characters that mean something to Mermaid, or to the Markdown and HTML in it."""

BACKSLASH = "\N{REVERSE SOLIDUS OPERATOR}"
"""Stands for a backslash, which Mermaid and Markdown take away even as an entity."""

SHAPES: Mapping[NodeKind, tuple[str, str]] = {
    "step": ("[", "]"),
    "recommendation": ("(", ")"),
    "done": ("([", "])"),
    "todo": ("[", "]"),
    "cut": (">", "]"),
}

TOP = ("{{", "}}")
"""The shape of the highest urgency."""


def painted(colours: theme.Colours, line: str = theme.LINE) -> str:
    return f"fill:{colours.fill},stroke:{line},color:{colours.ink}"


CLASSES = {
    "step": f"{painted(theme.STEP)},text-align:left",
    "done": f"{painted(theme.PLAIN)},stroke-width:3px",
    "todo": f"{painted(theme.PLAIN)},stroke-dasharray:6 4",
    "cut": f"{painted(theme.PLAIN)},stroke-dasharray:2 3",
    "words": f"{painted(theme.PLAIN, theme.PALE_LINE)},text-align:left",
    "module": painted(theme.PLAIN, theme.PALE_LINE),
    "strong": "stroke-width:4px",
    "faded": painted(theme.FADED, theme.PALE_LINE),
    "missed": "stroke-width:3px,stroke-dasharray:6 4",
}

CONFIG = ("---", "config:", "  flowchart:", "    wrappingWidth: 640", "---")
"""Lines are cut here, not by Mermaid."""

ARROWS = {
    "strong": f"stroke:{theme.LINE},{CLASSES['strong']}",
    "faded": f"stroke:{theme.PALE_LINE},color:{theme.PALE_INK}",
    "missed": CLASSES["missed"],
}


def mermaid(view: View) -> str:
    """Return a view as a Mermaid flowchart.

    Programs that show Mermaid refuse large charts: by default, more than 500 arrows
    or 50,000 characters.
    """
    return "\n".join(Chart(view).lines()) + "\n"


class Chart:
    """Write one view; it is made for one call and thrown away."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.content = Content(view)
        self.ids = {node.id: f"n{index}" for index, node in enumerate(view.nodes)}
        self.drawn = [bundle for bundle in self.content.bundles if not bundle.named]

    def lines(self) -> Iterator[str]:
        """Yield the lines of the chart."""
        yield from CONFIG
        yield "flowchart TD"
        yield from indented(self.body())

    def body(self) -> Iterator[str]:
        """Yield the statements of the chart."""
        yield f"accTitle: {bare(self.view.title) or self.view.id}"
        yield f"accDescr: {bare(self.view.summary)} {bare(self.view.notice)}"
        about = (self.view.title, *self.content.about())
        yield f"about[{quoted(joined(about, HEAD_WIDTH))}]"
        yield from self.group("", self.content.flow)
        yield from self.panel()
        if self.view.definitions:
            yield f"names[{quoted(joined(self.content.names(), HEAD_WIDTH))}]"
        yield from map(self.arrow, self.drawn)
        yield from self.hidden()
        levels = {
            level_class(x): painted(theme.colours(x, self.view.scale))
            for x in (*self.view.legend, None)
        }
        for name, style in {**CLASSES, **levels}.items():
            yield f"classDef {name} {style}"
        yield from self.classes()
        yield from self.arrow_styles()

    # Nodes

    def group(self, group: str, nodes: Iterable[Node]) -> Iterator[str]:
        """Yield the nodes of a module, and the modules in it."""
        yield from (self.node(node) for node in nodes if node.group == group)
        for number, inner in enumerate(self.view.groups):
            if inner.parent == group:
                yield f"subgraph g{number}[{quoted(said(inner.title))}]"
                yield from indented(self.group(inner.id, nodes))
                yield "end"

    def panel(self) -> Iterator[str]:
        """Yield the ends that no arrow leads to."""
        if self.content.panel:
            yield f"subgraph panel[{quoted(said(PANEL))}]"
            yield from indented(map(self.node, self.content.panel))
            yield "end"

    def node(self, node: Node) -> str:
        """Return the statement of a node."""
        before, after = TOP if self.content.is_top(node) else SHAPES[node.kind]
        text = "<br/>".join(map(written, self.content.paragraphs(node)))
        return f"{self.ids[node.id]}{before}{quoted(text)}{after}"

    # Arrows

    def arrow(self, bundle: Bundle) -> str:
        """Return the statement of an arrow."""
        source, target = self.ids[bundle.source], self.ids[bundle.target]
        label = joined((text.text for text in bundle.paragraphs), LABEL_WIDTH)
        return (
            f'{source} -->|"{label}"| {target}' if label else f"{source} --> {target}"
        )

    def hidden(self) -> Iterator[str]:
        """Yield arrows that are not seen, which put things above each other."""
        panel = [self.ids[node.id] for node in self.content.panel]
        lowest = self.ids[self.content.deepest]
        yield f"about ~~~ {self.ids[self.view.first]}"
        yield from (f"{lowest} ~~~ {below}" for below in panel[:COLUMNS])
        pairs = zip(panel, panel[COLUMNS:], strict=False)
        yield from (f"{above} ~~~ {below}" for above, below in pairs)
        if self.view.definitions:
            yield f"{panel[-1] if panel else lowest} ~~~ names"

    # Styles

    def classes(self) -> Iterator[str]:
        """Yield which nodes are of which class."""
        yield (
            "class about,names words" if self.view.definitions else "class about words"
        )
        boxes = [f"g{number}" for number, _ in enumerate(self.view.groups)]
        boxes += ["panel"] if self.content.panel else []
        yield from ([f"class {','.join(boxes)} module"] if boxes else [])
        found: dict[str, list[str]] = {}
        for node in self.view.nodes:
            is_end = node.kind == "recommendation"
            kind = level_class(node.level) if is_end else node.kind
            found.setdefault(kind, []).append(self.ids[node.id])
        for node in self.view.nodes:
            if node.mark.tone != "plain":
                found.setdefault(node.mark.tone, []).append(self.ids[node.id])
        yield from (f"class {','.join(ids)} {kind}" for kind, ids in found.items())

    def arrow_styles(self) -> Iterator[str]:
        """Yield how the arrows are drawn that are set apart."""
        for tone, style in ARROWS.items():
            bundles = enumerate(self.drawn)
            found = [str(n) for n, bundle in bundles if bundle.mark.tone == tone]
            if found:
                yield f"linkStyle {','.join(found)} {style}"


def level_class(level: Level | None) -> str:
    """Return the name of the class of an urgency."""
    return "information" if level is None else f"level{level.rank}"


def said(text: str) -> str:
    """Return a text for a Mermaid label, with what has a meaning as entities.

    >>> said("a <b> #1")
    'a #60;b#62; #35;1'
    """
    plain = clean(text).replace("\\", BACKSLASH)
    return MEANING.sub(lambda found: f"#{ord(found[0])};", plain)


def quoted(label: str) -> str:
    """Return a label in quotes; Mermaid refuses an empty one."""
    return f'"{label or SPACE}"'


def written(paragraph: Paragraph) -> str:
    """Return a paragraph of a node; what belongs to a question is indented."""
    indent = SPACE * 4 if paragraph.role in ("detail", "option", "answer") else ""
    return "<br/>".join(indent + said(text) for text in wrapped(paragraph.text, WIDTH))


def joined(texts: Iterable[str], width: int) -> str:
    """Return some paragraphs as one label."""
    lines = (said(line) for text in texts for line in wrapped(text, width))
    return "<br/>".join(lines)


def bare(text: str) -> str:
    """Return a text where Mermaid takes no entities: only plain characters."""
    return clean(MEANING.sub(" ", clean(text)))
