"""Diagnostics: what is wrong with a tree file, where, and what to do about it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Self

import attrs

from triage.base.immutable import immutable
from triage.base.limits import LIMITS
from triage.base.panel import panel
from triage.base.text import Located, Span, position
from triage.base.wording import printable

if TYPE_CHECKING:
    from triage.base.shapes import FindingJSON, LocatedJSON


class Severity(StrEnum):
    """How much a finding matters: an error refuses the tree, a warning does not.

    >>> Severity.ERROR == "error"
    True
    """

    ERROR = "error"
    WARNING = "warning"


@immutable
class Note:
    """Point at a second place that a finding speaks of.

    >>> from triage.base.text import Source
    >>> str(Note("first here", Source("a.yaml", "id: a").span(0, 2)).span)
    'a.yaml:1:1'
    """

    message: str
    span: Span


@immutable
class Finding:
    """Say what is wrong at one place of a tree file, and what to do.

    Args:
        code: The entry of the check catalogue, such as ``T201``.
        message: What is wrong: lower case, no full stop, words of the author in
            backticks.
        span: Where.
        help: What to do about it; may be empty.
        severity: Whether the tree is refused.
        notes: Other places that belong to it.

    >>> import triage
    >>> try:
    ...     triage.loads("triage: 1", name="a.yaml")
    ... except triage.InvalidTree as refused:
    ...     print(str(refused.findings[0]).splitlines()[0])
    a.yaml:1:1: error T104: the file has no `id`
    """

    code: str
    message: str
    span: Span
    help: str = ""
    severity: Severity = Severity.ERROR
    notes: tuple[Note, ...] = ()

    @classmethod
    def at(
        cls, code: str, message: str, at: Span | Located, advice: str = "", *notes: Note
    ) -> Self:
        """Return an error at a place, or at whatever knows its place."""
        span = at if isinstance(at, Span) else at.span
        return cls(code, message, span, advice, notes=notes)

    @property
    def headline(self) -> str:
        """The place, the code and the message, on one line."""
        head = f"{self.span}: {self.severity} {self.code}: {self.message}"
        return printable(head)

    @property
    def shown(self) -> str:
        """The place underlined, other places, and what to do."""
        lines = [self.span.excerpt()]
        for note in self.notes:
            where = printable(f"{note.span}: {note.message}")
            lines += [f"    = {where}", note.span.excerpt()]
        if self.help:
            lines.append(f"    = help: {printable(self.help)}")
        return "\n".join(lines)

    def __str__(self) -> str:
        return f"{self.headline}\n{self.shown}"

    def _repr_html_(self) -> str:
        """Return the finding as a notebook shows it."""
        return panel(self.headline, {}, self.shown)

    def to_dict(self) -> "FindingJSON":
        """Return the finding as the JSON that ``triage check --json`` prints."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "help": self.help,
            **place(self.span),
            "notes": [
                {"message": note.message, **place(note.span)} for note in self.notes
            ],
        }


def place(span: Span) -> "LocatedJSON":
    return {**position(span), "column": span.column, "text": span.text}


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order of their places, file by file, each once.

    Of several copies of a module one says what is wrong at a place.
    """
    unique = dict.fromkeys(findings)
    first: dict[tuple[str, str, int, int], str] = {}
    for found in [*unique]:
        source = found.span.source
        place = found.code, source.name, found.span.start, found.span.end
        if first.setdefault(place, source.copy) != source.copy:
            del unique[found]
    files = [*dict.fromkeys(found.span.source.name for found in unique)]

    def rank(found: Finding) -> tuple[int, int, str]:
        return files.index(found.span.source.name), found.span.start, found.code

    return tuple(sorted(unique, key=rank))


class Full(Exception):
    """Stop looking: there are findings enough."""


@attrs.define
class Diagnostics:
    """Collect what is wrong, and raise ``Full`` once there is enough of it."""

    most: int = LIMITS.findings
    findings: list[Finding] = attrs.Factory(list)

    def add(self, finding: Finding) -> None:
        self.findings.append(finding)
        if len(self.findings) >= self.most:
            raise Full

    def error(
        self,
        code: str,
        message: str,
        at: Span | Located,
        advice: str = "",
        *notes: Note,
    ) -> None:
        self.add(Finding.at(code, message, at, advice, *notes))
