"""What must be fast. Read the figures as ratios: `python benchmarks`.

All times are of the processor, so that what else the machine does counts less.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
import yaml
from pytest_benchmark.fixture import BenchmarkFixture
from warm import warm

import trees
import triage
from triage.diagram import draw
from triage.engine.defaults import ordinary
from triage.engine.session import Session
from triage.linker.link import link
from triage.linker.shelf import surroundings
from triage.treefile import read, source_from

pytestmark = pytest.mark.benchmark(timer=time.process_time)

ANSWERS = {"yes_no": "no", "integer": 3, "one_of": "none", "any_of": []}
"""Answers that never end a generated chain."""


# Import


def children() -> float:
    """Return the processor time of the programs that were run, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.benchmark(timer=children)
@pytest.mark.parametrize(
    "code",
    ["pass", "import attrs, click", "import triage", "from triage import *"],
    ids=lambda code: code,
)
def test_import(benchmark: BenchmarkFixture, code: str) -> None:
    """A fresh interpreter."""
    command = [sys.executable, "-c", code]
    benchmark.pedantic(
        lambda: subprocess.run(command, check=True),
        rounds=8,
        warmup_rounds=1,
    )


@pytest.mark.benchmark(timer=children)
@pytest.mark.parametrize(
    "arguments",
    ["--version", "check start", "decide start", "draw start -o -"],
    ids=lambda arguments: arguments,
)
def test_command(benchmark: BenchmarkFixture, arguments: str) -> None:
    """A command, from its start to its end."""
    command = [sys.executable, "-m", "triage", *arguments.split()]
    benchmark.pedantic(
        lambda: subprocess.run(command, check=False, capture_output=True),
        rounds=5,
        warmup_rounds=1,
    )


# Loading


@pytest.fixture(scope="module")
def thousand() -> str:
    """Return the text of a tree with 1,000 steps."""
    return trees.chain(1000)


def test_compose_1000(benchmark: BenchmarkFixture, thousand: str) -> None:
    """PyYAML's C parser alone."""
    node = benchmark(lambda: yaml.compose(thousand, Loader=yaml.CSafeLoader))

    assert node is not None


def test_load_1000(benchmark: BenchmarkFixture, thousand: str) -> None:
    """Everything that `triage.loads` does."""
    tree = benchmark(lambda: triage.loads(thousand))

    assert len(tree.steps) == 1000


def test_load_1000_grown(benchmark: BenchmarkFixture) -> None:
    """The same tree with tables, computed numbers and texts that show answers."""
    text = trees.grown(1000)
    tree = benchmark(lambda: triage.loads(text))

    assert len(tree.steps) == 1000
    assert sum(step.table != () for step in tree.steps.values()) == 250


@pytest.mark.parametrize("kind", [trees.chain, trees.merging], ids=lambda f: f.__name__)
def test_link_10000(benchmark: BenchmarkFixture, kind: Callable[[int], str]) -> None:
    """From a Document to a Tree."""
    document = read(source_from("generated", kind(10_000)))
    around = surroundings(None)
    tree = benchmark.pedantic(lambda: link(document, around), rounds=1)

    assert len(tree.steps) == 10_000


# An interview


@pytest.fixture(scope="module")
def last() -> Session:
    """Return an interview that waits for the last of 100 answers."""
    session = triage.loads(trees.chain(100)).start()
    for _ in range(99):
        session = session.answer(reply(session))
    return session


def reply(session: Session) -> dict[str, object]:
    """Return answers to the page of a session that go on."""
    return {question.id: ANSWERS[question.type] for question in session.asking}


def test_answer_100(benchmark: BenchmarkFixture, last: Session) -> None:
    """One answer after 99 others, and the page that comes next."""
    answers = reply(last)
    asking = benchmark(warm(lambda: last.answer(answers).asking))

    assert asking == ()


def test_decide_100(benchmark: BenchmarkFixture, last: Session) -> None:
    """A whole decision of 100 answers, without its words."""
    answers = dict(last.answers) | reply(last)
    decision = benchmark(warm(lambda: last.tree.decide(answers)))

    assert decision.complete


# The built-in tree


def test_load_back_pain(benchmark: BenchmarkFixture) -> None:
    """The built-in tree with its modules and sources."""
    tree = benchmark(lambda: triage.load("back_pain"))

    assert tree.id == "back_pain"


def test_explain_back_pain(benchmark: BenchmarkFixture) -> None:
    """The decision of the well patient, with its path and reasons, as JSON."""
    tree = triage.load("back_pain")
    answers = ordinary(tree)
    found = benchmark(warm(lambda: tree.decide(answers).to_dict()))

    assert found["complete"]


def test_draw_back_pain(benchmark: BenchmarkFixture) -> None:
    """The whole diagram of the built-in tree, laid out."""
    tree = triage.load("back_pain")
    picture = benchmark.pedantic(lambda: draw(tree).svg(), rounds=5, warmup_rounds=1)

    assert picture.lstrip().startswith("<")
