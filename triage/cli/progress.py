"""Progress: how far a long command has come, on a terminal or, seldom, in a log."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import attrs
import click

from triage.base.limits import LIMITS
from triage.cli.output import columns, note


@attrs.define
class Ticker:
    """Say on a terminal what is being done, in a line that goes away again.

    Elsewhere it is a line now and then, so that a log shows a long proof to be alive.
    """

    since: float  # when something may first be said, by the clock
    logged: float  # when it may first be said where lines stay
    shown: str = ""  # what stands in the line

    def show(self, line: str) -> None:
        self.clear()
        watched = sys.stderr is not None and sys.stderr.isatty()
        if watched and monotonic() >= self.since:
            self.shown = line[: columns() - 1]
            click.echo(self.shown, nl=False, err=True)
        elif not watched and monotonic() >= self.logged:
            self.logged = monotonic() + LIMITS.progress_logged
            note(line)

    def clear(self) -> None:
        if self.shown:
            click.echo(f"\r{' ' * len(self.shown)}\r", nl=False, err=True)
            self.shown = ""


@contextmanager
def ticking(*, at_once: bool = False) -> Iterator[Ticker]:
    """Give a ticker that says something once the work takes a while, or at once."""
    now = monotonic()
    first = now if at_once else now + LIMITS.progress_seconds
    ticker = Ticker(first, now + LIMITS.progress_logged)
    try:
        yield ticker
    finally:
        ticker.clear()


@contextmanager
def settling(things: str) -> Iterator[Callable[[int, int], None]]:
    """Give what says of how many things it is settled how they are."""
    with ticking() as ticker:
        yield lambda done, total: ticker.show(f"{done} of {total} {things} settled")
