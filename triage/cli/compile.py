"""`triage compile`: a tree as a program that other engines run."""

import click

from triage.base.files import Sort, write
from triage.cli.options import Told, output_option, told_options
from triage.cli.output import note
from triage.cli.trees import opened

PROGRAM = Sort.of("program", rb'\A\s*\{\s*"format"\s*:\s*"triage-program/')


@click.command("compile")
@click.argument("tree")
@output_option(help="Write the program to FILE, over a program at most.")
@told_options
def command(*, tree: str, output: str, told: Told) -> None:
    """Write a tree as a program that other engines run.

    All that it asks, decides and says is inside, as JSON that a small engine in any
    language runs. Without -o, it is printed.
    """
    text = opened(tree, **told).program().text + "\n"
    if output:
        write(output, text.encode(), PROGRAM)
        note(f"{output} is written")
    else:
        click.echo(text, nl=False)
