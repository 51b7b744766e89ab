"""The laws of comparing: what is reported is what trying every patient shows."""

from itertools import product
from math import prod

import pytest
from everybody import (
    MOST,
    answers_to,
    everybody,
    is_small,
    load,
    small_trees,
    verdict,
)
from hypothesis import HealthCheck, assume, given, settings, strategies as st
from strategies import LEVELS, documents

from triage.base.exceptions import TriageError
from triage.cases import judge, load as load_cases
from triage.engine.outcome import Outcome
from triage.verify.equivalence import Comparer, Result, compare
from triage.verify.mutants import mutants
from triage.verify.mutation_score import Judge, mutation_score
from triage.verify.variables import key_of

thorough = settings(
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)

slow = settings(thorough, max_examples=10)


# Two trees


def both(old, new):
    """Return who a patient of two trees can be: question, tree or trees, and answers.

    Of a question with another type or other decimals, the trees have one each.
    """
    found = []
    for name in dict.fromkeys([*old.questions, *new.questions]):
        one, other = old.questions.get(name), new.questions.get(name)
        if one and other and key_of(one) == key_of(other):
            shared = [a for a in answers_to(one) if a in answers_to(other)]
            found.append((name, (0, 1), shared))
        else:
            found += [
                (name, (side,), answers_to(question))
                for side, question in enumerate((one, other))
                if question
            ]
    return found


def everybody_of_both(old, new):
    """Return every patient who can answer two trees, with both outcomes."""
    rows = both(old, new)
    assume(prod(len(answers) for *_, answers in rows) <= MOST)
    for given_answers in product(*(answers for *_, answers in rows)):
        sides = {}, {}
        for (name, where, _), answer in zip(rows, given_answers, strict=True):
            for side in where:
                sides[side][name] = answer
        pair = Outcome(old, sides[0]), Outcome(new, sides[1])
        if all(outcome.is_possible for outcome in pair):
            yield pair


def class_of(outcome):
    """Return the class of an outcome."""
    rank, levels = outcome.trace.rank, outcome.tree.levels
    return Result("" if rank < 0 else levels[rank].id, outcome.trace.end)


def found_by_trying(pairs):
    """Return the changes of outcome, and what is lost or gained, of some patients."""
    changes, exchanges = set(), set()
    for old, new in pairs:
        if class_of(old) != class_of(new):
            changes.add((class_of(old), class_of(new)))
        exchanges |= {(name, True) for name in old.here.told - new.here.told}
        exchanges |= {(name, False) for name in new.here.told - old.here.told}
    return changes, exchanges


def is_one_patient(item, rows):
    """Whether the patient of both trees answers alike what both can ask."""
    return all(
        item.old.answers[name] == item.new.answers[name]
        for name, where, _ in rows
        if len(where) > 1
    )


def check_change(change):
    """Prove that the patient of a change has both outcomes, and which is lower."""
    old, new = change.old.outcome, change.new.outcome
    assert old.is_possible
    assert new.is_possible
    assert (class_of(old), class_of(new)) == (change.before, change.after)
    ranks = [{"": -1} | {x.id: x.rank for x in o.tree.levels} for o in (old, new)]
    ids = change.before.urgency, change.after.urgency
    if ids[0] == ids[1]:
        assert change.direction == "aside"
    elif not all(name in scale for name in ids for scale in ranks):
        assert change.direction == "down"
    else:
        lower = any(scale[ids[1]] < scale[ids[0]] for scale in ranks)
        assert change.direction == ("down" if lower else "up")


def check_exchange(item):
    """Prove that the patient of an exchange is told it in one tree only."""
    old, new = item.old.outcome, item.new.outcome
    assert old.is_possible
    assert new.is_possible
    held = item.recommendation in old.here.told, item.recommendation in new.here.told
    assert held == (item.lost, not item.lost)


def check_comparison(old, new):
    """Prove that a comparison of two trees reports what trying everybody shows."""
    people = [*everybody_of_both(old, new)]
    rows, comparer = both(old, new), Comparer(old, new)
    changes, exchanges = found_by_trying(people)

    found = [*comparer.changes()]
    swaps = [*comparer.exchanges()]

    assert sorted(map(str, ((c.before, c.after) for c in found))) == sorted(
        map(str, changes)
    )
    assert {(x.recommendation, x.lost) for x in swaps} == exchanges
    assert len(swaps) == len(exchanges)
    assert all(is_one_patient(item, rows) for item in (*found, *swaps))
    for change in found:
        check_change(change)
    for item in swaps:
        check_exchange(item)
    if people:
        assert compare(old, new).same == (not changes and not exchanges)
    else:
        with pytest.raises(TriageError, match="nobody can answer both trees"):
            compare(old, new)


