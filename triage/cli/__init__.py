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

__all__ = ["cli"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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
