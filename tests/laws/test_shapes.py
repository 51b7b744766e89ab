"""The JSON that programs get fits its published schema, and its schema fits answers."""

import json

import pytest
from bad_trees import BAD, FILES
from hypothesis import given, strategies as st
from jsonschema import Draft202012Validator
from published import assert_fits, validator
from strategies import answers_to, trees_with_answers

import triage
from triage.base.answer import plain
from triage.base.shape_schema import shape_schema
from triage.base.shapes import SHAPES


@pytest.mark.parametrize("name", SHAPES)
def test_a_schema_is_one(name):
    """Each shape has a schema of the draft that it names, and lets others add keys."""
    Draft202012Validator.check_schema(shape_schema(name))
    assert validator(name, strict=False).schema["title"] == f"triage-{name}/1"


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
    assert_fits("decision", session.decision.to_dict())
    assert_fits("decision", tree.decide(answers).to_dict())


@given(st.data(), trees_with_answers())
def test_answers_fit_what_a_page_says_of_them(data, case):
    """An answer, as it is kept, fits the schema of its page, and nothing else does."""
    tree, _ = case
    page = tree.start().page
    given_answers = {q.id: data.draw(answers_to(q)) for q in page.questions}
    accepted = {n: tree.questions[n].accept(a) for n, a in given_answers.items()}
    kept = json.loads(json.dumps({name: plain(a) for name, a in accepted.items()}))
    schema = Draft202012Validator(page.to_dict()["answers_schema"])

    assert [*schema.iter_errors(kept)] == []
    for answer in kept.values():
        assert_fits("answer", answer)
    assert not schema.is_valid({})
    assert not schema.is_valid(kept | {"unknown": "yes"})
    for name in kept:
        assert not schema.is_valid(kept | {name: None})
        assert not schema.is_valid(kept | {name: "nothing of the kind"})


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


def test_findings_fit():
    """What is wrong with files fits."""
    for name in FILES:
        try:
            triage.load(BAD / name)
        except triage.InvalidTree as refused:
            for finding in refused.findings:
                assert_fits("finding", finding.to_dict())
    for finding in triage.check(triage.load("back_pain")):
        assert_fits("finding", finding.to_dict())
