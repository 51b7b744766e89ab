"""What a notebook shows of values: their facts, and nothing of a person by accident."""

from html.parser import HTMLParser

import pytest

import triage
from triage.base.panel import panel

SHOWS = """
triage: 1
id: shows
title: A <b>title</b>
questions: {age: {text: Age?, type: integer, min: 0, max: 99}}
recommendations: {go: {title: "At {age}, go", urgency: soon}}
start: one
steps: {one: {ask: age, go: go}}
properties: {told: {says: Everybody is told, then: advised(go)}}
"""


class Read(HTMLParser):
    """What can be read of markup."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.said = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        assert not attrs
        self.tags.append(tag)

    def handle_data(self, data):
        self.said.append(data)


def read(value):
    return Read(value._repr_html_())


def test_a_tree_shows_what_it_is():
    """Its title is a text, and never markup."""
    found = read(triage.loads(SHOWS))
    assert "A <b>title</b>" in found.said
    assert "b" not in found.tags
    assert {"dl", "dt", "dd"} <= {*found.tags}


def test_no_answer_is_shown():
    """An interview says how far it is, a decision what was decided: both no answer."""
    session = triage.loads(SHOWS).start()
    assert "age" in read(session).said
    after = session.answer({"age": 77})
    for value in (after, after.decision):
        assert "77" not in value._repr_html_()
    assert "At {age}, go" in read(after.decision).said


def test_proofs_and_comparisons_are_shown():
    """Each property with its verdict; each comparison as its text has it."""
    tree = triage.loads(SHOWS)
    assert {"Everybody is told", "proved"} <= {*read(triage.prove(tree)).said}
    other = triage.loads(SHOWS.replace("urgency: soon", "urgency: routine"))
    changes = triage.compare(tree, other)
    assert changes.text() in read(changes).said


def test_a_finding_shows_its_place():
    """What is wrong is its heading, and the line of the file stands below, as it is."""
    with pytest.raises(triage.InvalidTree) as refused:
        triage.loads(SHOWS.replace("go: go}}", "go: <b>}}"), name="a.yaml")
    [finding] = refused.value.findings
    found = read(finding)
    assert found.tags == ["section", "p", "strong", "pre"]
    assert found.said == [finding.headline, finding.shown]
    assert "<b>" in finding.shown


def test_what_is_empty_is_left_out():
    """A fact that says nothing is not listed."""
    assert "dl" not in Read(panel("A", {"b": ""})).tags