@thorough
@given(small_trees)
def test_a_tree_is_the_same_as_itself(tree):
    """Nobody is told anything else, and no part was edited: no solver is asked."""
    changes = compare(tree, tree)

    assert changes.same
    assert not changes.edits
    again = Comparer(tree, tree)
    assert [*again.changes(), *again.exchanges()] == []
    assert not again.solver.known


@pytest.mark.slow
@slow
@given(small_trees, st.randoms(use_true_random=False))
def test_a_mistake_is_reported_as_trying_everybody_shows(tree, random):
    """Of a tree and some mutants of it, just the changes that somebody has are told."""
    made = [*mutants(tree)]
    for mutant in random.sample(made, min(3, len(made))):
        assert mutant.tree.logic != tree.logic
        check_comparison(tree, mutant.tree)


@st.composite
def other_scales(draw, document):
    """Return a tree file with one urgency level more, somewhere on the scale."""
    place = draw(st.integers(0, len(LEVELS)))
    names = [*LEVELS[:place], "another", *LEVELS[place:]]
    more = {"more": {"title": "More", "urgency": "another"}}
    return document | {
        "scale": [{"id": name, "title": name} for name in names],
        "recommendations": document["recommendations"] | more,
        "steps": document["steps"]
        | {"s0": document["steps"]["s0"] | {"advise": {"add": "more", "when": "b0"}}},
    }


@st.composite
def two_trees(draw):
    """Return two trees that share the ids of what they ask, and little else."""
    one, other = draw(documents()), draw(documents())
    if draw(st.booleans()):
        other = draw(other_scales(other))
    return load(one), load(other, draw(st.integers(3, 6)))


@pytest.mark.slow
@thorough
@given(two_trees())
def test_any_two_trees_are_compared_over_the_patients_of_both(trees):
    """Of two random trees, just the changes that somebody of both has are told."""
    check_comparison(*trees)


# Mutants


def is_told_otherwise(one, other):
    """Whether a patient is told something else in another tree."""
    said = [(o.trace.rank, o.trace.end, o.here.told) for o in (one, other)]
    return said[0] != said[1]


@slow
@given(small_trees, st.randoms(use_true_random=False))
def test_a_mutant_is_equivalent_where_nobody_is_told_otherwise(tree, random):
    """A mutant survives, with a patient, just where somebody is told otherwise."""
    made, people = [*mutants(tree)], everybody(tree)
    judging = Judge(tree, ())
    for mutant in random.sample(made, min(5, len(made))):
        found = judging.judged(mutant)

        others = [Outcome(mutant.tree, outcome.answers) for outcome in people]
        differ = any(map(is_told_otherwise, people, others))
        assert found.fate == ("survived" if differ else "equivalent")
        if differ:
            shown = found.patient.outcome
            other = Outcome(mutant.tree, found.patient.answers)
            assert shown.is_possible
            assert is_told_otherwise(shown, other)


@st.composite
def stated_trees(draw):
    """Return a random tree with properties, of which some may hold."""
    document = draw(documents())
    ends = st.sampled_from(["urgency >= soon", "advised(warn)", "not ends(r2)"])
    stated = {
        "always": {"says": "A.", "given": "b0", "then": f"b1 > 4 or {draw(ends)}"},
        "ever": {"says": "B.", "then": f"b2 == p or not {draw(ends)}"},
        "worse": {"says": "C.", "monotone": "b0"},
        "order": {"says": "D.", "asked": "b0", "before": "q0"},
        "reach": {"says": "E.", "reachable": draw(st.sampled_from(["r0", "warn"]))},
    }
    return load(document | {"properties": stated})


@pytest.mark.slow
@slow
@given(stated_trees().filter(is_small), st.randoms(use_true_random=False))
def test_a_property_notices_a_mutant_where_it_fails_of_somebody(tree, random):
    """What notices a mutant is proved of the tree and violated by the mutant."""
    made, people = [*mutants(tree)], everybody(tree)
    sound = [
        stated
        for stated in tree.properties.values()
        if verdict(tree, stated, people) == "proved"
    ]
    judging = Judge(tree, ())
    for mutant in random.sample(made, min(4, len(made))):
        found, others = judging.judged(mutant), everybody(mutant.tree)

        failing = [s.id for s in sound if verdict(mutant.tree, s, others) == "violated"]
        if found.fate == "property":
            assert found.by in failing
        if found.fate == "survived":
            assert not failing


@pytest.mark.parametrize("name", ["curb_65", "fast_stroke", "start"])
def test_a_case_notices_a_mutant_where_it_fails(name):
    """What notices a mutant passes in the tree and fails in the mutant; no other does.

    Not all cases are tried on every mutant: none of those left out would have failed.
    """
    found = load_cases(name)
    cases = {case.id: case for case in found.cases}

    for item in mutation_score(found.tree, found.cases).judged:
        if item.fate == "case":
            assert judge(found.tree, cases[item.by]).passed
            assert not judge(item.mutant.tree, cases[item.by]).passed
        else:
            assert all(judge(item.mutant.tree, c).passed for c in cases.values())
