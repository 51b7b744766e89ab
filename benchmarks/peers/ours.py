"""Triage itself."""

from functools import partial

import duckdb
import numpy as np
import polars as pl

import triage
import triage.frames
from peers.problem import Decide, Problem, Way
from triage.model.tree import Tree
from triage.program.fast import Functions


def as_tree(problem: Problem) -> Tree:
    """Return the tree, loaded from a file as people write it."""
    lines = ["triage: 1", "id: peers", "title: Peers", "questions:"]
    lines += [f"  {q}: {{text: Is it {q}?, type: yes_no}}" for q in problem.questions]
    lines.append("recommendations:")
    for number in range(problem.steps + 1):
        urgency = ("emergency", "same_day", "routine")[number % 3]
        lines.append(f"  end{number}: {{title: E{number}, urgency: {urgency}}}")
    lines += ["start: s0", "steps:"]
    for fork in problem.forks:
        yes, no = (
            to if isinstance(to, str) else f"s{to.number}" for to in (fork.yes, fork.no)
        )
        ways = f"{{'yes': {yes}, 'no': {no}}}"
        lines.append(f"  s{fork.number}: {{ask: {fork.question}, answers: {ways}}}")
    return triage.loads("\n".join([*lines, ""]))


def decided(problem: Problem, *, asked: bool) -> Decide:
    """Return what checks answers, and decides."""
    tree, people = as_tree(problem), problem.asked if asked else problem.people
    return lambda: [tree.decide(answers).end for answers in people]


def explained(problem: Problem) -> Decide:
    """Return what also makes the JSON: path, reasons, words."""
    tree = as_tree(problem)
    return lambda: [
        tree.decide(answers).to_dict()["recommendations"][-1]["id"]
        for answers in problem.people
    ]


def run(problem: Problem) -> Decide:
    """Return what walks over answers that were checked before."""
    functions = Functions(as_tree(problem))
    codes = [functions.given.codes({**answers}) for answers in problem.people]
    edges = functions.tree.edges
    return lambda: [edges[functions.run(each)[1][-1]][1].to for each in codes]


def frame(problem: Problem, library: str) -> Decide:
    """Return what decides a data frame."""
    tree, polars = as_tree(problem), pl.DataFrame(problem.cells, problem.questions)
    table = polars if library == "polars" else polars.to_pandas()

    def decide() -> np.ndarray:
        return triage.frames.decide(tree, table)["ends"].to_numpy()

    return decide


def query(problem: Problem) -> Decide:
    """Return what runs the query of the tree in DuckDB."""
    text = triage.frames.sql(as_tree(problem))
    words = [
        pl.when(q).then(pl.lit("yes")).otherwise(pl.lit("no")).alias(q)
        for q in problem.questions
    ]
    table = pl.DataFrame(problem.cells, problem.questions).select(words)
    database = duckdb.connect()
    database.register("given", table.with_row_index("id").to_arrow())
    database.sql("create table answers as select * from given")
    return lambda: database.sql(
        f"select ends from ({text}) order by id"  # noqa: S608  our own text
    ).fetchnumpy()["ends"]


WAYS = (
    Way("`tree.decide`, what is asked given", partial(decided, asked=True), told=True),
    Way("`tree.decide`, all answers given", partial(decided, asked=False), told=True),
    Way("`tree.decide(...).to_dict()`", explained, told=True),
    Way("the functions alone, over codes", run, told=True),
    Way("`frames.decide`, polars", partial(frame, library="polars"), rows=True),
    Way("`frames.decide`, pandas", partial(frame, library="pandas"), rows=True),
    Way("`frames.sql` in DuckDB", query, rows=True),
)
