"""Typed answers: ids, and words of a person, and never two meanings."""

import re

import pytest

import triage
from triage.base.typed import Typed

TREE = """
triage: 1
id: hals
title: Hals
language: de
questions:
  fever: {text: Fieber?, type: yes_no, unsure: true}
  heat: {text: Wie warm?, type: number, unit: °C, min: 30, max: 45, decimals: 1}
  worse:
    text: Was hilft?
    type: any_of
    options: {tea: Tee, cold: Eis am Stiel, rest: Ruhe}
  where:
    text: Wo noch?
    type: any_of
    options:
      {arm: Arm, leg: Bein, both: "arm, leg", und: U, all: Arm und Bein, back: Rücken}
  side: {text: Wo?, options: {left: Links, links: Beidseits}}
  day: {text: Seit wann?, type: date, min: 2020-01-01, max: 2026-12-31}
recommendations: {go: {title: Gehen, urgency: routine}}
start: one
steps: {one: {ask: [fever, heat, worse, where, side, day], go: go}}
"""


@pytest.fixture(scope="module")
def german():
    return triage.loads(TREE).questions


@pytest.mark.parametrize(
    ("name", "typed", "answer"),
    [
        ("fever", "ja", "yes"),
        ("fever", "Nein", "no"),
        ("fever", "weiß nicht", "unsure"),
        ("where", "Ru\N{COMBINING DIAERESIS}cken", "('back',)"),
        ("fever", "no", "no"),
        ("heat", "38,5", "38.5"),
        ("heat", "38.5 °C", "38.5"),
        ("worse", "Eis am Stiel, ruhe", "('cold', 'rest')"),
        ("worse", "tea,cold", "('tea', 'cold')"),
        ("worse", "keine", "()"),
        ("where", "leg,arm", "('arm', 'leg')"),
        ("side", "left", "left"),
        ("side", "Beidseits", "links"),
        ("day", "1. April 2026", "2026-04-01"),
        ("day", "2026-04-01", "2026-04-01"),
    ],
)
def test_what_is_typed_is_an_id_or_words_of_the_language(german, name, typed, answer):
    """Ids count in every language, and beside them what an interview takes."""
    assert str(german[name].accept(Typed(typed))) == answer


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("fever", "yeah", "Wählen Sie"),
        ("fever", "1", "Wählen Sie"),
        ("worse", "0", "Wählen Sie"),
        ("heat", "1.038", "Tausender"),
        ("where", "arm, leg", "(--answers)"),
        ("where", "arm und leg", "(--answers)"),
        ("side", "links", "„Beidseits“ oder „Links“"),
    ],
)
def test_nothing_means_two_things(german, name, typed, said):
    """No word of another language counts, no number of a list, and no guess."""
    with pytest.raises(triage.AnswerError) as refused:
        german[name].accept(Typed(typed))
    assert said in refused.value.problems[0].message


def test_what_means_two_things_is_offered_by_id_in_a_file_alone(german):
    """What a developer reads says both meanings, and does not offer what it refuses."""
    with pytest.raises(triage.AnswerError) as refused:
        german["side"].accept(Typed("links"))
    assert refused.value.problems[0].reason == (
        "this is not an answer: it can mean `links` or `left`; "
        "give it in a file (--answers), where only ids count"
    )


@pytest.mark.parametrize(("language", "word"), [("de", "und"), ("es", "y")])
def test_a_word_for_and_that_is_an_option_too_has_two_meanings(language, word):
    """Both are named, by their texts and their ids."""
    tree = TREE.replace("language: de", f"language: {language}")
    asked = triage.loads(tree.replace("und: U", f"{word}: U"))
    with pytest.raises(triage.AnswerError) as refused:
        asked.questions["where"].accept(Typed(f"arm {word} leg"))
    (problem,) = refused.value.problems

    said = problem.message.translate(dict.fromkeys(map(ord, "„“”«»")))
    assert re.search(r" Arm; U; Bein (oder|or|o) Arm; Bein[ .]", said)
    assert f"it can mean `arm,{word},leg` or `arm,leg`; give it in a" in problem.reason
    assert asked.questions["where"].accept(Typed(f"arm, {word}, leg")) == (
        *("arm", "leg", word),
    )


@pytest.mark.parametrize("word", ["y", "und"])
def test_a_word_for_and_of_a_language_that_is_not_spoken_is_an_option_alone(word):
    """Who speaks English means what it names."""
    tree = TREE.replace("language: de", "language: en").replace("und: U", f"{word}: U")
    asked = triage.loads(tree).questions["where"]

    for typed in (f"arm {word} leg", f"arm and {word} and leg"):
        assert asked.accept(Typed(typed)) == ("arm", "leg", word)


def test_names_that_are_parted_in_different_ways_are_no_answer():
    """So it is also where others stand before them, and of no name there is a part."""
    tree = TREE.replace("Arm und Bein", "Bein und Rücken").replace("und: U", "u: U")
    asked = triage.loads(tree).questions["where"]

    for typed in ("Arm und Bein und Rücken", "U, Bein und Rücken"):
        with pytest.raises(triage.AnswerError) as refused:
            asked.accept(Typed(typed))
        said = refused.value.problems[0].message
        assert re.search(r"„(Arm|U); Bein und Rücken“ oder .*; Bein; Rücken“", said)
    assert asked.accept(Typed("Arm, Bein, Rücken")) == ("arm", "leg", "back")


def test_what_a_developer_reads_is_in_one_language(german):
    """Limits are in English there, and in the language where a person reads them."""
    with pytest.raises(triage.AnswerError) as refused:
        german["day"].accept(Typed("31.2.2020"))
    (problem,) = refused.value.problems
    assert problem.reason.endswith(
        "give a date from 1 January 2020 to 31 December 2026, as in `2026-04-01`"
    )
    assert "1. Januar 2020" in problem.message


def test_what_a_program_says_keeps_its_meaning_where_it_is_typed(german):
    """What both can read is one answer, or is refused."""
    for question in german.values():
        for text in (*question.keys, "none", "38.50", "2026-04-01", "", "-1"):
            typed, exact = (read(question, one) for one in (Typed(text), text))
            assert typed in (exact, None)
            assert (typed is None) is (exact is None or text == "links")


def read(question, given):
    """Return an answer; None where it is none."""
    try:
        return question.accept(given)
    except triage.AnswerError:
        return None
