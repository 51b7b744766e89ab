"""What is known where: which bare questions load accepts, and which it refuses."""

import pytest
from trees_for_tests import tree_of

import triage

ASKED = "  one: {ask: [a, b], go: two}\n"

MORE = """\
  n: {text: N?, type: integer, min: 0, max: 9, unsure: true}
  k: {text: K?, type: any_of, unsure: true, options: {x: X, y: Y}}
  o: {text: O?, type: one_of, unsure: true, options: {l: L, m: M, h: H}}
  s: {text: S?, type: yes_no, only_if: b, otherwise: no}
  t: {text: T?, type: yes_no, unsure: true, only_if: b, otherwise: unsure}
values:
  both: a and b
  sure: surely(a)
  some: count(a, b)
"""


def branch(condition, *, asked="a, b, n, k, o, s, t"):
    """Return a tree whose second step has a branch on a condition."""
    return tree_of(
        f"  one: {{ask: [{asked}], go: two}}\n"
        f"  two: {{branches: [{{when: '{condition}', go: see}}, {{go: rest}}]}}",
        questions=MORE,
    )


def refused(make):
    """Return the codes and the underlined words with which a tree is refused."""
    with pytest.raises(triage.InvalidTree) as error:
        make()
    return [(finding.code, finding.span.text) for finding in error.value.findings]


@pytest.mark.parametrize(
    "condition",
    [
        "b",
        "s",
        "maybe(a) and b",
        "not unsure(a) and a",
        "unsure(a) or a",
        "unsure(a) or not a or b",
        "surely(a) and a",
        "surely(not a) and not a",
        "not maybe(a) and not a",
        "maybe(a) and surely(a) and a",
        "surely(a and b) and a",
        "surely(a and not (t or o == l)) and a and not t and o == m",
        "not maybe(a or t) and not t",
        "not (unsure(a) or unsure(t)) and a and t",
        "(surely(a) and b) and a",
        "(unsure(a) and b) or (not unsure(a) and a)",
        "surely(n < 3) and n < 4",
        "surely(o == l) and o == l",
        "not unsure(n) and n < 3",
        "not unsure(k) and x in k",
        "sure and a",
        "not sure or a",
        "surely(both)",
        "unsure(a) or both",
        "unsure(a) or some >= 1",
        "maybe(some >= 1)",
        "unsure(some)",
        "asked(both) and unsure(both)",
        "count(b, surely(a)) >= 1",
    ],
)
def test_accepts_what_is_known(condition):
    """A bare question is accepted where its answer is plain on every path."""
    assert branch(condition).steps["two"].ways


@pytest.mark.parametrize(
    ("condition", "word"),
    [
        ("a", "a"),
        ("t", "t"),
        ("a and surely(a)", "a"),
        ("surely(a) or a", "a"),
        ("unsure(a) and a", "a"),
        ("maybe(a) and a", "a"),
        ("not surely(a) and a", "a"),
        ("surely(a or b) and a", "a"),
        ("surely(both or b) and a", "a"),
        ("surely(x in k) and count(k) == 1", "count(k)"),
        ("n < 3", "n"),
        ("o != l", "o != l"),
        ("both", "both"),
        ("some >= 1", "some"),
        ("not sure and a", "a"),
        ("count(a, b) >= 1", "a"),
        ("(unsure(a) or b) and a", "a"),
    ],
)
def test_refuses_what_may_be_unsure(condition, word):
    """A bare question is refused where it may be unsure, at its first loose use."""
    assert refused(lambda: branch(condition)) == [("T305", word)]


@pytest.mark.parametrize("condition", ["c", "maybe(a) and c", "not asked(c) and c"])
def test_refuses_what_may_be_unasked(condition):
    """A bare question is refused where some path does not ask it."""
    assert refused(lambda: branch(condition)) == [("T306", "c")]


@pytest.mark.parametrize(
    "condition",
    ["asked(c) and c", "not asked(c) or c", "unsure(c) or c", "surely(c) and c"],
)
def test_accepts_what_was_looked_after(condition):
    """After `asked`, `surely` or `not unsure`, a question may stand bare."""
    assert branch(condition).steps["two"].ways


def test_answers_settle_their_question():
    """Behind `answers`, the ways of a plain answer know it, that of unsure does not."""
    steps = (
        "  one: {ask: a, answers: {yes: two, no: two, unsure: see}}\n"
        "  two: {branches: [{when: a, go: see}, {go: rest}]}"
    )

    assert tree_of(steps).steps["two"].ways
    doubtful = steps.replace("unsure: see", "unsure: two")
    assert refused(lambda: tree_of(doubtful)) == [("T305", "a")]


def test_a_later_branch_knows_that_earlier_ones_failed():
    """What a branch would have needed is known to be otherwise in the next one."""
    tree = tree_of(
        "  one: {ask: a, branches: [{when: unsure(a), go: see},"
        " {when: a, go: go_now}, {go: rest}]}"
    )

    assert tree.decide({"a": "unsure"}).end == "see"


def test_a_page_knows_its_earlier_questions():
    """`only_if` may use what stands before it on its page, not what stands behind."""
    more = "  s: {text: S?, type: yes_no, only_if: b, otherwise: no}"

    assert tree_of("  one: {ask: [b, s], go: rest}", questions=more).guards["s"]
    turned = "  one: {ask: [s, b], go: rest}"
    assert refused(lambda: tree_of(turned, questions=more)) == [("T306", "b")]


def test_paths_that_meet_know_what_all_of_them_know():
    """Where paths meet, a question is known only if it is known on each of them."""
    steps = (
        "  one: {ask: b, answers: {yes: two, no: three}}\n"
        "  two: {ask: c, go: three}\n"
        "  three: {branches: [{when: c, go: see}, {go: rest}]}"
    )

    with pytest.raises(triage.InvalidTree) as error:
        tree_of(steps)

    assert "on the path one → three" in str(error.value)


def test_advice_is_judged_like_branches():
    """Conditions of advice, at a step or on a way, are held to the same."""
    advice = "advise: [{when: a, add: note}]"
    here = f"  one: {{ask: a, {advice}, go: rest}}"
    there = f"  one: {{ask: a, branches: [{{{advice}, go: rest}}]}}"

    assert refused(lambda: tree_of(here)) == [("T305", "a")]
    assert refused(lambda: tree_of(there)) == [("T305", "a")]
