"""SVG for readers of all kinds: announced, with unique ids and plain links."""

from xml.etree import ElementTree as ET

import pytest
from trees_for_tests import throat
from views_for_tests import view_of

from triage.diagram import draw
from triage.diagram.render import render
from triage.diagram.svg import accessible
from triage.model.notice import DISCLAIMER

pytest.importorskip("pygraphviz")


def parsed(text: str) -> ET.Element:
    """Return an SVG as a tree."""
    return ET.fromstring(text)  # noqa: S314  our own


SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"


def test_the_picture_is_announced_as_one_image():
    """The root is an image with a title and a description."""
    root = parsed(draw(throat()).svg())

    title, description = root[0], root[1]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.tag == f"{SVG}title"
    assert title.text.startswith("Sore throat · version 1.2.0 · draft")
    assert description.tag == f"{SVG}desc"
    assert description.text.endswith(f"Are you drooling? {DISCLAIMER}")


def test_ids_are_unique_even_on_one_page():
    """No two elements share an id, within a picture or between two."""
    ids = [
        element.get("id")
        for picture in (draw(throat()), draw(throat(), depth=0))
        for element in parsed(picture.svg()).iter()
        if "id" in element.attrib
    ]

    assert len(ids) == len(set(ids))


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
