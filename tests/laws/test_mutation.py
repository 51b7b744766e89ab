"""The laws of mutation: who is noticed, and that a proposed case keeps its promise."""

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from strategies import any_trees, documents
from trees_for_tests import tree_of

import triage.cases
from triage.cases.loader import NOTHING_BESIDE, Neighbour
from triage.cases.writer import file_text
from triage.engine.defaults import ordinary
from triage.engine.outcome import Outcome
from triage.engine.trace import arrival, steps_of
from triage.engine.walk import walk
from triage.program.patients import random_answer
from triage.verify.agreement import confirmed
from triage.verify.circuit import Gates
from triage.verify.detours import Detours
from triage.verify.encode import encode
from triage.verify.generate_cases import propose
from triage.verify.goals import standing
from triage.verify.mutants import mutants
from triage.verify.mutation_score import mutation_score
from triage.verify.nearest import Nearest
from triage.verify.readers import Readers
from triage.verify.simulate import Crowd, Trials
from triage.verify.variables import Variables

slowly = settings(
    max_examples=settings.default.max_examples // 4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def draft_all(score, base):
    """Return the cases that a score proposes, each once."""
    found = (draft for _, draft in score.proposals(Neighbour(base)) if draft)
    return [*{draft.id: draft for draft in found}.values()]


@pytest.mark.slow
@settings(slowly, max_examples=settings.default.max_examples // 5)
@given(documents(), st.booleans())
def test_pasting_every_proposal_notices_every_mistake(document, with_base):
    """Cases as proposed, pasted into a file and run, notice what nothing did.

    So it is with answers that the file states for all its cases, too. Only a mistake
    of which no case can be told, as the way on is not written yet, goes unnoticed.
    """
    Path("random.yaml").write_text(json.dumps(document))
    tree = triage.load("random.yaml")
    first = mutation_score(tree)
    assert first.count("open") == 0
    base = {}
    if with_base and tree.questions:
        some = first.unnoticed[0].patient.answers if first.unnoticed else {}
        base = dict(list(some.items())[: len(some) // 2])
    drafts = draft_all(first, base)
    Path("random.cases.yaml").write_text(file_text(tree, base, drafts))
    if not drafts:
        return
    cases = triage.cases.load("random.cases.yaml").cases

    again = mutation_score(tree, cases)

    hopeless = [item for item in first.unnoticed if item.draft() is None]
    assert [item.mutant.says for item in again.unnoticed] == [
        item.mutant.says for item in hopeless
    ]
    assert all(result.passed for result in triage.cases.load("random.cases.yaml").run())


@pytest.mark.slow
@slowly
@given(any_trees, st.randoms())
def test_only_who_stands_at_a_limit_notices_that_it_moved(tree, random):
    """Of whom a moved limit is told not to concern is told the same in both trees."""
    questions = tree.questions.values()
    people = [{q.id: random_answer(q, random) for q in questions} for _ in range(20)]
    outcomes = [Outcome(tree, one) for one in people]
    for mutant in [one for one in mutants(tree) if one.limit][:20]:
        concerns = standing(tree, mutant)
        assert not any(mutant.tells(one) for one in outcomes if not concerns(one))


@given(any_trees, st.randoms())
def test_a_mutant_walked_from_its_mistake_is_walked_from_the_start(tree, random):
    """What becomes of somebody in a mutant is what walking all of it comes to."""
    questions = tree.questions.values()
    people = [{q.id: random_answer(q, random) for q in questions} for _ in range(3)]
    outcomes = [Outcome(tree, one) for one in people]
    made = [*mutants(tree)]
    for mutant in random.sample(made, min(len(made), 20)):
        for outcome in outcomes:
            whole = walk(mutant.tree, outcome.answers)
            assert mutant.instead(outcome).trace == whole


@given(any_trees, st.randoms())
def test_a_walk_goes_on_from_its_arrival_at_each_step(tree, random):
    """Who has come to a step goes on as whoever walks there from the start."""
    answers = {q.id: random_answer(q, random) for q in tree.questions.values()}
    whole = walk(tree, answers)
    for step in steps_of(tree, whole):
        before = arrival(tree, whole, [step.id])
        assert walk(tree, answers, before) == whole
    assert arrival(tree, whole, []) is None


@given(any_trees, st.randoms())
@settings(max_examples=settings.default.max_examples // 2)
def test_who_is_told_otherwise_by_a_detour_is_so_by_walking(tree, random):
    """Where a detour settles it, its gate is who is told something else by a mutant."""
    only, others = Readers(tree).only, {}
    for mutant in mutants(tree):
        step = only(*mutant.part)
        if mutant.limit and step and len(others.setdefault(step, [])) < 3:
            others[step].append(mutant)
    variables = Variables(Gates(), tree.questions)
    made = {step: [mutant.tree for mutant in some] for step, some in others.items()}
    detours = Detours(tree, variables, made)
    questions = tree.questions.values()
    people = [{q.id: random_answer(q, random) for q in questions} for _ in range(6)]
    crowd = Crowd(variables.gates, [variables.encode(one) for one in people])
    for step, some in others.items():
        for number, mutant in enumerate(some):
            if detours.settles(step, number):
                told = crowd.holds(detours.told_otherwise(step, number))
                walked = [mutant.tells(Outcome(tree, one)) for one in people]
                assert [bool(told >> n & 1) for n in range(len(people))] == walked


@given(any_trees)
@settings(max_examples=settings.default.max_examples // 2)
def test_the_nearest_come_to_their_steps_and_ends(tree):
    """Who is said to come to a step does so, by answers that are unusual."""
    nearest = Nearest(tree, Trials(Variables(Gates(), tree.questions)))
    for name, one in nearest.coming.items():
        answers = {**nearest.well, **one.unusual}
        assert name in [step.id for step in steps_of(tree, walk(tree, answers))]
        assert all(nearest.well[q] != answer for q, answer in one.unusual.items())


@pytest.mark.slow
@slowly
@given(any_trees)
def test_proposed_cases_stand_on_both_sides_of_every_limit(tree):
    """New cases notice every limit that is moved by a step, wherever it stands."""
    proposal = propose(tree, (), NOTHING_BESIDE)
    assert proposal.unsettled == 0

    score = mutation_score(tree, [draft.as_case() for draft in proposal.drafts])

    left = [item for item in score.unnoticed if item.mutant.limit]
    assert [item.mutant.says for item in left if item.draft() is not None] == []


@slowly
@given(documents(), st.integers())
def test_whole_decides_what_is_asked_and_never_what_is_told(document, seed):
    """Whoever answers everything is told the same, so it is no mistake to be made."""
    steps = document["steps"].items()
    parts = {n: {k: v for k, v in s.items() if k != "whole"} for n, s in steps}
    forgotten = document | {"steps": parts}
    whole, other = (triage.loads(json.dumps(d)) for d in (document, forgotten))
    random = Random(seed)
    for _ in range(10):
        given = {q.id: random_answer(q, random) for q in whole.questions.values()}
        one, same = Outcome(whole, given), Outcome(other, given)
        assert (one.trace.rank, one.trace.end) == (same.trace.rank, same.trace.end)
        assert one.here.told == same.here.told


def test_a_property_holds_that_a_page_is_asked_whole():
    """Who forgets it is told by what is proved of asking."""
    text = """\
  one: {ask: [b, c], whole: true, branches: [{when: b, go: go_now}, {go: rest}]}
properties: {all: {says: All is asked., then: answered(c)}}"""

    verdicts = [
        triage.prove(tree_of(made)).proofs[0].verdict
        for made in (text, text.replace("whole: true, ", ""))
    ]
    assert verdicts == ["proved", "violated"]


@given(any_trees)
@settings(max_examples=settings.default.max_examples // 2)
def test_every_mutant_is_another_tree(tree):
    """A mutant has a hash of its own, and whoever is well can be walked in it."""
    well = ordinary(tree)
    for mutant in mutants(tree):
        assert mutant.tree.logic != tree.logic
        assert Outcome(mutant.tree, well).trace.step


@given(any_trees, st.integers())
def test_a_mutant_is_as_provable_as_its_tree(tree, seed):
    """The formula of a mutant says what walking it does."""
    made = [*mutants(tree)]
    for mutant in Random(seed).sample(made, min(len(made), 10)):
        confirmed(encode(mutant.tree, Variables(Gates(), mutant.tree.questions)))
