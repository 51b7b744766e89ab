"""Interviews: pages, back, revising, parking."""

import copy

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


def test_what_was_prefilled_of_a_question_that_is_skipped_has_no_effect():
    """It is skipped as by who never said it, and parked."""
    rest = {"age": 60, "days": 3, "cough": "none", "signs": []}
    known, other = throat().start({"pregnant": "yes"}), throat().start()

    known, other = (s.answer({"drooling": "no"}).answer(rest) for s in (known, other))

    assert known.parked == {"pregnant": "yes"}
    assert (known.pages, known.trace) == (other.pages, other.trace)


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


THREE = tree_of(
    "  one: {ask: p, answers: {yes: go_now, no: two, unsure: go_now}}\n"
    "  two: {ask: q, go: three}\n  three: {ask: [r, s], go: rest}",
    questions='  p: {text: P?, type: yes_no, unsure: {again: "P, plainly?"}}\n'
    "  q: {text: Q?, type: yes_no}\n  r: {text: R?, type: yes_no}\n"
    "  s: {text: S?, type: yes_no}",
)
"""A tree of three pages, whose first may be asked again, and may end it."""


def whole():
    """Return an interview that is answered to the end, page by page."""
    pages = {"p": "no"}, {"q": "no"}, {"r": "no", "s": "yes"}
    session = THREE.start()
    for page in pages:
        session = session.answer(page)
    return session


def test_a_doubled_not_sure_is_one():
    """A page that arrives twice does not skip the plainer question."""
    session = THREE.start()
    once = session.answer({"p": "unsure"}, at=session.page.at)

    assert once.answer({"p": "unsure"}, at=session.page.at) is once
    assert once.page.question.text == "P, plainly?"
    assert once.answer({"p": "unsure"}, at=once.page.at).decision.end == "go_now"


def test_one_of_two_windows_is_told():
    """Who answers a page otherwise than another window did is refused, shown both."""
    session = THREE.start()
    first = session.answer({"p": "yes"}, at=session.page.at)

    with pytest.raises(triage.AnswerConflict, match="answered otherwise") as refused:
        first.answer({"p": "no"}, at=session.page.at)

    assert (refused.value.code, refused.value.given) == ("answered", {"p": "no"})
    assert refused.value.page.given == {"p": "yes"}
    again = first.answer({"p": "no"}, at=refused.value.page.at)
    assert again.page.required == ("q",)


def test_what_rests_on_another_answer_is_refused():
    """A page is refused when what it rested on was changed; the page now is shown."""
    session = THREE.start().answer({"p": "no"})
    late = session.answer({"q": "yes"}).shown(2)
    gone = session.answer({"p": "yes"})

    with pytest.raises(triage.AnswerConflict, match="rests on has changed") as refused:
        gone.answer({"q": "no"}, at=late.at)
    assert (refused.value.code, refused.value.page) == ("changed", None)

    other = session.answer({"q": "no"})
    with pytest.raises(triage.AnswerConflict) as refused:
        other.answer({"q": "yes"}, at="0" * 16)
    assert refused.value.page.number == 2


def test_a_conflict_repeats_no_answer():
    """The text of a conflict holds nothing that was answered."""
    session = THREE.start()
    first = session.answer({"p": "yes"}, at=session.page.at)

    with pytest.raises(triage.AnswerConflict) as refused:
        first.answer({"p": "no"}, at=session.page.at)

    assert "yes" not in str(refused.value)


def test_changing_a_page_costs_no_other():
    """Pages are those of the path: one that is changed stays where it is."""
    session = whole()

    changed = session.answer({"q": "yes"})

    assert changed.pages == ({"p": "no"}, {"q": "yes"}, {"r": "no", "s": "yes"})


def test_a_slip_is_mended():
    """What falls off the path is aside, and comes back with it."""
    session = whole()

    slip = session.answer({"p": "yes"}, at=session.shown(1).at)

    assert (slip.decision.end, slip.pages) == ("go_now", ({"p": "yes"},))
    assert slip.aside == {"q": ("no",), "r": ("no",), "s": ("yes",)}
    assert slip.answer({"p": "no"}) == session


