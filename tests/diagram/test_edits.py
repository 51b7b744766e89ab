"""Edits: what was changed, in words, with what it was before."""

import pytest

import triage
from triage.diagram import draw
from triage.diagram.edits import rewritten
from triage.diagram.layout import lay_out
from triage.diagram.phrases import COMPARED

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
            {"pain": "changed: text: Have you [+ crushing] chest pain?"},
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
        ("max: 99", "max: 120", {"age": "changed: max, before: 99"}),
        (
            "only_if: pain",
            "only_if: not pain",
            {"age": "changed: only_if, before: pain"},
        ),
        (
            ", only_if: pain, otherwise: 0",
            "",
            {"age": "changed: asked of everybody now"},
        ),
        (
            "max: 99, only_if: pain, otherwise: 0",
            "max: 120",
            {"age": "changed: max, before: 99; asked of everybody now"},
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
    assert COMPARED in lay_out(draw(new, against=old).view).about()
    assert "words that were there before" in draw(new, against=old).outline()
    assert COMPARED not in lay_out(draw(new).view).about()
    gone = triage.loads(TREE.replace("{when: pain, go: rest}, ", ""))
    assert "<S>" in draw(gone, against=old).dot
