"""`triage export`: an interview as one page that needs no server."""

import click

from triage.base.exceptions import MissingExtra
from triage.base.files import Sort, write
from triage.cli.options import output_option, place_option
from triage.cli.output import note
from triage.cli.trees import opened

PAGE = Sort.of("page of HTML", rb"(?i)\A\s*<!doctype html")


@click.command("export")
@click.argument("tree")
@output_option(help="Write the page to FILE, over a page at most.")
@place_option
def command(*, tree: str, output: str, place: str) -> None:
    """Write an interview as one page that needs no server.

    A browser opens it from a disk, without a network: it asks for nothing from
    anywhere, and what is answered stays in its window. Without -o, it is printed.
    """
    try:
        from triage.web import export  # noqa: PLC0415  an extra

        text = export(opened(tree, place=place))
    except ModuleNotFoundError as error:
        message = f"pages need templates, and `{error.name}` is not here"
        raise MissingExtra(f'{message}: pip install "triage-trees[web]"') from None
    if output:
        write(output, text.encode(), PAGE)
        note(f"{output} is written")
    else:
        click.echo(text, nl=False)
