"""Edits: what was changed, in words, with what it was before."""

import pytest

import triage
from triage.diagram import draw
from triage.diagram.edits import rewritten
from triage.diagram.layout import lay_out
from triage.diagram.phrases import EDITED, WORDS

TREE = """
triage: 1
id: t
title: T
questions:
  pain: {text: Have you chest pain?, type: yes_no}
  age:
    {text: How old?, type: integer, min: 0, max: 99, only_if: pain, otherwise: 0}
values:
  score: count(pain) + count(age > 65)
recommendations:
  go: {title: Go to the hospital now, text: At once., urgency: emergency}
  rest: {title: Rest, urgency: self_care}
start: s
steps:
  s: {ask: pain, go: t}
  t: {ask: age, go: u}
  u: {branches: [{when: score > 1, go: go}, {when: pain, go: rest}, {go: rest}]}
"""


def marks(*edit: str) -> dict[str, str]:
    """Return what a picture says of a tree in which a text was edited."""
    old, new = triage.loads(TREE), triage.loads(TREE.replace(*edit))
    view = draw(new, against=old).view
    found = {node.id: node.mark.text for node in view.nodes if node.mark.text}
    lines = [line for node in view.nodes for line in node.lines if line.question]
    return found | {x.question: x.mark.text for x in lines if x.mark.text}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "chest pain",
            "crushing chest pain",
            {
                "pain": "changed: text: Have you [+ crushing] chest pain?",
                "s": "changed: 1 question",
            },
        ),
        (
            "hospital now",
            "hospital soon",
            {"go": "changed: title: Go to the hospital [- now] [+ soon]"},
        ),
        ("text: At once., ", "", {"go": "changed: text [- At once.]"}),
        (
            "title: Rest, urgency: self_care",
            "title: Rest, urgency: soon",
            {"rest": "changed: urgency, before: Care at home"},
        ),
        (
            ", urgency: self_care",
            "",
            {"rest": "changed: urgency, before: Care at home"},
        ),
        (
            "text: At once., urgency: emergency",
            "text: At once.",
            {"go": "changed: urgency, before: Emergency care now"},
        ),
        (
            "max: 99",
            "max: 120",
            {"age": "changed: max, before: 99", "t": "changed: 1 question"},
        ),
        (
            "only_if: pain",
            "only_if: not pain",
            {"age": "changed: only_if, before: pain", "t": "changed: 1 question"},
        ),
        (
            ", only_if: pain, otherwise: 0",
            "",
            {"age": "changed: asked of everybody now", "t": "changed: 1 question"},
        ),
        (
            "max: 99, only_if: pain, otherwise: 0",
            "max: 120",
            {
                "age": "changed: max, before: 99; asked of everybody now",
                "t": "changed: 1 question",
            },
        ),
        ("age > 65", "age > 70", {"u": "changed: the meaning of “score”"}),
        (
            "{when: score > 1, go: go}, {when: pain, go: rest}",
            "{when: pain, go: rest}, {when: score > 1, go: go}",
            {"u": "changed: order of the ways on, before: 2, 1, 3"},
        ),
    ],
)
def test_a_change_is_told_with_what_it_was(old, new, said):
    """A mark says which text, level, limit, condition or order was another."""
    assert marks(old, new) == said


def test_words_are_told_apart():
    """Words that were there and that are new stand where they are."""
    assert rewritten("a b c", "a x c d") == "a [- b] [+ x] c [+ d]"
    assert rewritten("a b c", "a c") == "a [- b] c"


def test_the_legend_says_what_marks_mean():
    """A picture of changes explains thick, dashed and struck; others do not."""
    old, new = triage.loads(TREE), triage.loads(TREE.replace("Rest,", "Sleep,"))
    assert EDITED + WORDS in lay_out(draw(new, against=old).view).about()
    assert "words that were there before" in draw(new, against=old).outline()
    assert EDITED + WORDS not in lay_out(draw(new).view).about()
    gone = triage.loads(TREE.replace("{when: pain, go: rest}, ", ""))
    assert "<S>" in draw(gone, against=old).dot


