"""Signatures: from a file into a tree, of which all else stays as it was."""

import json
from datetime import date
from pathlib import Path

import pytest
from hazards_for_tests import THROAT
from hypothesis import given, strategies as st

import triage
from triage.base.exceptions import InvalidTree, TriageError
from triage.cli.main import main
from triage.cli.sign import record
from triage.review.signature import signature, signed

TREE = triage.loads(THROAT, name="throat.yaml")
FILE = Path("throat.yaml")

ZEROS = "0" * 16
OLD = f"{{by: A, on: 2026-11-20, decision: changes, logic: {ZEROS}, wording: {ZEROS}}}"
BLOCK = f"""
reviews: # who
- by: A  # the first
  on: 2026-11-20
  decision: changes
  logic: {ZEROS}
  wording: {ZEROS}  # old
# end
"""
FORMS = [
    THROAT,
    THROAT.rstrip("\n"),
    THROAT.replace("\n", "\r\n"),
    f"\ufeff{THROAT}",
    f"{THROAT}reviews: []\n",
    f"{THROAT}{BLOCK}",
    f"{THROAT}reviews:\n    -   {OLD}\n# end",
    f"{THROAT}reviews:\n  - {OLD}",
    f"{THROAT}reviews: [{OLD}]\n",
]


def saved(**changed):
    """Return the file that the page of the tree saves."""
    review = {"by": "Ann", "on": "2026-11-20", "decision": "approved"}
    review |= {"logic": TREE.logic, "wording": TREE.wording}
    head = {"triage_review": 1, "tree": TREE.id, "version": "1.0.0"}
    for name, value in changed.items():
        (head if name in head else review)[name] = value
    return json.dumps(head | {"review": review}, ensure_ascii=False).encode()


def run(*words):
    """Run `triage sign`; return its exit status."""
    with pytest.raises(SystemExit) as left:
        main(["sign", *words])
    return left.value.code


@pytest.mark.parametrize("number", range(len(FORMS)))
def test_a_signature_is_one_more_entry_and_all_else_stays(number):
    """Whatever a file looks like, its own bytes stay, in their order."""
    before = FORMS[number].encode()
    FILE.write_bytes(before)
    Path("review.json").write_bytes(saved(role="safety: officer, 1", number="GMC 1"))

    assert run("throat.yaml", "--from", "review.json") == 0

    after = FILE.read_bytes()
    *_, last = triage.load(FILE).documents[0].reviews
    assert (last.by.value, last.role.value) == ("Ann", "safety: officer, 1")
    rest = iter(after)
    assert all(byte in rest for byte in before)
    assert triage.load(FILE).full_wording == TREE.full_wording


def test_a_tree_in_brackets_is_signed_in_brackets():
    """A file that is one mapping in brackets, as JSON is, stays one."""
    text = signed("{id: x}", signature("x", saved(), TREE))

    assert text.startswith('{id: x, reviews: [{by: "Ann", on: 2026-11-20,')
    assert text.endswith("}]}")


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40))
def test_any_name_is_read_back(name):
    """What a person is called is in the file as they wrote it."""
    review = signature("x", saved(by=name), TREE)
    text = signed(THROAT, review)
    [found] = triage.loads(text).documents[0].reviews

    assert found.by.value == name


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"logic": "0" * 16}, "is of another version of `throat`: the logic changed"),
        ({"wording": "0" * 64}, "of `throat`: the wording changed since"),
        ({"logic": "0" * 16, "wording": "1" * 16}, "the logic and wording changed"),
        ({"tree": "start"}, "x is a review of `start`, not of `throat`"),
    ],
)
def test_a_review_of_another_version_is_refused(changed, message):
    """It says what changed since, and nothing is written."""
    with pytest.raises(TriageError, match="review") as refused:
        signature("x", saved(**changed), TREE)

    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{}", "the file has no `triage_review`"),
        (saved(decision="yes"), "`decision`"),
        (saved(on="tomorrow"), "`on`"),
        (saved(by=""), "`by`"),
        (saved(triage_review=2), "`triage_review`"),
    ],
)
def test_what_is_no_review_is_refused_at_its_place(data, message):
    """A file that nobody's page saved is pointed at."""
    with pytest.raises(InvalidTree) as refused:
        signature("x", data, TREE)

    assert message in str(refused.value)


