"""Safety nets that name what somebody has said already."""

import attrs
import pytest
from bad_trees import BAD
from hypothesis import given, settings
from strategies import trees_with_answers
from trees_for_tests import built_in

import triage
from triage.linker.loader import builtins
from triage.verify.properties import Proof, Prover
from triage.verify.solver import Budget
from triage.verify.told_signs import told_signs

BUDGET = Budget(60)


def found(tree):
    """Return the signs that are found, by recommendation."""
    return {
        (finding.message.split("`")[3], finding.span.text)
        for finding in told_signs(tree, BUDGET)
    }


@pytest.mark.slow
@given(trees_with_answers())
@settings(max_examples=30)
def test_nobody_is_told_to_look_out_for_what_they_said(drawn):
    """Where nothing is found, no drawn person who said yes to a sign is told it."""
    tree, answers = drawn
    bad = found(tree)

    decision = tree.decide(answers)

    for told in decision.recommendations:
        for sign in tree.recommendations[told.id].signs:
            said = decision.trace.answers.get(sign) == "yes"
            assert not said or (told.id, sign) in bad


@pytest.mark.slow
@pytest.mark.parametrize("name", builtins())
def test_no_built_in_safety_net_names_what_was_said(name):
    """Of every possible patient, none is told to wait for what they have told."""
    tree = triage.load(name)

    assert [str(finding) for finding in told_signs(tree, BUDGET)] == []


def test_most_urgent_safety_nets_say_what_they_name():
    """What a person with back pain looks out for is held against what they said."""
    tree = built_in("back_pain")

    named = {sign for told in tree.recommendations.values() for sign in told.signs}
    assert {"saddle_numbness", "bladder_change", "weakness_progressive"} <= named
    assert len(named) > 20


def test_a_sign_that_was_skipped_was_not_said():
    """Who was not asked, and counts as answered `otherwise`, has said nothing."""
    text = (
        (BAD / "T429_sign.yaml").read_text().replace("otherwise: no", "otherwise: yes")
    )

    assert found(triage.loads(text)) == {("rest", "numb")}


def test_a_sign_that_is_not_settled_in_time_is_told(monkeypatch):
    """Nothing is taken for proved that is not."""
    monkeypatch.setattr(Prover, "prove", lambda _, stated: Proof(stated, "open"))

    findings = [*told_signs(triage.load(BAD / "T429_sign.yaml"), BUDGET)]

    assert [one.code for one in findings] == ["T424", "T424"]
    assert "was not settled in time" in findings[0].message


def test_signs_are_part_of_the_wording():
    """They are no logic; a tree without them has the hash it had before."""
    tree = triage.load(BAD / "T429_sign.yaml")
    rest = attrs.evolve(tree.recommendations["rest"], signs=("numb",))
    fewer = attrs.evolve(tree, recommendations={**tree.recommendations, "rest": rest})

    assert fewer.logic == tree.logic
    assert fewer.wording != tree.wording
