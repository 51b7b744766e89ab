"""How much an interview asks: answers and pages, counted on the walk."""

import pytest
from trees_for_tests import ANSWERS, throat, tree_of

from triage.engine.length import Effort, effort, ordinary_effort


def asked(tree, answers) -> Effort:
    """Return how much a walk over answers asks."""
    return effort(tree.decide(answers))


def test_a_page_is_a_step_that_asks():
    """Answers are counted one by one, steps that ask nothing not at all."""
    assert asked(throat(), ANSWERS) == Effort(answers=6, pages=2)
    assert asked(throat(), {"drooling": "yes"}) == Effort(answers=1, pages=1)


def test_a_skipped_question_is_not_answered():
    """Nobody answers a question whose condition does not hold."""
    assert asked(throat(), ANSWERS | {"age": 70}) == Effort(answers=5, pages=2)


def test_a_walk_that_waits_counts_what_was_answered():
    """A page begun counts once something on it is answered."""
    assert asked(throat(), {}) == Effort(answers=0, pages=0)
    assert asked(throat(), {"drooling": "no"}) == Effort(answers=1, pages=1)
    assert asked(throat(), {"drooling": "no", "age": 9}) == Effort(answers=2, pages=2)


TWICE = """\
  one: {ask: [a, b], go: two}
  two: {ask: [b, c], go: three}
  three: {ask: b, go: rest}
"""


def test_a_question_asked_before_is_not_answered_again():
    """The first asking counts; a step with nothing new to ask is no page."""
    answers = dict.fromkeys("abc", "no")

    assert asked(tree_of(TWICE), answers) == Effort(answers=3, pages=2)


TICKS = "  one: {checklist: [a, b, c], go: rest}\n"


@pytest.mark.parametrize(
    ("answers", "count"), [("nnn", 1), ("nyn", 1), ("yyn", 2), ("uyy", 3), ("unn", 1)]
)
def test_a_list_to_tick_counts_its_ticks(answers, count):
    """Each item ticked or not sure is an answer; none of them is one answer."""
    words = {"n": "no", "y": "yes", "u": "unsure"}
    given = {name: words[key] for name, key in zip("abc", answers, strict=True)}

    assert asked(tree_of(TICKS), given) == Effort(answers=count, pages=1)


def test_the_interview_of_the_well_patient_has_a_length():
    """The answers of the well patient are walked to the end."""
    assert ordinary_effort(throat()) == Effort(answers=5, pages=2)


def test_the_well_patient_may_come_to_no_end():
    """Where the tree is not finished, or assumes otherwise, no length is said."""
    unfinished = tree_of("  one: {ask: b, answers: {yes: rest, no: {todo: Later}}}")
    rule = "assume: b or c\n"

    assert ordinary_effort(unfinished) is None
    assert ordinary_effort(tree_of("  one: {ask: b, go: rest}")) == Effort(1, 1)
    assert ordinary_effort(tree_of(f"  one: {{ask: b, go: rest}}\n{rule}")) is None
