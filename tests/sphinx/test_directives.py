"""Directives of Sphinx: pages of anybody that show a tree, and lead to its review."""

import re
from io import StringIO
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from trees_for_tests import SORE_THROAT
from views_for_tests import chain

import triage
from triage.sphinx.picture import apart, ids_of

pytest.importorskip("pygraphviz")

PAGE = """\
Ours
====

.. triage:: throat.yaml
   :map:

.. triage:: throat.yaml

.. triage:: throat.yaml

.. triage-review:: throat.yaml

.. triage-review:: old.yaml
"""

OLD = """\
triage: 1
id: old
title: Old
status: retired
questions: {cough: {text: Do you cough?}}
recommendations: {rest: {urgency: self_care, title: Rest}}
start: cough
steps: {cough: {ask: cough, answers: {yes: rest, no: rest}}}
"""

WRONG = """\
:orphan:

.. triage:: thoat

.. triage:: /nowhere/throat.yaml

.. triage:: /throat.yaml
   :part: 9

.. triage:: throat.yaml
   :map:
   :depth: 1

.. triage-review:: throat.yaml
   :against: gone.yaml
"""


class Site:
    """Build a page by Sphinx, and hold what came of it."""

    def __init__(self, folder: Path) -> None:
        self.source, self.built, self.log = folder / "source", folder / "built", ""
        self.source.mkdir()
        (self.source / "throat.yaml").write_text(SORE_THROAT, encoding="utf-8")
        (self.source / "old.yaml").write_text(OLD, encoding="utf-8")
        (self.source / "index.rst").write_text(PAGE, encoding="utf-8")
        (self.source / "wrong.rst").write_text(WRONG, encoding="utf-8")

    def build(self, builder: str) -> list[str]:
        """Build it, and return which pages were read anew."""
        heard = StringIO()
        app = Sphinx(
            self.source,
            None,
            self.built / builder,
            self.built / "doctrees",
            builder,
            confoverrides={"extensions": ["triage.sphinx"], "html_theme": "basic"},
            status=None,
            warning=heard,
            warningiserror=False,
        )
        read: list[str] = []
        app.connect("source-read", lambda _app, page, _text: read.append(page))
        app.build()
        self.log = heard.getvalue()
        return read

    def read(self, name: str) -> str:
        return (self.built / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the built site."""
    found = Site(tmp_path_factory.mktemp("sphinx"))
    found.build("html")
    return found


@pytest.fixture(scope="module")
def page(site):
    """Return the page as HTML."""
    return site.read("html/index.html")


def test_a_diagram_stands_in_the_page(page):
    """It is the picture itself, whose links and labels work, and the same in words."""
    tree = triage.loads(SORE_THROAT)
    figures = re.findall(r'<figure class="triage-diagram.*?</figure>', page, re.DOTALL)

    assert len(figures) == 3
    for figure in figures:
        assert 'role="graphics-document"' in figure
        assert f'aria-label="{tree.title}: diagram"' in figure
    outline = triage.draw(tree).outline()
    assert outline.strip() in figures[1].replace("&gt;", ">").replace(
        "<span></span>", ""
    )


def test_no_two_ids_of_a_page_are_alike(page):
    """Pictures of the same steps have ids of their own: links lead to one place."""
    ids = re.findall(r'(?<= id=")[^"]*', page)

    assert len(ids) == len({*ids})
    assert {"map-step-drooling", "step-drooling", "step-drooling-2"} <= {*ids}


def test_what_names_an_id_follows_it():
    """Links inside a picture, its labels and its style name the new ids."""
    svg = triage.draw(chain(6)).svg()

    moved = apart(svg, ids_of(svg), "")

    ids, links = {*ids_of(moved)}, re.findall(r'href="#([^"]*)"', moved)
    named = re.findall(r' aria-(\w+)by="([^"]*)"', moved)
    assert {*ids_of(svg)} & ids == set()
    assert {*links} == {"end-call-2"}
    assert [word for word, _ in named] == ["labelled", "described"]
    assert {name for _, name in named} < ids
    assert f"#{next(iter(ids_of(moved)))} :not(text)" in moved


def test_a_diagram_can_be_opened_alone(site, page):
    """Each has a file of its own beside the pages, to which a link leads."""
    linked = re.findall(r'href="(_downloads/throat-[^"]*\.svg)"', page)

    assert len({*linked}) == 2  # the map, and the tree
    assert all(site.read(f"html/{name}").startswith("<svg") for name in linked)


def test_a_review_is_a_page_beside_the_others(site, page):
    """The link leads to the page that is signed; what is known stands above it."""
    tree = triage.loads(SORE_THROAT)
    read, tried = re.findall(r'href="(_downloads/throat_review-[^"]*)"', page)

    assert tried == f"{read}#trial"
    assert tree.logic in site.read(f"html/{read}")
    assert tree.logic in page


def test_a_retired_tree_is_reviewed_and_not_tried(page):
    """Its page is there to be read; no link leads into a trial that it lacks."""
    links = re.findall(r'href="_downloads/old_review-[^"#]*(#trial)?"', page)

    assert links == [""]


def test_a_mistake_is_a_warning_at_its_place(site):
    """A page with a wrong name is built, and says in which line what is wrong."""
    told = [
        (int(line), text)
        for line, text in re.findall(r"wrong\.rst:(\d+): WARNING: (.*)", site.log)
    ]

    assert [line for line, _ in told] == [
        number
        for number, line in enumerate(WRONG.splitlines(), start=1)
        if line.startswith("..")
    ]
    assert told[0][1].startswith("no built-in tree is called `thoat`")
    assert "cannot be read" in told[1][1]
    assert "there is no part 9" in told[2][1]
    assert "a map is of a whole tree" in told[3][1]
    assert "gone.yaml" in told[4][1]


def test_a_page_without_html_has_the_words(site):
    """Another builder shows the outline; only what is wrong is read once more."""
    assert site.build("text") == ["wrong"]

    text = site.read("text/index.txt")
    assert "Go to step 2" in text
    assert "<svg" not in text
    assert "Review of" in text
