"""`triage list`, `schema` and `explain`: what there is."""

import click

from triage.cases.casefile import schema_text as cases_schema_text
from triage.linker.loader import builtin_ids, find
from triage.lint.catalogue import explain as entry_of
from triage.treefile.decode import read, source_from
from triage.treefile.json_schema import schema_text


@click.command("list")
def list_trees() -> None:
    """List the built-in trees."""
    for name in builtin_ids():
        path = find(name)
        document = read(source_from(path.name, path.read_bytes()))
        parts = (document.version, document.status, document.title)
        version, status, title = (part.value if part else "-" for part in parts)
        click.echo(f"{name:<20}  {version:<8}  {status:<9} {title}")


@click.command()
@click.option("--cases", is_flag=True, help="That of cases files instead.")
def schema(*, cases: bool) -> None:
    """Print the JSON Schema of the tree format."""
    click.echo(cases_schema_text() if cases else schema_text(), nl=False)


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Explain a check by its CODE, such as T201."""
    click.echo(entry_of(code).rstrip())
