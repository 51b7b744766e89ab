"""The command line, as a user or another program meets it."""

import errno
import io
import json
import os
import runpy
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from trees_for_tests import built_in

import triage
from triage.base.exceptions import MissingExtra
from triage.cli.exit_codes import ExitCode
from triage.cli.main import main, silence
from triage.cli.run import talk
from triage.diagram import for_review
from triage.frames import sql

MAIN = Path(triage.__file__).with_name("__main__.py")

TREES = Path(__file__).parents[1] / "trees"
SORE_THROAT = str(TREES / "good/sore_throat.yaml")
EVERY_PROMPT = str(TREES / "talk/every_prompt.yaml")

ANSWERS = {
    "drooling": "no",
    "stiff_neck": False,
    "muffled_voice": "no",
    "rash": "no",
    "age": 60,
    "days": "2 days",
    "cough": "some",
    "signs": ["fever"],
}


class Bytes(io.BytesIO):
    """Hold bytes, and whatever a test says of them."""


class Typed(io.TextIOWrapper):
    """Stand for standard input with some bytes in it."""

    def __init__(self, data):
        super().__init__(Bytes(data), encoding="utf-8")


@pytest.fixture
def answers(tmp_path):
    """Write a file of answers that decide the sore throat."""
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(ANSWERS))
    return str(file)


# list, schema, explain


def test_list_names_every_built_in_tree(run):
    """Each built-in tree has a line with id, version, status and title."""
    code, out, err = run("list")

    assert (code, err) == (0, "")
    line = next(line for line in out.splitlines() if line.startswith("back_pain"))
    assert "draft" in line
    assert "Back pain" in line


def test_list_says_into_which_languages_a_tree_is_translated(run, monkeypatch):
    """Behind its title, with those that nobody is named for who read them over."""
    assert "; de (not reviewed), es (not reviewed)\n" in run("list")[1]
    monkeypatch.setattr("triage.base.po.Catalog.reviewed_by", "A. Reader")
    assert "a stroke; de, es\n" in run("list")[1]


def test_schema_prints_the_published_schema(run):
    """The schema on standard output is the one that the package holds."""
    code, out, err = run("schema")

    published = Path(triage.__file__).with_name("schema.json")
    assert (code, err) == (0, "")
    assert out == published.read_text(encoding="utf-8")


def test_explain_prints_the_entry_of_a_check(run):
    """A code, in upper or lower case, is explained with an example."""
    code, out, _ = run("explain", "t201")

    assert code == 0
    assert out.startswith("T201 (error): ")
    assert "Prefer:" in out


def test_explain_helps_with_an_unknown_code(run):
    """A code that does not exist is refused, with the closest that does."""
    code, out, err = run("explain", "T2O1")

    assert (code, out) == (2, "")
    assert "error: no check has the code `T2O1`; did you mean" in err


# decide


def test_decide_prints_a_readable_result(run, answers):
    """Without --json, the result is told in words on standard output."""
    code, out, err = run("decide", SORE_THROAT, "--answers", answers)

    assert (code, err) == (0, "")
    assert out.startswith("Result: Care at home\n")
    assert "Not medical advice" in out


def test_decide_prints_the_documented_json(run, answers):
    """With --json, standard output holds the decision as JSON and nothing else."""
    code, out, err = run("decide", SORE_THROAT, "--answers", answers, "--json")

    expected = triage.load(SORE_THROAT).decide(ANSWERS).to_dict()
    assert (code, err) == (0, "")
    assert json.loads(out) == json.loads(json.dumps(expected))


def test_decide_reads_answers_from_a_pipe(run):
    """A minus reads the answers from standard input."""
    typed = json.dumps({"drooling": "yes"}).encode()

    code, out, _ = run("decide", SORE_THROAT, "--answers", "-", typed=typed)

    assert code == 0
    assert out.startswith("Result: Emergency care now")


def test_a_single_answer_goes_before_the_file(run, answers):
    """An answer on the command line replaces the one in the file."""
    code, out, _ = run(
        "decide", SORE_THROAT, "--answers", answers, "--answer", "drooling=yes"
    )

    assert code == 0
    assert out.startswith("Result: Emergency care now")


def test_decide_prints_more_on_request(run, answers):
    """All texts, the sources, or a page to hand over come when they are asked for."""
    case = ("decide", SORE_THROAT, "--answers", answers)

    assert "\n\nSources\n- " not in run(*case, "--full")[1]
    assert "\n\nSources\n- " in run(*case, "--sources")[1]
    assert "\n\nSituation\n- Result: " in run(*case, "--sheet")[1]


def test_several_options_are_one_answer(run, answers):
    """Options of one question are joined by commas."""
    signs = ("--answer", "signs=fever,nodes,tonsils", "--json")

    _, out, _ = run("decide", SORE_THROAT, "--answers", answers, *signs)

    assert json.loads(out)["shows"] == {"low_score": 3}


def test_an_incomplete_decision_names_what_is_missing(run):
    """Exit status 3; the missing questions stand in the result."""
    code, out, err = run("decide", SORE_THROAT, "--answer", "drooling=no")

    assert (code, err) == (3, "")
    assert "Still to answer\n- stiff_neck: " in out


def test_an_incomplete_decision_in_json_names_what_is_missing(run):
    """With --json the missing questions are named on standard error too."""
    code, out, err = run("decide", SORE_THROAT, "--json")

    assert code == 3
    assert json.loads(out)["missing"] == ["drooling"]
    assert err == "not answered: drooling\n"


def test_a_part_that_is_not_written_yet_is_incomplete(run):
    """A walk that ends where the tree is unfinished has exit status 3."""
    single = ("where=arm", "drinks=zero", "weight=70", "stairs=20", "tried=none")
    ticks = ("sleep=no", "joints=no")
    options = [part for one in (*single, *ticks) for part in ("--answer", one)]

    code, out, _ = run("decide", EVERY_PROMPT, *options)

    assert code == 3
    assert "not written yet" in out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--answer", "age=old"], "`age`: 'old' is not an answer: give a whole number"),
        (["--answer", "ag=44"], "no question has this id; did you mean `age`?"),
        (["--answer", "age"], "--answer takes QUESTION=ANSWER, not 'age'"),
        (["--answer", "age=4", "--answer", "age=5"], "there twice for 'age'"),
        (["--answers", "/no/such/file"], "/no/such/file: cannot be read: No such"),
        (["--answers", "-"], "standard input: this is not JSON"),
        (["--answer", "age=4", "--answer", "days=5000"], "`days`"),
    ],
)
def test_bad_answers_are_refused_in_words(run, options, message):
    """Exit status 2, nothing on standard output, and the fault in plain words."""
    code, out, err = run("decide", SORE_THROAT, *options, "--json")

    assert (code, out) == (2, "")
    assert message in err


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_bad_answer_does_not_hide_an_emergency(run, form):
    """What the other answers come to is told, beside what is wrong; the status is 2."""
    answers = ["--answer", "drooling=yes", "--answer", "age=999"]
    code, out, err = run("decide", SORE_THROAT, *answers, *form)

    assert code == 2
    assert "`age`: '999' is not an answer: give a whole number from 3 to 120" in err
    if form:
        told = json.loads(out)
        assert (told["urgency"], told["problems"][0]["code"]) == (
            "emergency",
            "too_large",
        )
    else:
        assert out.startswith("Result: Emergency care now\n")


