"""`triage new-cases`: cases for what no case reaches."""

import click

from triage.base.wording import many
from triage.cases.loader import Neighbour, beside, load as load_cases, neighbour
from triage.cases.writer import file_text
from triage.cli.options import output_option, timeout_option
from triage.cli.output import note
from triage.cli.progress import settling
from triage.cli.trees import opened
from triage.engine.defaults import ordinary
from triage.linker.loader import find
from triage.terminal.storage import claim, create
from triage.verify.generate_cases import propose


@click.command("new-cases")
@click.argument("tree")
@output_option(help="Write the cases to FILE, which is never overwritten.")
@timeout_option
def command(*, tree: str, output: str, timeout: float) -> None:
    """Propose cases for what no case reaches.

    A person confirms them. Together they take every branch that somebody can take, and
    stand on both sides of every limit, be it of a number or of a sum. Without cases
    beside the tree, a whole file is written; else the cases that are to be added to it.
    """
    loaded, file = opened(tree), find(tree)
    there = beside(file).is_file()
    if there and output:
        stands = f"{beside(file).name} is there already"
        raise click.UsageError(f"{stands}: add to it what is printed without -o.")
    target = claim(output) if output else ""
    cases = load_cases(beside(file)).cases if there else ()
    base = Neighbour(ordinary(loaded))
    with settling("branches and limits") as tell:
        near = neighbour(loaded, file) if there else base
        found = propose(loaded, cases, near, seconds=timeout, progress=tell)
    if found.unsettled:
        note(f"not settled in the time there was: {many(found.unsettled, 'goal')}")
    if not found.drafts:
        note("nothing to add: cases reach every branch and both sides of every limit")
    elif there:
        click.echo("\n\n".join(map(str, found.drafts)))
    elif not target:
        click.echo(file_text(loaded, base.base, found.drafts), nl=False)
    else:
        text = file_text(loaded, base.base, found.drafts)
        create(target, text)
        note(f"{target} is written: confirm what each case expects, and tell its story")
