"""Texts of trees: marks and placeholders, as they are kept and checked."""

from textwrap import indent

import pytest

import triage
from triage.base.limits import LIMITS
from triage.terminal.report import report

TREE = """
triage: 1
id: marked
title: Marked
questions:
  fever:
    text: Have you a fever?
    type: yes_no
    help: {text}
    why: {text}
recommendations:
  rest:
    urgency: self_care
    title: Rest
    text: {text}
    watch_for: {text}
start: one
steps: {{one: {{ask: fever, go: rest}}}}
"""


def load(text, **contacts):
    """Return a tree with a text in all places that may have marks."""
    written = "|\n" + indent(text, " " * 6)
    return triage.loads(TREE.format(text=written), contacts=contacts)


def test_a_text_without_marks_is_folded():
    """A plain text keeps its paragraphs and no other breaks."""
    tree = load("One\nline.\n\nAnother.")

    assert tree.recommendations["rest"].text == "One line.\n\nAnother."


def test_a_text_with_marks_is_kept_as_it_is_written():
    """A text with marks keeps its lines, in all its places, also in JSON."""
    text = "Do:\n\n- rest\n- drink **more**"
    tree = load(f"{text}\n")
    question, advice = tree.questions["fever"], tree.recommendations["rest"]

    assert {advice.text, advice.watch_for, question.help, question.why} == {text}
    assert tree.decide({"fever": "no"}).to_dict()["recommendations"][0]["text"] == text


def test_what_is_filled_in_is_no_mark():
    """A placeholder in a text with marks stands for words, whatever they look like."""
    tree = load("- $first\n- $second. Now", first="*[a](b)* <i>", second="112")

    said = report(tree.decide({"fever": "no"}), 200)
    assert "  - *[a](b)* <i>\n  - 112. Now" in said


def test_a_placeholder_in_braces_is_no_hole():
    """A placeholder may be written with braces, beside holes, and after a dollar."""
    tree = load("${first} *costs* $${{first}}", first="[It] {{here}}")

    said = report(tree.decide({"fever": "no"}), 200)
    assert "  [It] {{here}} costs ${first}\n" in said


def test_hashes_of_a_text_do_not_hang_on_what_is_filled_in():
    """A text with marks hashes as it is written, the same at every place."""
    trees = [load("- *$first*", first=words) for words in ("one", "*two* `x`")]

    assert len({tree.wording for tree in trees}) == 1


def test_a_long_text_with_marks_is_refused():
    """What would take long to be parsed is refused, and not parsed."""
    load("a" * (LIMITS.prose + 1))

    with pytest.raises(triage.InvalidTree) as refused:
        load("*" * (LIMITS.prose + 1))
    assert {finding.code for finding in refused.value.findings} == {"T108"}


def test_a_mark_that_is_nowhere_to_be_found_is_told_of_its_text():
    """A rule of another length than the library says is told all the same."""
    with pytest.raises(triage.InvalidTree) as refused:
        load("a\n\n***\n\nb")
    assert {finding.code for finding in refused.value.findings} == {"T221"}
