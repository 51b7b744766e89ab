"""View: a tree as a graph of nodes and edges with texts, which every renderer draws.

It knows nothing of trees: what is written and set apart in a picture is all there.
"""

from collections.abc import Mapping
from typing import Literal, TypeAlias

import attrs

from triage.base.frozen import frozen
from triage.base.immutable import immutable
from triage.base.question import Level
from triage.base.speech import ENGLISH, Speech

NodeKind: TypeAlias = Literal["step", "recommendation", "done", "todo", "cut"]
"""What a node stands for; ``cut`` is where a picture of a part ends."""

Choice: TypeAlias = Literal["", "words", "one", "any", "tick", "points"]
"""How a line is answered: not at all, in words, by one option, by any, or a tick.

Lines of ``points`` are no questions: they say what else counts, and the total.
"""

Tone: TypeAlias = Literal["plain", "strong", "faded", "missed", "unused", "gone"]
"""How a part is drawn: as ever, loudly, softly, as not reached, dashed, or struck out.

A part that no case reaches is missed, which is loud; one that nobody comes by is not.
"""


EDITS = ("strong", "gone")
"""Tones of what was edited, in a picture of two versions."""


@immutable
class Mark:
    tone: Tone = "plain"
    text: str = attrs.field(default="", repr=False)  # may be an answer
    share: float = 0  # of all people, how many come this way, where that is shown


SCREEN = 96
"""How many pixels of a picture make an inch, unless it is said."""

PLAIN = Mark()
TICK = "✓"


@immutable
class Line:
    text: str
    question: str = ""  # its id
    name: str = ""  # the words by which conditions speak of it
    choice: Choice = ""
    options: tuple[str, ...] = ()  # when the edges do not say them
    points: tuple[str, ...] = ()  # of each option, or of the line
    details: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()  # in full, each a paragraph
    mark: Mark = PLAIN


def end_anchor(name: str) -> str:
    """Return the name by which a page leads to what is told."""
    return f"end-{name}"


@immutable
class AdviceNote:
    """Say that a recommendation is collected at a node or on an edge."""

    target: str
    text: str
    when: str = ""
    level: Level | None = None
    mark: Mark = PLAIN
    warning: bool = False


@immutable
class Told:
    """Say on a map what is told at a step, or may be."""

    text: str
    level: Level | None = None
    warning: bool = False


@immutable
class Node:
    """Draw a step or an end.

    Ids may be ``todo:`` and a way, ``cut:`` and a step, ``was:`` and what an older tree
    recommends, or a step of it whose id is of something else now, or ``4 to 9``.
    """

    id: str
    kind: NodeKind
    lines: tuple[Line, ...] = ()
    notes: tuple[AdviceNote, ...] = ()
    level: Level | None = None
    group: str = ""
    mark: Mark = PLAIN
    columns: tuple[str, ...] = ()  # of a table, what each is about
    title: str = ""  # of a step, what people call it
    number: int = 0  # of a step of the tree, as it is read; 0 for what was removed
    sources: tuple[int, ...] = ()  # the steps left out from which ways lead here
    onward: tuple[int, ...] = ()  # of a map, where ways lead that have no line
    told: tuple[Told, ...] = ()  # of a map, what is told here, or may be
    folded: tuple[str, ...] = ()  # of a comparison, the steps that it stands for
    warning: bool = False

    @property
    def name(self) -> str:
        """What a step is called: its title, or else its id in its own tree."""
        return self.title or self.id.removeprefix("was:")

    @property
    def warns(self) -> bool:
        """Whether it is a warning, or of a map, whether one is told here."""
        return self.warning or any(told.warning for told in self.told)

    @property
    def anchor(self) -> str:
        """The name by which a page leads here; empty where nothing does."""
        if self.kind == "recommendation":
            return end_anchor(self.id)
        return f"step-{self.id.replace(' ', '-')}" if self.kind == "step" else ""


