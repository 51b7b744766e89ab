"""Diagram: a view that can be written in every format."""

from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from pkgutil import resolve_name

import attrs

from triage.base.exceptions import MissingExtra, TriageError
from triage.base.files import Sort, place_for, write
from triage.base.immutable import immutable
from triage.diagram.model import SCREEN, View

RENDERERS = {
    ".svg": "triage.diagram.svg:svg",
    ".png": "triage.diagram.render:png",
    ".pdf": "triage.diagram.pages:pdf",
    ".dot": "triage.diagram.dot:dot",
    ".mmd": "triage.diagram.mermaid:mermaid",
    ".md": "triage.diagram.mermaid:fence",
    ".txt": "triage.diagram.outline:outline",
}
"""The renderer of each format, by how its files end; imported when it is wanted."""

SHEETS = "triage.diagram.paper:sheets"

BINDER = "triage.diagram.pages:bound"

FENCE = rb"\A```mermaid\r?\n(?:(?! {0,3}```)[^\n]*\n)*```\s*\Z"
"""A file with one flowchart, and nothing before or behind it."""

LARGEST_FENCE = 262_144
"""How many bytes of such a file are read: of what is written, none has as many."""

SORTS = {
    ".svg": Sort.of("SVG picture", rb"<svg\b"),
    ".png": Sort.of("PNG picture", rb"^\x89PNG"),
    ".pdf": Sort.of("PDF", rb"^%PDF"),
    ".dot": Sort.of("DOT picture", rb"(?m)^\s*(?:strict\s+)?(?:di)?graph\b"),
    ".mmd": Sort.of("Mermaid flowchart", rb"(?m)^\s*(?:flowchart|graph)\b"),
    ".md": Sort.of("piece of Markdown with one flowchart", FENCE, LARGEST_FENCE),
    ".txt": Sort.of("outline of a tree", rb"(?m)^\d+ (?:step|part)s?, beginning with "),
}
"""What a picture of each format may be written over."""

REFUSED = "triage.diagram.mermaid:refused_for"


@immutable
class Diagram:
    """Hold a picture, ready to be drawn in any format.

    In a notebook it shows itself. Equal pictures give equal bytes.

    Args:
        view: What it shows.

    >>> import triage
    >>> diagram = triage.draw(triage.load("back_pain"), start="back/", depth=0)
    >>> print(diagram.outline().splitlines()[0])
    Back pain, and whether Xanax can help
    """

    view: View = attrs.field(repr=lambda view: f"<{view.id}>")

    @property
    def dot(self) -> str:
        """The picture in DOT, the language of Graphviz."""
        return str(self._drawn(".dot"))

    def mermaid(self) -> str:
        """Return the picture as a Mermaid flowchart."""
        return str(self._drawn(".mmd"))

    def outline(self) -> str:
        """Return the picture as indented text, which a screen reader can read."""
        return str(self._drawn(".txt"))

    def svg(self) -> str:
        """Return the picture as SVG.

        Raises:
            MissingExtra: Nothing here can draw it.
        """
        return str(self._drawn(".svg"))

    def png(self, dpi: int = SCREEN) -> bytes:
        """Return the picture as PNG.

        Args:
            dpi: How many pixels make an inch; print needs 200 or more.

        Raises:
            MissingExtra: Nothing here can draw it.
            TriageError: There are no such pixels, or too many.
        """
        renderer: Callable[[View, int], bytes] = resolve_name(RENDERERS[".png"])
        return renderer(self.view, dpi)

    def pdf(self, paper: str = "", *, landscape: bool = False) -> bytes:
        """Return the picture as PDF: on one page of its size, or on sheets of paper.

        Args:
            paper: ``a4``, ``a3`` or ``letter``; empty for one page. On sheets every
                step stands whole, and says in words where its ways lead.
            landscape: Whether sheets lie on their long side.

        Raises:
            MissingExtra: Nothing here can draw it, or bind its pages.
            TriageError: This machine has no fonts, or there is no such paper.
        """
        if not paper:
            return self._encoded(".pdf")
        lay: Callable[..., bytes] = resolve_name(SHEETS)
        return lay(self.view, paper, landscape=landscape)

    def save(self, path: str | PathLike[str]) -> None:
        """Write the picture to a file, in the format that its name ends with.

        Args:
            path: A name ending with .svg, .png, .pdf, .dot, .mmd, .md or .txt.

        Raises:
            TriageError: The name ends otherwise, or the file cannot be written, or
                something stands there that is no such picture: it is unchanged.
            MissingExtra: Nothing here can draw it.
        """
        write(str(path), self.drawn_for(path), sort_of(path))

    def drawn_for(self, path: str | PathLike[str]) -> bytes:
        """Return what ``save`` would write to a file, once it is sure that it may.

        Args:
            path: The name of the file, as ``save`` takes it.

        Raises:
            TriageError: As ``save`` does.
            MissingExtra: Nothing here can draw it.
        """
        return self._encoded(ending_of(path))

    def _drawn(self, suffix: str) -> str | bytes:
        renderer: Callable[[View], str | bytes] = resolve_name(RENDERERS[suffix])
        return renderer(self.view)

    def _encoded(self, suffix: str) -> bytes:
        drawn = self._drawn(suffix)
        return drawn.encode() if isinstance(drawn, str) else drawn

    def _repr_svg_(self) -> str | None:
        try:
            return self.svg()
        except MissingExtra:
            return None

    def _repr_mimebundle_(
        self,
        include: object = None,  # noqa: ARG002  notebooks pass it
        exclude: object = None,  # noqa: ARG002  notebooks pass it
    ) -> Mapping[str, str]:
        svg = self._repr_svg_()
        shown = {} if svg is None else {"image/svg+xml": svg}
        return {**shown, "text/plain": self.outline()}


def refused_by(diagram: Diagram, suffix: str, drawn: bytes) -> str:
    """Say which programs will not show a picture; empty where all of them do."""
    if suffix != ".mmd":
        return ""
    refused_for: Callable[[View, str], str] = resolve_name(REFUSED)
    return refused_for(diagram.view, drawn.decode())


def bound_for(path: str | PathLike[str], diagrams: Sequence[Diagram]) -> bytes:
    """Return a PDF for a file, with a page for each diagram.

    Raises:
        TriageError: Nothing can be written there, or a picture cannot be drawn.
        MissingExtra: Nothing here can draw or bind them.
    """
    ending_of(path)
    bind: Callable[[list[View]], bytes] = resolve_name(BINDER)
    return bind([diagram.view for diagram in diagrams])


def ending_of(path: str | PathLike[str]) -> str:
    """Return how the name of a file ends, if a picture can be drawn there.

    Raises:
        TriageError: It ends otherwise, or nothing can be written there.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix not in RENDERERS:
        known = ", ".join(RENDERERS)
        raise TriageError(f"`{target.name}` does not end with one of {known}")
    place_for(str(target), sort_of(target))
    return suffix


def sort_of(path: str | PathLike[str]) -> Sort | None:
    return SORTS.get(Path(path).suffix.lower())
