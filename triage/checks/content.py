"""T5xx: what a reviewer would say about sources, safety nets and dates."""

from collections.abc import Iterator
from datetime import date
from string import Template

from triage.checks.places import questions, recommendations, warning
from triage.contacts import PLACEHOLDERS
from triage.document import SourceEntry
from triage.errors import Finding, did_you_mean
from triage.source import Text
from triage.tree import Tree

__all__ = ["CONTENT_CHECKS"]

Findings = Iterator[Finding]

FRESH_DAYS = 365
"""After how many days a source has to be looked up again."""


def uncited_recommendation(tree: Tree, _: date) -> Findings:
    """Yield recommendations without a source."""
    for entry in recommendations(tree):
        if not entry.cites:
            message = f"the recommendation `{entry.id}` has no source"
            yield warning("T501", message, entry.id.span, "add `cites: [...]`")


def uncited_red_flag(tree: Tree, _: date) -> Findings:
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
            yield warning("T502", message, entry.id.span, "add `cites: [...]`")


def unknown_source(tree: Tree, _: date) -> Findings:
    """Yield ids of sources that nobody declares."""
    for text in cited(tree):
        if text.value not in tree.citations:
            message = f"no source is called `{text}`"
            advice = did_you_mean(text.value, tree.citations)
            yield warning(
                "T503", message, text.span, advice or "declare it in `sources.yaml`"
            )


def missing_safety_net(tree: Tree, _: date) -> Findings:
    """Yield recommendations with an urgency that do not say what to look out for."""
    for entry in recommendations(tree):
        if entry.urgency is not None and entry.watch_for is None:
            message = f"the recommendation `{entry.id}` has no safety net"
            advice = "say under `watch_for` what would make it more urgent"
            yield warning("T504", message, entry.id.span, advice)


def stale_review(tree: Tree, today: date) -> Findings:
    """Yield trees whose review is overdue."""
    for document in tree.documents:
        due = document.review_by
        if due is not None and date.fromisoformat(due.value) < today:
            message = f"the review was due on {due}"
            advice = "review the tree and move the date"
            yield warning("T505", message, due.span, advice)


def stale_source(tree: Tree, today: date) -> Findings:
    """Yield sources that were not looked up for a year."""
    first = {text.value: text for text in reversed([*cited(tree)])}
    for name, citation in tree.citations.items():
        checked = citation.checked_on
        if checked and (today - date.fromisoformat(checked)).days > FRESH_DAYS:
            message = f"the source `{name}` was last looked up on {checked}"
            advice = "look it up and move `checked_on`"
            yield warning("T506", message, first[name].span, advice)


def unknown_placeholder(tree: Tree, _: date) -> Findings:
    """Yield placeholders that no place gives a wording for."""
    for text in prose(tree):
        for name in Template(text.value).get_identifiers():
            if name not in PLACEHOLDERS:
                message = f"nothing stands for `${name}`"
                advice = did_you_mean(name, PLACEHOLDERS)
                yield warning("T507", message, text.span, advice)


def cited(tree: Tree) -> Iterator[Text]:
    """Yield every id of a source, listed or cited."""
    for document in tree.documents:
        for source in document.sources:
            yield source.id if isinstance(source, SourceEntry) else source
        for asked in document.questions:
            yield from asked.cites
        for told in document.recommendations:
            yield from told.cites


def prose(tree: Tree) -> Iterator[Text]:
    """Yield every text in which placeholders are filled."""
    for document in tree.documents:
        yield from present(document.title, document.audience, document.not_for)
        for asked in document.questions:
            yield from present(asked.text, asked.help, asked.why)
        for told in document.recommendations:
            yield from present(told.title, told.text, told.watch_for)


def present(*texts: Text | None) -> Iterator[Text]:
    """Yield the texts that are there."""
    return (text for text in texts if text is not None)


CONTENT_CHECKS = (
    uncited_recommendation,
    uncited_red_flag,
    unknown_source,
    missing_safety_net,
    stale_review,
    stale_source,
    unknown_placeholder,
)
