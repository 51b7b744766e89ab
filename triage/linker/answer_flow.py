"""Definite-answer analysis: what is known at each step, and the errors that follow.

As a compiler asks whether a variable is assigned on every path to its use, this asks
whether a question has a plain answer on every path to a condition that needs one.
"""

from collections import deque
from collections.abc import Callable, Iterator
from functools import cache

import attrs

from triage.base.answer import is_unsure
from triage.base.diagnostics import Diagnostics, Note
from triage.language.ast import AnswerOf, Condition, Sum, Term, Urgent, Worded, parts
from triage.language.definite import NOTHING, Knowledge, Known, Use
from triage.language.rows import conjuncts
from triage.model.graph import Graph, arrows, path_between, reachable
from triage.model.traversal import span_of, step_graph
from triage.model.tree import DONE, Advice, Step, Tree, Way

Visit = Callable[[Condition, Known], None]
Split = Callable[[Condition, Known], tuple[Known, Known]]


def follow(tree: Tree) -> Tree:
    """Return a tree whose steps carry what is known on arrival."""
    knowledge = Knowledge(tree.questions, tree.values)
    arriving: dict[str, Known] = {tree.first: knowledge.start}
    steps: dict[str, Step] = {}
    for step in tree.steps.values():
        known = arriving.get(step.id)
        steps[step.id] = attrs.evolve(step, known=known or NOTHING)
        if known is not None:
            for target, after in leaving(tree, step, known, knowledge):
                before = arriving.get(target)
                arriving[target] = after if before is None else before | after
    return attrs.evolve(tree, steps=steps)


def leaving(
    tree: Tree,
    step: Step,
    known: Known,
    knowledge: Knowledge,
    visit: Visit = lambda *_: None,
) -> Iterator[tuple[str, Known]]:
    """Yield where a step leads, and what is known there.

    Every condition is visited with what is known where it is judged.
    """
    known = asked_at(tree, step, known, knowledge, visit)
    visit_advice(step.advise, known, visit)
    if step.table:
        yield from by_row(step, known, knowledge, visit)
        return
    for way in step.ways:
        after = known
        if way.when is not None:
            visit(way.when, known)
            after, known = knowledge.split(way.when, known)
        visit_advice(way.advise, after, visit)
        yield way.to, after


def by_row(
    step: Step, known: Known, knowledge: Knowledge, visit: Visit
) -> Iterator[tuple[str, Known]]:
    """Yield where the rows of a table lead; that one does not fit tells nothing.

    An input must have been asked: of what was not, no row is meant.
    """
    unasked = Known(known.unasked)
    for cells in zip(*(way.cells for way in step.ways), strict=True):
        found = next((cell.when for cell in cells if cell.when is not None), None)
        if found is not None:
            visit(found, known)
            for part in parts(found):
                if not isinstance(part, Sum | Term | Worded):
                    visit(part, unasked)
    split = cache(knowledge.split)
    for way in step.ways:
        yield way.to, row_fits(way, known, split)


def row_fits(way: Way, known: Known, split: Split) -> Known:
    """Return what is known once a row fits."""
    for cell in conjuncts(way.when):
        known, _ = split(cell, known)
    return known


def asked_at(
    tree: Tree,
    step: Step,
    known: Known,
    knowledge: Knowledge,
    visit: Visit = lambda *_: None,
) -> Known:
    """Return what is known once a page is answered."""
    for name in step.ask:
        question, guard = tree.questions[name], tree.guards.get(name)
        if guard is not None:
            visit(guard.when, known)
        unsure = question.unsure or (guard is not None and is_unsure(guard.otherwise))
        known = known.ask(knowledge.bits[name], unsure=unsure)
    return known


def visit_advice(advise: tuple[Advice, ...], known: Known, visit: Visit) -> None:
    for advice in advise:
        if advice.when is not None:
            visit(advice.when, known)