@immutable
class Edge:
    number: int  # in its tree
    source: str
    target: str
    label: str = ""  # the answer, or the condition in words
    order: int = 0  # among conditions, the first that holds is taken; 0 for no order
    notes: tuple[AdviceNote, ...] = ()
    mark: Mark = PLAIN
    cells: tuple[str, ...] = ()  # of a row of a table
    others: int = 0  # the answers drawn as one with this: those that are not named
    is_option: bool = False  # whether the label is an answer in the author's words


@immutable
class Reference:
    """Cite a source by its number."""

    number: int
    text: str
    url: str = ""


@immutable
class Group:
    id: str  # of the step that runs the module
    title: str
    parent: str = ""
    number: str = ""  # of the part, or the parts, that it is
    mark: Mark = PLAIN


@immutable
class View:
    id: str
    title: str
    details: tuple[str, ...] = ()  # version, status, logic hash, and what is left out
    first: str = ""  # the node where reading begins
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    groups: tuple[Group, ...] = ()  # each after the one it lies in
    scale: tuple[Level, ...] = ()  # lowest first
    definitions: Mapping[str, str] = attrs.field(factory=dict, converter=frozen)
    places: Mapping[str, tuple[int, ...]] = attrs.field(  # which steps use a name
        factory=dict, converter=frozen
    )
    asked: Mapping[str, tuple[int, ...]] = attrs.field(  # which others ask for one
        factory=dict, converter=frozen
    )
    sources: tuple[Reference, ...] = ()  # that texts cite
    unsure: bool = False  # whether a condition holds where something is not sure
    subject: str = ""  # the title of the tree, where the view has another
    hashes: tuple[str, str] = ("", "")  # whole, of logic and of wording
    is_map: bool = False  # whether titles alone are shown
    levels: tuple[Level, ...] = ()  # of all that can be told where boxes are folded
    noun: str = "step"  # what its boxes are, which may be parts of a tree
    compared: bool = False  # whether changes are shown
    reworded: bool = False  # whether words beside its boxes are among them
    path: bool = False  # whether the path of a decision is shown
    in_words: bool = False  # whether no way is drawn as a line
    cases: int | None = None  # counted; None unless coverage is shown
    people: str = ""  # of whom shares are shown; empty unless they are
    speech: Speech = attrs.field(default=ENGLISH, eq=False, repr=False)
    notice: str = attrs.field(kw_only=True)

    @property
    def warns(self) -> bool:
        return any(node.warns for node in self.nodes)

    @property
    def legend(self) -> tuple[Level, ...]:
        """The urgency levels that occur, most urgent first."""
        used = {*self.levels, *(node.level for node in self.nodes)}
        return tuple(level for level in reversed(self.scale) if level in used)

    @property
    def steps(self) -> int:
        """How many steps it shows, folded or whole."""
        steps = (node for node in self.nodes if node.kind == "step")
        return sum(len(node.folded) or 1 for node in steps)

    @property
    def is_edited(self) -> bool:
        """Whether something that is shown was added, changed or removed."""
        marks = [node.mark for node in self.nodes]
        marks += [edge.mark for edge in self.edges]
        marks += [line.mark for node in self.nodes for line in node.lines]
        marks += [note.mark for part in self.nodes for note in part.notes]
        marks += [note.mark for edge in self.edges for note in edge.notes]
        return self.reworded or any(mark.tone in EDITS for mark in marks)

    @property
    def is_folded(self) -> bool:
        """Whether steps that are as they were are folded."""
        return self.compared and any(node.mark.tone == "faded" for node in self.nodes)

    @property
    def summary(self) -> str:
        kinds = [node.kind for node in self.nodes]
        steps = self.speech.many(self.steps, self.noun)
        ends = self.speech.many(kinds.count("recommendation"), "recommendation")
        first = next(node for node in self.nodes if node.id == self.first)
        named = next(iter(first.folded), first.name)
        begins = first.lines[0].text if first.lines else named
        about = {"title": self.title, "steps": steps, "ends": ends, "begins": begins}
        return self.speech.say(A_MAP if self.is_map else A_TREE, **about)


A_MAP = "Map of the decision tree “{title}” with {steps}. It begins with: {begins}"
A_TREE = "Decision tree “{title}” with {steps} and {ends}. It begins with: {begins}"
