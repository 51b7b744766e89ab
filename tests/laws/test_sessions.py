"""The laws of sessions: pages, tokens, what is aside, and what is taken back."""

import json
import re

import pytest
from headless import answered
from hypothesis import given, strategies as st
from strategies import answer_sets, answers_to, trees_with_answers

import triage
from triage.engine.trace import pages


def outcome(session):
    """Return what an interview comes to."""
    decision = session.decision
    told = [item.id for item in decision.recommendations]
    return decision.complete, decision.urgency, decision.end, told


@st.composite
def interviews(draw):
    """Return a session that was answered, revised and taken back at random."""
    tree, answers = draw(trees_with_answers())
    session = answered(tree.start(), answers)
    if draw(st.booleans()):
        while page := {q.id: answers[q.id] for q in session.asking if q.id in answers}:
            session = session.answer(page)
    for _ in range(draw(st.integers(0, 4))):
        name = draw(st.sampled_from(sorted(tree.questions)))
        value = draw(answers_to(tree.questions[name]) | st.none())
        ways = [session.answer({name: value}), session.back()]
        for number in range(1, len(session.pages) + 1):
            page = session.shown(number)
            given = {q.id: draw(answers_to(q)) for q in page.questions}
            ways.append(session.answer(given, at=page.at))
        session = draw(st.sampled_from(ways))
    return session


@given(interviews())
def test_pages_are_those_of_the_path_in_its_order(session):
    """Each page asks what one step asks; the rest is aside, and nothing is lost."""
    steps = [name for _, given in pages(session.tree, session.trace) for name in given]
    firsts = list(dict.fromkeys(name for page in session.pages for name in page))

    assert all(session.pages)
    assert {name for name in firsts if name not in session.trace.missing} == {*steps}
    place = {}
    for number, (step, _) in enumerate(pages(session.tree, session.trace)):
        place = dict.fromkeys(step.ask, number) | place
    places = [{place[name] for name in page} for page in session.pages]
    assert sorted(map(min, places)) == [*map(min, places)]


@given(interviews())
def test_what_a_session_says_follows_from_what_stands(session):
    """A decision of a session is that of its answers, given at once."""
    at_once = session.engine(session.tree, session.answers)

    assert at_once == session.trace


@given(interviews(), st.data())
def test_a_page_is_answered_alike_by_who_was_led_there(session, data):
    """What was given is arranged so, whether it came page by page or all at once."""
    given = {q.id: data.draw(answers_to(q)) for q in session.asking}
    apart = triage.Session(session.tree, session.prefill, session.pages, session.aside)

    for page in (given, dict([*given.items()][:1]), dict([*given.items()][1:])):
        try:
            after = session.answer(page)
        except triage.AnswerError as error:
            with pytest.raises(triage.AnswerError, match=re.escape(str(error))):
                apart.answer(page)
        else:
            again = apart.answer(page)
            assert (after, after.trace) == (again, again.trace)
            assert (after.answers, after.again) == (again.answers, again.again)


@given(interviews(), st.data())
def test_a_page_is_answered_alike_in_any_order(session, data):
    """One question after the other, what was given is arranged as at once, or left."""
    given = {q.id: data.draw(answers_to(q)) for q in session.asking}

    for name in data.draw(st.permutations([*given])):
        if name not in {question.id for question in session.asking}:
            continue
        apart = triage.Session(
            session.tree, session.prefill, session.pages, session.aside
        )
        try:
            session = session.answer({name: given[name]})
        except triage.AnswerError:
            continue
        again = apart.answer({name: given[name]})
        assert (session, session.trace) == (again, again.trace)
        assert (session.answers, session.again) == (again.answers, again.again)


@given(interviews())
def test_back_takes_the_last_page_and_offers_it(session):
    """What was taken back is offered, and the pages before are as they were."""
    before = session.back()

    assert before.pages == session.pages[:-1]
    if session.pages:
        taken = session.pages[-1]
        assert {n: before.aside[n][0] for n in taken} == taken
        assert {*taken} <= {*before.trace.missing}
        assert before.answer(taken).pages[: len(session.pages)] == session.pages


@given(interviews())
def test_an_answer_that_changes_nothing_is_nothing(session):
    """Saying again what stands on a page, or nothing, leaves the session."""
    assert session.answer({}) is session
    for number, page in enumerate(session.pages, 1):
        assert session.answer(page, at=session.shown(number).at) is session


