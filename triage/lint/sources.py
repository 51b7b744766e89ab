"""Editorial checks: sources, safety nets, dates, and whom to call."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import chain
from string import Template

from triage.base.suggest import did_you_mean
from triage.base.text import Text
from triage.linker.contacts import PLACEHOLDERS, contact_entries
from triage.lint.catalogue import Problem
from triage.lint.words import pattern
from triage.model.traversal import overdue, questions, recommendations
from triage.model.tree import Citation, Tree
from triage.treefile.document import Prose, SourceEntry
from triage.treefile.texts import present, prose, worded_in

FRESH_DAYS = 365
"""After how many days a source or a number to call has to be looked up again."""

PLACEHOLDER = "|".join(PLACEHOLDERS)

TURN_TO = rf"\$(?:{PLACEHOLDER})\b|\$\{{(?:{PLACEHOLDER})\}}|\b<turn_to>\b"
"""Words that say where to turn, or what a clinician does then."""


def uncited_recommendation(tree: Tree, _: date) -> Iterator[Problem]:
    for entry in recommendations(tree):
        if not entry.cites:
            message = f"the recommendation `{entry.id}` has no source"
            yield message, entry.id.span, "add `cites: [...]`"


def uncited_red_flag(tree: Tree, _: date) -> Iterator[Problem]:
    """Look for questions that lead straight to the top of the scale, uncited."""
    top = tree.levels[-1].rank
    urgent = {name for name, end in tree.recommendations.items() if end.rank == top}
    ways = ((step, way) for step, way in tree.edges if way.answer and way.to in urgent)
    flags = {name for step, _ in ways for name in step.ask}
    for entry in questions(tree):
        if entry.id.value in flags and not entry.cites:
            message = f"the red-flag question `{entry.id}` has no source"
            yield message, entry.id.span, "add `cites: [...]`"


def unknown_source(tree: Tree, _: date) -> Iterator[Problem]:
    for text in cited(tree):
        if text.value not in tree.citations:
            advice = did_you_mean(text.value, tree.citations)
            message = f"no source is called `{text}`"
            yield message, text.span, advice or "declare it in `sources.yaml`"


def missing_safety_net(tree: Tree, _: date) -> Iterator[Problem]:
    """Look for advice without one, but for the most urgent: nothing is more so."""
    most = tree.levels[-1].id
    for entry in recommendations(tree):
        urgency = entry.urgency
        if urgency is None or urgency.value == most or is_for_all(entry.watch_for):
            continue
        missing = "a safety net only for some" if entry.watch_for else "no safety net"
        advice = "say under `watch_for` what would make it more urgent"
        yield f"the recommendation `{entry.id}` has {missing}", entry.id.span, advice


def is_for_all(text: Prose) -> bool:
    """Whether everybody reads something of a text."""
    pieces = () if isinstance(text, Text) else text
    return isinstance(text, Text) or any(x.otherwise or not x.when for x in pieces)


def stale_review(tree: Tree, today: date) -> Iterator[Problem]:
    for due in overdue(tree, today):
        message = f"the review was due on {due}"
        yield message, due.span, "review the tree and move the date"


def stale_source(tree: Tree, today: date) -> Iterator[Problem]:
    for text, citation in where_cited(tree):
        day = citation.checked_on
        if day and is_stale(day, today):
            message = f"the source `{text}` was last looked up on {day}"
            yield message, text.span, "look it up and move `checked_on`"


def recalled_source(tree: Tree, _: date) -> Iterator[Problem]:
    """Look for citations, where people are told something, that nobody has read."""
    for text in cited_by_entries(tree):
        citation = tree.citations.get(text.value)
        if citation is not None and citation.status == "recalled":
            message = f"the source `{text}` is recalled: nobody has read it"
            advice = "cite one that was read, or read it and move its `status`"
            yield message, text.span, advice


def source_without_status(tree: Tree, _: date) -> Iterator[Problem]:
    for text, citation in where_cited(tree):
        if not citation.status:
            message = f"the source `{text}` has no status"
            advice = "say under `status` if it was read: `verified`, `secondary` …"
            yield message, text.span, advice


def unopened_source(tree: Tree, _: date) -> Iterator[Problem]:
    """Look for sources in which a fact is said to be read, and that nobody opened.

    They are told of once for each file.
    """
    never = [
        text
        for text, citation in where_cited(tree)
        if citation.status == "verified" and citation.opened == "never"
    ]
    for texts in by_file(never):
        first, *more = sorted(texts, key=lambda text: text.span.start)
        others = f" and {len(more)} more are" if more else " is"
        it = "them" if more else "it"
        message = f"the source `{first}`{others} `verified`, and nobody opened {it}"
        advice = f"open {it} at the publisher and say when, or say `status: secondary`"
        yield message, first.span, advice


def by_file(texts: Iterable[Text]) -> Collection[list[Text]]:
    """Return texts in groups, one for each file."""
    found = dict[str, list[Text]]()
    for text in texts:
        found.setdefault(text.span.source.name, []).append(text)
    return found.values()


def nowhere_to_turn(tree: Tree, _: date) -> Iterator[Problem]:
    for entry in recommendations(tree):
        texts = present(entry.watch_for)
        if texts and not any(pattern(TURN_TO).search(text.value) for text in texts):
            message = f"the safety net of `{entry.id}` names nowhere to turn"
            advice = "say whom to call or see then, such as `$emergency_number`"
            yield message, texts[0].span, advice


def stale_contacts(tree: Tree, today: date) -> Iterator[Problem]:
    """Look for places whose numbers are old, if the tree has numbers to fill in."""
    texts = chain.from_iterable(map(prose, tree.documents))
    used = {name for text in texts for name in Template(text.value).get_identifiers()}
    for entry in contact_entries().values() if used & {*PLACEHOLDERS} else ():
        day = entry.verified_on
        if day is not None and is_stale(day.value, today):
            message = f"whom to call at `{entry.id}` was last looked up on {day}"
            yield message, day.span, "look it up and move `verified_on`"


def is_stale(day: str, today: date) -> bool:
    return (today - date.fromisoformat(day)).days > FRESH_DAYS


def cited(tree: Tree) -> Iterator[Text]:
    """Yield every id of a source, listed or cited."""
    for document in tree.documents:
        for source in document.sources:
            yield source.id if isinstance(source, SourceEntry) else source
    yield from cited_by_entries(tree)


def cited_by_entries(tree: Tree) -> Iterator[Text]:
    for document in tree.documents:
        for entry in worded_in(document):
            yield from entry.cites or ()


def where_cited(tree: Tree) -> Iterator[tuple[Text, Citation]]:
    """Yield the sources, each where it is listed or cited first."""
    first = {text.value: text for text in reversed([*cited(tree)])}
    return ((first[name], citation) for name, citation in tree.citations.items())
