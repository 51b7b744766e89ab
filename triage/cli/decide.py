"""`triage decide`: a decision at once, and why not another."""

import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial, wraps
from typing import Any

import click

from triage.base.exceptions import AnswerError, AnswerProblem
from triage.base.immutable import immutable
from triage.base.wording import paragraph
from triage.cli.exit_codes import ExitCode
from triage.cli.options import (
    Given,
    Several,
    Terms,
    Told,
    answer_options,
    json_option,
    term_options,
    told_options,
)
from triage.cli.output import columns, echo_json, leave, note_missing
from triage.cli.refusals import refuse_unknown, refused_in_words
from triage.cli.trees import opened
from triage.engine.decision import Decision
from triage.terminal.report import blocks, listing, report, sources
from triage.terminal.screen import whole_or_screen
from triage.terminal.sheet import sheet

MORE = {
    False: "To read why, add --full; to read where it comes from, --sources.",
    True: (
        "To read {count} and why, add --full; to read where it comes from, --sources."
    ),
}


@immutable
class Form:
    """Say how a decision is printed.

    Args:
        as_json: Whether as JSON, and not in words.
        full: Whether all of it, also what fills more than a screen.
        cited: Whether with its sources.
        sheet: Whether as a page to print or show.
    """

    as_json: bool
    full: bool
    cited: bool
    sheet: bool

    def words(self, decision: Decision) -> str:
        """Return a decision in words."""
        width = columns()
        told = report if self.full else partial(whole_or_screen, more=MORE)
        if self.sheet:
            told = partial(sheet, when=datetime.now().astimezone())
        cited = sources(decision) if self.cited else ()
        title = decision.tree.speech.say("Sources")
        return blocks(told(decision, width), listing(title, cited, width))


def form_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say how to print; a command gets all of them as ``form``."""
    all_of_it = "Print all of it, also what fills more than a screen."
    full = click.option("--full", is_flag=True, help=all_of_it)
    cited = click.option("--sources", is_flag=True, help="Print its sources, too.")

    page = click.option("--sheet", is_flag=True, help="Print a page to hand over.")

    @wraps(command)
    def formed(
        *, as_json: bool, full: bool, sources: bool, sheet: bool, **options: Any
    ) -> None:
        command(form=Form(as_json, full, sources, sheet), **options)

    return json_option(full(cited(page(formed))))


@click.command("decide")
@click.argument("tree")
@answer_options
@told_options
@term_options
@form_options
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
    told: Told,
    terms: Terms,
    form: Form,
    other: str,
    fixed: Several,
) -> None:
    """Decide from answers, at once.

    What is printed fits a screen, the most urgent first; --full prints all of it. The
    exit status is 0 when the decision is complete, 3 when answers are missing
    (they are named), 2 when something given cannot be used; what the other answers
    come to is then told too. With --why-not it is 0 when some answers lead to the
    recommendation, 1 when none do.
    """
    if fixed and not other:
        raise click.UsageError("--fixed belongs to --why-not.")
    loaded = opened(tree, **told)
    with refused_in_words(loaded):
        try:
            decision = loaded.decide(answers or {}, **terms)
        except AnswerError as error:
            if error.decision and error.decision.recommendations and not other:
                tell(error.decision, form, error.problems)
            raise
    if other:
        refuse_unknown(loaded, other)
        with refused_in_words(loaded):
            found = decision.why_not(other, fixed)
        if form.as_json:
            echo_json(found.to_dict())
        else:
            width = columns()
            parts = found.text(width), paragraph(loaded.profile.disclaimer, width)
            click.echo("\n\n".join(filter(None, parts)))
        sys.exit(ExitCode.FAILED if found.impossible else ExitCode.OK)
    tell(decision, form)
    leave(decision)


def tell(
    decision: Decision, form: Form, problems: Iterable[AnswerProblem] = ()
) -> None:
    """Print a decision; of one for the other answers, also what was wrong with some."""
    if not form.as_json:
        click.echo(form.words(decision))
        return
    wrong = [problem.to_dict() for problem in problems]
    echo_json(decision.to_dict() | ({"problems": wrong} if wrong else {}))
    note_missing(decision)
