"""The laws of renaming: what has another id only is the same, for every record."""

import json

import attrs
from hypothesis import given, strategies as st
from renaming import Renaming
from strategies import answers_to, documents

import triage
from triage.comparison import compare
from triage.diagram.compare import view_against


@st.composite
def renamed_trees(draw):
    """Return a random tree, what its ids are later, and the later tree."""
    document = draw(documents())
    renaming = Renaming.drawn(draw, document)
    later = renaming.document(document) | {"renamed": renaming.entry(draw)}
    old, new = (triage.loads(json.dumps(made)) for made in (document, later))
    return old, renaming, new


@given(renamed_trees())
def test_a_tree_in_other_ids_is_the_tree_that_was_written_so(case):
    """Carried over, the old tree is the new one: its hashes, texts, table and all."""
    old, _, new = case

    found = compare(old, new)

    then = found.then
    skipped = ("documents", "renamed")
    parts = (x.name for x in attrs.fields(type(new)) if x.name not in skipped)
    assert {n for n in parts if getattr(then, n) != getattr(new, n)} == set()
    assert (then.logic, then.wording) == (new.logic, new.wording)
    assert [way.cells for _, way in then.edges] == [way.cells for _, way in new.edges]
    assert (found.same, found.edits, found.places) == (True, (), ())
    assert view_against(new, old).nodes == view_against(new, new).nodes


def interviewed(data, tree):
    """Return an interview that was answered, revised and taken back at random."""
    session = tree.start()
    for _ in range(data.draw(st.integers(0, 8))):
        names = session.page.required if session.page else sorted(tree.questions)
        given = {n: data.draw(answers_to(tree.questions[n])) for n in names}
        session = data.draw(st.sampled_from([session.answer(given), session.back()]))
    return session


def differing(changes):
    """Return what differs, but for the hash of the logic, in which ids are."""
    return [str(change) for change in changes if change.kind != "logic"]


@given(st.data(), renamed_trees())
def test_an_interview_goes_on_where_ids_are_others(data, case):
    """Every answer is kept on its page, or aside, under the ids of now."""
    old, renaming, new = case
    session = interviewed(data, old)

    found = triage.migrate(new, json.loads(json.dumps(session.to_dict())))

    assert (differing(found.changed), found.dropped, found.reworded) == ([], (), {})
    assert found.session.pages == tuple(map(renaming.answers, session.pages))
    assert found.session.aside == {
        renaming.question(name): tuple(renaming.answer(name, a) for a in answers)
        for name, answers in session.aside.items()
    }


@given(st.data(), renamed_trees())
def test_a_decision_replays_where_ids_are_others(data, case):
    """Nothing differs of a decision, its path, its steps and what it tells."""
    old, _, new = case
    session = interviewed(data, old)

    for record in (session.decision.record(), session.to_dict()):
        assert (
            differing(triage.replay(json.loads(json.dumps(record)), new).changes) == []
        )
