"""The parts of a tree: its modules, what lies between, and pieces of what is long."""

from trees_for_tests import built_in, throat
from views_for_tests import chain

from triage.diagram import draw_map, draw_parts
from triage.diagram.parts import MAIN, MOST, Part, joint_ways, numbers, parts


def test_parts_are_the_modules_and_what_lies_between():
    """Every step that is drawn is in one part, in the order of their numbers."""
    tree = built_in("back_pain")

    found = parts(tree)

    assert [part.number for part in found] == [1, 2, 3, 4, 5]
    assert [part.module for part in found] == [
        "danger",
        "pills",
        "feelings",
        "",
        "back",
    ]
    assert found[3].title == MAIN
    assert [name for part in found for name in part.steps] == [*numbers(tree)]
    assert not joint_ways(tree).keys() & numbers(tree).keys()


def test_a_small_tree_is_one_part():
    """It is called as the tree is."""
    tree = throat()

    assert parts(tree) == (Part(1, "Sore throat", "", tuple(tree.steps)),)


def test_a_long_stretch_is_drawn_in_pieces():
    """None has more steps than are read at once, and none is much shorter."""
    found = parts(chain(2 * MOST + 1))

    assert [len(part.steps) for part in found] == [14, 14, 13]
    assert found[1].title == "steps 15 to 28"


def test_the_title_of_a_tree_is_said_once():
    """A map of one part has no frame that says it again, and the part no number."""
    tree = throat()
    [part] = draw_parts(tree)

    assert part.view.title == "Sore throat"
    assert "Sore throat" not in part.view.details
    assert draw_map(tree).view.groups == ()
    assert draw_map(tree).outline().count("Sore throat") == 1
    long = draw_parts(chain(2 * MOST + 1))[1].view
    assert (long.title, long.details[0]) == ("Part 2 of 3: steps 15 to 28", "A chain")