def test_every_bad_answer_is_named_at_once(run):
    """Two faults make two lines."""
    code, _, err = run(
        "decide", SORE_THROAT, "--answer", "age=old", "--answer", "cough=maybe"
    )

    assert code == 2
    assert "`age`" in err
    assert "`cough`" in err


def test_a_place_fills_in_its_numbers(run):
    """With a place, texts name the number to call there, and no other."""
    code, out, err = run(
        "decide", SORE_THROAT, "--answer", "drooling=yes", "--place", "gb"
    )

    assert (code, err) == (0, "")
    assert "Call 999 now" in out


@pytest.mark.parametrize("command", ["decide", "run", "draw"])
def test_an_unknown_place_is_refused(run, command):
    """Without numbers for a place nothing is said; those that are known are told."""
    more = ["-o", "x.svg"] if command == "draw" else []
    code, out, err = run(command, SORE_THROAT, "--place", "XX", *more)

    assert (code, out) == (2, "")
    assert "no numbers are known for the place `XX`: give one of GB, US" in err


def test_a_place_is_understood_as_it_is_written(run):
    """What people write for a place, such as the name of a locale, will do."""
    code, out, _ = run(
        "decide", SORE_THROAT, "--answer", "drooling=yes", "--place", "en_GB"
    )

    assert code == 0
    assert "Call 999 now" in out


# A tree that is overdue or out of use

OVERDUE = "old.yaml: the review was due on 2020-01-31"


@pytest.fixture
def old(tmp_path, monkeypatch):
    """Return a tree whose review is overdue, with cases beside it."""
    monkeypatch.chdir(tmp_path)
    text = Path(SORE_THROAT).read_text().replace("2099-11-01", "2020-01-31")
    assert "2020-01-31" in text
    Path("old.yaml").write_text(text)
    Path("old.cases.yaml").write_text(
        "triage_cases: 1\ntree: sore_throat\ncases:\n  one:\n    says: Drools.\n"
        "    answers: {drooling: yes}\n    expect: {urgency: emergency}\n"
    )
    return "old.yaml"


