"""The laws of interviews: what they are said to ask is what a session asks."""

import json
import re
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, strategies as st
from strategies import ticked_trees, trees, trees_with_answers

import triage
from triage.base.exceptions import AnswerError
from triage.engine.decision import agree
from triage.engine.interview import interviews
from triage.engine.walk import walk
from triage.linker.loader import builtins
from triage.program.patients import random_answer
from triage.verify.circuit import Gates
from triage.verify.encode import encode
from triage.verify.interviews import Listener
from triage.verify.simulate import Crowd
from triage.verify.variables import Variables


def question_by_question(session):
    """Return what is put to a person next: one question, or a list to tick."""
    return session.page.questions


def page_by_page(session):
    """Return what is put to a person who is shown the page as a form."""
    return session.asking


WAYS = (question_by_question, page_by_page)


def led(tree, answers, next_page):
    """Return what a session comes to, what was put, and what was passed over."""
    session, put = tree.start(), set()
    while session.asking:
        page = {q.id: answers[q.id] for q in next_page(session)}
        put |= page.keys()
        session = session.answer(page)
    return session.trace, put, {*session.trace.skipped}


def people(tree, random, number):
    """Return random answers to every question of a tree that go together."""
    rows = (
        {q.id: random_answer(q, random) for q in tree.questions.values()}
        for _ in range(number)
    )
    return [answers for answers in rows if fit(tree, answers)]


def fit(tree, answers):
    """Whether some answers go together."""
    try:
        agree(tree, answers)
    except AnswerError:
        return False
    return True


def agrees(tree, patients):
    """Hold formulas and interviews against sessions of some patients."""
    gates = Gates()
    variables = Variables(gates, tree.questions)
    encoding = encode(tree, variables)
    formulas = Listener(encoding).heard(tree.questions)
    crowd = Crowd(gates, [variables.encode(patient) for patient in patients])

    def those(index, literals):
        return {x for x, gate in literals.items() if crowd.holds(gate) >> index & 1}

    for index, patient in enumerate(patients):
        made = walk(tree, patient)
        found = interviews(tree, patient, made)
        for way, interview, formula in zip(WAYS, found, formulas, strict=True):
            trace, put, over = led(tree, patient, way)
            asked = {
                (step.id, n) for step, names in interview.pages(tree) for n in names
            }

            assert (trace.end, trace.rank) == (made.end, made.rank)
            assert trace.edges == made.edges
            assert (interview.answered, {*interview.trace.skipped}) == (put, over)
            assert interview.asked == put | over == those(index, formula.asked)
            assert those(index, formula.passed) == over
            assert those(index, formula.comes) == asked
            assert put | over <= those(index, encoding.asked)


RECIPES = (Path(__file__).parents[2] / "docs" / "embedding.md").read_text("utf-8")


@cache
def chat():
    """Return the chat of the recipes, as it stands there."""
    [code] = re.findall(
        r"^```python\n(def reply\(.*?)^```", RECIPES, re.DOTALL | re.MULTILINE
    )
    names = {"triage": triage}
    exec(code, names)  # noqa: S102  it is our own
    return names["reply"]


def chatted(tree, answers):
    """Return what a person is put in a chat, and what is then decided."""
    session, heard, _ = chat()(tree.start(), {})
    put = set()
    while session.page:
        question = session.page.questions[len(heard)]
        put.add(question.id)
        message = str(answers[question.id])
        session, heard, _ = chat()(session, heard, message)
    return put, session.trace


NAMES = [f"p{n}" for n in range(5)]


