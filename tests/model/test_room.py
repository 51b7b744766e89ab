"""What a tree says beside its questions: codes, colours, where it comes from."""

import json

import pytest

import triage
from triage.base.question import Coding
from triage.base.shape_schema import shape_schema
from triage.base.text import Text
from triage.diagram.theme import contrast, readable
from triage.treefile.extras import extras
from triage.treefile.files import source_from

TREE = """\
triage: 1
id: t
title: T
scale: [{id: low, title: Low COLOUR}, {id: high, title: High}]
questions:
  fever: {text: "Fever?" QUESTION}
  kind: {text: "Which?", options: {dry: {text: Dry OPTION}, wet: Wet}}
recommendations:
  rest: {title: Rest, urgency: low ADVICE}
start: a
steps: {a: {ask: [fever, kind], go: rest}}
"""

CODES = ', codes: [{system: "urn:x", code: c, display: D}, {system: "urn:x", code: d}]'
CODINGS = (Coding("urn:x", "c", "D"), Coding("urn:x", "d"))
AS_JSON = [coding.to_dict() for coding in CODINGS]


def tree(more="", **places):
    """Return a tree with something at some of its places."""
    text = TREE
    for place in ("COLOUR", "QUESTION", "OPTION", "ADVICE"):
        text = text.replace(f" {place}", places.get(place, ""))
    return triage.loads(text + more)


def test_codes_are_kept_where_they_stand():
    """Questions, options and advice have the codes of their file, also as JSON."""
    coded = tree(QUESTION=CODES, OPTION=CODES, ADVICE=CODES)
    fever, kind = coded.questions.values()
    page = coded.start().page.to_dict()

    assert fever.codes == kind.choices["dry"].codes == CODINGS
    assert coded.recommendations["rest"].codes == CODINGS
    assert fever.to_dict()["codes"] == AS_JSON
    assert [o.get("codes") for o in kind.to_dict()["options"]] == [AS_JSON, None]
    assert coded.recommendations["rest"].to_dict()["codes"] == AS_JSON
    assert page["questions"][0]["codes"] == AS_JSON
    assert "codes" in json.dumps(shape_schema("page"))
    assert "codes" not in tree().questions["fever"].to_dict()


@pytest.mark.parametrize(
    "made",
    [
        tree(QUESTION=CODES),
        tree(OPTION=CODES),
        tree(ADVICE=CODES),
        tree(COLOUR=', colour: "#204080"'),
        tree("url: https://example.org\n"),
        tree("publisher: Nobody\n"),
        tree("language: en\n"),
    ],
    ids=["question", "option", "advice", "colour", "url", "publisher", "language"],
)
def test_what_stands_beside_is_part_of_the_wording_alone(made):
    """It changes no decision, and a review has seen it."""
    assert made.wording != tree().wording
    assert made.logic == tree().logic


def test_reviews_are_part_of_no_hash():
    """Who approves a version can be added to it without making it another."""
    seen = "logic: 0f1e2d3c4b5a6978, wording: 0f1e2d3c4b5a6978"
    reviewed = tree(
        f"reviews: [{{by: A, on: 2026-11-28, decision: approved, {seen}}}]\n"
    )

    assert (reviewed.logic, reviewed.wording) == (tree().logic, tree().wording)


@pytest.mark.parametrize("digits", [16, 64])
def test_two_who_approved_this_version_are_enough(digits):
    """Hashes are compared as far as they are written; one person counts once."""
    version = tree("status: reviewed\n")
    logic, wording = (h[:digits] for h in (version.full_logic, version.full_wording))
    seen = f"logic: {logic}, wording: {wording}"

    def said(*names):
        rows = (
            f"  - {{by: {name}, on: 2026-11-28, decision: approved, {seen}}}\n"
            for name in names
        )
        made = tree("status: reviewed\nreviews:\n" + "".join(rows))
        return [f.message for f in triage.check(made) if f.code == "T531"]

    assert said("A", "B") == []
    assert said("A", "A") == [
        "one person approved this version, and it counts as reviewed"
    ]
    assert [f.message for f in triage.check(version) if f.code == "T531"] == [
        "nobody approved this version, and it counts as reviewed"
    ]


def test_where_a_tree_comes_from_is_said():
    """A tree knows its address, publisher and language; records have the last."""
    found = tree("url: https://example.org\npublisher: Nobody\nlanguage: en-GB\n")

    assert (found.url, found.publisher) == ("https://example.org", "Nobody")
    assert found.start().to_dict()["language"] == found.language == "en-GB"
    assert (tree().url, tree().publisher, tree().language) == ("", "", "")


def test_a_level_has_the_colour_that_its_file_gives_it():
    """Pictures paint it so, with an ink that can be read on it."""
    painted = triage.draw(tree(COLOUR=', colour: "#204080"')).mermaid()

    assert "#204080" in painted
    assert "#204080" not in triage.draw(tree()).mermaid()


def test_every_colour_can_be_written_on():
    """Whatever colour is chosen, the contrast is that of WCAG AA."""
    shades = [f"#{n:02x}{n:02x}{n:02x}" for n in range(256)]
    mixed = ["#ff0000", "#00ff00", "#0000ff", "#808000", "#b05010", "#6a7a8a"]

    assert min(contrast(c, readable(c)) for c in [*shades, *mixed]) >= 4.5


def test_a_document_that_was_built_in_code_holds_nothing_for_others():
    """Only a file has keys for other programs."""
    assert extras(Text.of("x-a: 1").span.source) == {}
    assert extras(source_from("a.yaml", "x-a: 1")) == {"": {"x-a": "1"}}


def test_what_is_held_for_others_is_texts_lists_and_mappings():
    """They are kept as they stand, one in another, and cannot be changed."""
    text = "x-a: [1, {b: [c, d]}]\nsteps:\n  - x-b: {}"

    assert extras(source_from("a.yaml", text)) == {
        "": {"x-a": ("1", {"b": ("c", "d")})},
        "steps.0": {"x-b": {}},
    }
