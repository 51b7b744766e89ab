"""`triage test` and `triage new-cases`: the cases beside trees."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from triage.cases.loader import SUFFIX, beside, cases_files, load as load_cases
from triage.cases.suite import Run, run as run_cases
from triage.cases.text import report as cases_report
from triage.cases.writer import Neighbour, file_text, neighbour
from triage.cli.options import columns, echo_json, many, note, timeout_option
from triage.cli.progress import settling, told_how_far
from triage.engine.defaults import ordinary
from triage.linker.loader import find, load
from triage.model.tree import Tree
from triage.terminal.storage import claim
from triage.verify.generate_cases import propose
from triage.verify.mutation_score import Score, mutation_score
from triage.verify.text import score_dict, score_text

CASES_FAILED = 1
"""The exit status of ``test`` when a case fails, or too little is covered."""


BAD_CASES = 2
"""The exit status of ``test`` when a cases file or its tree is refused."""


@click.command("test")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--coverage", is_flag=True, help="Say which parts no case reaches.")
@click.option(
    "--fail-under",
    "least",
    type=click.IntRange(0, 100),
    default=None,
    metavar="PERCENT",
    help="Fail when less of a tree is covered: of its steps, branches, "
    "recommendations or properties, whichever is covered least; with --mutate also "
    "when fewer mistakes are noticed.",
)
@click.option(
    "--mutate",
    is_flag=True,
    help="Make small mistakes in the trees, one at a time, and say which of them "
    "neither a case nor a property notices.",
)
@timeout_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def try_cases(
    *,
    paths: tuple[str, ...],
    coverage: bool,
    least: int | None,
    mutate: bool,
    timeout: float,
    as_json: bool,
) -> None:
    """Try the cases that stand beside trees.

    PATH is a tree, a cases file, or a folder, of which every cases file below is
    tried. The exit status is 0 when all cases pass, 1 when some fail, 2 when something
    cannot be used.
    """
    files = dict.fromkeys(file for path in paths for file in cases_files(path))
    runs = {file: run_cases(file) for file in told_how_far([*files])}
    scores = {f: scored(run, timeout) for f, run in runs.items() if mutate and run.tree}
    with_coverage = coverage or least is not None
    if as_json:
        records = {
            file: run.to_dict(coverage=with_coverage) for file, run in runs.items()
        }
        for file, score in scores.items():
            records[file]["mutation"] = score_dict(score)
        echo_json([*records.values()])
    else:
        click.echo(cases_report([*runs.values()], coverage=with_coverage))
        for file, score in scores.items():
            click.echo(f"\n{score_text(score, near(score.tree, file), columns())}")
    short = [*thin(runs.values(), least or 0), *unnoticed(scores.values(), least or 0)]
    for message in short:
        note(f"{message}, less than {least} %")
    refused = any(run.findings for run in runs.values())
    failed = short or any(run.failed for run in runs.values())
    sys.exit(BAD_CASES if refused else CASES_FAILED if failed else 0)


def thin(runs: Iterable[Run], least: int) -> Iterator[str]:
    """Yield of which trees too little is covered."""
    for run in runs:
        if run.covered < least:
            yield f"{run.title}: {run.covered} % is covered"


def unnoticed(scores: Iterable[Score], least: int) -> Iterator[str]:
    """Yield in which trees too few mistakes are noticed."""
    for score in scores:
        if score.percent < least:
            yield f"{score.tree.id}: {score.percent:.1f} % of mistakes are noticed"


def scored(run: Run, seconds: float) -> Score:
    """Return how many small mistakes in a tree are noticed, saying how far it is."""
    assert run.tree is not None  # noqa: S101
    cases = (result.case for result in run.results)
    with settling("mistakes") as tell:
        return mutation_score(run.tree, cases, seconds=seconds, progress=tell)


def near(tree: Tree, cases: Path) -> Neighbour:
    """Return what a new case must know of a cases file."""
    return neighbour(tree, cases.with_name(f"{cases.name.removesuffix(SUFFIX)}.yaml"))


@click.command("new-cases")
@click.argument("tree")
@click.option(
    "-o",
    "--output",
    default="",
    metavar="FILE",
    help="Write the cases to FILE, which is never overwritten.",
)
@timeout_option
def new_cases(*, tree: str, output: str, timeout: float) -> None:
    """Propose cases for what no case reaches.

    A person confirms them. Together they take every branch that somebody can take, and
    stand on both sides of every limit of a number. Without cases beside the tree, a
    whole file is written; else the cases that are to be added to it.
    """
    loaded, file = load(tree), find(tree)
    there = beside(file).is_file()
    if there and output:
        stands = f"{beside(file).name} is there already"
        raise click.UsageError(f"{stands}: add to it what is printed without -o.")
    target = claim(output) if output else ""
    cases = load_cases(beside(file)).cases if there else ()
    base = Neighbour(ordinary(loaded), frozenset())
    with settling("branches and limits") as tell:
        near = neighbour(loaded, file) if there else base
        found = propose(loaded, cases, near, seconds=timeout, progress=tell)
    if found.unsettled:
        note(f"not settled in the time there was: {many(found.unsettled, 'goal')}")
    if not found.drafts:
        note("nothing to add: cases reach every branch and both sides of every limit")
    elif there:
        click.echo("\n\n".join(map(str, found.drafts)))
    else:
        write_cases(file_text(loaded, base.base, found.drafts), target)


def write_cases(text: str, file: str) -> None:
    """Write cases to a file, and say so; print them where there is none."""
    if not file:
        click.echo(text, nl=False)
        return
    Path(file).write_text(text, encoding="utf-8")
    note(f"{file} is written: confirm what each case expects, and tell its story")
