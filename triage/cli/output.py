"""Output: results on standard output, everything beside them on standard error."""

import json
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

import click

from triage.base.lazy import Later
from triage.base.wording import printable
from triage.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    import shutil

    from triage.engine.decision import Decision
else:
    shutil = Later("shutil")  # with all that packs files

WIDEST = 80
NARROWEST = 20


def note(text: str) -> None:
    """Say something beside the result, unless nobody can be told."""
    with suppress(OSError):
        click.echo(printable(text), err=True)


def columns() -> int:
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))


def echo_json(value: object) -> None:
    """Print a value as JSON, in letters that the output can carry."""
    encoding = getattr(sys.stdout, "encoding", None) or ""
    plain = not encoding.lower().startswith("utf")
    text = json.dumps(value, indent=2, ensure_ascii=plain)
    click.echo("\n".join(map(escaped, text.split("\n"))))


def escaped(line: str) -> str:
    """Return a line of JSON that says the same in characters that can be seen."""
    shown = (c if printable(c) == c else json.dumps(c)[1:-1] for c in line)
    return line if line.isprintable() else "".join(shown)


def note_missing(decision: "Decision") -> None:
    if decision.missing:
        note(f"not answered: {', '.join(decision.missing)}")


def leave(decision: "Decision") -> NoReturn:
    sys.exit(ExitCode.OK if decision.complete else ExitCode.INCOMPLETE)
