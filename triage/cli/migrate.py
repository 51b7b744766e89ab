"""`triage migrate`: which saved interviews fit a tree, and what is asked again."""

import sys
from collections.abc import Iterator

import click

from triage.base.exceptions import TriageError
from triage.base.immutable import immutable
from triage.base.wording import many
from triage.cli.exit_codes import ExitCode
from triage.cli.options import Several, json_option, place_option
from triage.cli.output import echo_json
from triage.cli.trees import opened
from triage.engine.changes import Change
from triage.engine.migrate import Migration, migrate
from triage.model.tree import Tree
from triage.terminal.storage import read_record


@click.command("migrate")
@click.argument("tree")
@click.argument("files", nargs=-1, required=True)
@place_option
@json_option
def command(*, tree: str, files: Several, place: str, as_json: bool) -> None:
    """Say which saved interviews fit a tree.

    It says what would be asked again, and writes nothing. FILES are records of
    interviews, of this version of the tree or of earlier ones. The exit status is 1
    when an answer of one would be asked again, or be lost, or when a record cannot be
    read.
    """
    loaded = opened(tree, place=place)
    found = [tried(loaded, file) for file in files]
    if as_json:
        echo_json([trial.to_dict() for trial in found])
    else:
        for trial in found:
            click.echo("\n".join(trial.lines()))
        fine = sum(trial.fits for trial in found)
        click.echo(f"{many(len(found), 'record')}, of which {fine} fit as they are.")
    sys.exit(ExitCode.OK if all(trial.fits for trial in found) else ExitCode.FAILED)


@immutable
class Trial:
    """Hold what became of one record."""

    file: str
    found: Migration | None
    problem: str = ""

    @property
    def fits(self) -> bool:
        """Whether every answer would be kept."""
        found = self.found
        return found is not None and not (found.dropped or found.reworded)

    def lines(self) -> Iterator[str]:
        if self.found is None:
            yield f"{self.file}: {self.problem}"
            return
        found = self.found
        kept, lost = len(found.kept), len(found.dropped) + len(found.reworded)
        yield f"{self.file}: {kept} of {many(kept + lost, 'answer')} kept"
        yield from (f"  {change}" for change in found.changed)
        if found.reworded:
            yield "  If a question asks the same in other words, add to the tree:"
            words = (f"{name}: [{then}]" for name, then in found.reworded.items())
            yield f"    same_meaning: {{{', '.join(words)}}}"

    def to_dict(self) -> dict[str, object]:
        if self.found is None:
            return {"file": self.file, "problem": self.problem}
        return {
            "file": self.file,
            "kept": list(self.found.kept),
            "dropped": list(self.found.dropped),
            "reworded": dict(self.found.reworded),
            "changed": [as_dict(change) for change in self.found.changed],
        }


def as_dict(change: Change) -> dict[str, object]:
    return {"kind": change.kind, "question": change.question, "text": str(change)}


def tried(tree: Tree, file: str) -> Trial:
    try:
        return Trial(file, migrate(tree, read_record(file), allow_retired=True))
    except TriageError as error:
        return Trial(file, None, str(error).removeprefix(f"{file}: "))
