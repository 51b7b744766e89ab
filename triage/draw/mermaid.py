"""A view as a Mermaid flowchart."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from triage.draw.colours import colours
from triage.draw.content import Bundle, Content, Paragraph, level_text
from triage.draw.text import clean, wrapped
from triage.questions import Level
from triage.view import Group, Kind, Node, View

__all__ = ["mermaid"]

WIDTH = 46
"""Characters in a line of a node."""

LABEL_WIDTH = 30
"""Characters in a line at an arrow."""

COLUMNS = 4
"""Of ends that no arrow leads to, side by side."""

PLAIN = re.compile(r"[^\W_]|[ ,!?'()]|[^\x00-\x7f]")
"""Characters that mean nothing to Mermaid, nor to the Markdown and HTML in it."""

SHAPES: Mapping[Kind, tuple[str, str]] = {
    "step": ("[", "]"),
    "recommendation": ("(", ")"),
    "done": ("([", "])"),
    "todo": ("[", "]"),
    "cut": (">", "]"),
}

TOP = ("{{", "}}")
"""The shape of the highest urgency."""

CLASSES = (
    "classDef step fill:#f4f7fb,stroke:#33475b,color:#1a1a1a,text-align:left",
    "classDef done fill:#ffffff,stroke:#33475b,color:#1a1a1a,stroke-width:3px",
    "classDef todo fill:#ffffff,stroke:#33475b,color:#1a1a1a,stroke-dasharray:6 4",
    "classDef cut fill:#ffffff,stroke:#33475b,color:#1a1a1a,stroke-dasharray:2 3",
    "classDef words fill:#ffffff,stroke:#8a8a8a,color:#1a1a1a,text-align:left",
    "classDef strong stroke-width:4px,font-weight:bold",
    "classDef faded fill:#ffffff,stroke:#8a8a8a,color:#6b6b6b",
)

STRONG = "stroke:#33475b,stroke-width:4px"
FADED = "stroke:#8a8a8a,color:#6b6b6b"


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
        yield from ("---", f"title: {json.dumps(clean(self.view.title))}", "---")
        yield "flowchart TD"
        yield from indented(self.body())

    def body(self) -> Iterator[str]:
        """Yield the statements of the chart."""
        yield f"accTitle: {bare(self.view.title)}"
        yield f"accDescr: {bare(self.view.summary)} {bare(self.view.notice)}"
        yield self.words("about", self.about())
        panel = self.content.panel
        flow = [node for node in self.view.nodes if node not in panel]
        yield from self.group("", flow)
        yield from self.panel(panel)
        if self.view.terms:
            yield self.words("names", self.names())
        yield from map(self.arrow, self.drawn)
        yield from self.hidden(panel)
        yield from CLASSES
        yield from self.levels()
        yield from self.arrow_styles()

    # Nodes

    def group(self, group: str, nodes: list[Node]) -> Iterator[str]:
        """Yield the nodes of a module, and the modules in it."""
        yield from (self.node(node) for node in nodes if node.group == group)
        for number, inner in enumerate(self.view.groups):
            if inner.parent == group:
                yield f'subgraph g{number}["{said(inner.title)}"]'
                yield from indented(self.group(inner.id, nodes))
                yield "end"

    def panel(self, nodes: Iterable[Node]) -> Iterator[str]:
        """Yield the ends that no arrow leads to."""
        if nodes:
            yield 'subgraph panel["Advice and ends named in the steps"]'
            yield from indented(map(self.node, nodes))
            yield "end"

    def node(self, node: Node) -> str:
        """Return the statement of a node."""
        top = node.level is not None and node.level == self.view.scale[-1]
        before, after = TOP if top else SHAPES[node.kind]
        text = paragraphs(self.content.paragraphs(node), WIDTH)
        name = self.ids[node.id]
        return f'{name}{before}"{text}"{after}:::{self.kind(node)}' + "".join(
            f"\nclass {name} {node.mark.tone}"
        )

    def kind(self, node: Node) -> str:
        """Return the name of the class of a node."""
        return level_class(node.level) if node.kind == "recommendation" else node.kind
