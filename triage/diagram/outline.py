"""Outline: a view as indented text, for ears and for terminals."""

from collections.abc import Iterator, Mapping
from itertools import chain, zip_longest

from triage.base.wording import clean, indented, many
from triage.diagram.layout import NAMES, advised, level_text, marked, numbered
from triage.diagram.model import Choice, Edge, Line, Node, View

CHOICES: Mapping[Choice, str] = {
    "": "",
    "words": "Question: ",
    "one": "Question (one answer): ",
    "any": "Question (any number of answers): ",
    "tick": "To tick: ",
}


def outline(view: View) -> str:
    """Write every step once, with a number; ways lead to numbers and names."""
    blocks = ("\n".join(lines) for lines in Outline(view).blocks())
    return "\n\n".join(blocks) + "\n"


class Outline:
    def __init__(self, view: View) -> None:
        self.view = view
        self.nodes = {node.id: node for node in view.nodes}
        self.steps = [node for node in view.nodes if node.kind == "step"]
        self.numbers = {node.id: number for number, node in enumerate(self.steps, 1)}
        self.ways: dict[str, list[Edge]] = {}
        for edge in view.edges:
            self.ways.setdefault(edge.source, []).append(edge)

    def blocks(self) -> Iterator[Iterator[str]]:
        yield self.heading()
        titles = {x.id: f"Module: {clean(x.title)}" for x in self.view.groups}
        module = ""
        for node in self.steps:
            depth = 2 * node.group.count("/")
            if node.group != module:
                module = node.group
                yield indented([titles.get(module, "Main tree")], depth)
            yield indented(self.step(node), depth + 2 if module else 0)
        ends = [node for node in self.view.nodes if node.kind == "recommendation"]
        if ends:
            yield chain(["Recommendations"], indented(chain(*map(self.end, ends))))
        if self.view.definitions:
            meanings = map(" = ".join, self.view.definitions.items())
            yield chain([NAMES], indented(map(clean, meanings)))

    def heading(self) -> Iterator[str]:
        view = self.view
        about = view.title, " · ".join(view.details), view.notice
        yield from map(clean, filter(None, about))
        steps = many(len(self.steps), "step")
        yield f"{steps}, beginning with {self.place(view.first)}."
        if view.path:
            yield "✓ marks the path taken."
        if view.cases is not None:
            counted = many(view.cases, "case")
            yield f"In brackets: how many of {counted} come this way."

    def place(self, name: str) -> str:
        return f"step {self.numbers[name]} ({self.nodes[name].title or name})"

    def step(self, node: Node) -> Iterator[str]:
        yield clean(f"{self.numbers[node.id]}. {marked(node.mark, titled(node))}")
        for line in node.lines:
            yield from indented(question(line))
        yield from indented(clean(advised(note)) for note in node.notes)
        ways = self.ways.get(node.id, [])
        if node.columns:
            yield "  The first row that fits is taken:"
            yield from indented(self.table(node, ways))
            return
        if any(edge.order for edge in ways):
            yield "  The first of these that holds is taken:"
        yield from indented(clean(self.way(edge)) for edge in ways)

    def way(self, edge: Edge) -> str:
        start = marked(edge.mark, numbered(edge) or "Then")
        return f"{start}: {self.onward(edge)}"

    def onward(self, edge: Edge) -> str:
        """Return what is advised on a way, and where it leads."""
        notes = "".join(f"{advised(note)}. " for note in edge.notes)
        return f"{notes}{self.goal(self.nodes[edge.target])}"

    def table(self, node: Node, ways: list[Edge]) -> Iterator[str]:
        """Yield the rows of a table, cells below each other; then other ways."""
        rows = [("", *node.columns, "")]
        for edge in ways:
            if edge.cells:
                first = marked(edge.mark, f"({edge.order})")
                rows.append((first, *edge.cells, self.onward(edge)))
        shown = [tuple(map(clean, row)) for row in rows]
        widths = [max(map(len, texts)) for texts in zip_longest(*shown, fillvalue="")]
        for row in shown:
            padded = (text.ljust(w) for text, w in zip(row, widths, strict=False))
            yield " | ".join(padded).rstrip()
        yield from (clean(self.way(edge)) for edge in ways if not edge.cells)

    def goal(self, node: Node) -> str:
        if node.kind == "step":
            return f"Go to {self.place(node.id)}"
        text, level = node.lines[0].text, level_text(node.level, self.view.scale)
        return f"{text} [{level}]" if node.kind == "recommendation" else text

    def end(self, node: Node) -> Iterator[str]:
        level = level_text(node.level, self.view.scale)
        text = "; ".join(line.text for line in node.lines)
        yield clean(f"{marked(node.mark, text)} [{level}]")
        details = (detail for line in node.lines for detail in line.details)
        yield from indented(map(clean, details))


def titled(node: Node) -> str:
    """Return the title of a step, and its id, by which a part can be drawn."""
    is_said = not node.title or node.title.endswith(f"({node.id})")
    return node.title or node.id if is_said else f"{node.title} ({node.id})"


def question(line: Line) -> Iterator[str]:
    yield clean(f"{CHOICES[line.choice]}{line.text}")
    name = [f"Conditions call it “{line.name}”"] if line.name else []
    mark = [line.mark.text] if line.mark.text and line.choice else []
    options = (f"- {option}" for option in line.options)
    yield from indented(map(clean, (*name, *line.details, *options, *mark)))
