"""Interviews: pages, back, revising, parking, saving, resuming."""

import json

import pytest
from trees_for_tests import ANSWERS, SORE_THROAT, throat, tree_of

import triage
from triage.linker.loader import loads

DRUM = SORE_THROAT.replace("days < 7, advise", "days < 5, advise")


def asked(session):
    """Return the ids of the page that is shown."""
    return [question.id for question in session.asking]


def test_one_page_at_a_time():
    """An interview shows one page, then the next, until it is decided."""
    session = throat().start()

    assert asked(session) == ["drooling"]
    session = session.answer({"drooling": "no"})
    assert asked(session) == ["age", "days", "cough", "signs"]
    session = session.answer({"age": 30, "days": 3, "cough": "none"})
    assert asked(session) == ["pregnant", "signs"]
    session = session.answer({"pregnant": False, "signs": []})
    assert session.asking == ()
    assert session.decision.urgency == "self_care"


def test_not_sure_is_asked_again_in_plainer_words():
    """The first "not sure" brings the plainer wording; the second is accepted."""
    first = throat().start().answer({"drooling": "unsure"})

    assert first.asking[0].text == "Does spit run out of your mouth?"
    assert first.again == {"drooling"}
    assert not first.decision.complete

    assert first.answer({"drooling": "unsure"}).decision.urgency == "emergency"
    assert asked(first.answer({"drooling": "no"}))[0] == "age"


def test_not_sure_is_final_in_prefill_and_decide():
    """Where nobody can be asked again, "not sure" counts at once."""
    assert throat().start({"drooling": "unsure"}).decision.urgency == "emergency"
    assert throat().decide({"drooling": "unsure"}).urgency == "emergency"


def test_sessions_are_frozen():
    """Answering returns a new session; the old one is as it was."""
    session = throat().start()

    session.answer({"drooling": "yes"})

    assert asked(session) == ["drooling"]


def test_back_at_the_start_is_the_start():
    """Going back from the first page changes nothing."""
    session = throat().start({"age": 40})

    assert session.back() == session


def test_prefilled_answers_wait_for_their_question():
    """A prefilled answer has no effect until the path asks; then it is not asked."""
    session = throat().start({"age": 40, "signs": ["fever"]})

    assert asked(session) == ["drooling"]
    assert session.parked == {"age": 40, "signs": ("fever",)}
    assert asked(session.answer({"drooling": "no"})) == ["pregnant", "days", "cough"]


def test_revising_parks_and_returning_restores():
    """Answers that fall off the path are kept, inert, and come back with it."""
    session = throat().start(ANSWERS)
    away = session.answer({"drooling": "yes"})

    assert away.decision.urgency == "emergency"
    assert away.parked == {k: v for k, v in session.answers.items() if k != "drooling"}
    assert away.answer({"drooling": "no"}).decision.urgency == "self_care"


def test_a_refused_answer_changes_nothing():
    """After an error the session is as it was, and the error says what is allowed."""
    session = throat().start()

    with pytest.raises(triage.AnswerError, match="one of `yes`, `no`, `unsure`"):
        session.answer({"drooling": "perhaps"})

    assert asked(session) == ["drooling"]


def test_answers_that_cannot_be_true_together_are_refused():
    """Across pages, too, answers must agree with what the tree assumes."""
    tree = tree_of(
        "  one: {ask: n, go: two}\n  two: {ask: m, go: rest}",
        questions="  n: {text: N?, type: integer, min: 0, max: 9}\n"
        "  m: {text: M?, type: integer, min: 0, max: 9}\nassume: n <= m",
    )
    session = tree.start().answer({"n": 5})

    with pytest.raises(triage.AnswerError, match="do not go together"):
        session.answer({"m": 3})
    with pytest.raises(triage.AnswerError, match="do not go together"):
        tree.start({"n": 5, "m": 3})


def saved(text=SORE_THROAT):
    """Return the record of an interview, as it comes back from a file."""
    tree = loads(text)
    session = tree.start({"age": 40}).answer({"drooling": "no"}).answer({"days": 6})
    return json.loads(json.dumps(session.to_dict()))


def test_resume_needs_the_tree_and_the_record():
    """A saved interview goes on where it was."""
    tree = throat()

    session = triage.resume(tree, saved())

    assert asked(session) == ["pregnant", "cough", "signs"]
    assert session.back().back() == tree.start({"age": 40})


def test_a_new_wording_does_not_matter():
    """A tree whose words changed resumes the session."""
    tree = loads(SORE_THROAT.replace("Are you drooling?", "Do you drool?"))

    assert asked(triage.resume(tree, saved())) == ["pregnant", "cough", "signs"]


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


def test_parked_answers_do_not_clash():
    """An answer off the path plays no part in what the tree assumes."""
    tree = tree_of(
        "  one: {ask: b, answers: {yes: two, no: three}}\n"
        "  two: {ask: n, go: rest}\n  three: {ask: m, go: rest}",
        questions=NUMBERS + "\nassume: n <= m",
    )
    session = tree.start().answer({"b": "yes"}).answer({"n": 5}).answer({"b": "no"})

    assert session.answer({"m": 3}).decision.complete


def test_several_not_sure_is_asked_again_too():
    """The plainer wording comes for questions with several answers as well."""
    more = "  k: {text: K?, type: any_of, unsure: {again: Plainly?}, options: {x: X}}"
    session = tree_of("  one: {ask: k, go: rest}", questions=more).start()

    first = session.answer({"k": "unsure"})

    assert first.asking[0].text == "Plainly?"
    assert first.answer({"k": "unsure"}).decision.complete
    assert session.answer({"k": ["x", "unsure"]}).decision.complete


def test_answers_of_a_session_cannot_be_changed():
    """The answers that a session shows are for reading only."""
    with pytest.raises(TypeError):
        throat().start({"age": 40}).answers["age"] = 50


def test_small_decimals_survive_a_save():
    """A decimal that Python would write with an exponent is resumed unchanged."""
    more = "  n: {text: N?, type: number, min: 0, max: 1, decimals: 6}"
    tree = tree_of("  one: {ask: n, go: rest}", questions=more)
    session = tree.start().answer({"n": "0.00001"})

    assert triage.resume(tree, json.loads(json.dumps(session.to_dict()))) == session