def test_a_plainer_question_comes_back_too():
    """Aside, "not sure" and the answer to the plainer wording are both kept."""
    session = THREE.start().answer({"p": "unsure"}).answer({"p": "no"})

    start = session.back().back()

    assert start.aside == {"p": ("unsure", "no")}
    assert start.page.given == {"p": "unsure"}
    assert start.answer({"p": "unsure"}) == session
    assert start.answer({"p": "yes"}).pages == ({"p": "yes"},)
    assert session.back().page.given == {"p": "no"}
    assert session.shown(2).again
    assert session.shown(1).question.text == "P?"


def test_back_twice_keeps_the_later_answer():
    """What was taken back is offered, and counts again when the page before is."""
    session = whole()

    back = session.back().back()

    assert back.page.given == {"q": "no"}
    assert back.answers == {"p": "no", "r": "no", "s": "yes"}
    assert back.answer({"q": "yes"}).pages[2] == {"r": "no", "s": "yes"}


def test_an_answer_ahead_waits_for_its_question():
    """An answer that is not asked yet is aside until the path asks it."""
    session = THREE.start().answer({"r": "no"})

    assert (session.pages, session.aside) == ((), {"r": ("no",)})
    session = session.answer({"p": "no", "q": "yes"})
    assert session.pages == ({"p": "no"}, {"q": "yes"}, {"r": "no"})
    assert session.page.required == ("s",)


def test_nothing_new_adds_no_page():
    """An empty page, and one that says what stands, leave the session as it is."""
    session = THREE.start({"r": "no"}).answer({"p": "no"})

    assert session.answer({}) is session
    assert session.answer({"p": "no", "r": "no"}) is session
    assert session.answer({"s": None}) is session


def test_an_answer_can_be_taken_away():
    """None takes an answer away: from a page, from what was known, from aside."""
    session = whole()

    cleared = session.answer({"q": None})

    assert cleared.page.required == ("q",)
    assert cleared.page.given == {}
    assert cleared.answer({"q": "no"}) == session
    assert THREE.start({"p": "no"}).answer({"p": None}) == THREE.start()
    assert session.back().answer({"r": None}).page.given == {}
    assert cleared.answer({"r": None}).aside == {"s": ("yes",)}
    with pytest.raises(triage.AnswerError, match="no question"):
        session.answer({"nobody": None})
    with pytest.raises(triage.AnswerError, match="as a mapping"):
        session.answer("q")


def test_what_was_known_before_can_be_changed():
    """A prefilled answer that is changed stands on a page, like any other."""
    session = THREE.start({"p": "no"}).answer({"q": "no"})

    changed = session.answer({"p": "unsure"})

    assert changed.prefill == {}
    assert changed.page.again
    assert changed.answer({"p": "no"}).pages == (
        {"p": "unsure"},
        {"p": "no"},
        {"q": "no"},
    )


def test_what_is_aside_and_contradicts_waits():
    """Of answers that do not go together, those that come back are asked again."""
    tree = tree_of(
        "  one: {ask: b, answers: {yes: two, no: three}}\n"
        "  two: {ask: n, go: three}\n  three: {ask: m, go: rest}",
        questions=NUMBERS + "\nassume: n <= m",
    )
    session = tree.start().answer({"b": "yes", "n": 5, "m": 6}).answer({"b": "no"})

    session = session.answer({"m": 3}).answer({"b": "yes"})

    assert session.page.required == ("n",)
    assert session.page.given == {"n": 5}
    assert session.answer({"n": 2}).decision.complete


def test_a_conflict_travels():
    """A conflict that was raised in another process is the same here."""
    session = THREE.start()
    with pytest.raises(triage.AnswerConflict) as refused:
        session.answer({"p": "no"}).answer({"p": "yes"}, at=session.page.at)

    there = copy.copy(refused.value)

    assert (there.code, there.page, there.given) == (
        refused.value.code,
        refused.value.page,
        {"p": "yes"},
    )


def test_a_form_is_shown_as_a_form():
    """Several answers that were given at once are a list only where one was asked."""
    session = throat().start().answer({"drooling": "no"})

    page = session.answer({"age": 30, "days": 3, "cough": "none"}).shown(2)

    assert (page.required, page.checklist) == (("age", "days", "cough"), False)
    assert page.to_dict()["kind"] == "question"
