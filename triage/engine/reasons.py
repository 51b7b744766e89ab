"""Reasons of a person: what decided that each branch of a path was taken."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, TypeAlias

import attrs

from triage.base.answer import is_unsure
from triage.base.immutable import immutable
from triage.engine.trace import Trace
from triage.language.ast import Condition
from triage.language.deciding import Reduction
from triage.language.evaluate import Context
from triage.model.reasons import Reason
from triage.model.tree import Step, Tree, Way

Key: TypeAlias = tuple[int, int, int, Any, frozenset[str]]
"""A way, its rank, how many answers were known, those it is about, and the skipped."""


@immutable
class Decisive:
    """Say what decided that a way is taken.

    Args:
        questions: The ids of those that decided, in the order of asking.
        named: Those of them that made the conditions of the way so.
        conditions: What is so of the way, without what decided nothing.
        said: The same in words.
        because: These with the answers that were named.
    """

    questions: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    said: str = ""
    because: str = ""


def decisive(tree: Tree, trace: Trace) -> Iterator[Decisive]:
    """Yield what decided each way of a path, in the order of the path.

    What decided for others who answered the same of what a way is about is known.
    """
    asked, skipped = trace.asked, frozenset(trace.skipped)
    place = {name: number for number, name in enumerate(asked)}
    rank, advice, count = -1, by_place(tree, trace), 0
    kept = tree.reasons.kept
    for number in trace.edges:
        step, way = tree.edges[number]
        count += len([name for name in step.ask if place.get(name, -1) >= count])
        rank = max(rank, advice.get(step.id, -1))
        reason = tree.reasons.of(number)
        if not reason.conditions:
            yield kept.get(number) or tree.reasons.keep(number, by_answer(step, way))
        else:
            names = reason.names
            answers = tuple(map(place.get, names)), tuple(map(asked.get, names))
            key = number, rank, count, answers, skipped.intersection(names)
            yield kept.get(key) or tree.reasons.keep(key, found(tree, trace, key))
        rank = max(rank, advice.get(number, -1))


def by_answer(step: Step, way: Way) -> Decisive:
    """Return what decided a way without a condition: the answer, or nothing."""
    return Decisive(step.ask[:1] if way.answer else ())


def found(tree: Tree, trace: Trace, key: Key) -> Decisive:
    """Return what decided a way of which so many answers were known."""
    number, rank, count, *_ = key
    step, asked = tree.edges[number][0], dict(islice(trace.asked.items(), count))
    waiting = frozenset(step.ask) - asked.keys()
    known = Context(tree.questions, asked, waiting, rank, skipped=trace.skipped)
    return of_conditions(tree, tree.reasons.of(number), known)


def by_place(tree: Tree, trace: Trace) -> dict[str | int, int]:
    """Return the highest rank of what was collected, by the step or the way."""
    found = dict[str | int, int]()
    for where, index in trace.collected:
        part = tree.edges[where][1] if isinstance(where, int) else tree.steps[where]
        rank = tree.recommendations[part.advise[index].recommendation].rank
        found[where] = max(rank, found.get(where, -1))
    return found


def of_conditions(tree: Tree, reason: Reason, here: Context) -> Decisive:
    names = {*reason.names}
    known = tuple(name for name in here.answers if name in names)
    why = reason.tests.deciding(here, known)
    named = why if reason.told is reason.tests else reason.told.deciding(here, why)
    conditions = reason.conditions
    if reason.told.can_be_less:
        waiting = here.waiting | ({*known} - {*named})
        reduction = Reduction(tree.compiled, attrs.evolve(here, waiting=waiting))
        conditions = tuple(map(reduction.of, conditions))
    phrases = map(tree.reasons.phrase, conditions)
    said = reason.instead or "; ".join(dict.fromkeys(phrases))
    facts = ", ".join(fact(tree, name, here) for name in named)
    return Decisive(
        why, named, conditions, said, f"{said} ({facts})" if facts else said
    )


def fact(tree: Tree, name: str, here: Context) -> str:
    """Return what was answered to a question, in words; never what somebody wrote."""
    question, answer = tree.questions[name], here.answers[name]
    say = tree.speech.say
    if name in here.skipped:
        told = say("not asked")
    elif question.is_text and not is_unsure(answer):
        told = say("answered")
    else:
        told = question.brief.describe(answer)
    return say("{name}: {options}", name=tree.words.named(name), options=told)
