"""Shares: who of some people comes by what, in words, and by the width of lines."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from trees_for_tests import TWO_STEPS, built_in, tree_of

import triage
from triage.cli.main import cli
from triage.diagram import draw
from triage.diagram.layout import lay_out
from triage.engine import Flow

ANSWERS = [{"a": "yes"}, {"a": "no", "b": "no"}, {"a": "no", "b": "no"}, {"a": "no"}]


def shown(tree, *answers, **flow):
    made = Flow.of(tree, map(tree.decide, answers))
    return draw(tree, flow=made, **flow)


def texts(view):
    return {node.id: node.mark.text for node in view.nodes}


def test_each_part_has_the_share_of_those_who_come_there():
    """Steps, ends and ways say it; where nobody comes, they say that."""
    view = shown(tree_of(TWO_STEPS), *ANSWERS).view

    assert view.people == "4 rows"
    assert texts(view) == {
        "one": "100 %",
        "two": "75 %",
        "go_now": "25 %",
        "see": "nobody",
        "todo:3": "nobody",
        "rest": "50 %",
        "warn": "nobody",
    }
    assert [edge.mark.text for edge in view.edges] == [
        "25 %",
        "nobody",
        "75 %",
        "nobody",
        "50 %",
    ]


def test_lines_are_as_wide_as_many_come_that_way():
    """Where ways are drawn as one line, it has the width of both."""
    picture = shown(tree_of(TWO_STEPS), *ANSWERS)
    widths = {
        (line.source, line.target): line.width for line in lay_out(picture.view).lines
    }

    assert widths["one", "two"] == 8.5
    assert widths["one", "go_now"] == 3.5
    assert widths["one", "see"] == 0
    assert "penwidth=8.5" in picture.dot
    assert "stroke-width:8.5px" in picture.mermaid()
    assert "which share of 4 rows comes this way" in picture.outline()
    assert "and lines as wide" in picture.dot


def test_where_nobody_comes_is_drawn_softly():
    """It is dashed and thin, and no bolder than where somebody comes."""
    picture = shown(tree_of(TWO_STEPS), *ANSWERS)
    [nobody] = {n.mark for n in picture.view.nodes if n.mark.text == "nobody"}

    assert nobody.tone == "unused"
    assert "penwidth=2.5" not in picture.dot
    assert "style=dashed" in picture.dot
    assert "linkStyle 1,3 stroke-width:1px,stroke-dasharray" in picture.mermaid()


def test_ways_that_are_drawn_as_one_have_the_share_of_all():
    """Answers that are not named are one way, and have one share."""
    options = ", ".join(f"o{n}: Option {n}" for n in range(9))
    tree = triage.loads(f"""
triage: 1
id: many
title: Many
questions:
  q: {{text: Which?, type: one_of, options: {{{options}}}}}
recommendations:
  stay: {{title: Stay, urgency: self_care}}
  go: {{title: Go, urgency: emergency}}
start: one
steps:
  one: {{ask: q, answers: {{o0: go, otherwise: stay}}}}
""")
    view = shown(tree, *({"q": f"o{n}"} for n in (0, 1, 2, 3))).view

    assert [edge.mark.text for edge in view.edges] == ["25 %", "75 %"]


def test_a_flow_of_another_tree_is_refused():
    """So is one beside a decision."""
    tree, other = tree_of(TWO_STEPS), built_in("start")
    flow = Flow.of(other, [])
    with pytest.raises(triage.TriageError, match="the flow is of another tree"):
        draw(tree, flow=flow)
    with pytest.raises(triage.TriageError, match="people and changes: give one"):
        draw(other, flow=flow, decision=other.decide({}))


def test_of_a_table_with_every_column_none_is_missed():
    """Where each question has one, nothing is said of columns."""
    Path("one.yaml").write_text(ONE)
    Path("people.csv").write_text("a\nyes\nno\n")

    found = CliRunner().invoke(cli, ["draw", "one.yaml", "--population", "people.csv"])

    assert (found.exit_code, found.stderr) == (0, "")
    assert "yes (50 %): See" in found.stdout


ONE = """\
triage: 1
id: one
title: One
questions: {a: {text: A?, type: yes_no}}
recommendations:
  see: {title: See, urgency: soon}
  rest: {title: Rest, urgency: self_care}
start: first
steps: {first: {ask: a, answers: {yes: see, no: rest}}}
"""


def test_the_command_counts_a_table():
    """Rows that are wrong are left out, and it says how many."""
    rows = "patient,walks,ward\n1,yes,a\n2,no,b\n3,perhaps,c\n"
    Path("people.csv").write_text(rows)
    words = ["draw", "start", "--population", "people.csv"]
    found = CliRunner().invoke(cli, words).output

    assert (
        "which share of 2 rows (1 more left out: what they say cannot be right; 5 "
        "questions without a column, open for all)" in " ".join(found.split())
    )
    assert "people.csv: no column for `breathing`, `breathing_after_airway`" in found
    assert "question is called so: `patient`, `ward`" in " ".join(found.split())
    assert "yes (50 %): Minor" in found
    on_map = CliRunner().invoke(cli, [*words, "--map"]).output
    assert "1. Walking (walking) (100 %)" in on_map


def test_a_table_of_nobody_is_refused():
    """A picture of no row, or of none that can be right, would say nothing."""
    Path("people.csv").write_text("walks\nperhaps\n")
    words = ["draw", "start", "--population", "people.csv"]
    found = CliRunner().invoke(cli, words)

    said = "people.csv: has no row of which a way could be told"
    assert str(found.exception) == said
