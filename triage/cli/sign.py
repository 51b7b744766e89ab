"""`triage sign`: a review, written into the file of its tree."""

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from triage.base.dates import local_day
from triage.base.exceptions import TriageError
from triage.base.files import write
from triage.base.wording import folded
from triage.cli.options import day_option, file_option
from triage.cli.output import note
from triage.linker.bundle import is_bundle
from triage.linker.loader import find, load
from triage.lint.reviews import is_to_come
from triage.model.tree import Tree
from triage.review.signature import FORMAT, signature, signed
from triage.terminal.json_files import contents
from triage.treefile.document import ReviewEntry
from triage.treefile.files import source_from

DECISIONS = ("approved", "changes", "rejected")


@click.command("sign")
@click.argument("tree")
@file_option("--from", "file", help="The review that the page of it saved.")
@click.option("--by", default="", metavar="NAME", help="Who reviewed it.")
@click.option("--role", default="", help="In which role.")
@click.option("--number", default="", help="Under which number they are registered.")
@day_option("--on", "on", help="The day, such as 2026-11-20; today, unless said.")
@click.option("--decision", type=click.Choice(DECISIONS), help="With what outcome.")
def command(
    *,
    tree: str,
    file: str,
    by: str,
    role: str,
    number: str,
    on: date | None,
    decision: str | None,
) -> None:
    """Write a review into the file of its tree.

    It goes under `reviews`, with the hashes of the logic and of the words that were
    reviewed; all else in the file stays as it is. A review that the page saved is
    refused where the tree was changed since. Otherwise --by and --decision say it.
    """
    if by and not by.strip():
        raise click.UsageError("--by is blank: name who reviewed it.")
    said = {"by": by, "role": role, "number": number, "decision": decision or ""}
    given = {name: text for name, value in said.items() if (text := folded(value))}
    if file and (given or on):
        raise click.UsageError("--from has it all: leave out the other options.")
    if not file and not (by and decision):
        raise click.UsageError("give --from FILE, or --by and --decision.")
    path = find(tree)
    if not Path(tree).suffix:
        raise click.UsageError(f"`{tree}` is built in: sign a copy of its file.")
    loaded = load(path)
    given |= {"on": (on or local_day()).isoformat()}
    data = contents(file) if file else as_file(loaded, given)
    review = signature(file or "the review", data, loaded)
    if is_to_come(review, local_day()):
        who = f"the review by {review.by}"
        raise TriageError(f"{who} is of a day to come, {review.on}: sign it then")
    record(path, loaded, review)
    note(f"{review.by} signed `{loaded.id}`: {review.decision}, on {review.on}")


def as_file(tree: Tree, given: dict[str, str]) -> bytes:
    """Return what the page would save."""
    review = {**given, "logic": tree.logic, "wording": tree.wording}
    found = {FORMAT: 1, "tree": tree.id, "review": review}
    return json.dumps(found, ensure_ascii=False).encode()


def record(path: Path, tree: Tree, review: ReviewEntry) -> None:
    """Write a review into a file; leave that as it was where it is another tree then.

    Raises:
        TriageError: It would be.
    """
    data = path.read_bytes()
    source = source_from(path.name, data)
    if is_bundle(source):
        raise TriageError(f"`{path}` is a bundle: sign the file that it was made of")
    mark = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
    write(str(path), (mark + signed(source.text, review)).encode())
    after = None
    with suppress(TriageError):
        after = load(path)
    if after is None or not is_same(tree, after):
        write(str(path), data)
        raise TriageError(f"`{path}` cannot be signed: add to `reviews` by hand")


def is_same(old: Tree, new: Tree) -> bool:
    """Whether a tree is the old one with one more review."""
    one, other = ((x.full_logic, x.full_wording) for x in (old, new))
    counts = [len(x.documents[0].reviews) for x in (old, new)]
    return one == other and counts[1] == counts[0] + 1
