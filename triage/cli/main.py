"""The `triage` command: what was typed, and every error as one clear message."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from triage import __version__
from triage.base.exceptions import AnswerError, TriageError
from triage.base.wording import printable
from triage.cli.exit_codes import ExitCode

COMMANDS = {
    "batch": "Decide each row of a file, and write all of them with what is decided.",
    "bundle": "Put a tree and all that it names into one file.",
    "check": "Check trees, and say everything that is wrong with them.",
    "compare": "Say who is told something else in a new tree, and by which edits.",
    "compile": "Write a tree as a program that other engines run.",
    "conformance": "Write a kit to try engines of other languages with.",
    "decide": "Decide from answers, at once.",
    "draw": "Draw a tree, and the path that answers take through it.",
    "explain": "Explain a check by its CODE, such as T201.",
    "export": "Write an interview as one page that needs no server.",
    "list": "List the built-in trees.",
    "mcp": "Let a language model pass interviews on.",
    "migrate": "Say which saved interviews fit a tree.",
    "new": "Write a small tree to begin with, and its cases.",
    "new-cases": "Propose cases for what no case reaches.",
    "prove": "Prove the properties of trees, of every possible patient.",
    "rename": "Give one thing of a tree another id, wherever it is named.",
    "review": "Write a tree whole as one page, for whoever signs it.",
    "run": "Interview a person, one question at a time.",
    "schema": "Print the JSON Schema of the tree format.",
    "serve": "Lead people through interviews in a browser.",
    "sign": "Write a review into the file of its tree.",
    "simulate": "Print people at random, as a table to try a tree with.",
    "sql": "Write a tree as a query that decides every row of a table.",
    "test": "Try the cases that stand beside trees.",
    "texts": "Keep translations of a tree beside it, and say what they lack.",
    "trace": "Say what controls each hazard of a tree, and whether it holds.",
    "watch": "Check, test, prove and draw a tree each time that it is saved.",
}
"""What each command does: said without importing any of them."""


class ClosedPipe(Exception):
    """Say that nobody reads the output any more."""


class Commands(click.Group):
    """Import a command when it is typed, and tell a closed pipe from a failure."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if super().get_command(ctx, cmd_name) is None:
            return None
        module = import_module(f"triage.cli.{cmd_name.replace('-', '_')}")
        found: click.Command = module.command
        return found

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        try:
            return super().make_context(*args, **kwargs)
        except BrokenPipeError as error:  # help is printed while it is read
            raise ClosedPipe from error

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ClosedPipe from error  # click would end with the code of a failure


@click.group(
    cls=Commands,
    commands=[click.Command(name, help=text) for name, text in COMMANDS.items()],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="triage")
def cli() -> None:
    """Build, check and use decision trees.

    TREE is the id of a built-in tree (see `triage list`) or the path of a tree file.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit; without arguments, with those of this process."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(outcome(arguments))


def outcome(arguments: Sequence[str] | None) -> int:
    try:
        cli.main(arguments, prog_name="triage", standalone_mode=False)
    except click.ClickException as error:
        with suppress(OSError):
            error.show()
        return error.exit_code
    except ClosedPipe:
        silence()
        return ExitCode.UNREAD
    except click.Abort:
        return ExitCode.INTERRUPTED
    except AnswerError as error:
        return refuse(error.detailed())
    except TriageError as error:
        return refuse(str(error))
    except OSError as error:
        silence()
        where = f"{error.filename}: " if error.filename else ""
        return refuse(f"{where}{error.strerror or error}")
    return ExitCode.OK


def refuse(message: str) -> ExitCode:
    lines = "\n".join(map(printable, message.splitlines()))
    with suppress(OSError):  # nobody can be told
        click.echo(f"error: {lines}", err=True)
    return ExitCode.BAD_INPUT


def silence() -> None:
    """Drop what cannot be written any more, so that leaving says nothing."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
