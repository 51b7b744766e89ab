"""`triage bundle`: a tree and all that it names, as one file."""

import click

from triage.base.files import Sort, write
from triage.cli.options import Told, output_option, told_options
from triage.cli.output import note
from triage.cli.trees import opened
from triage.linker.bundle import IS_BUNDLE

BUNDLE = Sort.of("bundle", IS_BUNDLE.pattern.encode())


@click.command("bundle")
@click.argument("tree")
@output_option(help="Write the bundle to FILE, over a bundle at most.")
@told_options
def command(*, tree: str, output: str, told: Told) -> None:
    """Put a tree and all that it names into one file.

    Its modules, sources and wordings are inside. The bundle is read wherever a tree
    is, as the same tree with the same hashes. Without -o, it is printed.
    """
    text = opened(tree, **told).bundle()
    if output:
        write(output, text.encode(), BUNDLE)
        note(f"{output} is written")
    else:
        click.echo(text, nl=False)