@pytest.mark.parametrize(
    "command",
    [
        ["decide", "old.yaml", "--answer", "drooling=yes"],
        ["run", "old.yaml"],
        ["draw", "old.yaml", "-o", "-"],
        ["draw", SORE_THROAT, "--against", "old.yaml", "-o", "-"],
        ["test", "old.yaml"],
        ["prove", "old.yaml"],
        ["compare", SORE_THROAT, "old.yaml"],
        ["new-cases", "old.yaml"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("old")
def test_every_command_says_that_a_review_is_overdue(run, command):
    """Whatever a tree is used for, it is said that nobody looked at it in time."""
    _, _, err = run(*command)

    assert err.splitlines().count(OVERDUE) == 1


@pytest.fixture
def forest(tmp_path, monkeypatch):
    """Make a folder with two trees, and with files that are none."""
    monkeypatch.chdir(tmp_path)
    tree = Path(SORE_THROAT).read_bytes()
    for name in ("a/throat.yaml", "a/b/bad.yml", ".git/throat.yaml", "c/throat.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(tree)
    Path("a/b/bad.yml").write_bytes(tree.replace(b"drooling", b"drools", 1))
    Path("a/part.yaml").write_text("triage: 1\nkind: module\nid: part\n")
    Path("a/throat.cases.yaml").write_text("triage_cases: 1\ntree: throat\n")
    Path("d.yaml").mkdir()


@pytest.mark.usefixtures("forest")
def test_check_checks_every_tree_below_a_folder(run):
    """Every tree is checked once; modules, cases and what is hidden are passed over."""
    code, out, err = run("check", ".", "a/throat.yaml", "--json")

    assert (code, err) == (1, "")
    found = {one["tree"]: one["errors"] > 0 for one in json.loads(out)}
    assert found == {"a/b/bad.yml": True, "a/throat.yaml": False}
    assert [one["tree"] for one in json.loads(out)] == ["a/b/bad.yml", "a/throat.yaml"]


@pytest.mark.usefixtures("forest")
def test_check_says_that_a_folder_has_no_trees(run):
    """A folder without trees is an error, not a success; it hides no other tree."""
    assert run("check", "c") == (2, "", "error: no file below `c` is a tree\n")

    code, out, err = run("check", "a/throat.yaml", "c")

    assert (code, out[:28]) == (2, "a/throat.yaml: no errors, no")
    assert err == "error: no file below `c` is a tree\n"


def test_check_says_that_a_review_is_overdue_among_its_findings(run, old):
    """A check says it where it is written, and not twice."""
    _, out, err = run("check", old)

    assert "warning T505: the review was due on 2020-01-31" in out
    assert err == ""


def test_list_says_that_a_review_is_overdue(run, monkeypatch):
    """A built-in tree that is overdue is told in the list of them."""
    monkeypatch.setattr("triage.cli.list.local_day", lambda: date(2999, 1, 1))
    code, out, err = run("list")

    assert code == 0
    assert "back_pain: the review was due on" in err
    assert "overdue" not in out


@pytest.mark.usefixtures("old")
def test_a_retired_tree_is_not_asked_by_mistake(run):
    """A tree out of use decides only with the option for it, resumed or not."""
    text = Path("old.yaml").read_text().replace("status: draft", "status: retired")
    assert "retired" in text
    Path("old.yaml").write_text(text)
    answer = ["decide", "old.yaml", "--answer", "drooling=yes"]

    code, out, err = run(*answer)
    assert (code, out) == (2, "")
    assert "is retired" in err
    assert "--allow-retired" in err
    assert run(*answer, "--allow-retired")[0] == 0
    assert run("run", "old.yaml")[0] == 2
    more = ["--allow-retired", "--save", "s.json"]
    code, out, _ = run("run", "old.yaml", *more, typed=b"no\n")
    assert code == 3
    assert "--allow-retired --resume s.json" in out
    assert run("run", "old.yaml", "--resume", "s.json")[0] == 2
    assert run("run", "old.yaml", "--allow-retired", "--resume", "s.json")[0] == 3
    assert run("draw", "old.yaml", "--answer", "drooling=yes", "-o", "-")[0] == 0


# A tree that cannot be used


@pytest.mark.parametrize("command", ["decide", "run"])
def test_a_tree_that_does_not_exist_is_refused(run, command):
    """An unknown id meets the closest one."""
    code, out, err = run(command, "back_pian")

    assert (code, out) == (2, "")
    assert err == (
        "error: no built-in tree is called `back_pian`: did you mean `back_pain`?\n"
    )


def test_a_tree_with_errors_is_refused_with_all_of_them(run, tmp_path):
    """Every error is printed, with place and underlined text; nothing is decided."""
    file = tmp_path / "bad.yaml"
    file.write_text("triage: 1\nid: bad\n")

    code, out, err = run("decide", str(file))

    assert (code, out) == (2, "")
    assert "bad.yaml:1:1: error T104" in err
    assert err.count("T104") > 1


# check


def test_a_clean_tree_is_reported_in_words(run):
    """A tree without findings is said to have none, and how much it asks."""
    code, out, err = run("check", SORE_THROAT)

    assert (code, err) == (0, "")
    assert out == (
        f"{SORE_THROAT}: no errors, no warnings\n"
        "an ordinary patient answers 7 times on 3 pages\n"
    )


@pytest.mark.parametrize(("options", "status"), [([], 0), (["--strict"], 1)])
def test_warnings_count_only_when_strict(run, options, status):
    """Warnings are printed; with --strict they fail."""
    code, out, _ = run("check", EVERY_PROMPT, SORE_THROAT, *options)

    assert code == status
    assert "warning T417" in out
    assert f"\n{SORE_THROAT}: no errors, no warnings\n" in out


ALIKE = """\
triage: 1
id: alike
title: Alike
recommendations: {r: {title: R, urgency: soon}, s: S, t: T, u: U}
start: a
steps: {a: {advise: [s, t, u], go: r}}
accept: [{check: T504, because: There is no more to say.}]
"""


@pytest.fixture
def alike(tmp_path):
    """Return the path of a tree with four warnings of one kind and one accepted."""
    file = tmp_path / "alike.yaml"
    file.write_text(ALIKE)
    return str(file)


def test_warnings_of_one_kind_are_told_once(run, alike):
    """First comes how much there is; then one of four alike, and where the rest is."""
    code, out, _ = run("check", alike)

    assert code == 0
    assert out.startswith(f"{alike}: no errors, 4 warnings, 1 accepted\n")
    assert out.count("warning T501") == 1
    assert "    = 3 more T501, in lines 4, 4, 4; `--each` tells them\n" in out
    assert out.endswith("    = accepted: There is no more to say.\n")


def test_each_warning_is_told_where_that_is_wanted(run, alike):
    """With --each, nothing is folded."""
    _, out, _ = run("check", alike, "--each")

    assert out.count("warning T501") == 4
    assert "more T501" not in out


@pytest.mark.parametrize(
    ("options", "counted"),
    [
        (["--only", "t504"], "no warnings, 1 accepted"),
        (["--only", "T4,T501"], "4 warnings"),
        (["--ignore", "T5"], "no warnings"),
        (["--ignore", "T504"], "4 warnings"),
        (["--errors", "--strict"], "no warnings"),
    ],
)
def test_some_warnings_are_told_and_some_not(run, alike, options, counted):
    """Codes, or how they begin, choose warnings, also those that --strict counts."""
    code, out, _ = run("check", alike, *options)

    assert code == 0
    assert out.startswith(f"{alike}: no errors, {counted}\n")


def test_errors_are_told_whatever_is_wanted(run, tmp_path):
    """No option hides an error."""
    file = tmp_path / "bad.yaml"
    file.write_text("triage: 1\nid: Bad\n")

    for options in (["--only", "T504"], ["--ignore", "T1"], ["--errors"]):
        code, out, _ = run("check", str(file), *options)

        assert code == 1
        assert "error T106" in out


@pytest.mark.parametrize("given", ["T999", "", "T504,x"])
def test_a_code_that_no_check_has_is_refused(run, given):
    """A misspelt code would tell too little, or too much."""
    code, _, err = run("check", SORE_THROAT, "--only", given)

    assert code == 2
    assert "no check has the code" in err


@pytest.mark.parametrize(
    ("count", "places"), [(4, "5, 5, 5, {}:4;"), (14, f"{'5, ' * 12}…;")]
)
def test_what_is_alike_is_told_by_lines(run, tmp_path, count, places):
    """Another file is named with its line, and the lines are not told without end."""
    names = [f"r{number}" for number in range(count)]
    (tmp_path / "part.yaml").write_text(
        "triage: 1\nkind: module\nid: part\ntitle: P\n"
        f"recommendations: {{{', '.join(f'{name}: R' for name in names)}}}\n"
        f"start: a\nsteps: {{a: {{advise: [{', '.join(names)}], go: done}}}}\n"
    )
    file = tmp_path / "whole.yaml"
    file.write_text(
        "triage: 1\nid: whole\ntitle: W\n"
        "recommendations: {r: {title: R, urgency: soon}}\n"
        "start: a\nsteps: {a: {run: part, go: r}}\n"
    )

    _, out, _ = run("check", str(file))

    assert f"    = {count} more T501, in lines {places.format(file)}" in out


def test_what_is_accepted_comes_as_json(run, alike):
    """With --json, it is listed apart, with its reason."""
    _, out, _ = run("check", alike, "--json")

    (found,) = json.loads(out)
    assert (found["warnings"], len(found["accepted"])) == (4, 1)
    assert found["accepted"][0]["code"] == "T504"
    assert found["accepted"][0]["because"] == "There is no more to say."
    assert found["accepted"][0]["until"] == ""


def test_errors_fail(run, tmp_path):
    """A tree with errors has exit status 1, and its errors are underlined."""
    file = tmp_path / "bad.yaml"
    file.write_text("triage: 1\nid: Bad\n")

    code, out, _ = run("check", str(file))

    assert code == 1
    assert "^^^" in out
    assert "errors, no warnings" in out


def test_findings_come_as_json(run, tmp_path):
    """With --json, every tree is listed with its findings."""
    file = tmp_path / "bad.yaml"
    file.write_text("triage: 1\nid: Bad\n")

    code, out, err = run("check", str(file), SORE_THROAT, "--json")

    bad, good = json.loads(out)
    assert (code, err) == (1, "")
    assert bad["tree"] == str(file)
    assert bad["errors"] == len(bad["findings"]) > 0
    assert bad["findings"][0]["line"] == 1
    assert bad["ordinary"] is None
    assert good == {
        "tree": SORE_THROAT,
        "errors": 0,
        "warnings": 0,
        "findings": [],
        "accepted": [],
        "ordinary": {"answers": 7, "pages": 3},
    }


def test_a_tree_that_is_not_there_is_no_finding(run):
    """A name that stands for no tree is bad input, not a bad tree."""
    code, out, err = run("check", SORE_THROAT, "nosuch")

    assert (code, out.count("nosuch")) == (2, 0)
    assert "no built-in tree is called `nosuch`" in err


# bundle


def test_a_bundle_is_written_and_read_as_the_tree(run):
    """One file holds the tree of a place, with the same hashes; also from a pipe."""
    assert run("bundle", "start", "--place", "GB", "-o", "all.yaml") == (
        0,
        "",
        "all.yaml is written\n",
    )
    tree, made = triage.load("start", place="GB"), triage.load("all.yaml")
    assert (made, made.full_logic) == (tree, tree.full_logic)
    assert Path("all.yaml").read_text(encoding="utf-8") == tree.bundle()
    assert run("bundle", "start", "--place", "GB") == (0, tree.bundle(), "")
    assert run("decide", "all.yaml", "--answer", "walks=yes")[0] == 0


def test_a_bundle_replaces_bundles_only(run):
    """The tree that it is made of is never lost to its bundle."""
    text = Path(SORE_THROAT).read_text(encoding="utf-8")

    code, out, err = run("bundle", SORE_THROAT, "-o", SORE_THROAT)

    assert (code, out) == (2, "")
    assert f"{SORE_THROAT} is there already, and is no bundle" in err
    assert Path(SORE_THROAT).read_text(encoding="utf-8") == text
    assert run("bundle", SORE_THROAT, "-o", "b.yaml")[0] == 0
    assert run("bundle", "b.yaml", "-o", "b.yaml")[0] == 0


def test_a_program_is_written_over_programs_only(run):
    """It is that of the tree, printed or in a file, and no other file is lost."""
    text = triage.load("start", place="GB").program().text + "\n"

    assert run("compile", "start", "--place", "GB") == (0, text, "")
    assert run("compile", "start", "-o", "a.json") == (0, "", "a.json is written\n")
    assert run("compile", "start", "--place", "GB", "-o", "a.json")[0] == 0
    assert Path("a.json").read_text(encoding="utf-8") == text
    code, _, err = run("compile", SORE_THROAT, "-o", SORE_THROAT)
    assert code == 2
    assert f"{SORE_THROAT} is there already, and is no program" in err


def test_a_query_is_written_over_queries_only(run):
    """It is that of the tree, for a table, a key and a day."""
    given = ("sql", "curb_65", "--table", "ward.beds", "--key", "bed")
    text = sql(built_in("curb_65"), "sqlite", table="ward.beds", key="bed") + "\n"

    assert run(*given, "--dialect", "sqlite") == (0, text, "")
    assert run(*given, "-o", "a.sql") == (0, "", "a.sql is written\n")
    assert run(*given, "--dialect", "sqlite", "-o", "a.sql")[0] == 0
    assert Path("a.sql").read_text(encoding="utf-8") == text
    code, _, err = run("sql", "curb_65", "-o", SORE_THROAT)
    assert (code, "and is no query of a tree" in err) == (2, True)
    code, _, err = run("sql", "curb_65", "--dialect", "sqlit")
    assert (code, "did you mean `sqlite`?" in err) == (2, True)


def test_a_kit_is_written_into_an_empty_folder(run, monkeypatch):
    """It has what each tree is tried with, and replaces nothing."""
    monkeypatch.setattr("triage.cli.conformance.builtins", lambda: ["start"])
    said = "every has the trials of 2 trees\n"
    assert run("conformance", "-o", "every") == (0, "", said)
    assert Path("every", "every_part.trials.json").is_file()
    assert run("conformance", "start", "-o", "kit")[0] == 0
    names = {path.name for path in Path("kit").iterdir()}
    files = {f"start.{kind}" for kind in ("yaml", "program.json", "trials.json")}
    assert names == {"README.md", *files}
    code, _, err = run("conformance", "start", "-o", "kit")
    assert (code, err) == (2, "error: kit is not empty: choose another folder\n")
    code, _, err = run("conformance", "start", "-o", "kit/README.md/more")
    assert code == 2
    assert "cannot be written" in err
    code, _, err = run("conformance", "start", "start", "-o", "twice")
    assert (code, err) == (2, "error: 2 trees are called `start`: name one of them\n")
    assert not Path("twice").exists()


# draw


def test_a_picture_that_programs_refuse_is_told_to_be_one(run, monkeypatch):
    """It is drawn, and then it is said what to do."""
    monkeypatch.setattr("triage.diagram.mermaid.MOST_LINKS", 3)

    code, _, err = run("draw", SORE_THROAT, "-o", "a.mmd")

    assert code == 0
    assert err.startswith("a.mmd is drawn\nmost programs show Mermaid of 50,000 ")
    assert err.endswith(": draw parts of it with --parts, or --map\n")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("tree.svg", b"<svg"),
        ("tree.png", b"\x89PNG"),
        ("tree.dot", b""),
        ("tree.mmd", b""),
        ("tree.txt", b"Sore throat"),
    ],
)
def test_draw_writes_the_format_that_the_name_ends_with(run, tmp_path, name, begins):
    """The ending of the file chooses the format; standard output stays empty."""
    if name.endswith(("svg", "png")):
        pytest.importorskip("pygraphviz")
    file = tmp_path / name

    code, out, err = run("draw", SORE_THROAT, "-o", str(file))

    assert (code, out, err) == (0, "", f"{file} is drawn\n")
    assert file.read_bytes().startswith(begins)


def test_without_graphviz_draw_says_what_to_install(run, monkeypatch):
    """Where nothing can draw an SVG, one line says how to change that."""

    def nothing():
        raise MissingExtra('pip install "triage-trees[draw]"')

    monkeypatch.setattr("triage.diagram.render.drawer", nothing)
    code, out, err = run("draw", SORE_THROAT, "-o", "tree.svg")

    assert (code, out) == (2, "")
    assert err == 'error: pip install "triage-trees[draw]"\n'


def test_draw_shows_the_path_of_answers(run, tmp_path, answers):
    """With answers, the picture sets the path apart."""
    plain, path = tmp_path / "plain.dot", tmp_path / "path.dot"

    run("draw", SORE_THROAT, "-o", str(plain))
    code, _, err = run("draw", SORE_THROAT, "--answers", answers, "-o", str(path))

    assert (code, err) == (0, f"{path} is drawn\n")
    assert path.read_text() != plain.read_text()


def test_draw_says_what_is_missing_on_the_path(run):
    """An incomplete path is drawn as far as it goes, and what it lacks is named."""
    code, out, err = run("draw", SORE_THROAT, "--answer", "drooling=no", "-o", "-")

    assert code == 0
    assert out.startswith("Sore throat\n")
    assert err == "not answered: stiff_neck, muffled_voice, rash\n"


def test_draw_shows_a_part_of_a_tree(run):
    """From a step, and so many steps deep, the rest is left out."""
    part = ("--from", "danger_signs", "--depth", "0", "-o", "-")

    code, out, _ = run("draw", SORE_THROAT, *part)

    assert code == 0
    assert "rash" in out
    assert "How old are you?" not in out


BRIEF = """\
triage: 1
id: brief
title: Brief
questions: {a: {text: A?, type: yes_no}}
recommendations: {rest: {title: Rest, urgency: self_care}}
start: one
steps: {one: {ask: a, go: rest}}
"""


def test_a_tree_of_one_part_is_drawn_as_any_other(run):
    """Its only part is a file, a page or text, and its map has every form of a tree."""
    Path("brief.yaml").write_text(BRIEF)
    outline = run("draw", "brief.yaml", "--parts")[1]

    assert outline.splitlines()[0] == "Brief"  # it says its title once
    for file, options, said in (
        ("parts", ["--parts"], "parts/brief_1.svg is drawn\n"),
        ("parts.pdf", ["--parts"], "parts.pdf is drawn: 1 page\n"),
        ("map.png", ["--map", "--dpi", "30"], "map.png is drawn\n"),
    ):
        assert run("draw", "brief.yaml", "-o", file, *options) == (0, "", said)
    begins = {name: Path(name).read_bytes()[:4] for name in ("parts.pdf", "map.png")}
    assert begins == {"parts.pdf": b"%PDF", "map.png": b"\x89PNG"}
    assert Path("parts/brief_1.svg").read_text().startswith("<svg")


@pytest.mark.slow
def test_draw_draws_a_map_and_every_part(run, tmp_path):
    """The map is a picture, and parts are files of a folder, or printed one by one."""
    folder = tmp_path / "new" / "parts"

    code, out, err = run("draw", "back_pain", "--parts", "-o", str(folder))

    assert (code, out) == (0, "")
    assert [path.name for path in sorted(folder.iterdir())] == [
        f"back_pain_{number}.svg" for number in range(1, 6)
    ]
    assert err.count(" is drawn\n") == 5
    assert run("draw", "back_pain", "--parts", "-o", str(folder) + ".pdf") == (
        0,
        "",
        f"{folder}.pdf is drawn: 5 pages\n",
    )
    png = folder / "map.png"
    assert run("draw", "start", "--map", "--dpi", "30", "-o", str(png))[0] == 0
    assert png.read_bytes().startswith(b"\x89PNG")
    map_of = run("draw", "back_pain", "--map")[1]
    assert "  1. Breathing (danger/breathing)" in map_of.splitlines()
    parts = run("draw", "back_pain", "--parts")[1]
    assert parts.startswith("Part 1 of 5: Signs of serious illness behind back pain\n")
    assert run("draw", "back_pain", "--part", "2")[1] in parts


def test_draw_for_review_shows_all_that_people_read(run, tmp_path):
    """Printed it has every text and source; a PDF of it is on sheets."""
    pytest.importorskip("pygraphviz")
    bound = tmp_path / "fast.pdf"

    code, out, _ = run("draw", "fast_stroke", "--for", "review")
    assert code == 0
    assert "\nSources\n  1. " in out
    assert run("draw", "fast_stroke", "--for", "review", "-o", str(bound))[0] == 0
    assert bound.read_bytes() == for_review_of("fast_stroke").pdf("a4")


def for_review_of(name):
    """Return a picture of a tree in full."""
    tree = triage.load(name)
    return for_review(triage.draw(tree), tree)


@pytest.mark.parametrize("options", [[], ["-o", "-"]])
def test_draw_prints_the_outline_where_no_file_is_named(run, options):
    """Without a file, or for the one called -, the tree is printed in words."""
    outline = triage.draw(triage.load(Path(SORE_THROAT))).outline()

    assert run("draw", SORE_THROAT, *options) == (0, outline, "")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["-o", "tree.gif"], "`tree.gif` does not end with one of .svg"),
        (
            ["-o", "/no/such/folder/tree.txt"],
            "/no/such/folder/tree.txt: cannot be written",
        ),
        (["-o", "-", "--from", "danger_sings"], "danger_signs"),
        (["-o", "-", "--depth", "-1"], "--depth"),
        (["--part", "2"], "there is no part 2: give 1 to 1"),
        (["--part", "1", "--depth", "1"], "a part is drawn whole"),
        (["--dpi", "200", "-o", "a.svg"], "--dpi is for a picture of pixels"),
        (["--dpi", "200", "--parts", "-o", "a.pdf"], "--dpi is for a picture"),
        (["--map", "--parts"], "--map and --parts draw a whole tree"),
        (["--map", "--depth", "0"], "--map and --parts draw a whole tree"),
        (["--map", "--coverage"], "a map shows no coverage"),
        (["--parts", "-o", SORE_THROAT], "is no folder to draw into"),
        (["--paper", "a4", "-o", "a.svg"], "--paper and --landscape are for sheets"),
        (["--landscape", "-o", "a.pdf"], "--landscape is for sheets: say which"),
        (["--for", "review", "--map"], "--for and --paper draw every step whole"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(run, options, message):
    """A wrong ending, folder, step or depth has exit status 2."""
    code, out, err = run("draw", SORE_THROAT, *options)

    assert (code, out) == (2, "")
    assert message in err


# run


def test_an_interview_works_through_a_pipe(run):
    """Lines from a pipe are answers; the result is told, and the status is 0."""
    code, out, err = run("run", SORE_THROAT, "--place", "GB", typed=b"2\n1\n")

    assert (code, err) == (0, "")
    assert "call 999 now" in out
    assert "Answer: 2\nNoted: no." in out
    assert "Result: Emergency care now" in out


def test_an_interview_that_runs_dry_is_incomplete(run):
    """At the end of a pipe the status is 3, and what is certain so far is said."""
    code, out, err = run("run", SORE_THROAT, typed=b"2\nperhaps\n")

    assert code == 3
    assert "“perhaps” is not an answer here" in out
    assert "You stopped before the end.\nNot decided yet." in out
    assert "Your answers are not kept." in out
    assert err == ""


def test_a_line_that_does_not_end_is_not_read_to_its_end(run):
    """It is said, and no memory is filled."""
    code, _, err = run("run", SORE_THROAT, typed=bytes(50_000))

    assert code == 2
    assert "a line that was typed has more than 10,000 characters" in err


def test_an_interview_is_saved_and_resumed(run, tmp_path):
    """What --save kept is gone on with by --resume, which keeps it further."""
    file = tmp_path / "mine.json"

    code, out, _ = run("run", SORE_THROAT, "--save", str(file), typed=b"2\n")
    assert code == 3
    assert f"--resume {file}" in out
    code, out, _ = run("run", SORE_THROAT, "--resume", str(file), typed=b"1\n")
    assert code == 0
    assert "Welcome back." in out
    saved = triage.resume(triage.load(SORE_THROAT), json.loads(file.read_text()))
    assert saved.decision.urgency == "emergency"


def test_a_resumed_interview_can_be_saved_elsewhere(run, tmp_path):
    """With both options, the first file stays as it was."""
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    run("run", SORE_THROAT, "--save", str(first), typed=b"2\n")
    before = first.read_text()

    files = ("--resume", str(first), "--save", str(second))
    code, _, _ = run("run", SORE_THROAT, *files, typed=b"1\n")

    assert code == 0
    assert first.read_text() == before
    assert json.loads(second.read_text())["urgency"] == "emergency"


def test_the_way_back_names_tree_and_place(run, tmp_path):
    """The command to continue can be pasted into a shell as it is."""
    file = tmp_path / "my answers.json"

    _, out, _ = run(
        "run", SORE_THROAT, "--place", "GB", "--save", str(file), typed=b"2\n"
    )

    assert f"triage run {SORE_THROAT} --place GB --resume '{file}'" in out


def test_a_saved_interview_is_never_written_over(run, tmp_path):
    """Starting anew with the same file is refused, with the way to go on."""
    file = tmp_path / "mine.json"
    run("run", SORE_THROAT, "--save", str(file), typed=b"2\n")

    code, _, err = run("run", SORE_THROAT, "--save", str(file))

    assert code == 2
    assert f"go on with that interview by --resume {file}" in err


def test_a_place_where_nothing_can_be_saved_is_refused_before_the_first_question(run):
    """Nobody answers twenty questions to hear that they could not be kept."""
    code, out, err = run("run", SORE_THROAT, "--save", "/no/such/folder/x")

    assert (code, out) == (2, "")
    assert "cannot be written: No such file or directory" in err


def saved(tree=SORE_THROAT):
    """Return the record of an interview of which one question is answered."""
    session = triage.load(tree).start()
    return session.answer({session.asking[0].id: "no"}).to_dict()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (json.dumps(saved())[:80], "this is not JSON"),
        ("[]", "mine.json: this is not a session record of triage"),
        (json.dumps(saved() | {"tree": "other"}), "of the tree `other`"),
        (
            json.dumps(saved() | {"logic": "0"}),
            "the logic of `sore_throat` has",
        ),
        (json.dumps(saved() | {"pages": [{"age": "x"}]}), "is not allowed"),
        (json.dumps(saved() | {"triage_session": 9}), "has the format 9"),
        (json.dumps(saved() | {"tree": "\x1b[31m\udcff"}), "\ufffd[31m"),
    ],
)
def test_a_session_that_does_not_fit_is_refused_in_words(run, tmp_path, data, message):
    """A damaged or foreign session, or one of a changed tree, has exit status 2."""
    file = tmp_path / "mine.json"
    file.write_text(data)

    code, out, err = run("run", SORE_THROAT, "--resume", str(file))

    assert (code, out) == (2, "")
    assert message in err
    assert file.read_text() == data


