"""`triage compare`, `draw --against` and `test --mutate`, as they are typed."""

import json
from pathlib import Path

import pytest

import triage

OLD = """\
triage: 1
id: throat
version: 1.0.0
title: Sore throat
questions:
  drooling: {text: Are you drooling?, type: yes_no, unsure: true}
  days: {text: "For how many days?", type: integer, min: 0, max: 60, ordinary: 3}
recommendations:
  ambulance: {urgency: emergency, title: Call an ambulance}
  doctor: {urgency: routine, title: See a doctor}
  rest: {urgency: self_care, title: Rest}
  drink: {warning: true, title: Keep drinking}
start: danger
steps:
  danger:
    ask: drooling
    answers: {yes: ambulance, unsure: ambulance, no: duration}
  duration:
    ask: days
    branches:
      - {when: days > 7, advise: drink, go: doctor}
      - go: rest
"""

NEW = OLD.replace("version: 1.0.0", "version: 2.0.0").replace(
    "- {when: days > 7, advise: drink, go: doctor}", "- {when: days > 9, go: doctor}"
)

CASES = """\
triage_cases: 1
tree: throat
cases:
  three_days:
    says: It has hurt for three days.
    answers: {drooling: no, days: 3}
    expect: {ends: rest}
"""


@pytest.fixture(autouse=True)
def files():
    """Write the trees that are compared."""
    Path("old.yaml").write_text(OLD)
    Path("new.yaml").write_text(NEW)
    Path("worded.yaml").write_text(OLD.replace("title: Rest}", "title: Rest well}"))
    Path("throat.yaml").write_text(OLD)
    Path("throat.cases.yaml").write_text(CASES)


def test_who_is_told_something_else_is_said(run):
    """A change comes with a patient, where the ways part, and how to allow it."""
    code, out, err = run("compare", "old.yaml", "new.yaml")

    assert (code, err) == (1, "")
    assert out.startswith("Less urgent for some: NOT ALLOWED (2 edits, 3 changes")
    assert "\n\nthroat 1.0.0 (" in out
    assert "Routine appointment (See a doctor) → Care at home (Rest)" in out
    assert "  Who: days 8 to 9" in out
    assert "  - For how many days? 8" in out
    assert "  before: duration → doctor, because days over 7 (days: 8)" in out
    assert "  now: duration → rest, because no branch above it holds" in out
    assert "  allow with: --allow duration.1:routine/doctor:self_care/rest#" in out
    assert "Lost: the warning “Keep drinking”" in out
    assert "  allow with: --allow duration.1.advice.1:lost/drink#" in out
    assert "- step `duration` changed (ways)" in out


def test_what_is_allowed_by_name_passes(run):
    """With every down-grade named, the exit status is 0."""
    _, out, _ = run("compare", "old.yaml", "new.yaml", "--json")
    names = json.loads(out)["not_allowed"]
    allowed = [word for name in names for word in ("--allow", name)]
    code, out, err = run("compare", "old.yaml", "new.yaml", *allowed)

    assert (code, err) == (0, "")
    assert f"  allowed: {names[0]}" in out
    assert "NOT ALLOWED" not in out


def test_a_name_that_nothing_has_is_noted(run):
    """An allowance that is of no use any more is told."""
    _, _, err = run("compare", "old.yaml", "new.yaml", "--allow", "lost/rest")

    assert err == "--allow lost/rest: no change is called that\n"


def test_the_way_back_is_no_down_grade(run):
    """What becomes more urgent, or is gained, is told and passes."""
    code, out, _ = run("compare", "new.yaml", "old.yaml")

    assert code == 0
    assert out.startswith("More urgent for some (")
    assert "Gained: the warning “Keep drinking”" in out


def test_new_words_have_to_be_allowed_by_their_hash(run):
    """A tree that is only worded otherwise passes when these words are named."""
    code, out, _ = run("compare", "old.yaml", "worded.yaml")
    _, record, _ = run("compare", "old.yaml", "worded.yaml", "--json")
    words = json.loads(record)["words_id"]

    assert code == 1
    assert "No decision changes for anybody: the logic is the same." in out
    assert f"(--allow-words {words})" in out
    assert "  before: Rest\n  now: Rest well\n" in out
    for name in (words, triage.load("worded.yaml").wording):
        allowed = ["--allow-words", name]
        assert run("compare", "old.yaml", "worded.yaml", *allowed)[0] == 0
    code, out, _ = run(
        "compare", "old.yaml", "worded.yaml", "--allow-words", "12ab34cd"
    )
    assert code == 1


def test_another_layout_is_proved_to_be_the_same(run):
    """Trees of another shape that tell everybody the same are proved equal."""
    flat = OLD.replace(
        "answers: {yes: ambulance, unsure: ambulance, no: duration}",
        "branches: [{when: maybe(drooling), go: ambulance}, {go: duration}]",
    )
    Path("flat.yaml").write_text(flat)
    code, out, _ = run("compare", "old.yaml", "flat.yaml")

    assert code == 0
    assert out.startswith(
        "No decision changes for anybody: proved for every patient.\n"
    )


