"""The view: a value that says what it shows."""

from trees_for_tests import throat, tree_of

from triage.diagram.build import view


def test_legend_has_the_levels_that_occur():
    """The legend lists the levels in use, the most urgent first."""
    levels = [level.id for level in view(throat()).legend]

    assert levels == ["emergency", "soon", "routine", "self_care"]


def test_summary_is_short_and_plain():
    """The summary counts steps and recommendations and quotes the first question."""
    assert view(throat()).summary == (
        "Decision tree “Sore throat” with 3 steps and 6 recommendations. "
        "It begins with: Are you drooling?"
    )
    assert "1 step and 1 recommendation." in view(tree_of("  one: {go: rest}")).summary


def test_a_view_is_a_value():
    """Two views of a tree are equal, and can be kept in a set."""
    tree = throat()

    assert view(tree) == view(tree)
    assert len({view(tree), view(tree)}) == 1
    assert view(tree) != view(tree, depth=0)
