"""`triage watch`: what is wrong with a tree, each time that it is saved."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import sleep
from typing import TypeAlias

import click

import triage
from triage.cases.loader import beside
from triage.cli.exit_codes import ExitCode
from triage.cli.options import file_option
from triage.cli.output import note
from triage.diagram.diagram import ending_of
from triage.linker.loader import find
from triage.treefile.files import contents

PAUSE = 0.25
"""Seconds between two looks at the files: a person notices no delay."""

WATCHED = (".yaml", ".yml", ".csv")

Stamps: TypeAlias = dict[str, tuple[int, int]]
"""When each file was written, and how large it is."""


@click.command("watch")
@click.argument("tree")
@file_option(
    "-o", "--output", help="Draw the tree to FILE each time, as `triage draw` does."
)
def command(*, tree: str, output: str) -> None:
    """Check, test, prove and draw a tree each time that it is saved.

    Looks at every YAML and CSV file in the folder of TREE and below. What is still
    being proved of the tree before is given up. Ctrl-C ends it.
    """
    file = find(tree)
    contents(file)
    if output:
        ending_of(output)
    for changed in saves(file.parent):
        run_all(commands(tree, file, output), changed)
        if not changed():
            note(f"watching {tree}: Ctrl-C ends it")


def commands(tree: str, file: Path, picture: str) -> Iterator[list[str]]:
    """Yield what is run; the first must succeed, or the others say the same again."""
    yield ["check", tree]
    if beside(file).is_file():
        yield ["test", tree]
    yield ["prove", tree]
    if picture:
        yield ["draw", tree, "--output", picture]


def run_all(every: Iterator[list[str]], changed: Callable[[], bool]) -> None:
    for words in every:
        click.echo(f"$ triage {shlex.join(words)}")
        status = run(words, changed)
        if status == ExitCode.UNREAD:
            raise BrokenPipeError
        if status is None or (words[0] == "check" and status != ExitCode.OK):
            return
        click.echo()


def run(words: list[str], changed: Callable[[], bool]) -> int | None:
    """Return how a command ends; None where it was given up for what came meanwhile."""
    where = (str(Path(triage.__file__).parents[1]), os.environ.get("PYTHONPATH", ""))
    child = subprocess.Popen(  # noqa: S603  our own command
        [sys.executable, "-P", "-m", "triage", *words],
        stdin=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, where))},
    )
    try:
        while not changed():
            with suppress(subprocess.TimeoutExpired):
                return child.wait(PAUSE)
        return None
    finally:
        child.terminate()
        child.wait()


def saves(folder: Path) -> Iterator[Callable[[], bool]]:
    """Yield at first, and after each save, whether something was saved since."""
    while True:
        seen = settled(folder)
        yield partial(differs, folder, seen)
        while not differs(folder, seen):
            sleep(PAUSE)


def settled(folder: Path) -> Stamps:
    """Return the files once nothing is being written: editors save in several steps."""
    seen: Stamps | None = None
    while differs(folder, seen):
        seen = stamps(folder)
        sleep(PAUSE)
    return seen or {}


def differs(folder: Path, seen: Stamps | None) -> bool:
    return stamps(folder) != seen


def stamps(folder: Path) -> Stamps:
    found = Stamps()
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.endswith(WATCHED) and not name.startswith("."):
                path = Path(where, name)
                with suppress(OSError):  # gone meanwhile
                    found[str(path)] = path.stat().st_mtime_ns, path.stat().st_size
    return found
