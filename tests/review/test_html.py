"""The page of a review: all that is read in a tree, on one page by itself."""

from base64 import b64decode
from functools import cache
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import attrs
import pytest
from hazards_for_tests import THROAT
from reviews_for_tests import pack, packs

import triage.review
from triage.base.markdown import html
from triage.model.tree import Citation
from triage.review.evidence import Evidence


@cache
def pages():
    return [(found, found.html()) for found in packs()]


class Ids(HTMLParser):
    """The ids on a page, and the places on it that links lead to."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.elsewhere, self.pictures = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"])
        href = found.get("href", "")
        if tag == "a" and href.startswith("#"):
            self.links.append(href[1:])
        if found.get("src", "").startswith("data:"):
            self.pictures.append(found["src"])
        elif tag in ("img", "link", "iframe", "object", "embed") or "src" in found:
            self.elsewhere.append(tag)


def read_of(tree):
    """Yield every text of a tree that somebody may read, as it stands on a page."""
    for question in tree.questions.values():
        yield from map(escape, (question.text, question.again, question.if_wrong))
        yield from (escape(option.text) for option in question.options)
        yield from map(html, (question.help, question.why))
        yield from (html(one.text) for one in question.responses)
    for item in tree.recommendations.values():
        yield escape(item.title)
        texts = [text for piece in item.pieces for text in piece.said]
        yield from map(html, texts or (item.text, item.watch_for))
    for stated in tree.properties.values():
        yield escape(stated.says)
    for source in tree.citations.values():
        yield escape(source.title)


def test_every_text_of_a_tree_is_on_its_page():
    """Whoever reads the page has read all that a person can be asked and told."""
    for found, text in pages():
        shown = text.replace("&#34;", "&quot;").replace("&#39;", "&#x27;")
        missing = [one for one in read_of(found.tree) if one not in shown]
        asked = {name for step in found.tree.steps.values() for name in step.ask}

        assert [one for one in missing if asked == found.tree.questions.keys()] == []


@pytest.mark.slow
def test_links_lead_to_what_is_there_and_no_id_is_there_twice():
    """Each link stays on the page, and nothing is fetched from elsewhere."""
    for _, text in pages():
        found = Ids(text)

        assert len({*found.ids}) == len(found.ids)
        assert {*found.links} <= {*found.ids}
        assert found.elsewhere == []
        assert "default-src 'none'" in text


def test_what_an_author_writes_is_never_markup():
    """A title that looks like a script is shown as it is written."""
    found = pack()
    tree = attrs.evolve(found.tree, title="<script>alert(1)</script>")
    text = attrs.evolve(found, tree=tree).html()

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_a_page_says_what_fails():
    """A case that fails is open at once, with what was expected instead."""
    text = pack(cases="urgency: self_care", mutate=True).html()

    assert '<details id="case-drools" open>' in text
    assert "expected the urgency `self_care`, got `emergency`" in text
    assert "a control does not hold" in text
    assert text.count("1 case fails: see") == 2
    assert '<span class="bad">fails</span>: <a href="#case-drools">' in text
    assert "None is open." not in text
    assert "Mistakes noticed" in text


def test_who_breaks_a_property_is_on_the_map():
    """The way that is taken is drawn with what it breaks; else no picture is let in."""
    found = pack()
    assert "img-src" not in found.html()
    Path("throat.yaml").write_text(THROAT.replace("== emergency", "< emergency"))
    text = triage.review.pack("throat.yaml").html()

    [picture] = Ids(text).pictures
    drawn = b64decode(picture.partition(",")[2]).decode()
    assert "; img-src data:; form-action" in text
    assert text.count("1 property violated: see") == 2
    assert "What should hold of them: told less than" in text
    assert '<span class="bad">violated</span>: <a href="#property-' in text
    assert "What should hold of them" not in found.html()
    assert "breaks “Whoever drools, or may, is in an emergency”" in drawn


def test_a_tree_that_decides_for_nobody_is_not_tried():
    """The page of one that is retired is whole, but for what asks."""
    found = pack()
    tree = attrs.evolve(found.tree, status="retired")

    assert 'id="trial"' in found.html()
    assert 'id="trial"' not in attrs.evolve(found, tree=tree).html()


def test_a_source_says_when_it_was_opened():
    """Where its file says that, it stands below how far it is to be trusted."""
    found = pack()
    one = Citation(id="who", title="A leaflet", opened="2026-11-20")
    sources = (Evidence(1, one, (), is_stale=False),)
    text = attrs.evolve(found, evidence=sources).html()

    assert "opened on 20 November 2026" in text


@pytest.mark.slow
def test_the_page_of_back_pain_answers_a_safety_officer():
    """What is read, on which evidence, who stays at home, and what proves it."""
    found = triage.review.pack("back_pain")
    text = found.html()
    *_, home, _ = found.rungs
    nerves = text.partition('<article id="advice-emergency_nerves"')[2][:3000]

    assert "Nerves in your spine may be squeezed." in nerves
    assert 'href="#source-' in nerves
    assert home.title == "Care at home"
    assert "hard_flags_are_emergencies" in {one.id for one in home.floors}
    assert len(text.encode()) < 3_000_000
