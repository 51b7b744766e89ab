"""View: a tree as a graph of nodes and edges with texts, which every renderer draws.

It knows nothing of trees: what is written and set apart in a picture is all there.
"""

from collections.abc import Mapping
from typing import Literal, TypeAlias

import attrs

from triage.base.frozen import frozen
from triage.base.question import Level
from triage.base.wording import many

NodeKind: TypeAlias = Literal["step", "recommendation", "done", "todo", "cut"]
"""What a node stands for; ``cut`` is where a picture of a part ends."""

Choice: TypeAlias = Literal["", "words", "one", "any", "tick"]
"""How a line is answered: not at all, in words, by one option, by any, or a tick."""

Tone: TypeAlias = Literal["plain", "strong", "faded", "missed"]
"""How a part is drawn: as ever, loudly, softly, or as one that is not reached."""


@attrs.frozen
class Mark:
    tone: Tone = "plain"
    text: str = attrs.field(default="", repr=False)  # may be an answer


PLAIN = Mark()
TICK = "✓"


@attrs.frozen
class Line:
    text: str
    question: str = ""  # its id
    name: str = ""  # the words by which conditions speak of it
    choice: Choice = ""
    options: tuple[str, ...] = ()  # when the edges do not say them
    details: tuple[str, ...] = ()
    mark: Mark = PLAIN


@attrs.frozen
class AdviceNote:
    """Say that a recommendation is collected at a node or on an edge."""

    target: str
    text: str
    when: str = ""
    level: Level | None = None
    mark: Mark = PLAIN


@attrs.frozen
class Node:
    """Draw a step or an end; ids may be ``todo:`` and a way, or ``cut:`` and a step."""

    id: str
    kind: NodeKind
    lines: tuple[Line, ...] = ()
    notes: tuple[AdviceNote, ...] = ()
    level: Level | None = None
    group: str = ""
    mark: Mark = PLAIN
    columns: tuple[str, ...] = ()  # of a table, what each is about
    title: str = ""  # of a step, what people call it


@attrs.frozen
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


@attrs.frozen
class Group:
    id: str  # of the step that runs the module
    title: str
    parent: str = ""


@attrs.frozen
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
    path: bool = False  # whether the path of a decision is shown
    cases: int | None = None  # counted; None unless coverage is shown
    notice: str = attrs.field(kw_only=True)

    @property
    def legend(self) -> tuple[Level, ...]:
        """The urgency levels that occur, most urgent first."""
        used = {node.level for node in self.nodes}
        return tuple(level for level in reversed(self.scale) if level in used)

    @property
    def summary(self) -> str:
        kinds = [node.kind for node in self.nodes]
        steps = many(kinds.count("step"), "step")
        ends = many(kinds.count("recommendation"), "recommendation")
        begins = next(n.lines[0].text for n in self.nodes if n.id == self.first)
        return (
            f"Decision tree “{self.title}” with {steps} and {ends}. "
            f"It begins with: {begins}"
        )
