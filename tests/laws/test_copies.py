"""The law of copies: a module in a copy does what it does by itself."""

import json

from hypothesis import given, settings, strategies as st
from strategies import answer_sets, documents

import triage

OF_MODULES = ("triage", "id", "title", "lists", "questions", "values", "steps", "start")
ROOT = {
    "triage": "1",
    "id": "root",
    "title": "Root",
    "recommendations": {"end": {"urgency": "self_care", "title": "End"}},
    "start": "run",
}


@st.composite
def both(draw):
    """Return a tree that runs a random module as itself, and one that runs a copy."""
    whole = draw(documents())
    module = {
        key: whole[key] for key in (*OF_MODULES, "recommendations") if key in whole
    }
    text = json.dumps(module | {"kind": "module"})
    run = {"run": "module", "go": "end"}
    return [
        triage.loads(
            json.dumps(ROOT | {"steps": {"run": run | more}}), modules={"module": text}
        )
        for more in ({}, {"as": "copy"})
    ]


def own(name):
    """Return an id as the module has it."""
    return name.removeprefix("copy.")


def told(tree, answers):
    """Return what answers come to, in the ids of the module."""
    try:
        decision = tree.decide(answers)
    except triage.AnswerError as refused:
        return [[*map(own, problem.questions)] for problem in refused.problems]
    return (
        decision.urgency,
        decision.complete,
        [own(one.id) for one in decision.recommendations],
        [one.title for one in decision.recommendations],
        [(step.step, own(step.to or "")) for step in decision.path],
        [*map(own, decision.missing)],
    )


@given(st.data(), both())
@settings(max_examples=settings.default.max_examples // 4)
def test_a_copy_decides_as_its_module(data, trees):
    """Whatever is answered, the way, the advice and what is missing are the same."""
    plain, copy = trees
    names = {own(name): name for name in copy.questions}
    answers = data.draw(answer_sets(plain))

    there = {names[name]: answer for name, answer in answers.items()}

    assert [*names] == [*plain.questions]
    assert told(copy, there) == told(plain, answers)
