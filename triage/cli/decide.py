"""`triage decide`: a decision at once, and why not another."""

import sys
from typing import NoReturn

import click

from triage.base.wording import paragraph
from triage.cli.options import (
    answer_options,
    columns,
    echo_json,
    leave,
    note_missing,
    place_option,
)
from triage.linker.loader import load
from triage.model.notice import DISCLAIMER
from triage.terminal.report import report
from triage.verify.counterfactual import WhyNot

NO_WAY = 1
"""The exit status of ``decide --why-not`` when no answers lead there."""


@click.command()
@click.argument("tree")
@answer_options
@place_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--why-not",
    "other",
    default="",
    metavar="ID",
    help="Say which other answers lead to this recommendation, with the fewest "
    "changes, or prove that none do.",
)
@click.option(
    "--fixed",
    multiple=True,
    metavar="QUESTION",
    help="Let the answer to this question stay; can be given several times.",
)
def decide(
    *,
    tree: str,
    answers: dict[str, object] | None,
    place: str,
    as_json: bool,
    other: str,
    fixed: tuple[str, ...],
) -> None:
    """Decide from answers, at once.

    The exit status is 0 when the decision is complete, 3 when answers are missing
    (they are named), 2 when something given cannot be used. With --why-not it is 0
    when some answers lead to the recommendation, 1 when none do.
    """
    if fixed and not other:
        raise click.UsageError("--fixed belongs to --why-not.")
    decision = load(tree, place=place).decide(answers or {})
    if other:
        explain_why_not(decision.why_not(other, fixed), as_json=as_json)
    if as_json:
        echo_json(decision.to_dict())
        note_missing(decision)
    else:
        click.echo(report(decision, columns()))
    leave(decision)


def explain_why_not(found: WhyNot, *, as_json: bool) -> NoReturn:
    """Say what would lead to a recommendation, or that nothing does, and end."""
    if as_json:
        echo_json(found.to_dict())
    else:
        disclaimer = paragraph(DISCLAIMER, columns())
        click.echo(f"{found.text(columns())}\n\n{disclaimer}")
    sys.exit(NO_WAY if found.impossible else 0)
