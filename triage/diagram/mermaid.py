"""Mermaid flowchart: a view as text that many programs show as a picture."""

from collections.abc import Iterable, Iterator, Mapping

from triage.base.exceptions import TriageError
from triage.base.pattern import pattern
from triage.base.question import Level
from triage.base.wording import clean, indented, wrapped
from triage.diagram import theme
from triage.diagram.layout import Bundle, Paragraph, lay_out
from triage.diagram.model import Node, NodeKind, View
from triage.diagram.phrases import PANEL, SIGN, WARNED, group_title, level_text

WIDTH, LABEL_WIDTH, HEAD_WIDTH = 46, 24, 70  # characters in a line
COLUMNS = 4  # of ends that no arrow leads to, side by side
SPACE = "\N{NO-BREAK SPACE}"

MEANING = pattern(r"""(?<![A-Za-z])\.|[.:](?! |$)|["#$%&*+\-/;<=>@[\]^_`{|}~]""")
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
TOP = ("{{", "}}")  # the shape of the highest urgency


def painted(colours: theme.Colours, line: str = theme.LINE) -> str:
    return f"fill:{colours.fill},stroke:{line},color:{colours.ink}"


CLASSES = {
    "step": f"{painted(theme.STEP)},text-align:left",
    "done": f"{painted(theme.PLAIN)},stroke-width:3px",
    "todo": f"{painted(theme.PLAIN)},stroke-dasharray:6 4",
    "cut": f"{painted(theme.PLAIN)},stroke-dasharray:2 3",
    "words": f"{painted(theme.PLAIN, theme.PALE_LINE)},text-align:left",
    "module": painted(theme.PLAIN, theme.PALE_LINE),
    "warning": f"stroke:{theme.ALARM},stroke-width:4px",
    "strong": "stroke-width:4px",
    "faded": painted(theme.FADED, theme.PALE_LINE),
    "missed": "stroke-width:3px,stroke-dasharray:6 4",
    "unused": "stroke-width:1px,stroke-dasharray:6 4",
    "gone": "stroke-width:1px,stroke-dasharray:6 4",
}

# Lines are cut here, not by Mermaid.
CONFIG = ("---", "config:", "  flowchart:", "    wrappingWidth: 640", "---")

INDENTED = ("detail", "text", "option", "answer")
"""What belongs to the question above it."""

ARROWS = {
    "strong": f"stroke:{theme.LINE},{CLASSES['strong']}",
    "faded": f"stroke:{theme.PALE_LINE},color:{theme.PALE_INK}",
    "missed": CLASSES["missed"],
    "unused": CLASSES["unused"],
    "gone": CLASSES["gone"],
}


MOST_LETTERS, MOST_LINKS = 50_000, 500
"""How large flowcharts are that programs still show, code hosts among them.

They count a character beyond the first 65,536 twice, and links that are not seen.
"""


def mermaid(view: View) -> str:
    """Return a flowchart."""
    lines = [*CONFIG, "flowchart TD", *indented(Chart(view).statements())]
    return "\n".join(lines) + "\n"


def fence(view: View) -> str:
    """Return a flowchart as a piece of Markdown, in which a code host draws it.

    Raises:
        TriageError: It is too large for that.
    """
    drawn = mermaid(view)
    if refused := refused_for(view, drawn):
        raise TriageError(f"{refused}: draw a map, or a part of it")
    return f"```mermaid\n{drawn}```\n"


def refused_for(view: View, drawn: str) -> str:
    """Say why programs will not show a flowchart; empty where they do."""
    letters, links = len(drawn.encode("utf-16-le")) // 2, len([*Chart(view).links()])
    if letters <= MOST_LETTERS and links <= MOST_LINKS:
        return ""
    most = f"{MOST_LETTERS:,} characters and {MOST_LINKS} links"
    size = f"{letters:,} and {links}"
    return f"most programs show Mermaid of {most} at most, and this has {size}"


