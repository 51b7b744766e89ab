"""What a person is asked, one question at a time and page by page."""

import pytest
from trees_for_tests import throat, tree_of

from triage.engine.interview import interviews
from triage.engine.walk import walk


def led(tree, answers):
    """Return both interviews of a person."""
    return interviews(tree, answers, walk(tree, answers))


def asked(tree, answers):
    """Return what is put to a person, in both ways of asking."""
    return [{*way.answered} for way in led(tree, answers)]


PAGE = """\
  one:
    {key}: [b, c]
    {more}branches: [{{when: b, go: go_now}}, {{when: c, go: see}}, {{go: rest}}]
"""
WHOLE = "whole: true\n    "


@pytest.mark.parametrize(
    ("key", "more", "by_one"),
    [("ask", "", {"b"}), ("ask", WHOLE, {"b", "c"}), ("checklist", "", {"b", "c"})],
)
def test_the_rest_of_a_page_is_left_out_once_the_worst_is_decided(key, more, by_one):
    """One question at a time leaves it out; a list or a form has asked it by then."""
    tree = tree_of(PAGE.format(key=key, more=more))

    assert asked(tree, {"b": "yes", "c": "no"}) == [by_one, {"b", "c"}]


def test_a_page_may_be_left_before_anything_is_asked():
    """Where the worst was decided before, nobody is asked what cannot matter."""
    tree = tree_of(
        "  one: {ask: b, advise: {add: go_now, when: b}, go: two}\n"
        "  two: {ask: c, branches: [{when: b, go: see}, {go: rest}]}"
    )

    assert asked(tree, {"b": "yes", "c": "no"}) == [{"b"}, {"b"}]
    assert asked(tree, {"b": "no", "c": "no"}) == [{"b", "c"}, {"b", "c"}]


def test_what_is_passed_over_is_asked_and_not_answered():
    """A question that its `only_if` skips came up, and was not put."""
    known = {"drooling": "no", "age": 70, "days": 3, "cough": "none", "signs": ()}

    way, _ = led(throat(), known | {"pregnant": "yes"})

    assert "pregnant" in way.asked
    assert "pregnant" not in way.answered
    assert way.trace.skipped == ("pregnant",)


def test_what_has_no_answer_stays_open():
    """Of a record with gaps, what comes up is asked, and no page behind it."""
    tree = tree_of("  one: {ask: [b, c], go: two}\n  two: {ask: a, go: rest}")

    assert asked(tree, {"c": "no", "a": "no"}) == [{"b", "c"}, {"b", "c"}]
    assert asked(tree, {}) == [{"b", "c"}, {"b", "c"}]


def test_what_has_no_answer_and_is_not_needed_is_not_asked():
    """A record without it is decided; nobody has to be asked."""
    tree = tree_of(PAGE.format(key="ask", more=""))

    assert asked(tree, {"b": "yes"}) == [{"b"}, {"b"}]
    assert asked(tree, {"c": "yes"}) == [{"b", "c"}, {"b", "c"}]


def test_pages_are_the_questions_that_come_up():
    """A question counts on the page that asks it first."""
    tree = tree_of(
        """\
  one: {ask: b, go: two}
  two: {ask: [b, c], go: three}
  three: {ask: a, answers: {yes: see, no: rest, unsure: rest}}
"""
    )
    everything = {"a": "no", "b": "yes", "c": "yes"}

    def pages(answers):
        return [names for _, names in led(tree, answers)[0].pages(tree)]

    assert pages(everything) == [("b",), ("c",), ("a",)]
    assert pages({"b": "yes"}) == [("b",), ("c",)]