def test_modules_of_another_layout_are_proved_to_be_the_same(run):
    """Two modules that behave alike are proved equal in the trees that run them."""
    head = "triage: 1\nkind: module\ntitle: M\nquestions:\n"
    asked = "  {}: {{text: Sign?, type: yes_no}}\n"
    told = "recommendations: {stop: {title: Stop, urgency: soon}}\nstart: a\nsteps:\n"
    page = "  a: {ask: [x, y], branches: [{when: x or y, go: stop}, {go: done}]}\n"
    chain = (
        "  a: {ask: x, answers: {yes: stop, no: b}}\n"
        "  b: {ask: y, answers: {yes: stop, no: done}}\n"
    )
    tree = (
        "triage: 1\nid: tree\ntitle: T\n"
        "recommendations: {rest: {title: Rest, urgency: self_care}}\n"
        "start: signs\nsteps: {signs: {run: signs, go: rest}}\n"
    )
    for folder, steps in (("one", page), ("two", chain)):
        Path(folder).mkdir()
        module = head.replace("title", "id: signs\ntitle")
        module += asked.format("x") + asked.format("y") + told + steps
        Path(folder, "signs.yaml").write_text(module)
        Path(folder, "tree.yaml").write_text(tree)

    code, out, _ = run("compare", "one/tree.yaml", "two/tree.yaml")

    assert code == 0
    assert out.startswith(
        "No decision changes for anybody: proved for every patient.\n"
    )


def test_patients_of_a_table_are_counted(run):
    """With a population it is said of how many patients each change is."""
    Path("patients.csv").write_text(
        "drooling,days,name\nno,8,A\nno,3,B\nno,,C\nno,9,D\n"
    )
    _, out, _ = run("compare", "old.yaml", "new.yaml", "--population", "patients.csv")

    assert "Of 4 patients, 2 change" in out
    assert "- 2: Routine appointment (See a doctor) → Care at home (Rest)" in out
    assert "- 1 cannot be decided: answers are missing" in out


def test_a_wrong_cell_names_its_row(run):
    """What no question takes is told with its row, and not repeated; others count."""
    Path("patients.csv").write_text("drooling,days\nno,8\nno,many\n")
    code, out, err = run(
        "compare", "old.yaml", "new.yaml", "--population", "patients.csv"
    )

    assert code == 2
    assert err.startswith("error: patients.csv: row 2: `days`: this is not an answer")
    assert "many" not in err
    assert "Of 1 patient, 1 changes" in out
    assert "Not counted: 1 row with wrong answers" in out


def test_one_patient_changes(run):
    """Of a single patient it is said in the singular."""
    Path("patients.csv").write_text("drooling,days\nno,8\n")
    _, out, _ = run("compare", "old.yaml", "new.yaml", "--population", "patients.csv")

    assert "Of 1 patient, 1 changes" in out


def test_a_comparison_as_json(run):
    """JSON holds outcomes, exchanges, edits, patients and the population."""
    Path("patients.csv").write_text("drooling,days\nno,8\n")
    options = ["--population", "patients.csv", "--json"]
    code, out, _ = run("compare", "old.yaml", "new.yaml", *options)
    record = json.loads(out)

    assert code == 1
    assert record["old"]["version"] == "1.0.0"
    assert [item["name"] for item in record["outcomes"]] == record["not_allowed"][:1]
    assert record["outcomes"][0]["numbers"][0]["ranges"] == [[8, 9]]
    assert record["outcomes"][0]["patient"]["answers"]["days"] == 8
    assert record["population"]["changed"] == 1
    assert {item["id"] for item in record["edits"]} == {"duration"}
    assert not record["same"]


def test_what_was_edited_is_drawn(run):
    """`draw --against` tells in words what was added, changed and removed."""
    code, out, _ = run("draw", "new.yaml", "--against", "old.yaml", "-o", "-")

    assert code == 0
    assert "compared with version 1.0.0" in out
    assert "days over 9 (added): See a doctor" in out
    assert "days over 7 (removed):" in out


def test_a_picture_shows_one_thing(run):
    """A comparison is not drawn over the path of a decision."""
    options = ["--against", "old.yaml", "--answer", "days=3", "-o", "-"]
    code, _, err = run("draw", "new.yaml", *options)

    assert code == 2
    assert "one of a decision, coverage, people and changes: give one of them" in err


def test_mistakes_that_nothing_notices_are_told(run):
    """`test --mutate` says what was not noticed, with a case that would notice it."""
    code, out, _ = run("test", "throat.yaml", "--mutate")

    assert code == 0
    assert "days over 7: the limit is one step higher, and nothing" in out
    assert "notices_a_mistake:" in out
    assert "small mistakes made" in out


def test_too_few_noticed_mistakes_fail(run):
    """`--fail-under` judges the mistakes too, where they are made."""
    options = ["--mutate", "--fail-under", "80"]
    code, _, err = run("test", "throat.yaml", *options)

    assert code == 1
    assert "throat: 25.0 % of mistakes are noticed, less than 80 %" in err


def test_the_mutation_score_as_json(run):
    """JSON holds the score and every mistake that nothing notices."""
    code, out, _ = run("test", "throat.yaml", "--mutate", "--json")
    found = json.loads(out)[0]["mutation"]

    assert code == 0
    assert found["survived"] == len(found["unnoticed"]) > 0
    assert found["unnoticed"][0]["patient"]["urgency"]


def test_a_refused_tree_has_no_mistakes_to_notice(run):
    """What was not tried gets no score, and does not hide the scores of others."""
    Path("bad.cases.yaml").write_text("tree: throat\n")
    code, out, _ = run("test", ".", "--mutate", "--json")

    records = json.loads(out)
    assert code == 2
    assert ["mutation" in record for record in records] == [False, True]


def test_compare_is_a_name_of_the_library():
    """`triage.compare` returns what changes, with nothing to be allowed by name."""
    old, new = triage.load("old.yaml"), triage.load("new.yaml")

    changes = triage.compare(old, new)

    names = [item.name for item in changes.lower]
    assert [name.split(":")[0] for name in names] == [
        "duration.1",
        "duration.1",
        "duration.1.advice.1",
    ]
    assert changes.refused(names[1:]) == (names[0],)
    assert triage.compare(old, old).same