SUM = """
triage: 1
id: t
version: "1"
title: T
not_for: Children
scale: [{id: low, title: Low}, {id: high, title: High}]
questions:
  n: {text: How many?, type: integer, min: 0, max: 9}
  c: {text: Which?, type: one_of, options: {a: {text: Apple}, b: {text: Pear}}}
values:
  over: {is: n / 2, decimals: 1}
  rest: {is: n - over, decimals: 1}
recommendations:
  some: {title: "You get {rest}", urgency: low}
  much: {title: Much, urgency: high}
show: over
start: s
steps:
  s:
    ask: [n, c]
    branches: [{when: n >= 3, go: much}, {when: n == 2, go: some}, {go: some}]
"""


def against(*edit: str):
    """Return the picture of a tree against one in which a text was edited."""
    return draw(triage.loads(SUM), against=triage.loads(SUM.replace(*edit)))


def test_a_changed_sum_is_told_wherever_it_is_shown():
    """What shows a sum, itself or through another, says that it means another."""
    picture = against("n / 2", "n / 3")
    view = picture.view
    said = {node.id: node.mark.text for node in view.nodes}

    assert said == {"s": "", "some": "changed: the meaning of “over”", "much": ""}
    assert "shown with every decision, changed: the meaning of “over”" in view.details
    assert "changed, before: (n divided by 3)" in view.definitions["over"]


def test_a_row_that_moved_beside_an_edited_one_says_where_it_was():
    """A way that could not be reached before is not called as it was."""
    now = "{when: n >= 3, go: much}, {when: n == 2, go: some}"
    was = "{when: n >= 2, go: some}, {when: n >= 3, go: much}"
    edges = against(now, was).view.edges

    assert [edge.mark.text for edge in edges] == [
        "changed: order, before: 2",
        "changed, before: n at least 2",
        "",
    ]


@pytest.mark.parametrize(
    ("now", "was", "said"),
    [
        ("Children", "Adults", "tree `t` changed: not_for: [- Adults] [+ Children]"),
        ("show: over", "show: rest", "tree `t` changed: show: [- rest] [+ over]"),
        (
            "start: s",
            "assume: n > 1\nstart: s",
            "changed: assume [- n over 1]",
        ),
        (
            "title: High}",
            "title: Top}",
            "level `high` changed: title: [- Top] [",
        ),
        ("title: T\n", "title: T\nwords: {person: man, people: men}\n", "words: "),
        ("title: T\n", "title: T\ndisclaimer: No.\n", "disclaimer [- No.]"),
        ("scale: [", "scale: [{id: none, title: None}, ", "level `none` removed"),
        ("title: T\n", "title: T\nreview_by: 2027-01-01\n", "review_by [- 2027-01-01]"),
    ],
)
def test_what_the_whole_was_is_told(now, was, said):
    """What is of no step is told in the heading, with the words of before."""
    assert said in " · ".join(against(now, was).view.details)


@pytest.mark.parametrize(
    ("now", "was", "said"),
    [
        ("text: Pear", "text: Plum", "options: Apple; [- Plum] [+ Pear]"),
        ("[n, c]", "[c, n]", "changed: what is asked: [- c; n] [+ n; c]"),
        ("{text: Pear}", "{text: Pear, name: pear}", "options (`triage compare`"),
        ("max: 9", "max: 9, ordinary: 3", "ordinary, before: 3"),
        (", urgency: high", ", urgency: high, alone: yes", "alone, before: yes"),
        (
            ", urgency: high",
            ", urgency: high, text: [A., {when: n > 5, text: B., otherwise: C.}]",
            "pieces [- A.; If n over 5: B. Otherwise: C.]",
        ),
    ],
)
def test_options_and_order_are_told_with_what_they_were(now, was, said):
    """What is made of several words is told in these, or it is said where they are."""
    assert said in against(now, was).outline()


def test_what_is_added_is_not_said_to_be_changed():
    """A new step that goes by a changed value is marked as new alone."""
    old = SUM.replace("n / 2", "n / 3")
    new = SUM.replace("start: s", "start: first").replace(
        "steps:",
        "steps:\n  first: {ask: [n, c], branches: [{when: over > 1, go: s}, {go: s}]}",
    )

    picture = draw(triage.loads(new), against=triage.loads(old))

    found = {node.id: node.mark.text for node in picture.view.nodes}
    assert found["first"] == "added"
