"""`triage run`: the interview in a terminal."""

import shlex
import sys
from collections.abc import Callable
from typing import BinaryIO

import click

from triage.base.text import printable
from triage.cli.options import columns, leave, note_missing, place_option, stdin
from triage.engine.resume import resume as resume_session
from triage.linker.contacts import contacts
from triage.linker.loader import load
from triage.terminal.interview import Keeper, Talk, interview
from triage.terminal.storage import claim, read_record


@click.command()
@click.argument("tree")
@place_option
@click.option(
    "--save", default="", metavar="FILE", help="Keep the answers in FILE, one by one."
)
@click.option(
    "--resume",
    default="",
    metavar="FILE",
    help="Continue the interview in FILE; it is kept there, unless --save names "
    "another file.",
)
def run(tree: str, place: str, save: str, resume: str) -> None:
    """Interview a person, one question at a time.

    Answers are numbers of a list. At any time you can type help, why, back, review,
    save or quit. The exit status is 0 after a result, 3 when answers are missing.
    """
    loaded = load(tree, place=place)
    session = resume_session(loaded, read_record(resume)) if resume else loaded.start()
    keeper = Keeper(kept_in(save, resume), continuing(tree, place))
    keeper.keep(session)
    number = contacts(place)["emergency_number"]
    decision = interview(session, talk(), keeper, number).decision
    note_missing(decision)
    leave(decision)


def kept_in(save: str, resume: str) -> str:
    """Return the file in which an interview is kept; empty for none."""
    return resume if save in ("", resume) else claim(save)


def continuing(tree: str, place: str) -> Callable[[str], str]:
    """Return a function that says how to continue from a file."""
    words = ["triage", "run", tree, *(["--place", place] if place else [])]
    return lambda file: shlex.join([*words, "--resume", file])


def talk() -> Talk:
    """Return the conversation over standard input and output."""
    source = stdin()
    typed = source.isatty()
    encoding = getattr(sys.stdin, "encoding", None) or "utf-8"

    def line(prompt: str) -> str:
        click.echo(prompt, nl=False)
        data = line_of(source)
        if not data:
            raise EOFError
        text = data.decode(encoding, "replace").strip().removeprefix("\ufeff")
        if not typed:
            click.echo(printable(text))
        return text

    return Talk(line, lambda text: click.echo(text, nl=False), columns(), typed)


def line_of(source: BinaryIO) -> bytes:
    """Return the next line; nothing when no more will come."""
    try:
        return source.readline()
    except OSError:
        return b""
