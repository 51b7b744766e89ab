"""No way to an emergency can be lost without somebody noticing it."""

from itertools import cycle, islice

import attrs
import pytest
from trees_for_tests import built_in

from triage.comparison.equivalence import compare
from triage.language.ast import Always
from triage.model.tree import DONE
from triage.verify.properties import Prover

pytestmark = pytest.mark.slow

TREE = built_in("back_pain")

EMERGENCY = TREE.levels[-1]

WAYS = [
    (step.id, way.number)
    for step, way in TREE.edges
    if way.to in TREE.recommendations
    and TREE.recommendations[way.to].urgency == EMERGENCY
]
"""The ways that end in an emergency: the step they leave, and their number."""


def changed(number, **changes):
    """Return the tree with one way changed."""
    step, way = TREE.edges[number]
    ways = tuple(attrs.evolve(w, **changes) if w is way else w for w in step.ways)
    return attrs.evolve(
        TREE, steps={**TREE.steps, step.id: attrs.evolve(step, ways=ways)}
    )


def deleted(number):
    """Return the tree without a way: patients go on as if it were not there.

    An answer must lead somewhere, so that of a way by answer leads where the others go.
    """
    step, way = TREE.edges[number]
    if way.answer:
        other = step.by_answer["no"]
        return changed(number, to=other.to, advise=other.advise)
    return changed(number, when=Always(holds=False))


def redirected(number):
    """Return the tree with a way that leads home instead."""
    return changed(number, to="home_care")


def cut_short(number):
    """Return the tree with a way that ends the walk with what was advised by then."""
    return changed(number, to=DONE)


KINDS = [deleted, redirected, cut_short]


def severed(first):
    """Return every eighth way from a first on, with the kinds of mistake in turns.

    That every mistake anywhere is noticed by a property or a case is what the page on
    mutation tells.
    """
    pairs = zip(cycle(KINDS), islice(WAYS, first, None, 8), strict=False)
    return [pytest.param(sever, *way, id=f"{way[0]}-{way[1]}") for sever, way in pairs]


@pytest.mark.parametrize(("sever", "step", "number"), severed(0))
def test_a_severed_emergency_breaks_a_property(sever, step, number):
    """Without a way to an emergency some property fails, and a patient shows it."""
    tree = sever(number)
    assert tree.steps[step] != TREE.steps[step]
    prover = Prover(tree)

    proofs = (prover.prove(stated) for stated in tree.properties.values())
    broken = next(proof for proof in proofs if proof.verdict == "violated")

    assert broken.patient is not None
    outcome = broken.patient.outcome
    assert outcome.is_possible
    if broken.worse is None:
        assert outcome.breaks(broken.property)
    else:
        assert outcome.drops(broken.worse.outcome, broken.property)


@pytest.mark.parametrize(("sever", "step", "number"), severed(1))
def test_a_severed_emergency_is_seen_by_a_comparison(sever, step, number):
    """Compared with the original, a patient is named who is now told less.

    Where two ways of a step lead to an emergency, it may be the wrong one.
    """
    tree = sever(number)

    lost = [c for c in compare(TREE, tree).outcomes if c.direction != "up"]

    assert lost, step
    for change in lost:
        old, new = change.old.outcome.trace, change.new.outcome.trace
        assert change.before.urgency == EMERGENCY.id
        assert number in old.edges
        assert old.rank > new.rank or old.end != new.end
