"""Pages: pictures as one PDF, each on a page, which says what it shows."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, cast

import attrs

from triage.base.exceptions import MissingExtra
from triage.base.immutable import immutable
from triage.base.wording import clean
from triage.diagram.model import View
from triage.diagram.render import drawable, render

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter

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
    writer = new()
    for number, view in enumerate(views):
        page = writer.add_page(drawn(drawable(view)).page)
        box = page.mediabox
        page.scale_by(scale(view, float(box.width), float(box.height)))
        if len(views) > 1:
            writer.add_outline_item(title=clean(view.title), page_number=number)
    return written(writer, views[0])


@immutable
class Drawn:
    """Hold a picture that is drawn, to be put on a page."""

    page: "PageObject" = attrs.field(repr=False)

    @property
    def wide(self) -> float:
        return float(self.page.mediabox.width)

    @property
    def high(self) -> float:
        return float(self.page.mediabox.height)


@immutable
class Placed:
    """Put a picture on a page, by its lower left corner, in points."""

    drawn: Drawn
    left: float
    bottom: float
    scale: float
    bookmark: str = ""


def composed(
    view: View, size: tuple[float, float], pages: Sequence[Sequence[Placed]]
) -> bytes:
    """Bind pages of one size, each with some pictures on it.

    Raises:
        MissingExtra: Nothing here can bind them.
    """
    writer = new()
    for number, placed in enumerate(pages):
        writer.add_page(page_of(placed, size))
        for one in placed:
            if one.bookmark:
                writer.add_outline_item(title=clean(one.bookmark), page_number=number)
    writer.compress_identical_objects()
    return written(writer, view)


def page_of(placed: Sequence[Placed], size: tuple[float, float]) -> "PageObject":
    """Return a page with pictures on it, each a form that is drawn in its place."""
    from pypdf import PageObject, generic  # noqa: PLC0415  an extra

    name = generic.NameObject
    forms, content = generic.DictionaryObject(), generic.DecodedStreamObject()
    for number, one in enumerate(placed):
        source, form = one.drawn.page, generic.DecodedStreamObject()
        form.set_data(cast("generic.StreamObject", source["/Contents"]).get_data())
        form[name("/Type")] = name("/XObject")
        form[name("/Subtype")] = name("/Form")
        form[name("/BBox")] = source.mediabox
        form[name("/Resources")] = source["/Resources"]
        forms[name(f"/F{number}")] = form.flate_encode()
    content.set_data("\n".join(map(drawing, range(len(placed)), placed)).encode())
    page = PageObject.create_blank_page(None, *size)
    page[name("/Resources")] = generic.DictionaryObject({name("/XObject"): forms})
    page[name("/Contents")] = content
    return page


def drawing(number: int, one: Placed) -> str:
    """Return what draws a form in its place."""
    matrix = f"{one.scale:.4f} 0 0 {one.scale:.4f} {one.left:.2f} {one.bottom:.2f}"
    return f"q {matrix} cm /F{number} Do Q"


def new() -> "PdfWriter":
    try:
        from pypdf import PdfWriter  # noqa: PLC0415  an extra
    except ImportError:
        raise MissingExtra(INSTALL) from None
    return PdfWriter()


def drawn(dot: str) -> Drawn:
    """Return a picture in DOT, drawn."""
    from pypdf import PdfReader  # noqa: PLC0415  an extra

    return Drawn(PdfReader(BytesIO(render(dot, "pdf"))).pages[0])


def written(writer: "PdfWriter", view: View) -> bytes:
    writer.add_metadata(dict(about(view)))
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
