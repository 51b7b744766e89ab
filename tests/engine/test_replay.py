"""Decisions that are made again from their records."""

import json
from datetime import UTC, datetime

import pytest
from trees_for_tests import ANSWERS, SORE_THROAT, throat

import triage
from triage.engine import DamagedRecord, ForeignRecord, LaterRecord
from triage.linker.loader import loads


def record(**more):
    """Return the record of a decision on a page that is not finished."""
    answers = {"drooling": "no", "age": 30, "signs": ["fever"], "days": 2.5, **more}
    return json.loads(json.dumps(throat().decide(answers).record()))


def test_a_decision_is_made_again_from_its_record():
    """Answers of an unfinished page are in the record, and lead to the same."""
    found = triage.replay(record(), throat())

    assert (found.same, found.changes) == (True, ())
    assert found.decision == throat().decide(record()["given"])
    assert record()["given"]["days"] == "2.5"


def test_a_record_that_did_not_say_who_decided_is_not_held_against_its_words():
    """How a reason is said may change; what was answered and taken may not."""
    made = throat().decide(ANSWERS).record()
    for step in made["decision"]["path"]:
        del step["why"]
        step["because"] = "all that its conditions name"

    assert triage.replay(made, throat()).same
    made["decision"]["path"][0] |= {"step": "other"}
    assert [one.kind for one in triage.replay(made, throat()).changes] == ["path"]
    made["decision"]["path"] = [1, "b"]
    assert [one.kind for one in triage.replay(made, throat()).changes] == ["path"]


def test_what_differs_is_said():
    """Another logic, another question and another outcome are told one by one."""
    text = SORE_THROAT.replace("days < 7", "days < 2").replace("max: 365", "max: 300")
    made = throat().decide(ANSWERS).record()

    found = triage.replay(made, loads(text))

    assert not found.same
    kinds = [change.kind for change in found.changes]
    assert kinds[:2] == ["max", "logic"]
    assert "urgency" in kinds
    urgency = found.changes[kinds.index("urgency")]
    assert (urgency.before, urgency.after) == ("self_care", "soon")


def test_an_answer_that_is_no_longer_taken_is_said():
    """Replaying leaves out what the tree does not take, and says so."""
    after = loads(SORE_THROAT.replace("max: 365", "max: 10"))

    found = triage.replay(record(days=20), after)

    assert "the answer to `days` is no longer taken" in map(str, found.changes)


@pytest.mark.parametrize(
    ("change", "name", "kind"),
    [
        (("Do you cough?", "Is there no cough?"), "cough", "text"),
        (("unit: days", "unit: weeks"), "days", "unit"),
    ],
    ids=str,
)
def test_an_answer_to_something_else_decides_nothing(change, name, kind):
    """What was asked in other words, or in another unit, is left open."""
    after = loads(SORE_THROAT.replace(*change))

    found = triage.replay(throat().decide(ANSWERS).record(), after)

    assert name in found.decision.missing
    assert name not in found.decision.given
    assert (found.changes[0].question, found.changes[0].kind) == (name, kind)
    assert "answer" not in [change.kind for change in found.changes]


def test_an_interview_is_replayed_too():
    """The record of a session leads to what it says, or what differs is said."""
    session = throat().start({"age": 30}).answer({"drooling": "unsure"})
    made = session.answer({"drooling": "yes"}).to_dict()

    assert triage.replay(made, throat()).same
    text = SORE_THROAT.replace("yes: ambulance", "yes: midwife")
    found = triage.replay(made, loads(text))
    assert [c.kind for c in found.changes] == ["logic", "urgency", "advice"]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"format": "triage-record/2"}, LaterRecord),
        ({"format": "other/1"}, ForeignRecord),
        ({"tree": "ankle"}, ForeignRecord),
        ({"given": []}, DamagedRecord),
        ({"decision": None}, DamagedRecord),
        ({"questions": {"age": 1}}, DamagedRecord),
    ],
    ids=str,
)
def test_what_is_no_record_of_a_decision_is_refused(change, error):
    """Later, foreign and damaged records are told apart."""
    with pytest.raises(error):
        triage.replay(record() | change, throat())


def test_a_record_says_when_it_was_made():
    """The time is what the caller gives, and in no record otherwise."""
    when = datetime(2026, 11, 28, tzinfo=UTC)

    assert throat().decide({}).record()["when"] is None
    assert throat().decide({}).record(when)["when"] == "2026-11-28T00:00:00+00:00"


def test_an_odd_path_in_a_record_is_a_difference():
    """What is no step of a path is compared as it stands, also under new ids."""
    text = (
        "triage: 1\nid: t\ntitle: T\nstart: s\nquestions: {old: {text: Well}}\n"
        "recommendations: {r: {title: R, urgency: routine}}\n"
        "steps: {s: {ask: old, go: r}}\n"
    )
    record = triage.loads(text).decide({"old": "yes"}).record()
    record["decision"]["path"] = ["odd"]

    now = triage.loads(
        text.replace("old", "new") + "renamed: {questions: {old: new}}\n"
    )

    assert not triage.replay(record, now).same


def test_a_word_that_is_shown_follows_the_option_that_it_is_like():
    """What the words of a value like a question are called now is the same."""
    text = (
        "triage: 1\nid: t\ntitle: T\nstart: s\nshow: [worse]\n"
        "questions: {cough: {text: Cough, options: {old: Old, dry: Dry}}}\n"
        "values: {worse: {like: cough, is: cough}}\n"
        "recommendations: {r: {title: R, urgency: routine}}\n"
        "steps: {s: {ask: cough, go: r}}\n"
    )
    record = triage.loads(text).decide({"cough": "old"}).record()
    now = text.replace("old:", "new:")

    renamed = triage.loads(now + "renamed: {options: {cough: {old: new}}}\n")

    assert record["decision"]["shows"] == {"worse": "old"}
    changes = triage.replay(record, renamed).changes
    assert [change.kind for change in changes] == ["logic"]
