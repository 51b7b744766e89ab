"""`triage simulate`: people at random, as a table to try a tree with."""

import csv
import io
from collections.abc import Mapping
from random import Random

import click

from triage.base.answer import Answer
from triage.base.exceptions import AnswerError, TriageError
from triage.cli.options import Terms, place_option, term_options
from triage.cli.trees import opened
from triage.model.tree import TODAY, Tree
from triage.program.patients import ORDINARY, random_answer

TRIES = 1_000
"""How many people are drawn, one after another, before one fits the tree."""

SHARE = click.FloatRange(0, 1)


@click.command("simulate")
@click.argument("tree")
@click.option(
    "--rows",
    type=click.IntRange(0),
    default=100,
    show_default=True,
    metavar="N",
    help="How many people there are.",
)
@click.option(
    "--seed",
    type=int,
    default=0,
    show_default=True,
    metavar="S",
    help="Other people come of another number, and the same of the same.",
)
@click.option(
    "--ordinary",
    type=SHARE,
    default=ORDINARY,
    show_default=True,
    metavar="SHARE",
    help="How many of the answers are those of a well person.",
)
@click.option(
    "--missing",
    type=SHARE,
    default=0.0,
    show_default=True,
    metavar="SHARE",
    help="How many of the answers are left out.",
)
@place_option
@term_options
def command(
    *,
    tree: str,
    rows: int,
    seed: int,
    ordinary: float,
    missing: float,
    place: str,
    terms: Terms,
) -> None:
    """Print people at random, as a table to try a tree with.

    It is CSV, with a column for each question. Each answer is drawn by itself, so
    they are no population: nobody's risks can be read off them. Of each of them holds
    what the tree assumes of everybody.
    """
    loaded, chance = opened(tree, place=place), Random(seed)  # noqa: S311  no secret
    names = [name for name in loaded.questions if name != TODAY]
    click.echo(line(names), nl=False)
    for _ in range(rows):
        answers = somebody(loaded, chance, ordinary, terms)
        given = (answers[name] for name in names)
        cells = ["" if chance.random() < missing else text(a) for a in given]
        click.echo(line(cells), nl=False)


def somebody(
    tree: Tree, chance: Random, ordinary: float, terms: Terms
) -> Mapping[str, Answer]:
    """Return answers that go together.

    Raises:
        TriageError: Hardly any do.
    """
    asked = [question for name, question in tree.questions.items() if name != TODAY]
    for _ in range(TRIES):
        answers = {q.id: random_answer(q, chance, ordinary) for q in asked}
        try:
            tree.decide(answers, **terms)
        except AnswerError:
            continue
        return answers
    raise TriageError(f"of {TRIES:,} people, none fits what `{tree.id}` assumes of all")


def text(answer: Answer) -> str:
    """Return an answer as a cell, from which it is read again."""
    return ",".join(answer) or "none" if isinstance(answer, tuple) else str(answer)


def line(cells: list[str]) -> str:
    """Return a row of a table."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerow(cells)
    return file.getvalue()
