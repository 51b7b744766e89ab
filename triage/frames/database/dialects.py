"""Dialects: what databases say differently, each as one record of texts.

A day is a whole number here, as in a program: 1 is the first of January of the year 1.
"""

from collections.abc import Callable
from datetime import date

import attrs

from triage.base.exceptions import TriageError
from triage.base.immutable import immutable
from triage.language.months import ROOM

EPOCH = date(1970, 1, 1).toordinal()


class Unsayable(TriageError):
    """Say what a tree uses that a database cannot say.

    >>> import triage
    >>> from triage.frames import sql
    >>> try:
    ...     sql(triage.load("start"), "sqlit")
    ... except triage.TriageError as error:
    ...     print(error)
    no dialect of SQL is called `sqlit`: did you mean `sqlite`?
    """


@immutable
class Dialect:
    """Say how one database writes what others write in another way.

    Args:
        name: Its name, as ``--dialect`` takes it.
        fence: What keeps a table expression from being copied into its users.
        divided: The operator that divides whole numbers, none of them below zero.
        least: The function for the least of some numbers.
        greatest: That for the greatest.
        yes: How true is written as text; and false, under ``no``.
        number: Returns a cell as a number, or NULL where it is none.
        day: Returns a cell as the number of a day, or NULL where it is none.
        literal: Returns a day as a cell holds it.
        today: The day on which the query is run.
        dated: Returns the number of a day as a day.
        parts: Returns the year, the month and the day of a day.
        first: Returns the number of the first day of a month, counted from the year 0.
        exact: Returns how many units make a number, as it is shown.
        longest: How many letters a name may have.
        columns: How many columns a table expression may have.
        dates: Whether it counts days as it is written here.
        truth: Returns a cell that is true or false; NULL where it is empty.
    """

    name: str
    fence: str
    divided: str
    least: str
    greatest: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    number: Callable[[str], str]
    day: Callable[[str], str]
    literal: Callable[[str], str]
    today: str
    dated: Callable[[str], str]
    parts: Callable[[str], tuple[str, str, str]]
    first: Callable[[str], str]
    exact: Callable[[str, int], str]
    longest: int
    columns: int
    dates: bool = True
    truth: Callable[[str], str] = str

    def mark(self, day: str) -> str:
        """Return the mark of a day, which is a column: see ``months``."""
        year, month, number = self.parts(day)
        return f"{ROOM} * (12 * {year} + {month} - 1) + {number}"


def from_the_first(month: str, divided: str, kind: str) -> str:
    year, rest = f"{month} {divided} 12", f"{month} % 12 + 1"
    return f"MAKE_DATE(CAST({year} AS {kind}), CAST({rest} AS {kind}), 1)"


def sqlite_first(month: str) -> str:
    made = f"PRINTF('%04d-%02d-01', {month} / 12, {month} % 12 + 1)"
    return f"CAST(JULIANDAY({made}) - 1721424.5 AS INTEGER)"


def sqlite_truth(cell: str) -> str:
    known = f"WHEN {cell} IN (1, '1') THEN 1 WHEN {cell} IN (0, '0') THEN 0"
    return f"CASE {known} WHEN TRIM({cell}) <> '' THEN 2 END"


def sqlite_part(day: str, part: str) -> str:
    return f"CAST(STRFTIME('%{part}', {day}) AS INTEGER)"


DUCKDB = Dialect(
    name="duckdb",
    fence="",
    divided="//",
    least="LEAST",
    greatest="GREATEST",
    yes=("yes", "true"),
    no=("no", "false"),
    number=lambda cell: f"TRY_CAST({cell} AS DOUBLE)",
    day=lambda cell: (
        f"TRY_CAST({cell} AS DATE) - DATE '1970-01-01' + {EPOCH}"  # whole days
    ),
    literal=lambda day: f"DATE '{day}'",
    today="CURRENT_DATE",
    dated=lambda day: f"DATE '1970-01-01' + CAST({day} - {EPOCH} AS INTEGER)",
    parts=lambda day: (f"YEAR({day})", f"MONTH({day})", f"DAY({day})"),
    first=lambda month: (
        f"{from_the_first(month, '//', 'INTEGER')} - DATE '1970-01-01' + {EPOCH}"
    ),
    exact=lambda units, scale: f"CAST({units} AS BIGINT) * {10**-scale:.{scale}f}",
    longest=1_000,
    columns=5_000,
)

POSTGRES = Dialect(
    name="postgres",
    fence=" OFFSET 0",
    divided="/",
    least="LEAST",
    greatest="GREATEST",
    yes=("yes", "true"),
    no=("no", "false"),
    number=lambda cell: f"CAST({cell} AS NUMERIC)",
    day=lambda cell: f"CAST({cell} AS DATE) - DATE '1970-01-01' + {EPOCH}",
    literal=lambda day: f"DATE '{day}'",
    today="CURRENT_DATE",
    dated=lambda day: f"DATE '1970-01-01' + CAST({day} - {EPOCH} AS INTEGER)",
    parts=lambda day: (
        f"CAST(EXTRACT(YEAR FROM {day}) AS BIGINT)",
        f"CAST(EXTRACT(MONTH FROM {day}) AS BIGINT)",
        f"CAST(EXTRACT(DAY FROM {day}) AS BIGINT)",
    ),
    first=lambda month: (
        f"{from_the_first(month, '/', 'INTEGER')} - DATE '1970-01-01' + {EPOCH}"
    ),
    exact=lambda units, scale: f"{units} * {10**-scale:.{scale}f}",
    longest=63,
    columns=1_600,
)

SQLITE = Dialect(
    name="sqlite",
    fence=" LIMIT -1 OFFSET 0",
    divided="/",
    least="MIN",
    greatest="MAX",
    yes=("yes", "1"),
    no=("no", "0"),
    number=lambda cell: f"CASE WHEN TYPEOF({cell}) <> 'text' THEN {cell} END",
    day=lambda cell: (
        f"CASE WHEN DATE(JULIANDAY({cell})) = {cell} "
        f"THEN CAST(JULIANDAY({cell}) - 1721424.5 AS INTEGER) END"
    ),
    literal=lambda day: f"'{day}'",
    today="DATE('now', 'localtime')",
    dated=lambda day: f"DATE({day} + 1721424.5)",
    parts=lambda day: (
        sqlite_part(day, "Y"),
        sqlite_part(day, "m"),
        sqlite_part(day, "d"),
    ),
    first=sqlite_first,
    exact=lambda units, scale: f"{units} / {10.0**scale:.1f}",
    longest=1_000,
    columns=2_000,
    truth=sqlite_truth,
)

DIALECTS = {each.name: each for each in (DUCKDB, POSTGRES, SQLITE)}
"""The dialects that are written as they are, by name."""

TRANSLATED = {
    name: attrs.evolve(
        DUCKDB,
        name=name,
        number=lambda cell: f"CAST({cell} AS DOUBLE)",
        longest=longest,
        dates=False,
    )
    for name, longest in (
        ("bigquery", 300),
        ("mysql", 64),
        ("snowflake", 255),
        ("spark", 255),
    )
}
"""The dialects that are translated from that of DuckDB, by name."""

REFUSED = {"tsql": "tsql keeps no truths in columns"}
"""The dialects that have no place for a query, each with why."""
