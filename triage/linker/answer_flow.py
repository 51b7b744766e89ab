"""What is known at each step, and the errors that follow from it."""

from collections.abc import Callable, Iterator

import attrs

from triage.base.diagnostics import Finding, Note
from triage.base.limits import LIMITS
from triage.base.question import UNSURE, Question
from triage.base.text import Span
from triage.language.ast import Condition, Urgent
from triage.language.definite import NOTHING, Knowledge, Known, Use
from triage.model.graph import Graph, arrows, path_between, reachable
from triage.model.tree import DONE, Advice, Guard, Step, Tree

Visit = Callable[[Condition, Known], None]


def graph_of(tree: Tree) -> Graph:
    """Return the steps that each step leads to."""
    return {
        step.id: tuple(way.to for way in step.ways if way.to in tree.steps)
        for step in tree.steps.values()
    }


def follow(tree: Tree) -> Tree:
    """Return a tree whose steps carry what is known on arrival."""
    knowledge = Knowledge(tree.questions, tree.values)
    arriving: dict[str, Known] = {tree.first: knowledge.nothing}
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

    Args:
        tree: The tree.
        step: The step.
        known: What is known on arrival.
        knowledge: Follows what is known through conditions.
        visit: Called with every condition and what is known where it is judged.
    """
    for name in step.ask:
        known = asking(
            tree.questions[name], tree.guards.get(name), known, knowledge, visit
        )
    for advice in step.advise:
        if advice.when is not None:
            visit(advice.when, known)
    for way in step.ways:
        after = known
        if way.when is not None:
            visit(way.when, known)
            after, known = knowledge.split(way.when, known)
        for advice in way.advise:
            if advice.when is not None:
                visit(advice.when, after)
        yield way.to, after


def asking(
    question: Question,
    guard: Guard | None,
    known: Known,
    knowledge: Knowledge,
    visit: Visit,
) -> Known:
    """Return what is known after a question of a page."""
    unsure = question.unsure
    if guard is not None:
        visit(guard.when, known)
        given = guard.otherwise
        unsure |= UNSURE in given if isinstance(given, tuple) else given == UNSURE
    return known.ask(knowledge.bits[question.id], unsure=unsure)


def check_flow(tree: Tree) -> list[Finding]:
    """Return the errors of the flow: open questions used bare, ends without urgency."""
    knowledge = Knowledge(tree.questions, tree.values)
    found: dict[tuple[Span | None, str], Finding] = {}
    graph = graph_of(tree)
    steps = reachable(graph, tree.first)
    for step in tree.steps.values():
        if step.id not in steps or len(found) >= LIMITS.findings:
            continue
        for use in uses_at(tree, step, knowledge):
            key = ((use.through or use.at).span, use.question)
            if key not in found:
                found[key] = loose_use(tree, graph, step, use, knowledge)
    for use in loose_in_properties(tree, knowledge):
        key = ((use.through or use.at).span, use.question)
        found[key] = open_given(tree, use)
    return [*found.values(), *ends_without_urgency(tree, steps)]


def uses_at(tree: Tree, step: Step, knowledge: Knowledge) -> list[Use]:
    """Return the uses of questions that may be open in the conditions of a step."""
    found: list[Use] = []

    def visit(condition: Condition, known: Known) -> None:
        found.extend(knowledge.uses(condition, known))

    for _ in leaving(tree, step, step.known, knowledge, visit):
        pass
    return found


def loose_use(
    tree: Tree, graph: Graph, step: Step, use: Use, knowledge: Knowledge
) -> Finding:
    """Return the finding for a question that may have no plain answer."""
    bit = knowledge.bits[use.question]
    advice = discharge(tree, use)
    if use.known.unasked & bit:
        code = "T306"
        path = skipping(tree, graph, step, use)
        message = f"`{use.question}` may not have been asked here{path}"
        advice += ", or ask it before on every path"
    else:
        code = "T305"
        message = f"`{use.question}` may be unsure here{asked_at(tree, use)}"
    return finding(code, message, use, advice)


def discharge(tree: Tree, use: Use) -> str:
    """Return how to say what is meant by a question that may be open."""
    plain = tree.questions[use.question].type == "yes_no"
    inside = use.question if plain else "…"
    return f"write `maybe({inside})` or `surely({inside})`"


def finding(code: str, message: str, use: Use, advice: str) -> Finding:
    """Return a finding at a use, with the value's own text as a second place."""
    outer = use.through or use.at
    assert outer.span is not None  # noqa: S101
    notes: tuple[Note, ...] = ()
    if use.through is not None and use.at.span is not None:
        notes = (Note("used in this value", use.at.span),)
    return Finding(code, message, outer.span, advice, notes=notes)


def skipping(tree: Tree, graph: Graph, step: Step, use: Use) -> str:
    """Return the path on which a question is not asked, as the end of a message."""
    asking = [s.id for s in tree.steps.values() if use.question in s.ask]
    path = path_between(graph, tree.first, step.id, asking)
    return f", on the path {arrows(path)}" if path else ""


def asked_at(tree: Tree, use: Use) -> str:
    """Return where a question is asked, as the end of a message."""
    steps = [s.id for s in tree.steps.values() if use.question in s.ask]
    return f": it is asked at `{steps[0]}`" if steps else ""


def loose_in_properties(tree: Tree, knowledge: Knowledge) -> Iterator[Use]:
    """Yield the bare uses of questions that may be unsure in properties."""
    everything = knowledge.nothing.unasked
    unsure = sum(b for n, b in knowledge.bits.items() if tree.questions[n].unsure)
    known = Known(0, unsure, everything)
    for item in tree.properties.values():
        for condition in (item.given, item.then):
            if condition is not None:
                yield from (use for use in knowledge.uses(condition, known) if use.bare)


def open_given(tree: Tree, use: Use) -> Finding:
    """Return the finding for a bare use in a property."""
    message = f"`{use.question}` may be unsure in this property"
    return finding("T305", message, use, discharge(tree, use))


def ends_without_urgency(tree: Tree, steps: frozenset[str]) -> Iterator[Finding]:
    """Yield every ``done`` that may be reached with nothing urgent advised."""
    bare = {tree.first}
    for step in tree.steps.values():
        if step.id not in bare or step.id not in steps or advises(tree, step.advise):
            continue
        for way in step.ways:
            if advises(tree, way.advise) or isinstance(way.when, Urgent):
                continue
            if way.to == DONE:
                span = way.span or step.span
                assert span is not None  # noqa: S101
                message = "`done` may be reached here with no urgency advised"
                advice = "advise something with an urgency on every path to it"
                yield Finding("T404", message, span, advice)
            bare.add(way.to)


def advises(tree: Tree, advise: tuple[Advice, ...]) -> bool:
    """Whether something with an urgency is always collected."""
    return any(
        item.when is None and tree.recommendations[item.recommendation].rank >= 0
        for item in advise
    )