@st.composite
def pages(draw):
    """Return a tree of one page that is often left, with questions behind others."""
    questions = {}
    for index, name in enumerate(NAMES):
        made = {"text": f"{name}?", "type": "yes_no"}
        if draw(st.booleans()):
            made["unsure"] = draw(st.sampled_from(["true", {"again": "Plainly?"}]))
        if index and draw(st.booleans()):
            made["only_if"] = about(draw, NAMES[:index])
            made["otherwise"] = draw(st.sampled_from(["no", "yes"]))
        questions[name] = made
    ends = st.sampled_from(["now", "now", "now", "rest"])
    ways = [
        {"when": about(draw, NAMES), "go": draw(ends)}
        for _ in range(draw(st.integers(1, 2)))
    ]
    key = draw(st.sampled_from(["ask", "checklist"]))
    early = draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True))
    page = {key: draw(st.permutations(NAMES)), "branches": [*ways, {"go": "rest"}]}
    first = {"ask": early, "go": "page"} if early else {"go": "page"}
    return triage.loads(
        json.dumps(
            {
                "triage": "1",
                "id": "page",
                "title": "A page",
                "questions": questions,
                "recommendations": {
                    "now": {"title": "Now", "urgency": "emergency"},
                    "rest": {"title": "Rest", "urgency": "self_care"},
                },
                "start": "first",
                "steps": {"first": first, "page": page},
            }
        )
    )


def about(draw, names):
    """Return a random condition on some questions."""
    forms = ["maybe({})", "surely({})", "surely(not {})", "answered({})", "unsure({})"]
    one, other = (
        draw(st.sampled_from(forms)).format(draw(st.sampled_from(names))) for _ in "12"
    )
    return draw(st.sampled_from([one, f"{one} and {other}", f"{one} or {other}"]))


@given(pages(), st.integers())
def test_what_is_asked_of_a_page_is_what_a_session_asks(tree, seed):
    """However its questions lie behind one another, and whatever comes in a list."""
    agrees(tree, people(tree, Random(seed), 20))


@given(pages(), st.integers())
def test_the_chat_of_the_recipes_asks_what_is_proved(tree, seed):
    """It puts a list whole, so nobody in it is asked less than a proof says."""
    for patient in people(tree, Random(seed), 40):
        put, trace = chatted(tree, patient)
        one, _ = interviews(tree, patient, walk(tree, patient))

        assert (put, {*trace.skipped}) == (one.answered, {*one.trace.skipped})
        assert trace.end == one.trace.end


@given(trees | ticked_trees, st.integers())
def test_what_is_asked_is_what_a_session_asks(tree, seed):
    """One question at a time and page by page: gates, interview and session agree."""
    agrees(tree, people(tree, Random(seed), 20))


LISTS = """
triage: 1
id: lists
title: A list to tick
questions:
  a: {text: A?, type: yes_no}
  b: {text: B?, type: yes_no}
recommendations:
  now: {urgency: emergency, title: Now}
  rest: {urgency: self_care, title: Rest}
start: s
steps:
  s: {checklist: [a, b], branches: [{when: a or b, go: now}, {go: rest}]}
properties:
  all_are_put_b: {says: Everybody is put B., then: answered(b)}
"""


def test_a_list_is_put_whole_however_its_first_answer_is():
    """What is proved of a list is what a page, a form and a chat ask."""
    tree = triage.loads(LISTS)
    page = tree.start().page

    assert [proof.verdict for proof in triage.prove(tree).proofs] == ["proved"]
    assert page.required == tuple(q.id for q in tree.start().asking) == ("a", "b")
    assert chatted(tree, {"a": "yes", "b": "no"})[0] == {"a", "b"}


@pytest.mark.slow
@pytest.mark.parametrize("name", builtins())
def test_a_built_in_tree_asks_what_it_is_said_to_ask(name):
    """For each built-in tree, what is asked is what a session asks."""
    tree = triage.load(name)
    agrees(tree, people(tree, Random(name), 60))


@given(trees_with_answers(complete=True))
def test_by_page_no_less_is_asked(case):
    """A page shown whole asks whatever one question at a time asks, and maybe more."""
    tree, answers = case
    decision = tree.decide(answers)
    one, page = decision.interviews

    assert one.asked <= page.asked <= {*decision.trace.asked}
    assert one.answered <= page.answered
