"""`triage decide`: a decision at once, and why not another."""

import sys
from collections.abc import Iterable

import click

from triage.base.exceptions import AnswerError, AnswerProblem
from triage.base.wording import paragraph
from triage.cli.exit_codes import ExitCode
from triage.cli.options import (
    Given,
    Several,
    answer_options,
    json_option,
    place_option,
    retired_option,
)
from triage.cli.output import columns, echo_json, leave, note_missing
from triage.cli.trees import opened
from triage.engine.decision import Decision
from triage.terminal.report import report


@click.command("decide")
@click.argument("tree")
@answer_options
@place_option
@retired_option
@json_option
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
def command(
    *,
    tree: str,
    answers: Given,
    place: str,
    allow_retired: bool,
    as_json: bool,
    other: str,
    fixed: Several,
) -> None:
    """Decide from answers, at once.

    The exit status is 0 when the decision is complete, 3 when answers are missing
    (they are named), 2 when something given cannot be used; what the other answers
    come to is then told too. With --why-not it is 0 when some answers lead to the
    recommendation, 1 when none do.
    """
    if fixed and not other:
        raise click.UsageError("--fixed belongs to --why-not.")
    loaded = opened(tree, place=place)
    try:
        decision = loaded.decide(answers or {}, allow_retired=allow_retired)
    except AnswerError as error:
        if error.decision and error.decision.recommendations and not other:
            tell(error.decision, error.problems, as_json=as_json)
        raise
    if other:
        found = decision.why_not(other, fixed)
        if as_json:
            echo_json(found.to_dict())
        else:
            width = columns()
            told = found.text(width), paragraph(loaded.profile.disclaimer, width)
            click.echo("\n\n".join(filter(None, told)))
        sys.exit(ExitCode.FAILED if found.impossible else ExitCode.OK)
    tell(decision, as_json=as_json)
    leave(decision)


def tell(
    decision: Decision, problems: Iterable[AnswerProblem] = (), *, as_json: bool
) -> None:
    """Print a decision; of one for the other answers, also what was wrong with some."""
    if not as_json:
        click.echo(report(decision, columns()))
        return
    wrong = [problem.to_dict() for problem in problems]
    echo_json(decision.to_dict() | ({"problems": wrong} if wrong else {}))
    note_missing(decision)