def test_bytes_that_are_no_text_are_a_wrong_answer(run):
    """Bytes that are no UTF-8 are refused like any other wrong answer."""
    code, out, _ = run("run", SORE_THROAT, typed=b"\xff\xfe\x00\n\xef\xbb\xbf2\n")

    assert code == 3
    assert "is not an answer here" in out
    assert "Noted: no." in out


class Gone:
    """Stand for a terminal that was closed."""

    encoding = "utf-8"

    @property
    def buffer(self):
        return self

    def isatty(self):
        return True

    def readline(self, _most):
        raise OSError(errno.EIO, "Input/output error")


def test_a_terminal_that_goes_away_is_the_end(monkeypatch):
    """An error of the terminal ends the reading, as the end of a file does."""
    monkeypatch.setattr(sys, "stdin", Gone())

    with pytest.raises(EOFError):
        talk().read("")


def test_at_a_terminal_an_answer_is_not_repeated(monkeypatch, capsys):
    """A terminal shows by itself what is typed; only in a pipe it is shown again."""
    source = Typed(b"2\n")
    source.buffer.isatty = lambda: True
    monkeypatch.setattr(sys, "stdin", source)

    assert talk().read("Answer: ") == "2"
    assert capsys.readouterr().out == "Answer: "


def test_without_standard_input_an_interview_ends_at_once(monkeypatch, capsys):
    """A closed standard input is an empty one."""
    monkeypatch.setattr(sys, "stdin", None)

    with pytest.raises(SystemExit) as left:
        main(["run", SORE_THROAT])

    assert left.value.code == 3
    assert "Stopped. Nothing was answered." in capsys.readouterr().out


