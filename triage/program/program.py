"""Program: a tree as one text, frozen, that engines in other languages run.

It is no signature: whoever changes a program can hash it again. The hash tells a
program that was cut, or changed by mistake.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

import attrs

from triage.base.exceptions import TriageError
from triage.base.wording import quoted
from triage.model.fingerprint import SHORT, full_digest
from triage.model.tree import Tree
from triage.program.export import Export
from triage.program.nodes import OPERATORS

if TYPE_CHECKING:
    from triage.base.shapes import ProgramJSON

FORMAT = "triage-program/1"
HEAD = FORMAT.partition("/")[0]


class ProgramError(TriageError):
    """Say why something is no program that can be run."""


@attrs.frozen(repr=False)
class Program:
    """Hold a tree in its portable form.

    Programs are made by ``Tree.program`` and ``Program.read``.

    Args:
        text: The program as JSON, on one line.

    >>> import triage
    >>> program = triage.load("start").program()
    >>> program
    Program('start', version='1.0.0', logic='40df6f1a454a2382')
    >>> program.to_dict()["steps"][0]["id"]
    'walking'
    """

    text: str

    def __repr__(self) -> str:
        found = self.to_dict()
        return (
            f"Program({found['tree']!r}, version={found['version']!r}, "
            f"logic={found['logic'][:SHORT]!r})"
        )

    def to_dict(self) -> "ProgramJSON":
        """Return the program as JSON."""
        return cast("ProgramJSON", json.loads(self.text))

    @classmethod
    def read(cls, text: str) -> "Program":
        """Return the program that a text is.

        Args:
            text: JSON, as ``triage compile`` writes it.

        Raises:
            ProgramError: It is no program, one of a later format, or not as it was
                written.

        >>> import triage
        >>> program = triage.load("start").program()
        >>> Program.read(program.text) == program
        True
        """
        try:
            found = json.loads(text.removeprefix("\ufeff"))
        except (ValueError, RecursionError):
            raise ProgramError("this is no program: it is no JSON") from None
        refuse(found)
        return cls(as_text(found))


def program_of(tree: Tree) -> Program:
    """Return a tree in its portable form."""
    found = Export(tree).program()
    found["sha256"] = checksum(found)
    return Program(as_text(found))


def as_text(found: Mapping[str, object]) -> str:
    """Return JSON on one line."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def checksum(found: "ProgramJSON") -> str:
    """Return the hash of a program, which is of all but itself.

    It is the SHA-256 of its JSON in UTF-8 without spaces, each object's keys in order,
    letters as they are.
    """
    return full_digest({key: part for key, part in found.items() if key != "sha256"})


def refuse(found: object) -> None:
    """Refuse what is no program of this format, whole and as it was written."""
    form = found.get("format") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not str(form).startswith(f"{HEAD}/"):
        raise ProgramError(f"this is no program: its `format` is not `{FORMAT}`")
    if form != FORMAT:
        raise ProgramError(
            f"this is a program of another format, `{form}`: this version of triage "
            f"reads `{FORMAT}`"
        )
    if found.get("sha256") != checksum(cast("ProgramJSON", found)):
        raise ProgramError(
            "this program is not as it was written: its hash differs; compile it again"
        )
    try:
        named = {str(operator) for operator, *_ in found["nodes"]}
    except (KeyError, TypeError, ValueError):
        raise ProgramError("this program is not whole: compile it again") from None
    if unknown := sorted(named - OPERATORS.keys()):
        raise ProgramError(
            f"this program uses {quoted(unknown)}, which this version of triage does "
            "not know: install a later one"
        )
