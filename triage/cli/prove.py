"""`triage prove`: what holds of every patient."""

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from triage import __version__
from triage.base.exceptions import TriageError
from triage.base.files import place_for, write
from triage.base.lazy import Later
from triage.cases.loader import neighbour
from triage.cli.exit_codes import ExitCode
from triage.cli.options import (
    Several,
    file_option,
    json_option,
    on_option,
    timeout_option,
)
from triage.cli.output import columns, echo_json, note
from triage.cli.progress import ticking
from triage.cli.trees import opened
from triage.linker.loader import find
from triage.model.tree import Property, Tree
from triage.verify.certificate import CERTIFICATE, certificate
from triage.verify.properties import Proof, Proofs, proving, selected
from triage.verify.solver import Budget
from triage.verify.text import cut_short, proof_text, stories

if TYPE_CHECKING:
    from triage import diagram
else:
    diagram = Later("triage.diagram")  # few proofs are drawn


@click.command("prove")
@click.argument("trees", nargs=-1, required=True, metavar="TREE...")
@click.option(
    "--property",
    "ids",
    multiple=True,
    metavar="ID",
    help="Prove this property only; can be given several times.",
)
@on_option
@timeout_option
@json_option
@file_option(
    "--certificate",
    "record",
    help="Write what was proved to FILE; `triage check` looks for TREE.proof.json.",
)
@click.option(
    "--draw",
    "folder",
    default="",
    metavar="FOLDER",
    help="Draw the path of each patient for whom a property fails, step by step.",
)
def command(
    *,
    trees: Several,
    ids: Several,
    on: date | None,
    timeout: float,
    as_json: bool,
    record: str,
    folder: str,
) -> None:
    """Prove the properties of trees, of every possible patient.

    A property that fails comes with a patient, and as a case to be kept. The exit
    status is 0 when every property is proved, 1 when some are not, 2 when something
    cannot be used. What no patient can show (because none meets `given`), and what
    the time was not enough for, is not proved.
    """
    if record and len(trees) > 1:
        raise click.UsageError("--certificate is for one tree.")
    if record and on:
        raise click.UsageError("--certificate is for every day, and --on for one.")
    if record:
        place_for(record, CERTIFICATE)
    loaded = [(name, opened(name, on=on)) for name in trees]
    if folder:
        check_pictures(Path(folder), loaded)
    stated = [(name, tree, wanted(tree, ids)) for name, tree in loaded]
    found = [proved(*one, timeout, quiet=as_json) for one in stated]
    if as_json:
        echo_json([proofs.to_dict() for proofs in found])
    for proofs in found if folder else []:
        draw_failures(proofs, Path(folder))
    if record:
        what = certificate(found[0], __version__)
        text = json.dumps(what, indent=2, ensure_ascii=False)
        write(record, f"{text}\n".encode(), CERTIFICATE)
        note(f"{record} is written")
    every = all(proofs.proved for proofs in found)
    sys.exit(ExitCode.OK if every else ExitCode.FAILED)


def wanted(tree: Tree, ids: Several) -> tuple[Property, ...]:
    if ids and not tree.properties:
        raise TriageError(f"`{tree.id}` has no properties")
    return selected(tree, ids or None)


def proved(
    name: str, tree: Tree, stated: tuple[Property, ...], timeout: float, *, quiet: bool
) -> Proofs:
    """Prove properties of a tree, saying of each what came of it once it is known."""
    began, found, total = monotonic(), list[Proof](), len(stated)
    beside = neighbour(tree, find(name))
    try:
        with ticking(at_once=True) as ticker:

            def tell(name: str) -> None:
                ticker.show(f"{len(found) + 1} of {total}: {name}")

            for proof in proving(tree, stated, Budget(timeout), tell):
                ticker.clear()
                found.append(proof)
                if not quiet:
                    click.echo(proof_text(tree, proof, beside, columns()))
    except KeyboardInterrupt:
        note(cut_short(tree, found, total))
        sys.exit(ExitCode.INTERRUPTED)
    proofs = Proofs(tree, tuple(found), monotonic() - began)
    if not quiet:
        click.echo(proofs.summary)
    return proofs


def check_pictures(folder: Path, trees: Iterable[tuple[str, Tree]]) -> None:
    """Refuse a folder that is none, and trees whose pictures would have one name."""
    if folder.exists() and not folder.is_dir():
        message = f"{folder}: this is no folder: name one for --draw, also a new one"
        raise TriageError(message)
    named = dict[str, str]()
    for name, tree in trees:
        if (other := named.setdefault(tree.id, name)) != name:
            message = f"{other} and {name} are both `{tree.id}`, and so are pictures"
            raise TriageError(f"{message} called: draw each in a folder of its own")


def draw_failures(proofs: Proofs, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for proof in proofs.proofs:
        for ending, story in zip(("", "_worse"), stories(proof), strict=False):
            file = folder / f"{proofs.tree.id}.{proof.property.id}{ending}.svg"
            says, worse = proof.property.says, story.instead
            drawn = diagram.draw_path(story.decision, breaks=says, worse=worse)
            drawn.save(file)
            note(f"{file} is drawn")
