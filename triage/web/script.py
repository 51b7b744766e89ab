"""Script: the engine for browsers, and around it pages that it fills, as one script."""

from collections.abc import Iterator
from pathlib import Path

from triage.base.kinds.duration import UNITS
from triage.base.pattern import pattern
from triage.base.speech import ACCEPT
from triage.program.runtime import FOLDER as ENGINE, MODULES, bare, inside_of

HERE = Path(__file__).with_name("javascript")
PAGES = ("fragments", "prose", "spoken", "form", "screens", "outcome", "interview")
"""What leads through an interview, each behind those that it uses."""


SAID = pattern(r'\bsay\(\s*"([^"]+)"')


def phrases() -> Iterator[str]:
    """Yield what pages say, and what means something where a person types."""
    yield from SAID.findall(inside_of(HERE, PAGES))
    yield from map(ACCEPT.format, ("not sure", "1/4", *UNITS))
    yield from ("yes", "no")


def script(last: str) -> str:
    """Return the engine, and within it the pages around it, as one script.

    Args:
        last: The module that begins: ``app`` or ``component``.
    """
    engine, pages = inside_of(ENGINE, MODULES), inside_of(HERE, (*PAGES, last))
    return bare(f'"use strict";\n(() => {{\n{engine}(() => {{\n{pages}}})();\n}})();\n')
