"""PDF: pages that say what they show, fit for paper and for every reader."""

import sys
from io import BytesIO

import attrs
import pytest
from trees_for_tests import built_in, throat
from views_for_tests import NASTY, view_of

from triage.base.exceptions import MissingExtra
from triage.diagram import Diagram, draw, draw_map, draw_parts
from triage.diagram.pages import A3, MOST, bound, scale

pytest.importorskip("pygraphviz")
pypdf = pytest.importorskip("pypdf")

BACK_PAIN = built_in("back_pain")


def read(drawn: bytes):
    """Return a PDF as a reader has it."""
    return pypdf.PdfReader(BytesIO(drawn))


def test_a_pdf_says_what_it_shows():
    """It has the title, the version and both hashes whole, and no untrue date."""
    tree = throat()

    told = read(draw(tree).pdf()).metadata

    assert told["/Title"] == "Sore throat"
    assert told["/Subject"] == (
        f"version 1.2.0 · draft · logic {tree.logic[:8]} · wording {tree.wording[:8]}"
    )
    assert told["/Keywords"] == (
        f"{tree.id}, logic {tree.logic}, wording {tree.wording}"
    )
    assert "/CreationDate" not in told
    assert draw(tree).pdf() == draw(tree).pdf()


def test_parts_are_pages_with_bookmarks():
    """A page for each part, in their order, and a bookmark leads to each."""
    pictures = draw_parts(BACK_PAIN)

    bound_one = read(bound([picture.view for picture in pictures]))

    assert len(bound_one.pages) == len(pictures)
    assert [mark["/Title"] for mark in bound_one.outline] == [
        picture.view.title for picture in pictures
    ]
    assert bound_one.metadata["/Title"] == BACK_PAIN.title
    for page in bound_one.pages:
        assert max(page.mediabox.width, page.mediabox.height) <= MOST


def test_a_map_is_a_sheet_of_paper():
    """Printed as it is, it fits on A3, whichever way that is turned."""
    [page] = read(draw_map(BACK_PAIN).pdf()).pages

    sides = sorted((float(page.mediabox.width), float(page.mediabox.height)))
    assert sides[0] <= A3[0] + 1
    assert sides[1] <= A3[1] + 1


def test_what_is_too_high_for_readers_is_made_smaller():
    """Many readers cut what is higher than 14,400 points."""
    plain = view_of()

    assert scale(plain, 100, 2 * MOST) == 0.5
    assert scale(plain, 100, 100) == 1
    assert scale(attrs.evolve(plain, is_map=True), 2 * A3[1], 10) == 0.5


@pytest.mark.parametrize("text", NASTY[:3])
def test_nasty_titles_are_titles(text):
    """Whatever a title is made of, it stays one."""
    assert read(Diagram(view_of(text)).pdf()).metadata["/Subject"]


def test_without_pypdf_it_is_said_what_to_install(monkeypatch):
    """One line says how to change that."""
    monkeypatch.setitem(sys.modules, "pypdf", None)

    with pytest.raises(MissingExtra, match=r"triage-trees\[draw\]"):
        draw(throat()).pdf()
