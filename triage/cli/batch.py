"""`triage batch`: a file of people, decided row by row, however long it is."""

import sys
from collections.abc import Callable
from math import ceil
from time import monotonic
from typing import Unpack

import attrs
import click

from triage.cli.exit_codes import ExitCode
from triage.cli.options import (
    Terms,
    file_option,
    json_option,
    place_option,
    term_options,
)
from triage.cli.output import echo_json, note
from triage.cli.progress import ticking
from triage.cli.trees import opened
from triage.frames import decide_file
from triage.frames.files.batch import Choices
from triage.frames.files.summary import as_json as in_json, summary
from triage.frames.files.task import rejects_beside


@click.command("batch")
@click.argument("tree")
@click.argument("people", metavar="IN")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="OUT",
    help="Where the rows go, with what is decided of them.",
)
@file_option(
    "--rejects",
    help="Where rows go that are none, with the reason; beside OUT, unless said.",
)
@click.option(
    "--partial", is_flag=True, help="Let nobody answer a question without a column."
)
@click.option("--strict", is_flag=True, help="Refuse rows with a wrong answer, too.")
@click.option(
    "--prefix",
    default="",
    metavar="TEXT",
    help="What the names of the added columns begin with.",
)
@click.option("--force", is_flag=True, help="Replace OUT, or begin anew.")
@json_option
@place_option
@term_options
def command(
    *,
    tree: str,
    people: str,
    output: str,
    as_json: bool,
    place: str,
    terms: Terms,
    **choices: Unpack[Choices],
) -> None:
    """Decide each row of a file, and write all of them with what is decided.

    IN and OUT are files of CSV, Parquet or JSON lines (.csv, .parquet, .jsonl). Rows
    are decided part by part, so that the memory does not grow with the file. Stopped
    at any moment, the same command goes on from there. What is no row at all is told
    in a file of its own. The exit status is 1 when there are such rows.
    """
    loaded = opened(tree, place=place)
    pace = Pace()
    with ticking() as ticker:

        def told(rows: int, share: float) -> None:
            ticker.show(pace.said(rows, share))

        try:
            counts = decide_file(loaded, people, output, told, **terms, **choices)
        except KeyboardInterrupt:
            ticker.clear()
            note("stopped: the same command goes on from here")
            raise
    rejects = choices["rejects"] or rejects_beside(output)
    came = loaded, counts, output, rejects
    if as_json:
        echo_json(in_json(*came))
    else:
        click.echo(summary(*came))
    sys.exit(ExitCode.FAILED if counts.refused else ExitCode.OK)


@attrs.define
class Pace:
    """Know how fast rows are read, since the first of them was told.

    Args:
        clock: What says how late it is, in seconds.
    """

    clock: Callable[[], float] = monotonic
    begun: tuple[float, int, float] | None = None

    def said(self, rows: int, share: float) -> str:
        """Return how many rows are read, how fast, and how long the rest takes."""
        now = self.clock()
        since, before, had = self.begun = self.begun or (now, rows, share)
        line = f"{rows:,} rows, {share:.0%}"
        if now == since or share == had:
            return line
        fast, left = (rows - before) / (now - since), (1 - share) / (share - had)
        return f"{line}, {fast:,.0f} rows/s, {span(left * (now - since))} left"


def span(seconds: float) -> str:
    """Return a time as people read it.

    >>> span(3.2), span(75), span(7_500)
    ('4 s', '2 min', '2.1 h')
    """
    if seconds < SOON:
        return f"{ceil(seconds)} s"
    minutes = seconds / 60
    return f"{ceil(minutes)} min" if minutes < SOON else f"{minutes / 60:.1f} h"


SOON = 60
"""How many seconds are said as such, and how many minutes."""
