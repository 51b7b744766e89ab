"""Names in cases, looked up in their tree; and what cannot be expected."""

from pathlib import Path

import pytest
from cases_for_tests import case
from trees_for_tests import SORE_THROAT

import triage
import triage.cases
from triage.base.limits import LIMITS


def test_a_case_is_a_story_with_answers_and_expectations():
    """A loaded case has its story on one line, accepted answers, and its place."""
    [loaded] = case("{age: '31'}", "{urgency: soon, recommends: [swab, drink]}").cases

    assert loaded.id == "one"
    assert loaded.says == "A woman of 30 has a sore throat."
    assert loaded.answers["age"] == 31
    assert [(e.key, e.wanted) for e in loaded.expects] == [
        ("urgency", ("soon",)),
        ("recommends", ("swab",)),
        ("recommends", ("drink",)),
    ]
    assert str(loaded.span) == "throat.cases.yaml:5:3"


def test_a_case_cannot_be_changed():
    """A case is a value: its answers stay, and equal ones count as one."""
    [loaded] = case().cases
    [again] = case().cases

    assert {loaded, again} == {loaded}
    with pytest.raises(TypeError, match="cannot be changed"):
        loaded.answers["age"] = 31


def test_the_answers_of_a_case_go_before_those_of_the_base():
    """A case changes what it names, and keeps the rest of the base."""
    [loaded] = case("{days: 9}", base="{days: 2, age: 40}").cases

    assert loaded.answers == {"days": 9, "age": 40}


def test_a_single_answer_may_stand_for_a_list():
    """`fever` and `[fever]` are one answer; `[]` is none of the options."""
    assert case("{signs: fever}").cases == case("{signs: [fever]}").cases
    assert case("{signs: []}").cases[0].answers["signs"] == ()


def test_the_longest_lists_of_mistakes_are_cut():
    """Nobody mends more mistakes at once than a refusal lists."""
    answers = ", ".join(f"x{number}: yes" for number in range(2 * LIMITS.findings))

    with pytest.raises(triage.InvalidTree) as refused:
        case(f"{{{answers}}}")

    assert len(refused.value.findings) == LIMITS.findings


@pytest.mark.parametrize(
    ("expect", "advice"),
    [
        ("{asks: zzz}", "name a question of the tree"),
        ("{shows: {zzz: 3}}", "remove it: there is none"),
    ],
)
def test_a_name_like_no_other_is_told_what_to_name(expect, advice):
    """Where the known names are too many to list, or none, the help is in words."""
    many = "".join(
        f"  q{number}: {{text: Question?, type: yes_no}}\n" for number in range(13)
    )
    Path("t.yaml").write_text(
        f"triage: 1\nid: t\ntitle: T\nquestions:\n{many}"
        "recommendations: {rest: {title: Rest, urgency: self_care}}\n"
        "start: q0\nsteps: {q0: {ask: q0, go: rest}}\n"
    )
    Path("t.cases.yaml").write_text(
        f"triage_cases: 1\ntree: t\ncases: {{a: {{says: A., expect: {expect}}}}}\n"
    )

    with pytest.raises(triage.InvalidTree) as refused:
        triage.cases.load("t.cases.yaml")

    assert [finding.help for finding in refused.value.findings] == [advice]


def test_an_end_that_may_be_hidden_can_be_ruled_out():
    """Where one that stands alone may take its place, an end need not be told."""
    alone = SORE_THROAT.replace("      - drink\n", "      - ambulance\n")
    answers = "{drooling: no}"
    expect = "{ends: rest, not_recommends: rest}"
    with pytest.raises(triage.InvalidTree):
        case(answers, expect)
    Path("throat.yaml").write_text(alone)

    [result] = triage.cases.load("throat.cases.yaml").run()

    assert result.passed