# Every error in one message


def test_a_wrong_option_shows_how_to_use_the_command(run):
    """A usage error has exit status 2 and names the option."""
    code, _, err = run("decide", SORE_THROAT, "--jsn")

    assert code == 2
    assert "No such option '--jsn'" in err or "No such option: --jsn" in err


def test_help_and_version_are_no_errors(run):
    """Help and version have exit status 0."""
    code, out, _ = run("--help")
    assert code == 0
    assert "decide" in out
    assert run("--version")[1] == f"triage, version {triage.__version__}\n"


def test_ctrl_c_ends_a_command_quietly(run, monkeypatch):
    """Outside an interview Ctrl-C ends with the usual status, and no traceback."""

    def interrupted(_name, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("triage.cli.decide.opened", interrupted)
    code, out, err = run("decide", "back_pain")

    assert (code, out, err.strip()) == (130, "", "")


@pytest.mark.parametrize("name", ["/some/file", None])
def test_an_error_of_the_system_is_one_line(run, monkeypatch, name):
    """What the system refuses is said in its own words, with the file if any."""

    def full(_name, **_options):
        raise OSError(errno.ENOSPC, "No space left on device", name)

    monkeypatch.setattr("triage.cli.decide.opened", full)
    code, _, err = run("decide", "back_pain")

    where = f"{name}: " if name else ""
    assert (code, err) == (2, f"error: {where}No space left on device\n")


def test_output_that_cannot_be_written_is_dropped_at_the_end(monkeypatch, tmp_path):
    """When standard output is full, leaving does not complain a second time."""
    with (tmp_path / "out").open("w") as file:

        class Full:
            def flush(self):
                raise OSError(errno.ENOSPC, "No space left on device")

            def fileno(self):
                return file.fileno()

        monkeypatch.setattr(sys, "stdout", Full())
        silence()
        os.write(file.fileno(), b"dropped")

    assert (tmp_path / "out").read_text() == ""


def process(*arguments, typed="", **environment):
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "triage", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        env=os.environ | environment,
        check=False,
    )


