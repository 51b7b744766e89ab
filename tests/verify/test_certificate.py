"""Certificates: what was proved, on record, and whether it is still so."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from trees_for_tests import throat

import triage
from triage.base.diagnostics import Severity
from triage.base.limits import LIMITS
from triage.verify.certificate import certificate
from triage.verify.outdated import outdated
from triage.verify.properties import prove

STATED = """\
properties:
  drooling: {says: Drooling is urgent., given: maybe(drooling), then: ends(ambulance)}
  rest: {says: Some may rest., reachable: rest}
"""

FILE = Path("throat.proof.json")


def tree(properties=STATED, *old_and_new):
    """Write a tree, and load it."""
    text = throat().documents[0].span.source.text
    for old, new in zip(old_and_new[::2], old_and_new[1::2], strict=True):
        text, properties = text.replace(old, new), properties.replace(old, new)
    Path("throat.yaml").write_text(text + properties)
    return triage.load("throat.yaml")


def certified(**options):
    """Write a certificate beside the tree, and return its record."""
    record = certificate(prove(tree(), **options), "0.1.0")
    FILE.write_text(json.dumps(record))
    return record


def said(found):
    """Return what is said of the certificate beside a tree."""
    return [finding.message for finding in outdated(found, Path("throat.yaml"))]


def test_a_certificate_records_what_was_proved_and_with_what():
    """Tree, hash, properties, verdicts, solver, library and time are on record."""
    now = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
    proofs = prove(tree())

    record = certificate(proofs, "0.1.0", now=now)

    assert record.pop("solver").keys() == {"name", "version"}
    assert [row.pop("stated") != "" for row in record["properties"]] == [True, True]
    assert record == {
        "triage_certificate": 1,
        "tree": "throat",
        "version": "1.2.0",
        "logic": proofs.tree.logic,
        "proved": True,
        "properties": [
            {"id": "drooling", "says": "Drooling is urgent.", "verdict": "proved"},
            {"id": "rest", "says": "Some may rest.", "verdict": "proved"},
        ],
        "library": "0.1.0",
        "time": "2026-11-23T12:30:00Z",
        "seconds": round(proofs.seconds, 3),
    }


def test_the_time_is_that_of_the_clock_in_utc():
    """Unless another is given, a certificate has the time at which it is made."""
    before = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"

    assert certified()["time"] >= before


def test_a_certificate_of_the_tree_as_it_is_says_nothing():
    """Where all is as it was proved, no warning is given."""
    certified()

    assert said(tree()) == []


def test_a_tree_without_a_certificate_is_not_warned_of():
    """Whoever wrote no certificate promised nothing."""
    assert said(tree()) == []


def test_other_words_do_not_outdate_a_certificate():
    """Texts may change: what was proved is still so."""
    certified()

    assert said(tree(STATED, "Drooling is urgent", "Do not wait", "Rest", "Lie")) == []


def test_a_changed_tree_outdates_its_certificate():
    """A change of what is asked or decided is a warning at the id of the tree."""
    certified()

    [finding] = outdated(tree(STATED, "days < 7", "days < 6"), Path("throat.yaml"))

    assert (finding.code, finding.severity) == ("T604", Severity.WARNING)
    assert str(finding.span) == "throat.yaml:2:5"
    assert finding.message.endswith("is of the tree before its logic was changed")
    assert finding.help == (
        "prove it anew: `triage prove throat.yaml --certificate throat.proof.json`"
    )


def test_a_changed_property_outdates_its_certificate():
    """A property that states something else now is one that was not proved."""
    certified()

    changed = tree(STATED, "then: ends(ambulance)", "then: not ends(rest)")

    assert said(changed) == [
        "the certificate `throat.proof.json` does not prove `drooling`"
    ]


def test_a_property_that_is_gone_outdates_its_certificate():
    """Whoever signed a property is told that nobody promises it any more."""
    certified()
    kept = STATED[: STATED.index("  rest:")]
    gone = (
        "the certificate `throat.proof.json` proves {}, which the tree does not state"
    )

    assert said(tree(kept)) == [gone.format("`rest`") + " any more"]
    assert said(tree("")) == [gone.format("`drooling` and 1 more") + " any more"]


RISING = """\
properties:
  worse: {says: Coughing more is worse., rising: cough}
  less: {says: Coughing less is worse., falling: cough, of: advised(drink)}
  older: {says: Age is no matter., rising: age, of: advised(drink)}
"""
OPTIONS = (
    "      none: {text: No cough, points: 1}\n",
    "      some: {text: A little, points: 0.5}\n",
)


def test_the_order_of_compared_options_is_part_of_what_is_proved():
    """Options written in another order rise in another order: that is proved anew.

    The hash of the logic does not change, and a property of no options stays proved.
    """
    FILE.write_text(json.dumps(certificate(prove(before := tree(RISING)), "0.1.0")))
    record = json.loads(FILE.read_text())
    for row in record["properties"]:
        row["verdict"] = "proved"
    FILE.write_text(json.dumps(record))
    assert said(before) == []

    after = tree(RISING, "".join(OPTIONS), "".join(reversed(OPTIONS)))

    assert after.logic == before.logic
    assert said(after) == [
        "the certificate `throat.proof.json` does not prove `worse` and 1 more"
    ]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["rest"], "does not prove `drooling`"),
        ([], "does not prove `drooling` and 1 more"),
    ],
)
def test_a_property_that_is_not_in_a_certificate_is_not_proved(names, message):
    """Of the properties that were left out, the first is named."""
    certified(properties=names)

    assert said(tree()) == [f"the certificate `throat.proof.json` {message}"]


def test_a_certificate_of_failures_proves_nothing():
    """A verdict other than proved is no proof."""
    record = certified()
    record["properties"][1]["verdict"] = "open"
    FILE.write_text(json.dumps(record))

    assert said(tree()) == ["the certificate `throat.proof.json` does not prove `rest`"]


def test_a_certificate_of_a_tree_without_properties_proves_nothing():
    """Where nothing is stated there is nothing that could be certified."""
    bare = tree("")
    FILE.write_text(json.dumps(certificate(prove(bare), "0.1.0")))

    assert said(bare) == ["the certificate `throat.proof.json` proves nothing"]


def test_a_certificate_of_another_tree_is_none_of_this():
    """A certificate names its tree."""
    FILE.write_text(json.dumps(certified() | {"tree": "start"}))

    assert said(tree()) == [
        "the certificate `throat.proof.json` is of another tree than `throat`"
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"triage_certificate": 2}',
        b"[" * 100_000,
        b" " * (LIMITS.file_bytes + 1),
    ],
)
def test_a_file_that_is_no_certificate_cannot_be_read_as_one(data):
    """Whatever stands in the file, it is said and nothing breaks."""
    FILE.write_bytes(data)

    assert said(tree()) == ["the certificate `throat.proof.json` cannot be read as one"]


@pytest.mark.parametrize(
    "rows", [None, 1, [1], [{}], [{"verdict": "proved", "id": []}]]
)
def test_a_certificate_with_strange_properties_proves_none(rows):
    """Properties that are not as they are written prove nothing."""
    FILE.write_text(json.dumps(certified() | {"properties": rows}))

    assert said(tree()) == [
        "the certificate `throat.proof.json` does not prove `drooling` and 1 more"
    ]
