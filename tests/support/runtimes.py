"""The engine for browsers, run by node: jobs are lines of JSON, and so is what came."""

import atexit
import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

import triage
from triage.base.answer import plain
from triage.program import runtime_path
from triage.program.codes import code
from triage.program.kit import walked

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
    """Return an answer as JSON has it."""
    return answer.isoformat() if isinstance(answer, date) else plain(answer)
