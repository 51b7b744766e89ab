"""SVG for readers of all kinds: in order, with names, plain links and dark colours."""

from xml.etree import ElementTree as ET

import attrs
import pytest
from paging import chromium, needs_chromium
from trees_for_tests import built_in, throat
from views_for_tests import view_of

from triage.base.question import Level
from triage.diagram import draw, draw_map, theme
from triage.diagram.render import render
from triage.diagram.svg import accessible, dark
from triage.model.notice import DISCLAIMER

pytest.importorskip("pygraphviz")


def parsed(text: str) -> ET.Element:
    """Return an SVG as a tree."""
    return ET.fromstring(text)  # noqa: S314  our own


SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"


def test_the_picture_is_announced_as_a_document():
    """The root is a document of graphics with a title and a description."""
    root = parsed(draw(throat()).svg())

    title, description = root[0], root[1]
    assert root.get("role") == "graphics-document"
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == description.get("id")
    assert title.tag == f"{SVG}title"
    assert title.text.startswith("Sore throat · version 1.2.0 · draft")
    assert description.tag == f"{SVG}desc"
    assert description.text.endswith(f"Are you drooling? {DISCLAIMER}")


def test_ids_are_unique_even_on_one_page():
    """No two elements of a picture share an id, nor of two, but steps and ends."""
    pictures = [
        {
            element.get("id"): element.get("class")
            for element in parsed(picture.svg()).iter()
            if "id" in element.attrib
        }
        for picture in (draw(throat()), draw(throat(), depth=0))
    ]
    for picture in (draw(throat()), draw(throat(), depth=0)):
        ids = [x.get("id") for x in parsed(picture.svg()).iter() if "id" in x.attrib]
        assert len(ids) == len(set(ids))

    assert pictures[0].keys() & pictures[1].keys() == {"step-drooling", "end-ambulance"}


def test_boxes_are_groups_in_reading_order():
    """By ear, a picture is its boxes in order: what each is, and where it leads."""
    root = parsed(draw(throat()).svg())
    boxes = [g for g in root.iter(f"{SVG}g") if g.get("role") == "group"]

    assert [box.get("id") for box in boxes][:4] == [
        "step-drooling",
        "step-about_you",
        "step-decide",
        "end-ambulance",
    ]
    assert boxes[0].get("aria-label") == "1. drooling"
    assert boxes[0].findtext(f"{SVG}desc") == (
        "yes or not sure: Call now (Emergency care now); no: goes on at 2"
    )
    assert boxes[1].findtext(f"{SVG}desc") == "goes on at 3"
    assert boxes[3].get("aria-label") == "Urgency 6 of 6: Emergency care now: Call now"
    arrows = [g for g in root.iter(f"{SVG}g") if g.get("class") == "edge"]
    assert {arrow.get("aria-hidden") for arrow in arrows} == {"true"}


def test_a_box_says_the_part_it_is_in():
    """A step of a module is told with the title of its part."""
    root = parsed(draw_map(built_in("back_pain")).svg())

    box = next(g for g in root.iter(f"{SVG}g") if g.get("id") == "step-danger/nerves")
    assert box.get("aria-label").startswith("2. Nerves, Part 1: Signs of serious")


def test_what_is_named_is_a_link():
    """Advice leads to what is told, a row to its end, and nothing hidden is a link."""
    root = parsed(draw(throat()).svg())

    links = {a.get("href") for a in root.iter(f"{SVG}a")}
    ids = {f"#{x.get('id')}" for x in root.iter() if "id" in x.attrib}
    assert {"#end-drink", "#end-midwife"} <= links <= ids
    hidden = [g for g in root.iter(f"{SVG}g") if g.get("aria-hidden")]
    assert [a for g in hidden for a in g.iter(f"{SVG}a")] == []


def test_a_dark_screen_has_dark_colours():
    """Where the screen is dark the picture is; not where a tree has such a colour."""
    assert "prefers-color-scheme: dark" in draw(throat()).svg()
    clash = Level("self_care", "Care at home", 0, colour=theme.STEP.fill)

    assert [*dark("t", attrs.evolve(view_of(), scale=(clash,)))] == []


def test_titles_are_names():
    """Under the pointer appears the name of a step, never a label in HTML."""
    root = parsed(draw(throat(), depth=0).svg())

    found = [title.text for title in root.iter(f"{SVG}title")][1:]
    assert "cut:about_you" in found
    assert "drooling → ambulance" in found
    assert [text for text in found if "<" in text or "cluster" in text] == []


def test_links_work_without_xlink():
    """Beside every XLink stands the plain form."""
    linked = 'digraph { a [URL="https://example.org/?a=1&b=2"] }'

    root = parsed(accessible(render(linked, "svg").decode(), view_of()))

    link = next(root.iter(f"{SVG}a"))
    assert (
        link.get("href") == link.get(f"{XLINK}href") == "https://example.org/?a=1&b=2"
    )


def test_it_can_stand_in_a_page():
    """There is no declaration, document type or comment before the picture."""
    assert draw(throat()).svg().startswith("<svg ")


def test_elements_without_titles_are_left_alone():
    """A group without a title stays as it is."""
    plain = (
        f'<svg xmlns="{SVG[1:-1]}"><g class="node"/><g class="node"><title/></g></svg>'
    )

    root = parsed(accessible(plain, view_of()))

    assert [len(group) for group in root.iter(f"{SVG}g")] == [0, 1]


def test_twice_is_the_same():
    """A picture drawn twice is the same SVG, ids included."""
    assert draw(throat()).svg() == draw(throat()).svg()


@pytest.mark.browser
@needs_chromium
def test_an_audit_finds_nothing():
    """An audit finds nothing wrong with a map and a part in a page, light or dark."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    tree = built_in("back_pain")
    pictures = draw_map(tree), draw(tree, part=3)
    with chromium() as browser:
        for scheme in ("light", "dark"):
            page = browser.new_page(color_scheme=scheme)
            for picture in pictures:
                page.set_content(PAGE.format(picture.svg()))
                assert axe.run(page).response["violations"] == []


PAGE = """<!doctype html><html lang="en"><title>A tree</title>
<main><h1>A tree</h1>{}</main></html>"""
