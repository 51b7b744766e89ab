"""Structural checks: what in the flow of a tree never matters, or is not finished."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import TypeVar

import triage.language.ast as e
from triage.base.kinds import Subset
from triage.base.reply import says_none
from triage.base.text import Span
from triage.base.wording import shortened
from triage.language.definite import Knowledge, union
from triage.linker.answer_flow import uses_at
from triage.lint.catalogue import Problem
from triage.model import traversal
from triage.model.graph import reachable
from triage.model.traversal import span_of
from triage.model.tree import Tree
from triage.treefile.document import QuestionEntry, RecommendationEntry, ValueEntry
from triage.treefile.texts import options_of, present

E = TypeVar("E", QuestionEntry, ValueEntry, RecommendationEntry)


def unreachable_step(tree: Tree, _: date) -> Iterator[Problem]:
    reached = reachable(traversal.step_graph(tree.steps), tree.first)
    for step in tree.steps.values():
        if step.id not in reached and not step.id.endswith("/"):
            message = f"no path leads to the step `{step.id}`"
            yield message, span_of(step), "lead to it from another step, or remove it"


def unused_question(tree: Tree, _: date) -> Iterator[Problem]:
    asked = asked_anywhere(tree)
    for entry in unused(traversal.questions(tree), asked):
        yield f"no step asks `{entry.id}`", entry.id.span, "ask it, or remove it"


def unused_value(tree: Tree, _: date) -> Iterator[Problem]:
    stated = tree.properties.values()
    compared = (name for p in stated for name in (*p.worse, *p.rising, *p.falling))
    shown = traversal.shown_in_texts(tree) | traversal.shown_in_denials(tree)
    used = {*tree.show, *compared, *shown}
    used.update(
        name
        for part in (
            *(expr for _, expr in traversal.conditions(tree)),
            *traversal.piece_conditions(tree),
            *tree.assume,
            *(x for p in stated for x in (p.given, p.then, p.of) if x is not None),
        )
        for name in e.values_in(part)
    )
    for entry in unused(traversal.values(tree), used):
        message = f"nothing uses the value `{entry.id}`"
        yield message, entry.id.span, "use it, or remove it"


def unused(entries: Collection[E], used: Collection[str]) -> Iterator[E]:
    """Yield what is not used, of a module that is copied not in any copy of it."""
    places = {str(entry.id.span) for entry in entries if entry.id.value in used}
    yield from (entry for entry in entries if str(entry.id.span) not in places)


def rounded_twice(tree: Tree, _: date) -> Iterator[Problem]:
    """Look for numbers that are rounded to the nearest, and were so before."""
    for entry in traversal.values(tree):
        outer = nearest(e.parts(tree.values[entry.id.value].body))
        inside = [*e.parts_through([x.item for x in outer], tree.values)]
        names = (x.value for x in inside if isinstance(x, e.ValueNumber))
        inner = [name for name in names if nearest(e.parts(tree.values[name].body))]
        if nearest(inside):
            number = f"`{inner[0]}`" if inner else "a number"
            message = (
                f"`{entry.id}` is rounded from {number}, which is rounded: "
                "the result can be off by one"
            )
            yield message, entry.id.span, "leave the inner number exact"


def nearest(parts: Iterable[e.Expr]) -> list[e.Rounded]:
    return [x for x in parts if isinstance(x, e.Rounded) and x.how == "round"]


def unused_recommendation(tree: Tree, _: date) -> Iterator[Problem]:
    sites = traversal.advice_sites(tree.steps.values())
    used = {site.advice.recommendation for site in sites}
    used |= {way.to for _, way in tree.edges}
    for entry in unused(traversal.recommendations(tree), used):
        message = f"nobody is ever told `{entry.id}`"
        yield message, entry.id.span, "lead to it or advise it, or remove it"


def dead_branch(tree: Tree, _: date) -> Iterator[Problem]:
    for step in tree.steps.values():
        always = False
        for way in step.ways:
            if always or way.when == e.Always(holds=False):
                reason = "the branch before always is" if always else "it never holds"
                message = f"this branch is never taken: {reason}"
                yield message, span_of(way, step), "remove it, or mend the condition"
            always = always or way.when == e.Always(holds=True)


def same_place(tree: Tree, _: date) -> Iterator[Problem]:
    """Look for branches that lead where the next one leads, and advise the same."""
    for step in tree.steps.values():
        for way, after in pairwise(step.ways):
            alike = (way.to, way.advise) == (after.to, after.advise) and way.to
            by_condition = not (step.by_answer or step.table)
            if alike and by_condition and after.when is None:
                message = f"this branch leads to `{way.to}`, as the next one does"
                yield message, span_of(way, step), "remove it, or lead it elsewhere"


def hopeful_maybe(tree: Tree, _: date) -> Iterator[Problem]:
    """Look for `maybe` of questions that were not asked on some path."""
    knowledge = Knowledge(tree.questions, tree.values, hopeful=True)
    reached = reachable(traversal.step_graph(tree.steps), tree.first)
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


def asked_again(tree: Tree, _: date) -> Iterator[Problem]:
    """Look for steps that only ask, and ask nobody what was not asked before."""
    bits = {name: 1 << index for index, name in enumerate(tree.questions)}
    reached = reachable(traversal.step_graph(tree.steps), tree.first)
    idle: dict[Span, bool] = {}  # by where a step is written: a module may run twice
    for step in tree.steps.values():
        asks = union(bits[name] for name in step.ask)
        if asks and len(step.ways) == 1 and step.id in reached:
            at = span_of(step)
            idle[at] = idle.get(at, True) and not step.known.unasked & asks
    for at in (at for at, is_idle in idle.items() if is_idle):
        message = f"the step `{at.text}` asks only what was asked before"
        yield message, at, "an answer is asked for once: remove the step, or its `ask`"


def answer_of_another_run(tree: Tree, _: date) -> Iterator[Problem]:
    """Look for questions of a module that another run of it may have asked before."""
    bits = {name: 1 << index for index, name in enumerate(tree.questions)}
    graph = traversal.step_graph(tree.steps)
    told: dict[Span, dict[str, str]] = {}  # by where the run is written: the first run
    for name, runs in runs_asking(tree).items():
        late = [x for x in runs if runs[1:] and tree.steps[x].known.asked & bits[name]]
        for run in late:
            before = (x for x in runs if x != run and run in reachable(graph, x))
            if (first := next(before, None)) is not None:
                told.setdefault(span_of(tree.steps[run]), {})[name] = first
    for at, names in told.items():
        (name, first), more = next(iter(names.items())), len(names) - 1
        others = f" (and {more} more)" if more else ""
        message = f"`{name}`{others} may be answered in `{first}`, and counts here too"
        advice = "if it is about something else here, run a copy of it, with `as:`"
        yield message, at, advice


def runs_asking(tree: Tree) -> dict[str, list[str]]:
    """Return the runs of modules in which a question of the module is asked."""
    files = {
        entry.id.value: entry.id.span.source for entry in traversal.questions(tree)
    }
    found: dict[str, dict[str, None]] = {}
    for step in tree.steps.values():
        for name in step.ask if step.module else ():
            if files.get(name) == span_of(step).source:
                found.setdefault(name, {})[step.module] = None
    return {name: [*runs] for name, runs in found.items()}


def unfinished(tree: Tree, _: date) -> Iterator[Problem]:
    for step, way in tree.edges:
        if way.todo:
            message = f"this way on is not written yet: `{shortened(way.todo)}`"
            yield message, span_of(way, step), "write it"


def idle_question(tree: Tree, _: date) -> Iterator[Problem]:
    decisive = {name for part in all_parts(tree) for name in e.own_questions(part)}
    idle = asked_anywhere(tree) - decisive - traversal.shown_in_texts(tree)
    idle -= {name for name, question in tree.questions.items() if question.is_text}
    for entry in unused(traversal.questions(tree), tree.questions.keys() - idle):
        message = f"the answer to `{entry.id}` decides nothing"
        yield message, entry.id.span, "use it in a condition, or do not ask it"


def idle_option(tree: Tree, _: date) -> Iterator[Problem]:
    """Look for options that no condition tells apart, where it does so of others.

    What stands alone says of all the others that they are not so.
    """
    every = [*all_parts(tree)]
    chosen = {(p.question, p.option) for p in every if isinstance(p, e.Chosen)}
    counted = {p.question for p in every if isinstance(p, e.CountOf | e.PointsOf)}
    looked_at = {name for name, _ in chosen} - counted - traversal.shown_in_texts(tree)
    decided = {
        str(option.id.span)
        for entry in traversal.questions(tree)
        for option in options_of(entry)
        if (entry.id.value, option.id.value) in chosen
    }  # in any copy of a module
    for entry in traversal.questions(tree):
        name = entry.id.value
        for option in options_of(entry) if name in looked_at else ():
            alone = option.id.value in tree.questions[name].alone
            if str(option.id.span) not in decided and not alone:
                message = f"the option `{option.id}` decides nothing"
                advice = "use it in a condition, or do not offer it"
                yield message, option.id.span, advice


def option_of_none(tree: Tree, _: date) -> Iterator[Problem]:
    """Look for options that say none of these, and can be chosen beside others."""
    for entry in traversal.questions(tree):
        several = isinstance(tree.questions[entry.id.value].domain, Subset)
        for option in options_of(entry) if several else ():
            alone = tree.questions[entry.id.value].alone
            called = present(option.text, option.name)
            none = any(says_none(text.value) for text in called)
            if none and option.id.value not in alone:
                message = f"the option `{option.id}` can be chosen beside others"
                advice = (
                    "add `alone: true`; or remove it: every such question offers "
                    "“None of these”"
                )
                if not within(option.id.span, entry.span):  # in a list for several
                    own = "give the question options of its own, and this one "
                    advice = own + advice.replace("add ", "", 1)
                yield message, option.id.span, advice


def within(part: Span, whole: Span) -> bool:
    is_there = whole.start <= part.start and part.end <= whole.end
    return part.source == whole.source and is_there


def asked_anywhere(tree: Tree) -> frozenset[str]:
    return frozenset(name for step in tree.steps.values() for name in step.ask)


def all_parts(tree: Tree) -> Iterator[e.Expr]:
    """Yield every part of every condition that decides something, or what is read."""
    deciding = (condition for _, condition in traversal.conditions(tree))
    for condition in (*deciding, *traversal.piece_conditions(tree)):
        yield from e.parts(condition)
