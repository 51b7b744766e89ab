"""The laws of modules: in a copy, and alone, one does what it does in a tree."""

import json

from hypothesis import given, reject, settings, strategies as st
from strategies import BASE, answer_sets, documents

import triage

OF_MODULES = ("triage", "id", "title", "questions", "values", "steps", "start")
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
    module = {key: whole[key] for key in (*OF_MODULES, "recommendations")}
    module |= {"kind": "module", "lists": whole.get("lists", {})}
    text = json.dumps(module)
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


@st.composite
def by_itself(draw):
    """Return a random module that needs something, and a tree that asks and runs it."""
    whole = draw(documents())
    asked = whole["questions"]
    module = {key: whole[key] for key in (*OF_MODULES, "recommendations")}
    module |= {"kind": "module", "needs": [*BASE], "lists": whole.get("lists", {})}
    module["questions"] = {n: entry for n, entry in asked.items() if n not in BASE}
    steps = {"ask": {"ask": [*BASE], "go": "run"}}
    around = ROOT | {
        "lists": module["lists"],
        "questions": {name: asked[name] for name in BASE},
        "steps": steps | {"run": {"run": "module", "go": "end"}},
        "start": "ask",
    }
    text = json.dumps(module)
    tree = triage.loads(json.dumps(around), modules={"module": text})
    try:
        return tree, triage.loads(text)
    except triage.InvalidTree as refused:  # what stands in may be more than is asked
        if {found.code for found in refused.findings} != {"T407"}:
            raise
        return reject()


@given(st.data(), by_itself())
@settings(max_examples=settings.default.max_examples // 4)
def test_a_module_by_itself_decides_as_in_a_tree(data, trees):
    """Whoever gives a caller some answers is told the same by the module alone."""
    tree, alone = trees
    answers = data.draw(answer_sets(tree, complete=True))
    named = alone.questions["b2"].choices
    there = answers if answers["b2"] in named else answers | {"b2": "anything_else"}

    found, decision = alone.decide(there), tree.decide(answers)

    told = [one.id for one in decision.recommendations]
    assert [one.id for one in found.recommendations] == [x for x in told if x != "end"]
    steps = [step.step.partition("/")[2] for step in decision.path]
    assert [step.step for step in found.path][1:] == [name for name in steps if name]
