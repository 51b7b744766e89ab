"""Editorial checks: sources, safety nets, dates, and whom to call."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from string import Template

from triage.base.suggest import did_you_mean
from triage.base.text import Text
from triage.linker.contacts import PLACEHOLDERS, contact_entries
from triage.lint.catalogue import Problem
from triage.lint.words import pattern
from triage.model.traversal import (
    asked,
    present,
    questions,
    recommendations,
    told,
)
from triage.model.tree import Tree
from triage.treefile.document import SourceEntry

FRESH_DAYS = 365
"""After how many days a source or a number to call has to be looked up again."""

PLACEHOLDER = "|".join(PLACEHOLDERS)

TURN_TO = rf"\$(?:{PLACEHOLDER})\b|\$\{{(?:{PLACEHOLDER})\}}|\b<turn_to>\b"
"""Words that say where to turn, or what a clinician does then."""


def uncited_recommendation(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield recommendations without a source."""
    for entry in recommendations(tree):
        if not entry.cites:
            message = f"the recommendation `{entry.id}` has no source"
            yield message, entry.id.span, "add `cites: [...]`"


def uncited_red_flag(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield questions that lead straight to the top of the scale without a source."""
    top = tree.levels[-1].rank
    flags = {
        name
        for step, way in tree.edges
        for name in step.ask
        if way.answer
        and way.to in tree.recommendations
        and tree.recommendations[way.to].rank == top
    }
    for entry in questions(tree):
        if entry.id.value in flags and not entry.cites:
            message = f"the red-flag question `{entry.id}` has no source"
            yield message, entry.id.span, "add `cites: [...]`"


def unknown_source(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield ids of sources that nobody declares."""
    for text in cited(tree):
        if text.value not in tree.citations:
            message = f"no source is called `{text}`"
            advice = did_you_mean(text.value, tree.citations)
            yield message, text.span, advice or "declare it in `sources.yaml`"


def missing_safety_net(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield recommendations with an urgency that do not say what to look out for."""
    for entry in recommendations(tree):
        if entry.urgency is not None and entry.watch_for is None:
            message = f"the recommendation `{entry.id}` has no safety net"
            advice = "say under `watch_for` what would make it more urgent"
            yield message, entry.id.span, advice


def stale_review(tree: Tree, today: date) -> Iterator[Problem]:
    """Yield trees whose review is overdue."""
    for document in tree.documents:
        due = document.review_by
        if due is not None and date.fromisoformat(due.value) < today:
            message = f"the review was due on {due}"
            advice = "review the tree and move the date"
            yield message, due.span, advice


def stale_source(tree: Tree, today: date) -> Iterator[Problem]:
    """Yield sources that were not looked up for a year."""
    first = first_cited(tree)
    for name, citation in tree.citations.items():
        checked = citation.checked_on
        if checked and is_stale(checked, today):
            message = f"the source `{name}` was last looked up on {checked}"
            advice = "look it up and move `checked_on`"
            yield message, first[name].span, advice


def is_stale(day: str, today: date) -> bool:
    """Whether a day is over a year ago."""
    return (today - date.fromisoformat(day)).days > FRESH_DAYS


def unknown_placeholder(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield placeholders that no place gives a wording for."""
    for text in prose(tree):
        for name in Template(text.value).get_identifiers():
            if name not in PLACEHOLDERS:
                message = f"nothing stands for `${name}`"
                advice = did_you_mean(name, PLACEHOLDERS)
                yield message, text.span, advice


def recalled_source(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield citations of sources that nobody has read."""
    for text in cited_by_entries(tree):
        citation = tree.citations.get(text.value)
        if citation is not None and citation.status == "recalled":
            message = f"the source `{text}` is recalled: nobody has read it"
            advice = "cite one that was read, or read it and move its `status`"
            yield message, text.span, advice


def source_without_status(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield sources that do not say how far they can be relied on."""
    first = first_cited(tree)
    for name, citation in tree.citations.items():
        if not citation.status:
            message = f"the source `{name}` has no status"
            advice = "say under `status` if it was read: `verified`, `secondary` …"
            yield message, first[name].span, advice


def nowhere_to_turn(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield safety nets that do not say what to do then."""
    for entry in recommendations(tree):
        text = entry.watch_for
        if text is not None and not pattern(TURN_TO).search(text.value):
            message = f"the safety net of `{entry.id}` names nowhere to turn"
            advice = "say whom to call or see then, such as `$emergency_number`"
            yield message, text.span, advice


def stale_contacts(tree: Tree, today: date) -> Iterator[Problem]:
    """Yield places whose numbers were not looked up for a year, if they are used."""
    used = {n for text in prose(tree) for n in Template(text.value).get_identifiers()}
    for entry in contact_entries().values() if used & {*PLACEHOLDERS} else ():
        day = entry.verified_on
        if day is not None and is_stale(day.value, today):
            message = f"whom to call at `{entry.id}` was last looked up on {day}"
            advice = "look it up and move `verified_on`"
            yield message, day.span, advice


def cited(tree: Tree) -> Iterator[Text]:
    """Yield every id of a source, listed or cited."""
    for document in tree.documents:
        for source in document.sources:
            yield source.id if isinstance(source, SourceEntry) else source
    yield from cited_by_entries(tree)


def cited_by_entries(tree: Tree) -> Iterator[Text]:
    """Yield every id of a source that a question or a recommendation cites."""
    for document in tree.documents:
        for question in document.questions:
            yield from question.cites
        for recommendation in document.recommendations:
            yield from recommendation.cites


def first_cited(tree: Tree) -> dict[str, Text]:
    """Return where each source is listed or cited first."""
    return {text.value: text for text in reversed([*cited(tree)])}


def prose(tree: Tree) -> Iterator[Text]:
    """Yield every text in which placeholders are filled."""
    for document in tree.documents:
        yield from present(document.title, document.audience, document.not_for)
        yield from chain.from_iterable(map(asked, document.questions))
        yield from chain.from_iterable(map(told, document.recommendations))
