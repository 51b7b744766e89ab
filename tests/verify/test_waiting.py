"""What is so on a page of which some questions wait: certain, or neither."""

import pytest
from trees_for_tests import tree_of

from triage.language.ast import Advised, Answered, Asked, Ends, Urgent
from triage.language.months import CALENDAR
from triage.verify.circuit import FALSE, TRUE, Gates
from triage.verify.encode import GateAlgebra
from triage.verify.simulate import Crowd
from triage.verify.variables import Variables
from triage.verify.waiting import Waiting

TREE = tree_of(
    "  one: {ask: [b, n], go: rest}",
    questions="  n: {text: N?, type: integer, min: 3, max: 9}",
)


def page(waits):
    """Return what is so while questions wait, each surely, maybe or not at all."""
    variables = Variables(Gates(), TREE.questions)
    facts = GateAlgebra(TREE, variables, lambda _: TRUE, {}, (TRUE, FALSE))
    return Waiting(facts, waits)


def page_of_nobody(waits):
    """Return what is so where no question was asked before the page."""
    variables = Variables(Gates(), TREE.questions)
    return Waiting(GateAlgebra(TREE, variables, lambda _: FALSE, {}), waits)


@pytest.mark.parametrize("condition", [Advised("rest"), Ends("rest")])
def test_nothing_is_told_before_the_end(condition):
    """What a person is told, and how it ends, is not so on any page."""
    assert page({}).holds(condition) == (FALSE, TRUE)


def test_the_urgency_does_not_wait():
    """How urgent it is by now is certain."""
    assert page({"b": TRUE}).holds(Urgent(0, "self_care")) == (TRUE, FALSE)
    assert page({"b": TRUE}).holds(Urgent(1, "pharmacist")) == (FALSE, TRUE)


@pytest.mark.parametrize(
    ("bound", "verdict"), [(9, (TRUE, FALSE)), (5, (FALSE, FALSE)), (2, (FALSE, TRUE))]
)
def test_a_number_that_waits_is_its_whole_range(bound, verdict):
    """Only what its range makes certain is certain."""
    here = page({"n": TRUE})
    number = here.total([(1, here.least("n"))], -bound)

    assert here.at_most(number) == verdict


@pytest.mark.parametrize(
    ("bound", "verdict"), [(6, (TRUE, FALSE)), (4, (FALSE, FALSE)), (1, (FALSE, TRUE))]
)
def test_a_quotient_of_what_waits_lies_between_its_corners(bound, verdict):
    """Divided by a number that waits, something is all that its range makes of it."""
    here = page({"n": TRUE})
    quotient = here.divided(here.total([], 18), here.least("n"))

    assert here.at_most(here.total([(1, quotient)], -bound)) == verdict


@pytest.mark.parametrize(
    ("bound", "verdict"),
    [(18, (TRUE, FALSE)), (10, (FALSE, FALSE)), (5, (FALSE, TRUE))],
)
def test_a_product_of_what_waits_lies_between_its_corners(bound, verdict):
    """A number that waits, multiplied, is all that its range makes of it."""
    here = page({"n": TRUE})
    product = here.times(here.total([], 2), here.least("n"), (6, 18))

    assert here.at_most(here.total([(1, product)], -bound)) == verdict


@pytest.mark.parametrize(
    ("bound", "verdict"), [(5, (TRUE, FALSE)), (4, (FALSE, FALSE)), (1, (FALSE, TRUE))]
)
def test_what_a_test_that_waits_chooses_is_either(bound, verdict):
    """While a test waits, a number is the one or the other that it chooses."""
    here = page({"b": TRUE})
    test, two, five = here.answered("b", "yes"), here.total([], 2), here.total([], 5)
    chosen = here.choose(test, two, five)

    assert here.at_most(here.total([(1, chosen)], -bound)) == verdict


@pytest.mark.parametrize(
    ("bound", "verdict"), [(9, (TRUE, FALSE)), (5, (FALSE, FALSE)), (2, (FALSE, TRUE))]
)
def test_a_mark_of_what_waits_lies_between_those_of_its_range(bound, verdict):
    """While a day waits, its mark is any of those of the days that it can be."""
    here = page({"n": TRUE})
    first = CALENDAR["mark"](3) - 3
    marked = here.calendar("mark", here.least("n"), (first + 3, first + 9))

    assert here.at_most(here.total([(1, marked)], -first - bound)) == verdict


@pytest.mark.parametrize(("bound", "verdict"), [(4, (1, 0)), (2, (0, 0)), (0, (0, 1))])
def test_what_waits_is_rounded_at_both_ends(bound, verdict):
    """A number that waits, rounded, lies between its least and its greatest."""
    here = page({"n": TRUE})
    halves = here.rounded("floor", here.least("n"), 2, (1, 4))
    truth = here.at_most(here.total([(1, halves)], -bound))
    nobody = Crowd(here.gates, [{}])  # what waits goes by no answer

    assert tuple(map(nobody.holds, truth)) == verdict


def test_the_smaller_and_the_larger_of_what_waits_lie_between_their_ends():
    """Of a number that waits and one that is known, either may be the smaller."""
    here = page({"n": TRUE})
    six = here.total([], 6)
    smaller, larger = (
        make(here.least("n"), six) for make in (here.smaller, here.larger)
    )

    for number, least, greatest in ((smaller, 3, 6), (larger, 6, 9)):
        verdicts = [
            here.at_most(here.total([(1, number)], -bound))
            for bound in (least - 1, least, greatest)
        ]
        assert verdicts == [(FALSE, TRUE), (FALSE, FALSE), (TRUE, FALSE)]


def test_what_waits_is_asked_and_not_yet_answered():
    """A question of the page is asked, and may be answered; another is neither."""
    here = page_of_nobody({"b": TRUE})

    assert here.holds(Asked(("b",))) == (TRUE, FALSE)
    assert here.holds(Answered(("b",))) == (FALSE, FALSE)
    assert here.holds(Asked(("n",))) == here.holds(Answered(("n",))) == (FALSE, TRUE)


def test_what_a_test_has_chosen_is_certain():
    """Where nothing waits, what is chosen follows the answer."""
    here = page({})
    yes = here.answered("b", "yes")
    chosen = here.choose(yes, here.total([], 2), here.total([], 5))

    assert here.at_most(here.total([(1, chosen)], -2)) == yes


def test_what_does_not_wait_is_one_or_the_other():
    """Without a page that waits, a truth is a literal and its opposite."""
    true, false = page({}).answered("b", "yes")

    assert true == -false