class Chart:
    def __init__(self, view: View) -> None:
        self.view = view
        self.layout = lay_out(view)
        self.ids = {node.id: f"n{index}" for index, node in enumerate(view.nodes)}
        self.groups = {group.id: f"g{n}" for n, group in enumerate(view.groups)}
        self.panel = [self.ids[node.id] for node in self.layout.panel]

    def statements(self) -> Iterator[str]:
        view, names = self.view, [*self.layout.names()]
        yield f"accTitle: {bare(view.title) or view.id}"
        yield f"accDescr: {bare(view.summary)} {bare(view.notice)}".rstrip()
        swatches = [level_text(x, view.scale, view.speech) for x in view.legend]
        swatches += [f"{SIGN}{view.speech.say(WARNED)}"] if view.warns else []
        legend = " | ".join(swatches)
        about = [*self.layout.about(), *([legend] if legend else [])]
        yield f"about[{quoted(joined(about, HEAD_WIDTH))}]"
        yield from self.group("")
        if self.panel:
            yield from subgraph(
                "panel", view.speech.say(PANEL), map(self.node, self.layout.panel)
            )
        if names:
            yield f"names[{quoted(joined(names, HEAD_WIDTH))}]"
        yield from self.links()
        yield from self.classes()
        for tone, style in ARROWS.items():
            bundles = enumerate(self.layout.lines)
            found = [str(n) for n, bundle in bundles if bundle.mark.tone == tone]
            if found:
                yield f"linkStyle {','.join(found)} {style}"
        for number, bundle in enumerate(self.layout.lines):
            if bundle.width:
                yield f"linkStyle {number} stroke-width:{bundle.width}px"

    def group(self, group: str) -> Iterator[str]:
        yield from (self.node(x) for x in self.layout.flow if x.group == group)
        for inner in self.view.groups:
            if inner.parent == group:
                nodes = self.group(inner.id)
                yield from subgraph(
                    self.groups[inner.id], group_title(inner, self.view.speech), nodes
                )

    def node(self, node: Node) -> str:
        before, after = TOP if self.layout.is_top(node) else SHAPES[node.kind]
        text = "<br/>".join(map(written, self.layout.paragraphs(node)))
        return f"{self.ids[node.id]}{before}{quoted(text)}{after}"

    def links(self) -> Iterator[str]:
        yield from map(self.arrow, self.layout.lines)
        yield from self.hidden()

    def arrow(self, bundle: Bundle) -> str:
        label = joined((text.text for text in bundle.paragraphs), LABEL_WIDTH)
        shaft = f'-->|"{label}"|' if label else "-->"
        return f"{self.ids[bundle.source]} {shaft} {self.ids[bundle.target]}"

    def hidden(self) -> Iterator[str]:
        """Yield arrows that are not seen, which put things above each other."""
        panel, lowest = self.panel, self.ids[self.layout.deepest]
        yield f"about ~~~ {self.ids[self.view.first]}"
        yield from (f"{lowest} ~~~ {below}" for below in panel[:COLUMNS])
        pairs = zip(panel, panel[COLUMNS:], strict=False)
        yield from (f"{above} ~~~ {below}" for above, below in pairs)
        if [*self.layout.names()]:
            yield f"{panel[-1] if panel else lowest} ~~~ names"

    def classes(self) -> Iterator[str]:
        levels = [*self.view.legend, None]
        paints = {level_class(x): theme.colours(x, self.view.scale) for x in levels}
        styles = CLASSES | {name: painted(paint) for name, paint in paints.items()}
        yield from (f"classDef {name} {style}" for name, style in styles.items())
        words = ["about", *(["names"] if [*self.layout.names()] else [])]
        boxes = [*self.groups.values(), *(["panel"] if self.panel else [])]
        found = {"words": words, "module": boxes}
        kinds = [(node_class(node), node.id) for node in self.view.nodes]
        tones = [("warning", node.id) for node in self.view.nodes if node.warns]
        tones += [(node.mark.tone, node.id) for node in self.view.nodes]
        for kind, name in (*kinds, *(x for x in tones if x[0] != "plain")):
            found.setdefault(kind, []).append(self.ids[name])
        for group in self.view.groups:
            if group.mark.tone != "plain":
                found.setdefault(group.mark.tone, []).append(self.groups[group.id])
        for kind, ids in found.items():
            if ids:
                yield f"class {','.join(ids)} {kind}"


def subgraph(name: str, title: str, inner: Iterable[str]) -> Iterator[str]:
    yield f"subgraph {name}[{quoted(escaped(title))}]"
    yield from indented(inner)
    yield "end"


def level_class(level: Level | None) -> str:
    return "information" if level is None else f"level{level.rank}"


def node_class(node: Node) -> str:
    return level_class(node.level) if node.kind == "recommendation" else node.kind


def escaped(text: str) -> str:
    """Return a text for a Mermaid label, with what has a meaning as entities."""
    plain = clean(text).replace("\\", BACKSLASH)
    return MEANING.sub(lambda found: f"#{ord(found[0])};", plain)


def quoted(label: str) -> str:
    """Return a label in quotes; Mermaid refuses an empty one."""
    return f'"{label or SPACE}"'


def written(paragraph: Paragraph) -> str:
    """Return a paragraph of a node; what belongs to a question is indented."""
    indent = SPACE * 4 if paragraph.role in INDENTED else ""
    points = f" [{paragraph.points}]" if paragraph.points else ""
    lines = wrapped(paragraph.text + points, WIDTH)
    return "<br/>".join(indent + escaped(line) for line in lines)


def joined(texts: Iterable[str], width: int) -> str:
    return "<br/>".join(escaped(x) for text in texts for x in wrapped(text, width))


def bare(text: str) -> str:
    """Return a text where Mermaid takes no entities: only plain characters."""
    return clean(MEANING.sub(" ", clean(text)))
