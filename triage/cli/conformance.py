"""`triage conformance`: a kit to try engines of other languages with."""

from collections import Counter
from pathlib import Path

import click

from triage.base.files import FileError, failed, write
from triage.base.wording import many
from triage.cli.options import place_option
from triage.cli.output import note
from triage.cli.trees import opened
from triage.linker.loader import builtins, loads
from triage.program.kit import EVERY_PART, beside, kit


@click.command("conformance")
@click.argument("trees", nargs=-1)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FOLDER",
    help="Write the kit into FOLDER, which is new or empty.",
)
@place_option
def command(*, trees: tuple[str, ...], output: str, place: str) -> None:
    """Write a kit to try engines of other languages with.

    Of each tree it has the program, answers of patients, and what must come of them;
    of the built-in trees and of one that has every part, unless trees are named.
    """
    found = [opened(name, place=place) for name in trees or builtins()]
    if not trees:
        found.append(loads(beside(EVERY_PART), name=EVERY_PART))
    for tree, count in Counter(tree.id for tree in found).items():
        if count > 1:
            raise FileError(f"{count} trees are called `{tree}`: name one of them")
    folder = emptied(output)
    for name, text in kit(found):
        write(str(folder / name), text.encode())
    note(f"{output} has the trials of {many(len(found), 'tree')}")


def emptied(name: str) -> Path:
    """Return a folder with nothing in it, which is made unless it is there.

    Raises:
        FileError: There is something in it, or it cannot be made.
    """
    folder = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        full = any(folder.iterdir())
    except (OSError, ValueError) as error:
        raise failed(name, "written", error) from None
    if full:
        raise FileError(f"{name} is not empty: choose another folder")
    return folder
