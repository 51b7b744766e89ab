"""Two hashes of a tree: what is asked and decided, and how it is worded."""

import re

import attrs
import pytest
from good_trees import FILES, good_tree
from trees_for_tests import built_in

import triage
from triage.base.question import Level
from triage.comparison.equivalence import compare
from triage.language.ast import Always
from triage.linker.contacts import contact_entries
from triage.linker.loader import builtins
from triage.verify.mutants import mutants

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
        ("assume: days <= 80", "assume: {that: days <= 80}"),
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
        ("text: Dry", "name: dry one, text: Dry"),
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


BUILT_IN = {
    "back_pain": ("adab945193f6ed64", "8c57e413170d0228"),
    "canadian_c_spine": ("30a069127e0b6f7c", "4e672e984bb5e754"),
    "curb_65": ("c6ddb0f6d3e40d19", "73c30ba33c546393"),
    "fast_stroke": ("9e5faf20b4cb0fa3", "c14ed01583f24b77"),
    "inheritance": ("fbc0741e60475354", "bf93ed85181e23f6"),
    "jumpstart": ("10a8d400b69947b6", "d3cbf985bf1bb15f"),
    "mcisaac": ("3df7eed3c198c884", "0cd8395aca47472c"),
    "nexus": ("840f701aedac4e12", "1e140ee7cb147641"),
    "ottawa_ankle": ("7250479920e047f2", "13425767096ee669"),
    "ottawa_foot": ("b026df6d9de959bc", "0da951b9b9fb1001"),
    "ottawa_knee": ("f7b04ccb681ead93", "79549ab4a7c1b838"),
    "pecarn_2_and_over": ("ea4fa52ffd1f7810", "b716e4052c6bb664"),
    "pecarn_under_2": ("2597b59892536967", "9c0c28b7370d8a2b"),
    "perc": ("3ffeb6604ecf4b5d", "71652945383a0501"),
    "qsofa": ("b832f390a3cd875d", "2e118bea2f65132a"),
    "register_death": ("cecdc662b8a206e6", "2af4d55890776eca"),
    "ssvc_supplier": ("86f9b3db0f21bd99", "a6c0dbc305b0377e"),
    "start": ("40df6f1a454a2382", "1d4fe5e3a7af8036"),
    "towing": ("9de88146cc048482", "4f03cc873c87bbd8"),
    "wells_dvt": ("f286a998b27622bf", "87c1fd037ba52ab8"),
}
"""The logic and the wording of the built-in trees; whoever edits one changes its line.

Saved interviews and certificates name them, so nothing else may change them.
"""


def test_every_built_in_tree_has_its_hashes():
    """None is missing here."""
    assert BUILT_IN.keys() == {*builtins()}


@pytest.mark.slow
@pytest.mark.parametrize("name", BUILT_IN)
def test_the_hashes_of_a_built_in_tree(name):
    """They are what they were in every version, and the same at every place."""
    trees = [triage.load(name, place=place) for place in ("", *contact_entries())]

    assert {(tree.logic, tree.wording) for tree in trees} == {BUILT_IN[name]}


# Copies


def with_part(tree, part, name, **changes):
    """Return a tree with one of its parts changed."""
    parts = getattr(tree, part)
    changed = attrs.evolve(parts[name], **changes)
    return attrs.evolve(tree, **{part: {**parts, name: changed}})


def with_way(tree, step, **changes):
    """Return a tree with the first way of a step changed."""
    first, *ways = tree.steps[step].ways
    return with_part(tree, "steps", step, ways=(attrs.evolve(first, **changes), *ways))


def with_option(tree, **changes):
    """Return a tree with the first option of a question changed."""
    first, *options = tree.questions["cough"].options
    return with_part(
        tree, "questions", "cough", options=(attrs.evolve(first, **changes), *options)
    )


NEVER = Always(holds=False)
MID = Level("mid", "Mid", 1)


def part(name, *path, **changes):
    """Return what changes one part of a tree."""
    return lambda tree: with_part(tree, name, *path, **changes)


