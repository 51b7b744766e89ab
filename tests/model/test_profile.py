"""How a tree is spoken of: its people, what it says of itself, and emergencies."""

from datetime import date

import pytest
from click.testing import CliRunner

import triage
from triage.cli.main import cli
from triage.lint import CLINICAL
from triage.model.notice import DISCLAIMER
from triage.model.profile import Profile, with_article

TREE = """\
triage: 1
id: garden
title: Garden
questions: {shed: Do you build a shed?, deep: Is it deep?}
recommendations:
  apply: {urgency: URGENT, title: Apply}
  wait: {urgency: CALM, title: Do not worry}
start: first
steps:
  first:
    ask: [shed, deep]
    branches:
      - {when: shed, go: apply}
      - {when: deep and not deep, go: apply}
      - {go: wait}
properties:
  all_apply: {says: All apply., then: ends(apply)}
  nobody: {says: Of nobody., given: deep and not deep, then: ends(apply)}
"""
OWN = "scale: [{id: calm, title: Calm}, {id: urgent, title: Urgent}]\n"
WORDS = "words: {person: applicant, people: applicants}\n"


def text(more="", scale=""):
    """Return the text of a tree, with a scale of its own or without."""
    levels = ("calm", "urgent") if scale else ("self_care", "emergency")
    made = TREE.replace("CALM", levels[0]).replace("URGENT", levels[1])
    return made + scale + more


@pytest.mark.parametrize(
    ("more", "scale", "name"),
    [
        ("", "", "clinical"),
        ("", OWN, "general"),
        ("profile: clinical\n", OWN, "clinical"),
        ("profile: general\n", "", "general"),
    ],
)
def test_a_scale_of_its_own_makes_a_tree_general(more, scale, name):
    """Unless a tree says what field it is of, its scale does."""
    assert triage.loads(text(more, scale)).profile.name == name


def test_a_clinical_tree_speaks_as_ever():
    """It is of patients, is no advice, and says whom to call at its place."""
    profile = triage.loads(text(), place="GB").profile

    assert (profile.person, profile.people) == ("patient", "patients")
    assert profile.disclaimer.endswith("In an emergency, call 999.")
    assert triage.loads(text()).profile.disclaimer == DISCLAIMER
    assert profile.emergency.startswith("If this may be an emergency, call 999 now.")


def test_a_tree_says_itself_what_is_said_of_it():
    """What a file says takes the place of the library's words, placeholders filled."""
    more = (
        f"{WORDS}disclaimer: Only $who decides.\nemergency: Call $emergency_number.\n"
        "profile: clinical\n"
    )
    tree = triage.loads(text(more), place="GB", contacts={"who": "the committee"})

    assert tree.profile == Profile(
        "clinical",
        "applicant",
        "applicants",
        "Only the committee decides.",
        "Call 999.",
    )


@pytest.mark.parametrize("more", ["", WORDS])
def test_nothing_medical_is_said_of_a_general_tree(more, tmp_path, monkeypatch):
    """No command says patient, emergency or medical of it, whatever it finds."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.yaml").write_text(text(more, OWN))
    (tmp_path / "new.yaml").write_text(
        text(more, OWN).replace("go: wait", "go: apply", 1) + "assume: [not deep]\n"
    )
    (tmp_path / "rows.csv").write_text("shed,deep\nyes,no\nno,no\n")

    said = ""
    for line in (
        "check old.yaml --deep",
        "prove old.yaml",
        "decide old.yaml --answer shed=yes",
        "decide old.yaml --answer shed=no --answer deep=no --why-not apply",
        "run old.yaml",
        "draw old.yaml -o -",
        "draw old.yaml -o old.mmd",
        "new-cases old.yaml -o old.cases.yaml",
        "compare old.yaml new.yaml",
        "compare old.yaml new.yaml --population rows.csv",
        "test old.yaml --mutate",
    ):
        said += CliRunner().invoke(cli, line.split(), input="no\nno\n").output
    said += (tmp_path / "old.mmd").read_text()
    said += "".join(path.read_text() for path in tmp_path.glob("*.cases.yaml"))

    for made in ("branch", "Result", "Garden", "More urgent", "mistakes", "Of 2"):
        assert made in said
    assert "well" not in said.split()
    for word in ("patient", "emergency", "medical"):
        assert word not in said.lower()
    assert ("applicant" if more else "person") in said


def test_clinical_checks_are_made_of_clinical_trees():
    """What a general tree is told of is what is wrong in any field."""
    day = date(2026, 11, 28)
    clinical, general = (
        triage.check(triage.loads(text(f"profile: {name}\n")), today=day)
        for name in ("clinical", "general")
    )

    left = {found.code for found in clinical} - {found.code for found in general}
    assert left == {"T504", "T511"} <= CLINICAL


def test_what_a_file_says_is_part_of_the_wording_and_a_profile_is_not():
    """The library's own words are hashed nowhere; the author's are."""
    plain = triage.loads(text())
    profiled = triage.loads(text("profile: general\n"))
    worded = triage.loads(text(WORDS))

    assert plain.wording == profiled.wording != worded.wording
    assert plain.logic == worded.logic


@pytest.mark.parametrize(
    ("noun", "said"),
    [
        ("applicant", "an applicant"),
        ("user", "a user"),
        ("European", "a European"),
        ("hour", "an hour"),
        ("Ulsterman", "an Ulsterman"),
        ("house", "a house"),
        ("heir", "an heir"),
    ],
)
def test_a_noun_has_its_article(noun, said):
    """The article follows the sound of a noun, as far as its letters show it."""
    assert with_article(noun) == said


def test_people_are_counted_with_their_nouns():
    """One is a person, and none are people."""
    profile = Profile(person="heir", people="heirs")

    assert [profile.counted(n) for n in (0, 1, 2)] == ["no heirs", "1 heir", "2 heirs"]
