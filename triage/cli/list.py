"""`triage list`: the built-in trees."""

from datetime import date

import click

from triage.cli.output import note
from triage.cli.trees import today
from triage.linker.loader import builtins, find
from triage.treefile import read, source_from


@click.command("list")
def command() -> None:
    """List the built-in trees."""
    for name in builtins():
        path = find(name)
        document = read(source_from(path.name, path.read_bytes()))
        parts = (document.version, document.status, document.title)
        version, status, title = (part.value if part else "-" for part in parts)
        click.echo(f"{name:<20}  {version:<8}  {status:<9} {title}")
        due = document.review_by
        if due is not None and date.fromisoformat(due.value) < today():
            note(f"{name}: the review was due on {due}")
