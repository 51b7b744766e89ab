"""What a type checker makes of the public names; it is checked, never run."""

import zipfile
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import assert_type

import triage
from triage import (
    AnswerError,
    Decision,
    Finding,
    InvalidTree,
    Question,
    Session,
    SessionError,
    Source,
    Span,
    Tree,
)
from triage.base.answer import Answer
from triage.base.question import Option
from triage.base.shapes import DecisionJSON, PageJSON, QuestionJSON, Shown
from triage.engine import Engine, Page, PathStep, Trace, decide, start
from triage.engine.walk import walk
from triage.model.tree import Recommendation

tree = triage.load("back_pain")
assert_type(tree, Tree)
assert_type(triage.load(Path("ankle.yaml"), place="GB"), Tree)
assert_type(triage.loads("triage: 1", name="ankle"), Tree)
resource = resources.files("package") / "trees"
archive = zipfile.Path("trees.zip")
words: dict[str, str] = {"clinic": "0123"}
assert_type(
    triage.load(resource / "ankle.yaml", modules=archive, sources=resource), Tree
)
assert_type(triage.load(archive / "ankle.yaml", contacts=words), Tree)
assert_type(triage.loads(b"triage: 1", modules={"part": "triage: 1"}), Tree)
assert_type(tree.bundle(), str)
assert_type(triage.builtins(), tuple[str, ...])
assert_type(triage.places(), tuple[str, ...])
assert_type(triage.check(tree), tuple[Finding, ...])

decision = tree.decide({"age": 44, "fever": True, "signs": ["rash"], "course": "worse"})
assert_type(decision, Decision)
assert_type(decision.complete, bool)
assert_type(decision.urgency, str | None)
assert_type(decision.recommendations, tuple[Recommendation, ...])
assert_type(decision.path, tuple[PathStep, ...])
assert_type(decision.missing, tuple[str, ...])
assert_type(decision.unused, tuple[str, ...])
assert_type(decision.bounds, tuple[str | None, str | None])
assert_type(decision.shows, Mapping[str, Shown])
assert_type(decision.to_dict(), DecisionJSON)

session = tree.start()
assert_type(session, Session)
assert_type(tree.start({"age": 44}), Session)
assert_type(session.asking, tuple[Question, ...])
assert_type(session.page, Page | None)
assert_type(session.changing("age"), Page)
assert_type(session.changing("age").to_dict(), PageJSON)
assert_type(session.answer({"age": "44"}), Session)
assert_type(session.back(), Session)
assert_type(session.parked, Mapping[str, Answer])
assert_type(session.answer({"age": None}, at=session.at), Session)
assert_type(session.shown(1), Page)
assert_type(session.section, str)
assert_type(session.progress.most, int)
assert_type(session.redacted(), dict[str, object])
assert_type(triage.migrate(tree, session.to_dict()).kept, tuple[str, ...])
assert_type(triage.replay(decision.record(), tree).same, bool)
assert_type(session.decision, Decision)
assert_type(triage.resume(tree, session.to_dict(), accept_changes=True), Session)

question = session.asking[0]
assert_type(question.options, tuple[Option, ...])
assert_type(question.accept("yes"), Answer)
assert_type(question.to_dict(), QuestionJSON)


def engine(
    tree: Tree, answers: Mapping[str, Answer], before: Trace | None = None
) -> Trace:
    """Be an engine."""
    return walk(tree, answers, before)


other: Engine = engine
assert_type(decide(tree, {}, engine=other), Decision)
assert_type(start(tree, {}, engine=engine), Session)
assert_type(triage.resume(tree, {}, engine=walk), Session)

picture = triage.draw(tree, decision=decision)
assert_type(picture.svg(), str)
assert_type(picture.png(), bytes)
assert_type(picture.pdf(), bytes)
assert_type(picture.dot, str)
assert_type(picture.mermaid(), str)
assert_type(picture.outline(), str)

try:
    triage.loads("")
except InvalidTree as refused:
    assert_type(refused.findings, tuple[Finding, ...])
    assert_type(refused.findings[0].span, Span)
    assert_type(refused.findings[0].span.source, Source)

try:
    tree.decide({})
except AnswerError as error:
    assert_type(error.problems[0].message, str)

try:
    triage.resume(tree, {})
except SessionError as changed:
    assert_type(changed.differences, tuple[str, ...])
