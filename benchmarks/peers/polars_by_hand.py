"""polars, by hand: one expression of choices within choices."""

import numpy as np
import polars as pl

from peers.problem import Decide, Problem, Way, nested


def expression(problem: Problem) -> Decide:
    """Return what a lazy frame collects."""

    def end(name: str) -> pl.Expr:
        return pl.lit(int(name.removeprefix("end")), pl.Int16)

    def fork(question: str, yes: pl.Expr, no: pl.Expr) -> pl.Expr:
        return pl.when(pl.col(question)).then(yes).otherwise(no)

    table = pl.DataFrame(problem.cells, problem.questions).lazy()
    found = nested(problem.root, end, fork)

    def decide() -> np.ndarray:
        return table.select(end=found).collect()["end"].to_numpy()

    return decide


WAYS = (Way("an expression", expression, rows=True),)