def test_two_who_approve_make_a_tree_reviewed(capsys):
    """Once two signed, the check is content; after an edit it is not."""
    text = THROAT.replace("version:", "status: reviewed\nversion:")
    FILE.write_text(text)
    for name in ("Ann", "Bo"):
        assert run("throat.yaml", "--by", name, "--decision", "approved") == 0

    codes = [found.code for found in triage.check(triage.load(FILE))]
    FILE.write_text(FILE.read_text().replace("Call now", "Call soon"))
    later = [found.code for found in triage.check(triage.load(FILE))]

    assert "T531" not in codes
    assert later.count("T531") == 3
    assert "Bo signed `throat`: approved" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["start", "--by", "A", "--decision", "approved"], "`start` is built in"),
        (["throat.yaml", "--by", "A"], "give --from FILE"),
        (["throat.yaml", "--from", "x", "--by", "A"], "leave out the other options"),
        (["throat.yaml", "--from", "none.json"], "none.json"),
        (["bundle.yaml", "--by", "A", "--decision", "approved"], "is a bundle"),
    ],
)
def test_what_cannot_be_signed_says_why(words, message, capsys):
    """The exit status is 2, and the file is unchanged."""
    FILE.write_text(THROAT)
    Path("bundle.yaml").write_text(TREE.bundle())

    assert run(*words) == 2
    assert message in capsys.readouterr().err
    assert FILE.read_text() == THROAT


@pytest.mark.parametrize("text", [THROAT, "x"])
def test_a_file_that_would_be_another_tree_is_put_back(text):
    """When the file changes meanwhile, it stays as it is, and that is said."""
    FILE.write_text(text.replace("Sore", "Very sore"))
    review = signature("x", saved(), TREE)

    with pytest.raises(TriageError, match="cannot be signed: add to `reviews`"):
        record(FILE, TREE, review)

    assert FILE.read_text() == text.replace("Sore", "Very sore")


def test_one_person_signs_once_however_they_write_their_name():
    """Spaces and capitals make no second person of one."""
    FILE.write_text(THROAT.replace("version:", "status: reviewed\nversion:"))
    for name in ("Ann B", "ann  b "):
        assert run("throat.yaml", "--by", name, "--decision", "approved") == 0

    said = [one.message for one in triage.check(triage.load(FILE))]

    assert "one person approved this version, and it counts as reviewed" in said


def test_a_review_of_a_day_to_come_counts_for_nothing():
    """What is dated ahead in the file is pointed at until that day."""
    text = THROAT.replace("version:", "status: reviewed\nversion:")
    hashes = triage.loads(text)
    review = signature("x", saved(wording=hashes.wording, on="2026-11-20"), hashes)
    tree = triage.loads(signed(text, review))

    said = [one.message for one in triage.check(tree, today=date(2026, 11, 19))]

    assert "the review by Ann is of a day to come, 2026-11-20" in said


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--by", "  ", "--decision", "approved"], "--by is blank: name who"),
        (
            ["--by", "A", "--decision", "approved", "--on", "2999-01-01"],
            "the review by A is of a day to come, 2999-01-01",
        ),
        (["--from", "broken.json"], "broken.json: this is not JSON"),
        (["--from", "words.json"], "words.json"),
    ],
)
def test_what_cannot_be_a_signature_is_one_clear_message(words, message, capsys):
    """Nothing is written, and no JSON of our own is shown."""
    FILE.write_text(THROAT)
    Path("broken.json").write_text("[1")
    Path("words.json").write_text("I agree")

    assert run("throat.yaml", *words) == 2
    said = capsys.readouterr().err
    assert message in said
    assert "the review:" not in said
    assert FILE.read_text() == THROAT
