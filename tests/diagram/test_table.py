"""Decision tables in pictures and outlines: drawn as tables."""

import re

import pytest

import triage
from triage.diagram import draw
from triage.diagram.build import view
from triage.diagram.dot import dot
from triage.diagram.layout import lay_out
from triage.diagram.mermaid import mermaid
from triage.diagram.outline import outline
from triage.diagram.overlay import with_path

TREE = triage.loads("""\
triage: 1
id: kept
title: Kept in a table
questions:
  heat: {text: How hot are you?, type: number, min: 35, max: 42, unsure: true}
  pain: {text: How bad is it?, type: one_of, options: {mild: A bit, bad: Very bad}}
recommendations:
  call: {title: Call now, urgency: emergency}
  rest: {title: Rest, urgency: self_care}
start: first
steps:
  first:
    ask: [heat, pain]
    table:
      inputs: [heat, pain]
      hit: first
      rows: [[">= 39 or unsure", bad, call], [36..37.5, -, rest], [-, -, later]]
  later: {go: rest}
""")


def test_an_outline_has_a_table():
    """Cells stand below each other, words with their texts, and where a row leads."""
    text = outline(view(TREE)).replace("Emergency care now", "Now")
    lines = text.splitlines()
    first = lines.index("  The first row that fits is taken:")

    assert [re.sub(" +", " ", line) for line in lines[first + 1 : first + 5]] == [
        " | heat | pain |",
        " (1) | >= 39 or not sure | Very bad | Call now [Urgency 6 of 6: Now]",
        " (2) | 36..37.5 | - | Rest [Urgency 1 of 6: Care at home]",
        " (3) | - | - | Go to step 2 (later)",
    ]
    assert len({line.index("|") for line in lines[first + 1 : first + 5]}) == 1


def test_ways_of_before_stand_below_the_table_in_an_outline():
    """Where branches became a table, those that are gone have no cells."""
    text = TREE.documents[0].span.source.text
    ways = "branches: [{when: pain == bad, go: call}, {go: later}]"
    before = f"{text.partition('table:')[0]}{ways}\n  later: {{go: rest}}\n"

    lines = outline(draw(TREE, against=triage.loads(before)).view).splitlines()

    gone = next(n for n, line in enumerate(lines) if "(removed)" in line)
    assert lines[gone].startswith("  pain is “Very bad” (removed): Call now")
    assert lines[gone - 1].startswith("  (3) ")


def test_a_picture_has_a_table():
    """A node has a row of cells for each row, and one with the names of the columns."""
    source = dot(view(TREE))
    node = next(line for line in source.splitlines() if line.startswith("\t\tfirst "))
    table = node.rpartition("<TABLE")[2]

    assert table.count("<TR>") == 4
    assert table.count("<TD") == 16
    assert "→ goes on at 2" in table


def test_a_flowchart_has_lines_of_cells():
    """Mermaid knows no tables in a node, so a row is a line."""
    text = mermaid(view(TREE)).replace("#124;", "|").replace("<br/>", " ")

    assert "heat | pain" in text
    assert "36#46;#46;37#46;5 | #45; | → Rest (Care at home)" in text


def test_a_row_on_the_path_is_marked():
    """The row that was taken is ticked and bold, the others are pale."""
    decision = TREE.decide({"heat": 36.5, "pain": "mild"})
    marked = with_path(view(TREE), decision)

    assert "✓ (2) | 36..37.5" in outline(marked)
    assert re.search(r"<B>✓ \(2\)", dot(marked).replace("<BR", "<B R"))


def test_many_rows_are_counted_at_a_line():
    """No line is bare: where nobody could read the numbers, it says how many."""
    cells = [f"[{n}, {'call' if n % 2 else 'rest'}]" for n in range(100)]
    rows = f"rows: [{', '.join(cells)}]"
    text = f"""\
triage: 1
id: many
title: Many rows
questions: {{days: {{text: "For how many days?", type: integer, min: 0, max: 99}}}}
recommendations:
  call: {{title: Call now, urgency: emergency}}
  rest: {{title: Rest, urgency: self_care}}
start: first
steps: {{first: {{ask: days, table: {{inputs: days, {rows}}}}}}}
"""
    lines = lay_out(view(triage.loads(text))).lines

    assert [p.text for line in lines for p in line.paragraphs] == [
        "(50 rows of those above)"
    ] * 2


def test_a_table_is_drawn():
    """A picture with a table in it can be laid out."""
    pytest.importorskip("pygraphviz")

    assert "Very bad" in draw(TREE).svg()


def test_a_cell_about_a_value_says_its_words_as_people_read_them():
    """A column can be about one of some words, which have texts, as options have."""
    tree = triage.loads(
        """
triage: 1
id: sizes
title: Sizes
scale: [{id: told, title: Told}]
questions: {n: {text: N?, type: integer, min: 0, max: 9}}
values: {size: {options: {s: small, l: large}, by: n, from: {0: s, 6: l}}}
recommendations: {a: {urgency: told, title: A}, b: {urgency: told, title: B}}
start: first
steps: {first: {ask: n, table: {inputs: size, rows: [[s, a], [l, b]]}}}
"""
    )

    assert [edge.cells for edge in triage.draw(tree).view.edges] == [
        ("small",),
        ("large",),
    ]


def test_heads_and_cells_say_names_and_sums():
    """Columns are called as conditions call them, and money has its sign."""
    tree = triage.loads(
        """
triage: 1
id: sent
title: Sent
scale: [{id: told, title: Told}]
questions:
  worth: {text: W?, type: number, min: -9, max: 5000, unit: GBP, name: the goods}
  how: {text: H?, name: the way, options: {a: {text: As a letter, name: letter}, b: B}}
  days: {text: D?, type: integer, min: 0, max: 9, unit: days}
values: {fee: {by: how, is: {a: 2.5, b: 1200}, unit: GBP, title: the fee}}
recommendations: {a: {urgency: told, title: A}, b: {urgency: told, title: B}}
start: first
steps:
  first:
    ask: [worth, how, days]
    table:
      inputs: [worth, how, days, fee]
      hit: first
      rows:
        - [-3..1200.5 or > 2000, a or b, 3..7, "<= 1200", a]
        - ["-", "-", "-", "-", b]
"""
    )
    shown = triage.draw(tree).view

    assert shown.nodes[0].columns == ("the goods", "the way", "days", "the fee")
    assert shown.edges[0].cells == (
        "-£3..£1,200.50 or > £2,000",
        "letter or B",
        "3..7",
        "<= £1,200",
    )
