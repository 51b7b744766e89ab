"""Records read with care: whatever is in them, they are refused in words or read."""

import json

import pytest
from trees_for_tests import throat

import triage

TREE = throat()

DEEP = []
for _ in range(990):
    DEEP = [DEEP]

ODD = {
    "none": None,
    "flag": True,
    "number": 1.5,
    "no number": float("nan"),
    "long number": 10**5_000,
    "long text": "x" * 100_000,
    "unfit text": "\x00\ud800",
    "list": ["no", 1, None],
    "deep": DEEP,
    "keys": {1: 2},
    "odd answers": {"drooling": object(), "age": 10**5_000, "signs": DEEP},
    "odd questions": {"drooling": {"text": DEEP}, "age": {"options": {"x": DEEP}}},
    "odd aside": {"signs": [DEEP], "cough": [["none"]]},
    "pages": [{"drooling": DEEP}],
}


def kinds():
    """Return a record of each kind and format."""
    session = TREE.start({"age": 40}).answer({"drooling": "no"}).answer({"days": 6})
    first = {
        "triage_session": 1,
        "tree": "throat",
        "version": "1.2.0",
        "logic": session.tree.logic,
        "wording": session.tree.wording,
        "prefill": {"age": 40},
        "pages": [{"drooling": "no"}, {"days": 6}],
        "asked": ["drooling", "age", "days"],
        "urgency": None,
        "recommendations": [],
    }
    return session.to_dict(), session.decision.record(), first


def read(record):
    """Read a record in every way there is; each refuses it in words, or reads it."""
    for reader in (
        lambda: triage.resume(TREE, record),
        lambda: triage.migrate(TREE, record),
        lambda: triage.replay(record, TREE),
        lambda: triage.resume(TREE, record | {"logic": "0"}, accept_changes=True),
        lambda: triage.resume(TREE, record | {"logic": "0"}),
    ):
        said = refusal(reader)
        assert len(said.encode()) < 3_000


def refusal(reader):
    """Return in which words something is refused; none if it is read."""
    try:
        reader()
    except triage.TriageError as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_whatever_is_in_a_record_it_is_refused_in_words_or_read(odd):
    """Anything at any place of a record is refused by an error of this package."""
    for record in kinds():
        for key in record:
            read({**record, key: odd})


def test_whatever_is_missing_in_a_record_it_is_refused_in_words_or_read():
    """A record without one of its keys is refused by an error of this package."""
    for record in kinds():
        for key in record:
            read({name: value for name, value in record.items() if name != key})


def test_a_record_goes_through_json():
    """What a record holds is the same after it was written and read."""
    for record in kinds():
        assert json.loads(json.dumps(record)) == record
