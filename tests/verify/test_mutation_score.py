"""The mutation score: what becomes of a mistake, and how that is told."""

import attrs
import pytest
from tired import tired

import triage
from triage.verify.counterexample import ProofMismatch
from triage.verify.mutants import mutants
from triage.verify.mutation_score import Judge, Judged, Score, mutation_score

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
    assert fates["days over 3: the limit is one step lower"] == "survived"
    assert fates["days over 3: the limit is one step higher"] == "property"
    assert fates["the ways to `call` and `rest` are swapped"] == "property"
    survivor = next(item for item in score.judged if item.fate == "survived")
    assert survivor.patient.outcome.is_possible
    assert score.noticed == 3


def test_a_case_tells_what_only_the_mistaken_tree_hears():
    """Where a mistake lets another question count, the case has its answer too."""
    tree = triage.loads(SKIPS)

    found = {item.mutant.says: item for item in mutation_score(tree).judged}

    item = found["age under 18 months: the limit is one step higher"]
    assert item.patient.outcome.trace.asked == {"age": 18, "soft": "no"}
    assert dict(item.draft().answers) == {"age": 18, "soft": "yes"}
    assert "    answers: {age: 18, soft: yes}\n" in str(item.draft())


SKIPS = """\
triage: 1
id: skips
title: Skips
questions:
  age: {text: A?, type: integer, min: 0, max: 59, unit: months, ordinary: 24}
  soft: {text: S?, type: yes_no, only_if: age < 18, otherwise: no}
recommendations:
  call: {title: Call, urgency: emergency}
  home: {title: Home, urgency: self_care}
  note: {title: Note}
start: a
steps:
  a:
    ask: [age, soft]
    advise: [{when: age > 50, add: note}]
    branches: [{when: soft, go: call}, {go: home}]
"""


def test_a_case_must_not_get_what_only_the_mistaken_tree_recommends():
    """Where a mistake adds advice, the case says that it must not come."""
    found = {i.mutant.says: i for i in mutation_score(triage.loads(SKIPS)).judged}

    draft = found["`note` is advised here to everybody"].draft()

    assert draft.never == ("note",)
    assert str(draft).endswith("recommends: [home]\n      not_recommends: [note]")
    assert found["`note` is not advised here"].draft().never == ()


def test_a_patient_whose_way_is_written_is_preferred():
    """A case is of somebody who comes to an end, where the mistake concerns one."""
    tree = triage.loads(
        TREE.replace("- {go: rest}", "- {when: fever, go: rest}\n      - {todo: later}")
        .replace("surely(fever)", "fever")
        .replace("yes_no, unsure: true", "yes_no")
    )
    found = {item.mutant.says: item for item in mutation_score(tree).judged}

    written = found["days over 3: the limit is one step lower"]
    hopeless = found["`days over 3` is forgotten"]
    assert written.draft().decision.end == "rest"
    assert hopeless.draft() is not None


def test_where_the_way_is_not_written_no_case_can_be():
    """A mistake that concerns only people without an end is told without a case."""
    text = TREE.replace("{go: rest}", "{todo: later}").split("properties:")[0]
    tree = triage.loads(text.replace("  rest: {urgency: self_care, title: Rest}\n", ""))
    score = mutation_score(tree)

    [item] = [i for i in score.judged if i.mutant.says == "`days over 3` is forgotten"]

    assert (item.fate, item.draft()) == ("survived", None)
    assert "no case can, as the way on is not written" in " ".join(score.text().split())


def test_a_case_that_notices_several_mistakes_is_proposed_once():
    """Of mistakes that a case above notices, too, that is said, and no other case."""
    score = mutation_score(triage.loads(SKIPS))
    proposals = [*score.proposals()]
    drafts = {draft.id for _, draft in proposals}

    assert len(drafts) < len(proposals)
    said = score.text()
    assert said.count("says: >-") == len(drafts)
    assert said.count("above\n") == len(proposals) - len(drafts)
    assert all(f"  {name}:\n" in said for name in drafts)


def test_a_case_that_does_not_notice_its_mistake_is_an_error(monkeypatch):
    """A proposal is tried on both trees before anybody sees it."""
    monkeypatch.setattr(Judge, "tells_apart", lambda *_: False)

    with pytest.raises(ProofMismatch, match="a case that notices a mistake"):
        mutation_score(triage.loads(TREE))


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
    assert [item.draft() for item in score.judged] == [None] * len(score.judged)
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
