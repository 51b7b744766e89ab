"""Directives of Sphinx: pages of anybody that show a tree, and lead to its review."""

import re
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from sphinx.application import Sphinx
from trees_for_tests import SORE_THROAT
from views_for_tests import chain

import triage
from triage.sphinx.kept import Page, merge, pages
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

SHORT = OLD.replace("status: retired\n", "").replace("id: old", "id: short")

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


ONE = """\
One
===

.. toctree::

   two

.. triage:: now/short.yaml

.. triage-review:: now/short.yaml
   :against: then/short.yaml
"""

TWO = """\
Two
===

.. triage:: now/short.yaml
"""


class Site:
    """Build a page by Sphinx, and hold what came of it."""

    def __init__(self, folder: Path) -> None:
        self.source, self.built, self.log = folder / "source", folder / "built", ""
        self.source.mkdir()

    def write(self, name: str, text: str) -> None:
        path = self.source / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

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

    def downloads(self) -> set[str]:
        """Return the names of the files to which pages lead."""
        folder = self.built / "html" / "_downloads" / "triage"
        return {path.name for path in folder.iterdir()}

    def read(self, name: str) -> str:
        return (self.built / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the built site."""
    found = Site(tmp_path_factory.mktemp("sphinx"))
    found.write("throat.yaml", SORE_THROAT)
    found.write("old.yaml", OLD)
    found.write("index.rst", PAGE)
    found.write("wrong.rst", WRONG)
    found.build("html")
    return found


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    """Return a site of a small tree on two pages."""
    found = Site(tmp_path_factory.mktemp("short"))
    found.write("index.rst", ONE)
    found.write("two.rst", TWO)
    found.write("now/short.yaml", SHORT)
    found.write("then/short.yaml", SHORT.replace("Do you", "Did you"))
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
    linked = re.findall(r'href="(_downloads/triage/throat-[^"]*\.svg)"', page)

    assert len({*linked}) == 2  # the map, and the tree
    assert all(site.read(f"html/{name}").startswith("<svg") for name in linked)


def test_a_review_is_a_page_beside_the_others(site, page):
    """The link leads to the page that is signed; what is known stands above it."""
    tree = triage.loads(SORE_THROAT)
    read, tried = re.findall(r'href="(_downloads/triage/throat_review-[^"]*)"', page)

    assert tried == f"{read}#trial"
    assert tree.logic in site.read(f"html/{read}")
    assert tree.logic in page


def test_a_retired_tree_is_reviewed_and_not_tried(page):
    """Its page is there to be read; no link leads into a trial that it lacks."""
    links = re.findall(r'href="_downloads/triage/old_review-[^"#]*(#trial)?"', page)

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


def test_a_page_is_read_anew_when_a_file_comes(short):
    """What stands beside a tree is part of what is shown; without a change, nothing."""
    assert short.build("html") == []

    short.write("now/short.es.po", "")
    assert {*short.build("html")} == {"index", "two"}


def test_a_page_is_read_anew_when_the_other_version_changes(short):
    """No change is told that is none any more, and no earlier review stays there."""
    before = short.downloads()

    short.write("then/short.yaml", SHORT.replace("Do you", "Have you a"))

    assert short.build("html") == ["index"]
    after = short.downloads()
    assert len(before) == len(after) == 2
    assert len(before & after) == 1


def test_the_one_page_of_a_site_has_no_two_ids_alike(short):
    """A tree on two pages is there twice, and its boxes have names of their own."""
    short.build("singlehtml")

    ids = re.findall(r'(?<= id=")[^"]*', short.read("singlehtml/index.html"))
    assert len(ids) == len({*ids})
    assert {"step-cough", "step-cough-2"} <= {*ids}


def test_a_book_has_no_link_to_a_page_that_is_not_in_it(short):
    """It says what the review is, and nothing in it is of an unknown sort."""
    short.build("epub")

    page = short.read("epub/index.xhtml")
    assert "Review of Old" in page
    assert "triage-review" not in page
    assert "mimetype" not in short.log


def test_pages_that_other_processes_read_are_remembered():
    """Of those that each read, and of no others."""
    main, other = SimpleNamespace(), SimpleNamespace()
    pages(other).update({"a": Page(files={"a.svg"}), "b": Page()})

    merge(None, main, {"a", "c"}, other)

    assert pages(main) == {"a": Page(files={"a.svg"})}
