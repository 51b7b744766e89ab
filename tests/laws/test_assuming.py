"""What is assumed, and what is mistyped: a decision and an interview agree about it."""

import json
import re

from hypothesis import given, settings, strategies as st
from runtimes import NODE, node
from strategies import answer_sets, condition, documents, plainly

import triage
from triage.base.answer import plain
from triage.engine.decision import accept, broken
from triage.engine.walk import walk


def of_answers(document):
    """Return a tree file whose values say nothing of what was asked."""
    heard = re.compile(r"(asked|answered)\(\w+\)")
    values = heard.sub("b0", json.dumps(document["values"]))
    return document | {"values": json.loads(values)}


@st.composite
def cases(draw):
    """Return a random tree that assumes something, and some answers."""
    document = of_answers(draw(documents()))
    asked = {n: q for n, q in document["questions"].items() if n.startswith("q")}
    held = plainly(condition(draw, asked, ("v0", "v1 >= 1"), 1))
    that = f"maybe({held}) or b1 == 5"
    entry = draw(st.sampled_from([that, {"that": that, "says": "Look again."}]))
    assumed = document | {"assume": entry}
    tree = triage.loads(json.dumps(assumed))
    return tree, draw(answer_sets(tree))


def interviewed(tree, answers):
    """Return what an interview decides; None where it refuses an answer.

    What was answered beyond an emergency, of the page that it cut short, counts, too.
    """
    session = tree.start()
    while known := [q.id for q in session.asking if q.id in answers]:
        try:
            session = session.answer({known[0]: answers[known[0]]})
        except triage.AnswerError:
            return None
    try:
        return told(session.answer(answers).decision)
    except triage.AnswerError:
        return None


def told(decision):
    """Return what a person is told."""
    return decision.end, decision.urgency, decision.recommendations


def decided(tree, answers):
    """Return what is decided, and the error where something was wrong."""
    try:
        return told(tree.decide(answers)), None
    except triage.AnswerError as error:
        return None, error


@given(cases())
def test_decide_refuses_what_an_interview_refuses(case):
    """Answers that no path asks for never refuse a decision; those that it asks do."""
    tree, answers = case

    assert decided(tree, answers)[0] == interviewed(tree, answers)


NEVER = (
    "not maybe({})",
    "unsure(v0) or not maybe({})",
    "surely(not ({}))",
    "count(maybe({}), b0) < 2",
)


@st.composite
def strict_cases(draw):
    """Return a random tree that assumes that nobody doubts, and some answers."""
    document = of_answers(draw(documents()))
    asked = {n: q for n, q in document["questions"].items() if n.startswith("q")}
    about = plainly(condition(draw, asked, ("v0", "v1 >= 1"), 1))
    assumed = draw(st.sampled_from(NEVER)).format(about)
    held = f"({assumed}) or b1 == 5"
    tree = triage.loads(json.dumps(document | {"assume": held}))
    return tree, draw(answer_sets(tree)), draw(answer_sets(tree, complete=True))


@given(strict_cases())
def test_nobody_is_refused_for_what_was_not_asked(case):
    """What rules a person out does so of everybody who answers so, whatever else."""
    tree, answers, others = case
    asked = walk(tree, accept(tree, answers)).asked
    whole = {**accept(tree, others), **asked}

    for known in ({}, asked):
        assert {*broken(tree, known)} <= {*broken(tree, whole)}


@st.composite
def denials(draw):
    """Return a random tree that says something of what is denied, and some answers.

    What it shows may be open unless loading says otherwise, and then must say so.
    """
    document = of_answers(draw(documents()))
    asked = {n: q for n, q in document["questions"].items() if n.startswith("q")}
    held = plainly(condition(draw, asked, ("v0", "v1 >= 1"), 1))
    rules = [f"maybe({held})", "b1 <= 3", "v2 >= b1", *NEVER]
    rule = draw(st.sampled_from(rules)).format(held)
    kinds = {**document["questions"], "v2": {"type": ""}, "v3": {"type": ""}}
    names = [name for name, entry in kinds.items() if entry["type"] != "yes_no"]
    name = draw(st.sampled_from(["b1", "b2", *names]))
    rule = f"({rule}) or b2 == p"
    known, other = (saying(document, rule, x) for x in (name, f"{name} else open"))
    tree = known or other
    return tree, draw(answer_sets(tree)), draw(answer_sets(tree))


def saying(document, rule, hole):
    """Return a tree that says something of who denies a rule; None where it is open."""
    entry = {"that": rule, "says": f"Look: {{{hole}}}."}
    try:
        return triage.loads(json.dumps(document | {"assume": [entry]}))
    except triage.InvalidTree as refused:
        if {x.code for x in refused.findings} == {"T223"}:
            return None
        raise


@settings(settings.default, max_examples=settings.default.max_examples * 2)
@given(denials())
def test_what_a_denial_shows_is_known_or_said_to_be_open(case):
    """No sentence about answers shows what is not known, and browsers read the same."""
    tree, *every = case
    for answers in every:
        _, error = decided(tree, answers)
        found = error.problems if error else ()
        said = [x.message for x in found if x.code == "contradiction"]

        assert "…" not in "".join(said)
        if said and NODE:
            given = {n: plain(a) for n, a in accept(tree, answers).items()}
            program = tree.program().to_dict()
            (made,) = node("decide", program=program, answers=[given])["found"]
            assert [x["message"] for x in made["problems"]] == said


@given(cases(), st.data())
def test_a_wrong_answer_leaves_the_decision_for_the_others(case, data):
    """Whatever else was wrong, what the other answers lead to stands beside it."""
    tree, answers = case
    wrong = data.draw(st.sets(st.sampled_from(sorted(tree.questions)), min_size=1))
    others = {name: value for name, value in answers.items() if name not in wrong}

    found, refused = decided(tree, others)
    _, error = decided(tree, answers | dict.fromkeys(wrong, object()))

    named = {name for problem in error.problems for name in problem.questions}
    assert wrong <= named
    if error.decision is not None:
        assert told(error.decision) == told(tree.decide(error.accepted))
        assert refused or told(error.decision) == found
    else:
        assert refused.decision is None
