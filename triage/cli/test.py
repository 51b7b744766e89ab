"""`triage test`: the cases beside trees."""

import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.base.exceptions import TriageError
from triage.base.lazy import Later
from triage.cases.loader import (
    cases_files,
    neighbour,
    run,
    run_rows,
    tree_beside,
)
from triage.cases.runner import Run
from triage.cases.text import report
from triage.cli.exit_codes import ExitCode
from triage.cli.options import Several, file_option, json_option, timeout_option
from triage.cli.output import columns, echo_json, note
from triage.cli.progress import settling, ticking
from triage.cli.trees import each, reviewed
from triage.linker.loader import find

if TYPE_CHECKING:
    from triage.verify import mutation_score
else:
    mutation_score = Later("triage.verify.mutation_score")


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
@file_option(
    "--import",
    "rows",
    help="Try the rows of a CSV file as cases of one tree, instead of those beside it.",
)
@timeout_option
@json_option
def command(
    *,
    paths: Several,
    rows: str,
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
    if rows and len(paths) > 1:
        raise click.UsageError("--import is for one tree.")
    if rows:
        all_found, trees = True, {Path(rows): find(paths[0])}
        runs, all_read = run_all(trees, partial(run_rows, paths[0]))
    else:
        named, all_found = each(paths, cases_files, TriageError)
        files = chain.from_iterable(named.values())
        trees = {file: tree_beside(file) for file in files}
        runs, all_read = run_all(trees, run)
    scores = dict(scored(runs, timeout)) if mutate else {}
    with_coverage = coverage or least is not None
    if as_json:
        records = {f: went.to_dict(coverage=with_coverage) for f, went in runs.items()}
        for file, score in scores.items():
            records[file]["mutation"] = score.to_dict()
        echo_json([*records.values()])
    else:
        click.echo(report([*runs.values()], coverage=with_coverage))
        for file, score in scores.items():
            near = neighbour(score.tree, trees[file])
            click.echo(f"\n{score.text(columns(), near)}")
    short = [*shortfalls(runs.values(), scores.values(), least or 0)]
    for message in short:
        note(f"{message}, less than {least} %")
    if not (all_found and all_read) or any(went.findings for went in runs.values()):
        sys.exit(ExitCode.BAD_INPUT)
    failed = short or any(went.failed for went in runs.values())
    sys.exit(ExitCode.FAILED if failed else ExitCode.OK)


def run_all(
    files: Collection[Path], tried: Callable[[Path], Run]
) -> tuple[dict[Path, Run], bool]:
    """Return what came of each file, and whether all of them could be read."""
    number = count(1)
    with ticking() as ticker:

        def told(file: Path) -> Run:
            ticker.show(f"{next(number)} of {len(files)} files with cases")
            return tried(file)

        runs, all_read = each(files, told)
    for went in runs.values():
        if went.tree is not None:
            reviewed(went.tree)
    return runs, all_read


def scored(
    runs: dict[Path, Run], seconds: float
) -> "Iterator[tuple[Path, mutation_score.Score]]":
    for file, went in runs.items():
        if went.tree is not None:
            cases = (result.case for result in went.results)
            with settling("mistakes") as tell:
                score = mutation_score.mutation_score(
                    went.tree, cases, seconds=seconds, progress=tell
                )
            yield file, score


def shortfalls(
    runs: Iterable[Run], scores: "Iterable[mutation_score.Score]", least: int
) -> Iterator[str]:
    for went in runs:
        if went.covered < least:
            yield f"{went.title}: {went.covered} % is covered"
    for score in scores:
        if score.percent < least:
            yield f"{score.tree.id}: {score.percent:.1f} % of mistakes are noticed"