def test_the_module_is_a_command(monkeypatch, capsys):
    """Run by its path, the package takes the words of the process."""
    monkeypatch.setattr(sys, "argv", ["triage", "explain", "T201"])

    with pytest.raises(SystemExit) as left:
        runpy.run_path(str(MAIN), run_name="__main__")

    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("T201")


def test_the_module_does_nothing_when_it_is_only_looked_at(capsys):
    """A tool that imports every module of a package runs no command."""
    runpy.run_path(str(MAIN), run_name="triage.__main__")

    assert capsys.readouterr() == ("", "")


def test_the_command_runs_in_a_process_of_its_own():
    """`python -m triage` is the command."""
    ended = process("run", SORE_THROAT, typed="2\n1\n")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert "\x1b" not in ended.stdout


def test_a_terminal_of_few_letters_gets_what_it_can_show():
    """Where the output is not Unicode, text is simplified and JSON escaped."""
    few = {"PYTHONIOENCODING": "latin-1"}

    shown = process("decide", SORE_THROAT, "--answer", "age=60", **few)
    ended = process("decide", EVERY_PROMPT, "--json", **few)

    assert (shown.returncode, shown.stderr) == (3, "")
    assert "from ?Care at home?" in shown.stdout
    assert ended.stdout.isascii()
    assert json.loads(ended.stdout)["tree"] == "every_prompt"


