"""Text report: what came of cases, in words for a terminal or a pipe."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from triage.base.wording import indented, many, printable
from triage.cases.model import NONE
from triage.cases.runner import CaseResult, Run
from triage.engine.coverage import Coverage, Part, Share

UNDER = 8
"""What stands under a case begins below its id: so far to the right."""


def report(runs: Sequence[Run], *, coverage: bool) -> str:
    blocks = [block(run, coverage=coverage) for run in runs]
    if len(runs) > 1:
        refused = sum(bool(run.findings) for run in runs)
        not_run = f", {many(refused, 'file')} not run" if refused else ""
        results = tally(result for run in runs for result in run.results)
        blocks.append(f"{len(runs)} files: {results}{not_run}")
    return "\n".join(map(printable, "\n\n".join(blocks).split("\n")))


def block(run: Run, *, coverage: bool) -> str:
    if run.findings:
        refused = f"{run.name}: not run, because of what is said above"
        return "\n\n".join([*map(str, run.findings), refused])
    lines = [f"{run.title} ({run.name})", *indented(rows(run.results))]
    if coverage and run.coverage:
        lines += indented(coverage_lines(run.coverage))
    return "\n".join([*lines, f"{run.title}: {tally(run.results)}"])


def rows(results: Sequence[CaseResult]) -> Iterator[str]:
    table = [columns(result) for result in results]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for result, cells in zip(results, table, strict=True):
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        yield "  ".join(padded).rstrip()
        yield from indented(details(result), UNDER - 2)


def columns(result: CaseResult) -> tuple[str, str, str, str]:
    decision = result.decision
    reached = decision.urgency or NONE if decision.complete else "waits"
    went = "pass" if result.passed else "FAIL"
    return went, result.case.id, reached, str(result.effort)


def details(result: CaseResult) -> Iterator[str]:
    yield from map(str, result.failures)
    if result.failures:
        yield f"path: {result.path}"
        yield f"says: {result.case.says}"


def coverage_lines(coverage: Coverage) -> Iterator[str]:
    shares = coverage.shares
    if not any(share.gaps for share in shares):
        yield f"covered: all of {', '.join(map(whole, shares))}"
        return
    for share in shares:
        yield f"covered: {share}"
        yield from indented(map(str, share.gaps), UNDER - 2)


def whole(share: Share) -> str:
    """Say how many parts there are of a kind.

    >>> whole(Share("steps", 1, ())), whole(Share("properties", 0, ()))
    ('1 step', 'no properties')
    """
    one = share.total == 1
    return f"1 {ONE[share.kind]}" if one else f"{share.total or 'no'} {share.kind}"


ONE: Mapping[Part, str] = {
    "steps": "step",
    "branches": "branch",
    "recommendations": "recommendation",
    "properties": "property",
}


def tally(results: Iterable[CaseResult]) -> str:
    """Say how many cases there are, and how many of them fail.

    >>> tally([])
    'no cases'
    """
    went = [result.passed for result in results]
    failed = f", {went.count(False) or 'none'} failed" if went else ""
    return many(len(went), "case", "no") + failed
