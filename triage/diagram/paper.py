"""Paper: a tree on paper, each step whole, on pages with numbers and a name."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import attrs

from triage.base.exceptions import TriageError
from triage.base.immutable import immutable
from triage.base.speech import Speech
from triage.base.suggest import did_you_mean
from triage.diagram.dot import LETTER, Drawing, words
from triage.diagram.labels import Style
from triage.diagram.layout import Paragraph
from triage.diagram.model import Node, View
from triage.diagram.pages import SHORT, Drawn, Placed, composed, drawn
from triage.diagram.phrases import (
    GONE_ON,
    NAMES,
    SIGNED,
    SOURCES,
    TOLD,
    group_title,
    meanings,
    referred,
    step_name,
)

PAPERS: Mapping[str, tuple[float, float]] = {
    "a4": (595.3, 841.9),
    "a3": (841.9, 1190.6),
    "letter": (612, 792),
}
"""The sides of sheets in points, upright."""

MARGIN = 36.0
FOOT = 22.0
"""What is kept free at the foot, for the line that names each page."""

COLUMN = 350.0
"""The points that a column needs."""

EDGE = 20.0
"""What the edge of a box takes of a column."""

PART = 0.45
"""How much of a column a part of a box takes that is parted."""

TOGETHER = 8
"""How many paragraphs of a list are not parted."""

GAP = 9.0
"""Between two boxes, and between two columns."""


BEGINS = ("title", "case", "jump")
"""What a part of a box begins with."""

HEADING, TEXT, SMALL = Style(15, bold=True), Style(10), Style(8)


@immutable
class Sheet:
    """Measure a sheet of paper in points, and the columns on it."""

    wide: float
    high: float

    @classmethod
    def of(cls, paper: str, *, landscape: bool = False) -> "Sheet":
        """Return a sheet of a format.

        Raises:
            TriageError: There is no such format.
        """
        if paper not in PAPERS:
            hint = did_you_mean(paper, PAPERS) or f"give one of {', '.join(PAPERS)}"
            raise TriageError(f"no paper is called `{paper}`: {hint}")
        short, long = PAPERS[paper]
        return cls(long, short) if landscape else cls(short, long)

    @property
    def columns(self) -> int:
        return max(1, int((self.wide - 2 * MARGIN + GAP) // (COLUMN + GAP)))

    @property
    def column(self) -> float:
        """How wide a column is."""
        room = self.wide - 2 * MARGIN - GAP * (self.columns - 1)
        return room / self.columns

    @property
    def room(self) -> float:
        """How high a column is."""
        return self.high - 2 * MARGIN - FOOT

    @property
    def letters(self) -> int:
        """How many letters a line of a column has."""
        return int((self.column - EDGE) / LETTER)


@immutable
class Piece:
    """Be what is not parted on paper, or a heading, which stands with what follows."""

    drawn: Drawn
    scale: float
    is_heading: bool = False
    bookmark: str = ""

    @property
    def high(self) -> float:
        return self.drawn.high * self.scale


def sheets(view: View, paper: str, *, landscape: bool = False) -> bytes:
    """Return a PDF of a view on paper: every step with where its ways lead, in words.

    Raises:
        TriageError: There is no such paper.
        MissingExtra: Nothing here can draw or bind it.
    """
    sheet = Sheet.of(paper, landscape=landscape)
    cutting = Cutting(attrs.evolve(view, in_words=True), sheet)
    pages = placed([*cutting.pieces()], sheet)
    full = [
        (*page, Placed(cutting.foot(number, len(pages)), MARGIN, MARGIN - 8, 1))
        for number, page in enumerate(pages, start=1)
    ]
    return composed(view, (sheet.wide, sheet.high), full)


class Cutting:
    """Cut a view into pieces that fit a column."""

    def __init__(self, view: View, sheet: Sheet) -> None:
        self.view, self.sheet = view, sheet
        self.drawing = Drawing(view, letters=sheet.letters)

    def pieces(self) -> Iterator[Piece]:
        view, say = self.view, self.view.speech.say
        yield self.fitted(self.drawing.head())
        titles = {group.id: group_title(group, view.speech) for group in view.groups}
        steps = [node for node in view.nodes if node.kind == "step"]
        for group, some in groupby(steps, key=lambda node: node.group):
            if group:
                yield self.heading(titles[group])
            for node in some:
                yield from self.node(node)
        told = [node for node in view.nodes if node.kind == "recommendation"]
        if told:
            yield self.heading(say(TOLD))
        for node in sorted(told, key=urgency, reverse=True):
            yield from self.node(node)
        yield from self.texts(say(NAMES), [*meanings(view)])
        yield from self.texts(say(SOURCES), [*map(referred, view.sources)])
        yield from self.texts(say(SIGNED), ["_" * (self.sheet.letters - 4)] * 3)

    def heading(self, text: str) -> Piece:
        return self.fitted(
            words([text], HEADING, self.sheet.letters), is_heading=True, bookmark=text
        )

    def texts(self, title: str, texts: Sequence[str]) -> Iterator[Piece]:
        """Yield some paragraphs under a heading; nothing if there are none."""
        if texts:
            yield self.heading(title)
        for start in range(0, len(texts), TOGETHER):
            some = texts[start : start + TOGETHER]
            yield self.fitted(words(some, TEXT, self.sheet.letters))

    def node(self, node: Node) -> Iterator[Piece]:
        """Yield a box; one that is higher than a page in parts, which say so."""
        bookmark = step_name(node) if node.kind == "step" else ""
        paragraphs = [*self.drawing.layout.paragraphs(node)]
        waiting, first, most = [paragraphs], True, self.sheet.room
        while waiting:
            some = waiting.pop(0)
            head = (
                [] if first else [Paragraph("heading", gone_on(node, self.view.speech))]
            )
            box = self.drawing.box(node, [*head, *some])
            piece = self.fitted(box, bookmark=bookmark * first)
            if piece.high > most and len(some) > 1:
                half, most = middle(some), self.sheet.room * PART
                waiting[:0] = [some[:half], some[half:]]
                continue
            first = False
            yield piece

    def foot(self, number: int, count: int) -> Drawn:
        view = self.view
        name = view.subject or view.title
        say, wording = view.speech.say, view.hashes[1][:SHORT]
        about = [name, *view.details, say("wording {hash}", hash=wording)]
        page = say("Page {number} of {count}", number=f"{number}", count=f"{count}")
        text = f"{page} · {' · '.join(about)}"
        return drawn(words([text], SMALL, len(text)))

    def fitted(
        self, dot: str, *, is_heading: bool = False, bookmark: str = ""
    ) -> Piece:
        """Return a piece, made smaller where it would not fit."""
        found = drawn(dot)
        scale = min(1.0, self.sheet.column / found.wide)
        return Piece(found, scale, is_heading, bookmark)


def middle(paragraphs: Sequence[Paragraph]) -> int:
    """Return where to part some paragraphs: before a question or a way, if any."""
    half, near = len(paragraphs) // 2, len(paragraphs) // 4
    places = range(max(1, half - near), half + near + 1)
    begins = [place for place in places if paragraphs[place].role in BEGINS]
    return min(begins or [half], key=lambda place: abs(place - half))


def gone_on(node: Node, speech: Speech) -> str:
    name = step_name(node) if node.kind == "step" else node.lines[0].text
    return speech.say(GONE_ON, name=name)


def urgency(node: Node) -> tuple[bool, int]:
    return node.warning, -1 if node.level is None else node.level.rank


def placed(pieces: Sequence[Piece], sheet: Sheet) -> list[list[Placed]]:
    """Return pages with pieces one below the other, column by column."""
    pages: list[list[Placed]] = []
    column, left = sheet.columns, 0.0
    for place, piece in enumerate(pieces):
        wanted = piece.high
        if piece.is_heading:
            wanted = min(wanted + GAP + pieces[place + 1].high, sheet.room)
        if wanted > left:
            column, left = column + 1, sheet.room
        if column >= sheet.columns:
            column = 0
            pages.append([])
        scale = piece.scale * min(1.0, sheet.room / piece.high)
        high = piece.drawn.high * scale
        across = MARGIN + column * (sheet.column + GAP)
        bottom = MARGIN + FOOT + left - high
        pages[-1].append(Placed(piece.drawn, across, bottom, scale, piece.bookmark))
        left -= high + GAP
    return pages