def test_a_reader_that_leaves_early_is_no_error():
    """`triage schema | head -1` prints one line and no complaint."""
    command = f"{sys.executable} -m triage schema | head -c 1"

    ended = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, check=False
    )

    assert (ended.stdout, ended.stderr) == ("{", "")


def test_a_closed_pipe_is_neither_success_nor_failure():
    """What nobody reads to the end is left quietly, with a status of its own."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "triage", "prove", "start"]
    with os.fdopen(writing) as closed:
        ended = subprocess.run(
            command, stdout=closed, stderr=subprocess.PIPE, text=True, check=False
        )

    assert (ended.returncode, ended.stderr) == (ExitCode.UNREAD, "")


def test_a_command_ends_when_nobody_reads_it(run, monkeypatch):
    """A closed pipe ends a command with one status, whatever it had come to."""

    def unread(_name, **_options):
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr("triage.cli.decide.opened", unread)

    assert run("decide", "back_pain") == (ExitCode.UNREAD, "", "")


def test_a_full_disk_is_one_message():
    """When output cannot be written, one line says why."""
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "triage", "schema"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert ended.returncode == 2
    assert ended.stderr == "error: No space left on device\n"


# Hostile input


@settings(max_examples=40)
@given(st.binary(max_size=300))
def test_any_bytes_in_an_interview_end_in_order(data):
    """Whatever comes through the pipe, the interview ends with status 0 or 3."""
    data = data.replace(b"save", b"s")
    before = sys.stdin, sys.stdout
    sys.stdin, sys.stdout = Typed(data), io.StringIO()
    try:
        with pytest.raises(SystemExit) as left:
            main(["run", EVERY_PROMPT])
    finally:
        sys.stdin, sys.stdout = before

    assert left.value.code in (0, 3)


@settings(max_examples=40)
@given(
    st.binary(max_size=300),
    st.sampled_from(["any.json", "any.yaml"]),
    st.sampled_from(
        [
            ["decide", SORE_THROAT, "--answers", "FILE"],
            ["run", SORE_THROAT, "--resume", "FILE"],
            ["run", SORE_THROAT, "--save", "FILE"],
            ["decide", "FILE"],
            ["run", "FILE"],
            ["check", "FILE"],
        ]
    ),
)
def test_any_bytes_in_a_file_are_used_or_refused(
    tmp_path_factory, data, name, arguments
):
    """Whatever a file holds, every option that takes it ends with a known status."""
    file = Path(tmp_path_factory.getbasetemp()) / name
    file.write_bytes(data)
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = Typed(b""), io.StringIO(), io.StringIO()
    try:
        with pytest.raises(SystemExit) as left:
            main([str(file) if word == "FILE" else word for word in arguments])
    finally:
        sys.stdin, sys.stdout, sys.stderr = before

    assert left.value.code in (0, 1, 2, 3)


@pytest.mark.parametrize("name", ["answer", "decision", "finding", "page", "problem"])
def test_the_schemas_of_json_are_printed(run, name):
    """`triage schema --of` prints the schema of what programs get."""
    code, out, _ = run("schema", "--of", name)

    assert code == 0
    assert json.loads(out)["title"] == f"triage-{name}/1"


def test_two_schemas_at_once_are_refused(run):
    """The schema of cases and that of some JSON do not go together."""
    code, _, err = run("schema", "--of", "page", "--cases")

    assert code == 2
    assert "Give one of --cases, --hazards and --of" in err


# Texts that are not what they look like

TURNED = """\
triage: 1
id: turned
title: "Take \\u2067ten\\u2069"
questions:
  q: {text: "Is it \\u2067bad\\u2069?", type: yes_no, help: "\\u200Enot hidden"}
  n: {text: How many?, type: integer, min: 0, max: 9}
