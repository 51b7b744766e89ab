"""`triage review`: a tree whole on one page, for whoever signs it."""

from pathlib import PurePath

import click

from triage.base.dates import local_day
from triage.base.files import Sort, place_for, write
from triage.cli.options import output_option, place_option, timeout_option
from triage.cli.output import note
from triage.cli.progress import ticking

SORTS = {
    ".html": Sort.of("page of HTML", rb"(?i)\A\s*<!doctype html"),
    ".pdf": Sort.of("PDF", rb"^%PDF"),
}
"""How a review is written, by the ending of the file, and over what."""


@click.command("review")
@click.argument("tree")
@output_option(
    help="Write to FILE, as a page (.html) or on paper (.pdf, by Chromium); else the "
    "page is printed.",
)
@click.option(
    "--against",
    metavar="OLD",
    help="Another version, such as the one that was signed last: what changed is told.",
)
@click.option(
    "--mutate",
    is_flag=True,
    help="Make small mistakes in the tree, and count those that each control of a "
    "hazard notices.",
)
@place_option
@timeout_option
def command(
    *,
    tree: str,
    output: str,
    against: str | None,
    mutate: bool,
    place: str,
    timeout: float,
) -> None:
    """Write a tree whole as one page, for whoever signs it.

    Every step is there as it is read, all that people are told, what was proved and
    tried, the hazards, the sources, and what none of it shows. A browser opens it from
    a disk, without a network. It ends with a form that saves a review as a file, which
    `triage sign` writes into the tree. Without -o, it is printed.
    """
    suffix = PurePath(output).suffix
    if output:
        if suffix not in SORTS:
            raise click.UsageError(f"{output} must end with {' or '.join(SORTS)}.")
        place_for(output, SORTS[suffix])
    from triage.review import pack  # noqa: PLC0415  seldom wanted

    with ticking() as ticker:
        gathered = pack(
            tree,
            against=against,
            place=place,
            seconds=timeout,
            mutate=mutate,
            today=local_day(),
            progress=ticker.show,
        )
        ticker.show("setting the page")
        data = gathered.pdf() if suffix == ".pdf" else gathered.html().encode()
    if output:
        write(output, data, SORTS[suffix])
        note(f"{output} is written")
    else:
        click.echo(data.decode(), nl=False)
    note(gathered.summary)
