"""Saved interviews: going on with them, and refusing what is none."""

import json

import pytest
from trees_for_tests import ANSWERS, SORE_THROAT, throat, tree_of

import triage
from triage.linker.loader import loads


def saved(text=SORE_THROAT):
    """Return the record of an interview, as it comes back from a file."""
    tree = loads(text)
    session = tree.start({"age": 40}).answer({"drooling": "no"}).answer({"days": 6})
    return json.loads(json.dumps(session.to_dict()))


def test_resume_needs_the_tree_and_the_record():
    """A saved interview goes on where it was."""
    tree = throat()

    session = triage.resume(tree, saved())

    assert session.decision.missing == ("pregnant", "cough", "signs")
    assert session.back().back() == tree.start({"age": 40})


def test_a_new_wording_does_not_matter():
    """A tree whose words changed resumes the session."""
    tree = loads(SORE_THROAT.replace("Are you drooling?", "Do you drool?"))

    session = triage.resume(tree, saved())

    assert session.decision.missing == ("pregnant", "cough", "signs")


def test_a_new_logic_is_refused_with_what_changed():
    """A tree that decides otherwise does not silently go on with old answers."""
    text = SORE_THROAT.replace("max: 365, unit: days", "max: 5, unit: days").replace(
        "days < 7", "days < 4"
    )

    with pytest.raises(triage.SessionError, match="has changed since") as refused:
        triage.resume(loads(text), saved())

    assert "the answer 6 to `days` is no longer taken" in refused.value.differences
    assert "`days` is no longer asked on this path" in refused.value.differences
    assert "`days` is asked next" in refused.value.differences


def test_a_new_logic_can_be_accepted():
    """On request, the answers that are still taken are kept under the new logic."""
    text = SORE_THROAT.replace("max: 365, unit: days", "max: 5, unit: days").replace(
        "days < 7", "days < 4"
    )

    session = triage.resume(loads(text), saved(), accept_changes=True)

    assert session.answers == {"age": 40, "drooling": "no"}


def test_a_changed_outcome_is_reported():
    """The report says how the urgency changed."""
    tree = throat()
    record = tree.start(ANSWERS | {"days": 6}).to_dict()
    after = loads(SORE_THROAT.replace("days < 7", "days < 5"))

    with pytest.raises(triage.SessionError) as refused:
        triage.resume(after, record)

    assert refused.value.differences == (
        "the urgency was self_care and is soon",
        "the advice was: drink, rest, no_antibiotics; it is: drink, swab",
    )
    assert "- the urgency was self_care and is soon" in str(refused.value)


def test_a_change_elsewhere_is_reported_too():
    """When nothing differs for these answers, the report says that."""
    after = loads(SORE_THROAT.replace("likely and days > 2", "likely and days > 3"))

    with pytest.raises(triage.SessionError) as refused:
        triage.resume(after, throat().start(ANSWERS).to_dict())

    assert refused.value.differences == ("the answers still lead to the same result",)


BROKEN = {
    "nothing": None,
    "a list": [],
    "no session": {"hello": 1},
    "another format": {"triage_session": 2},
    "truncated": {"triage_session": 1, "tree": "throat"},
}


@pytest.mark.parametrize("record", BROKEN.values(), ids=BROKEN)
def test_what_is_no_record_is_refused(record):
    """Whatever is not a whole session record is refused in one sentence."""
    with pytest.raises(triage.SessionError) as refused:
        triage.resume(throat(), record)

    assert "\n" not in str(refused.value)


def test_a_record_of_another_tree_is_refused():
    """A session of another tree is named as such."""
    record = saved() | {"tree": "ankle"}

    with pytest.raises(triage.SessionError, match="of the tree `ankle`, not `throat`"):
        triage.resume(throat(), record)


@pytest.mark.parametrize(
    "damage",
    [
        {"pages": [1]},
        {"pages": [{"age": "old"}]},
        {"pages": [{"nobody": 1}]},
        {"prefill": {"age": [1]}},
        {"prefill": []},
        {"pages": "x"},
    ],
    ids=["page", "answer", "question", "prefill", "list", "text"],
)
def test_a_damaged_record_is_refused(damage):
    """A record with impossible answers is called damaged, whatever is in it."""
    with pytest.raises(triage.SessionError, match="damaged"):
        triage.resume(throat(), saved() | damage)


@pytest.mark.parametrize(
    "damage",
    [{"urgency": "emergency"}, {"recommendations": ["ambulance"]}],
    ids=["urgency", "advice"],
)
def test_a_record_that_does_not_follow_from_its_answers_is_refused(damage):
    """A record whose answers lead elsewhere than it says was tampered with."""
    with pytest.raises(triage.SessionError, match="its answers lead elsewhere"):
        triage.resume(throat(), saved() | damage)


def test_new_advice_of_the_same_urgency_is_reported():
    """A tree that tells something else at the same urgency has another outcome."""
    other = SORE_THROAT.replace("rest: {urgency", "sleep: {urgency").replace(
        "no_antibiotics, go: rest}", "no_antibiotics, go: sleep}"
    )

    with pytest.raises(triage.SessionError) as refused:
        triage.resume(loads(other), throat().start(ANSWERS).to_dict())

    assert refused.value.differences == (
        (
            "the advice was: drink, rest, no_antibiotics; "
            "it is: drink, sleep, no_antibiotics"
        ),
    )


NUMBERS = """\
  n: {text: N?, type: integer, min: 0, max: 9}
  m: {text: M?, type: integer, min: 0, max: 9}"""


PAGES = "  one: {ask: n, go: two}\n  two: {ask: m, go: rest}"


def test_a_new_assumption_is_no_damage():
    """Answers that a new assumption rules out are reported, and left out on request."""
    before = tree_of(PAGES, questions=NUMBERS)
    after = tree_of(PAGES, questions=NUMBERS + "\nassume: n <= m")
    record = before.start().answer({"n": 5}).answer({"m": 3}).to_dict()

    with pytest.raises(triage.SessionError, match="has changed since") as refused:
        triage.resume(after, record)

    assert "the answer 3 to `m` is no longer taken" in refused.value.differences
    assert triage.resume(after, record, accept_changes=True).answers == {"n": 5}


def test_small_decimals_survive_a_save():
    """A decimal that Python would write with an exponent is resumed unchanged."""
    more = "  n: {text: N?, type: number, min: 0, max: 1, decimals: 6}"
    tree = tree_of("  one: {ask: n, go: rest}", questions=more)
    session = tree.start().answer({"n": "0.00001"})

    assert triage.resume(tree, json.loads(json.dumps(session.to_dict()))) == session