recommendations:
  r: {title: "Rest \\u2067now\\u2069", urgency: routine}
  s: {title: See, urgency: soon}
start: a
steps:
  a: {ask: [q, n], branches: [{when: q or n > 5, go: r}, {go: s}]}
properties:
  never: {says: "Never \\u2067s\\u2069", then: not ends(s)}
"""


@pytest.mark.parametrize(
    "command",
    [
        ["check", "turned.yaml"],
        ["check", "turned.yaml", "--json"],
        ["decide", "turned.yaml", "--answer", "q=yes"],
        ["compare", "turned.yaml", "turned.yaml"],
    ],
    ids=" ".join,
)
def test_what_nobody_sees_is_refused_in_characters_that_are_seen(
    run, command, tmp_path, monkeypatch
):
    """A text with a change of direction that goes on is shown without it."""
    monkeypatch.chdir(tmp_path)
    Path("turned.yaml").write_text(TURNED.replace("\\u2067bad\\u2069", "\u202ebad"))
    code, out, err = run(*command)

    assert code in (1, 2)
    assert "T109" in out + err
    assert all(c in "\n\t\xa0" or c.isprintable() for c in out + err)


def test_cases_that_were_written_can_be_tried(run, tmp_path, monkeypatch):
    """What `new-cases` writes, `test` reads, whatever stands in the tree."""
    monkeypatch.chdir(tmp_path)
    Path("turned.yaml").write_text(TURNED)
    assert run("new-cases", "turned.yaml", "-o", "turned.cases.yaml")[0] == 0

    assert run("test", "turned.yaml")[0] == 0


def test_json_says_the_same_in_characters_that_are_seen(run, tmp_path):
    """A program that reads the JSON gets every character of a text."""
    path = tmp_path / "turned.yaml"
    path.write_text(TURNED)
    answers = ["--answer", "q=yes", "--answer", "n=1"]

    _, out, _ = run("decide", str(path), *answers, "--json")

    assert "\\u2067" in out
    assert json.loads(out)["recommendations"][0]["title"] == "Rest \u2067now\u2069"


# What cannot be told or read


def test_a_tree_that_cannot_be_read_hides_no_other(run):
    """What a check finds in the other trees is told, and the exit status says so."""
    code, out, err = run("check", "nope.yaml", "start")

    assert code == 2
    assert "start: no errors, no warnings" in out
    assert err == "error: `nope.yaml` cannot be read: No such file or directory\n"
    assert run("check", "nope.yaml")[0] == 2
    code, out, err = run("check", "nope", "start", "start")
    assert (code, out.count("start: no errors")) == (2, 1)
    assert err.startswith("error: no built-in tree is called `nope`: ")
    assert run("check", "start", "start")[0] == 0


@pytest.mark.parametrize("command", [["check", "nope.yaml"], ["nothing"], ["decide"]])
def test_an_error_that_cannot_be_told_is_one_all_the_same(command):
    """Where nothing can be written, the exit status still says what went wrong."""
    if not Path("/dev/full").exists():
        pytest.skip("Linux has it")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "triage", *command],
            stdout=full,
            stderr=full,
            check=False,
        )

    assert done.returncode == 2


def test_what_cannot_be_said_beside_a_result_is_no_failure():
    """A picture is drawn though nobody can be told that it is."""
    if not Path("/dev/full").exists():
        pytest.skip("Linux has it")
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "triage", "draw", "start", "-o", "a.txt"]
        done = subprocess.run(command, stderr=full, check=False)

    assert done.returncode == 0
    assert Path("a.txt").read_text().startswith("START")


@pytest.mark.parametrize("command", [["--help"], ["check", "--help"]])
def test_help_that_nobody_reads_ends_like_any_output(command):
    """A closed pipe is no failure of the command, also where it prints its help."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "triage", *command],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)

    assert (done.returncode, done.stderr) == (141, b"")


def test_help_that_nobody_reads_ends_this_process_alike(monkeypatch):
    """The same holds of the function that the command runs."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as closed:
        monkeypatch.setattr(sys, "stdout", closed)
        with pytest.raises(SystemExit) as left:
            main(["--help"])

    assert left.value.code == ExitCode.UNREAD


def harder():
    """Return a tree whose first question asks the opposite in its words."""
    text = Path(SORE_THROAT).read_text().replace("Are you drooling", "Do you swallow")
    Path("harder.yaml").write_text(text)
    return "harder.yaml"


def test_an_interview_goes_on_with_a_changed_tree_when_that_is_accepted(run):
    """A changed tree is refused with what to do; then it asks again what it must."""
    Path("mine.json").write_text(json.dumps(saved()))

    code, out, err = run("run", harder(), "--resume", "mine.json")
    assert (code, out) == (2, "")
    assert "the text of `drooling` was “Are you drooling" in err
    assert "add --accept-changes" in err

    options = ["--resume", "mine.json", "--accept-changes"]
    code, out, err = run("run", harder(), *options, typed=b"2\n")
    assert code == 3
    assert "the text of `drooling`" in err
    assert "Do you swallow" in out
    code, out, err = run("run", harder(), "--resume", "mine.json")
    assert (code, "changed" in err) == (3, False)


def test_a_store_is_tried_against_a_tree(run):
    """A dry run says of each record what would be kept, and asked again; no more."""
    Path("mine.json").write_text(json.dumps(saved()))
    Path("cut.json").write_text(json.dumps(saved())[:40])
    before = Path("mine.json").read_text()

    code, out, _ = run("migrate", SORE_THROAT, "mine.json")
    assert (code, out) == (
        0,
        "mine.json: 1 of 1 answer kept\n1 record, of which 1 fit as they are.\n",
    )

    code, out, _ = run("migrate", harder(), "mine.json", "cut.json", "no.json")
    assert code == 1
    assert "mine.json: 0 of 1 answer kept\n  the text of `drooling` was" in out
    assert "    same_meaning: {drooling: [" in out
    assert "cut.json: this is not JSON" in out
    assert "no.json: cannot be read: No such file" in out
    assert out.endswith("3 records, of which 0 fit as they are.\n")
    assert Path("mine.json").read_text() == before

    code, out, _ = run("migrate", harder(), "mine.json", "no.json", "--json")
    first, second = json.loads(out)
    assert code == 1
    assert (first["kept"], [*first["reworded"]]) == ([], ["drooling"])
    assert first["changed"][0]["kind"] == "text"
    assert second["problem"].startswith("cannot be read")
