"""The outline: everything the picture says, as text."""

import pytest
from trees_for_tests import ANSWERS, built_in, throat
from views_for_tests import NASTY, view_of

import triage
from triage.base.wording import clean
from triage.diagram import draw
from triage.diagram.build import view
from triage.diagram.outline import outline
from triage.diagram.parts import numbers
from triage.model.notice import DISCLAIMER

SMALL = """\
triage: 1
id: small
version: 2.0.0
title: A small tree
questions:
  drooling: {text: Are you drooling?, type: yes_no, unsure: true}
  age: {text: How old are you?, type: integer, min: 3, max: 120, unit: years}
values: {old: age > 64}
recommendations:
  call: {urgency: emergency, alone: true, title: Call now}
  rest: {urgency: self_care, title: Rest}
  drink: {warning: true, title: Keep drinking}
start: drooling
steps:
  drooling:
    ask: drooling
    answers: {yes: call, unsure: call, no: age}
  age:
    ask: age
    advise: {when: age < 18, add: drink}
    branches:
      - {when: old, advise: drink, go: call}
      - {when: age < 5, todo: ask a children's doctor}
      - go: rest
"""

WRITTEN = """\
A small tree
version 2.0.0 · draft · logic {logic}
{notice}
2 steps, beginning with step 1 (drooling).

1. drooling
  Question: Are you drooling?
  yes: Call now [Urgency 6 of 6: Emergency care now]
  not sure: Call now [Urgency 6 of 6: Emergency care now]
  no: Go to step 2 (age)

2. age
  Question: How old are you?
    Conditions call it “age”
    3 to 120 years
  ! Advise: Keep drinking, if age under 18 years
  The first of these that holds is taken:
  (1) old: ! Advise: Keep drinking. Call now [Urgency 6 of 6: Emergency care now]
  (2) age under 5 years: Not written yet: ask a children's doctor
  (3) otherwise: Rest [Urgency 1 of 6: Care at home]

Recommendations
  Call now [Urgency 6 of 6: Emergency care now]
    shown alone
  Rest [Urgency 1 of 6: Care at home]
  Keep drinking [Warning]

Names used in conditions
  old = age over 64 years (used in 2)
"""


def test_the_outline_says_everything():
    """Questions, answers, where they lead, advice, urgency, and names are all there."""
    tree = triage.loads(SMALL)

    expected = WRITTEN.format(logic=tree.logic[:8], notice=DISCLAIMER)
    assert draw(tree).outline() == expected


def test_every_step_is_written_once():
    """A step that several ways lead to is written once, and referred to by number."""
    text = outline(view(built_in("back_pain")))

    lines = [line.strip() for line in text.splitlines()]
    for step, number in numbers(built_in("back_pain")).items():
        assert lines.count(f"{number}. {step}") == 1


def test_every_recommendation_is_listed_once():
    """Every recommendation has one line in the list at the end."""
    tree = throat()

    listed = outline(view(tree)).partition("Recommendations\n")[2]

    for recommendation in tree.recommendations.values():
        assert listed.count(f"  {recommendation.title} [") == 1


def test_modules_are_indented():
    """The steps of a module are under its title, a little to the right."""
    lines = outline(view_of("Text")).splitlines()

    assert "1. ask" in lines
    assert lines[lines.index("Part 1: Text") + 2] == "  2. m/page"
    assert lines[lines.index("  Module: Text") + 2] == "    3. m/n/last"


def test_leaving_a_module_is_said():
    """Behind a module, a line says that the main tree goes on."""
    lines = outline(view(built_in("back_pain"))).splitlines()

    module = lines.index("Part 1: Signs of serious illness behind back pain")
    assert lines.index("Main tree") > module


def test_the_path_is_marked_in_words():
    """With a decision, ticks stand at what was taken, and answers at questions."""
    tree = throat()

    lines = draw(tree, decision=tree.decide(ANSWERS)).outline().splitlines()

    assert "✓ marks the path taken." in lines
    assert "1. ✓ drooling" in lines
    assert "  ✓ no: Go to step 2 (about_you)" in lines
    assert "    ✓ 30 years" in lines


def test_a_view_without_advice_or_names_is_short():
    """Without recommendations and names there are no lists of them."""
    text = outline(view_of(definitions=(), nodes=view_of().nodes[:1], edges=()))

    assert "Recommendations" not in text
    assert "Names used" not in text


@pytest.mark.parametrize("text", NASTY[:-1])
def test_nasty_texts_stay_on_their_line(text):
    """No text can begin a line of its own or bring a control character in."""
    written = outline(view_of(text))

    assert len(written.splitlines()) == len(outline(view_of("?")).splitlines())
    assert clean(text) in written
    assert all(c == "\n" or c.isprintable() or ord(c) > 127 for c in written)
