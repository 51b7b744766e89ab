"""A program: what it says of a tree, and which texts are none."""

import gzip
import json

import pytest
from published import assert_fits
from trees_for_tests import built_in

import triage
from triage.linker.loader import builtins
from triage.program import Program, ProgramError
from triage.program.program import checksum

TREES = {name: built_in(name) for name in builtins()}


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_a_program_is_what_its_schema_says(tree):
    """It fits its schema, is read back as it is, and is made alike each time."""
    program = tree.program()

    assert_fits("program", program.to_dict())
    assert Program.read(json.dumps(program.to_dict(), indent=2)) == program
    assert tree.program() == program
    assert program.to_dict()["logic"] == tree.full_logic
    assert program.to_dict()["wording"] == tree.full_wording


def test_a_program_is_small():
    """The largest built-in tree, with all its texts, is what a small picture is."""
    text = TREES["back_pain"].program().text

    assert len(gzip.compress(text.encode())) < 25_000


EVERY_PART = """
triage: 1
id: all
title: All
valid: {from: 2026-01-01, until: 2026-12-31}
questions:
  many:
    text: Which?
    type: any_of
    options: {a: A, b: {text: B, alone: true}}
    unsure: {again: Which of these?}
    only_if: size > 1.5
    otherwise: [a, unsure]
  size: {text: How big?, type: number, min: 0, max: 3, unit: cm}
  born: {text: When?, type: date, min: 2020-01-01, max: 2026-01-31, unsure: true}
  tick: {text: "So, {born | iso else then}?"}
values:
  next: {is: born + days(1)}
show: [next]
recommendations:
  end: {title: "{next | weekday else Soon}", urgency: routine}
start: one
steps:
  one: {ask: [size, many, born], go: two}
  two: {checklist: [tick], branches: [{when: tick, todo: not yet}, {go: end}]}
"""


def test_a_program_has_all_that_a_tree_says():
    """Options that stand alone, digits, days, and what is asked of nobody."""
    found = triage.loads(EVERY_PART).program().to_dict()
    asked = {question["id"]: question for question in found["questions"]}
    texts = found["texts"]["und"]

    assert asked["today"].items() >= {"today": True, "dated": True}.items()
    some = {"domain": "some", "options": ["a", "b"], "alone": [1], "again": True}
    assert asked["many"].items() >= (some | {"otherwise": [0, "unsure"]}).items()
    assert asked["size"].items() >= {"range": [0, 30], "decimals": 1}.items()
    assert found["show"][0].items() >= {"kind": "number", "dated": True}.items()
    assert found["steps"][-1]["checklist"]
    assert found["steps"][-1]["ways"][0]["todo"] == "not yet"
    ask = {"question": [*asked].index("born"), "look": "iso", "otherwise": "then"}
    assert texts["questions"][[*asked].index("tick")]["text"] == ["So, ", ask, "?"]
    (title,) = texts["recommendations"][0]["title"]
    assert title.items() >= {"dated": True, "look": "weekday"}.items()


def changed(**parts):
    """Return the text of a program with other parts, and their hash."""
    found = TREES["start"].program().to_dict() | parts
    return json.dumps(found | {"sha256": checksum(found)})


def test_a_mark_of_its_encoding_is_no_part_of_a_program():
    """Some editors write one before the text, which is read as it is without it."""
    program = TREES["start"].program()

    assert Program.read("\ufeff" + program.text) == program


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "it is no JSON"),
        ("[" * 100_000, "it is no JSON"),
        ("[]", "its `format` is not `triage-program/1`"),
        ('{"format": "triage-tree/1"}', "its `format` is not"),
        (changed(format="triage-program/2"), "another format, `triage-program/2`"),
        (changed(nodes=[["true"], ["xor", 0, 0]]), "uses `xor`"),
        (changed().replace("Minor", "Major"), "not as it was written"),
        (changed().replace('"sha256"', '"sha"'), "not as it was written"),
        (changed(nodes=3), "is not whole"),
        (changed(nodes=[3]), "is not whole"),
    ],
    ids=range(10),
)
def test_what_is_no_program_is_refused(text, said):
    """One of another format, that was changed, or says what nobody knows."""
    with pytest.raises(ProgramError) as refused:
        Program.read(text)

    assert said in str(refused.value)
