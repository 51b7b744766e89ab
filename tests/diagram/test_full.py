"""In full: all that people read, with numbered sources, laid over a view."""

from datetime import date

import pytest

import triage
from triage.diagram import draw, draw_map, for_review
from triage.review.evidence import evidence

TREE = """
triage: 1
id: t
title: T
sources:
  book: {title: The book, year: "2020", status: verified, checked_on: 2026-01-02}
  page: {title: A page, url: "https://example.org/"}
questions:
  hurt:
    text: Does it hurt?
    type: yes_no
    help: "*Any* pain.\\n\\n- in the arm\\n- in the leg"
    why: It matters.
    unsure: {again: Do you feel pain?}
    reply: {yes: Sorry to hear that.}
    cites: page
  age:
    text: How old are you?
    type: integer
    min: 0
    max: 120
    if_wrong: Write your age in years.
recommendations:
  call:
    title: Call
    text: ["Now.", {when: age >= 65, text: Ask a friend., otherwise: Alone.}]
    watch_for: Worse.
    urgency: emergency
    cites: [book, page]
  rest: {title: Rest, urgency: self_care}
start: s
steps:
  s:
    ask: [hurt, age]
    whole: true
    branches: [{when: maybe(hurt), go: call}, {go: rest}]
"""


@pytest.fixture(scope="module")
def shown():
    """Return a picture of a tree that says all it can, in full."""
    tree = triage.loads(TREE)
    return for_review(draw(tree), tree).view


def test_a_question_is_shown_with_all_its_texts(shown):
    """Help, reason, second question, replies and sources follow it, none shortened."""
    hurt, age, _ = shown.nodes[0].lines

    assert hurt.texts == (
        "Help: Any pain.",
        "- in the arm",
        "- in the leg",
        "Why: It matters.",
        "If not sure, asks: Do you feel pain?",
        "Says back to “Yes”: Sorry to hear that.",
        "Sources: 2",
    )
    assert not any("says back" in detail for detail in hurt.details)
    assert age.texts == ("If an answer is wrong: Write your age in years.",)


def test_advice_is_shown_with_all_its_texts(shown):
    """A text made of several says who reads what."""
    call = next(node for node in shown.nodes if node.id == "call")

    assert call.lines[0].texts == (
        "Now.",
        "If age at least 65: Ask a friend.",
        "Otherwise: Alone.",
        "Watch for: Worse.",
        "Sources: 1, 2",
    )


def test_sources_have_the_numbers_of_the_review_page(shown):
    """Each has its number, where it is, and how far it can be trusted."""
    assert [source.text for source in shown.sources] == [
        "The book, 2020, verified 2026-01-02",
        "A page, https://example.org/",
    ]
    found = {
        one.number: one.source.title
        for one in evidence(triage.loads(TREE), date(2026, 1, 3))
    }
    for source in shown.sources:
        assert source.text.startswith(found[source.number])


def test_every_format_shows_all_of_it():
    """An outline, a flowchart and a picture have the same texts."""
    tree = triage.loads(TREE)
    picture = for_review(draw(tree), tree)

    for written in (picture.outline(), picture.mermaid(), picture.dot):
        assert "If not sure, asks" in written
        assert "Ask a friend" in written
        assert "The book" in written


def test_a_long_list_of_answers_is_whole():
    """What a menu leaves out is read as well."""
    tree = triage.loads(LONG)
    [line] = for_review(draw(tree), tree).view.nodes[0].lines

    assert line.texts[0].startswith("All answers: Answer 0; Answer 1; ")
    assert line.texts[0].endswith("; Answer 99")


MENU = ", ".join(f"a{n}: Answer {n}" for n in range(100))
LONG = f"""
triage: 1
id: t
title: T
questions: {{q: {{text: Q?, type: any_of, options: {{{MENU}}}}}}}
recommendations: {{rest: {{title: Rest}}}}
start: s
steps: {{s: {{ask: q, go: rest}}}}
"""


def test_what_is_no_question_stays_as_it_is():
    """A map has no texts, and an end that only an older tree has, none either."""
    tree = triage.loads(TREE)
    now = triage.loads(TREE.replace("rest", "lie_down"))

    assert for_review(draw_map(tree), tree).view == draw_map(tree).view
    gone = next(x for x in changed(now, tree).nodes if x.id == "rest")
    assert gone.lines[0].texts == ()


def changed(new, old):
    """Return a picture in full of what changed."""
    return for_review(draw(new, against=old), new).view
