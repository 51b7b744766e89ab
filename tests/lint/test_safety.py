"""What no one may be told: each phrase that is found, and each that is not."""

import pytest
from trees_for_tests import tree_of

import triage
from triage.base.text import Source, Text
from triage.lint.safety import drug_in
from triage.treefile.texts import part


def found(text="Rest.", *, title="Rest", why="It matters.", option="Some"):
    """Return the codes and phrases that T508 to T511 find in a small tree."""
    tree = triage.loads(
        f"""\
triage: 1
id: small
title: Small
sources: {{book: {{title: A book, status: verified}}}}
questions:
  fever:
    text: Have you a fever?
    type: one_of
    why: >-
      {why}
    options: {{yes_: '{option}', no_: None}}
recommendations:
  tell:
    urgency: self_care
    title: {title}
    text: >-
      {text}
    watch_for: See a doctor with a fever.
    cites: book
start: one
steps:
  one: {{ask: fever, answers: {{yes_: tell, no_: tell}}}}
"""
    )
    wording = ("T508", "T509", "T510", "T511")
    findings = (f for f in triage.check(tree) if f.code in wording)
    return [(f.code, " ".join(f.span.text.split())) for f in findings]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Take diazepam 5mg.", "5mg"),
        ("Codeine: 15 to 30 micrograms.", "30 micrograms"),
        ("Alprazolam 0,25 mg.", "0,25 mg"),
        ("One tablet of Xanax.", "One tablet"),
        ("Half of a pill of Valium.", "Half of a pill"),
        ("Lower the oxycodone by 10 per cent.", "10 per cent"),
        ("Cut the gabapentin by half.", "by half"),
        ("Zopiclone, three times a week.", "three times a week"),
    ],
)
def test_a_dose_of_a_controlled_drug_is_found(text, amount):
    """Amounts, shares and schedules beside a controlled drug are told (I08, I10)."""
    assert ("T508", amount) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Take ibuprofen 200 mg three times a day.",
        "Book a review of the benzodiazepine within two weeks.",
        "In the last 4 weeks, how was it with codeine?",
        "One of these tablets is diazepam.",
    ],
)
def test_other_numbers_are_no_doses(text):
    """A number that is no dose, and a dose of another medicine, are not told."""
    assert found(text) == []


def test_a_dose_is_found_wherever_its_entry_names_the_drug():
    """The name in a title or an option makes a dose of an amount in another text."""
    assert found("Some take 10 mg.", title="Xanax") == [("T508", "10 mg")]
    assert found(why="Most take 10 mg.", option="Xanax") == [("T508", "10 mg")]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Stop taking diazepam.", "Stop taking"),
        ("If you feel ill, stop using Xanax.", "stop using"),
        ("You should stop the codeine at once.", "stop the codeine at once"),
        ("Xanax is no help. Stop it.", "Stop it"),
        ("Do not wait, but stop your morphine now.", "stop your morphine now"),
    ],
)
def test_an_order_to_stop_is_found(text, phrase):
    """Whoever is told to stop a controlled drug is told wrong (I08)."""
    assert found(text) == [("T509", phrase)]


@pytest.mark.parametrize(
    "text",
    [
        "If you take a benzodiazepine, do not stop it suddenly.",
        "Never stop taking Xanax by yourself.",
        "You mustn't stop taking Xanax.",
        "It is dangerous to stop diazepam suddenly.",
        "If you stop suddenly, codeine can leave you shaking.",
        "Xanax and codeine together can stop your breathing.",
        "Stop and ask if your stomach hurts.",
        "Stop taking ibuprofen if your stomach hurts.",
    ],
)
def test_a_warning_about_stopping_is_not_found(text):
    """Warnings against stopping, and other medicines, are not told."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Start a benzodiazepine for your back.", "Start a benzodiazepine"),
        ("Ask a friend to share it: Xanax is costly.", "share it"),
        ("You can buy codeine there.", "buy codeine"),
        ("Consider borrowing a friend's Valium.", "borrowing a friend's Valium"),
        ("Rest, then sleep. Take one more diazepam.", "Take one more diazepam"),
    ],
)
def test_a_push_towards_a_controlled_drug_is_found(text, phrase):
    """Nobody is told to start, take, buy, borrow or share a controlled drug (I10)."""
    assert found(text) == [("T510", phrase)]


@pytest.mark.parametrize(
    "text",
    [
        "Never share or borrow Xanax.",
        "Say that you take a benzodiazepine.",
        "Talk to your doctor before you take diazepam.",
        "Do not start a benzodiazepine by yourself.",
        "Share it with a friend.",
    ],
)
def test_a_word_against_it_is_not_found(text):
    """Warnings, and texts without a controlled drug, are not told."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("You are fine.", "You are fine"),
        ("There is nothing serious here.", "nothing serious"),
        ("Don't worry about it.", "Don't worry"),
        ("You do not have cancer.", "You do not have"),
        ("It is quite safe.", "It is quite safe"),
        ("There is no risk.", "no risk"),
        ("This rules it out.", "rules it out"),
    ],
)
def test_false_comfort_is_found(text, phrase):
    """Nobody reads that they are well or that a disease is ruled out (I24)."""
    assert found(text) == [("T511", phrase)]


@pytest.mark.parametrize(
    "text",
    [
        "You do not have to give your name.",
        "The score alone does not rule it out.",
        "Ask a doctor if it is safe.",
        "This cannot rule out an infection.",
    ],
)
def test_honest_doubt_is_not_found(text):
    """Saying that something is not ruled out is not told."""
    assert found(text) == []


def test_what_is_asked_may_name_what_a_person_did():
    """Questions and options ask about stopping and buying; only advice is told."""
    assert found(option="I share it: Xanax") == []
    assert found(why="Stop taking it.", option="Xanax") == [("T509", "Stop taking")]


def test_only_the_beginning_of_a_huge_text_is_looked_through():
    """A text of any length is checked in time that grows with its length."""
    text = "You are fine, " * 40_000

    assert len(found(text)) == 714


def test_a_phrase_over_two_lines_is_underlined_where_it_stands():
    """In a folded text the place is the phrase as written, line break included."""
    assert found("You\n      are\n      fine.") == [("T511", "You are fine")]


@pytest.mark.parametrize(
    ("written", "value", "expected"),
    [
        ("rest now", "rest now", "now"),
        ("'rest now'", "rest now", "now"),
        ('"rest  now"', "rest  now", "now"),
        (">-\n  rest\n  now", "rest now", "now"),
        ("'it''s now'", "it's now", "'it''s now'"),
    ],
)
def test_a_part_of_a_text_is_found_as_written(written, value, expected):
    """Quotes and folds are looked through; where escapes differ, the whole is shown."""
    text = Text(value, Source("a.yaml", written).span(0, len(written)))

    assert part(text, len(value) - 3, len(value)).text == expected


def test_a_small_tree_without_texts_is_silent():
    """A tree whose questions and recommendations have a title alone is not told."""
    steps = "  one: {ask: a, answers: {yes: go_now, no: rest, unsure: see}}"

    codes = {finding.code for finding in triage.check(tree_of(steps))}

    assert codes.isdisjoint({"T508", "T509", "T510", "T511"})


@pytest.mark.parametrize("name", ["Xanax", "OXYCODONE", "Zop\u0131clone"])
def test_a_drug_is_known_in_any_letters(name):
    """Capitals hide no name, nor does a letter that is no capital of any other."""
    assert drug_in(f"You asked about {name} again.") == name
    assert drug_in(f"You asked about {name[1:]} again.") == ""
