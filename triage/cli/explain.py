"""`triage explain`: what a check finds, and why that matters."""

import click

from triage.lint.catalogue import explain


@click.command("explain")
@click.argument("code")
def command(code: str) -> None:
    """Explain a check by its CODE, such as T201."""
    click.echo(explain(code).rstrip())
