"""Two hashes of a tree: what is asked and decided, and how it is worded."""

import re

import pytest
from good_trees import FILES, good_tree

import triage

TREE = """\
triage: 1
id: small
version: 1.0
title: A small tree
audience: Adults
sources: {book: {title: A book, year: 2017}}
scale: [{id: low, title: Low}, {id: high, title: High}]
questions:
  fever:
    text: Have you a fever?
    type: yes_no
    unsure: {again: Are you hot?}
    help: Measure it.
    why: It matters.
    cites: [book]
  days: {text: For how many days?, type: number, min: 0, max: 90, unit: days}
  cough:
    text: Do you cough?
    type: one_of
    options: {dry: {text: Dry, points: 1}, wet: {text: Wet, points: 2}}
  chills: {text: Do you shiver?, type: yes_no, only_if: days > 1, otherwise: no}
values: {score: points(cough)}
show: [score]
assume: days <= 80
recommendations:
  rest: {urgency: low, title: Rest, text: In bed., watch_for: A fever., cites: book}
  call: {urgency: high, alone: true, title: Call}
  drink: {title: Drink, warning: true}
start: zero
steps:
  zero: {ask: [days], go: one}
  one: {ask: fever, answers: {yes: call, unsure: two, no: two}}
  two: {checklist: [chills], go: three}
  three:
    ask: [days, cough]
    advise: {when: days > 2, add: drink}
    branches:
      - {when: score > 1 and chills, go: call}
      - {when: days > 9, advise: rest, go: rest}
      - {go: rest}
properties:
  calm: {says: Some rest., reachable: rest}
"""

BEFORE = triage.loads(TREE)


def changed(old, new, count=1):
    """Return which hashes change when a part of the tree is written otherwise."""
    assert TREE.count(old) >= 1
    after = triage.loads(TREE.replace(old, new, count))
    hashes = {"logic", "wording"}
    return {name for name in hashes if getattr(after, name) != getattr(BEFORE, name)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("triage: 1", "# a comment\ntriage: 1"),
        ("title: A small tree", "title: 'A small tree'  # a comment"),
        ("title: A small tree", "title: >-\n  A small\n  tree"),
        ("version: 1.0\ntitle: A small tree", "title: A small tree\nversion: 1.0"),
        ("text: Dry, points: 1", "points: 1, text: Dry"),
        ("points: 1}", "points: 1.0}"),
        ("max: 90,", "max: 90.0,"),
        ("ask: fever,", "ask: [fever],"),
        ("cites: [book]", "cites: book"),
        (
            "advise: {when: days > 2, add: drink}",
            "advise: [{add: drink, when: days > 2}]",
        ),
        ("when: days > 2", 'when: "days  >  2"'),
        ("when: days > 2", "when: (days > 2)"),
        ("yes: call, unsure: two, no: two", "no: two, yes: call, unsure: {go: two}"),
        ("{go: rest}", "{go: rest, advise: []}"),
        ("assume: days <= 80", "assume: [days <= 80]"),
        ("score > 1", "score > 1.0"),
    ],
)
def test_layout_changes_neither_hash(old, new):
    """Comments, quotes, folds, order of keys and short forms play no part."""
    assert changed(old, new) == set()


