"""The laws of walking, for random trees and random answers."""

import json

from hypothesis import example, given, strategies as st
from strategies import answer_sets, answers_to, trees, trees_with_answers
from trees_for_tests import tree_of

import triage
from triage.base.answer import UNSURE
from triage.engine.walk import walk


def answered_page_by_page(tree, answers):
    """Return the session that answers whatever is asked, as far as answers go."""
    session = tree.start()
    while page := {q.id: answers[q.id] for q in session.asking if q.id in answers}:
        session = session.answer(page)
    return session


def answered_one_by_one(tree, answers):
    """Return the session that answers the first question asked that it can."""
    session = tree.start()
    while known := [q.id for q in session.asking if q.id in answers]:
        session = session.answer({known[0]: answers[known[0]]})
    return session


def outcome(decision):
    """Return what a decision tells a person."""
    told = tuple(item.id for item in decision.recommendations)
    return decision.complete, decision.urgency, decision.end, told


@given(trees_with_answers())
def test_decide_equals_page_by_page(case):
    """Deciding at once gives what an interview page by page gives."""
    tree, answers = case

    session = answered_page_by_page(tree, answers)

    assert outcome(tree.decide(answers)) == outcome(session.decision)
    assert tree.decide(answers).trace.edges == session.trace.edges


@given(trees_with_answers())
def test_decide_equals_one_by_one(case):
    """Deciding at once gives what an interview question by question gives."""
    tree, answers = case

    session = answered_one_by_one(tree, answers)

    assert outcome(tree.decide(answers)) == outcome(session.decision)


@given(trees_with_answers(complete=True))
def test_every_complete_answer_set_ends(case):
    """Whoever answers everything reaches an end, in at most as many steps as exist."""
    tree, answers = case

    decision = tree.decide(answers)

    assert decision.complete
    assert decision.missing == ()
    assert len(decision.trace.edges) <= len(tree.steps)


@given(st.data(), trees_with_answers())
def test_nothing_unanswered_is_read_as_no(data, case):
    """Once decided, no answer to any other question could have changed the outcome."""
    tree, answers = case
    decision = tree.decide(answers)
    rest = data.draw(answer_sets(tree, complete=True))

    if decision.complete:
        assert outcome(tree.decide(rest | answers)) == outcome(decision)


@given(st.data(), trees_with_answers(complete=True))
def test_revising_and_revising_back_is_nothing(data, case):
    """Changing an answer and changing it back leads to the same decision.

    Only "not sure" to a question off the path is open again: its plainer wording was
    not put to anybody since.
    """
    tree, answers = case
    session = tree.start(answers)
    name = data.draw(st.sampled_from(sorted(tree.questions)))
    value = data.draw(answers_to(tree.questions[name]))

    there = session.answer({name: value})
    back = attempt_twice(there, name, answers[name])

    assert outcome(back.decision) == outcome(session.decision)
    open_again = {name} - back.answers.keys()
    parked = {n: a for n, a in session.parked.items() if n not in open_again}
    assert back.parked == parked
    if open_again:
        assert (answers[name], bool(tree.questions[name].again)) == ("unsure", True)


def attempt_twice(session, name, value):
    """Answer; and again, where "not sure" is accepted only the second time."""
    session = session.answer({name: value})
    return session if name in session.answers else session.answer({name: value})


@given(trees_with_answers())
def test_nothing_given_is_lost(case):
    """Every answer given is used on the path or parked, in its one form."""
    tree, answers = case

    session = tree.start(answers)

    assert {*session.trace.asked, *session.parked} >= {*answers}
    assert session.answers == {
        name: tree.questions[name].accept(value) for name, value in answers.items()
    }


@given(trees_with_answers())
def test_saved_and_resumed_is_the_same(case):
    """A session that went through JSON is the session that was saved."""
    tree, answers = case
    session = answered_one_by_one(tree, answers)

    record = json.loads(json.dumps(session.to_dict()))

    assert triage.resume(tree, record) == session


@given(st.data(), trees_with_answers())
def test_bounds_hold(data, case):
    """The final urgency lies within the bounds told at every point before."""
    tree, answers = case
    early = tree.decide(answers)
    rest = data.draw(answer_sets(tree, complete=True))
    ranks = {None: -1} | {level.id: level.rank for level in tree.levels}

    low, high = early.bounds
    final = tree.decide(rest | answers).urgency

    assert ranks[low] <= ranks[final] <= ranks[high]


@given(st.data(), trees_with_answers())
def test_order_of_answers_plays_no_part(data, case):
    """The order in which answers are given changes nothing."""
    tree, answers = case
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))

    assert tree.decide(shuffled).to_dict() == tree.decide(answers).to_dict() | {
        "unused": list(tree.decide(shuffled).unused)
    }


@given(trees_with_answers())
def test_only_asked_answers_count(case):
    """Answers that the path did not ask for have no effect."""
    tree, answers = case
    decision = tree.decide(answers)

    used = {name: v for name, v in answers.items() if name not in decision.unused}

    assert outcome(tree.decide(used)) == outcome(decision)


SEVERAL = """\
  k: {text: K?, type: any_of, unsure: {again: Plainly?}, options: {x: X, y: Y}}"""
DOUBTED = tree_of("  one: {ask: k, go: rest}", questions=SEVERAL)
"""A tree whose question can be answered "not sure" among others."""


@example((DOUBTED, {"k": ["unsure"]}))
@given(trees_with_answers(complete=True))
def test_unsure_is_asked_again_once(case):
    """An interview accepts "not sure" at the second time where a plainer wording is."""
    tree, answers = case
    session = tree.start()

    while session.asking:
        question = session.asking[0]
        after = session.answer({question.id: answers[question.id]})
        asked_again = (
            answers[question.id] in (UNSURE, [UNSURE])
            and tree.questions[question.id].again
            and question.id not in session.again
        )
        assert (question.id in after.answers) is not bool(asked_again)
        session = after

    assert outcome(session.decision) == outcome(tree.decide(answers))


@given(trees_with_answers())
def test_a_decision_is_json(case):
    """Every decision can be written as JSON and read back unchanged."""
    tree, answers = case
    made = tree.decide(answers).to_dict()

    assert json.loads(json.dumps(made)) == made


@given(trees_with_answers())
def test_walking_twice_is_the_same(case):
    """The same tree and answers give the same trace."""
    tree, answers = case
    accepted = tree.decide(answers).given

    assert walk(tree, accepted) == walk(tree, accepted)


@given(trees)
def test_a_step_stands_before_those_it_leads_to(tree):
    """The order of the steps is topological, and ways are numbered in it."""
    order = {name: index for index, name in enumerate(tree.steps)}

    for number, (step, way) in enumerate(tree.edges):
        assert way.number == number
        assert order.get(way.to, len(order)) > order[step.id]
