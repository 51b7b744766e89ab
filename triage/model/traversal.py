"""Traversal: all that is looked through in a tree, each in the one order it has."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, islice
from typing import TypeAlias

from triage.base.holes import holes
from triage.base.immutable import immutable
from triage.base.question import Question
from triage.base.text import Span, Text
from triage.language.ast import Condition, Expr, Value, questions_in
from triage.model.fingerprint import declared
from triage.model.graph import Graph
from triage.model.tree import Advice, Guard, Property, Recommendation, Step, Tree, Way
from triage.treefile.document import (
    Document,
    QuestionEntry,
    RecommendationEntry,
    ValueEntry,
)

Place: TypeAlias = tuple[str | int, int]
"""Where a piece of advice stands: a step or the number of a way, and its index."""


@immutable
class AdviceSite:
    """Say where a piece of advice stands: at a step, or on a way that leaves it."""

    advice: Advice
    step: Step
    way: Way | None
    index: int  # among what is advised there

    @property
    def place(self) -> Place:
        """What traces, coverage and proofs know it by."""
        return self.step.id if self.way is None else self.way.number, self.index


def shown_in_texts(tree: Tree) -> frozenset[str]:
    """Return the questions and values that texts of a tree show."""
    asked = map(texts_asked, tree.questions.values())
    told = map(texts_told, tree.recommendations.values())
    return shown_in(chain(*asked, *told))


def texts_asked(question: Question) -> tuple[str, ...]:
    """Return the texts of a question in which answers are shown."""
    q = question
    said = (one.text for one in q.responses)
    return (q.text, q.again, q.help, q.why, q.if_wrong, *said)


def texts_told(item: Recommendation) -> tuple[str, ...]:
    """Return the texts of a recommendation."""
    return item.title, item.text, item.watch_for


def shown_in(texts: Iterable[str]) -> frozenset[str]:
    """Return the questions and values that some texts show."""
    return frozenset(hole.name for text in texts for hole in holes(text))


def shown_in_denials(tree: Tree) -> frozenset[str]:
    """Return the questions and values that are shown where answers deny a rule."""
    return frozenset(
        hole.name for text in tree.denials.values() for hole in holes(text)
    )


def advice_sites(steps: Iterable[Step]) -> Iterator[AdviceSite]:
    """Yield what is advised: at each step, then on its ways."""
    for step in steps:
        lists = (step.advise, *(way.advise for way in step.ways))
        for way, advise in zip((None, *step.ways), lists, strict=True):
            for index, advice in enumerate(advise):
                yield AdviceSite(advice, step, way, index)


def conditions_at(steps: Iterable[Step]) -> Iterator[tuple[Way | Advice, Condition]]:
    """Yield the conditions of some steps, each with what it decides about."""
    for step in steps:
        yield from ((way, way.when) for way in step.ways if way.when is not None)
        for site in advice_sites([step]):
            if site.advice.when is not None:
                yield site.advice, site.advice.when


def conditions(tree: Tree) -> Iterator[tuple[Value | Guard | Way | Advice, Expr]]:
    """Yield all that decides where a walk goes or what it collects, and of what.

    What is assumed, and what properties state, decides nothing.
    """
    yield from ((value, value.body) for value in tree.values.values())
    yield from ((guard, guard.when) for guard in tree.guards.values())
    yield from conditions_at(tree.steps.values())


def piece_conditions(tree: Tree) -> Iterator[Condition]:
    """Yield the conditions under which pieces of texts are read."""
    for item in tree.recommendations.values():
        yield from (piece.when for piece in item.pieces if piece.when is not None)


def heard_of(tree: Tree) -> frozenset[str]:
    """Return the questions by whose answers people read or see something else.

    Texts tell of them, shown values look at them, or it hangs by them who reads what,
    or whether one of them is asked.
    """
    shown = shown_in_texts(tree)
    names = {*tree.show, *(shown & tree.values.keys())}
    bodies = [tree.values[name].body for name in names]
    read = (questions_in(x, tree.values) for x in [*bodies, *piece_conditions(tree)])
    found = {*(shown & tree.questions.keys())}.union(*read)
    left = [*found]
    for name in left:
        if name in tree.guards:
            more = questions_in(tree.guards[name].when, tree.values) - found
            left += more
            found |= more
    return frozenset(found)


def step_graph(steps: Mapping[str, Step]) -> Graph:
    return {
        step.id: tuple(way.to for way in step.ways if way.to in steps)
        for step in steps.values()
    }


def edge_label(tree: Tree, step: Step, way: Way) -> str:
    """Return the answer or the condition of an edge; empty where there is no choice."""
    return tree.reasons.label(step, way)


def span_of(*parts: Step | Way | Property | Expr) -> Span:
    """Return the place of the first of some parts that has one."""
    return next(part.span for part in parts if part.span is not None)


def page_questions(
    steps: Iterable[Step], asked: Iterable[str]
) -> Iterator[tuple[Step, tuple[str, ...]]]:
    """Yield the steps of a path with those questions that are new on each page."""
    left = set(asked)
    for step in steps:
        yield step, tuple([name for name in step.ask if name in left])
        left.difference_update(step.ask)


def questions(tree: Tree) -> Collection[QuestionEntry]:
    return declared(tree, "questions").values()


def values(tree: Tree) -> Collection[ValueEntry]:
    return declared(tree, "values").values()


def recommendations(tree: Tree) -> Collection[RecommendationEntry]:
    return declared(tree, "recommendations").values()


def overdue(tree: Tree, today: date) -> Iterator[Text]:
    """Yield when a review was due, of each file of which the day is over."""
    for document in tree.documents:
        if (due := document.review_by) and date.fromisoformat(due.value) < today:
            yield due


def files_run(documents: tuple[Document, ...]) -> Iterator[tuple[str, Document]]:
    """Yield the modules among the files of a tree, by the names that run them.

    The first file is the tree's own; the others stand in the order in which their names
    are met first, those of a module before what follows the step that runs it.
    """
    rest, seen = iter(documents[1:]), set[tuple[str, str]]()
    waiting = [("", iter(documents[0].steps))]
    while waiting:
        copy, steps = waiting[-1]
        step = next(steps, None)
        if step is None:
            waiting.pop()
        elif step.run is not None:
            inside = copy if step.as_ is None else f"{copy}/{step.as_.id} {step.run}"
            if (step.run.value, inside) not in seen:
                seen.add((step.run.value, inside))
                for document in islice(rest, 1):
                    yield step.run.value, document
                    waiting.append((inside, iter(document.steps)))
