"""`triage test`, and coverage on the command line."""

import json
import os
import sys
from pathlib import Path

import attrs
import pytest
from trees_for_tests import SORE_THROAT

from triage.base.limits import LIMITS
from triage.cli import progress
from triage.cli.main import main
from triage.verify import generate_cases

CASES = """\
triage_cases: 1
tree: throat
base: {age: 30, pregnant: no, cough: none, signs: []}
cases:
  drools:
    says: A woman of 40 drools.
    answers: {drooling: yes}
    expect: {urgency: emergency}
  nine_days:
    says: A man of 30 has had a sore throat for nine days.
    answers: {drooling: no, days: 9}
    expect: {urgency: soon}
  not_yet:
    says: A man of 30 has not said yet since when.
    answers: {drooling: no}
    expect: {missing: days}
  informed:
    says: A woman of 40 drools, and is told so.
    answers: {drooling: unsure}
    expect: {ends: ambulance}
"""


@pytest.fixture(autouse=True)
def tree():
    """Write a tree and its cases."""
    Path("throat.yaml").write_text(SORE_THROAT)
    Path("throat.cases.yaml").write_text(CASES)


def fails() -> None:
    """Let a case fail."""
    wrong = CASES.replace("urgency: soon", "urgency: routine")
    Path("throat.cases.yaml").write_text(wrong)


def test_cases_that_pass(run):
    """Each case has a line: its id, where it led, and how much was asked."""
    code, out, err = run("test", "throat.yaml")

    assert (code, err) == (0, "")
    assert out == (
        "throat (throat.cases.yaml)\n"
        "  pass  drools     emergency  1 answer on 1 page\n"
        "  pass  nine_days  soon       6 answers on 2 pages\n"
        "  pass  not_yet    waits      5 answers on 2 pages\n"
        "  pass  informed   emergency  1 answer on 1 page\n"
        "throat: 4 cases, none failed\n"
    )


def test_a_case_that_fails(run):
    """What failed stands under the case, with its path and its story."""
    fails()
    code, out, err = run("test", "throat.cases.yaml")

    assert (code, err) == (1, "")
    lines = out.splitlines()
    assert lines[2] == "  FAIL  nine_days  soon       6 answers on 2 pages"
    assert lines[3].strip() == (
        "throat.cases.yaml:12: expected the urgency `routine`, got `soon`"
    )
    assert lines[4].strip().startswith("path: drooling → about_you → decide → swab")
    assert lines[5].strip().startswith("says: A man of 30 has had a sore throat")
    assert lines[-1] == "throat: 4 cases, 1 failed"


def test_information_alone_is_no_urgency(run):
    """A case that ends without an urgency is said to have none."""
    plain = SORE_THROAT.replace("ambulance: {urgency: emergency, ", "ambulance: {")
    Path("throat.yaml").write_text(plain)
    text = CASES.replace("urgency: emergency", "urgency: none")
    Path("throat.cases.yaml").write_text(text)

    code, out, _ = run("test", "throat.yaml")

    assert code == 0
    assert "  pass  drools     none   1 answer on 1 page\n" in out


def test_cases_that_came_up_meanwhile_are_not_overwritten(run, monkeypatch):
    """A file that somebody wrote while cases were looked for stays as it is."""
    Path("throat.cases.yaml").unlink()
    search = generate_cases.propose

    def slow(*args, **options):
        Path("new.yaml").write_text("precious")
        return search(*args, **options)

    monkeypatch.setattr("triage.cli.new_cases.propose", slow)
    code, _, err = run("new-cases", "throat.yaml", "-o", "new.yaml")

    assert code == 2
    assert "new.yaml is there already" in err
    assert Path("new.yaml").read_text() == "precious"


@pytest.mark.parametrize("bad", ["link", "folder", "pipe"])
def test_a_bad_neighbour_hides_no_result(run, bad):
    """What cannot be read is said, and the other files of the folder are tried."""
    name = Path("x.cases.yaml")
    if bad == "link":
        name.symlink_to("/nowhere/at/all")
    elif bad == "folder":
        name.mkdir()
    else:
        os.mkfifo(name)

    code, out, err = run("test", ".")

    assert code == 2
    assert "error: `x.cases.yaml` cannot be read: " in err
    assert out.endswith("throat: 4 cases, none failed\n")
    assert run("test", ".", "--json")[0] == 2


