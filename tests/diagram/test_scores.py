"""Scores: points beside what gives them, rows and a total at the foot of a page."""

from decimal import Decimal

import pytest

import triage
from triage.diagram.build import view
from triage.diagram.scores import signed


def page(values: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the lines of a page below some values, with their points."""
    tree = triage.loads(f"""
triage: 1
id: t
title: T
questions:
  a: {{text: A?, type: yes_no}}
  b: {{text: B?, type: yes_no}}
  n: {{text: N?, type: integer, min: 0, max: 99}}
  many: {{text: M?, type: any_of, options: {{x: X, y: Y}}}}
  late: {{text: L?, type: yes_no}}
  one: {{text: O?, type: one_of, options: {{p: {{text: P, points: 2}}, q: Q}}}}
values: {values}
recommendations: {{rest: {{title: Rest, urgency: self_care}}}}
start: s
steps:
  s: {{ask: [a, b, n, many, one], go: t}}
  t: {{ask: late, go: rest}}
""")
    return [(line.text, line.points) for line in view(tree).nodes[0].lines]


PLAIN = [("A?", ()), ("B?", ()), ("N?", ()), ("M?", ()), ("O?", ("+2", "0"))]


def test_a_score_has_points_beside_its_questions_and_a_total():
    """A yes has its points in the column, all else a row, and the total its range."""
    assert page("{s: 'count(a) - 2 * count(b) + count(n > 7)'}") == [
        ("A?", ("+1",)),
        ("B?", ("-2",)),
        *PLAIN[2:],
        ("n over 7", ("+1",)),
        ("s = the sum of these points, from -2 to 2", ()),
    ]


def test_points_of_options_are_added_up_too():
    """Where options have points, they are what a total adds up."""
    assert page("{s: 'points(one) + count(a)'}") == [
        ("A?", ("+1",)),
        *PLAIN[1:],
        ("s = the sum of these points, from 0 to 3", ()),
    ]


def test_several_scores_of_a_page_say_what_they_add_up():
    """With two scores no column could say which one a point counts for."""
    assert page("{s: 'count(a, b)', u: 'count(n > 7)'}") == [
        *PLAIN,
        ("s = how many of (a; b), from 0 to 2", ()),
        ("u = how many of (n over 7), from 0 to 1", ()),
    ]


@pytest.mark.parametrize(
    "value",
    [
        "count(a) + 1",
        "count(a) + n",
        "count(many)",
        "2 * points(one)",
        "count(a) + count(late)",
        "0.5 * count(a)",
        "count(a, a)",
        "a and b",
    ],
)
def test_what_is_no_sum_of_points_of_a_page_is_not_shown_as_one(value):
    """Nothing is added to a page where its points would not give the number."""
    assert page(f"{{s: '{value}'}}") == PLAIN


def test_points_have_a_sign():
    """Points are read in a column: with a sign, and without needless zeros."""
    points = [Decimal(text) for text in ("1", "-2.50", "0.0", "100")]

    assert [signed(one) for one in points] == ["+1", "-2.5", "0", "+100"]
