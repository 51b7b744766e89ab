"""A peer beside: the same tree of 25 steps, decided by zen-engine's decision table."""

import time
from collections.abc import Callable, Iterable
from typing import Any

import peers
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import triage
from triage.model.tree import Tree
from triage.program.fast import Functions

zen: Any = pytest.importorskip("zen", reason="zen-engine is not installed")

pytestmark = pytest.mark.benchmark(timer=time.process_time)

PEOPLE = peers.people(each=10)


@pytest.fixture(scope="module")
def tree() -> Tree:
    """Return the tree, after it has decided for everybody once."""
    tree = triage.loads(peers.as_tree())
    for answers in PEOPLE:
        tree.decide(answers)
    return tree


@pytest.fixture(scope="module")
def asked(tree: Tree) -> list[peers.Answers]:
    """Return of everybody those answers alone that the tree asks for."""
    traces = (tree.decide(answers).trace for answers in PEOPLE)
    return [{name: str(a) for name, a in trace.answers.items()} for trace in traces]


@pytest.fixture(scope="module")
def table() -> Any:
    """Return the engine that has the decision table loaded."""
    content = {"peers": peers.as_table()}
    return zen.ZenEngine({"loader": {"type": "static", "content": content}})


def everybody(do: Callable[[Any], object], each: Iterable[Any]) -> None:
    """Do something for everybody."""
    for one in each:
        do(one)


def test_zen_traced(benchmark: BenchmarkFixture, tree: Tree, table: Any) -> None:
    """Its table, with the trace that says why; it decides as the tree does."""
    for answers in PEOPLE:
        result = table.evaluate("peers", answers)["result"]
        assert result["end"] == tree.decide(answers).end

    def decide(answers: peers.Answers) -> object:
        return table.evaluate("peers", answers, {"trace": True})

    benchmark(everybody, decide, PEOPLE)


def test_decide_all(benchmark: BenchmarkFixture, tree: Tree) -> None:
    """All 13 answers, checked, with the path."""
    benchmark(everybody, tree.decide, PEOPLE)


def test_decide_asked(
    benchmark: BenchmarkFixture, tree: Tree, asked: list[peers.Answers]
) -> None:
    """The answers that are asked for, checked, with the path."""
    benchmark(everybody, tree.decide, asked)


def test_walk_alone(benchmark: BenchmarkFixture, tree: Tree) -> None:
    """The functions alone, over codes, with the path."""
    functions = Functions(tree)
    codes = [functions.given.codes({**answers}) for answers in PEOPLE]

    benchmark(everybody, functions.run, codes)
