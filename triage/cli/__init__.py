"""The command line: thin commands over the library."""

import click

from triage import __version__
from triage.cli.checking import check
from triage.cli.comparing import compare
from triage.cli.deciding import decide
from triage.cli.interviewing import run
from triage.cli.listing import explain, list_trees, schema
from triage.cli.picturing import draw
from triage.cli.proving import prove
from triage.cli.testing import new_cases, try_cases

__all__ = ["ClosedPipe", "cli"]


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
