"""Refusals: what is wrong with answers and records, in the language of a tree."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import IO, Any

import click

from triage.base.exceptions import (
    THIS,
    AnswerError,
    AnswerProblem,
    SessionError,
    TriageError,
)
from triage.base.foreign import repeated
from triage.base.speech import Speech
from triage.base.suggest import closest
from triage.base.wording import printable, shortened
from triage.cli.exit_codes import ExitCode
from triage.engine.changes import (
    DamagedRecord,
    ForeignRecord,
    LaterRecord,
    TreeChanged,
)
from triage.model.tree import Tree


class RefusedInWords(click.ClickException):
    """Refuse in the language of a tree."""

    exit_code = ExitCode.BAD_INPUT

    def __init__(self, message: str, speech: Speech) -> None:
        super().__init__(message)
        self.speech = speech

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002
        lines = "\n".join(map(printable, self.message.splitlines()))
        with suppress(OSError):  # nobody can be told
            click.echo(f"{self.speech.say('Error:')} {lines}", err=True)


@contextmanager
def refused_in_words(tree: Tree) -> Iterator[None]:
    """Refuse answers as a person reads it, where a tree is in another language.

    In English a command says what is wrong in ids, as the programs do that it serves.

    Raises:
        RefusedInWords: Some answers are not allowed.
    """
    try:
        yield
    except AnswerError as error:
        if not tree.speech.language:
            raise
        lines = (told(tree, problem) for problem in error.problems)
        raise RefusedInWords("\n".join(lines), tree.speech) from None


def told(tree: Tree, problem: AnswerProblem) -> str:
    """Return what is wrong, with what was given, and the ids that can be."""
    names, say = ", ".join(map(shortened, problem.questions)), tree.speech.say
    parts = [problem.message]
    if problem.reason.startswith(THIS):
        parts.insert(
            0, say("{value} is not accepted like this.", value=repeated(problem.value))
        )
    if problem.options:
        ids = ", ".join(f"`{name}`" for name in problem.options)
        parts.append(say("In a file, give ids: {ids}.", ids=ids))
    if problem.code == "unknown_question":
        parts += meant(tree, problem.questions[0], tree.questions)
    return f"`{names}`: {' '.join(parts)}"


def meant(tree: Tree, name: str, known: Iterable[str]) -> Iterator[str]:
    """Yield which of some ids may have been meant."""
    if near := closest(name, [*known]):
        yield tree.speech.say("Did you mean {name}?", name=f"`{near}`")


def refuse_unknown(tree: Tree, recommendation: str) -> None:
    """Refuse what is no recommendation of a tree in another language, in that one.

    Raises:
        RefusedInWords: It is none.
    """
    if tree.speech.language and recommendation not in tree.recommendations:
        said = tree.speech.say(NO_SUCH, name=f"`{shortened(recommendation)}`")
        parts = said, *meant(tree, recommendation, tree.recommendations)
        raise RefusedInWords(" ".join(parts), tree.speech)


NO_SUCH = "There is no recommendation {name}."


@contextmanager
def record_refused_in_words(tree: Tree, file: str) -> Iterator[None]:
    """Refuse a record: of a tree in another language, as a person reads it.

    Raises:
        RefusedInWords: An interview in that language cannot be gone on with.
        TriageError: One in English cannot.
    """
    try:
        yield
    except SessionError as error:
        if not tree.speech.language:
            changed = isinstance(error, TreeChanged)
            said = f"{error}\n{ACCEPT}" if changed else f"{file}: {error}"
            raise TriageError(said) from None
        said = tree.speech.say(WRONG[type(error)])
        raise RefusedInWords(f"{file}: {said}", tree.speech) from None


ACCEPT = (
    "To go on, and be asked again what no longer means the same, add --accept-changes."
)

WRONG: Mapping[type[SessionError], str] = {
    ForeignRecord: "No answers to these questions are in that file.",
    LaterRecord: "That file was made by a later version of this program.",
    DamagedRecord: "That file is damaged: what is in it was not saved so.",
    TreeChanged: (
        "These questions, their language or the place are others since that was saved. "
        "To go on, and be asked again what no longer means the same, add "
        "--accept-changes."
    ),
}
"""What is wrong with a record, by the kind of error."""
