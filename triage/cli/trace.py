"""`triage trace`: the hazards of a tree, and what shows that they are controlled."""

import sys
from pathlib import PurePath

import click

from triage.base.dates import local_day
from triage.base.files import Sort, write
from triage.cli.exit_codes import ExitCode
from triage.cli.options import output_option, timeout_option
from triage.cli.output import note
from triage.cli.progress import settling, ticking
from triage.cli.trees import reviewed
from triage.hazards import load, markdown, table_file, trace

FORMS = {
    ".md": (markdown, Sort.of("page of hazards", b"^# Hazards of ")),
    ".csv": (table_file, Sort.of("table of hazards", b"^tree,logic,hazard,")),
}
"""How a trace is written, by the ending of the file, and over what."""


@click.command("trace")
@click.argument("tree")
@output_option(
    help="Write to FILE, as Markdown (.md) or CSV (.csv); else Markdown is printed.",
)
@click.option(
    "--mutate",
    is_flag=True,
    help="Make small mistakes in the tree, and count those that each control notices.",
)
@timeout_option
def command(*, tree: str, output: str, mutate: bool, timeout: float) -> None:
    """Say what controls each hazard of a tree, and whether it holds.

    The hazards stand beside the tree, in TREE.hazards.yaml. Every property that
    controls one is proved, every case tried, every check made. The exit status is 0
    when all of them hold, 1 when some do not, 2 when something cannot be used.
    """
    if output and PurePath(output).suffix not in FORMS:
        raise click.UsageError(f"{output} must end with {' or '.join(FORMS)}.")
    hazards = load(tree)
    reviewed(hazards.tree)
    with settling("mistakes") as tell, ticking() as ticker:
        found = trace(
            hazards,
            seconds=timeout,
            mutate=mutate,
            today=local_day(),
            progress=lambda name: ticker.show(f"proving {name}"),
            settled=tell,
        )
    if output:
        form, sort = FORMS[PurePath(output).suffix]
        write(output, form(found).encode(), sort)
        note(f"{output} is written")
    else:
        click.echo(markdown(found), nl=False)
    note(found.summary)
    sys.exit(ExitCode.OK if found.holds else ExitCode.FAILED)
