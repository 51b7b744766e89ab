"""Conditions in the short words of pictures: certainty, levels, and names."""

from itertools import product

import pytest
from trees_for_tests import built_in, tree_of

import triage
from triage.base.answer import UNSURE
from triage.diagram.build import view
from triage.diagram.notation import notation
from triage.language import ast as e
from triage.language.evaluate import Compiled, Context
from triage.language.words import CERTAIN

TEXT = """
triage: 1
id: t
title: T
questions:
  fever: {text: Hot?, type: yes_no, unsure: true}
  cough: {text: Cough?, type: yes_no, unsure: true}
  other: {text: Other?, name: sore throat, type: yes_no, unsure: true}
values:
  ill: {title: poorly, is: surely(cough) or maybe(fever)}
recommendations:
  call: {title: Call, urgency: emergency}
  see: {title: See, urgency: routine}
start: s
steps:
  s:
    ask: [fever, cough, other]
    branches:
      - {when: "maybe(fever)", advise: see, go: next}
      - {when: surely(cough) and maybe(cough or other), go: call}
      - {when: maybe(surely(cough) and other), go: call}
      - {when: not surely(cough) or not maybe(cough), go: call}
      - {when: maybe(ill), go: call}
      - {go: next}
  next:
    branches:
      - {when: urgency >= routine, go: call}
      - {when: not (urgency >= emergency), go: see}
      - {go: see}
"""
TREE = triage.loads(TEXT)


def test_certainty_is_written_in_short():
    """What may be has a question mark; for certain is said only inside of that."""
    labels = [edge.label for edge in view(TREE).edges]

    assert labels == [
        "fever?",
        "cough and (cough or sore throat)?",
        "(cough for certain and sore throat)?",
        "cough not certain or cough ruled out",
        "poorly?",
        "otherwise",
        "urgency so far at least “Routine appointment”",
        "urgency so far below “Emergency care now”",
        "otherwise",
    ]


def test_a_name_keeps_what_is_for_certain():
    """What a name stands for may be unsure itself, so nothing is left out there."""
    assert view(TREE).definitions == {"poorly": "cough for certain or fever?"}
    assert view(TREE).places == {"poorly": (1,)}


def test_bare_conditions_of_ways_are_certain():
    """So "fever" says the same with and without "for certain": no tree can mix them."""
    questions = "  u: {text: U?, type: yes_no, unsure: true}"
    way = "  one: {ask: u, branches: [{when: u, go: see}, {go: rest}]}"

    with pytest.raises(ExceptionGroup, match="error"):
        tree_of(way, questions=questions)


def test_certainty_is_explained_once():
    """A picture explains it where a condition has it, and only there."""
    whole = triage.draw(TREE).outline()

    assert whole.count("means yes or not sure") == 1
    assert "means yes or not sure" not in triage.draw(built_in("start")).outline()


@pytest.mark.parametrize("language", ["de", "es"])
def test_certainty_is_explained_in_the_words_of_a_language(language):
    """The words of its moods are explained once, and English ones not at all."""
    spoken = TEXT.replace("title: T\n", f"title: T\nlanguage: {language}\n")
    tree = triage.loads(spoken)
    whole = triage.draw(tree).outline()

    assert whole.count(tree.speech.say(CERTAIN)) == 1
    assert tree.speech.say(CERTAIN) != CERTAIN
    assert "means yes or not sure" not in whole


def small_conditions():
    """Return conditions about two answers, made in all ways of a few parts."""
    names = [e.Is("fever", ("yes",)), e.Is("cough", ("yes",))]
    one = [make(x) for x in names for make in (e.Surely, e.Maybe, e.Not)]
    parts = [*names, *one]
    two = [make(pair) for make in (e.And, e.Or) for pair in product(parts, parts)]
    two += [few(e.Count(pair)) for pair in product(parts, parts)]
    three = [make(x) for x in two for make in (e.Surely, e.Maybe, e.Not)]
    most = [make(e.Not(x)) for x in two for make in (e.Surely, e.Maybe)]
    heard = [e.Asked(("fever", "cough")), e.Asked(("fever",)), e.Asked(("cough",))]
    asked = [e.And(pair) for pair in product([*heard, *names], repeat=2)]
    return [*one, *two, *three, *most, *heard, *asked]


def few(term):
    return e.Compare(e.Sum(((1, term),)), "<", e.Sum((), 2))


def test_what_reads_alike_holds_alike():
    """No two conditions that a way may have share their words, unless they are one."""
    told, truths = {}, ("yes", "no", UNSURE)
    known = [{}, *({"fever": a} for a in truths), *({"cough": a} for a in truths)]
    known += [{"fever": a, "cough": b} for a, b in product(truths, truths)]
    contexts = [Context(TREE.questions, answers) for answers in known]
    judge = Compiled(TREE.questions, TREE.values)
    for condition in small_conditions():
        pairs = [judge.condition(condition, context) for context in contexts]
        if all(surely == maybe for surely, maybe in pairs[7:]):
            words = notation(TREE).of(condition)
            assert told.setdefault(words, pairs) == pairs, words
