"""Bounded proving: gates grow with what is written, and time is kept."""

from itertools import pairwise
from random import Random
from time import monotonic

import pytest

import triage
from triage.verify import possible, why_not
from triage.verify.circuit import Gates
from triage.verify.dead_code import deep_check
from triage.verify.encode import encode
from triage.verify.variables import Variables

TREE = """\
triage: 1
id: points
title: Points
questions:
{questions}
values:
  score: {score}
recommendations:
  rest: {{title: Rest, urgency: routine}}
  call: {{title: Call, urgency: emergency}}
start: one
steps:
  one:
    ask: [{names}]
    branches: [{{when: score == 150000000001, go: call}}, {{go: rest}}]
properties:
  exact: {{says: E., given: score == 150000000001, then: urgency == emergency}}
  calm: {{says: C., given: score == 150000000001, then: urgency == routine}}
"""


def tree_of(questions, options):
    """Return a tree that adds up points, all of them different, and large."""
    random = Random(1)

    def lines(number):
        listed = ", ".join(
            f"o{n}: {{text: O{n}, points: {random.randrange(1, 10**10)}}}"
            for n in range(options)
        )
        return f"  q{number}: {{text: Q?, type: any_of, options: {{{listed}}}}}"

    names = [f"q{n}" for n in range(questions)]
    return triage.loads(
        TREE.format(
            questions="\n".join(map(lines, range(questions))),
            score=" + ".join(f"points({name})" for name in names),
            names=", ".join(names),
        )
    )


def size(tree):
    """Return how many gates a tree is, with what its properties add to it."""
    gates = Gates()
    encoding = encode(tree, Variables(gates, tree.questions))
    for stated in tree.properties.values():
        encoding.holds(stated.given)
    return len(gates.gates)


@pytest.mark.parametrize("questions", [1, 3])
def test_gates_grow_with_the_points_that_are_written(questions):
    """Twice the options are at most twice the gates, once a sum is left to the solver.

    Before that, twice the options could be their square.
    """
    sizes = [size(tree_of(questions, options)) for options in (25, 50, 100, 200)]

    assert all(more <= 2.1 * less for less, more in pairwise(sizes))


SECONDS = 0.2

ASKED = {
    "prove": lambda tree: triage.prove(tree, seconds=SECONDS),
    "possible": lambda tree: possible(tree.start(), SECONDS),
    "why_not": lambda tree: why_not(tree.decide({}), "rest", seconds=SECONDS),
    "deep": lambda tree: deep_check(tree, seconds=SECONDS),
    "compare": lambda tree: triage.compare(tree, tree_of(2, 50), seconds=SECONDS),
}


@pytest.mark.slow
@pytest.mark.parametrize("ask", ASKED)
def test_what_cannot_be_settled_ends_in_time(ask):
    """Whatever is asked of a sum that no solver can settle, it ends, without an error.

    The bound is wide: each asks some questions, and each of them has its seconds.
    """
    began = monotonic()

    ASKED[ask](tree_of(1, 60))

    assert monotonic() - began < 100 * SECONDS


def test_what_cannot_be_settled_leaves_only_itself_open():
    """A property about such a sum is open; others are proved in the same run."""
    tree = tree_of(1, 60)
    text = tree.documents[0].id.span.source.text
    more = triage.loads(f"{text}  all: {{says: A., reachable: rest}}")

    found = triage.prove(more, seconds=SECONDS)

    verdicts = {proof.property.id: proof.verdict for proof in found.proofs}
    assert verdicts["all"] == "proved"
    assert "open" in verdicts.values()
