"""What a tree accepts of what is said against it, for a reason, and until when."""

from datetime import date

import pytest

import triage
from triage.lint import CHECKS, warnings
from triage.lint.accept import judge

TODAY = date(2026, 11, 28)

TREE = """\
triage: 1
id: garden
title: Garden
questions: {shed: Do you build a shed?}
recommendations:
  apply: {urgency: soon, title: Apply}
  wait: {urgency: self_care, title: Wait}
start: first
steps: {first: {ask: shed, answers: {yes: apply, no: wait}}}
"""


def accepting(*entries, text=TREE):
    """Return a tree that accepts something, and what is left and what is accepted."""
    lines = "".join(f"  - {{{entry}}}\n" for entry in entries)
    tree = triage.loads(f"{text}accept:\n{lines}" if entries else text)
    judged = judge(tree, warnings(tree, TODAY), CHECKS, TODAY)

    assert judged.findings == triage.check(tree, today=TODAY)
    return tree, [f.code for f in judged.findings], [*map(str, judged.accepted)]


def test_all_is_said_of_a_tree_that_accepts_nothing():
    """Without `accept`, every warning is told."""
    assert accepting()[1:] == (["T501", "T504", "T501", "T504"], [])


def test_what_is_accepted_of_an_entry_is_not_told_of_it():
    """A warning is accepted where its place lies in an entry that is named."""
    _, left, accepted = accepting("check: T504, for: wait, because: Waiting is safe.")

    assert left == ["T501", "T504", "T501"]
    assert "".join(accepted) == (
        "<text>:7:3: warning T504: the recommendation `wait` has no safety net\n"
        "    = accepted: Waiting is safe."
    )


def test_a_check_can_be_accepted_of_a_whole_file_or_of_several_entries():
    """`for` names entries, and without it the whole file is meant."""
    whole = accepting("check: T501, because: Everybody knows.")
    both = accepting("check: T501, for: [apply, wait], because: Everybody knows.")

    assert whole[1:] == both[1:]
    assert whole[1] == ["T504", "T504"]


@pytest.mark.parametrize(
    ("until", "left"), [("2026-11-28", ["T504", "T504"]), ("2026-11-27", None)]
)
def test_an_acceptance_holds_until_its_last_day(until, left):
    """On the last day it still holds; after it, all is told, and that it ended."""
    found = accepting(f"check: T501, because: Soon., until: {until}")

    assert found[1] == (left or ["T501", "T504", "T501", "T504", "T530"])
    assert all(f"(until {until})" in text for text in found[2])


def test_what_is_not_looked_for_is_not_missed():
    """What only a proof finds is accepted in vain only where it was looked for."""
    tree, left, _ = accepting("check: T420, because: It will be taken.")

    proved = judge(tree, (), {"T420"}, TODAY)

    assert "T530" not in left
    assert [f.message for f in proved.findings] == [
        "this `accept` accepts nothing any more"
    ]


def test_a_module_accepts_for_its_own_file(tmp_path):
    """What one file accepts is told of another."""
    module = TREE.replace("id: garden", "kind: module\nid: part")
    module = module.replace("urgency: soon, ", "").replace("urgency: self_care, ", "")
    (tmp_path / "part.yaml").write_text(
        module + "accept: [{check: T501, because: It is known.}]\n"
    )
    path = tmp_path / "whole.yaml"
    path.write_text(
        "triage: 1\nid: whole\ntitle: W\n"
        "recommendations: {r: {title: R, urgency: soon}}\n"
        "start: a\nsteps: {a: {run: part, go: r}}\n"
    )

    found = triage.check(triage.load(path), today=TODAY)

    assert [(f.code, f.span.source.name.endswith("part.yaml")) for f in found] == [
        ("T501", False),
        ("T504", False),
    ]


def test_what_is_accepted_is_part_of_the_wording():
    """A review covered it: it is hashed, and without it no hash changes."""
    plain, accepted = accepting()[0], accepting("check: T501, because: It is known.")[0]
    empty = triage.loads(f"{TREE}accept: []\n")

    assert plain.wording == empty.wording != accepted.wording
    assert plain.logic == accepted.logic
