"""Options that several commands share."""

import io
import sys
from collections.abc import Callable
from datetime import date
from functools import partial, wraps
from typing import Any, BinaryIO, TypeAlias, TypedDict

import click

from triage.base.limits import LIMITS
from triage.base.typed import Typed
from triage.terminal.answer_files import read_answers
from triage.treefile.fields import DATE

Several: TypeAlias = tuple[str, ...]
"""What an option holds that can be given several times."""

Given: TypeAlias = dict[str, object] | None
"""The answers that options give; None where there is no such option."""

file_option = partial(click.option, default="", metavar="FILE")
output_option = partial(
    file_option,
    "-o",
    "--output",
    callback=lambda _context, _option, file: "" if file == "-" else file,
)
"""Where a command writes, instead of printing; - is to print, as in other programs."""


place_option = click.option(
    "--place",
    default="",
    metavar="CODE",
    help="Country whose emergency numbers are shown, such as GB or US.",
)
language_option = click.option(
    "--language",
    default="",
    metavar="CODE",
    help="Language, such as es, into which the tree is translated beside its file.",
)


class Own(TypedDict):
    """Say which words of a tree are those of whoever embeds it."""

    texts: str
    contacts: str
    disclaimer: str


class Told(Own):
    """Say for which place a tree speaks, in which language, and in whose words."""

    place: str
    language: str
    fallback: str


def own_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that give own words; a command gets them as ``own``."""
    texts = file_option(
        "--texts", help="Own words for texts of the tree, by their keys, in FILE."
    )
    contacts = file_option(
        "--contacts",
        help="Whom to call, by place, in FILE; goes before what is known.",
    )
    disclaimer = click.option(
        "--disclaimer",
        default="",
        metavar="TEXT",
        help="What is said of the tree, in place of its own words.",
    )

    @wraps(command)
    def worded(*, texts: str, contacts: str, disclaimer: str, **options: Any) -> None:
        own = Own(texts=texts, contacts=contacts, disclaimer=disclaimer)
        command(own=own, **options)

    return texts(contacts(disclaimer(worded)))


def told_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say how a tree speaks; a command gets them as ``told``."""
    fallback = click.option(
        "--fallback",
        default="",
        metavar="CODE",
        help="Its own language, such as en, for what is not translated.",
    )

    @wraps(command)
    def telling(
        *, place: str, language: str, fallback: str, own: Own, **options: Any
    ) -> None:
        told = Told(place=place, language=language, fallback=fallback, **own)
        command(told=told, **options)

    return place_option(language_option(fallback(own_options(telling))))


timeout_option = click.option(
    "--timeout",
    type=click.IntRange(1, LIMITS.solver_longest),
    default=int(LIMITS.solver_seconds),
    show_default=True,
    metavar="SECONDS",
    help="How long one question to the solver may take.",
)
retired_option = click.option(
    "--allow-retired", is_flag=True, help="Decide also with a tree out of use."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def the_day(_context: object, _option: object, text: str) -> date | None:
    """Return the day that an option names; None where there is no such option."""
    if not text:
        return None
    if not DATE.accepts(text):
        raise click.BadParameter("write a day such as 2026-04-01.")
    return date.fromisoformat(text)


day_option = partial(click.option, default="", metavar="DATE", callback=the_day)
on_option = day_option(
    "--on",
    help="Of this day only, such as 2026-04-01, of a tree that reads `today`; of every "
    "day of which it is valid, unless said.",
)


def answer_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that give answers; a command gets all of them as ``answers``."""
    file = file_option(
        "--answers",
        "file",
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


class Terms(TypedDict):
    """Say on which day it is decided, and whether also by a tree out of use."""

    today: date | None
    allow_retired: bool


def term_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say how it is decided; a command gets them as ``terms``."""
    day = day_option(
        "--today",
        help="The day on which it is decided, such as 2026-04-01, of a tree that reads "
        "`today`; that of this machine, unless said.",
    )

    @wraps(command)
    def decided(*, today: date | None, allow_retired: bool, **options: Any) -> None:
        command(terms=Terms(today=today, allow_retired=allow_retired), **options)

    return retired_option(day(decided))


def given(file: str, single: tuple[str, ...]) -> dict[str, object]:
    found: dict[str, object] = {}
    for text in single:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.UsageError(f"--answer takes QUESTION=ANSWER, not {text!r}.")
        if name in found:
            raise click.UsageError(f"--answer is there twice for {name!r}.")
        found[name] = Typed(value)
    return (read_answers(file, stdin()) if file else {}) | found


def stdin() -> BinaryIO:
    """Return standard input; an empty one where there is none."""
    return io.BytesIO() if sys.stdin is None else sys.stdin.buffer