def test_a_name_without_cases_hides_no_result(run):
    """A tree that is not there, or has no cases, is said; the others are tried."""
    Path("bare.yaml").write_text(Path("throat.yaml").read_text())
    bare = ("bare.yaml", "`bare.yaml` has no cases")
    for name, said in [("nope", "no built-in tree"), bare]:
        code, out, err = run("test", name, "throat.yaml")

        assert code == 2
        assert err.startswith(f"error: {said}")
        assert out.endswith("throat: 4 cases, none failed\n")


def test_a_folder_is_tried_with_all_below_it(run):
    """Every cases file is tried, each once, and the total is said."""
    folder = Path("children")
    folder.mkdir()
    Path("throat.yaml").rename(folder / "throat.yaml")
    text = CASES.replace(": throat", ": children/throat.yaml")
    Path("throat.cases.yaml").rename(folder / "throat.cases.yaml")
    Path("x.cases.yaml").write_text(text)

    code, out, _ = run("test", ".", "children/throat.yaml")

    assert code == 0
    assert out.count("throat: 4 cases, none failed\n") == 2
    assert out.endswith("\n\n2 files: 8 cases, none failed\n")


def test_a_bad_cases_file_does_not_hide_the_others(run):
    """It is told what is wrong, the rest is tried, and the exit status is 2."""
    Path("bad.cases.yaml").write_text(CASES.replace("drooling", "drools"))
    fails()

    code, out, _ = run("test", ".")

    assert code == 2
    assert "bad.cases.yaml:7:15: error T702" in out
    assert "bad.cases.yaml: not run, because of what is said above" in out
    assert out.endswith("2 files: 4 cases, 1 failed, 1 file not run\n")


def test_a_name_cannot_control_the_terminal(run):
    """The name of a file is shown without what a terminal would obey."""
    Path("throat.cases.yaml").rename("\x1b[2Jthroat.cases.yaml")

    code, out, _ = run("test", ".")

    assert code == 0
    assert "(\ufffd[2Jthroat.cases.yaml)\n" in out


def test_nothing_to_try_is_refused(run):
    """A tree without cases says how to begin, and exits with 2."""
    Path("throat.cases.yaml").unlink()
    code, out, err = run("test", "throat.yaml")

    assert (code, out) == (2, "")
    assert "`throat.yaml` has no cases" in err
    assert "triage new-cases throat.yaml" in err


def test_coverage_names_what_no_case_reaches(run):
    """Every part that is missed is listed with its place; the cases still pass."""
    code, out, _ = run("test", "throat.yaml", "--coverage")

    assert code == 0
    assert "  covered: 3 of 3 steps\n  covered: 5 of 7 branches (71 %)\n" in out
    assert "  covered: no properties\n" in out
    assert "throat.yaml:36: no case reaches the recommendation `midwife`\n" in out


def test_full_coverage_is_one_line(run):
    """Where nothing is missed, the parts are only counted."""
    code, out, _ = run("test", "start", "--coverage", "--fail-under", "100")

    assert code == 0
    assert "  covered: all of 6 steps, 12 branches, 4 recommendations, " in out


@pytest.mark.parametrize(("least", "status"), [("50", 0), ("51", 1)])
def test_too_little_coverage_fails_when_asked_to(run, least, status):
    """With --fail-under, the part that is covered least decides."""
    code, out, err = run("test", "throat.yaml", "--fail-under", least)

    assert code == status
    assert "covered: " in out
    assert ("throat: 50 % is covered, less than 51 %" in err) is bool(status)


