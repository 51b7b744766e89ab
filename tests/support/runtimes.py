"""The engine for browsers, run by node: jobs are lines of JSON, and so is what came."""

import atexit
import json
import shutil
import subprocess
from pathlib import Path

import pytest

import triage
from triage.base.answer import plain
from triage.model.tree import TODAY
from triage.program import runtime_path
from triage.program.codes import code
from triage.program.kit import patient, walked
from triage.program.patients import random_answer

NODE = shutil.which("node")
DRIVER = Path(__file__).with_name("runtime.mjs")

needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")


class Node:
    """Run jobs in one process, which the first of them starts."""

    process = None

    def __call__(self, job, **parts):
        """Return what came of a job: what was found, or what was refused."""
        if self.process is None:
            self.process = subprocess.Popen(
                [NODE, DRIVER, runtime_path()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
            atexit.register(self.process.communicate)
        print(json.dumps({"job": job, **parts}), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())


node = Node()


def outcome(decide, answers):
    """Return what a decision takes, and what it refuses."""
    try:
        return [], decide(answers)
    except triage.AnswerError as error:
        found = [(problem.code, [*problem.questions]) for problem in error.problems]
        return found, error.decision


def as_json(decision):
    """Return a decision as the engine for browsers has it."""
    if decision is None:
        return None
    return {
        "complete": decision.complete,
        "urgency": decision.urgency,
        "end": decision.end,
        "recommendations": [
            {
                "id": item.id,
                "urgency": item.urgency and item.urgency.id,
                "title": item.title,
                "text": item.text,
                "watch_for": item.watch_for,
            }
            for item in decision.recommendations
        ],
        "responses": dict(decision.responses),
        "shows": dict(decision.shows),
        "missing": [*decision.missing],
        "unused": [*decision.unused],
        "todo": decision.todo,
    }


def assert_decides_alike(tree, patients):
    """Assert that each patient is walked, told and refused as the library does it."""
    every = [outcome(tree.decide, answers) for answers in patients]
    given = [{n: as_answer(a) for n, a in answers.items()} for answers in patients]
    program = tree.program().to_dict()

    made = node("decide", program=program, answers=given)["found"]

    for (wrong, decision), found in zip(every, made, strict=True):
        told = [(p["code"], p["questions"]) for p in found.get("problems", [])]
        assert told == wrong
        assert found.get("found", found.get("decision")) == as_json(decision)
    decisions = [decision for _, decision in every if decision is not None]
    codes = [codes_of(tree, decision.given) for decision in decisions]

    made = node("walk", program=program, codes=codes)["found"]

    for decision, found in zip(decisions, made, strict=True):
        assert found == walked(tree, decision.trace)
        assert [*found["asked"]] == [*decision.trace.asked]


def codes_of(tree, answers):
    return {name: code(tree.questions[name], a) for name, a in answers.items()}


def as_answer(answer):
    """Return an answer as JSON has it; None for one that is taken away."""
    return None if answer is None else plain(answer)


def assert_leads_alike(tree, chance):
    """Assert that an interview at random stands alike after each act, refusals too."""
    prefill = patient(tree, chance)
    few = {n for n in prefill if n == TODAY or chance.random() < 1 / 8}
    prefill = {name: prefill[name] for name in few}
    try:
        session = tree.start(prefill)
    except triage.AnswerError:
        return
    acts, states = [], [stands(session)]
    for _ in range(chance.randrange(4, 14)):
        act = act_at_random(session, chance)
        problems, session = after(session, *act)
        acts.append(act)
        states.append({"problems": problems, **stands(session)})

    program, given = tree.program().to_dict(), plainly(prefill)
    made = node("lead", program=program, prefill=given, acts=[*map(as_act, acts)])

    for state, each in zip(states, made["found"], strict=True):
        told = [(p["code"], p["questions"]) for p in each.get("problems", [])]
        assert told == state.pop("problems", [])
        found = each.get("found", each)
        record = found.pop("record")
        assert found == state
    assert triage.resume(tree, record) == session
    made = node("resume", program=program, record=session.to_dict())["found"]
    assert made == found | {"record": record}


def act_at_random(session, chance):
    """Return answers and the page that they are for, 0 for any; or no answers: back."""
    tree, pages, what = session.tree, len(session.pages), chance.random()
    if what < 1 / 8:
        return None, 0
    if what < 1 / 4:
        name = chance.choice([*tree.questions])
        return {name: chance.choice([None, some(tree, name, chance)])}, 0
    number = chance.randint(1, pages) if pages and what < 1 / 2 else pages + 1
    page = session.shown(number) if number <= pages else session.page
    names = page.required if page else ()
    if what > 31 / 32:
        names = [*names[1:], chance.choice([*tree.questions])]
    return {name: some(tree, name, chance) for name in names}, number if page else 0


def some(tree, name, chance):
    """Return an answer to a question, of whom some are not sure."""
    question = tree.questions[name]
    unsure = question.unsure and chance.random() < 1 / 4
    return "unsure" if unsure else random_answer(question, chance)


def as_act(act):
    """Return an act as the engine for browsers takes it."""
    answers, number = act
    return ["back"] if answers is None else ["answer", plainly(answers), number]


def after(session, answers, number):
    """Return what is wrong with some answers, and the session after them."""
    if answers is None:
        return [], session.back()
    pages = len(session.pages)
    page = session.shown(number) if 0 < number <= pages else session.page
    try:
        return [], session.answer(answers, at=page.at if number else "")
    except triage.AnswerError as error:
        return [(p.code, [*p.questions]) for p in error.problems], session


def stands(session):
    """Return all that an interview says of itself, as the engine for browsers does."""
    pages = range(1, len(session.pages) + 1)
    return {
        "apart": [plainly(page) for page in session.apart().pages],
        "page": shown(session.page),
        "shown": [shown(session.shown(number)) for number in pages],
        "parked": plainly(session.parked),
        "answers": plainly(session.answers),
        "decision": as_json(session.decision),
        "aside": {n: [*map(plain, all_)] for n, all_ in session.aside.items()},
    }


def shown(page):
    """Return a page as JSON, without what the engine for browsers leaves out."""
    if page is None:
        return None
    found = page.to_dict()
    for question in found["questions"]:
        del question["required"]
    return {
        k: x for k, x in found.items() if k not in ("format", "at", "answers_schema")
    }


def plainly(answers):
    return {name: as_answer(answer) for name, answer in answers.items()}
