"""What comes of cases: what is met passes, and what fails is told."""

from pathlib import Path

import pytest
from cases_for_tests import BASE, case
from trees_for_tests import SORE_THROAT

import triage.cases


def said(answers: str, expect: str) -> list[str]:
    """Return what is said of a case that fails; nothing when it passes."""
    [result] = case(answers, expect).run()
    assert result.passed is not bool(result.failures)
    return [failure.message for failure in result.failures]


MET = [
    ("{}", "{urgency: self_care, ends: rest}"),
    ("{}", "{recommends: [rest, drink, no_antibiotics], not_recommends: swab}"),
    ("{}", "{asks: [pregnant, signs], shows: {score: 1, likely: no, expecting: no}}"),
    ("{age: 70}", "{not_asks: pregnant, urgency: self_care}"),
    ("{cough: some}", "{shows: {score: 0.50}}"),
    ("{drooling: unsure}", "{not_asks: age, ends: ambulance}"),
    ("{drooling: unsure}", "{shows: {score: [0.5, 3]}}"),
    ("{pregnant: unsure}", "{shows: {expecting: unsure}, urgency: routine}"),
    ("{}", "{reads: [Rest], not_reads: nobody says that}"),
]


@pytest.mark.parametrize(("answers", "expect"), MET)
def test_what_comes_as_expected_passes(answers, expect):
    """A case whose expectations are met has no failure."""
    assert said(answers, expect) == []


FAILED = [
    ("{urgency: soon}", "expected the urgency `soon`, got `self_care`"),
    ("{urgency: none}", "expected the urgency `none`, got `self_care`"),
    ("{ends: swab}", "expected the end `swab`, got `rest`"),
    (
        "{recommends: swab}",
        "expected the recommendation `swab`, got `drink`, `rest`, `no_antibiotics`",
    ),
    ("{not_recommends: [rest]}", "expected no `rest`, but it is recommended"),
    ("{not_asks: [cough]}", "expected `cough` not to be asked, but it is"),
    ("{shows: {score: 2}}", "expected `score` to be 2, got 1"),
    ("{shows: {score: [1, 2]}}", "expected `score` to be 1 to 2, got 1"),
    ("{shows: {likely: unsure}}", "expected `likely` to be unsure, got no"),
    ("{missing: age}", "expected to be asked next: `age`; got nothing"),
    (
        "{reads: Run}",
        "expected the words “Run”, but nothing that is read has them",
    ),
    ("{not_reads: Rest}", "expected no words “Rest”, but “Rest” is read"),
]


@pytest.mark.parametrize(("expect", "message"), FAILED)
def test_what_comes_otherwise_is_told(expect, message):
    """A failure says what was expected, and what came instead."""
    assert said("{}", expect) == [message]


def test_a_question_that_is_not_asked_says_why():
    """It is off the path, or skipped by its condition."""
    off = "expected `age` to be asked, but it is not on the path"
    skipped = (
        "expected `pregnant` to be asked, but it is skipped, as its `only_if` does "
        "not hold"
    )

    assert said("{drooling: yes}", "{asks: age}") == [off]
    assert said("{age: 70}", "{asks: pregnant}") == [skipped]


def failures_without(question: str, expect: str) -> list[str]:
    """Return what is said of a case in which one question is not answered."""
    parts = [p for p in BASE.strip("{}").split(", ") if not p.startswith(question)]
    [result] = case(expect=expect, base=f"{{{', '.join(parts)}}}").run()
    return [failure.message for failure in result.failures]


def test_a_walk_that_does_not_end_fails():
    """Without `missing`, the questions still to be answered are named."""
    assert failures_without("days", "{asks: days}") == [
        "expected an end, but still to be answered: `days`"
    ]
    assert failures_without("days", "{ends: rest}")[1:] == [
        "expected the end `rest`, but still to be answered: `days`"
    ]


def test_a_walk_may_be_expected_to_wait():
    """With `missing`, the case passes when just those questions are asked next."""
    assert failures_without("days", "{missing: days, urgency: none}") == []
    assert failures_without("days", "{missing: [age]}") == [
        "expected to be asked next: `age`; got `days`"
    ]


def test_a_way_that_is_not_written_yet_is_told():
    """A walk that comes to a `todo` does not end, and says why."""
    case()
    unfinished = SORE_THROAT.replace("- go: swab", "- todo: Ask somebody")
    Path("throat.yaml").write_text(unfinished)
    text = Path("throat.cases.yaml").read_text()
    Path("throat.cases.yaml").write_text(
        text.replace("answers: {}", "answers: {days: 9}")
    )

    [result] = triage.cases.load("throat.cases.yaml").run()

    assert result.failures[0].message == (
        "expected an end, but the tree is not written yet there: Ask somebody"
    )


