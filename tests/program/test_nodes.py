"""The table of nodes: each once, flat, and with the ends that the walk finds."""

import pytest

import triage.language.ast as e
from triage.base.question import Question
from triage.language.lower import Lowering
from triage.program.nodes import OPERATORS, SAFE, Kept, Nodes, Unportable, kinds

QUESTIONS = {
    name: Question(name, "How many?", "integer", minimum=0, maximum=9) for name in "ab"
}


@pytest.fixture
def nodes():
    """Return an empty table over two numbers."""
    return Nodes(QUESTIONS)


def test_a_row_is_made_once(nodes):
    """Equal rows are one row, and what says nothing more is no row."""
    one, other = nodes.open("a"), nodes.open("b")
    both = nodes.every([one, other])

    assert nodes.every([one, nodes.every([one, other])]) == both
    assert nodes.every([one]) == one == nodes.negate(nodes.negate(one))
    assert nodes.smaller(one, one) == nodes.larger(one, one) == one
    assert nodes.choose(other, one, one) == one


def test_constants_are_folded(nodes):
    """What is always so, or never, decides at once or is left out."""
    yes, no, some = nodes.every([]), nodes.some([]), nodes.open("a")

    assert nodes.every([yes, some]) == nodes.some([no, some]) == some
    assert nodes.every([some, no]) == nodes.every([no]) == no
    assert nodes.some([some, yes]) == nodes.negate(no) == yes
    three = nodes.total([(2, nodes.one_if(yes)), (5, nodes.one_if(no))], 1)
    assert nodes.rows[three] == ("sum", (3,))
    assert nodes.below(three) == nodes.at_most(three) == no


def test_sums_are_flat_but_what_is_added_and_taken_away_stays_twice(nodes):
    """One that is open may be another number each time that it is met."""
    a, b = nodes.least("a"), nodes.greatest("b")
    inner = nodes.total([(2, a), (1, b)], 4)

    flat = nodes.total([(3, inner), (1, a), (-1, b), (0, b)], 1)

    assert nodes.rows[flat] == ("sum", (13, 7, a, 3, b, -1, b))
    assert nodes.total([(1, a)], 0) == a
    assert nodes.total([(1, a), (-1, a)], 0) != nodes.total([], 0)


def test_what_is_kept_is_reached_and_stands_behind_its_parts(nodes):
    """Nodes that nothing uses are left out; numbers past the safe ones are text."""
    nodes.open("b")
    least = nodes.total([(1, nodes.least("a"))], -SAFE - 1)
    kept = Kept(nodes)

    assert kept.keep(nodes.below(least)) == kept.keep(nodes.below(least)) == 2
    assert kept.rows == [["lo", 0], ["sum", str(-SAFE - 1), 1, 0], ["lt0", 1]]


def test_each_operator_says_what_stands_behind_it():
    """Operands are told apart in every row, however many there are."""
    assert all({*behind} <= {*"qoltnk()*"} for behind in OPERATORS.values())
    assert kinds(("or", (1, 2, 3))) == "ttt"
    assert kinds(("pick", (1, 2, 3))) == "tnn"


@pytest.mark.parametrize("condition", [e.Advised("rest"), e.Ends("rest")])
def test_what_no_program_can_say_is_refused_by_name(nodes, condition):
    """Properties ask what became of a walk; no walk does."""
    with pytest.raises(Unportable, match="`rest`"):
        Lowering(nodes, QUESTIONS, {}).condition(condition)
