"""How hard a text is to read, and how hard a question to answer."""

import json

import pytest
from trees_for_tests import tree_of

import triage
from triage.lint.readability import reading_grade

STEPS = "  one: {ask: q, answers: {yes: rest, no: rest, unsure: rest}}"


def found(code, question, again="Plainly?"):
    """Return the phrases that a check finds in the wordings of a question."""
    asked = f"  q: {{text: '{question}', type: yes_no, unsure: {{again: '{again}'}}}}"
    tree = tree_of(STEPS, questions=asked)
    return [f.span.text for f in triage.check(tree) if f.code == code]


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("Have you never had no pain?", "never had no"),
        ("Do you not sleep without a tablet?", "not sleep without"),
        ("Isn''t it true that you cannot walk?", None),
        ("Is it not unlikely?", "not unlikely"),
    ],
)
def test_two_negatives_are_found(question, phrase):
    """Two negatives in a question are told."""
    assert len(found("T519", question)) == 1
    assert phrase is None or found("T519", question) == [phrase]


@pytest.mark.parametrize(
    "question",
    [
        "Do you not want to live?",
        "Has it been there for no more than a week?",
        "Do you feel that nothing helps? Then say that you cannot go on.",
    ],
)
def test_one_negative_is_not_found(question):
    """One negative, or two in two sentences, are not told as a double one."""
    assert found("T519", question) == []


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("Have you a fever and/or a rash?", "and/or"),
        ("Do you drink, or do you smoke?", "or do you"),
        ("Is it red and is it hot?", "and is it"),
        ("Is it red? Is it hot?", "Is it hot?"),
    ],
)
def test_a_second_question_is_found(question, phrase):
    """A question that asks a second thing is told, in both its wordings."""
    assert found("T520", question) == [phrase]
    assert found("T520", "Is it red?", again=question) == [phrase]


@pytest.mark.parametrize(
    "question",
    [
        "Is your leg red or hot?",
        "Try to wake them. Are they hard to wake?",
        "How often were you bothered? Feeling nervous",
        "Do you wobble, drop things, or feel a band around your chest?",
    ],
)
def test_one_question_with_several_words_is_not_found(question):
    """Several words for one thing are not told as two questions."""
    assert found("T520", question) == []


@pytest.mark.parametrize(("words", "told"), [(25, 0), (26, 1)])
def test_a_sentence_may_have_25_words(words, told):
    """A sentence of 25 words is not told, one of 26 is."""
    assert len(found("T516", "a " * words + "?")) == told


def test_a_point_within_a_number_ends_no_sentence():
    """A sentence ends before a blank, not within 0.5."""
    assert len(found("T516", "0.5 " * 26)) == 1
    assert found("T516", "0.5. " * 26) == []


@pytest.mark.parametrize(("length", "told"), [(600, 0), (601, 1)])
def test_a_text_may_have_600_characters(length, told):
    """A text of 600 characters is not told, one of 601 is."""
    assert len(found("T518", "ab. " * (length // 4) + "x" * (length % 4))) == told


def test_the_grade_is_that_of_the_formula():
    """Twenty words of five letters in two sentences: 4.71*5 + 0.5*10 - 21.43."""
    sentence = "would " * 9 + "would. "

    assert reading_grade(sentence * 2) == round(4.71 * 5 + 0.5 * 10 - 21.43)


def test_a_placeholder_does_not_make_a_text_harder():
    """What stands for a number to call is not counted as a word."""
    text = "Go to bed. " * 8

    assert reading_grade(text + "$emergency_number. " * 8) <= reading_grade(text)


def test_a_text_of_a_few_words_has_no_grade():
    """A few long words are not told: a formula says nothing of them."""
    assert reading_grade("Neurological deficit?") == 0
    assert found("T517", "Neurological deficit?") == []


MARKED = """
triage: 1
id: marked
title: Marked
recommendations: {{rest: {{urgency: self_care, title: Rest, text: {text}}}}}
start: one
steps: {{one: {{go: rest}}}}
"""


def long_sentences(text):
    """Return what is told of the length of the sentences of a text."""
    tree = triage.loads(MARKED.format(text=json.dumps(text)))
    return [
        finding.span.text for finding in triage.check(tree) if finding.code == "T516"
    ]


def test_a_list_is_no_long_sentence():
    """Items of a list, rows, headings and addresses are not words of one sentence."""
    item = "one two three four five six seven eight nine ten eleven twelve"
    listed = f"- {item}\n- {item}\n- {item}\n\n## {item}\n\n1. {item}"
    page = "/".join(["https://example.org", *item.split() * 3])

    assert long_sentences(f"{item} {item} {item}") == [f"{item} {item} {item}"]
    assert long_sentences(listed) == []
    assert long_sentences(f"See [{item}]({page}).") == []
