"""The laws of records: of trees that assume something, and of trees that change."""

import json

from hypothesis import given, strategies as st
from strategies import answers_to, documents

import triage

ASSUMED = {"assume": ["b1 < 7 or b0", "b2 != p or b1 > 2"]}
trees = documents().map(lambda document: triage.loads(json.dumps(document | ASSUMED)))


@st.composite
def interviews(draw):
    """Return an interview of which some answers were refused, or taken back."""
    tree = draw(trees)
    session = tree.start()
    for _ in range(draw(st.integers(0, 8))):
        name = draw(st.sampled_from(sorted(tree.questions)))
        value = draw(answers_to(tree.questions[name]) | st.none())
        try:
            after = session.answer({name: value})
        except triage.AnswerError:
            continue
        session = draw(st.sampled_from([after, after, session.back()]))
    return session


@given(interviews())
def test_a_record_brings_back_what_it_was_made_of(session):
    """Resumed, migrated and replayed, an interview is what it was."""
    record = json.loads(json.dumps(session.to_dict()))
    tree = session.tree

    assert triage.resume(tree, record) == session
    assert triage.migrate(tree, record).session == session
    assert triage.replay(record, tree).same
    assert triage.replay(session.decision.record(), tree).same
    assert session.engine(tree, session.answers) == session.trace


@given(st.data(), interviews())
def test_no_answer_is_read_as_one_to_something_else(data, session):
    """In another tree, an answer is kept only where its question asks the same."""
    other = data.draw(trees)
    record = json.loads(json.dumps(session.to_dict()))

    found = triage.migrate(other, record)

    back = record["aside"].keys() & {*record["missing"]}
    told = {*found.kept, *found.dropped, *found.reworded}
    assert told | back == {*record["questions"]}
    assert {*found.kept} <= found.session.answers.keys() | found.session.again | {
        *found.session.aside
    }
    for name in found.kept:
        then, now = session.tree.questions[name], other.questions[name]
        assert (then.text, then.type, then.unit) == (now.text, now.type, now.unit)
        texts = [{o.id: o.text for o in q.options} for q in (then, now)]
        assert texts[0] == texts[1]


@given(st.data(), interviews())
def test_what_was_migrated_is_an_interview_like_any_other(data, session):
    """An interview in another tree follows from its answers, and can be saved."""
    other = data.draw(trees)

    found = triage.migrate(other, session.to_dict()).session

    assert found.engine(other, found.answers) == found.trace
    assert triage.resume(other, json.loads(json.dumps(found.to_dict()))) == found
