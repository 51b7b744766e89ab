"""Program: a tree in a portable form, which an engine in any language runs.

>>> import triage
>>> from triage.program import Program
>>> program = triage.load("start").program()
>>> Program.read(program.text) == program
True
"""

from typing import TYPE_CHECKING

from triage.base.lazy import lazily

if TYPE_CHECKING:
    from triage.program.fast import Fast
    from triage.program.nodes import Unportable
    from triage.program.program import Program, ProgramError
    from triage.program.runtime import runtime_path, runtime_text

__all__ = [
    "Fast",
    "Program",
    "ProgramError",
    "Unportable",
    "runtime_path",
    "runtime_text",
]

HOMES = {
    "triage.program.fast": ("Fast",),
    "triage.program.nodes": ("Unportable",),
    "triage.program.program": ("Program", "ProgramError"),
    "triage.program.runtime": ("runtime_path", "runtime_text"),
}
"""The module of each name."""

if not TYPE_CHECKING:  # a type checker would let every name pass
    __getattr__, __dir__ = lazily(__name__, HOMES)
