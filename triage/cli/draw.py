"""`triage draw`: diagrams."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from triage.cases.loader import load as load_cases
from triage.cli.options import answer_options, note, note_missing, place_option
from triage.diagram import draw as drawing
from triage.engine.coverage import Coverage
from triage.linker.loader import load


def part_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options for the part of a tree that is drawn."""
    start = click.option(
        "--from", "start", default=None, metavar="STEP", help="Begin at STEP."
    )
    depth = click.option(
        "--depth",
        type=click.IntRange(min=0),
        default=None,
        help="Draw so many steps deep.",
    )

    @wraps(command)
    def drawn(*, start: str | None, depth: int | None, **options: Any) -> None:
        command(part={"start": start, "depth": depth}, **options)

    return start(depth(drawn))


@click.command()
@click.argument("tree")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="Where to draw: .svg, .png, .pdf, .dot, .mmd (Mermaid) or .txt (outline); "
    "- prints the outline.",
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
@part_options
@place_option
def draw(
    *,
    tree: str,
    output: str,
    answers: dict[str, object] | None,
    coverage: bool,
    old: str,
    part: dict[str, Any],
    place: str,
) -> None:
    """Draw a tree, and the path that answers take through it."""
    loaded = load(tree, place=place)
    decision = None if answers is None else loaded.decide(answers)
    covered = coverage_of(tree) if coverage else None
    diagram = drawing(
        loaded,
        decision=decision,
        coverage=covered,
        against=load(old, place=place) if old else None,
        **part,
    )
    if output == "-":
        click.echo(diagram.outline(), nl=False)
    else:
        diagram.save(output)
        note(f"{output} is drawn")
    if decision is not None:
        note_missing(decision)


def coverage_of(tree: str) -> Coverage:
    """Return what the cases beside a tree come by in it."""
    return load_cases(tree).coverage()
