"""What can go wrong: findings about a tree, and the errors this package raises."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from enum import StrEnum
from heapq import nsmallest
from typing import Self

import attrs

from triage.source import Span, printable

__all__ = [
    "AnswerError",
    "AnswerProblem",
    "Finding",
    "InvalidTree",
    "MissingExtra",
    "Note",
    "SessionError",
    "Severity",
    "TreeError",
    "TreeNotFound",
    "TriageError",
    "closest",
    "did_you_mean",
    "shortened",
]

MOST_FINDINGS = 100
"""The most findings that one refusal lists: nobody mends more at once."""

LONGEST_SHOWN = 60
"""The most characters of a wrong word that a message repeats."""


class Severity(StrEnum):
    """How much a finding matters: an error refuses the tree, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@attrs.frozen
class Note:
    """Point at a second place that a finding speaks of."""

    message: str
    span: Span


@attrs.frozen
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
    """

    code: str
    message: str
    span: Span
    help: str = ""
    severity: Severity = Severity.ERROR
    notes: tuple[Note, ...] = ()

    def __str__(self) -> str:
        head = f"{self.span}: {self.severity} {self.code}: {self.message}"
        lines = [printable(head), self.span.excerpt()]
        for note in self.notes:
            where = printable(f"{note.span}: {note.message}")
            lines += [f"    = {where}", note.span.excerpt()]
        if self.help:
            lines.append(f"    = help: {printable(self.help)}")
        return "\n".join(lines)

    def to_dict(self) -> dict[str, object]:
        """Return the finding as the JSON that ``triage check --json`` prints."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "help": self.help,
            **place(self.span),
            "notes": [
                {"message": note.message, **place(note.span)} for note in self.notes
            ],
        }


def place(span: Span) -> dict[str, object]:
    """Return the file, line, column and underlined text of a span."""
    return {
        "file": span.source.name,
        "line": span.line,
        "column": span.column,
        "text": span.text,
    }


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order of their places, file by file, each once."""
    unique = dict.fromkeys(findings)
    files = {f.span.source.name: None for f in unique}
    order = {name: index for index, name in enumerate(files)}
    return tuple(
        sorted(unique, key=lambda f: (order[f.span.source.name], f.span.start, f.code))
    )


class TriageError(Exception):
    """Be the base of every error that this package raises on purpose."""


class TreeNotFound(TriageError):
    """Say that no tree has the name or path that was asked for."""


class TreeError(TriageError):
    """Carry one finding as an exception."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding

    def __str__(self) -> str:
        return str(self.finding)


class TooMany(Exception):
    """Stop looking: there are findings enough."""


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
        ordered = in_order(findings)[:MOST_FINDINGS]
        many = "1 error" if len(ordered) == 1 else f"{len(ordered)} errors"
        if len(ordered) == MOST_FINDINGS:
            many += " or more"
        name = printable(ordered[0].span.source.name)
        return cls(f"{name}: {many}", [TreeError(finding) for finding in ordered])

    def derive(self, excs: Sequence[TreeError], /) -> "InvalidTree":  # type: ignore[override]
        """Return a group of some of the errors, as ``ExceptionGroup.split`` does."""
        return InvalidTree(self.message, excs)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, in the order of their places."""
        return tuple(error.finding for error in self.exceptions)  # type: ignore[union-attr]

    def __str__(self) -> str:
        return "\n\n".join([self.message, *map(str, self.findings)])


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


def shortened(word: str) -> str:
    """Return a word as messages repeat it: on one line, and not too long.

    >>> shortened("a  word, " * 20)
    'a word, a word, a word, a word, a word, a word, a word, a w…'
    """
    line = " ".join(word[: LONGEST_SHOWN * 2].split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a help text that names the closest known word, or lists the few.

    >>> did_you_mean("hoem", ["home", "hospital"])
    'did you mean `home`?'
    >>> did_you_mean("zzz", ["home", "hospital"])
    'known: `home`, `hospital`'
    """
    names = list(known)
    close = closest(word, names)
    if close:
        return f"did you mean `{close}`?"
    if 0 < len(names) <= FEW:
        return "known: " + ", ".join(f"`{name}`" for name in names)
    return ""


def closest(word: str, names: Sequence[str]) -> str:
    """Return the name that was probably meant by a word; empty if none is close."""
    if word.lower() in names:
        return word.lower()
    close = get_close_matches(word, near(word, names), n=1, cutoff=0.6)
    return close[0] if close else ""


FEW = 12
"""How many known words are listed when none is close."""

MOST_COMPARED = 40
"""With how many words a misspelt one is compared letter by letter."""

MOST_LOOKED_AT = 2000
"""Of how many words the letters are counted."""


def near(word: str, names: Sequence[str]) -> list[str]:
    """Return the names that are most alike in length and in the letters they have."""
    letters, most = frozenset(word), max(2, len(word) // 2)
    alike = [name for name in names if abs(len(name) - len(word)) <= most]
    if len(alike) > MOST_LOOKED_AT:
        ends = word[:1], word[-1:]
        alike = [name for name in alike if (name[:1], name[-1:]) == ends]
    if len(alike) <= MOST_COMPARED:
        return alike
    few = alike[:MOST_LOOKED_AT]
    return nsmallest(MOST_COMPARED, few, key=lambda name: len(letters ^ {*name}))
