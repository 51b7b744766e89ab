"""Fitting: which rows of a decision table fit whom, over all that can be answered.

Column by column, answers that the same rows allow are one. What is left at the end are
the sets of rows that fit somebody: a table has a gap where a set is empty, and an
overlap where one has two rows.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from triage.base.limits import LIMITS
from triage.linker.cells import Stretches


class TooMany(Exception):
    """Say that there are more sets of rows than are looked at."""


def groups(column: Sequence[Stretches], first: int, last: int) -> dict[int, int]:
    """Return the sets of rows that fit some answer, each with the first such answer.

    A set is a whole number, with a bit for each row.

    >>> groups([((0, 3),), ((2, 9),)], 0, 9)
    {1: 0, 3: 2, 2: 4}
    """
    rows = Counter[Stretches]()
    for number, stretches in enumerate(column):
        rows[stretches] |= 1 << number
    turns = Counter({first: 0})
    for stretches, those in rows.items():
        for begin, end in stretches:
            turns[begin] ^= those
            turns[end + 1] ^= those
    found, fitting = dict[int, int](), 0
    for place in sorted(turns):
        fitting ^= turns[place]
        if place <= last:
            found.setdefault(fitting, place)
    return found


def fitting(
    columns: Sequence[dict[int, int]], rows: int
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the sets of rows that fit somebody, each with the answers of such a one.

    Answers to the last columns are missing where they do not matter.

    Raises:
        TooMany: There are too many to look at.
    """
    seen = set[tuple[int, int]]()
    left: list[tuple[int, int, tuple[int, ...]]] = [(0, (1 << rows) - 1, ())]
    while left:
        depth, those, answers = left.pop()
        if not those or depth == len(columns):
            yield those, answers
            continue
        for mask, place in reversed(columns[depth].items()):
            key = depth + 1, those & mask
            if key not in seen:
                seen.add(key)
                left.append((*key, (*answers, place)))
        if len(seen) > LIMITS.table_sets:
            raise TooMany


def numbers(those: int) -> Iterator[int]:
    """Yield the rows of a set, the first first.

    >>> [*numbers(0b1010)]
    [1, 3]
    """
    while those:
        lowest = those & -those
        yield lowest.bit_length() - 1
        those ^= lowest
