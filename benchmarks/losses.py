"""Where other engines are faster, and why."""

import textwrap
from functools import partial
from typing import Any

from profiles import NONE, Shares, shares

TEXT = """\
- **An expression, compiled.** zen-engine comes to the name of an end in {expression}
  µs, datalogic-py in {rule}; `tree.decide` takes {all} when all 13 answers are given,
  and {asked} when those are that it asks for. The walk alone takes {walk}. What is left
  reads every answer, as it may be wrong or missing, and keeps what path, reasons and
  texts are made of once somebody asks for them. An expression tells none of these.
- **Why, in words.** `to_dict` makes all of it at once, in {explained} µs; the table of
  zen-engine is traced in {traced}, which names rows and values and has no words. Of the
  time of `to_dict` go: {explain_profile}.
- **A table, by hand.** Machine code made by numba needs {numba} ns a row, scikit-learn
  {sklearn}, an expression of polars {polars} and a CASE of DuckDB {case}: they find one
  number. `frames.decide` takes {frame} to read cells, to judge what is missing, and
  to make six columns. Of its time go: {frame_profile}.
- **A table, by a very large tree.** In trees of more than 500 steps, rows are parted by
  the step that they are at, and each step costs some calls of numpy, however few rows
  are there. With 1,000 steps and 100,000 rows go: {large_profile}. A loop in machine
  code has no such price.
- **A query.** `frames.sql` reads texts, judges what is missing as the interview does,
  and names what is wrong, in one table after the other: {query} ns a row with 25 steps.
  It is for data that stay in a database, and slower than any frame. At 10,000 steps it
  takes too long.
"""


def losses(peers: list[dict[str, Any]], profiles: dict[str, Shares]) -> str:
    """Return the paragraphs of the page."""
    names = {
        "expression": ("zen-engine", "an expression"),
        "traced": ("zen-engine", "a decision table, traced"),
        "rule": ("datalogic-py", "a rule, compiled"),
        "all": ("triage-trees", "`tree.decide`, all answers given"),
        "asked": ("triage-trees", "`tree.decide`, what is asked given"),
        "walk": ("triage-trees", "the functions alone, over codes"),
        "explained": ("triage-trees", "`tree.decide(...).to_dict()`"),
        "frame": ("triage-trees", "`frames.decide`, polars"),
        "query": ("triage-trees", "`frames.sql` in DuckDB"),
        "numba": ("numba", "branches"),
        "sklearn": ("scikit-learn", "`Tree.apply`, a matrix at hand"),
        "polars": ("polars", "an expression"),
        "case": ("duckdb", "a CASE"),
    }
    least = {(one["peer"], one["way"]): one for one in peers}
    said = shares(profiles)
    said.update((name, smallest(least.get(key))) for name, key in names.items())
    return bullets(TEXT.format_map(said))


def bullets(text: str) -> str:
    """Return a list, in lines of the width of the page."""
    items = text.split("\n- ")
    wrap = partial(textwrap.fill, width=92, break_on_hyphens=False)
    return "\n".join(
        wrap(f"- {' '.join(x.removeprefix('- ').split())}", subsequent_indent="  ")
        for x in items
    )


def smallest(one: dict[str, Any] | None) -> str:
    """Return the time of a way for 25 steps, or that it has none."""
    if one is None or "seconds" not in (first := one["sizes"][0]):
        return NONE
    value = first["seconds"] * (1e9 if one["rows"] else 1e6)
    return f"{value:,.0f}" if value >= 100 else f"{value:.2g}"
