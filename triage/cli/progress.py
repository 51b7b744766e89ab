"""Progress: how far a long command has come, said on a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import attrs
import click

from triage.base.limits import LIMITS
from triage.cli.output import columns


@attrs.define
class Ticker:
    """Say on a terminal what is being done, in a line that goes away again."""

    since: float  # when something may first be said, by the clock
    shown: str = ""  # what stands in the line

    def show(self, line: str) -> None:
        self.clear()
        watched = sys.stderr is not None and sys.stderr.isatty()
        if watched and monotonic() >= self.since:
            self.shown = line[: columns() - 1]
            click.echo(self.shown, nl=False, err=True)

    def clear(self) -> None:
        if self.shown:
            click.echo(f"\r{' ' * len(self.shown)}\r", nl=False, err=True)
            self.shown = ""


@contextmanager
def ticking(*, at_once: bool = False) -> Iterator[Ticker]:
    """Give a ticker that says something once the work takes a while, or at once."""
    ticker = Ticker(monotonic() + (0 if at_once else LIMITS.progress_seconds))
    try:
        yield ticker
    finally:
        ticker.clear()


@contextmanager
def settling(things: str) -> Iterator[Callable[[int, int], None]]:
    """Give what says of how many things it is settled how they are."""
    with ticking() as ticker:
        yield lambda done, total: ticker.show(f"{done} of {total} {things} settled")
