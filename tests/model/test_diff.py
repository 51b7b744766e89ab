"""What was edited between two versions of a tree."""

import json

import pytest

import triage
from triage.model.diff import Difference, differences

TREE = """\
triage: 1
id: t
title: T
scale: [{id: low, title: Low}, {id: high, title: High}]
sources: {s: {title: S, year: 2000}}
questions:
  a: {text: A?, type: yes_no}
  b: {text: B?, type: yes_no, only_if: a, otherwise: no}
  n: {text: N?, type: integer, min: 0, max: 9}
values:
  many: n > 5
recommendations:
  now: {urgency: high, title: Now}
  rest: {urgency: low, title: Rest}
start: one
steps:
  one: {ask: [a, b], go: two}
  two: {ask: n, branches: [{when: many, go: now}, {go: rest}]}
properties:
  p: {says: P., monotone: a}
"""

EDITS = [
    ("title: T\n", "title: U\n", ["tree `t` changed (title)"]),
    ("start: one", "assume: n > 0\nstart: one", ["tree `t` changed (assume)"]),
    ("title: T\n", "title: T\nversion: 2.0\n", []),
    ("title: High}", "title: Higher}", ["level `high` changed (title)"]),
    (
        "{id: high, title: High}",
        "{id: mid, title: Mid}, {id: high, title: High}",
        ["level `mid` added", "level `high` changed (rank)"],
    ),
    ("year: 2000", "year: 2001", ["source `s` changed (year)"]),
    ("text: A?", "text: Really?", ["question `a` changed (text)"]),
    ("max: 9", "max: 99", ["question `n` changed (max)"]),
    (
        "only_if: a, otherwise: no",
        "only_if: not a, otherwise: no",
        ["condition of a question `b` changed (only_if)"],
    ),
    (
        ", only_if: a, otherwise: no",
        "",
        ["condition of a question `b` removed"],
    ),
    ("n > 5", "n > 6", ["value `many` changed (meaning)"]),
    ("  many: n > 5", "  many: n > 5\n  few: n < 3", ["value `few` added"]),
    ("title: Rest", "title: Lie down", ["recommendation `rest` changed (title)"]),
    (
        "urgency: low, title: Rest",
        "urgency: high, title: Rest",
        ["recommendation `rest` changed (urgency)"],
    ),
    ("ask: [a, b], go", "ask: a, go", ["step `one` changed (ask)"]),
    ("go: now}", "go: now, advise: rest}", ["step `two` changed (ways)"]),
    ("monotone: a", "rising: n", ["property `p` changed (monotone, rising)"]),
    (
        "  p: {says: P.",
        "  q: {says: P.",
        ["property `q` added", "property `p` removed"],
    ),
]


@pytest.mark.parametrize(("before", "after", "said"), EDITS)
def test_each_edit_is_named_in_the_words_of_the_file(before, after, said):
    """What was edited is named with its part, its id, and the keys that changed."""
    assert TREE.count(before) == 1
    old, new = triage.loads(TREE), triage.loads(TREE.replace(before, after))

    assert [str(item) for item in differences(old, new)] == said


def test_a_step_before_others_does_not_change_them():
    """A new step renumbers all ways, which is no edit of the steps they leave."""
    old = triage.loads(TREE)
    new = triage.loads(
        TREE.replace("start: one", "start: zero").replace(
            "steps:\n", "steps:\n  zero: {ask: a, go: one}\n"
        )
    )

    assert differences(old, new) == (
        Difference("tree", "t", "changed", ("first",)),
        Difference("step", "zero", "added"),
    )


def test_equal_trees_do_not_differ():
    """Nothing was edited between a tree and itself, or a copy in another layout."""
    old = triage.loads(TREE)

    assert differences(old, old) == ()
    assert differences(old, triage.loads(f"# a comment\n{TREE}")) == ()


