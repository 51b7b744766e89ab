"""Conformance kit: programs, answers, and what an engine must make of them.

Some patients are anybody, and of many more those are kept who meet something new: so a
kit is small and leaves little untried. It is the same each time.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING

from triage.base.answer import Answer, is_unsure, plain
from triage.base.question import Question
from triage.engine.decision import Decision, broken
from triage.engine.trace import Trace
from triage.engine.walk import walk
from triage.model.tree import TODAY, Tree
from triage.program.codes import code
from triage.program.patients import random_answer
from triage.program.program import Program, as_text, program_of
from triage.program.texts import said

if TYPE_CHECKING:
    from triage.base.shapes import AskJSON, ConformanceJSON, TrialJSON, WalkedJSON

DRAWN, ANYBODY = 600, 40
"""How many patients are drawn, and how many of them are kept whatever they meet."""

ORDINARY = (0.3, 0.7, 0.95)
"""How often their answers are the ordinary ones."""

LEFT_OUT = (0.0, 0.05, 0.4)
"""How often they give no answer."""

EVERY_PART, README = "every_part.yaml", "kit.md"
"""The tree that has whatever a program can have, and what a kit says of itself."""


def beside(name: str) -> str:
    """Return the text of a file beside this module."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def kit(trees: Iterable[Tree]) -> Iterator[tuple[str, str]]:
    """Yield the files of a kit, each with its name."""
    yield "README.md", beside(README)
    for tree in trees:
        program = program_of(tree)
        yield f"{tree.id}.yaml", tree.bundle()
        yield f"{tree.id}.program.json", f"{program.text}\n"
        yield f"{tree.id}.trials.json", f"{as_text(trials(tree, program))}\n"


def trials(tree: Tree, program: Program) -> "ConformanceJSON":
    """Return patients of a tree, with what must come of each."""
    return {
        "format": "triage-conformance/1",
        "tree": tree.id,
        "sha256": program.to_dict()["sha256"],
        "trials": [trial(tree, answers) for answers in patients(tree)],
    }


def patients(tree: Tree) -> Iterator[Mapping[str, Answer]]:
    """Yield some patients of a tree, then those who meet what none before them met."""
    chance, met = Random(tree.id), set[Hashable]()  # noqa: S311  nothing is secret
    for number in range(DRAWN):
        answers = patient(tree, chance)
        found = features(walk(tree, answers))
        if number < ANYBODY or not found <= met:
            met |= found
            yield answers


def patient(tree: Tree, chance: Random) -> Mapping[str, Answer]:
    """Return the answers of somebody, some of them left out; never the day."""
    ordinary, left_out = chance.choice(ORDINARY), chance.choice(LEFT_OUT)
    return {
        name: random_answer(question, chance, ordinary)
        for name, question in tree.questions.items()
        if name == TODAY or chance.random() >= left_out
    }


def features(trace: Trace) -> frozenset[Hashable]:
    """Return what a walk meets: ways, advice, what is skipped, unsure or missing."""
    unsure = (name for name, answer in trace.answers.items() if is_unsure(answer))
    return frozenset[Hashable]().union(
        trace.edges,
        trace.collected,
        (("skipped", name) for name in trace.skipped),
        (("missing", name) for name in trace.missing[:1]),
        (("unsure", name) for name in unsure),
    )


def trial(tree: Tree, answers: Mapping[str, Answer]) -> "TrialJSON":
    """Return what must come of some answers."""
    trace = walk(tree, answers)
    decision, refuted = Decision.of(tree, trace, answers), {*broken(tree, trace.asked)}
    return {
        "given": {name: plain(answer) for name, answer in answers.items()},
        "codes": {n: code(tree.questions[n], a) for n, a in answers.items()},
        "pages": [*pages(tree, answers)],
        "broken": [n for n, each in enumerate(tree.assume) if each in refuted],
        "walk": walked(tree, trace),
        "told": [
            {"id": x.id, "title": x.title, "text": x.text, "watch_for": x.watch_for}
            for x in decision.recommendations
        ],
        "replies": dict(decision.responses),
        "asks": [read(decision.reading.question(name)) for name in trace.missing],
        "shows": dict(decision.shows),
    }


def read(question: Question) -> "AskJSON":
    """Return a question as the person reads it, without what is empty."""
    found: AskJSON = {
        "id": question.id,
        "text": question.text,
        "again": question.again,
        "help": question.help,
        "why": question.why,
        "if_wrong": question.if_wrong,
    }
    return said(found)


def pages(tree: Tree, answers: Mapping[str, Answer]) -> Iterator[list[str]]:
    """Yield what is asked, page by page, as far as there is an answer."""
    given = {name: answer for name, answer in answers.items() if name == TODAY}
    while missing := walk(tree, given).missing:
        yield [*missing]
        new = {name: answers[name] for name in missing if name in answers}
        if not new:
            break
        given |= new


def walked(tree: Tree, trace: Trace) -> "WalkedJSON":
    asked = trace.asked.items()
    return {
        "ways": [*trace.edges],
        "step": trace.step,
        "end": trace.end,
        "advice": [*trace.advice],
        "missing": [*trace.missing],
        "asked": {name: code(tree.questions[name], a) for name, a in asked},
        "skipped": [*trace.skipped],
        "level": trace.rank,
        "todo": trace.todo,
    }