def test_the_order_of_declarations_changes_neither_hash():
    """Questions, values, recommendations and steps may be declared in any order."""
    for section in ("questions", "recommendations", "steps"):
        start = TREE.index(f"{section}:\n") + len(section) + 2
        end = re.compile(r"^\w", re.MULTILINE).search(TREE, start).start()
        entries = re.split(r"(?m)^(?=  \w)", TREE[start:end])[1:]
        turned = triage.loads(TREE[:start] + "".join(reversed(entries)) + TREE[end:])

        assert (turned.logic, turned.wording) == (BEFORE.logic, BEFORE.wording)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: A small tree", "title: A tree"),
        ("audience: Adults", "audience: Everybody"),
        ("version: 1.0", "version: 1.1"),
        ("title: A book", "title: Another book"),
        ("year: 2017", "year: 2018"),
        ("title: Low", "title: Lowest"),
        ("text: Have you a fever?", "text: Are you feverish?"),
        ("again: Are you hot?", "again: Are you warm?"),
        ("help: Measure it.", "help: Feel it."),
        ("why: It matters.", "why: It counts."),
        ("    cites: [book]\n", ""),
        ("text: Dry", "text: Barking"),
        ("{dry: {text: Dry, points: 1}, wet: {text: Wet, points: 2}}",
         "{wet: {text: Wet, points: 2}, dry: {text: Dry, points: 1}}"),
        ("title: Rest", "title: Lie down"),
        ("text: In bed.", "text: On a sofa."),
        ("watch_for: A fever.", "watch_for: A faint."),
        ("says: Some rest.", "says: Somebody rests."),
        ("show: [score]\n", ""),
    ],
)  # fmt: skip
def test_wording_changes_the_wording_only(old, new):
    """What people read changes one hash, so that a saved interview goes on."""
    assert changed(old, new) == {"wording"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("days > 9", "days > 8"),
        ("days > 2", "days >= 2"),
        ("only_if: days > 1,", "only_if: days > 1.5,"),
        ("otherwise: no", "otherwise: yes"),
        ("max: 90", "max: 91"),
        ("min: 0", "min: 1"),
        ("max: 90", "decimals: 2, max: 90"),
        ("points: 2", "points: 3"),
        ("points(cough)", "points(cough) - 0.5"),
        ("assume: days <= 80", "assume: days <= 81"),
        ("urgency: low, ", ""),
        ("alone: true, ", ""),
        (", warning: true", ""),
        ("checklist: [chills]", "ask: [chills]"),
        ("ask: [days, cough]", "ask: [cough, days]"),
        ("advise: {when: days > 2, add: drink}", "advise: drink"),
        ("advise: rest, go: rest", "go: rest"),
        ("yes: call, unsure: two", "yes: call, unsure: call"),
        ("when: score > 1 and chills", "when: chills and score > 1"),
        ("type: number, min: 0, max: 90", "type: integer, min: 0, max: 90"),
        ("{ask: [days], go: one}", "{ask: [days, cough], go: one}"),
    ],
)  # fmt: skip
def test_logic_changes_the_logic_only(old, new):
    """What is asked and decided changes one hash, and a saved interview is told."""
    assert changed(old, new) == {"logic"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("unit: days", "unit: weeks"),
        ("unsure: {again: Are you hot?}", "unsure: true"),
        ("id: high, title: High", "id: highest, title: High"),
    ],
)
def test_what_is_read_and_decides_changes_both(old, new):
    """A unit is read and converts; another wording is shown, and asked again."""
    text = (
        TREE.replace("urgency: high", "urgency: highest") if "highest" in new else TREE
    )
    after = triage.loads(text.replace(old, new))

    assert after.logic != BEFORE.logic
    assert after.wording != BEFORE.wording


def test_a_place_is_no_wording():
    """Placeholders are hashed as written: one tree is one tree in every country."""
    text = TREE.replace("title: Call", "title: Call $emergency_number")
    trees = [triage.loads(text, place=place) for place in ("", "GB", "US")]

    assert len({tree.logic for tree in trees}) == 1
    assert len({tree.wording for tree in trees}) == 1


def test_no_two_good_trees_are_alike():
    """The hashes tell the good trees apart."""
    trees = [good_tree(name) for name in FILES]

    assert len({tree.logic for tree in trees}) == len(trees)
    assert len({tree.wording for tree in trees}) == len(trees)


def test_the_logic_hash_is_part_of_the_format():
    """Saved interviews name the hash: if it changes, they are refused.

    A change here is a change of the format. It has to be meant, and told.
    """
    assert good_tree("conditions.yaml").logic == "85329befc8e5f9c5"
    assert good_tree("modules.yaml").logic == "0eefd3d376c9e096"