def test_results_come_as_json(run):
    """With --json, each file is listed with its cases, and nothing else is said."""
    Path("bad.cases.yaml").write_text("tree: throat\n")
    code, out, err = run("test", ".", "--json", "--coverage")

    bad, good = json.loads(out)
    assert (code, err) == (2, "")
    assert (bad["file"], bad["tree"], bad["cases"]) == ("bad.cases.yaml", None, [])
    assert bad["findings"][0]["code"] == "T104"
    assert "coverage" not in bad
    assert (good["tree"], good["passed"], good["failed"]) == ("throat", 4, 0)
    assert good["cases"][1]["answers"] == 6
    assert good["coverage"]["branches"]["percent"] == 71
    assert "coverage" not in json.loads(run("test", "throat.yaml", "--json")[1])[0]


def test_a_long_run_says_how_far_it_is(run, monkeypatch):
    """On a terminal, after a while, the count of files is shown and wiped away."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run("test", "throat.yaml")[2] == ""

    at_once = attrs.evolve(LIMITS, progress_seconds=0)
    monkeypatch.setattr(progress, "LIMITS", at_once)
    _, _, err = run("test", "throat.yaml")

    assert "1 of 1 files with cases" in err
    assert err.endswith("\r")


def test_no_messages_are_needed(monkeypatch, capsys):
    """Cases are tried where standard error is closed."""
    monkeypatch.setattr(sys, "stderr", None)
    with pytest.raises(SystemExit) as left:
        main(["test", "throat.yaml"])

    assert left.value.code == 0
    assert "none failed" in capsys.readouterr().out


def test_a_picture_shows_coverage(run):
    """`draw --coverage` counts the cases beside the tree."""
    code, out, _ = run("draw", "throat.yaml", "--coverage", "-o", "-")

    assert code == 0
    assert "In brackets: how many of 4 cases come this way." in out
    assert "no (2 cases): Go to step 2" in out
    assert "Ask the midwife (no case)" in out


def test_a_picture_shows_one_thing(run):
    """A path and coverage in one picture would be read wrongly."""
    code, _, err = run(
        *("draw", "throat.yaml", "--coverage", "--answer", "age=30", "-o", "-")
    )

    assert code == 2
    assert "one of a decision, coverage, people and changes" in err


def test_the_schema_of_cases_is_printed(run):
    """`schema --cases` prints the schema of cases files."""
    code, out, _ = run("schema", "--cases")

    assert code == 0
    assert "CasesDocument" in json.loads(out)["$defs"]


# Rows


def test_rows_of_a_table_are_tried_as_cases(run):
    """Each row is a case; what fails is told with its line, and the status is 1."""
    Path("rows.csv").write_text("drooling,expect.ends\nyes,ambulance\nyes,rest\n")

    code, out, err = run("test", "throat.yaml", "--import", "rows.csv", "--coverage")

    assert (code, err) == (1, "")
    assert "  pass  row_2" in out
    assert "rows.csv:3: expected the end `rest`, got `ambulance`" in out
    assert "throat: 2 cases, 1 failed" in out


def test_a_mistake_that_no_row_notices_is_told(run):
    """The rows are cases of their tree also where mistakes are made in it."""
    Path("rows.csv").write_text("drooling,expect.ends\nyes,ambulance\n")

    code, out, _ = run("test", "throat.yaml", "--import", "rows.csv", "--mutate")

    assert code == 0
    assert "small mistakes made" in out


@pytest.mark.parametrize(
    ("arguments", "text", "message"),
    [
        (["throat.yaml", "--import", "no.csv"], "", "`no.csv` cannot be read"),
        (["a.yaml", "--import", "rows.csv"], "age\n1\n", "`a.yaml` cannot be read"),
        (["nobody", "--import", "rows.csv"], "age\n1\n", "no built-in tree is called"),
        (["a.yaml", "b.yaml", "--import", "rows.csv"], "", "--import is for one tree"),
        (["throat.yaml", "--import", "rows.csv"], "agee\n1\n", "T702: `agee` is no"),
        (["throat.yaml", "--import", "rows.csv"], "a;b\n1;2\n", "T112: the cells are"),
    ],
)
def test_rows_that_cannot_be_used_are_refused(run, arguments, text, message):
    """What is no table, or of no tree, has status 2, in words."""
    Path("rows.csv").write_text(text)

    code, out, err = run("test", *arguments)

    assert code == 2
    assert message in out + err
