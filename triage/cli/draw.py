"""`triage draw`: diagrams."""

from pathlib import Path
from typing import Any

import click

from triage import cases
from triage.base.files import write
from triage.cli.options import Given, answer_options, place_option
from triage.cli.output import note, note_missing
from triage.cli.signals import stopped_at_once
from triage.cli.trees import opened
from triage.diagram import draw
from triage.diagram.diagram import refused_by, sort_of


@click.command("draw")
@click.argument("tree")
@click.option(
    "-o",
    "--output",
    default="-",
    metavar="FILE",
    help="Where to draw: .svg, .png, .pdf, .dot, .mmd (Mermaid) or .txt (outline). "
    "Without it, or for -, the outline is printed.",
)
@answer_options
@click.option(
    "--coverage", is_flag=True, help="Show how many of the cases beside it reach what."
)
@click.option(
    "--against",
    "old",
    default="",
    metavar="OLD",
    help="Show what was added, changed and removed since OLD, a tree.",
)
@click.option("--from", "start", default=None, metavar="STEP", help="Begin at STEP.")
@click.option(
    "--depth", type=click.IntRange(min=0), default=None, help="Draw so many steps deep."
)
@place_option
def command(
    *,
    tree: str,
    output: str,
    answers: Given,
    coverage: bool,
    old: str,
    place: str,
    **part: Any,
) -> None:
    """Draw a tree, and the path that answers take through it.

    Without a file to draw to, it is printed as an outline in words.
    """
    loaded = opened(tree, place=place)
    decision = None if answers is None else loaded.decide(answers, allow_retired=True)
    diagram = draw(
        loaded,
        decision=decision,
        coverage=cases.load(tree).coverage() if coverage else None,
        against=opened(old, place=place) if old else None,
        **part,
    )
    if output == "-":
        click.echo(diagram.outline(), nl=False)
    else:
        with stopped_at_once():
            drawn = diagram.drawn_for(output)
        write(output, drawn, sort_of(output))
        note(f"{output} is drawn")
        if refused := refused_by(diagram, Path(output).suffix.lower(), drawn):
            note(f"{refused}: draw parts of it with --from and --depth")
    if decision is not None:
        note_missing(decision)
