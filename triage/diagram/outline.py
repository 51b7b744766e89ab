"""Outline: a view as indented text, for ears and for terminals."""

from collections.abc import Iterator, Mapping
from itertools import chain, zip_longest

from triage.base.speech import ENGLISH, Speech
from triage.base.wording import clean, indented, many
from triage.diagram.model import Choice, Edge, Group, Line, Node, Told, View
from triage.diagram.phrases import (
    AS_IT_WAS,
    FOLDED,
    MAIN,
    NAMES,
    PART,
    SIGN,
    SOURCES,
    UNEDITED,
    UP_TO,
    WORDS,
    advised,
    begun_in,
    comes_from,
    end_heading,
    explained,
    goes_on,
    marked,
    meanings,
    numbered,
    place_text,
    referred,
    shared,
)

CHOICES: Mapping[Choice, str] = {
    "words": "Question: {text}",
    "one": "Question (one answer): {text}",
    "any": "Question (any number of answers): {text}",
    "tick": "To tick: {text}",
}
CALLED = "Conditions call it “{name}”"
PLACES = {"step": "step {place}", "part": "part {place}"}


def outline(view: View) -> str:
    """Write every step once, with a number; ways lead to numbers and names."""
    blocks = ("\n".join(lines) for lines in Outline(view).blocks())
    return "\n\n".join(blocks) + "\n"


class Outline:
    def __init__(self, view: View) -> None:
        self.view = view
        self.speech = view.speech
        self.say = view.speech.say
        self.nodes = {node.id: node for node in view.nodes}
        self.steps = [node for node in view.nodes if node.kind == "step"]
        self.ways: dict[str, list[Edge]] = {}
        for edge in view.edges:
            self.ways.setdefault(edge.source, []).append(edge)

    def blocks(self) -> Iterator[Iterator[str]]:
        yield self.heading()
        titles = {x.id: clean(self.module(x)) for x in self.view.groups}
        group = ""
        for node in self.steps:
            depth = 2 * node.group.count("/")
            if node.group != group:
                group = node.group
                yield indented([titles.get(group, self.say(MAIN))], depth)
            yield indented(self.step(node), depth + 2 if group else 0)
        ends = [node for node in self.view.nodes if node.kind == "recommendation"]
        if ends:
            yield chain(
                [self.say("Recommendations")], indented(chain(*map(self.end, ends)))
            )
        if self.view.definitions or self.view.asked:
            yield chain([self.say(NAMES)], indented(map(clean, meanings(self.view))))
        if self.view.sources:
            listed = map(clean, map(referred, self.view.sources))
            yield chain([self.say(SOURCES)], indented(listed))

    def module(self, group: Group) -> str:
        said = PART if group.number else "Module: {title}"
        text = self.say(said, number=group.number, title=group.title)
        return marked(group.mark, text)

    def heading(self) -> Iterator[str]:
        view = self.view
        about = view.title, " · ".join(view.details), view.notice
        yield from map(clean, filter(None, about))
        steps, first = self.speech.many(view.steps, view.noun), self.begins()
        yield self.say("{steps}, beginning with {first}.", steps=steps, first=first)
        if view.is_map:
            yield self.say(UP_TO)
        if view.unsure:
            yield explained(self.speech)
        if view.compared:
            words = WORDS if view.reworded or not view.is_map else ""
            yield f"{AS_IT_WAS}{words}" if view.is_edited else UNEDITED
        if view.is_folded:
            yield FOLDED
        if view.path:
            yield self.say("✓ marks the path taken.")
        if view.cases is not None:
            counted = many(view.cases, "case")
            yield f"In brackets: how many of {counted} come this way."
        if view.people:
            yield f"{shared(view)}."

    def begins(self) -> str:
        """Return the first step, and of one that is folded, in which box it is."""
        node = self.nodes[self.view.first]
        if not node.folded:
            return self.place(node.id)
        return f"step {begun_in(node)}, folded in {self.place(node.id)}"

    def place(self, name: str) -> str:
        node = self.nodes[name]
        called = node.name
        if node.folded:
            numbers = (step.partition(". ")[0] for step in node.folded)
            first, *_, last = numbers
            return self.say("steps {first} to {last}", first=first, last=last)
        place = f"{node.number} ({called})" if node.number else called
        return self.say(PLACES[self.view.noun], place=place)

    def step(self, node: Node) -> Iterator[str]:
        number = f"{node.number}. " if node.number else ""
        yield clean(f"{number}{marked(node.mark, titled(node))}")
        if node.sources:
            yield f"  {comes_from(node, self.speech)}"
        if node.onward:
            yield f"  {goes_on(node, self.speech)}"
        yield from indented(map(clean, node.folded))
        yield from indented(clean(self.told(told)) for told in node.told)
        for line in node.lines:
            yield from indented(question(line, self.speech))
        yield from indented(clean(advised(x, self.speech)) for x in node.notes)
        ways = self.ways.get(node.id, [])
        if node.columns:
            yield f"  {self.say('The first row that fits is taken:')}"
            yield from indented(self.table(node, ways))
            return
        if any(edge.order for edge in ways):
            yield f"  {self.say('The first of these that holds is taken:')}"
        yield from indented(clean(self.way(edge)) for edge in ways)

    def told(self, told: Told) -> str:
        """Return what is told at a step of a map, with the place of its level."""
        place = (
            f" ({place_text(told.level, self.view.scale, self.speech)})"
            if told.level
            else ""
        )
        return f"{told.text[:1].upper()}{told.text[1:]}{place}"

    def way(self, edge: Edge) -> str:
        start = marked(edge.mark, numbered(edge) or self.say("Then"))
        return f"{start}: {self.onward(edge)}"

    def onward(self, edge: Edge) -> str:
        """Return what is advised on a way, and where it leads."""
        notes = "".join(f"{advised(note, self.speech)}. " for note in edge.notes)
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
            return self.say("Go to {place}", place=self.place(node.id))
        text = node.lines[0].text
        return f"{text} [{self.level(node)}]" if node.kind == "recommendation" else text

    def level(self, node: Node) -> str:
        """Return the level of a recommendation, and whether it is a warning."""
        level = end_heading(node, self.view.scale, self.speech)
        return level.removeprefix(SIGN)

    def end(self, node: Node) -> Iterator[str]:
        text = "; ".join(line.text for line in node.lines)
        yield clean(f"{marked(node.mark, text)} [{self.level(node)}]")
        details = (x for line in node.lines for x in (*line.details, *line.texts))
        yield from indented(map(clean, details))


def titled(node: Node) -> str:
    """Return the title of a step, and its id, by which a part can be drawn."""
    own = node.id.removeprefix("was:")
    is_said = not node.title or node.title.endswith(f"({own})")
    return node.name if is_said else f"{node.title} ({own})"


def question(line: Line, speech: Speech = ENGLISH) -> Iterator[str]:
    own = "" if line.options else pointed(*line.points)
    asked = line.text
    if line.choice in CHOICES:
        asked = speech.say(CHOICES[line.choice], text=asked)
    yield clean(f"{asked}{own}")
    name = [speech.say(CALLED, name=line.name)] if line.name else []
    mark = (
        [line.mark.text] if line.mark.text and line.choice not in ("", "points") else []
    )
    points = line.points if line.options else ()
    pairs = zip_longest(line.options, points, fillvalue="")
    options = (f"- {option}{pointed(some)}" for option, some in pairs)
    texts = *line.details, *line.texts
    yield from indented(map(clean, (*name, *texts, *options, *mark)))


def pointed(points: str = "") -> str:
    return f" [{points}]" if points else ""
