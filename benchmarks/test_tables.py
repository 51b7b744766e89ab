"""What decision tables may take, on 16 published ones with 1,574 rows together.

All times are of the processor. Read the figures with `python benchmarks`.
"""

import time

import pytest
from decision_tables import Published, published
from pytest_benchmark.fixture import BenchmarkFixture

import triage
from triage.model.tree import Tree

pytestmark = pytest.mark.benchmark(timer=time.process_time)

TABLES = published()


def loaded(*, branches: bool) -> list[Tree]:
    """Return the tables as trees."""
    return [
        triage.loads(one.tree(branches=branches), modules={f"{one.name}.csv": one.csv})
        for one in TABLES
    ]


@pytest.fixture(scope="module", params=["tables", "branches"])
def made(request: pytest.FixtureRequest) -> list[Tree]:
    """Return the tables as trees that decide by tables, or by branches."""
    return loaded(branches=request.param == "branches")


def largest(trees: list[Tree]) -> tuple[Tree, Published]:
    """Return the tree of the table with the most rows, and that table."""
    return max(zip(trees, TABLES, strict=True), key=lambda pair: len(pair[1].rows))


@pytest.mark.parametrize("branches", [False, True], ids=["tables", "branches"])
def test_load_published(benchmark: BenchmarkFixture, branches: bool) -> None:  # noqa: FBT001
    """All of them, from their text."""
    found = benchmark.pedantic(
        lambda: loaded(branches=branches), rounds=5, warmup_rounds=1
    )

    assert sum(len(tree.edges) for tree in found) == sum(len(t.rows) for t in TABLES)


def test_decide_published(benchmark: BenchmarkFixture, made: list[Tree]) -> None:
    """Every combination of answers that the largest of them has."""
    tree, table = largest(made)
    ends = benchmark.pedantic(
        lambda: [tree.decide(answers).end for answers, _ in table.decided],
        rounds=3,
        warmup_rounds=1,
    )

    assert ends == [end for _, end in table.decided]


def test_prove_published(benchmark: BenchmarkFixture, made: list[Tree]) -> None:
    """That more is never decided lower, of each of them."""
    triage.prove(made[0])  # what is loaded at first counts once
    found = benchmark.pedantic(lambda: [*map(triage.prove, made)], rounds=2)

    assert all(proofs.proved for proofs in found)