def check_flow(tree: Tree, found: Diagnostics) -> None:
    """Find the errors of the flow: open questions used bare, ends without urgency."""
    knowledge = Knowledge(tree.questions, tree.values)
    graph = step_graph(tree.steps)
    reached = reachable(graph, tree.first)
    steps = [step for step in tree.steps.values() if step.id in reached]
    seen = set()
    for step in steps:
        for use in uses_at(tree, step, knowledge):
            key = (use.through or use.at).span, use.question
            if key not in seen:
                seen.add(key)
                is_asked = not use.known.unasked & knowledge.bits[use.question]
                error(found, use, *loose_use(tree, graph, step, use, is_asked=is_asked))
    for use in loose_in_properties(tree, knowledge):
        message = f"`{use.question}` may be unsure in this property"
        error(found, use, "T305", message, discharge(tree, use))
    ends_without_urgency(tree, steps, found)


def uses_at(tree: Tree, step: Step, knowledge: Knowledge) -> list[Use]:
    found: list[Use] = []

    def visit(condition: Condition, known: Known) -> None:
        found.extend(knowledge.uses(condition, known))

    deque(leaving(tree, step, step.known, knowledge, visit), maxlen=0)
    return found


def loose_use(
    tree: Tree, graph: Graph, step: Step, use: Use, *, is_asked: bool
) -> tuple[str, str, str]:
    """Return code, message and advice for a question that may have no plain answer."""
    asking = [s.id for s in tree.steps.values() if use.question in s.ask]
    advice = discharge(tree, use)
    in_cell = is_in_cell(step, use)
    if in_cell:
        advice = "let a value say `maybe(…)` or `surely(…)`, and be the input"
    if is_asked:
        where = f": it is asked at `{asking[0]}`" if asking else ""
        return "T305", f"`{use.question}` may be unsure here{where}", advice
    path = path_between(graph, tree.first, step.id, asking)
    where = f", on the path {arrows(path)}" if path else ""
    message = f"`{use.question}` may not have been asked here{where}"
    if in_cell:
        return "T306", message, "ask it before on every path"
    return "T306", message, f"{advice}, or ask it before on every path"


def is_in_cell(step: Step, use: Use) -> bool:
    """Whether a table says something of a question, or of a value with it."""
    at = (use.through or use.at).span
    cells = (cell.when for way in step.ways for cell in way.cells)
    return any(when is not None and when.span == at for when in cells)


def discharge(tree: Tree, use: Use) -> str:
    """Return how to say what is meant by a question that may be open."""
    asked = tree.questions[use.question]
    if isinstance(use.at, AnswerOf):
        test = f"not unsure({asked.id})" if asked.unsure else f"asked({asked.id})"
        return f"let the value be something else then: `{asked.id} if {test} else …`"
    inside = use.question if asked.kind.stands_alone else "…"
    return f"write `maybe({inside})` or `surely({inside})`"


def error(found: Diagnostics, use: Use, code: str, message: str, advice: str) -> None:
    """Add a finding at a use, with the value's own text as a second place."""
    outer, inner = use.through or use.at, use.at.span
    notes = [Note("used in this value", inner)] if use.through and inner else []
    found.error(code, message, span_of(outer), advice, *notes)


def loose_in_properties(tree: Tree, knowledge: Knowledge) -> Iterator[Use]:
    unsure = sum(b for n, b in knowledge.bits.items() if tree.questions[n].unsure)
    known = Known(0, unsure, knowledge.start.unasked)
    for item in tree.properties.values():
        for condition in (item.given, item.then):
            if condition is not None:
                yield from (use for use in knowledge.uses(condition, known) if use.bare)


def ends_without_urgency(tree: Tree, steps: list[Step], found: Diagnostics) -> None:
    """Find every ``done`` that may be reached with nothing urgent advised."""
    bare = {tree.first}
    for step in steps:
        if step.id not in bare or advises(tree, step.advise):
            continue
        for way in step.ways:
            if advises(tree, way.advise) or isinstance(way.when, Urgent):
                continue
            bare.add(way.to)
            if way.to == DONE and not tree.stands_alone:
                message = "`done` may be reached here with no urgency advised"
                advice = "advise something with an urgency on every path to it"
                found.error("T404", message, span_of(way, step), advice)


def advises(tree: Tree, advise: tuple[Advice, ...]) -> bool:
    """Whether something with an urgency is always collected."""
    return any(
        item.when is None and tree.recommendations[item.recommendation].rank >= 0
        for item in advise
    )
