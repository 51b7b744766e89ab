"""Pieces of texts: who reads each, and what is known in it."""

import pytest

import triage
from triage.linker.mentions import mentions
from triage.treefile import decode

TREE = """
triage: 1
id: pieces
title: Pieces
questions:
  fever: {text: Have you a fever?, type: yes_no, unsure: true}
  days: {text: How long?, type: integer, min: 0, max: 60, unit: days, unsure: true}
  late: {text: Is it late?, type: yes_no}
values: {long: surely(days > 3)}
recommendations:
  note: {title: A note, text: [NOTE]}
  call: {urgency: emergency, title: Call}
  rest: {urgency: self_care, title: Rest, text: [Rest., REST]}
start: first
steps:
  first: {ask: fever, advise: note, go: second}
  second:
    ask: [days, late]
    branches: [{when: late and maybe(fever), go: call}, {go: rest}]
"""
WELL = {"fever": "no", "days": 5, "late": "no"}
PIECE = '{when: WHEN, text: "- long", otherwise: "- short"}'


def load(rest="And wait.", note="So."):
    """Return a tree with a piece of advice on the way, and one of the end."""
    return triage.loads(TREE.replace("REST]", f"{rest}]").replace("NOTE]", f"{note}]"))


def read(tree, answers, name="rest"):
    """Return the text that a person reads of a recommendation."""
    told = tree.decide(answers).recommendations
    return next(item.text for item in told if item.id == name)


@pytest.mark.parametrize(
    ("when", "answer", "text"),
    [
        ("long", 5, "- long"),
        ("long", 1, "- short"),
        ("maybe(days > 3)", "unsure", "- long"),
        ("surely(days > 3)", "unsure", "- short"),
        ("not unsure(days) and days > 3", "unsure", "- short"),
        ("unsure(days)", "unsure", "- long"),
    ],
)
def test_a_piece_is_read_by_whom_its_condition_holds(when, answer, text):
    """All others read what it says otherwise."""
    tree = load(PIECE.replace("WHEN", when))

    assert read(tree, WELL | {"days": answer}) == f"Rest.\n\n{text}"


def test_a_piece_for_some_is_nothing_for_others():
    """Without `otherwise` nothing stands in its place, and neighbours are one list."""
    some = '{when: long, text: "- long"}'
    tree = load(f'"- sit", {some}, "- lie", At last.')

    assert read(tree, WELL) == "Rest.\n\n- sit\n- long\n- lie\n\nAt last."
    assert read(tree, WELL | {"days": 1}) == "Rest.\n\n- sit\n- lie\n\nAt last."
    nothing = triage.loads(
        TREE.replace("[Rest., REST]", f"[{some}]").replace("NOTE", "So.")
    )
    assert read(nothing, WELL | {"days": 1}) == ""


def test_a_loaded_text_is_all_that_somebody_reads():
    """A tree has every piece; a decision has only what this person reads."""
    tree = load(PIECE.replace("WHEN", "long"))

    assert tree.recommendations["rest"].text == "Rest.\n\n- long\n- short"
    assert [piece.said for piece in tree.recommendations["rest"].pieces] == [
        ("Rest.",),
        ("- long", "- short"),
    ]
    told = tree.decide(WELL).recommendations
    assert [item.pieces for item in told] == [()] * len(told)
    assert (
        tree.decide(WELL).to_dict()["recommendations"][0]["text"] == "Rest.\n\n- long"
    )


def test_a_piece_is_judged_when_it_is_read():
    """Advice on the way goes by what is known by then, and so at the end."""
    tree = load(note='{when: "maybe(late)", text: Hurry., otherwise: No hurry.}')

    assert read(tree, {"fever": "no"}, "note") == "Hurry."
    assert read(tree, WELL, "note") == "No hurry."


def test_what_waits_is_open_in_what_is_settled():
    """Before a page is whole, nobody knows yet whether a piece is read."""
    tree = load(note='{when: "maybe(days > 3)", text: Hurry.}')
    settled = tree.decide({"fever": "no", "late": "no"}).settled

    assert settled is not None
    assert settled.recommendations[-1].text == "…"


def test_a_value_that_only_a_piece_goes_by_is_used():
    """No check says that it is unused, or that its question decides nothing."""
    codes = {f.code for f in triage.check(load(PIECE.replace("WHEN", "long")))}

    assert not codes & {"T412", "T418"}
    assert codes & {"T504"}


def test_what_a_piece_says_is_part_of_the_wording():
    """Its condition and its texts are hashed; of the logic they are no part."""
    trees = [
        load(PIECE.replace("WHEN", "long")),
        load(PIECE.replace("WHEN", "surely(days > 3)")),
        load(PIECE.replace("WHEN", "long").replace("short", "brief")),
        load('"- long", "{{when long}} - short"'),
    ]

    assert len({tree.wording for tree in trees}) == len(trees)
    assert len({tree.logic for tree in trees}) == 1


def test_what_is_open_in_two_places_is_told_once():
    """However often a text is read, a mistake in it is one."""
    twice = TREE.replace("{go: rest}", "{when: late, go: rest}, {go: rest}")
    piece = '{when: days > 3, text: "- long"}'
    with pytest.raises(triage.InvalidTree) as refused:
        triage.loads(twice.replace("REST]", f"{piece}]").replace("NOTE", "So."))

    assert [found.code for found in refused.value.findings] == ["T305"]


SHARED = """
triage: 1
id: shared
title: Shared
questions: {days: {text: How long?, type: integer, min: 0, max: 60}}
texts: {then: "After {days} days: call."}
recommendations: {rest: {urgency: self_care, title: Rest, text: [{use: then}, So.]}}
start: first
steps: {first: {ask: days, go: rest}}
"""


def test_a_shared_text_is_as_if_it_were_written_there():
    """It is read and hashed in its places; a name in it is edited where it stands."""
    text = SHARED.replace('texts: {then: "After {days} days: call."}\n', "")
    written = triage.loads(text.replace("{use: then}", '"After {days} days: call."'))
    tree = triage.loads(SHARED)

    assert (tree.logic, tree.wording) == (written.logic, written.wording)
    assert tree.recommendations == written.recommendations
    source = tree.documents[0].span.source
    starts = [x.span.start for x in mentions(decode.read(source)) if x.name == "days"]
    assert SHARED.index("days} days") in starts
