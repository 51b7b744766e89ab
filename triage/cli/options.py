"""What the commands share: options, and how they speak."""

import io
import json
import shutil
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, BinaryIO, NoReturn, TypeVar

import click

from triage.base.text import printable
from triage.engine.decision import Decision
from triage.linker.contacts import GENERIC, contact_entries
from triage.terminal.storage import read_answers
from triage.verify.solver import SECONDS

INCOMPLETE = 3
"""The exit status when answers are missing."""


LONGEST = 86_400
"""The most seconds that one question to the solver may take: a day."""


WIDEST = 80


NARROWEST = 20


Command = TypeVar("Command", bound=Callable[..., Any])


def place_option(command: Command) -> Command:
    """Add the option for the place whose emergency numbers are shown."""
    return click.option(
        "--place",
        default="",
        metavar="CODE",
        callback=known_place,
        help="Country whose emergency numbers are shown, such as GB or US.",
    )(command)


def known_place(_context: click.Context, _option: click.Parameter, place: str) -> str:
    """Return a place, saying so when its numbers are not known."""
    known = [name for name in contact_entries() if name != GENERIC]
    if place and place.upper() not in known:
        note(f"no numbers are known for the place {place} (known: {', '.join(known)})")
    return place


def answer_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that give answers, and give them to a command."""
    file = click.option(
        "--answers",
        "file",
        default="",
        metavar="FILE",
        help="Answers by question id, as JSON or YAML; - reads JSON from a pipe.",
    )
    single = click.option(
        "--answer",
        "single",
        multiple=True,
        metavar="QUESTION=ANSWER",
        help="One answer, such as age=44 or signs=fever,cough; goes before the file.",
    )

    @wraps(command)
    def answered(*, file: str, single: tuple[str, ...], **options: Any) -> None:
        wanted = bool(file or single)
        command(answers=given(file, single) if wanted else None, **options)

    return file(single(answered))


def timeout_option(command: Command) -> Command:
    """Add the option for how long the solver may take."""
    return click.option(
        "--timeout",
        type=click.IntRange(1, LONGEST),
        default=int(SECONDS),
        show_default=True,
        metavar="SECONDS",
        help="How long one question to the solver may take.",
    )(command)


def given(file: str, single: tuple[str, ...]) -> dict[str, object]:
    """Return the answers of the options.

    Raises:
        click.UsageError: An answer is not written as QUESTION=ANSWER, or there twice.
        TriageError: The file cannot be read.
    """
    found: dict[str, object] = {}
    for text in single:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.UsageError(f"--answer takes QUESTION=ANSWER, not {text!r}.")
        if name in found:
            raise click.UsageError(f"--answer is there twice for {name!r}.")
        found[name] = value
    return (read_answers(file, stdin()) if file else {}) | found


def stdin() -> BinaryIO:
    """Return standard input; an empty one where there is none."""
    return io.BytesIO() if sys.stdin is None else sys.stdin.buffer


def note(text: str) -> None:
    """Say something beside the result, on standard error."""
    click.echo(printable(text), err=True)


def columns() -> int:
    """Return how many characters a line may have."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))


def echo_json(value: object) -> None:
    """Print a value as JSON, in letters that the output can carry."""
    encoding = getattr(sys.stdout, "encoding", None) or ""
    plain = not encoding.lower().startswith("utf")
    click.echo(json.dumps(value, indent=2, ensure_ascii=plain))


def note_missing(decision: Decision) -> None:
    """Name the questions that must still be answered, if any."""
    if decision.missing:
        note(f"not answered: {', '.join(decision.missing)}")


def leave(decision: Decision) -> NoReturn:
    """End with the exit status of a decision."""
    sys.exit(0 if decision.complete else INCOMPLETE)


def many(number: int, thing: str) -> str:
    """Return a number of things in words.

    >>> many(0, "error"), many(1, "error"), many(2, "error")
    ('no errors', '1 error', '2 errors')
    """
    return f"{number or 'no'} {thing}{'' if number == 1 else 's'}"
