"""Interviews: pages, back, revising, parking."""

import pytest
from trees_for_tests import ANSWERS, throat, tree_of

import triage
from triage.engine.session import start
from triage.engine.walk import walk


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


NUMBERS = """\
  n: {text: N?, type: integer, min: 0, max: 9}
  m: {text: M?, type: integer, min: 0, max: 9}"""


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


def test_a_session_is_a_value():
    """Sessions with the same answers are equal and hash alike, however they came."""
    tree = throat()
    session = tree.start({"age": 40}).answer({"drooling": "no"})
    resumed = triage.resume(tree, session.to_dict())

    assert resumed == session
    assert {resumed: 1}[session] == 1
    assert session != session.back()


@pytest.mark.parametrize(
    "read",
    [
        lambda session: session.prefill,
        lambda session: session.pages[0],
        lambda session: session.answers,
        lambda session: session.parked,
        lambda session: session.trace.asked,
        lambda session: session.decision.given,
    ],
    ids=["prefill", "page", "answers", "parked", "asked", "given"],
)
def test_no_map_of_a_session_can_be_changed(read):
    """Whatever a session shows is for reading only."""
    session = throat().start({"age": 40, "days": 3}).answer({"drooling": "no"})

    with pytest.raises(TypeError, match="cannot be changed"):
        read(session)["age"] = 50

    assert session.answers["age"] == 40


def test_a_session_keeps_its_engine():
    """Whatever walks the tree walks it to the end of the interview, and resumed."""
    walked = []

    def engine(tree, answers, before=None):
        walked.append(dict(answers))
        return walk(tree, answers, before)

    tree = throat()
    session = start(tree, {"age": 40}, engine=engine).answer({"drooling": "yes"})
    assert session.decision.urgency == "emergency"
    assert walked == [{"age": 40}, {"age": 40, "drooling": "yes"}]

    again = triage.resume(tree, session.to_dict(), engine=engine)
    assert (again, again.engine) == (session, engine)