RICH = {
    "triage": 1,
    "id": "t",
    "title": "T",
    "version": "1.0",
    "status": "draft",
    "review_by": "2090-01-01",
    "reviews": [
        {"by": "A", "role": "R", "on": "2026-01-01", "decision": "approved"}
        | {"logic": "0" * 16, "wording": "0" * 16}
    ],
    "url": "https://example.org/t",
    "publisher": "P",
    "language": "en",
    "valid": {"from": "2025-01-01", "until": "2027-01-01"},
    "audience": "Adults.",
    "not_for": "Children.",
    "profile": "general",
    "words": {"person": "customer", "people": "customers"},
    "disclaimer": "An example.",
    "emergency": "Shout.",
    "sources": {"s": {"title": "S", "url": "https://example.org/s"}},
    "scale": [{"id": "low", "title": "Low"}, {"id": "high", "title": "High"}],
    "questions": {
        "a": {"text": "A?", "name": "the a", "help": "H.", "why": "W.", "cites": ["s"]}
        | {"codes": [{"system": "urn:a", "code": "1", "display": "A"}]},
        "n": {"text": "N?", "type": "integer", "min": 0, "max": 9, "unit": "days"},
        "o": {
            "text": "O?",
            "options": {
                "x": {"text": "X", "codes": [{"system": "urn:a", "code": "2"}]},
                "y": {"text": "Y"},
            },
        },
        "d": {"text": "D?", "type": "date", "min": "2020-01-01", "max": "2026-12-31"},
    },
    "values": {"many": {"is": "2 * n", "title": "all of them", "unit": "days"}},
    "assume": ["n < 9 or a"],
    "show": ["many"],
    "recommendations": {
        "now": {"urgency": "high", "title": "Now", "text": "Go.", "cites": ["s"]}
        | {"watch_for": "Worse.", "codes": [{"system": "urn:a", "code": "3"}]},
        "rest": {"urgency": "low", "title": "Rest", "alone": True},
        "mind": {"title": "Mind", "warning": True},
    },
    "start": "one",
    "steps": {
        "one": {"ask": ["a", "o", "d"], "advise": [{"add": "mind", "when": "a"}]}
        | {"go": "two"},
        "two": {"ask": ["n"], "branches": [{"when": "many > 5", "go": "now"}]},
    },
    "properties": {"p": {"says": "P.", "given": "many > 5", "then": "ends(now)"}},
    "accept": [{"check": "T501", "for": ["now"], "because": "It is known."}],
    "renamed": {"questions": {"b": "a"}},
    "same_meaning": {"a": ["3fa9c1d2"]},
}
RICH["steps"]["two"]["branches"].append({"go": "rest"})

OTHER = {
    True: [False],
    0: [1],
    "2020-01-01": ["2020-01-02"],
    "en": ["fr"],
    "general": ["clinical"],
    "draft": ["retired"],
    "approved": ["rejected"],
}


def edits(part):
    """Yield something without, or with another of, each of its leaves, and which."""
    keys = part if isinstance(part, dict) else range(len(part))
    for key in keys:
        kept = part.copy()
        del kept[key]
        yield [key], kept
        inner = part[key]
        if isinstance(inner, dict | list):
            made = edits(inner)
        else:
            more = [f"{inner}2", f"{inner}f"[1:]] if isinstance(inner, str) else [7]
            made = (([], other) for other in OTHER.get(inner, []) + more)
        for at, other in made:
            new = part.copy()
            new[key] = other
            yield [key, *at], new


@pytest.mark.slow
def test_every_edit_is_told():
    """Whatever is edited in a file, a difference names it where it says another thing.

    That is so where a hash changes, and of what is hashed nowhere and a reader sees.
    """
    old, seen = triage.loads(json.dumps(RICH)), set()
    for at, document in edits(RICH):
        try:
            new = triage.loads(json.dumps(document))
        except triage.InvalidTree:
            continue
        hashed = (old.logic, old.wording) != (new.logic, new.wording)
        unhashed = at[0] in ("reviews", "renamed", "same_meaning")
        if at[0] not in ("version", "id") and (hashed or unhashed):
            seen.add(at[0])
            assert differences(old, new), at

    assert seen >= {"accept", "url", "publisher", "words", "reviews", "renamed"}
    assert seen >= {"questions", "values", "recommendations", "valid", "same_meaning"}
