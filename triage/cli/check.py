"""`triage check`: what is wrong with trees."""

import sys

import attrs
import click

from triage.base.diagnostics import Finding, Severity, in_order
from triage.base.exceptions import InvalidTree
from triage.cli.options import echo_json, many, timeout_option
from triage.cli.progress import settling
from triage.engine.length import Effort, ordinary_effort
from triage.linker.loader import find, load
from triage.lint import check as warnings_of
from triage.model.tree import Tree
from triage.verify.certificate import outdated
from triage.verify.dead_code import Depth, deep_check, joined

BAD_TREE = 1
"""The exit status of ``check`` when a tree has findings that count."""


@click.command()
@click.argument("trees", nargs=-1, required=True, metavar="TREE...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option(
    "--deep",
    is_flag=True,
    help="Prove of every branch whether somebody takes it, and of every question "
    "whether its answer matters.",
)
@timeout_option
def check(
    *,
    trees: tuple[str, ...],
    as_json: bool,
    strict: bool,
    deep: bool,
    timeout: float,
) -> None:
    """Check trees, and say everything that is wrong with them.

    The exit status is 1 when a tree has errors; with --strict also on warnings.
    """
    for name in trees:
        find(name)
    found = [checked(name, timeout if deep else None) for name in trees]
    if as_json:
        echo_json([one.to_dict() for one in found])
    else:
        for one in found:
            click.echo(str(one))
    counting = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    grave = {finding.severity for one in found for finding in one.findings}
    sys.exit(BAD_TREE if grave & counting else 0)


@attrs.frozen
class Checked:
    """Hold what was found in a tree.

    Args:
        name: What the tree was called.
        findings: The errors, or the warnings.
        length: How much it asks an ordinary patient.
        depth: What was proved of it, if that was wanted.
    """

    name: str
    findings: tuple[Finding, ...]
    length: Effort | None = None
    depth: Depth | None = None

    def __str__(self) -> str:
        lines = [*map(str, self.findings), summary(self.name, self.findings)]
        said = "\n\n".join(lines)
        if self.depth is not None:
            said += f"\n{self.depth.summary}"
        if self.length is not None:
            said += f"\nan ordinary patient answers {self.length.times}"
        return said

    def to_dict(self) -> dict[str, object]:
        """Return what was found as JSON."""
        depth = self.depth
        return {
            "tree": self.name,
            "errors": count(self.findings, Severity.ERROR),
            "warnings": count(self.findings, Severity.WARNING),
            "findings": [finding.to_dict() for finding in self.findings],
            "ordinary": None if self.length is None else self.length.to_dict(),
            **({} if depth is None else {"branches": depth.to_dict()}),
        }


def checked(name: str, seconds: float | None) -> Checked:
    """Return what is found in a tree.

    Args:
        name: What the tree is called.
        seconds: How long one question to the solver may take; None to ask it nothing.
    """
    try:
        tree = load(name)
    except InvalidTree as refused:
        return Checked(name, refused.findings)
    stale, length = outdated(tree, find(name)), ordinary_effort(tree)
    found = in_order([*warnings_of(tree), *stale])
    if seconds is None:
        return Checked(name, found, length)
    depth = surveyed(tree, seconds)
    return Checked(name, joined(found, depth.findings), length, depth)


def surveyed(tree: Tree, seconds: float) -> Depth:
    """Return what proof finds in a tree, saying how far it is."""
    with settling("branches and recommendations") as tell:
        return deep_check(tree, seconds=seconds, progress=tell)


def count(findings: tuple[Finding, ...], severity: Severity) -> int:
    """Return how many findings have a severity."""
    return sum(finding.severity is severity for finding in findings)


def summary(name: str, findings: tuple[Finding, ...]) -> str:
    """Return what was found in a tree in one line.

    >>> summary("sore_throat", ())
    'sore_throat: no errors, no warnings'
    """
    counts = [many(count(findings, severity), severity) for severity in Severity]
    return f"{name}: {', '.join(counts)}"
