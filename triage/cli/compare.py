"""`triage compare`: who is told something else when a tree changes."""

import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, NamedTuple

import click

from triage.cli.exit_codes import ExitCode
from triage.cli.options import (
    Several,
    file_option,
    json_option,
    on_option,
    timeout_option,
)
from triage.cli.output import columns, echo_json, note
from triage.cli.progress import settling
from triage.cli.trees import opened
from triage.comparison.dataset import Population, counted
from triage.comparison.equivalence import compare
from triage.model.tree import Tree
from triage.terminal.answer_files import read_table


class Allowed(NamedTuple):
    """Say which changes are allowed: by name, and the words by their hash."""

    names: Several
    words: str


def allowed_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that allow changes; a command gets them as ``allowed``."""
    named = click.option(
        "--allow",
        "names",
        multiple=True,
        metavar="NAME",
        help="Allow a change that makes somebody worse off, or of what can be answered "
        "or is shown, by the name that is printed with it; can be given several times.",
    )
    worded = click.option(
        "--allow-words",
        "words",
        default="",
        metavar="HASH",
        help="Allow the texts that read otherwise, by the hash that is printed with "
        "them; or by the wording hash of the new tree, unless contacts differ.",
    )

    @wraps(command)
    def allowing(*, names: Several, words: str, **options: Any) -> None:
        command(allowed=Allowed(names, words), **options)

    return named(worded(allowing))


@click.command("compare")
@click.argument("old")
@click.argument("new")
@allowed_options
@file_option(
    "--population",
    "table",
    help="Count the patients of a CSV table by what they are told; its columns are "
    "questions, and an empty cell is no answer.",
)
@on_option
@timeout_option
@json_option
def command(
    *,
    old: str,
    new: str,
    allowed: Allowed,
    table: str,
    on: date | None,
    timeout: float,
    as_json: bool,
) -> None:
    """Say who is told something else in a new tree, and by which edits.

    OLD and NEW are trees. Every change comes with the edits that cause it, and with a
    patient; that nobody else is told anything else is proved. The exit status is 1
    when somebody is told something less urgent, loses a warning, or can answer what
    only one of the trees takes, or when what is shown or told beside an outcome
    differs, and --allow does not name it; when a text reads otherwise, and
    --allow-words does not name that; and when not everything was settled in time. It
    is 2 when rows of a table cannot be used.
    """
    before, after = opened(old, on=on), opened(new, on=on)
    population = counted_in(table, before, after) if table else None
    with settling("questions about edits") as tell:
        changes = compare(before, after, seconds=timeout, progress=tell)
    if as_json:
        record = None if population is None else population.to_dict()
        echo_json(changes.to_dict(*allowed) | {"population": record})
    else:
        text = changes.text(
            columns(),
            allowed=allowed.names,
            allowed_words=allowed.words,
            population=population,
        )
        click.echo(text)
    names = {*(item.name for item in changes.lower), changes.shown_name}
    for name in sorted({*allowed.names} - names):
        note(f"--allow {name}: no change is called that")
    if population and population.refused:
        sys.exit(ExitCode.BAD_INPUT)
    bad = changes.refused(*allowed) or not changes.settled
    sys.exit(ExitCode.FAILED if bad else ExitCode.OK)


def counted_in(table: str, before: Tree, after: Tree) -> Population:
    texts = {
        name
        for tree in (before, after)
        for name, question in tree.questions.items()
        if question.is_text
    }
    found = counted(before, after, read_table(table, texts))
    for problem in found.problems:
        note(f"error: {table}: {problem}")
    return found
