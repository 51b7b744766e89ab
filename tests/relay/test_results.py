"""Results: what is told at once, and what waits until the person has looked."""

import pytest
from programs_by_http import FLAGS
from relaying import model_of

import triage


def test_all_that_is_most_urgent_is_told_what_to_do_first():
    """Each emergency of a page, and one that is advised later; nothing else is."""
    tree = triage.loads(EMERGENCIES)
    model = model_of(tree)
    first = model.reply(model.start("emergencies"), "yes")
    then = model.reply(first, "yes")
    end = model.reply(then, "yes")

    level, warned = "Emergency care now: ", "Warning, Emergency care now: Naloxone"
    assert first["urgent"] == f"{level}Hospital\n\n{warned}"
    assert then["urgent"] == f"{level}Hospital\n\n{warned}\n\n{level}Compressions"
    assert end["urgent"] == "Hospital\n\nWarning: Naloxone\n\nCompressions"
    assert [*end["advice"]][:3] == ["er", "naloxone", "press"]


def test_a_person_is_led_in_the_language_of_the_tree():
    """What is asked and shown is in it, to the end, and so is what counts as yes."""
    model = model_of(triage.load("fast_stroke", language="de", place="EU"))
    told = model.start("fast_stroke")
    assert "hat noch niemand geprüft" in told["show"]
    while told["state"] == "asking":
        told = model.reply(told, "nein")
    assert told["show"].startswith("Sie haben geantwortet:\nSeite 1: ")
    assert told["show"].endswith("\nIst das alles richtig?")
    unclear = model.reply(told, "yeah")
    assert unclear["message"] == "Ist das alles richtig? Bitte tippen Sie ja oder nein."
    assert model.reply(told, "ja")["state"] == "decided"


EMERGENCIES = """
triage: 1
id: emergencies
title: Emergencies
questions:
  od: {text: Overdose?, type: yes_no}
  pulse: {text: No pulse?, type: yes_no}
  last: {text: Alone?, type: yes_no}
recommendations:
  naloxone: {title: Naloxone, urgency: emergency, warning: true}
  er: {title: Hospital, urgency: emergency}
  press: {title: Compressions, urgency: emergency}
  rest: {title: Rest, urgency: self_care}
start: one
steps:
  one: {ask: od, branches: [{when: od, advise: [naloxone, er], go: two}, {go: rest}]}
  two: {ask: pulse, branches: [{when: pulse, advise: press, go: three}, {go: rest}]}
  three: {ask: last, go: rest}
"""


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ("1", "unclear", "Please type yes or no"),
        ("2", "unclear", "Please type yes or no"),
        ("page 1 is wrong", "unclear", "Please type yes or no"),
        ("", "unclear", "Please type yes or no"),
        ("yes" + " " * 300 + "no, the second is wrong", "long", "short reply"),
        ("No", "review", "Ask which"),
    ],
    ids=range(6),
)
def test_only_words_for_yes_say_that_all_is_right(words, code, message):
    """Pages have numbers, and none is one; what is too long is not read in part."""
    model = model_of(triage.loads(FLAGS))
    review = model.reply(model.reply(model.start("flags"), "0"), "7")

    told = model.reply(review, words)

    assert (told["refused"], message in told["message"]) == (code, True)
    assert {key: told[key] for key in review} == review
    assert model.reply(review, "Yep")["state"] == "decided"
