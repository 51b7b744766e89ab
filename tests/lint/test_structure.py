"""What can never matter in the flow of a tree, and what is not finished."""

from datetime import date

import pytest
from trees_for_tests import tree_of

import triage

TODAY = date(2026, 11, 22)


def codes(tree, today=TODAY):
    """Return the codes of what is said against a tree."""
    return [finding.code for finding in triage.check(tree, today=today)]


@pytest.mark.parametrize(
    ("ways", "said"),
    [
        ("answers: {yes: rest, no: rest}", []),
        ("branches: [{when: b, go: rest}, {go: rest}]", ["T415"]),
        ("branches: [{when: b, advise: note, go: rest}, {go: rest}]", []),
        ("branches: [{when: b, go: see}, {when: c, go: rest}, {go: rest}]", ["T415"]),
        (
            "branches: [{when: b, go: see}, {when: 1 < 2, go: rest}, {go: see}]",
            ["T414"],
        ),
        (
            "branches: [{when: 1 > 2, go: see}, {when: b, go: see}, {go: rest}]",
            ["T414"],
        ),
        ("branches: [{when: b, todo: one}, {todo: two}]", ["T417", "T417"]),
    ],
)
def test_branches_that_decide_nothing(ways, said):
    """Branches that are never taken, lead to one place or nowhere are told."""
    ask = "[b]" if "answers" in ways else "[b, c]"
    tree = tree_of(f"  one: {{ask: {ask}, {ways}}}")

    assert [code for code in codes(tree) if code in ("T414", "T415", "T417")] == said


@pytest.mark.parametrize(
    "use",
    [
        "branches: [{when: b, go: see}, {go: rest}]",
        "branches: [{when: asked(b), go: see}, {go: rest}]",
        "branches: [{when: unsure(b), go: see}, {go: rest}]",
        "advise: {when: b, add: note}, go: rest",
        "answers: {yes: see, no: rest}",
    ],
)
def test_a_question_decides_something_wherever_it_is_used(use):
    """A question in a condition, under advice or with answers is not idle."""
    idle = [
        f.span.text
        for f in triage.check(tree_of(f"  one: {{ask: b, {use}}}"))
        if f.code == "T418"
    ]

    assert idle == []


def test_a_question_that_decides_nothing_is_told():
    """A question that is asked and never used again is told."""
    found = triage.check(tree_of("  one: {ask: [b, c], go: rest}"))

    assert [f.span.text for f in found if f.code == "T418"] == ["b", "c"]


@pytest.mark.parametrize(
    ("condition", "idle"),
    [
        ("x in q", ["y", "z"]),
        ("x in q or y in q", ["z"]),
        ("count(q) > 1", []),
        ("x in q and count(q) > 1", []),
        ("points(q) > 0", []),
    ],
)
def test_options_that_decide_nothing(condition, idle):
    """Of an any_of question, options are told that no condition looks at."""
    question = (
        "{text: Q?, type: any_of, options: {x: {text: X, points: 1}, y: Y, z: Z}}"
    )
    tree = tree_of(
        f"  one: {{ask: q, branches: [{{when: {condition}, go: see}}, {{go: rest}}]}}",
        questions=f"  q: {question}",
    )

    found = triage.check(tree, today=TODAY)

    assert [f.span.text for f in found if f.code == "T419"] == idle


def test_maybe_of_an_unasked_question_is_told_once_and_not_where_it_was_asked():
    """`maybe` of a question that some are never asked is told; a guard silences it."""
    steps = (
        "  one: {ask: b, answers: {yes: two, no: three}}\n"
        "  two: {ask: c, go: three}\n"
        "  three: {branches: [{when: {0}, go: see}, {go: rest}]}"
    )

    loose = codes(tree_of(steps.replace("{0}", "maybe(c)")))
    guarded = codes(tree_of(steps.replace("{0}", "asked(c) and maybe(c)")))

    assert loose.count("T416") == 1
    assert "T416" not in guarded


PAIN = """\
triage: 1
kind: module
id: pain
title: Pain
questions: {severe: Is it severe?, new: Is it new?}
start: ask
steps: {ask: {ask: [severe, new], go: done}}
"""
LIMBS = """\
triage: 1
id: limbs
title: Arms and legs
questions: {where: Is it the arm?}
recommendations: {rest: {urgency: self_care, title: Rest}}
start: first
steps:
"""
BOTH = "  leg: {run: pain, go: rest}\n  arm: {run: pain, go: leg}\n"


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (
            "  first: {ask: where, go: arm}\n" + BOTH,
            "`severe` (and 1 more) may be answered in `arm`, and counts here too",
        ),
        ("  first: {ask: where, answers: {yes: arm, no: leg}}\n" + BOTH, "`severe`"),
        (
            (
                "  first: {ask: where, answers: {yes: arm, no: leg}}\n"
                "  leg: {run: pain, go: rest}\n  arm: {run: pain, go: rest}\n"
            ),
            None,
        ),
        ("  first: {ask: severe, go: arm}\n  arm: {run: pain, go: rest}\n", None),
        (
            (
                "  first:\n    ask: [severe, where]\n"
                "    branches: [{when: where, go: arm}, {go: leg}]\n"
                "  leg: {run: pain, go: rest}\n  arm: {run: pain, go: rest}\n"
            ),
            None,
        ),
    ],
)
def test_an_answer_of_another_run_is_told(steps, said):
    """Only where another run comes before, and not where the caller asks itself."""
    tree = triage.loads(LIMBS + steps, modules={"pain": PAIN})

    told = [f for f in triage.check(tree, today=TODAY) if f.code == "T428"]

    assert [f.message.startswith(said or "-") for f in told] == [True] * bool(said)
    assert {f.span.text for f in told} <= {"leg"}


def test_what_a_module_needs_is_the_same_in_every_run():
    """A question of the caller is no answer of another run, also where it is asked."""
    module = PAIN.replace("start: ask", "needs: [where]\nstart: ask").replace(
        "[severe, new]", "where"
    )
    steps = "  first: {ask: where, go: arm}\n" + BOTH
    tree = triage.loads(LIMBS + steps, modules={"pain": module})

    assert "T428" not in codes(tree)
