"""Catalogue of checks: what each finds, how grave, why, and what to write instead.

The entries are data, in ``catalogue.yaml`` beside this file.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from textwrap import indent
from typing import TypeAlias

from triage.base.diagnostics import Severity
from triage.base.exceptions import TriageError
from triage.base.immutable import immutable
from triage.base.suggest import did_you_mean
from triage.base.text import Span, Text
from triage.treefile.entries import Entries
from triage.treefile.fields import CODE, TEXT, Record, choice, key, place

Problem: TypeAlias = tuple[str, Span, str]
"""What a check yields: what is wrong, where, and what to do about it."""


@immutable
class CatalogueEntry:
    """Explain one check, found under its code."""

    id: Text
    span: Span = place()
    severity: Text = key(choice(*Severity), "Whether it refuses.", required=True)
    title: Text = key(TEXT, "What it finds, in a few words.", required=True)
    why: Text = key(TEXT, "Why that matters.", required=True)
    avoid: Text = key(TEXT, "A fragment of a file that has it.", required=True)
    prefer: Text = key(TEXT, "The same fragment without it.", required=True)

    def __str__(self) -> str:
        return (
            f"{self.id} ({self.severity}): {self.title}\n\n{self.why}\n\n"
            f"Avoid:\n\n{indent(self.avoid.value, '    ')}\n"
            f"Prefer:\n\n{indent(self.prefer.value, '    ')}"
        )


@cache
def catalogue() -> Mapping[str, CatalogueEntry]:
    """Return the entries by their codes."""
    file = Path(__file__).with_name("catalogue.yaml")
    return Entries(file, Record(CatalogueEntry), CODE)


def explain(code: str) -> str:
    """Return the entry of a check as text.

    Args:
        code: The code, such as ``T201``, in upper or lower case.

    Raises:
        TriageError: There is no such check.

    >>> print(explain("T201").splitlines()[0])
    T201 (error): A name stands for nothing
    """
    wanted = code.strip().upper()
    if wanted in catalogue():
        return str(catalogue()[wanted])
    advice = did_you_mean(wanted, catalogue())
    raise TriageError(f"no check has the code `{code}`; {advice}".rstrip("; "))
