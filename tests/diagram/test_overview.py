"""Maps and parts: a whole tree on one page, and each part with its ways in and out."""

import re

import attrs
import pytest
from trees_for_tests import built_in, throat
from views_for_tests import chain

from triage.base.exceptions import TriageError
from triage.diagram import draw, draw_map, draw_parts
from triage.diagram.outline import outline
from triage.diagram.overview import MOST_PARTS, MOST_STEPS
from triage.diagram.parts import MOST, numbers, parts

A3 = 1190, 842  # points
BACK_PAIN = built_in("back_pain")


def test_a_map_shows_every_step_by_its_number():
    """Modules are frames, ways inside them lines, and ways out of them numbers."""
    picture = draw_map(BACK_PAIN).view

    assert {node.id: node.number for node in picture.nodes} == numbers(BACK_PAIN)
    assert [group.title for group in picture.groups] == [
        part.title for part in parts(BACK_PAIN)
    ]
    taken = next(node for node in picture.nodes if node.id == "pills/what_you_take")
    assert (taken.title, taken.onward) == ("What you take", (17,))
    assert [item.text for item in taken.told] == ["up to: Emergency care now"]
    assert {edge.target for edge in picture.edges if edge.source == taken.id} == {
        "pills/about_the_benzodiazepine",
        "pills/about_the_opioid",
        "pills/your_risks",
    }


def test_a_map_can_be_read_on_a_printed_page():
    """On A3, the smallest letters of the largest built-in tree have 7 points."""
    pytest.importorskip("pygraphviz")
    drawn = draw_map(BACK_PAIN).svg()
    [(wide, high)] = re.findall(r'width="(\d+)pt" height="(\d+)pt"', drawn)
    least = min(map(float, re.findall(r'font-size="([\d.]+)"', drawn)))

    scale = min(1, A3[0] / int(wide), A3[1] / int(high))

    assert least * scale >= 7


@pytest.mark.parametrize(
    ("length", "boxes", "said"),
    [
        (MOST_STEPS, MOST_STEPS, ""),
        (MOST_STEPS + 1, 4, "73 steps left out: the numbers are of parts"),
        ((MOST_PARTS + 1) * MOST, MOST_PARTS, "1 part left out too"),
    ],
)
def test_a_map_of_a_large_tree_says_what_it_leaves_out(length, boxes, said):
    """It shows parts instead of steps, and counts what does not fit."""
    picture = draw_map(chain(length)).view

    assert len(picture.nodes) == boxes
    assert picture.details[-1] == said or not said
    assert all(edge.source != edge.target for edge in picture.edges)
    noun = "part" if said else "step"
    assert f"\n{boxes} {noun}s, beginning with {noun} 1 (" in outline(picture)
    assert picture.summary.startswith(
        f"Map of the decision tree “A chain” with {boxes} {noun}s. It begins with: "
    )


def test_parts_say_where_they_come_from_and_go_on():
    """All steps are in the parts, each once, with numbers for the ways between them."""
    pictures = draw_parts(BACK_PAIN)
    steps = [node for x in pictures for node in x.view.nodes if node.kind == "step"]

    assert [node.id for node in steps] == [*numbers(BACK_PAIN)]
    feelings = pictures[2].view
    assert feelings.title == "Part 3 of 5: Worry, low mood and safety"
    assert feelings.details[0] == BACK_PAIN.title
    assert [node.sources for node in feelings.nodes if node.number == 17] == [(12, 16)]
    assert "Comes from 12, 16" in pictures[2].outline()
    assert "goes on at 20, warnings" in pictures[2].outline()
    assert "Start: 17" not in pictures[2].mermaid()
    assert [*feelings.definitions] == sorted(feelings.definitions, key=str.casefold)


def test_the_path_of_a_decision_is_shown_on_parts():
    """Each part shows what was taken of it."""
    tree = throat()
    decision = tree.decide({"drooling": "yes"})

    [picture] = draw_parts(tree, decision=decision)

    whole = draw(tree, decision=decision).view
    assert picture.view.edges == whole.edges
    assert attrs.evolve(picture.view, title="", details=(), subject="") == attrs.evolve(
        whole, title="", details=()
    )


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_part_that_is_not_there_is_refused(number):
    """The message says which there are."""
    with pytest.raises(TriageError, match=f"no part {number}: give 1 to 1"):
        draw(throat(), part=number)
    with pytest.raises(TriageError, match="drawn whole"):
        draw(throat(), part=1, start="drooling")


def test_a_map_marks_warnings():
    """A warning that is told at a step is seen on the map, and named in its outline."""
    picture = draw_map(BACK_PAIN)

    warned = [node.number for node in picture.view.nodes if node.warns]
    assert warned == [1, 18, 20, 23]
    assert picture.view.warns
    assert "! a warning may be shown here" in picture.mermaid().replace("#33;", "!")
    assert "  A warning may be shown here\n" in picture.outline()
    plain = '<TD ALIGN="LEFT" BALIGN="LEFT"><FONT'  # on the ground of its box
    assert re.search(f"{plain}[^>]*>! a warning may be shown here", picture.dot)


def test_a_map_says_how_low_a_step_may_end():
    """Where ends differ the lowest is named, and the legend has each level told."""
    picture = draw_map(built_in("start"))
    airway = next(node for node in picture.view.nodes if node.id == "airway")

    assert [item.text for item in airway.told] == [
        "up to: Immediate",
        "down to: Deceased",
    ]
    assert [level.title for level in picture.view.legend] == [
        "Immediate",
        "Delayed",
        "Minor",
        "Deceased",
    ]
    assert "  Down to: Deceased (Level 1 of 4)\n" in picture.outline()
