"""Suppressions with a reason: the warnings that a tree file accepts, and why.

An acceptance holds in its own file, of one check, and until a day if it says so. What
accepts nothing any more is itself warned of, so that none outlives its reason.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cache
from typing import TypeAlias

from triage.base.diagnostics import Finding, Severity, in_order
from triage.base.immutable import immutable
from triage.base.suggest import did_you_mean
from triage.base.text import Span, Text
from triage.lint.catalogue import catalogue
from triage.model.tree import Tree
from triage.treefile import document as d
from triage.treefile.document import AcceptEntry, Document

Entry: TypeAlias = (
    d.LevelEntry
    | d.SourceEntry
    | d.QuestionEntry
    | d.ValueEntry
    | d.RecommendationEntry
    | d.StepEntry
    | d.PropertyEntry
)

STALE = "T530"
"""The code of an acceptance that accepts nothing."""


@immutable
class Accepted:
    """Hold a warning that a tree file accepts.

    Args:
        finding: The warning.
        because: Why it is accepted.
        until: The last day on which it is, in the form ``2027-11-28``; may be empty.
    """

    finding: Finding
    because: str
    until: str = ""

    def __str__(self) -> str:
        end = f" (until {self.until})" if self.until else ""
        return f"{self.finding.headline}\n    = accepted{end}: {self.because}"

    def to_dict(self) -> dict[str, object]:
        """Return the warning as JSON, with why it is accepted."""
        why = {"because": self.because, "until": self.until}
        return {**self.finding.to_dict(), **why}


@immutable
class Judged:
    """Say which findings of a tree are left, and which its files accept."""

    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()


def judge(
    tree: Tree, findings: Iterable[Finding], looked_for: Collection[str], today: date
) -> Judged:
    """Return what is left of some findings when the files of a tree are heard.

    Args:
        tree: The tree.
        findings: What was found.
        looked_for: The codes of all that was looked for.
        today: The day on which an acceptance holds or has ended.
    """
    left = dict.fromkeys(findings)
    accepted: dict[Finding, Accepted] = {}
    idle_at: dict[str, tuple[str, Text, str] | None] = {}  # in every copy of a module
    for document in tree.documents:
        for entry in document.accept:
            fitting = [f for f in left if holds(entry, document, f, today)]
            for found in fitting:
                until = "" if entry.until is None else entry.until.value
                accepted[found] = Accepted(found, entry.because.value, until)
            at = str(entry.check.span)
            if fitting or idle_at.get(at, ()) is None:
                idle_at[at] = None
            else:
                idle_at[at] = idle(
                    entry, document, looked_for, today, by_itself=tree.stands_alone
                )
    for message, where, advice in filter(None, idle_at.values()):
        warning = Finding(STALE, message, where.span, advice, Severity.WARNING)
        left[warning] = None
    kept = in_order(found for found in left if found not in accepted)
    return Judged(kept, tuple(accepted[f] for f in in_order(accepted)))


def holds(entry: AcceptEntry, document: Document, found: Finding, today: date) -> bool:
    """Whether an acceptance is of a finding."""
    return (
        found.severity == Severity.WARNING
        and found.code == entry.check.value != STALE
        and found.span.source == document.span.source
        and not has_ended(entry, today)
        and (not entry.for_ or any(within(document, n, found.span) for n in entry.for_))
    )


def within(document: Document, name: Text, span: Span) -> bool:
    places = (range(one.start, one.end + 1) for one in entries(document, name.value))
    return any(span.start in place for place in places)


def entries(document: Document, name: str) -> Iterator[Span]:
    """Yield where a file says what has an id, from the id to the end of its entry."""
    for entry in declared(document):
        if entry.id.value == name:
            first, last = entry.id.span, entry.span
            yield Span(first.source, min(first.start, last.start), last.end)


def declared(document: Document) -> Iterator[Entry]:
    """Yield all that a file declares and that has an id."""
    yield from document.scale
    yield from (one for one in document.sources if isinstance(one, d.SourceEntry))
    yield from document.questions
    yield from document.values
    yield from document.recommendations
    yield from document.steps
    yield from document.properties


def has_ended(entry: AcceptEntry, today: date) -> bool:
    return entry.until is not None and date.fromisoformat(entry.until.value) < today


@cache
def acceptable() -> frozenset[str]:
    """Return the codes of all that only warns, but for what warns of acceptances."""
    found = catalogue().items()
    warnings = (code for code, one in found if one.severity.value == Severity.WARNING)
    return frozenset(warnings) - {STALE}


def idle(
    entry: AcceptEntry,
    document: Document,
    looked_for: Collection[str],
    today: date,
    *,
    by_itself: bool = False,
) -> tuple[str, Text, str] | None:
    """Return why an acceptance accepts nothing, as a problem; None if it may."""
    code = entry.check.value
    known = {one.id.value for one in declared(document)}
    unknown = [name for name in entry.for_ if name.value not in known]
    if code in catalogue().keys() - acceptable() - {STALE}:
        message = f"`{code}` is an error, and errors cannot be accepted"
        return message, entry.check, "mend what it finds, and remove this"
    if code not in acceptable():
        message = f"no check that can be accepted has the code `{code}`"
        return message, entry.check, "write the code that a warning has"
    if unknown:
        close = did_you_mean(unknown[0].value, known)
        message = f"this file declares no `{unknown[0]}`"
        return message, unknown[0], close or "remove it"
    if entry.until is not None and has_ended(entry, today):
        message = f"this `accept` ended on {entry.until}"
        return message, entry.until, "mend what it accepted, or say why it still holds"
    if code in looked_for and not by_itself:
        return "this `accept` accepts nothing any more", entry.check, "remove it"
    return None
