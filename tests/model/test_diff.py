"""What was edited between two versions of a tree."""

import pytest

import triage
from triage.model.diff import Difference, differences

TREE = """\
triage: 1
id: t
title: T
scale: [{id: low, title: Low}, {id: high, title: High}]
sources: {s: {title: S, year: 2000}}
questions:
  a: {text: A?, type: yes_no}
  b: {text: B?, type: yes_no, only_if: a, otherwise: no}
  n: {text: N?, type: integer, min: 0, max: 9}
values:
  many: n > 5
recommendations:
  now: {urgency: high, title: Now}
  rest: {urgency: low, title: Rest}
start: one
steps:
  one: {ask: [a, b], go: two}
  two: {ask: n, branches: [{when: many, go: now}, {go: rest}]}
properties:
  p: {says: P., monotone: a}
"""

EDITS = [
    ("title: T\n", "title: U\n", ["tree `t` changed (title)"]),
    ("start: one", "assume: n > 0\nstart: one", ["tree `t` changed (assume)"]),
    ("title: T\n", "title: T\nversion: 2.0\n", []),
    ("title: High}", "title: Higher}", ["level `high` changed (title)"]),
    (
        "{id: high, title: High}",
        "{id: mid, title: Mid}, {id: high, title: High}",
        ["level `mid` added", "level `high` changed (rank)"],
    ),
    ("year: 2000", "year: 2001", ["source `s` changed (year)"]),
    ("text: A?", "text: Really?", ["question `a` changed (text)"]),
    ("max: 9", "max: 99", ["question `n` changed (max)"]),
    (
        "only_if: a, otherwise: no",
        "only_if: not a, otherwise: no",
        ["condition of a question `b` changed (only_if)"],
    ),
    (
        ", only_if: a, otherwise: no",
        "",
        ["condition of a question `b` removed"],
    ),
    ("n > 5", "n > 6", ["value `many` changed (meaning)"]),
    ("  many: n > 5", "  many: n > 5\n  few: n < 3", ["value `few` added"]),
    ("title: Rest", "title: Lie down", ["recommendation `rest` changed (title)"]),
    (
        "urgency: low, title: Rest",
        "urgency: high, title: Rest",
        ["recommendation `rest` changed (urgency)"],
    ),
    ("ask: [a, b], go", "ask: a, go", ["step `one` changed (ask)"]),
    ("go: now}", "go: now, advise: rest}", ["step `two` changed (ways)"]),
    ("monotone: a", "rising: n", ["property `p` changed (monotone, rising)"]),
    (
        "  p: {says: P.",
        "  q: {says: P.",
        ["property `q` added", "property `p` removed"],
    ),
]


@pytest.mark.parametrize(("before", "after", "said"), EDITS)
def test_each_edit_is_named_in_the_words_of_the_file(before, after, said):
    """What was edited is named with its part, its id, and the keys that changed."""
    assert TREE.count(before) == 1
    old, new = triage.loads(TREE), triage.loads(TREE.replace(before, after))

    assert [str(item) for item in differences(old, new)] == said


def test_a_step_before_others_does_not_change_them():
    """A new step renumbers all ways, which is no edit of the steps they leave."""
    old = triage.loads(TREE)
    new = triage.loads(
        TREE.replace("start: one", "start: zero").replace(
            "steps:\n", "steps:\n  zero: {ask: a, go: one}\n"
        )
    )

    assert differences(old, new) == (
        Difference("tree", "t", "changed", ("first",)),
        Difference("step", "zero", "added"),
    )


def test_equal_trees_do_not_differ():
    """Nothing was edited between a tree and itself, or a copy in another layout."""
    old = triage.loads(TREE)

    assert differences(old, old) == ()
    assert differences(old, triage.loads(f"# a comment\n{TREE}")) == ()
