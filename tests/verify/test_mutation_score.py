"""The mutation score: what becomes of a mistake, and how that is told."""

import attrs
import pytest
from tired import tired

import triage
from triage.verify.mutants import mutants
from triage.verify.mutation_score import Judged, Score, mutation_score

TREE = """\
triage: 1
id: tree
title: Tree
questions:
  fever: {text: Have you a fever?, type: yes_no, unsure: true}
  days: {text: For how many days?, type: integer, min: 0, max: 9, ordinary: 1}
recommendations:
  rest: {urgency: self_care, title: Rest}
  call: {urgency: emergency, title: Call}
start: a
steps:
  a:
    ask: [fever, days]
    branches:
      - {when: surely(fever) and days > 3, go: call}
      - {go: rest}
properties:
  fever_for_long: {says: It is., given: surely(fever) and days > 3, then: ends(call)}
"""


def test_a_property_notices_what_no_case_does():
    """Without cases, properties are the only net, and a survivor has a patient."""
    score = mutation_score(triage.loads(TREE))

    fates = {item.mutant.says: item.fate for item in score.judged}
    assert fates["days over 3: the limit is moved by one step"] == "survived"
    assert fates["the ways to `call` and `rest` are swapped"] == "property"
    survivor = next(item for item in score.judged if item.fate == "survived")
    assert survivor.patient.outcome.is_possible
    assert score.noticed == 1


@pytest.mark.parametrize("left", [0, 2])
def test_what_is_not_settled_in_time_is_open(monkeypatch, left):
    """When the solver has no time, a mutant is neither noticed nor equivalent.

    Nor is it where the time is enough to find somebody, and not for a property.
    """
    monkeypatch.setattr("triage.verify.mutation_score.Solver", tired(left))
    score = mutation_score(triage.loads(TREE))

    assert {item.fate for item in score.judged} == {"open"}
    assert score.percent == 0
    assert "not settled in the time there was" in score.text()
    assert score.to_dict()["unnoticed"][0]["patient"] is None


def test_progress_is_told():
    """After each mutant it is told how many are judged, and of how many."""
    told = []
    score = mutation_score(triage.loads(TREE), progress=lambda *now: told.append(now))

    total = len(score.judged)
    assert told == [(number, total) for number in range(1, total + 1)]


@pytest.mark.parametrize(("fates", "percent"), [([], 100.0), (["equivalent"], 100.0)])
def test_where_nothing_counts_all_is_noticed(fates, percent):
    """Without a mistake that makes a difference, there is nothing to be missed."""
    tree = triage.loads(TREE)
    mutant = attrs.evolve(next(iter(mutants(tree))), span=None)

    score = Score(tree, tuple(Judged(mutant, fate) for fate in fates))
    assert score.percent == percent
