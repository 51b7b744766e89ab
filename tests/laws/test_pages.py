"""The laws of pages: every front end comes to the same decision."""

from headless import answered
from hypothesis import given
from strategies import trees_with_answers


@given(trees_with_answers(complete=True))
def test_page_by_page_is_the_decision(case):
    """Driving by the page of a session ends where deciding at once does."""
    tree, answers = case
    made = tree.decide(answers)

    decision = answered(tree.start(), answers).decision

    assert decision.trace.edges == made.trace.edges
    assert decision.recommendations == made.recommendations
    assert (decision.end, decision.urgency) == (made.end, made.urgency)


@given(trees_with_answers())
def test_a_page_asks_what_is_missing(case):
    """A page asks some of what the session asks, in order; none when it is decided."""
    tree, answers = case

    session = answered(tree.start(), answers)

    asked = [question.id for question in session.asking]
    wanted = [] if session.page is None else [*session.page.required]
    assert [name for name in asked if name in wanted] == wanted
    assert bool(wanted) == bool(asked)
