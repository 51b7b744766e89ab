"""`triage list`: the built-in trees."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from triage.base import po
from triage.base.dates import local_day
from triage.base.text import Source
from triage.cli.output import note
from triage.linker.library import library
from triage.treefile.entries import said_at_top

SHOWN = ("version", "status", "title")


@click.command("list")
def command() -> None:
    """List the built-in trees.

    Behind its title stands into which languages a tree is translated, and where the
    file of a translation names nobody who read it over.
    """
    for name, path in library().trees.items():
        said = said_at_top(path, (*SHOWN, "review_by"))
        version, status, title = (said.get(key, "-") for key in SHOWN)
        also = "; ".join(filter(None, (title, ", ".join(translations(path)))))
        click.echo(f"{name:<20}  {version:<8}  {status:<9} {also}")
        due = said.get("review_by")
        if due is not None and date.fromisoformat(due) < local_day():
            note(f"{name}: the review was due on {due}")


def translations(path: Path) -> Iterator[str]:
    """Yield into which languages a tree is translated, and which nobody read over."""
    for file in sorted(path.parent.glob(f"{path.stem}.*.po")):
        read_by = po.read(Source(file.name, file.read_text("utf-8"))).reviewed_by
        language = file.name.split(".")[-2]
        yield language if read_by else f"{language} (not reviewed)"
