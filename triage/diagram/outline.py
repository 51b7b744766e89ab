"""A view as indented text: all that the picture says, for ears and for terminals."""

from collections.abc import Iterator, Mapping

from triage.base.wording import clean, indented, many
from triage.diagram.layout import advised, level_text, marked
from triage.diagram.model import Choice, Edge, Line, Node, View

INDENT = "  "

CHOICES: Mapping[Choice, str] = {
    "": "",
    "words": "Question: ",
    "one": "Question (one answer): ",
    "any": "Question (any number of answers): ",
    "tick": "To tick: ",
}


def outline(view: View) -> str:
    """Return a view as indented text.

    Every step is written once, with a number; ways lead to numbers and names.
    """
    blocks = Outline(view).blocks()
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"


class Outline:
    """Write one view; it is made for one call and thrown away."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.nodes = {node.id: node for node in view.nodes}
        steps = (node for node in view.nodes if node.kind == "step")
        self.numbers = {node.id: number for number, node in enumerate(steps, 1)}
        self.ways: dict[str, list[Edge]] = {}
        for edge in view.edges:
            self.ways.setdefault(edge.source, []).append(edge)

    def blocks(self) -> Iterator[list[str]]:
        """Yield the parts of the text, each as its lines."""
        yield list(self.heading())
        module = ""
        for node in self.view.nodes:
            if node.kind == "step":
                if node.group != module:
                    module = node.group
                    yield [self.module(module)]
                inside = INDENT * (1 + node.group.count("/")) * bool(node.group)
                yield [inside + line for line in self.step(node)]
        yield from self.lists()

    def heading(self) -> Iterator[str]:
        """Yield title, version, notice, and how to read the text."""
        view = self.view
        yield clean(view.title)
        yield clean(" · ".join(view.details))
        yield clean(view.notice)
        steps = many(len(self.numbers), "step")
        yield f"{steps}, beginning with {self.place(view.first)}."
        if view.path:
            yield "✓ marks the path taken."
        if view.cases is not None:
            counted = many(view.cases, "case")
            yield f"In brackets: how many of {counted} come this way."

    def module(self, group: str) -> str:
        """Return the line that opens a module, or returns to the tree."""
        titles = {known.id: known.title for known in self.view.groups}
        inside = INDENT * group.count("/")
        return f"{inside}Module: {clean(titles[group])}" if group else "Main tree"

    def place(self, name: str) -> str:
        """Return a step by its number and name."""
        return f"step {self.numbers[name]} ({name})"

    # Steps

    def step(self, node: Node) -> Iterator[str]:
        """Yield the lines of a step."""
        yield clean(f"{self.numbers[node.id]}. {marked(node.mark, node.id)}")
        for line in node.lines:
            yield from indented(self.line(line))
        for note in node.notes:
            yield INDENT + clean(advised(note))
        yield from indented(self.leaving(self.ways.get(node.id, [])))

    def line(self, line: Line) -> Iterator[str]:
        """Yield a question and what belongs to it."""
        yield clean(f"{CHOICES[line.choice]}{line.text}")
        if line.name:
            yield INDENT + clean(f"Conditions call it “{line.name}”")
        yield from (INDENT + clean(detail) for detail in line.details)
        yield from (INDENT + clean(f"- {option}") for option in line.options)
        if line.mark.text and line.choice:
            yield INDENT + clean(line.mark.text)

    def leaving(self, edges: list[Edge]) -> Iterator[str]:
        """Yield the ways on."""
        if any(edge.order for edge in edges):
            yield "The first of these that holds is taken:"
        for edge in edges:
            yield clean(self.way(edge))

    def way(self, edge: Edge) -> str:
        """Return a way on in one line."""
        label = f"({edge.order}) {edge.label}" if edge.order else edge.label
        notes = "".join(f"{advised(note)}. " for note in edge.notes)
        start = marked(edge.mark, label or "Then")
        return f"{start}: {notes}{self.goal(self.nodes[edge.target])}"

    def goal(self, node: Node) -> str:
        """Return where a way leads."""
        if node.kind == "step":
            return f"Go to {self.place(node.id)}"
        level = level_text(node.level, self.view.scale)
        text = node.lines[0].text
        return f"{text} [{level}]" if node.kind == "recommendation" else text

    # Lists at the end

    def lists(self) -> Iterator[list[str]]:
        """Yield the recommendations and the names that conditions use."""
        ends = [node for node in self.view.nodes if node.kind == "recommendation"]
        if ends:
            rows = (row for node in ends for row in self.recommendation(node))
            yield ["Recommendations", *indented(rows)]
        if self.view.definitions:
            rows = (clean(f"{x.name} = {x.meaning}") for x in self.view.definitions)
            yield ["Names used in conditions", *indented(rows)]

    def recommendation(self, node: Node) -> Iterator[str]:
        """Yield the lines of a recommendation."""
        level = level_text(node.level, self.view.scale)
        text = "; ".join(line.text for line in node.lines)
        yield clean(f"{marked(node.mark, text)} [{level}]")
        details = (detail for line in node.lines for detail in line.details)
        yield from (INDENT + clean(detail) for detail in details)
