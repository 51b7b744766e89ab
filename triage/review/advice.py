"""Advice: every text that a person can be told, and who comes to read it."""

from collections.abc import Iterator, Mapping, Sequence

from triage.base.immutable import immutable
from triage.base.question import Level
from triage.diagram.model import Node, View
from triage.diagram.notation import PictureVoice
from triage.diagram.overview import title
from triage.diagram.phrases import end_heading, numbered
from triage.model.tree import Recommendation, Tree
from triage.review.statements import Statement


@immutable
class Site:
    """Say where a recommendation is told.

    Args:
        step: The number of the step.
        name: What the step is called.
        when: When it is told there, in words.
        ends: Whether the interview ends with it.
    """

    step: int
    name: str
    when: str
    ends: bool


@immutable
class Piece:
    """Show a part of a text that some read, or all.

    Args:
        of: The text that it is a part of: ``text`` or ``watch_for``.
        when: Who reads it, in words; empty for everybody.
        text: What they read, in Markdown.
        otherwise: What all others read, in Markdown; may be empty.
    """

    of: str
    when: str
    text: str
    otherwise: str


@immutable
class Card:
    """Show a recommendation whole.

    Args:
        advice: The recommendation.
        heading: How urgent it is, in words.
        pieces: The parts of its texts.
        sites: Where it is told, and to whom.
    """

    advice: Recommendation
    heading: str
    pieces: tuple[Piece, ...]
    sites: tuple[Site, ...]


@immutable
class Rung:
    """Hold what can be told at one level of the scale.

    Args:
        level: The level; None for information.
        title: What the level is called.
        cards: The recommendations.
        floors: What is proved of who is never told so little.
    """

    level: Level | None
    title: str
    cards: tuple[Card, ...]
    floors: tuple[Statement, ...]


def rungs(
    tree: Tree, view: View, words: PictureVoice, stated: Sequence[Statement]
) -> Iterator[Rung]:
    """Yield the levels at which something is told, the most urgent first."""
    sites, heads = told_at(tree, view), headings(tree, view)
    for level in (*reversed(tree.levels), None):
        cards = tuple(
            Card(
                item,
                heads.get(item.id, "Told nowhere"),
                tuple(pieces(item, words)),
                tuple(sites.get(item.id, ())),
            )
            for item in tree.recommendations.values()
            if item.urgency == level
        )
        if cards:
            title_ = level.title if level else "Information"
            yield Rung(level, title_, cards, tuple(floors(level, stated)))


def floors(level: Level | None, stated: Sequence[Statement]) -> Iterator[Statement]:
    """Yield what is proved of who is always told something more urgent."""
    for one in stated:
        if level is not None and one.verdict == "proved" and one.floor > level.rank:
            yield one


def headings(tree: Tree, view: View) -> Mapping[str, str]:
    """Return how urgent each recommendation is that is told, by its id."""
    ends = (node for node in view.nodes if node.kind == "recommendation")
    return {node.id: end_heading(node, tree.levels) for node in ends}


def pieces(item: Recommendation, words: PictureVoice) -> Iterator[Piece]:
    """Yield the parts of the texts of a recommendation."""
    for of in ("text", "watch_for"):
        parts = [piece for piece in item.pieces if piece.of == of]
        for piece in parts:
            when = "" if piece.when is None else words.of(piece.when)
            yield Piece(of, when, piece.text, piece.otherwise)
        whole = getattr(item, of)
        if whole and not parts:
            yield Piece(of, "", whole, "")


def told_at(tree: Tree, view: View) -> Mapping[str, Sequence[Site]]:
    """Return where each recommendation is told, by its id."""
    nodes = {node.id: node for node in view.nodes}
    found: dict[str, list[Site]] = {}

    def add(target: str, node: Node, *when: str, ends: bool = False) -> None:
        said = " and ".join(filter(None, when)) or "always"
        name = title(tree, tree.steps[node.id])
        found.setdefault(target, []).append(Site(node.number, name, said, ends))

    for node in view.nodes:
        for note in node.notes:
            add(note.target, node, note.when)
    for edge in view.edges:
        source, target = nodes[edge.source], nodes[edge.target]
        for note in edge.notes:
            add(note.target, source, numbered(edge), note.when)
        if target.kind == "recommendation":
            add(target.id, source, numbered(edge), ends=True)
    return found
