"""`triage schema`: the file formats, for editors, and the JSON for programs."""

import click

from triage.base.shape_schema import shape_schema
from triage.base.shapes import SHAPES
from triage.cases.casefile import schema_text as cases_schema_text
from triage.cli.output import echo_json
from triage.hazards.hazardfile import schema_text as hazards_schema_text
from triage.treefile.json_schema import schema_text


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
        click.echo(cases_schema_text(), nl=False)
    else:
        click.echo(hazards_schema_text() if hazards else schema_text(), nl=False)
