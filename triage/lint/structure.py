"""Structural checks: what in the flow of a tree never matters, or is not finished."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from triage.base.suggest import shortened
from triage.base.text import Span
from triage.language.ast import (
    Always,
    Chosen,
    CountOf,
    Expr,
    PointsOf,
    ValueHolds,
    ValueNumber,
    own_questions,
    parts,
)
from triage.language.definite import Knowledge
from triage.linker.answer_flow import graph_of, uses_at
from triage.lint.catalogue import Problem
from triage.model.graph import reachable
from triage.model.traversal import (
    advice_sites,
    conditions,
    questions,
    recommendations,
    values,
)
from triage.model.tree import Step, Tree, Way


def unreachable_step(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield steps that no path leads to."""
    reached = reachable(graph_of(tree), tree.first)
    for step in tree.steps.values():
        if step.id not in reached and not step.id.endswith("/"):
            assert step.span is not None  # noqa: S101
            message = f"no path leads to the step `{step.id}`"
            advice = "lead to it from another step, or remove it"
            yield message, step.span, advice


def unused_question(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield questions that no step asks."""
    asked = {name for step in tree.steps.values() for name in step.ask}
    for entry in questions(tree):
        if entry.id.value not in asked:
            message = f"no step asks `{entry.id}`"
            yield message, entry.id.span, "ask it, or remove it"


def unused_value(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield values that nothing uses."""
    used = {*tree.show, *(name for p in tree.properties.values() for name in p.worse)}
    for part in all_parts(tree):
        if isinstance(part, ValueHolds | ValueNumber):
            used.add(part.value)
    for entry in values(tree):
        if entry.id.value not in used:
            message = f"nothing uses the value `{entry.id}`"
            yield message, entry.id.span, "use it, or remove it"


def unused_recommendation(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield recommendations that no step leads to or advises."""
    used = {way.to for _, way in tree.edges}
    sites = advice_sites(tree.steps.values())
    used |= {site.advice.recommendation for site in sites}
    for entry in recommendations(tree):
        if entry.id.value not in used:
            message = f"nobody is ever told `{entry.id}`"
            advice = "lead to it or advise it, or remove it"
            yield message, entry.id.span, advice


def dead_branch(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield branches that never hold, or stand behind one that always does."""
    for step in tree.steps.values():
        taken: Span | None = None
        for way in step.ways:
            if taken is not None or way.when == Always(holds=False):
                span = way_span(step, way)
                reason = "the branch before always is" if taken else "it never holds"
                message = f"this branch is never taken: {reason}"
                yield message, span, "remove it, or mend the condition"
            elif way.when == Always(holds=True):
                taken = way_span(step, way)


def same_place(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield branches that lead where the next one leads, and advise the same."""
    for step in tree.steps.values():
        for way, after in pairwise(step.ways):
            alike = (way.to, way.advise) == (after.to, after.advise) and way.to
            if alike and not step.by_answer and after.when is None:
                message = f"this branch leads to `{way.to}`, as the next one does"
                advice = "remove it, or lead it elsewhere"
                yield message, way_span(step, way), advice


def hopeful_maybe(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield `maybe` of questions that were not asked on some path."""
    knowledge = Knowledge(tree.questions, tree.values, hopeful=True)
    reached = reachable(graph_of(tree), tree.first)
    seen = set()
    for step in tree.steps.values():
        for use in uses_at(tree, step, knowledge) if step.id in reached else ():
            span = (use.through or use.at).span
            unasked = use.known.unasked & knowledge.bits[use.question]
            if use.bare or not unasked or (span, use.question) in seen or span is None:
                continue
            seen.add((span, use.question))
            message = f"`maybe` holds for everyone who was never asked `{use.question}`"
            advice = f"if that is not meant, write `asked({use.question}) and maybe(…)`"
            yield message, span, advice


def unfinished(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield ways on that are not written yet."""
    for step, way in tree.edges:
        if way.todo:
            message = f"this way on is not written yet: `{shortened(way.todo)}`"
            yield message, way_span(step, way), "write it"


def idle_question(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield questions that are asked and decide nothing."""
    decisive = {name for part in all_parts(tree) for name in own_questions(part)}
    asked = {name for step in tree.steps.values() for name in step.ask}
    idle = asked - decisive
    for entry in questions(tree):
        if entry.id.value in idle:
            message = f"the answer to `{entry.id}` decides nothing"
            advice = "use it in a condition, or do not ask it"
            yield message, entry.id.span, advice


def idle_option(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield options of any_of questions that no condition tells apart."""
    found = [*all_parts(tree)]
    counted = {p.question for p in found if isinstance(p, CountOf | PointsOf)}
    chosen = {(p.question, p.option) for p in found if isinstance(p, Chosen)}
    names = {question for question, _ in chosen}
    for entry in questions(tree):
        question = tree.questions[entry.id.value]
        if question.type != "any_of" or question.id in counted:
            continue
        for option in entry.options if question.id in names else ():
            if (question.id, option.id.value) not in chosen:
                message = f"the option `{option.id}` decides nothing"
                advice = "use it in a condition, or do not offer it"
                yield message, option.id.span, advice


def way_span(step: Step, way: Way) -> Span:
    """Return where a way was written."""
    span = way.span or step.span
    assert span is not None  # noqa: S101
    return span


def all_parts(tree: Tree) -> Iterator[Expr]:
    """Yield every part of every condition that decides something."""
    for _, condition in conditions(tree):
        yield from parts(condition)
