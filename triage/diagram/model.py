"""View: a tree as a graph of nodes and edges with texts, which every renderer draws.

It knows nothing of trees: what is written and set apart in a picture is all there.
"""

from typing import Literal, TypeAlias

import attrs

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
    """Set a part of a picture apart, in words and not by colour alone.

    Args:
        tone: How loudly it is drawn.
        text: What is written at it, such as ``✓``; may be empty.
    """

    tone: Tone = "plain"
    text: str = ""


PLAIN = Mark()
TICK = "✓"


@attrs.frozen
class Line:
    """Write one thing in a node: a question, or what a recommendation says.

    Args:
        text: The question or the title.
        question: The id of the question; empty for what is not asked.
        name: The words by which conditions speak of it; may be empty.
        choice: How it is answered.
        options: What can be chosen, when the edges do not say it.
        details: What else must be known to read it.
        mark: How it is set apart.
    """

    text: str
    question: str = ""
    name: str = ""
    choice: Choice = ""
    options: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    mark: Mark = PLAIN


@attrs.frozen
class AdviceNote:
    """Say that a recommendation is collected at a node or on an edge.

    Args:
        target: The id of its node.
        text: Its title.
        when: The condition in words; empty for always.
        level: Its urgency; None for information.
        mark: How it is set apart.
    """

    target: str
    text: str
    when: str = ""
    level: Level | None = None
    mark: Mark = PLAIN


@attrs.frozen
class Node:
    """Draw a step, or an end.

    Args:
        id: The id of the step or recommendation, ``done``, or one that no step has:
            ``todo:`` with the number of a way, ``cut:`` with the id of a step.
        kind: What it stands for.
        lines: What is written in it.
        notes: The advice collected there.
        level: The urgency of a recommendation; None for information.
        group: The id of the module it belongs to; empty for none.
        mark: How it is set apart.
    """

    id: str
    kind: NodeKind
    lines: tuple[Line, ...] = ()
    notes: tuple[AdviceNote, ...] = ()
    level: Level | None = None
    group: str = ""
    mark: Mark = PLAIN


@attrs.frozen
class Edge:
    """Draw a way on.

    Args:
        number: The number of the way in its tree.
        source: The id of the node it leaves.
        target: The id of the node it leads to.
        label: The answer, or the condition in words; empty when there is no choice.
        order: Its place among several conditions, of which the first that holds is
            taken; 0 where the order does not matter.
        notes: The advice collected on the way.
        mark: How it is set apart.
    """

    number: int
    source: str
    target: str
    label: str = ""
    order: int = 0
    notes: tuple[AdviceNote, ...] = ()
    mark: Mark = PLAIN


@attrs.frozen
class Group:
    """Hold the nodes of a module together.

    Args:
        id: The id of the step that runs the module.
        title: What is written at it.
        parent: The group it lies in; empty for none.
    """

    id: str
    title: str
    parent: str = ""


@attrs.frozen
class Definition:
    """Explain a name that conditions use."""

    name: str
    meaning: str


@attrs.frozen
class View:
    """Picture a tree, or the part of it below a step.

    Args:
        id: The id of the tree.
        title: Its title.
        details: Version, status and logic hash; what part of the tree is shown.
        first: The id of the node where reading begins.
        nodes: One for every step and every recommendation, and the other ends.
        edges: One for every way on.
        groups: The modules, each after the one it lies in.
        scale: The urgency levels of the tree, lowest first.
        definitions: The names that conditions use.
        path: Whether the path of a decision is shown.
        cases: How many cases were counted; None unless coverage is shown.
        notice: What is written on every picture.
    """

    id: str
    title: str
    details: tuple[str, ...] = ()
    first: str = ""
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    groups: tuple[Group, ...] = ()
    scale: tuple[Level, ...] = ()
    definitions: tuple[Definition, ...] = ()
    path: bool = False
    cases: int | None = None
    notice: str = attrs.field(kw_only=True)

    @property
    def legend(self) -> tuple[Level, ...]:
        """The urgency levels that occur, most urgent first."""
        used = {node.level for node in self.nodes}
        return tuple(level for level in reversed(self.scale) if level in used)

    @property
    def summary(self) -> str:
        """What the picture shows, in a sentence or two."""
        kinds = [node.kind for node in self.nodes]
        steps = many(kinds.count("step"), "step")
        ends = many(kinds.count("recommendation"), "recommendation")
        begins = next(n.lines[0].text for n in self.nodes if n.id == self.first)
        return (
            f"Decision tree “{self.title}” with {steps} and {ends}. "
            f"It begins with: {begins}"
        )
