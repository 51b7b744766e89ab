"""`triage schema`: the file formats, for editors."""

import click

from triage.cases.casefile import schema_text as cases_schema_text
from triage.treefile.json_schema import schema_text


@click.command("schema")
@click.option("--cases", is_flag=True, help="That of cases files instead.")
def command(*, cases: bool) -> None:
    """Print the JSON Schema of the tree format."""
    click.echo(cases_schema_text() if cases else schema_text(), nl=False)
