"""The article that began the project: each of its claims is judged, and answered."""

import re
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from trees_for_tests import built_in

import triage
from triage.linker.library import library

ROOT = Path(__file__).parents[2]


def program():
    """Return `docs/claims.py`, which is no part of the package."""
    spec = spec_from_file_location("claims", ROOT / "docs" / "claims.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PROGRAM = program()

ENTRIES = {str(entry.id): entry for entry in PROGRAM.claims()}

CLAIMS = {name: entry for name, entry in ENTRIES.items() if name.startswith("C")}

LEFT_OUT = {name: entry for name, entry in ENTRIES.items() if name.startswith("O")}


def test_every_claim_and_every_omission_is_there():
    """The claims are C01 to C69, and what is left out is O01 to O16, in this order."""
    claims = [f"C{number:02}" for number in range(1, 70)]
    left_out = [f"O{number:02}" for number in range(1, 17)]

    assert list(ENTRIES) == claims + left_out


def test_the_verdicts_are_counted():
    """Every claim has a verdict, what is left out has none, and the tally is known."""
    assert Counter(str(entry.verdict) for entry in CLAIMS.values()) == {
        "supported": 24,
        "partly": 20,
        "contradicted": 17,
        "unsupported": 8,
    }
    assert [name for name, entry in LEFT_OUT.items() if entry.verdict] == []


def test_every_source_was_read():
    """The sources of a claim are in the library; whose page was read has an address."""
    known = library().sources
    cited = {str(source) for entry in ENTRIES.values() for source in entry.sources}

    assert cited - known.keys() == set()
    assert {str(known[name].status) for name in cited} == {"verified", "secondary"}
    bare = {name for name in cited if not known[name].url}
    assert {str(known[name].status) for name in bare} == {"secondary"}


def test_every_answer_is_in_the_tree():
    """What answers a claim is a recommendation or a question of the tree."""
    tree = built_in("back_pain")
    parts = tree.recommendations.keys() | tree.questions.keys()
    named = {str(part) for entry in ENTRIES.values() for part in entry.answered_by}

    assert named - parts == set()


def test_every_claim_is_answered_or_it_is_said_why_not():
    """An entry names what answers it, or else says why nothing does."""
    unsettled = [
        name
        for name, entry in ENTRIES.items()
        if bool(entry.answered_by) == bool(entry.not_answered)
    ]

    assert unsettled == []


def test_what_is_wrong_or_left_out_is_answered():
    """The tree answers all that is contradicted or left out, chemistry excepted."""
    owed = {name for name in CLAIMS if str(CLAIMS[name].verdict) == "contradicted"}
    owed |= LEFT_OUT.keys()

    assert [name for name in owed if not ENTRIES[name].answered_by] == []


def test_what_is_left_out_has_a_source():
    """Nothing is said to be missing from the article on our word alone."""
    assert [name for name, entry in LEFT_OUT.items() if not entry.sources] == []


def test_the_article_is_not_named():
    """The article is spoken of in general: no address leads to it or its publisher."""
    text = PROGRAM.SEEDS.read_text(encoding="utf-8") + PROGRAM.page()
    addresses = set(re.findall(r"\b(?:https?://|www\.)[^\s>]+", text))
    known = library().sources.values()

    assert addresses <= {str(source.url) for source in known}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("C01: {claim: It rains, why: Wet, verdikt: partly}", "mean `verdict`"),
        ("C01: {claim: It rains, why: Wet, verdict: maybe}", "cannot be `maybe`"),
        ("C01: {claim: It rains, why: Wet, sources: [A book]}", "cannot be `A book`"),
        ("C01: {claim: It rains}", "`C01` has no `why`"),
        ("C1: {claim: It rains, why: Wet}", "write `C` or `O` and two digits"),
    ],
)
def test_a_slip_is_pointed_at(tmp_path, text, message):
    """A wrong key, verdict, source or id is refused as it is in a tree file."""
    path = tmp_path / "claims.yaml"
    path.write_text(text)

    with pytest.raises(triage.InvalidTree) as caught:
        PROGRAM.claims(path)
    assert message in str(caught.value)


def test_the_page_has_each_entry_once():
    """The page has one row for each claim and each thing that is left out."""
    rows = re.findall(r"^\| ([CO]\d\d) \|", PROGRAM.page(), re.MULTILINE)

    assert len(rows) == len(ENTRIES)
    assert set(rows) == ENTRIES.keys()


def test_the_page_begins_with_what_is_left_out_and_what_is_wrong():
    """What matters most stands first: what is left out, then what is contradicted."""
    headings = re.findall(r"^## (.+)$", PROGRAM.page(), re.MULTILINE)

    assert headings == [
        "What the article leaves out",
        "Contradicted",
        "Unsupported",
        "Partly",
        "Supported",
        "Sources",
    ]


def test_the_links_of_the_page_have_an_address():
    """Each source that a row names leads to its address, or to the list of sources."""
    page = PROGRAM.page()
    named = set(re.findall(r"\[(\w+)\](?!:)", page))
    defined = set(
        re.findall(r"^\[(\w+)\]: <(?:https?://|#sources>)", page, re.MULTILINE)
    )

    assert named == defined
