"""Exceptions: the errors that this package raises on purpose."""

from collections.abc import Callable, Iterable, Sequence
from typing import Self, TypeVar

import attrs

from triage.base.diagnostics import Diagnostics, Finding, Full, in_order
from triage.base.limits import LIMITS
from triage.base.text import Located, Span
from triage.base.wording import many, printable

T = TypeVar("T")


class TriageError(Exception):
    """Be the base of every error that this package raises on purpose."""


class TreeNotFound(TriageError):
    """Say that no tree has the name or path that was asked for."""


class PlaceNotFound(TriageError):
    """Say that nothing is known of a place, with the places that are known."""


class TreeError(TriageError):
    """Carry one finding as an exception."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding

    @classmethod
    def at(cls, code: str, message: str, at: Span | Located, advice: str = "") -> Self:
        """Return the error at a place, or at whatever knows its place."""
        return cls(Finding.at(code, message, at, advice))

    def __str__(self) -> str:
        return str(self.finding)


class InvalidTree(TriageError, ExceptionGroup[TreeError]):
    """Refuse a tree file, with every finding at once.

    >>> import triage
    >>> try:
    ...     triage.loads("triage: 1")
    ... except triage.InvalidTree as refused:
    ...     print(refused.findings[0].code)
    T104
    """

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Self:
        """Return the error for findings, the first of them in source order."""
        ordered = in_order(findings)[: LIMITS.findings]
        name = printable(ordered[0].span.source.name)
        more = " or more" if len(ordered) == LIMITS.findings else ""
        message = f"{name}: {many(len(ordered), 'error')}{more}"
        return cls(message, [TreeError(finding) for finding in ordered])

    def derive(self, excs: Sequence[TreeError], /) -> "InvalidTree":  # type: ignore[override]
        """Return a group of some of the errors, as ``ExceptionGroup.split`` does."""
        return InvalidTree(self.message, excs)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, in the order of their places."""
        return tuple(error.finding for error in self.exceptions)  # type: ignore[union-attr]

    def __str__(self) -> str:
        return "\n\n".join([self.message, *map(str, self.findings)])


def collect(found: Diagnostics, make: Callable[[], T]) -> T:
    """Return what a function makes; raise ``InvalidTree`` if it found something."""
    try:
        made = make()
    except TreeError as error:
        found.findings.append(error.finding)
    except Full:
        pass
    if found.findings:
        raise InvalidTree.of(found.findings)
    return made


@attrs.frozen
class AnswerProblem:
    """Say why one answer is not accepted.

    Args:
        question: The id of the question, as it was given.
        value: What was given.
        message: What is wrong and what is allowed.
    """

    question: str
    value: object
    message: str

    def __str__(self) -> str:
        return f"`{printable(self.question)}`: {printable(self.message)}"


class AnswerError(TriageError):
    """Refuse some answers, with every problem at once; nothing has changed.

    >>> import triage
    >>> try:
    ...     triage.load("back_pain").decide({"age": "old"})
    ... except triage.AnswerError as refused:
    ...     print(refused.problems[0].question)
    age
    """

    def __init__(self, problems: tuple[AnswerProblem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class SessionError(TriageError):
    """Refuse a session record, saying what is wrong with it or what differs.

    Args:
        message: What is wrong.
        differences: One sentence for each thing that changed since the record
            was made; empty when the record cannot be read at all.
    """

    def __init__(self, message: str, differences: tuple[str, ...] = ()) -> None:
        super().__init__(message, differences)
        self.message = message
        self.differences = differences

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"- {line}" for line in self.differences)])


class MissingExtra(TriageError):
    """Say which optional part is not installed, and how to install it."""
