"""Tables of people, beside the same tree written by hand in polars.

Both are held against each other. Times are of the processor, all threads together.
"""

import time
import tracemalloc
from random import Random
from statistics import mean

import numpy as np
import polars as pl
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import trees
import triage
import triage.frames
from triage.engine.walk import walk
from triage.frames.deciding import at_once
from triage.frames.given import Given
from triage.frames.rows import Deciding
from triage.program.codes import packed
from triage.program.kit import patient
from triage.program.patients import random_answer

pytestmark = pytest.mark.benchmark(timer=time.process_time, group="frames")

ROWS = 262_144
"""How many people there are."""

WHOLE = 65_536
"""How many people there are of the largest built-in tree."""

NODES = 25
"""How many questions the small tree has, of which each row meets some five."""

MISSING = 0.03
"""How often an answer is missing."""


def leads(node: int, answer: int) -> str:
    """Return where an answer leads in the small tree: to a step, or to an end."""
    child = 2 * node + 1 + answer
    return f"s{child}" if child < NODES else f"r{child % 3}"


def small_tree() -> triage.Tree:
    """Return a tree of yes and no in which every answer leads somewhere else."""
    questions = "\n".join(
        f"  q{n}: {{text: Is it {n}?, type: yes_no}}" for n in range(NODES)
    )
    steps = "\n".join(
        f"  s{n}: {{ask: q{n}, answers: {{yes: {leads(n, 0)}, no: {leads(n, 1)}}}}}"
        for n in range(NODES)
    )
    return triage.loads(
        "triage: 1\nid: small\ntitle: Small\nquestions:\n"
        f"{questions}\nrecommendations:\n  r0: {{title: A, urgency: self_care}}\n"
        "  r1: {title: B, urgency: routine}\n  r2: {title: C, urgency: emergency}\n"
        f"start: s0\nsteps:\n{steps}\n"
    )


def by_hand(node: int = 0) -> pl.Expr:
    """Return the end of the small tree, -1 where an answer is missing."""
    ways = [
        by_hand(2 * node + 1 + answer)
        if leads(node, answer)[0] == "s"
        else pl.lit(int(leads(node, answer)[1:]), pl.Int8)
        for answer in (0, 1)
    ]
    asked = pl.col(f"q{node}")
    waits = pl.when(asked.is_null()).then(pl.lit(-1, pl.Int8))
    return waits.when(asked).then(ways[0]).otherwise(ways[1])


def small_table() -> pl.DataFrame:
    """Return the answers of people to the small tree."""
    chance = np.random.default_rng(1)
    cells = chance.random((NODES, ROWS)) < 1 / 2
    gaps = chance.random((NODES, ROWS)) < MISSING
    return pl.DataFrame({f"q{n}": cells[n] for n in range(NODES)}).with_columns(
        pl.Series(f"q{n}", cells[n]).set(pl.Series(gaps[n]), None) for n in range(NODES)
    )


def table_in_words(tree: triage.Tree) -> pl.DataFrame:
    """Return the answers of people to all questions of a tree, in words and numbers."""
    chance = Random(1)  # noqa: S311  nothing is secret
    some = [patient(tree, chance) for _ in range(500)]
    each = np.random.default_rng(1).integers(0, 500, WHOLE)
    cells = {name: [cell(one.get(name)) for one in some] for name in tree.questions}
    return pl.DataFrame(cells, strict=False)[each]


@pytest.fixture(scope="module")
def people() -> pl.DataFrame:
    """Return one table for all that is measured with it."""
    return small_table()


def test_people_by_hand(benchmark: BenchmarkFixture, people: pl.DataFrame) -> None:
    """An expression of polars, as somebody would write it who thinks of gaps."""
    lazy, end = people.lazy(), by_hand()
    found = benchmark(lambda: lazy.select(end=end).collect())

    decided = triage.frames.decide(small_tree(), people)["ends"]
    assert decided.cast(str).to_list() == [
        None if end < 0 else f"r{end}" for end in found["end"]
    ]


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_people(
    benchmark: BenchmarkFixture, people: pl.DataFrame, library: str
) -> None:
    """A frame of 25 columns."""
    tree, frame = small_tree(), people if library == "polars" else people.to_pandas()

    benchmark(triage.frames.decide, tree, frame)


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_words(benchmark: BenchmarkFixture, library: str) -> None:
    """A frame of all questions of `back_pain`, answered in words and numbers."""
    tree = triage.load("back_pain")
    people = table_in_words(tree)
    frame = people if library == "polars" else people.to_pandas()

    benchmark(triage.frames.decide, tree, frame)


def cell(answer: object) -> str | None:
    """Return an answer as a cell of text."""
    if isinstance(answer, tuple):
        return ",".join(answer) or "none"
    return None if answer is None else str(answer)


@pytest.mark.parametrize("name", ["back_pain", "merging"])
def test_codes(benchmark: BenchmarkFixture, name: str) -> None:
    """The engine alone: answers as codes, without cells and without columns."""
    large = name == "merging"
    ordinary = 0.999 if large else 0.95  # of a thousand answers, few end a walk
    tree = triage.loads(trees.merging(1_000)) if large else triage.load(name)
    deciding, chance = Deciding(tree), Random(1)  # noqa: S311  nothing is secret
    plan = deciding.plan
    rows = at_once(deciding.engine)
    drawn = np.random.default_rng(1)
    given = []
    for question, asked in zip(tree.questions.values(), plan.questions, strict=True):
        some = [
            packed(question, random_answer(question, chance, ordinary))
            for _ in range(500)
        ]
        codes = np.array(some, asked.type)[drawn.integers(0, 500, rows)]
        codes[drawn.random(rows) < (0 if large else MISSING)] = asked.unasked
        given.append(codes)
    people = [
        {n: random_answer(q, chance, ordinary) for n, q in tree.questions.items()}
        for _ in range(50)
    ]
    visited = [len(walk(tree, answers).edges) for answers in people]
    benchmark.extra_info["visited"] = mean(visited)
    engine, answers = deciding.engine, Given(given)
    engine.walk(answers, rows)
    tracemalloc.start()
    engine.walk(answers, rows)
    benchmark.extra_info["megabytes"] = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()

    benchmark.extra_info["rows"] = rows
    benchmark(engine.walk, answers, rows)