@given(st.data(), interviews())
def test_a_page_that_arrives_twice_counts_once(data, session):
    """A retry changes nothing; another answer to the same page is refused."""
    if session.page:
        names = session.page.required
        given = {n: data.draw(answers_to(session.tree.questions[n])) for n in names}
        other = {n: data.draw(answers_to(session.tree.questions[n])) for n in names}
        after = session.answer(given, at=session.page.at)

        assert after.answer(given, at=session.page.at) is after
        accepted = {n: session.tree.questions[n].accept(other[n]) for n in names}
        if any(after.pages[len(session.pages)][n] != accepted[n] for n in names):
            with pytest.raises(triage.AnswerConflict) as refused:
                after.answer(other, at=session.page.at)
            assert refused.value.code == "answered"
            assert (
                refused.value.page.given.items()
                >= {**after.pages[len(session.pages)]}.items()
            )


@given(st.data(), interviews())
def test_a_slip_costs_nothing(data, session):
    """Whoever changes an answer and changes it back has the same pages as before.

    What was taken back before is in force again with any answer, also that of a slip.
    A doubt that was asked again, and is brought back, is asked again once more.
    """
    if session.pages and not session.aside.keys() & {*session.trace.missing}:
        number = data.draw(st.integers(1, len(session.pages)))
        name = data.draw(st.sampled_from(sorted(session.pages[number - 1])))
        value = data.draw(answers_to(session.tree.questions[name]))
        page = session.shown(number)
        asked_again = any(name in after for after in session.pages[number : number + 1])

        there = session.answer({name: value}, at=page.at)

        assert there.pages[: number - 1] == session.pages[: number - 1]
        is_there = there is not session and len(there.pages) >= number
        if is_there and not asked_again:
            back = there.answer({name: page.given[name]}, at=there.shown(number).at)
            assert outcome(back) == outcome(session)


@given(interviews())
def test_pages_apart_are_as_they_are_asked(session):
    """Each is one question, or is asked as a list; nothing else is another."""
    apart = session.apart()
    lists = [{*step.ask} for step in session.tree.steps.values() if step.checklist]

    for page in apart.pages:
        assert len(page) == 1 or {*page} <= set().union(*lists)
    assert apart.apart() is apart
    assert (apart.answers, apart.again, apart.aside, outcome(apart)) == (
        *(session.answers, session.again, session.aside, outcome(session)),
    )
    assert triage.resume(session.tree, apart.to_dict()) == apart


@given(interviews())
def test_an_interview_survives_its_record(session):
    """However an interview came to be as it is, its record brings it back."""
    record = json.loads(json.dumps(session.to_dict()))

    assert triage.resume(session.tree, record) == session
    found = triage.migrate(session.tree, record)
    assert found.session == session
    assert (found.dropped, found.reworded, found.changed) == ((), {}, ())


@given(trees_with_answers())
def test_every_partial_record_replays(case):
    """Whatever was answered, its record leads to the same decision."""
    tree, answers = case

    record = json.loads(json.dumps(tree.decide(answers).record()))

    assert triage.replay(record, tree).changes == ()


@given(interviews())
def test_every_interview_replays(session):
    """The decision of an interview, and its record, lead to the same again."""
    for record in (session.decision.record(), session.to_dict()):
        found = triage.replay(json.loads(json.dumps(record)), session.tree)
        assert found.changes == ()


@given(st.data(), interviews())
def test_the_pages_that_are_left_are_within_bounds(data, session):
    """However an interview goes on, it has as many pages as was said before."""
    left = session.progress
    known = {**session.answers}
    rest = data.draw(answer_sets(session.tree, complete=True))
    here = session.trace.step

    final = session.tree.decide(rest | known)

    asked = [step.id for step, given in pages(session.tree, final.trace) if given]
    after = asked[asked.index(here) + 1 :] if here in asked else []
    if session.page and here in asked:
        new = {*final.trace.answers} - known.keys()
        later = [
            step.id
            for step, given in pages(session.tree, final.trace)
            if step.id in after and {*given} & new
        ]
        assert left.least <= len(later) <= left.most


@given(interviews())
def test_back_leads_to_a_page_and_its_decision_is_made_again(session):
    """Whatever is taken back, something is asked, and its record leads to the same."""
    back = session.back()

    assert back.page or not back.pages
    assert triage.replay(back.decision.record(), back.tree).same
