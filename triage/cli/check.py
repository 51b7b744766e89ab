"""`triage check`: what is wrong with trees."""

import sys
from collections import Counter
from typing import TYPE_CHECKING

import attrs
import click

from triage.base.diagnostics import Finding, Severity, in_order
from triage.base.exceptions import InvalidTree
from triage.base.lazy import Later
from triage.base.wording import many
from triage.cli.exit_codes import ExitCode
from triage.cli.options import Several, json_option, timeout_option
from triage.cli.output import echo_json
from triage.cli.progress import settling
from triage.cli.trees import each, named, today
from triage.engine.length import Effort, ordinary_effort
from triage.linker.loader import find, load
from triage.lint import check
from triage.verify.outdated import outdated

if TYPE_CHECKING:
    from triage.verify import dead_code
else:
    dead_code = Later("triage.verify.dead_code")  # and a solver, where one is asked


@click.command("check")
@click.argument("trees", nargs=-1, required=True, metavar="TREE...")
@json_option
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option(
    "--deep",
    is_flag=True,
    help="Prove of every branch whether somebody takes it, and of every question "
    "whether its answer matters.",
)
@timeout_option
def command(
    *, trees: Several, as_json: bool, strict: bool, deep: bool, timeout: float
) -> None:
    """Check trees, and say everything that is wrong with them.

    TREE can also be a folder: every tree file below it is checked.

    The exit status is 1 when a tree has errors; with --strict also on warnings.
    """
    names = dict.fromkeys(named(trees))
    made, all_read = each(names, lambda name: checked(name, timeout if deep else None))
    found = made.values()
    if as_json:
        echo_json([one.to_dict() for one in found])
    else:
        for one in found:
            click.echo(one)
    counting = [*Severity] if strict else [Severity.ERROR]
    if not all_read:
        sys.exit(ExitCode.BAD_INPUT)
    bad = any(one.counts[severity] for one in found for severity in counting)
    sys.exit(ExitCode.FAILED if bad else ExitCode.OK)


@attrs.frozen
class Checked:
    name: str
    findings: tuple[Finding, ...]
    length: Effort | None = None
    depth: "dead_code.Depth | None" = None

    @property
    def counts(self) -> Counter[Severity]:
        return Counter(finding.severity for finding in self.findings)

    def __str__(self) -> str:
        counts = [many(self.counts[severity], severity, "no") for severity in Severity]
        lines = [*map(str, self.findings), f"{self.name}: {', '.join(counts)}"]
        text = "\n\n".join(lines)
        if self.depth is not None:
            text += f"\n{self.depth.summary}"
        if self.length is not None:
            text += f"\nan ordinary patient answers {self.length.times}"
        return text

    def to_dict(self) -> dict[str, object]:
        return {
            "tree": self.name,
            "errors": self.counts[Severity.ERROR],
            "warnings": self.counts[Severity.WARNING],
            "findings": [finding.to_dict() for finding in self.findings],
            "ordinary": None if self.length is None else self.length.to_dict(),
            **({} if self.depth is None else {"branches": self.depth.to_dict()}),
        }


def checked(name: str, seconds: float | None) -> Checked:
    """Return what is found in a tree; without seconds, the solver is asked nothing."""
    try:
        tree = load(name)
    except InvalidTree as refused:
        return Checked(name, refused.findings)
    length = ordinary_effort(tree)
    found = in_order([*check(tree, today=today()), *outdated(tree, find(name))])
    if seconds is None:
        return Checked(name, found, length)
    with settling("branches, recommendations and questions") as tell:
        depth = dead_code.deep_check(tree, seconds=seconds, progress=tell)
    return Checked(name, dead_code.joined(found, depth.findings), length, depth)
