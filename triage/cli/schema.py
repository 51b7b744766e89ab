"""`triage schema`: the file formats, for editors, and the JSON for programs."""

from typing import TYPE_CHECKING

import click

from triage.base.lazy import Later
from triage.base.shape_schema import shape_schema
from triage.base.shapes import SHAPES
from triage.cli.output import echo_json

if TYPE_CHECKING:
    from triage.cases import casefile
    from triage.hazards import hazardfile
    from triage.treefile import json_schema
else:
    casefile = Later("triage.cases.casefile")
    hazardfile = Later("triage.hazards.hazardfile")
    json_schema = Later("triage.treefile.json_schema")


@click.command("schema")
@click.option("--cases", is_flag=True, help="That of cases files instead.")
@click.option("--hazards", is_flag=True, help="That of hazards files instead.")
@click.option(
    "--of",
    "shape",
    type=click.Choice([*SHAPES]),
    help="That of some JSON which programs get.",
)
def command(*, cases: bool, hazards: bool, shape: str | None) -> None:
    """Print the JSON Schema of the tree format."""
    if sum(map(bool, (cases, hazards, shape))) > 1:
        raise click.UsageError("Give one of --cases, --hazards and --of.")
    if shape:
        echo_json(shape_schema(shape))
    elif cases:
        click.echo(casefile.schema_text(), nl=False)
    else:
        click.echo((hazardfile if hazards else json_schema).schema_text(), nl=False)
