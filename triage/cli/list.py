"""`triage list`: the built-in trees."""

from datetime import date

import click

from triage.base.dates import local_day
from triage.cli.output import note
from triage.linker.library import library
from triage.treefile.entries import said_at_top

SHOWN = ("version", "status", "title")


@click.command("list")
def command() -> None:
    """List the built-in trees."""
    for name, path in library().trees.items():
        said = said_at_top(path, (*SHOWN, "review_by"))
        version, status, title = (said.get(key, "-") for key in SHOWN)
        click.echo(f"{name:<20}  {version:<8}  {status:<9} {title}")
        due = said.get("review_by")
        if due is not None and date.fromisoformat(due) < local_day():
            note(f"{name}: the review was due on {due}")
