"""The bad trees, cases and hazards: files that end with what is said of them."""

from collections.abc import Iterator
from contextlib import chdir, contextmanager, nullcontext
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import triage
import triage.cases
from triage.base.diagnostics import Finding
from triage.hazards.place import SUFFIX, refused
from triage.lint.catalogue import catalogue
from triage.verify.dead_code import deep_check, joined
from triage.verify.outdated import outdated
from triage.verify.solver import BOOLEAN, UNKNOWN, Solver, Unknown

BAD = Path(__file__).parents[1] / "trees" / "bad"
FILES = sorted(path.name for path in BAD.glob("*.yaml"))
BAD_CASES = Path(__file__).parents[1] / "cases" / "bad"
CASES = sorted(path.name for path in BAD_CASES.glob("*.cases.yaml"))
BAD_HAZARDS = Path(__file__).parents[1] / "hazards" / "bad"
HAZARDS = sorted(path.name for path in BAD_HAZARDS.glob("*.hazards.yaml"))
MARK = b"# expected:\n"

PROOFS = ("T601", "T602", "T603")
"""The codes of what is found when properties are proved."""

DEEP = ("T420", "T421", "T422", "T423", "T424", "T429")
"""The codes of what is found when every branch is settled by proof."""

TIRED = ("T424_open.yaml", "T603_open.yaml", "T603_product.yaml")
"""Files judged by a solver that has no time for sums, as if they took too long."""

DAYS = {"T515_contacts.yaml": date(2030, 1, 31)}
"""The day on which a file is judged, where that is not today."""


def code_of(name: str) -> str:
    """Return the code that a file is there for."""
    return name.partition("_")[0]


def path_of(name: str) -> Path:
    """Return where a file stands."""
    if name in HAZARDS:
        return BAD_HAZARDS / name
    return (BAD_CASES if name in CASES else BAD) / name


@cache
def findings(name: str) -> tuple[Finding, ...]:
    """Return what is found in a file, when one stands in its folder."""
    try:
        with chdir(path_of(name).parent), tired() if name in TIRED else nullcontext():
            return found(name)
    except triage.InvalidTree as refused:
        return refused.findings


@contextmanager
def tired() -> Iterator[None]:
    """Let the solver run out of time over sums of several numbers."""
    check = Solver.check

    def check_unless_summed(solver: Solver, *question: Any) -> bool | Unknown:
        return UNKNOWN if solver.kind != BOOLEAN else check(solver, *question)

    with patch.object(Solver, "check", check_unless_summed):
        yield


def found(name: str) -> tuple[Finding, ...]:
    """Return what is said of a tree, or nothing about cases and hazards.

    Raises:
        InvalidTree: The file is refused.
    """
    if name in HAZARDS:
        beside = Path(f"{name.removesuffix(SUFFIX)}.yaml")
        return refused(triage.load(Path("throat.yaml")), beside)
    if name in CASES:
        triage.cases.load(name)
        return ()
    tree = triage.load(name, language="es" if translated(name).exists() else "")
    if code_of(name) in PROOFS:
        return triage.prove(tree).findings
    if code_of(name) in DEEP:
        deep = deep_check(tree)
        return joined(triage.check(tree), deep.findings)
    stale = outdated(tree, Path(name))
    return (*triage.check(tree, today=DAYS.get(name)), *stale)


def translated(name: str) -> Path:
    """Return where the translations of a file stand, if there are any."""
    return path_of(name).with_suffix(".es.po")


def said(name: str) -> str:
    """Return what is said of a file."""
    return "\n\n".join(map(str, findings(name)))


def expected(name: str) -> str:
    """Return what a file carries as said of it."""
    block = path_of(name).read_bytes().partition(MARK)[2].decode()
    lines = [line.removeprefix("#").removeprefix(" ") for line in block.splitlines()]
    return "\n".join(lines)


def rewrite(name: str, text: str) -> None:
    """Let a file carry a text as said of it."""
    lines = [f"# {line}".rstrip() for line in text.split("\n")]
    before = path_of(name).read_bytes().partition(MARK)[0]
    findings.cache_clear()
    block = "".join(f"{line}\n" for line in lines)
    path_of(name).write_bytes(before + MARK + block.encode())


def codes_without_a_file() -> set[str]:
    """Return the codes of the catalogue that no file is there for."""
    return catalogue().keys() - {code_of(name) for name in [*FILES, *CASES, *HAZARDS]}
