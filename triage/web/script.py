"""Script: the engine for browsers, and around it pages that it fills, as one script."""

from pathlib import Path

from triage.program.runtime import FOLDER as ENGINE, MODULES, bare, inside_of

HERE = Path(__file__).with_name("javascript")
PAGES = ("fragments", "prose", "spoken", "form", "screens", "outcome", "interview")
"""What leads through an interview, each behind those that it uses."""


def script(last: str) -> str:
    """Return the engine, and within it the pages around it, as one script.

    Args:
        last: The module that begins: ``app`` or ``component``.
    """
    engine, pages = inside_of(ENGINE, MODULES), inside_of(HERE, (*PAGES, last))
    return bare(f'"use strict";\n(() => {{\n{engine}(() => {{\n{pages}}})();\n}})();\n')
