"""What the engines may take, each alone: functions, columns, a query, a file.

All times are of the processor.
"""

import gzip
import json
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random

import polars as pl
import pytest
from databases import RUN, row
from pytest_benchmark.fixture import BenchmarkFixture
from warm import warm

import trees
import triage
from triage.engine.defaults import ordinary
from triage.frames import decide_file, sql
from triage.program.fast import Functions
from triage.program.kit import patient

ROWS = 50_000
"""How many people a file has."""

pytestmark = pytest.mark.benchmark(timer=time.process_time)


def test_decide_back_pain(benchmark: BenchmarkFixture) -> None:
    """The well patient, all answers given, without its words."""
    tree = triage.load("back_pain")
    answers = ordinary(tree)
    decision = benchmark(warm(lambda: tree.decide(answers)))

    assert decision.complete


def test_compile_1000(benchmark: BenchmarkFixture) -> None:
    """The first run of functions that are made as it meets them."""
    tree = triage.loads(trees.merging(1000))
    answers = ordinary(tree)

    def first() -> object:
        functions = Functions(tree)
        return functions.run(functions.given.codes(answers))

    ran = benchmark.pedantic(first, rounds=3)

    assert ran


def test_program(benchmark: BenchmarkFixture) -> None:
    """The program of `back_pain`, with its texts, as it is sent to a browser."""
    tree = triage.load("back_pain")
    text = benchmark(lambda: tree.program().text)
    found = tree.program().to_dict()
    [texts] = found.pop("texts").values()
    words = "\n".join(said(texts))
    benchmark.extra_info["kilobytes"] = kilobytes(text)
    benchmark.extra_info["words"] = kilobytes(words)
    benchmark.extra_info["rest"] = kilobytes(json.dumps(found, separators=(",", ":")))

    assert text.startswith("{")


def kilobytes(text: str) -> float:
    """Return how large a text is, once packed."""
    return len(gzip.compress(text.encode(), 9)) / 1000


def said(texts: object) -> Iterator[str]:
    """Yield every text in an object of JSON."""
    if isinstance(texts, str):
        yield texts
    elif isinstance(texts, dict | list):
        for one in texts.values() if isinstance(texts, dict) else texts:
            yield from said(one)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_batch(benchmark: BenchmarkFixture, form: str, tmp_path: Path) -> None:
    """Rows of a file, in the same form as they came."""
    tree, people = triage.load("curb_65"), tmp_path / f"in.{form}"
    some = [patient(tree, Random(number)) for number in range(500)]  # noqa: S311
    frame = pl.DataFrame([some[n % 500] for n in range(ROWS)], infer_schema_length=500)
    frame.write_csv(people) if form == "csv" else frame.write_parquet(people)
    decide = partial(decide_file, tree, people, tmp_path / f"out.{form}", force=True)
    counts = benchmark.pedantic(decide, rounds=3)

    assert counts.rows == ROWS


def test_sql(benchmark: BenchmarkFixture) -> None:
    """The query of `back_pain` over people in DuckDB; reading it is part of it."""
    tree = triage.load("back_pain")
    rows = [
        row(tree, patient(tree, Random(number)), "duckdb", number)  # noqa: S311
        for number in range(1_000)
    ]
    text = sql(tree)
    found = benchmark.pedantic(RUN["duckdb"], (tree, rows, text), rounds=3)

    assert len(found) == 1_000
    groups = sum(line.startswith("-- ") for line in text.splitlines()) - 1
    benchmark.extra_info["groups"] = groups
