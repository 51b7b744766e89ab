"""`triage simulate`: people at random, as a table to try a tree with."""

import csv
import io
from collections.abc import Callable, Collection, Iterable, Mapping
from random import Random
from typing import TypedDict, Unpack

import click

from triage.base.answer import Answer
from triage.base.exceptions import AnswerError, TriageError
from triage.base.question import Question
from triage.base.wording import quoted
from triage.cli.options import Terms, file_option, place_option, stdin, term_options
from triage.cli.output import note
from triage.cli.trees import opened
from triage.model.tree import TODAY, Tree
from triage.program.marginals import marginals
from triage.program.patients import ORDINARY, random_answer
from triage.terminal.answer_files import read_answers

TRIES = 1_000
"""How many people are drawn, one after another, before one fits the tree."""

SHARE = click.FloatRange(0, 1)


class How(TypedDict):
    """Say how people are drawn; see the options of the command."""

    seed: int
    ordinary: float
    missing: float
    given: str


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
@file_option(
    "--given",
    help="How often answers are given, such as `smokes: {yes: 1, no: 4}` or `age: 18 "
    "to 64`; YAML in files that end in .yaml or .yml, else JSON, also from - (a pipe).",
)
@place_option
@term_options
def command(
    *, tree: str, rows: int, place: str, terms: Terms, **how: Unpack[How]
) -> None:
    """Print people at random, as a table to try a tree with.

    It is CSV, with a column for each question. Each answer is drawn by itself, so
    they are no population: nobody's risks can be read off them. Of each of them holds
    what the tree assumes of everybody.
    """
    loaded = opened(tree, place=place)
    chance = Random(how["seed"])  # noqa: S311  no secret
    asked = {n: each for n, each in loaded.questions.items() if n != TODAY}
    file = how["given"]
    said = read_answers(file, stdin(), shares=True) if file else {}
    drawn = marginals(file, asked, said)
    if file and (others := [name for name in asked if name not in drawn]):
        note(f"{file}: says nothing of {quoted(others)}: drawn as without it")

    def draw(question: Question) -> Answer:
        if question.id in drawn:
            return drawn[question.id].draw(chance)
        return random_answer(question, chance, how["ordinary"])

    click.echo(line([*asked]), nl=False)
    for _ in range(rows):
        answers = somebody(loaded, asked.values(), draw, terms)
        cells = (
            "" if chance.random() < how["missing"] else text(answers[name])
            for name in asked
        )
        click.echo(line(cells), nl=False)


def somebody(
    tree: Tree,
    asked: Collection[Question],
    draw: Callable[[Question], Answer],
    terms: Terms,
) -> Mapping[str, Answer]:
    """Return answers that go together.

    Raises:
        TriageError: Hardly any do.
    """
    for _ in range(TRIES):
        answers = {question.id: draw(question) for question in asked}
        try:
            tree.decide(answers, **terms)
        except AnswerError:
            continue
        return answers
    raise TriageError(f"of {TRIES:,} people, none fits what `{tree.id}` assumes of all")


def text(answer: Answer) -> str:
    """Return an answer as a cell, from which it is read again."""
    return ",".join(answer) or "none" if isinstance(answer, tuple) else str(answer)


def line(cells: Iterable[str]) -> str:
    """Return a row of a table."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerow(cells)
    return file.getvalue()
