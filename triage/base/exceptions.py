"""Exceptions: the errors that this package raises on purpose."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self, TypeVar

import attrs

from triage.base.answer import Answer, Code
from triage.base.diagnostics import Diagnostics, Finding, Full, in_order
from triage.base.foreign import repeated
from triage.base.frozen import FrozenMap, frozen
from triage.base.immutable import immutable
from triage.base.limits import LIMITS
from triage.base.text import Located, Span
from triage.base.wording import many, printable, shortened

if TYPE_CHECKING:
    from triage.base.shapes import OptionJSON, ProblemJSON
    from triage.engine.decision import Decision

T = TypeVar("T")

NOTHING: Mapping[str, Answer] = FrozenMap()


class TriageError(Exception):
    """Be the base of every error that this package raises on purpose.

    >>> import triage
    >>> try:
    ...     triage.load("back_pian")
    ... except triage.TriageError as error:
    ...     print(error)
    no built-in tree is called `back_pian`: did you mean `back_pain`?
    """


class TreeNotFound(TriageError):
    """Say that no tree has the name or path that was asked for.

    >>> import triage
    >>> try:
    ...     triage.load("back_pian")
    ... except triage.TreeNotFound:
    ...     print(triage.builtins()[0])
    back_pain
    """


class PlaceNotFound(TriageError):
    """Say that nothing is known of a place, with the places that are known.

    >>> import triage
    >>> try:
    ...     triage.load("start", place="Atlantis")
    ... except triage.PlaceNotFound:
    ...     print(triage.places()[:2])
    ('GB', 'US')
    """


class RetiredTree(TriageError):
    """Refuse to decide for people with a tree that was taken out of use.

    >>> import attrs
    >>> import triage
    >>> retired = attrs.evolve(triage.load("start"), status="retired")
    >>> try:
    ...     retired.decide({"walks": "yes"})
    ... except triage.RetiredTree as refused:
    ...     print(str(refused).partition(",")[0])
    the tree `start 1.0.0` is retired
    """


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


@immutable
class AnswerProblem:
    """Say why answers are not accepted; their text never repeats what was given.

    Args:
        code: What is wrong, for programs.
        questions: The ids of the questions that it is about.
        message: What to do, as a plain sentence for the person who answers.
        reason: What is wrong and what is allowed, in ids, for programmers.
        limits: What a number must keep to: ``min``, ``max``, ``decimals``, ``unit``.
        options: The texts of what can be chosen, by their ids.
        value: What was given; it is in no text but that of ``detailed``.
        by_author: Whether the tree has the message, of what it assumes.

    >>> import triage
    >>> try:
    ...     triage.load("start").decide({"walks": "perhaps"})
    ... except triage.AnswerError as refused:
    ...     print(refused.problems[0].message)
    Choose “Yes” or “No”.
    """

    code: Code
    questions: tuple[str, ...]
    message: str = attrs.field(repr=False)  # may show other answers
    reason: str
    limits: Mapping[str, str] = attrs.field(factory=FrozenMap, converter=frozen)
    options: Mapping[str, str] = attrs.field(factory=FrozenMap, converter=frozen)
    value: object = attrs.field(default=None, repr=False, eq=False)
    by_author: bool = attrs.field(default=False, repr=False)

    def __str__(self) -> str:
        return self.about(self.reason)

    def detailed(self) -> str:
        """Return the text of the problem with what was given, which may be private."""
        reason = self.reason
        if reason.startswith(THIS):
            reason = f"{repeated(self.value)} is{reason.removeprefix(THIS)}"
        return self.about(reason)

    def about(self, reason: str) -> str:
        names = ", ".join(map(shortened, self.questions))
        return f"`{printable(names)}`: {printable(reason)}"

    def to_dict(self) -> "ProblemJSON":
        """Return the problem as JSON, without what was given."""
        found: ProblemJSON = {
            "code": self.code,
            "questions": list(self.questions),
            "message": self.message,
        }
        if self.limits:
            found["limits"] = dict(self.limits)
        if self.options:
            found["options"] = listed_options(self.options)
        return found


def listed_options(texts: Mapping[str, str]) -> "list[OptionJSON]":
    return [{"id": key, "text": text} for key, text in texts.items()]


THIS = "this is"
"""How a reason begins that speaks of what was given."""


class AnswerError(TriageError, ValueError):
    """Refuse some answers, with every problem at once; nothing has changed.

    Args:
        problems: What is wrong, most of it at least: there is a limit.
        accepted: The other answers, in their one form.
        decision: What the other answers come to: an emergency is one, whatever else
            was mistyped. None where nothing can be decided from them.

    >>> import triage
    >>> try:
    ...     triage.load("back_pain").decide({"age": "old", "overdose_signs": "yes"})
    ... except triage.AnswerError as error:
    ...     refused = error
    >>> refused.problems[0].code, refused.problems[0].questions
    ('not_a_number', ('age',))
    >>> refused.problems[0].message
    'Enter a whole number from 0 to 120 years, or choose “Not sure”.'
    >>> refused.decision.urgency
    'emergency'
    """

    def __init__(
        self,
        problems: tuple[AnswerProblem, ...],
        accepted: Mapping[str, Answer] = NOTHING,
        decision: "Decision | None" = None,
    ) -> None:
        self.problems = problems[: LIMITS.findings]
        super().__init__(self.problems)
        self.accepted = accepted
        self.decision = decision

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems, self.accepted, self.decision)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))

    def detailed(self) -> str:
        """Return the text with what was given, for the eyes of whoever gave it."""
        return "\n".join(problem.detailed() for problem in self.problems)


class SessionError(TriageError):
    """Refuse a session record, saying what is wrong with it or what differs.

    Args:
        message: What is wrong.
        differences: One sentence for each thing that changed since the record
            was made; empty when the record cannot be read at all.

    >>> import triage
    >>> try:
    ...     triage.resume(triage.load("start"), {})
    ... except triage.SessionError as refused:
    ...     print(refused)
    this is not a session record of triage
    """

    def __init__(self, message: str, differences: tuple[str, ...] = ()) -> None:
        message, *lines = map(told, (message, *differences[: LIMITS.findings + 1]))
        if len(lines) > LIMITS.findings:
            lines[LIMITS.findings :] = ["and more"]
        super().__init__(message, tuple(lines))
        self.message = message
        self.differences = tuple(lines)

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"- {line}" for line in self.differences)])


def told(line: str) -> str:
    """Return a sentence about a record, which may repeat what anybody wrote there."""
    short = line if len(line) <= LIMITS.told else f"{line[: LIMITS.told - 1]}…"
    return "\n".join(map(printable, short.split("\n")))


class MissingExtra(TriageError):
    """Say which optional part is not installed, and how to install it.

    >>> import triage
    >>> try:
    ...     proofs = triage.prove(triage.load("qsofa"))
    ... except triage.MissingExtra as missing:
    ...     print(missing)
    """


@contextmanager
def needing(extra: str, what: str) -> Iterator[None]:
    """Say what to install where a package is not there.

    Args:
        extra: The extra that brings it.
        what: What needs what.

    Raises:
        MissingExtra: It is not there.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        message = f"{what}, and `{error.name}` is not here"
        raise MissingExtra(f'{message}: pip install "triage-trees[{extra}]"') from None
