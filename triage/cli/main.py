"""The `triage` command: what was typed, and every error as one clear message."""

import os
import sys
from collections.abc import Sequence

import click

from triage import __version__
from triage.base.exceptions import TriageError
from triage.base.text import printable
from triage.cli.check import check
from triage.cli.compare import compare
from triage.cli.decide import decide
from triage.cli.draw import draw
from triage.cli.info import explain, list_trees, schema
from triage.cli.prove import prove
from triage.cli.run import run
from triage.cli.test import new_cases, try_cases
from triage.terminal.storage import reason

BAD_INPUT = 2
INTERRUPTED = 130
"""The exit status of a program that was stopped by Ctrl-C."""

UNREAD = 141
"""The exit status of a program whose output nobody reads to the end."""


class ClosedPipe(Exception):
    """Say that nobody reads the output any more."""


class Commands(click.Group):
    """Tell a closed pipe from a failure: click itself ends both with status 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was typed.

        Raises:
            ClosedPipe: Its output is not read to the end.
        """
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ClosedPipe from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="triage")
def cli() -> None:
    """Build, check and use decision trees.

    TREE is the id of a built-in tree (see `triage list`) or the path of a tree file.
    """


COMMANDS = (
    list_trees,
    run,
    decide,
    check,
    try_cases,
    new_cases,
    draw,
    prove,
    compare,
    schema,
    explain,
)

for command in COMMANDS:
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit.

    Args:
        arguments: The words after ``triage``; those of this process, unless given.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(outcome(arguments))


def outcome(arguments: Sequence[str] | None) -> int:
    """Run the command line and return the exit status."""
    try:
        cli.main(arguments, prog_name="triage", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except ClosedPipe:
        silence()
        return UNREAD
    except click.Abort:
        return INTERRUPTED
    except TriageError as error:
        return refuse(str(error))
    except OSError as error:
        silence()
        where = f"{error.filename}: " if error.filename else ""
        return refuse(f"{where}{reason(error)}")
    return 0


def refuse(message: str) -> int:
    """Print an error and return the exit status for it."""
    lines = "\n".join(map(printable, message.splitlines()))
    click.echo(f"error: {lines}", err=True)
    return BAD_INPUT


def silence() -> None:
    """Drop what cannot be written any more, so that leaving says nothing."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
