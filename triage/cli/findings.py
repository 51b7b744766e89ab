"""Findings on the command line: which are wanted, and alike ones told together."""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

import click

from triage.base.diagnostics import Finding, Severity
from triage.base.immutable import immutable
from triage.base.pattern import pattern
from triage.base.suggest import did_you_mean
from triage.base.text import Span
from triage.base.wording import printable
from triage.cli.options import Several
from triage.lint.catalogue import catalogue

NAMED = pattern("`[^`]*`")

FEW = 3
"""So many warnings of one kind are each told in full."""

MOST_PLACES = 12
"""Of so many more, the places are told."""


@immutable
class Wanted:
    """Say which findings are told: all errors, and of the warnings these."""

    only: Several = ()
    ignored: Several = ()
    errors: bool = False
    each: bool = False

    def includes(self, finding: Finding) -> bool:
        if finding.severity == Severity.ERROR:
            return True
        is_asked = not self.only or finding.code.startswith(self.only)
        return is_asked and not (self.errors or finding.code.startswith(self.ignored))


def wanted_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that choose findings; a command gets them as ``wanted``."""

    @wraps(command)
    def choosing(
        *, only: Several, ignored: Several, errors: bool, each: bool, **options: Any
    ) -> None:
        command(wanted=Wanted(only, ignored, errors, each), **options)

    for option in reversed(OPTIONS):
        choosing = option(choosing)
    return choosing


def codes(_: click.Context, __: click.Parameter, given: Several) -> Several:
    """Return codes, or how they begin, as the catalogue writes them."""
    wanted = tuple(code.strip().upper() for text in given for code in text.split(","))
    for code in wanted:
        if not any(one.startswith(code) for one in catalogue()) or not code:
            close = did_you_mean(code, catalogue())
            raise click.BadParameter(f"no check has the code {code!r}. {close}".strip())
    return wanted


OPTIONS = (
    click.option(
        "--only",
        multiple=True,
        callback=codes,
        metavar="CODES",
        help="Of the warnings only these, such as T504 or T41,T5; errors always.",
    ),
    click.option(
        "--ignore",
        "ignored",
        multiple=True,
        callback=codes,
        metavar="CODES",
        help="All warnings but these; errors always.",
    ),
    click.option("--errors", is_flag=True, help="Tell no warnings."),
    click.option("--each", is_flag=True, help="Tell each warning in full."),
)


def folded(findings: Iterable[Finding], *, each: bool) -> Iterator[str]:
    """Yield findings as text, warnings of one kind once if there are many."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    found = [*findings]
    for one in found:
        alike.setdefault(kind(one), []).append(one)
    for one in found:
        first, *others = alike[kind(one)]
        if each or one.severity == Severity.ERROR or len(others) < FEW:
            yield str(one)
        elif one is first:
            yield f"{one}\n    = {more(one, [other.span for other in others])}"


def kind(finding: Finding) -> tuple[str, str]:
    """Return what alike findings share: all but the words of the author."""
    return finding.code, NAMED.sub("", finding.message)


def more(first: Finding, others: list[Span]) -> str:
    """Say where else there is a finding of one kind.

    The file is named where it is another than before.
    """
    places, file = [], first.span.source.name
    for span in others[:MOST_PLACES]:
        name, line = span.source.name, span.source.line_at(span.start)
        places.append(str(line) if name == file else f"{name}:{line}")
        file = name
    rest = ", …" if len(others) > MOST_PLACES else ""
    lines = printable(", ".join(places)) + rest
    return f"{len(others)} more {first.code}, in lines {lines}; `--each` tells them"
