"""Distinct names, of columns and of keys; and the whole numbers beside them.

No name may be there twice, and no number have more digits than are read.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

from triage.base.files import FileError


def check_columns(name: str, columns: Sequence[str]) -> None:
    """Refuse the first line of a table that does not name its columns.

    Args:
        name: The name of the file.
        columns: The columns.

    Raises:
        FileError: There is none, or one is there twice, or they are not parted.
    """
    if not columns:
        raise FileError(f"{name}: the first line of a table names its columns")
    if len(columns) == 1 and (";" in columns[0] or "\t" in columns[0]):
        raise FileError(f"{name}: separate the cells with commas")
    twice = [column for column, count in Counter(columns).items() if count > 1]
    if twice:
        raise FileError(f"{name}: the column {twice[0]!r} is there twice")


def integer(text: str) -> int:
    """Return a whole number of JSON.

    Raises:
        OverflowError: It has more digits than Python reads.

    >>> integer("-12")
    -12
    """
    try:
        return int(text)
    except ValueError:
        most = sys.get_int_max_str_digits()
        raise OverflowError(f"a number here has more than {most:,} digits") from None


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the pairs of a JSON object.

    Raises:
        ValueError: A key is there twice.

    >>> unique([("age", 44), ("fever", "no")])
    {'age': 44, 'fever': 'no'}
    """
    found = dict(pairs)
    if len(found) < len(pairs):
        twice, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        raise ValueError(f"{twice!r} is there twice")
    return found
