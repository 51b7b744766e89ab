"""Several columns: answers of which each option, or "not sure", has its own column."""

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from triage.base.question import Question
from triage.frames.plan import Asked
from triage.frames.readings import Columns, Read
from triage.frames.walked import Rows
from triage.program.codes import marks

Flags: TypeAlias = NDArray[np.bool_]


def flag(name: str) -> Asked:
    """Return the question that a column of truths answers."""
    mark = marks(question := Question(name, "", "yes_no"))
    kind = np.dtype(np.int8)
    return Asked(question, kind, mark.unsure, mark.unasked, bits=False, range=(0, 0))


def bad(count: int, wrong: Iterable[tuple[str, Rows]]) -> Flags:
    """Return the rows of which something is wrong."""
    found = np.zeros(count, bool)
    for _, rows in wrong:
        found[rows] = True
    return found


def with_doubts(asked: Asked, found: Read, columns: Columns, name: str) -> Read:
    """Return answers with "not sure" where a column beside them says so."""
    doubts = columns.read(flag(name), name)
    wrong = (*found.wrong, *doubts.wrong)
    unclear, codes = bad(len(doubts.codes), wrong), found.codes.copy()
    doubting, given = (doubts.codes == 0) & ~unclear, codes != asked.unasked
    codes[unclear] = asked.unasked
    if asked.bits:
        chosen = np.where(given, codes, np.asarray(0, asked.type))
        codes = np.where(doubting, chosen | asked.unsure, codes)
        return together(asked, Read(codes, wrong))
    clash = doubting & given & (codes != asked.unsure)
    codes[doubting] = asked.unsure
    return without(asked, Read(codes, wrong), clash, "contradiction")


def from_flags(asked: Asked, columns: Columns, names: Iterable[str]) -> Read:
    """Return answers of which each option is a column of truths.

    Where some of them are empty and others not, it is not known what is chosen.
    """
    found = [columns.read(flag(name), name) for name in names]
    codes, empty = np.zeros(columns.count, asked.type), np.zeros(columns.count, int)
    for option, each in enumerate(found):
        codes |= np.where(each.codes == 0, np.asarray(1 << option, asked.type), 0)
        empty += each.codes == flag("").unasked
    wrong = tuple(item for each in found for item in each.wrong)
    codes[empty > 0] = asked.unasked
    some = (empty > 0) & (empty < len(found)) & ~bad(columns.count, wrong)
    return together(asked, without(asked, Read(codes, wrong), some, "missing"))


def together(asked: Asked, found: Read) -> Read:
    """Return answers without those of options that do not stand together."""
    apart = np.zeros(len(found.codes), bool)
    chosen = np.where(found.codes == asked.unasked, 0, found.codes)
    for option in asked.question.alone:
        bit = 1 << asked.question.keys.index(option)
        apart |= (chosen & bit != 0) & (chosen != bit)
    return without(asked, found, apart, "alone_with_others")


def without(asked: Asked, found: Read, here: Flags, code: str) -> Read:
    """Return answers without those of some rows, and what is wrong with these."""
    if not here.any():
        return found
    codes = np.where(here, np.asarray(asked.unasked, asked.type), found.codes)
    name = f"{asked.question.id}: {code}"
    return Read(codes, (*found.wrong, (name, np.flatnonzero(here))))
