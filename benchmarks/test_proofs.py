"""What a proof may take. Read the figures with `python benchmarks`.

All times are of the processor, all threads together.
"""

import time
from random import Random

import attrs
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import trees
import triage
from triage.cases.loader import Neighbour
from triage.comparison.equivalence import Changes
from triage.engine.defaults import ordinary
from triage.model.tree import Property, Tree
from triage.verify.agreement import confirmed
from triage.verify.circuit import TRUE, Gates
from triage.verify.counterfactual import WhyNot, why_not
from triage.verify.dead_code import Depth, deep_check
from triage.verify.encode import encode
from triage.verify.generate_cases import Proposal, propose
from triage.verify.mutants import mutants
from triage.verify.properties import Proofs
from triage.verify.solver import Solver
from triage.verify.variables import Variables

pytestmark = pytest.mark.benchmark(timer=time.process_time)


@pytest.fixture(scope="module", params=[100, 500, 2000])
def merging(request: pytest.FixtureRequest) -> Tree:
    """Return a tree whose ways part and meet, with a property over 40 questions."""
    tree = triage.loads(trees.merging(request.param))
    asked = [q.id for q in tree.questions.values() if q.type == "yes_no"]
    stated = Property("worse", "Worse is never lower.", worse=tuple(asked[-40:]))
    return attrs.evolve(tree, properties={"worse": stated})


def edited(tree: Tree, name: str = "s3") -> Tree:
    """Return a tree of which one way leads elsewhere."""
    step = tree.steps[name]
    ways = tuple(attrs.evolve(way, to="home") for way in step.ways[:1])
    steps = {**tree.steps, name: attrs.evolve(step, ways=(*ways, *step.ways[1:]))}
    return attrs.evolve(tree, steps=steps)


def test_prove_back_pain(benchmark: BenchmarkFixture) -> None:
    """Every property of the largest built-in tree."""
    tree = triage.load("back_pain")
    proofs: Proofs = benchmark.pedantic(lambda: triage.prove(tree), rounds=3)

    assert proofs.proved


def test_prove_diamonds(benchmark: BenchmarkFixture) -> None:
    """40 merging diamonds, and a property that compares 40 questions."""
    tree = triage.loads(trees.diamonds(40))
    proofs: Proofs = benchmark.pedantic(lambda: triage.prove(tree), rounds=3)

    assert proofs.proved


def test_encode(benchmark: BenchmarkFixture, merging: Tree) -> None:
    """A tree as gates."""
    variables = Variables(Gates(), merging.questions)
    encoding = benchmark.pedantic(lambda: encode(merging, variables), rounds=3)

    assert encoding.takes


def test_confirm(benchmark: BenchmarkFixture, merging: Tree) -> None:
    """The patients by whom gates are checked before anything is proved."""
    encoding = encode(merging, Variables(Gates(), merging.questions))
    drawn = benchmark.pedantic(lambda: confirmed(encoding).drawn, rounds=3)

    assert drawn


def test_solver(benchmark: BenchmarkFixture) -> None:
    """A solver with a context of its own, which each proof begins with."""
    assert benchmark(lambda: Solver(Gates()).finds(TRUE))


def test_why_not(benchmark: BenchmarkFixture) -> None:
    """The fewest other answers of one patient, as a web application asks for them."""
    decision = triage.load("qsofa").decide({})
    found: WhyNot = benchmark(lambda: why_not(decision, "high"))

    assert not found.impossible


def test_prove_merging(benchmark: BenchmarkFixture, merging: Tree) -> None:
    """A monotone property over 40 questions, with the patients who break it."""
    proofs: Proofs = benchmark.pedantic(lambda: triage.prove(merging), rounds=2)

    assert [proof.verdict for proof in proofs.proofs] == ["violated"]


def test_deep_back_pain(benchmark: BenchmarkFixture) -> None:
    """Every branch alive or dead, every question of use or not."""
    tree = triage.load("back_pain")
    depth: Depth = benchmark.pedantic(lambda: deep_check(tree), rounds=3)

    assert depth.findings == ()


@pytest.mark.parametrize("steps", [100, 500, 1500, 2000])
def test_deep_merging(benchmark: BenchmarkFixture, steps: int) -> None:
    """The same for a large tree."""
    tree = triage.loads(trees.merging(steps))
    depth: Depth = benchmark.pedantic(lambda: deep_check(tree), rounds=1)

    assert {finding.code for finding in depth.findings}.isdisjoint({"T424"})


def test_compare_merging(benchmark: BenchmarkFixture, merging: Tree) -> None:
    """All changes that one edit makes, with a patient for each."""
    other = edited(merging)
    changes: Changes = benchmark.pedantic(
        lambda: triage.compare(merging, other, seconds=60), rounds=1
    )

    assert changes.settled
    assert changes.outcomes


@pytest.mark.parametrize("steps", [200, 1500])
def test_new_cases(benchmark: BenchmarkFixture, steps: int) -> None:
    """A case for every branch of a tree, and for both sides of every limit."""
    tree = triage.loads(trees.merging(steps))
    near = Neighbour(ordinary(tree))
    found: Proposal = benchmark.pedantic(
        lambda: propose(tree, (), near, seconds=60), rounds=1
    )

    assert found.drafts
    assert not found.unsettled


def several(tree: Tree, count: int) -> Tree:
    """Return a tree with small mistakes in it, none of which swaps two branches."""
    random = Random(1)  # noqa: S311  no secret
    for _ in range(count):
        made = [x.tree for x in mutants(tree) if "swapped" not in x.says]
        tree = random.choice(made)
    return tree


def test_compare_20_edits(benchmark: BenchmarkFixture) -> None:
    """Whom each of 20 edits of the largest built-in tree changes, with a patient."""
    tree = triage.load("back_pain")
    other = several(tree, 20)
    changes: Changes = benchmark.pedantic(lambda: triage.compare(tree, other), rounds=1)

    assert len(changes.places) == 20
    assert not changes.open


@pytest.mark.parametrize("seed", range(3))
def test_compare_20_wild_edits(benchmark: BenchmarkFixture, seed: int) -> None:
    """Whom 20 mistakes of any kind change, branches that change places among them."""
    tree = other = triage.load("back_pain")
    random = Random(seed)  # noqa: S311  no secret
    for _ in range(20):
        other = random.choice([mutant.tree for mutant in mutants(other)])
    changes: Changes = benchmark.pedantic(lambda: triage.compare(tree, other), rounds=1)

    assert changes.outcomes
    assert not changes.open


def test_compare_5_edits(benchmark: BenchmarkFixture) -> None:
    """All that five edits of a large tree change, alone and together."""
    tree = triage.loads(trees.merging(500))
    other = tree
    for number in range(3, 500, 100):
        other = edited(other, f"s{number}")
    changes: Changes = benchmark.pedantic(lambda: triage.compare(tree, other), rounds=1)

    assert len(changes.places) == 5
    assert changes.settled
