"""`triage check`: what is wrong with trees."""

import sys
from collections import Counter
from collections.abc import Collection
from itertools import chain
from typing import TYPE_CHECKING

import attrs
import click

from triage.base.dates import local_day
from triage.base.diagnostics import Finding, Severity
from triage.base.exceptions import InvalidTree, TriageError
from triage.base.immutable import immutable
from triage.base.lazy import Later
from triage.base.wording import many
from triage.cli.exit_codes import ExitCode
from triage.cli.findings import Wanted, folded, wanted_options
from triage.cli.options import Several, json_option, timeout_option
from triage.cli.output import echo_json
from triage.cli.progress import settling
from triage.cli.trees import each, named
from triage.engine.length import Effort, ordinary_effort
from triage.hazards.place import refused
from triage.linker.loader import find, load
from triage.lint import CHECKS, warnings
from triage.lint.accept import Accepted, judge
from triage.model.tree import Tree
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
@wanted_options
@timeout_option
def command(
    *,
    trees: Several,
    as_json: bool,
    strict: bool,
    deep: bool,
    wanted: Wanted,
    timeout: float,
) -> None:
    """Check trees, and say everything that is wrong with them.

    TREE can also be a folder: every tree file below it is checked.

    Of each tree comes first how much was found. Warnings of one kind are told in full
    once, and the others by their places. The exit status is 1 when a tree has errors;
    with --strict also on warnings that were asked for.
    """
    seconds = timeout if deep else None
    meant, all_meant = each(trees, named, TriageError)
    names = chain.from_iterable(meant.values())
    made, all_read = each(names, lambda name: checked(name, seconds).only(wanted))
    found = made.values()
    if as_json:
        echo_json([one.to_dict() for one in found])
    else:
        click.echo("\n\n".join(one.told(wanted) for one in found))
    counting = [*Severity] if strict else [Severity.ERROR]
    if not (all_meant and all_read):
        sys.exit(ExitCode.BAD_INPUT)
    bad = any(one.counts[severity] for one in found for severity in counting)
    sys.exit(ExitCode.FAILED if bad else ExitCode.OK)


@immutable
class Checked:
    name: str
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()
    person: str = "person"
    length: Effort | None = None
    depth: "dead_code.Depth | None" = None

    @property
    def counts(self) -> Counter[Severity]:
        return Counter(finding.severity for finding in self.findings)

    def only(self, wanted: Wanted) -> "Checked":
        """Return what was asked for."""
        accepted = tuple(one for one in self.accepted if wanted.includes(one.finding))
        findings = tuple(filter(wanted.includes, self.findings))
        return attrs.evolve(self, findings=findings, accepted=accepted)

    def told(self, wanted: Wanted) -> str:
        counts = [many(self.counts[severity], severity, "no") for severity in Severity]
        if self.accepted:
            counts.append(f"{len(self.accepted)} accepted")
        lines = [f"{self.name}: {', '.join(counts)}"]
        if self.depth is not None:
            lines.append(self.depth.summary)
        if self.length is not None:
            lines.append(f"an ordinary {self.person} answers {self.length.times}")
        parts = ["\n".join(lines), *folded(self.findings, each=wanted.each)]
        return "\n\n".join([*parts, *map(str, self.accepted)])

    def to_dict(self) -> dict[str, object]:
        return {
            "tree": self.name,
            "errors": self.counts[Severity.ERROR],
            "warnings": self.counts[Severity.WARNING],
            "findings": [finding.to_dict() for finding in self.findings],
            "accepted": [one.to_dict() for one in self.accepted],
            "ordinary": None if self.length is None else self.length.to_dict(),
            **({} if self.depth is None else {"branches": self.depth.to_dict()}),
        }


def checked(name: str, seconds: float | None) -> Checked:
    """Return what is found in a tree; without seconds, the solver is asked nothing."""
    try:
        tree = load(name)
    except InvalidTree as error:
        return Checked(name, error.findings)
    length = ordinary_effort(tree)
    file = find(name)
    beside = chain(outdated(tree, file), refused(tree, file))
    found = [*warnings(tree, local_day()), *beside]
    looked_for = {*CHECKS, "T604"}
    if seconds is None:
        return settled(name, tree, found, looked_for, length)
    with settling("branches, recommendations and questions") as tell:
        depth = dead_code.deep_check(tree, seconds=seconds, progress=tell)
    found = [*dead_code.joined(found, depth.findings)]
    looked_for |= {*dead_code.CODES}
    return settled(name, tree, found, looked_for, length, depth)


def settled(
    name: str,
    tree: Tree,
    found: list[Finding],
    looked_for: Collection[str],
    length: Effort | None,
    depth: "dead_code.Depth | None" = None,
) -> Checked:
    """Return what is left of findings when what the tree accepts is taken away."""
    judged = judge(tree, found, looked_for, local_day())
    person, accepted = tree.profile.person, judged.accepted
    return Checked(name, judged.findings, accepted, person, length, depth)
