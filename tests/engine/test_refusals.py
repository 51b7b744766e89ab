"""What a tree says itself where an answer is refused."""

import pytest

import triage
from triage.comparison.rewording import reworded
from triage.diagram.build import view
from triage.terminal.prompt import Unclear, reply

TEXT = """\
triage: 1
id: meter
title: Meter
questions:
  before: {text: Before?, type: integer, min: 0, max: 99}
  now:
    text: Now?
    type: integer
    min: 0
    max: 99
    unsure: true
    if_wrong: "The black digits, {{not red}}; before {before}."
  sure: {text: Sure?, if_wrong: Have a look.}
recommendations: {rest: {urgency: self_care, title: Rest}}
start: a
steps: {a: {ask: before, go: b}, b: {ask: [now, sure], go: rest}}
"""

TREE = triage.loads(TEXT)
LATER = TREE.start().answer({"before": 7})


def messages(act):
    """Return what a person is told of what is refused."""
    with pytest.raises(triage.AnswerError) as caught:
        act()
    return [problem.message for problem in caught.value.problems]


def test_the_own_words_of_a_tree_are_said_of_a_wrong_answer():
    """They stand in place of what is allowed, filled with what is known by then."""
    said = "The black digits, {not red}; before 7."
    wrong = {"now": "many", "sure": "so", "what": 1}

    with pytest.raises(triage.AnswerError) as caught:
        LATER.answer({"now": 100})
    assert caught.value.problems[0].message == said
    assert "before 7" not in f"{caught.value} {caught.value!r}"
    assert messages(lambda: LATER.page.question.reply("many")) == [said]
    told = messages(lambda: TREE.decide({"before": 7} | wrong))
    assert told == [said, "Have a look.", "This is not one of the questions."]
    assert LATER.page.to_dict()["questions"][0]["if_wrong"] == said


def test_what_nobody_has_said_yet_is_left_open():
    """A program may send a later answer first; no number is made up then."""
    assert messages(lambda: TREE.decide({"now": 100})) == [
        "The black digits, {not red}; before …."
    ]


def test_a_prompt_says_what_it_knows_then_the_own_words_then_what_to_type():
    """All three are sentences of their own; without the first, two."""
    rule = "Please type a whole number from 0 to 99, or “not sure”."
    own = "The black digits, {not red}; before 7."
    for text, first in (("1,5", "Write the number without a comma. "), ("x", "")):
        with pytest.raises(Unclear) as caught:
            reply(LATER.page, text)
        assert str(caught.value) == f"{first}{own} {rule}"


def test_it_is_worded_and_drawn():
    """Other words are other wording, and no other logic; a picture has them."""
    other = triage.loads(TEXT.replace("Have a look.", "Look again."))

    assert other.logic == TREE.logic
    assert other.wording != TREE.wording
    [told] = reworded(TREE, other)
    assert (told.id, told.key, told.new) == ("sure", "if_wrong", "Look again.")
    [line] = [x for node in view(TREE).nodes for x in node.lines if x.text == "Sure?"]
    assert line.details == ("yes or no", "says if an answer is wrong: Have a look.")
