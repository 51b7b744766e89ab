"""Sheets: a tree on paper, every step whole, and each page with its name."""

from io import BytesIO

import attrs
import pytest
from trees_for_tests import built_in, throat
from views_for_tests import view_of

from triage.base.exceptions import TriageError
from triage.diagram import Diagram, draw, draw_map, for_review
from triage.diagram.layout import Paragraph
from triage.diagram.paper import MARGIN, Sheet, middle

pytest.importorskip("pygraphviz")
pypdf = pytest.importorskip("pypdf")

WELLS = built_in("wells_dvt")


def read(drawn: bytes):
    """Return a PDF as a reader has it."""
    return pypdf.PdfReader(BytesIO(drawn))


@pytest.mark.parametrize(
    ("paper", "landscape", "columns"),
    [("a4", False, 1), ("a4", True, 2), ("a3", False, 2), ("a3", True, 3)],
)
def test_columns_are_as_many_as_can_be_read(paper, landscape, columns):
    """A sheet has columns of the width that texts need, within its margins."""
    sheet = Sheet.of(paper, landscape=landscape)

    assert sheet.columns == columns
    assert sheet.columns * sheet.column <= sheet.wide - 2 * MARGIN
    assert (sheet.wide > sheet.high) is landscape


def test_an_unknown_paper_is_refused():
    """A format that is none is named, with what was probably meant."""
    with pytest.raises(TriageError, match=r"no paper is called `a5`: "):
        draw(WELLS).pdf("a5")


def test_each_page_says_what_it_is_a_page_of():
    """Every page has its number, the title, the version and both hashes."""
    bound = read(for_review(draw(WELLS), WELLS).pdf("a4"))

    count = len(bound.pages)
    assert count > 1
    for number, page in enumerate(bound.pages, start=1):
        text = " ".join(page.extract_text().split())
        assert f"Page {number} of {count} · {WELLS.title} · version" in text
        assert f"logic {WELLS.logic[:8]} · wording {WELLS.wording[:8]}" in text
    assert bound.metadata["/Title"] == WELLS.title


def test_all_that_people_read_is_on_the_sheets():
    """Questions, help, points, advice, what to watch for, and sources are there."""
    bound = read(for_review(draw(WELLS), WELLS).pdf("a3", landscape=True))

    text = " ".join(" ".join(page.extract_text() for page in bound.pages).split())
    shown = [*WELLS.questions.values(), *WELLS.recommendations.values()]
    words = [getattr(one, key, "") for one in shown for key in KEYS]
    for word in " ".join(words).split():
        assert word in text
    assert [mark["/Title"] for mark in bound.outline] == [
        "1. findings",
        "What people are told, warnings first, then the most urgent",
        "Names used in conditions",
        "Sources",
        "Read by: name, role and number, date, signature",
    ]


KEYS = ("text", "help", "title", "watch_for")


def test_what_is_higher_than_a_page_is_parted():
    """A long step goes on in a box that says so, and no word of it is lost."""
    whole = view_of()
    long = tuple(
        attrs.evolve(whole.nodes[0].lines[0], text=f"Question {n}?") for n in range(70)
    )
    node = attrs.evolve(whole.nodes[0], lines=long)
    view = attrs.evolve(whole, nodes=(node, *whole.nodes[1:]))

    bound = read(Diagram(view).pdf("letter"))

    text = " ".join(" ".join(page.extract_text() for page in bound.pages).split())
    assert all(f"Question {n}?" in text for n in range(70))
    assert "1. ask, goes on" in text


def test_a_part_begins_with_a_question_where_it_can():
    """A box is parted before a question near its middle, or else in the middle."""
    asked, more = Paragraph("title", "Q?"), Paragraph("text", "Help.")

    assert middle([asked, more, more, asked, more, more]) == 3
    assert middle([asked, asked]) == 1
    assert middle([more] * 9) == 4


def test_a_picture_of_modules_has_their_titles():
    """What belongs to one part stands below its title."""
    tree = built_in("back_pain")

    bound = read(draw(tree, part=3).pdf("a3"))

    titles = [mark["/Title"] for mark in bound.outline]
    assert titles[0].startswith("Part 3")
    assert "17. feelings/feelings" in titles


def test_equal_pictures_are_equal_files():
    """Sheets drawn twice are the same bytes."""
    tree = throat()

    assert draw(tree).pdf("a4") == draw(tree).pdf("a4")


def test_a_picture_without_ends_has_no_list_of_them():
    """What people are told has a heading only where something is told."""
    bound = read(draw_map(WELLS).pdf("a4"))

    titles = [mark["/Title"] for mark in bound.outline]
    assert titles == [
        "1. Findings",
        "Read by: name, role and number, date, signature",
    ]
