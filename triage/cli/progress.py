"""How far a command is, said on a terminal once that takes a while."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import attrs
import click

from triage.cli.options import columns
from triage.verify.reachability import Progress

PATIENCE = 1.0
"""After how many seconds it is said how far the work has come."""


@attrs.define
class Ticker:
    """Say on a terminal what is being done, in a line that goes again.

    Args:
        total: How many things are to be done.
        done: How many have been begun.
        said: What stands in the line.
    """

    total: int
    done: int = 0
    said: str = ""

    def say(self, name: str) -> None:
        """Say what is done now."""
        self.done += 1
        self.show(f"{self.done} of {self.total}: {name}")

    def show(self, line: str) -> None:
        """Show a line."""
        if sys.stderr is not None and sys.stderr.isatty():
            self.said = line[: columns() - 1]
            click.echo(self.said, nl=False, err=True)

    def clear(self) -> None:
        """Take the line away."""
        if self.said:
            click.echo(f"\r{' ' * len(self.said)}\r", nl=False, err=True)
            self.said = ""


@contextmanager
def settling(things: str) -> Iterator[Progress]:
    """Give what says on a terminal how far it is, once that takes a while."""
    began, ticker = monotonic(), Ticker(0)

    def tell(settled: int, total: int) -> None:
        if monotonic() - began > PATIENCE:
            ticker.clear()
            ticker.show(f"{settled} of {total} {things} settled")

    try:
        yield tell
    finally:
        ticker.clear()


def told_how_far(files: list[Path]) -> Iterator[Path]:
    """Yield files, saying on a terminal how far it is once that takes a while."""
    began, said = monotonic(), ""
    watched = sys.stderr is not None and sys.stderr.isatty()
    for number, file in enumerate(files, 1):
        if watched and monotonic() - began > PATIENCE:
            said = f"\r{number} of {len(files)} files with cases"
            click.echo(said, nl=False, err=True)
        yield file
    if said:
        click.echo(f"\r{' ' * len(said)}\r", nl=False, err=True)