COPIES = {
    "title": (lambda t: attrs.evolve(t, title="T"), "wording"),
    "version": (lambda t: attrs.evolve(t, version="2"), "wording"),
    "status": (lambda t: attrs.evolve(t, status="retired"), "wording"),
    "review_by": (lambda t: attrs.evolve(t, review_by="2030-01-01"), "wording"),
    "audience": (lambda t: attrs.evolve(t, audience=""), "wording"),
    "not_for": (lambda t: attrs.evolve(t, not_for="Babies"), "wording"),
    "show": (lambda t: attrs.evolve(t, show=()), "wording"),
    "citations": (part("citations", "book", year="1"), "wording"),
    "levels": (lambda t: attrs.evolve(t, levels=(*t.levels, MID)), "logic wording"),
    "assume": (lambda t: attrs.evolve(t, assume=()), "logic"),
    "denials": (lambda t: attrs.evolve(t, denials={NEVER: "No."}), "wording"),
    "first": (lambda t: attrs.evolve(t, first="one"), "logic"),
    "guards": (lambda t: attrs.evolve(t, guards={}), "logic"),
    "guard": (part("guards", "chills", otherwise="yes"), "logic"),
    "value": (part("values", "score", body=NEVER), "logic"),
    "text": (part("questions", "fever", text="Hot?"), "wording"),
    "again": (part("questions", "fever", again="Hot?"), "wording"),
    "help": (part("questions", "fever", help=""), "wording"),
    "why": (part("questions", "fever", why="So."), "wording"),
    "cites": (part("questions", "fever", cites=()), "wording"),
    "unsure": (part("questions", "fever", unsure=False), "logic"),
    "unit": (part("questions", "days", unit="h"), "logic wording"),
    "maximum": (part("questions", "days", maximum=9), "logic"),
    "decimals": (part("questions", "days", decimals=3), "logic"),
    "ordinary": (part("questions", "days", ordinary=3), ""),
    "option": (lambda t: with_option(t, text="Barking"), "wording"),
    "points": (lambda t: with_option(t, points=9), "logic"),
    "tells": (part("recommendations", "rest", text="On."), "wording"),
    "urgency": (part("recommendations", "rest", urgency=None), "logic"),
    "alone": (part("recommendations", "rest", alone=True), "logic"),
    "watch_for": (part("recommendations", "rest", watch_for=""), "wording"),
    "ask": (part("steps", "one", ask=()), "logic"),
    "checklist": (part("steps", "two", checklist=False), "logic"),
    "whole": (part("steps", "three", whole=True), "logic"),
    "advise": (part("steps", "three", advise=()), "logic"),
    "span": (part("steps", "three", span=None), ""),
    "when": (lambda t: with_way(t, "three", when=NEVER), "logic"),
    "to": (lambda t: with_way(t, "zero", to="two"), "logic"),
    "says": (part("properties", "calm", says="S."), "wording"),
    "reachable": (part("properties", "calm", reachable=()), ""),
}  # fmt: skip
"""What is changed in a copy, how, and which hashes that changes."""


@pytest.mark.parametrize(("change", "hashes"), COPIES.values(), ids=COPIES)
def test_a_copy_has_the_hashes_of_what_it_says(change, hashes):
    """No copy keeps a hash of what it was made of, unless it says the same."""
    assert BEFORE.logic
    assert BEFORE.wording
    after = change(BEFORE)
    found = {n for n in ("logic", "wording") if getattr(after, n) != getattr(BEFORE, n)}

    assert after != BEFORE or not hashes
    assert found == {*hashes.split()}


def test_a_copy_that_is_changed_back_is_as_it_was():
    """What was changed and is said again has the hash of the file it came from."""
    tree = triage.loads(TREE.replace("title: Call", "title: $crisis_line"), place="GB")
    call = tree.recommendations["call"]
    copy = with_part(tree, "recommendations", "call", title="Call 1")
    back = with_part(copy, "recommendations", "call", title=call.title)

    assert copy.wording != tree.wording
    assert back.wording == tree.wording
    assert back == tree


LIKE = TREE.replace(
    "  chills:", "  sneeze: {text: Do you sneeze?, like: cough}\n  chills:"
)


def test_what_one_question_lends_another_is_worded_once():
    """Options that are taken over by `like` count where they are written, or differ."""
    tree = triage.loads(LIKE)
    other = triage.loads(LIKE.replace("text: Dry", "text: Barking"))
    options = other.questions["cough"].options
    lent = with_part(tree, "questions", "cough", options=options)
    both = with_part(lent, "questions", "sneeze", options=options)

    assert lent.wording not in (tree.wording, other.wording)
    assert both.wording not in (tree.wording, lent.wording)


def test_a_tree_without_files_is_worded_by_what_it_says():
    """Where nothing is known of what was written, the texts of the tree count."""
    tree = attrs.evolve(BEFORE, documents=())

    assert tree.logic == BEFORE.logic
    assert tree.wording != attrs.evolve(tree, title="Another").wording


CORNERS = [
    {"respiratory_rate": breaths, "altered": altered, "systolic": pressure}
    for breaths in (1, 20, 21, 22, 23, 120)
    for altered in ("yes", "no")
    for pressure in (0, 99, 100, 101, 102, 300)
]
"""Patients on both sides of every limit of qSOFA."""


def told(decision):
    """Return what becomes of a patient."""
    return decision.end, decision.urgency, decision.to_dict()["recommendations"]


def test_a_mutant_is_the_same_only_if_it_decides_the_same():
    """Of every mistake in a tree, a comparison says just what the corners show."""
    tree = built_in("qsofa")
    verdicts = set()
    for mutant in mutants(tree):
        assert mutant.tree.logic != tree.logic
        same = all(
            told(tree.decide(answers)) == told(mutant.tree.decide(answers))
            for answers in CORNERS
        )
        assert compare(tree, mutant.tree).same == same, mutant.says
        verdicts.add(same)

    assert False in verdicts
