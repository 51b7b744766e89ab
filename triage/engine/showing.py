"""Showing: the pages of an interview, as they are asked and as they were answered."""

from collections.abc import Iterable, Set as AbstractSet

import attrs

from triage.base.question import Question
from triage.engine.arrange import Kept
from triage.engine.interview import next_page
from triage.engine.page import Page
from triage.engine.reading import Reading
from triage.engine.trace import Trace, steps_of
from triage.model.tree import Tree


def worded(
    tree: Tree, trace: Trace, names: Iterable[str], again: AbstractSet[str]
) -> tuple[Question, ...]:
    """Return questions, those that are asked again in their plainer wording."""
    asked = map(Reading.after(tree, trace).question, names)
    return tuple(attrs.evolve(q, text=q.again) if q.id in again else q for q in asked)


def asked_now(
    tree: Tree, trace: Trace, kept: Kept, again: AbstractSet[str], at: str
) -> Page | None:
    """Return the page to ask now, offering what was taken back; None when decided."""
    names = next_page(tree.steps[trace.step], trace.missing, again)
    if not names:
        return None
    reading = Reading.after(tree, trace)
    before = kept.pages[-1] if kept.pages else {}
    said = (reading.response(name) for name in before if trace.used(name))
    return Page(
        worded(tree, trace, names, again),
        checklist=len(names) > 1,
        again=names[0] in again,
        number=len(kept.pages) + 1,
        at=at,
        given={n: kept.aside[n][0] for n in names if n in kept.aside},
        said=tuple(filter(None, said)),
    )


def answered_then(tree: Tree, trace: Trace, kept: Kept, number: int, at: str) -> Page:
    """Return a page that was answered, with what was answered."""
    given = kept.pages[number - 1]
    again = frozenset[str]().union(*kept.pages[: number - 1]) & given.keys()
    lists = {n for step in steps_of(tree, trace) if step.checklist for n in step.ask}
    return Page(
        worded(tree, trace, given, again),
        checklist=len(given) > 1 and given.keys() <= lists,
        again=bool(again),
        number=number,
        at=at,
        given=given,
    )


def to_change(
    tree: Tree, trace: Trace, kept: Kept, name: str, known: tuple[str, ...]
) -> Page:
    """Return the page on which one answer is changed; 0 where it is on none."""
    number = kept.page_of(name)
    at, given = known[number] if number else "", {name: kept.stands[name]}
    asked = worded(tree, trace, [name], frozenset())
    return Page(asked, number=number, at=at, given=given)