def test_a_failure_names_its_place():
    """A failure begins with the file and the line of the expectation."""
    [result] = case(expect="\n      urgency: soon\n      ends: swab").run()

    assert [str(failure).partition(": ")[0] for failure in result.failures] == [
        "throat.cases.yaml:10",
        "throat.cases.yaml:11",
    ]


def test_the_path_of_a_result_says_why():
    """A path names its steps and end, and the reason of the last choice."""
    [result] = case("{days: 9}").run()

    assert result.path.startswith("drooling → about_you → decide → swab, because ")
    assert "days: 9 days" in result.path


def test_a_path_without_a_choice_has_no_reason():
    """Where the walk waits at its first step, nothing was chosen."""
    [result] = case(base="{}", expect="{missing: drooling}").run()

    assert result.path == "drooling"


def test_a_result_is_json():
    """A result says where it led, how long it was, and what failed where."""
    [result] = case(expect="{urgency: soon}").run()

    assert result.to_dict() == {
        "id": "one",
        "passed": False,
        "urgency": "self_care",
        "ends": "rest",
        "missing": [],
        "answers": 6,
        "pages": 2,
        "file": "throat.cases.yaml",
        "line": 5,
        "failures": [
            {
                "message": "expected the urgency `soon`, got `self_care`",
                "file": "throat.cases.yaml",
                "line": 9,
            }
        ],
        "path": ["drooling", "about_you", "decide"],
    }


LEFT = """\
triage: 1
id: left
title: A page that is left
questions:
  b: {text: "B?", type: yes_no}
  c: {text: "C?", type: yes_no}
  d: {text: "D?", type: yes_no}
recommendations:
  now: {title: Now, urgency: emergency}
  rest: {title: Rest, urgency: self_care}
start: one
steps:
  one: {ask: b, advise: {add: now, when: b}, go: two}
  two: {ask: [c, d], branches: [{when: c or b or d, go: now}, {go: rest}]}
"""
IS_C = "expected `c` to be asked, but it is "
WORST = "answers before it decide the worst"
IS_D = "expected `d` to be asked, but it is "


@pytest.mark.parametrize(
    ("answers", "expect", "messages"),
    [
        ("{b: no, c: no, d: no}", "{asks: [c, d]}", []),
        ("{b: yes, c: no, d: no}", "{not_asks: [c, d]}", []),
        (
            "{b: yes, c: no, d: no}",
            "{asks: c}",
            [f"{IS_C}left out, as the {WORST}"],
        ),
        (
            "{b: no, c: yes, d: no}",
            "{asks: d}",
            [f"{IS_D}left out unless its page is shown whole, as the {WORST}"],
        ),
        (
            "{b: no, c: yes, d: no}",
            "{not_asks: d}",
            [
                "expected `d` not to be asked, but it is where its page is shown whole",
            ],
        ),
    ],
)
def test_what_an_interview_leaves_out_is_not_asked(answers, expect, messages):
    """Asked is asked both one question at a time and page by page; so is not asked."""
    Path("left.yaml").write_text(LEFT)
    Path("left.cases.yaml").write_text(
        "triage_cases: 1\ntree: left\ncases:\n"
        f"  one: {{says: One., answers: {answers}, expect: {expect}}}\n"
    )

    [result] = triage.cases.load("left.cases.yaml").run()

    assert [failure.message for failure in result.failures] == messages


WORDS = """\
triage: 1
id: words
title: Words
questions: {n: {text: N?, type: integer, min: 0, max: 9}, b: {text: B?, unsure: true}}
values:
  size: {options: {low: Low, mid: Middle, high: High}, by: n, from: {0: low, 5: mid}}
show: [size]
recommendations: {rest: {urgency: self_care, title: Rest}}
start: one
steps: {one: {ask: [n, b], go: rest}}
""".replace("5: mid", "5: high if maybe(b) else mid")


@pytest.mark.parametrize(
    ("answers", "wanted", "message"),
    [
        ("{n: 3, b: no}", "low", ""),
        ("{n: 3}", "low", ""),
        ("{b: no}", "[mid, low]", ""),
        ("{b: no}", "mid", "expected `size` to be mid, got low or mid"),
    ],
)
def test_a_word_is_shown_by_its_id(answers, wanted, message):
    """A case names the word that is shown, or all that it can be."""
    Path("words.yaml").write_text(WORDS)
    Path("words.cases.yaml").write_text(
        f"triage_cases: 1\ntree: words\ncases: {{c: {{says: C, answers: {answers}, "
        f"expect: {{shows: {{size: {wanted}}}, missing: [n, b]}}}}}}"
    )
    [result] = triage.cases.load("words.cases.yaml").run()
    found = [x.message for x in result.failures if "size" in x.message]

    assert found == ([message] if message else [])
