"""`triage schema`: the file formats, for editors, and the JSON for programs."""

import click

from triage.base.shape_schema import shape_schema
from triage.base.shapes import SHAPES
from triage.cases.casefile import schema_text as cases_schema_text
from triage.cli.output import echo_json
from triage.treefile.json_schema import schema_text


@click.command("schema")
@click.option("--cases", is_flag=True, help="That of cases files instead.")
@click.option(
    "--of",
    "shape",
    type=click.Choice([*SHAPES]),
    help="That of some JSON which programs get.",
)
def command(*, cases: bool, shape: str | None) -> None:
    """Print the JSON Schema of the tree format."""
    if shape:
        if cases:
            raise click.UsageError("--cases and --of are two schemas: give one.")
        echo_json(shape_schema(shape))
    else:
        click.echo(cases_schema_text() if cases else schema_text(), nl=False)
