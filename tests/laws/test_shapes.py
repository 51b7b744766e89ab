"""The JSON that programs get fits its published schema, and its schema fits answers."""

import json
from datetime import UTC, datetime

import pytest
from bad_trees import BAD, FILES
from hypothesis import given, settings, strategies as st
from jsonschema import Draft202012Validator
from published import assert_fits, validator
from strategies import answer_sets, documents, trees_with_answers
from trees_for_tests import built_in

import triage
from triage.base.answer import plain
from triage.base.shape_schema import shape_schema
from triage.base.shapes import SHAPES, VERSIONS
from triage.comparison.dataset import counted
from triage.verify import possible


@pytest.mark.parametrize("name", SHAPES)
def test_a_schema_is_one(name):
    """Each shape has a schema of the draft that it names, and lets others add keys."""
    Draft202012Validator.check_schema(shape_schema(name))
    assert (
        validator(name, strict=False).schema["title"]
        == f"triage-{name}/{VERSIONS[name]}"
    )


@given(trees_with_answers())
def test_questions_pages_and_decisions_fit(case):
    """Whatever is asked and decided of a random tree fits, complete or not."""
    tree, answers = case
    session = tree.start()
    for question in tree.questions.values():
        assert_fits("question", question.to_dict())
    while session.page:
        assert_fits("page", session.page.to_dict())
        known = [q.id for q in session.page.questions if q.id in answers]
        if not known:
            break
        session = session.answer({name: answers[name] for name in known})
    back = session.back().back()
    for kept in (session, back, tree.start(answers)):
        assert_fits("session", kept.to_dict())
        assert_fits("decision", kept.decision.to_dict())
        assert_fits("record", kept.decision.record(datetime.now(UTC)))
    assert_fits("decision", tree.decide(answers).to_dict())


@given(trees_with_answers(complete=True))
def test_answers_fit_what_a_page_says_of_them(case):
    """On each page of an interview, an answer as it is kept fits its schema.

    Nothing else does. An answer that is shown again is the one that was given.
    """
    tree, answers = case
    session = tree.start()
    while page := session.page:
        asked = [question.id for question in page.questions]
        accepted = {name: tree.questions[name].accept(answers[name]) for name in asked}
        kept = json.loads(json.dumps({n: plain(a) for n, a in accepted.items()}))
        schema = Draft202012Validator(page.to_dict()["answers_schema"])

        assert [*schema.iter_errors(kept)] == []
        for answer in kept.values():
            assert_fits("answer", answer)
        assert not schema.is_valid({})
        assert not schema.is_valid(kept | {"unknown": "yes"})
        for name in kept:
            word = "nothing of the kind" * (99 if tree.questions[name].is_text else 1)
            for wrong in (None, word, ["none"], 10**9, -1):
                assert not schema.is_valid(kept | {name: wrong})
        session = session.answer({name: answers[name] for name in asked})
        shown = session.shown(len(session.pages)).to_dict() if session.pages else None
        if shown is not None and not page.again:
            assert_fits("page", shown)
            given_before = {one["id"]: one["given"] for one in shown["questions"]}
            assert json.loads(json.dumps(given_before)) == kept


@given(st.data(), trees_with_answers())
def test_problems_fit(data, case):
    """What is wrong with answers of each kind fits."""
    tree, _ = case
    odd = st.sampled_from(
        [None, "", "x", 10**9, -1, 0.001, "1,5", [1], object(), "5 m"]
    )
    wrong = data.draw(st.dictionaries(st.sampled_from([*tree.questions, "other"]), odd))
    try:
        tree.decide(wrong)
    except triage.AnswerError as error:
        for problem in error.problems:
            assert_fits("problem", problem.to_dict())


STATED = {
    "always": {"says": "A.", "given": "b0", "then": "urgency >= soon"},
    "worse": {"says": "B.", "monotone": "b0"},
    "order": {"says": "C.", "asked": "b0", "before": "q0"},
    "reach": {"says": "D.", "reachable": ["warn", "r5"]},
}


@given(st.data(), documents())
@settings(max_examples=settings.default.max_examples // 2)
def test_proofs_fit(data, document):
    """What is proved of a random tree fits, and what is possible, and why not."""
    tree = triage.loads(json.dumps(document | {"properties": STATED}))
    answers = data.draw(answer_sets(tree))
    decision = tree.decide(answers)

    assert_fits("proofs", triage.prove(tree).to_dict())
    assert_fits("possible", possible(decision).to_dict())
    for name in ("r5", "warn"):
        assert_fits("why-not", decision.why_not(name).to_dict())


@given(documents(), documents())
@settings(max_examples=settings.default.max_examples // 4)
def test_comparisons_fit(before, after):
    """What differs between two random trees fits, however much that is."""
    trees = [triage.loads(json.dumps(document)) for document in (before, after)]
    changes = triage.compare(*trees)
    population = counted(*trees, [{"b0": "yes", "b1": 3}, {"b1": 99}, {"other": "no"}])

    record = changes.to_dict(["made-up"]) | {"population": population.to_dict()}
    assert_fits("comparison", record)


@pytest.mark.slow
def test_findings_fit():
    """What is wrong with files fits."""
    for name in FILES:
        try:
            triage.load(BAD / name)
        except triage.InvalidTree as refused:
            for finding in refused.findings:
                assert_fits("finding", finding.to_dict())
    for finding in triage.check(built_in("back_pain")):
        assert_fits("finding", finding.to_dict())
