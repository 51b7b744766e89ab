"""Text of a trace: the matrix as Markdown to be read, and as CSV to be sorted."""

import csv
import io
from collections.abc import Iterable, Iterator

from triage.base.wording import printable
from triage.hazards.tracing import Control, Trace, TracedHazard

FEW = 3
"""How many cases a cell of the page names; the CSV file names all."""

FORMULA = ("=", "+", "-", "@")
"""How a cell begins that a spreadsheet would compute."""

COLUMNS = (
    "tree",
    "logic",
    "hazard",
    "says",
    "harm",
    "causes",
    "likelihood_before",
    "severity_before",
    "likelihood_after",
    "severity_after",
    "owner",
    "control",
    "id",
    "states",
    "verdict",
    "holds",
    "cases",
    "mistakes_noticed",
)


def markdown(trace: Trace) -> str:
    """Return a trace as a page of Markdown."""
    lines = [*head(trace)]
    for one in trace.traced:
        lines += ["", *section(one, trace.mutants)]
    if spared := trace.hazards.exceptions:
        lines += ["", "## Properties that are no safety properties", ""]
        rows = ((f"`{name}`", because) for name, because in spared)
        lines += table(("property", "because"), rows)
    return "".join(f"{printable(line)}\n" for line in lines)


def head(trace: Trace) -> Iterator[str]:
    hazards = trace.hazards
    tree = hazards.tree
    yield f"# Hazards of {tree.id}"
    yield ""
    version = f" {tree.version}" if tree.version else ""
    yield f"{tree.title}: `{tree.id}`{version}, {tree.status}, logic `{tree.logic}`."
    yield ""
    if tree.profile.disclaimer:
        yield tree.profile.disclaimer
        yield ""
    yield f"**Rated by:** {hazards.rated}"
    if trace.mutants is not None:
        yield ""
        yield (
            f"**Mistakes:** {trace.mutants:,} small mistakes were made in the tree, "
            "one at a time. Each counts where it was noticed first; cases are tried "
            "before properties."
        )
    yield ""
    columns = ("hazard", "before", "after", "owner", "controls")
    yield from table(columns, map(overview, trace.traced))


def overview(one: TracedHazard) -> tuple[str, ...]:
    hazard = one.hazard
    failed = sum(not control.holds for control in one.controls)
    said = f"{failed} of {len(one.controls)} do not hold" if failed else "all hold"
    name = f"`{hazard.id}`: {hazard.says}"
    return name, str(hazard.before), str(hazard.after), hazard.owner, said


def section(one: TracedHazard, mutants: int | None) -> Iterator[str]:
    hazard = one.hazard
    yield f"## {hazard.id}"
    yield ""
    yield hazard.says
    yield ""
    yield f"- **Harm:** {hazard.harm}"
    for cause in hazard.causes:
        yield f"- **Cause:** {cause}"
    yield f"- **Before:** {hazard.before}"
    yield f"- **After:** {hazard.after}"
    yield f"- **Owner:** {hazard.owner}"
    yield ""
    counted = () if mutants is None else ("mistakes noticed",)
    rows = (row(control)[: 4 + len(counted)] for control in one.controls)
    yield from table(("control", "says", "holds", "cases", *counted), rows)


def row(control: Control) -> tuple[str, ...]:
    verdict = control.verdict if control.holds else f"**no: {control.verdict}**"
    cases = named(control.cases) if control.kind == "property" else ""
    name = f"{control.kind} `{control.id}`"
    return name, control.says, verdict, cases, number(control.mistakes)


def named(cases: tuple[str, ...]) -> str:
    """Return how many cases there are, and the first of them.

    >>> named(("a", "b", "c", "d")), named(())
    ('4: `a`, `b`, `c` …', 'none alone')
    """
    if not cases:
        return "none alone"
    shown = ", ".join(f"`{name}`" for name in cases[:FEW])
    return f"{len(cases)}: {shown}{' …' if len(cases) > FEW else ''}"


def number(mistakes: frozenset[int] | None) -> str:
    return "" if mistakes is None else str(len(mistakes))


def table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for cells in (columns, ("---",) * len(columns), *rows):
        yield f"| {' | '.join(map(escaped, cells))} |"


def escaped(cell: str) -> str:
    return cell.replace("|", r"\|")


def table_file(trace: Trace) -> str:
    """Return a trace as CSV, a row for each control of each hazard."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    tree = trace.hazards.tree
    for one in trace.traced:
        for control in one.controls:
            found = (tree.id, tree.logic, *of_hazard(one), *of_control(control))
            writer.writerow(map(plain, found))
    return text.getvalue()


def of_hazard(one: TracedHazard) -> Iterator[str]:
    hazard = one.hazard
    yield from (hazard.id, hazard.says, hazard.harm, " / ".join(hazard.causes))
    yield from (hazard.before.likelihood, hazard.before.severity)
    yield from (hazard.after.likelihood, hazard.after.severity, hazard.owner)


def of_control(control: Control) -> Iterator[str]:
    yield from (control.kind, control.id, control.says, control.verdict)
    yield "yes" if control.holds else "no"
    yield " ".join(control.cases)
    yield number(control.mistakes)


def plain(cell: str) -> str:
    """Return a cell that is only text, also to a spreadsheet.

    >>> plain("=1+1"), plain("a - b")
    ("'=1+1", 'a - b')
    """
    return printable(f"'{cell}" if cell.startswith(FORMULA) else cell)
