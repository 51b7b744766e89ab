"""The ``triage`` command: every error becomes one clear message."""

import os
import sys
from collections.abc import Sequence

import click

from triage.cli import ClosedPipe, cli
from triage.errors import TriageError
from triage.files import reason
from triage.source import printable

__all__ = ["main"]

BAD_INPUT = 2
INTERRUPTED = 130
"""The exit status of a program that was stopped by Ctrl-C."""

UNREAD = 141
"""The exit status of a program whose output nobody reads to the end."""


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


if __name__ == "__main__":
    main()
