"""What earlier versions of a tree called otherwise."""

from pathlib import Path

import pytest
from trees_for_tests import tree_of

import triage
from triage.linker.recording import recorded
from triage.linker.renames import ends_of
from triage.treefile import dump, read, source_from

MORE = """\
renamed:
  questions: {a_old: a, a_older: a_old}
  options: {d: {p_old: p}, v: {low_old: low}}
  recommendations: {relax: rest}
  steps: {begin: one}
  levels: {home: self_care}
  values: {v_old: v}
  properties: {p_old: p}
same_meaning: {b: [0f1e2d3c, 12345678], c: 0a0a0a0a}"""

VALUE = """\
values:
  v: {options: {low: Low, high: High}, is: [{when: d == p, is: low}, {is: high}]}
properties: {p: {says: P., given: d == p, then: ends(rest)}}
"""


def test_chains_lead_to_what_is_there():
    """Each id of the past leads to that of the tree."""
    tree = tree_of(
        "  one: {ask: d, go: rest}",
        questions="  d: {text: D?, type: one_of, options: {p: P, q: Q}}\n"
        + VALUE
        + MORE,
    )

    assert tree.renamed.questions == {"a_old": "a", "a_older": "a"}
    assert tree.renamed.options == {"d": {"p_old": "p"}, "v": {"low_old": "low"}}
    assert tree.renamed.values == {"v_old": "v"}
    assert tree.renamed.properties == {"p_old": "p"}
    assert tree.renamed.recommendations == {"relax": "rest"}
    assert tree.renamed.steps == {"begin": "one"}
    assert tree.renamed.levels == {"home": "self_care"}
    assert tree.same_meaning == {"b": ("0f1e2d3c", "12345678"), "c": ("0a0a0a0a",)}


def test_what_was_called_otherwise_changes_no_hash():
    """Neither logic nor wording speaks of the past."""
    steps = "  one: {ask: a, go: rest}"
    before = tree_of(steps)
    after = tree_of(steps, questions="renamed: {questions: {x: a}}")

    assert (before.logic, before.wording) == (after.logic, after.wording)


@pytest.mark.parametrize(
    ("id_now", "left"), [("a", "    c: d\n    e: f\n"), ("c", "    a: b\n    e: f\n")]
)
def test_what_is_called_again_as_it_was_is_no_rename(id_now, left):
    """Its entry goes, and those behind it stay as they are written."""
    text = "renamed:\n  steps:\n    a: b\n    c: d\n    e: f\nid: x\n"

    found = recorded(text, ["steps"], {"a": "b", "c": "d"}[id_now], id_now)

    assert found == f"renamed:\n  steps:\n{left}id: x\n"


def test_a_document_with_renames_can_be_written():
    """What is renamed reads back as it was written."""
    head = "triage: 1\nid: x\ntitle: X\nstart: one\nsteps: {}\n"
    document = read(source_from("x.yaml", head + MORE))

    assert read(source_from("x.yaml", dump(document))) == document


def test_a_module_says_what_it_renamed():
    """Questions of a module keep their answers in every tree that runs it."""
    Path("part.yaml").write_text(
        "triage: 1\nkind: module\nid: part\ntitle: Part\n"
        "questions: {p: {text: P?, type: yes_no}}\n"
        "renamed: {questions: {p_old: p}, steps: {gone: one}}\n"
        "start: one\nsteps: {one: {ask: p, go: done}}\n"
    )
    Path("tree.yaml").write_text(
        "triage: 1\nid: tree\ntitle: Tree\n"
        "recommendations: {rest: {title: Rest, urgency: self_care}}\n"
        "start: first\nsteps: {first: {run: part, go: rest}}\n"
    )

    tree = triage.load("tree.yaml")

    assert tree.renamed.questions == {"p_old": "p"}
    assert tree.renamed.steps == {"first/gone": "first/one"}
    assert tree.renamed.step("first/gone") == "first/one"


@pytest.mark.parametrize("size", [20_000])
def test_long_chains_take_no_longer_than_their_length(size):
    """A chain is followed once, however many ids it has."""
    chain = {f"x{n}": f"x{n + 1}" for n in range(size)}

    assert set(ends_of(chain).values()) == {f"x{size}"}
