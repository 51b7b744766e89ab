"""What a patient answered is in no repr, no log line and no text of an error."""

import logging

import pytest

import triage

TREE = triage.loads(
    """\
triage: 1
id: private
title: A tree whose answers would be noticed
questions:
  first: {text: How many?, type: integer, min: 0, max: 9999999, ordinary: 1}
  which:
    {text: Which?, type: one_of, options: {plain: Plain, secret_option: Hidden text}}
  second:
    text: "How many, if not {first}?"
    type: integer
    min: 0
    max: 9999999
    ordinary: 1
    unsure: {again: "More than {first}?"}
    help: "You said {first}, and {which}."
    why: "Because of {first}, and {which}."
values: {twice: 2 * first}
show: [twice]
assume: maybe(first <= second)
recommendations:
  go:
    title: "Go, because of {first}"
    text: "You said {which}, and {first}: {twice}."
    watch_for: "More than {first}, or {which}."
    urgency: emergency
  rest: {title: Rest, urgency: self_care}
start: one
steps:
  one: {ask: [first, which], go: two}
  two:
    ask: second
    whole: true
    branches:
      - {when: first > 5000 and which == secret_option, go: go}
      - {go: rest}
"""
)
ANSWERS = {"first": 8117301, "which": "secret_option", "second": 8117302}
PRIVATE = ("81173", "my name", "Jane")
CHOSEN = ("secret_option", "Hidden text")


def told(value):
    """Return all that a log would get of a value."""
    return "\n".join([repr(value), str(value), repr([value]), f"{value}"])


def assert_private(*texts, words=PRIVATE):
    """Assert that nothing of what was answered is in some texts."""
    for text in texts:
        assert not [word for word in words if word in text]


def test_values_do_not_show_answers():
    """Sessions, decisions, what they are made of and what they lead to are silent."""
    session = TREE.start({"first": 8117301}).answer({"which": "secret_option"})
    decision = TREE.decide(ANSWERS)

    assert decision.urgency == "emergency"
    assert "private" in repr(decision)
    for value in (session, session.decision, decision, decision.trace, session.page):
        assert_private(told(value), words=PRIVATE + CHOSEN[:1])
    again = session.answer({"second": "unsure"})
    assert [page.questions[0].text for page in (session.page, again.page)] == [
        "How many, if not 8117301?",
        "More than 8117301?",
    ]
    for page in (session.page, again.page):
        assert_private(told(page), *map(told, page.questions), words=PRIVATE + CHOSEN)
    assert decision.settled.recommendations == decision.recommendations
    assert "8117301" in decision.recommendations[0].watch_for
    told_of = decision.why_not("rest"), triage.engine.Outcome(TREE, decision.given)
    assert told_of[0].changes
    told_of += decision.settled, decision.reading, decision.recommendations
    for value in (*decision.path, *told_of):
        assert_private(told(value), words=PRIVATE + CHOSEN)
    assert_private(told(triage.draw(TREE, decision=decision).view))


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": "8117301 and my name is Jane"},
        {"which": ["secret_option", "Jane"]},
        {"which": "Hidden text"},
        {"first": 8117302, "second": 8117301},
        {"first": 81173010000000000},
        {"first": 8117301.5},
        {"second": {"Jane": 8117301}},
    ],
)
def test_errors_show_answers_only_to_those_who_ask(wrong, caplog):
    """A refusal can be logged as it is; ``detailed`` is for whoever typed it."""
    session = TREE.start()
    for ask in (TREE.decide, TREE.start, session.answer):
        try:
            ask(ANSWERS | wrong)
        except triage.AnswerError as error:
            logging.getLogger("app").exception("refused")
            assert_private(told(error), *map(told, error.problems))

    assert "not an answer" in caplog.text or "do not go together" in caplog.text
    assert_private(caplog.text)


def test_those_who_ask_are_told():
    """The command line tells whoever typed an answer which it was."""
    with pytest.raises(triage.AnswerError) as refused:
        TREE.decide({"first": "my name"})

    assert "'my name' is not an answer" in refused.value.detailed()
