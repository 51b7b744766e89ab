"""Pages: pictures as one PDF, each on a page, which says what it shows."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from triage.base.exceptions import MissingExtra
from triage.base.wording import clean
from triage.diagram.model import View
from triage.diagram.render import drawable, render

MOST = 14_400
"""The most points of a side that all readers show."""

SHORT = 8  # characters of a hash that people read

A3 = (841.9, 1190.6)
"""The sides of a large sheet in points; a map is a page to be printed."""

INSTALL = (
    "a PDF needs pypdf, which is not here: "
    'pip install "triage-trees[draw]", or draw an SVG'
)


def pdf(view: View) -> bytes:
    return bound([view])


def bound(views: Sequence[View]) -> bytes:
    """Bind pictures into one file, with a bookmark for each if there are several.

    It has no date: equal pictures are equal files, and a picture is as old as its tree.

    Raises:
        MissingExtra: Nothing here can draw or bind them.
        TriageError: This machine has no fonts, or a picture is too large.
    """
    try:
        from pypdf import PdfReader, PdfWriter  # noqa: PLC0415  an extra
    except ImportError:
        raise MissingExtra(INSTALL) from None
    writer = PdfWriter()
    for number, view in enumerate(views):
        drawn = PdfReader(BytesIO(render(drawable(view), "pdf")))
        page = writer.add_page(drawn.pages[0])
        box = page.mediabox
        page.scale_by(scale(view, float(box.width), float(box.height)))
        if len(views) > 1:
            writer.add_outline_item(title=clean(view.title), page_number=number)
    writer.add_metadata(dict(about(views[0])))
    held = BytesIO()
    writer.write(held)
    return held.getvalue()


def scale(view: View, wide: float, high: float) -> float:
    """Return by how much a picture is made smaller for its page."""
    short, long = sorted((wide, high))
    if view.is_map:
        return min(1, A3[0] / short, A3[1] / long)
    return min(1, MOST / long)


def about(view: View) -> Iterator[tuple[str, str]]:
    """Yield what a PDF says of itself, where lists of documents show it."""
    yield "/Title", clean(view.subject or view.title)
    logic, wording = view.hashes
    yield "/Subject", clean(f"{' · '.join(view.details)} · wording {wording[:SHORT]}")
    yield "/Keywords", f"{view.id}, logic {logic}, wording {wording}"
