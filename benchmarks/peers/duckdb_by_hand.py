"""DuckDB, by hand: one CASE within another."""

import duckdb
import polars as pl

from peers.problem import Decide, Problem, Way, nested


def case(problem: Problem) -> Decide:
    """Return what runs the query over a table of the database."""
    text = nested(
        problem.root,
        lambda name: name.removeprefix("end"),
        lambda q, yes, no: f"CASE WHEN {q} THEN {yes} ELSE {no} END",
    )
    database = duckdb.connect()
    table = pl.DataFrame(problem.cells, problem.questions).to_arrow()
    database.register("given", table)
    database.sql("create table answers as select * from given")
    return lambda: database.sql(f"select {text} as found from answers").fetchnumpy()[  # noqa: S608
        "found"
    ]


WAYS = (Way("a CASE", case, rows=True),)
