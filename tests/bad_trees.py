"""The bad trees: files that carry at their end what is said of them."""

from pathlib import Path

import triage
from triage.checks.catalogue import CATALOGUE
from triage.errors import Finding

BAD = Path(__file__).parent / "trees" / "bad"
FILES = sorted(path.name for path in BAD.glob("*.yaml"))
MARK = b"# expected:\n"


def code_of(name: str) -> str:
    """Return the code that a file is there for."""
    return name.partition("_")[0]


def findings(name: str) -> tuple[Finding, ...]:
    """Return what is found in a file of the current folder."""
    try:
        return triage.check(triage.load(name))
    except triage.InvalidTree as refused:
        return refused.findings


def said(name: str) -> str:
    """Return what is said of a file."""
    return "\n\n".join(map(str, findings(name)))


def expected(name: str) -> str:
    """Return what a file carries as said of it."""
    block = (BAD / name).read_bytes().partition(MARK)[2].decode()
    lines = [line.removeprefix("#").removeprefix(" ") for line in block.splitlines()]
    return "\n".join(lines)


def rewrite(name: str, text: str) -> None:
    """Let a file carry a text as said of it."""
    lines = [f"# {line}".rstrip() for line in text.split("\n")]
    before = (BAD / name).read_bytes().partition(MARK)[0]
    block = "".join(f"{line}\n" for line in lines)
    (BAD / name).write_bytes(before + MARK + block.encode())


def codes_without_a_file() -> set[str]:
    """Return the codes of the catalogue that no file is there for."""
    return CATALOGUE.keys() - {code_of(name) for name in FILES}
