"""`triage prove`, certificates, and why not, on the command line."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from bad_trees import BAD
from trees_for_tests import SORE_THROAT

from triage.cli.exit_codes import ExitCode
from triage.verify import properties as proving

STATED = """\
properties:
  drooling: {says: Drooling is urgent., given: maybe(drooling), then: ends(ambulance)}
  rest: {says: Some may rest., reachable: rest}
"""
WRONG = """\
  cough: {says: A cough is urgent., given: cough == some, then: urgency >= routine}
"""


@pytest.fixture(autouse=True)
def tree():
    """Write a tree whose properties hold, one of whose do not, and one without any."""
    Path("good.yaml").write_text(SORE_THROAT + STATED)
    Path("wrong.yaml").write_text(SORE_THROAT + STATED + WRONG)
    Path("bare.yaml").write_text(SORE_THROAT)


PROVED = """\
proved    drooling: Drooling is urgent.
proved    rest: Some may rest.
throat: 2 properties, all proved
"""


def test_prove_says_of_each_property_that_it_is_proved(run):
    """One line for each property, a summary, and exit status 0."""
    assert run("prove", "good.yaml") == (0, PROVED, "")


def test_prove_shows_who_breaks_a_property(run):
    """A failure has the finding, a patient and a case, and exit status 1."""
    code, out, _ = run("prove", "wrong.yaml", "--property", "cough")

    assert code == 1
    assert out.startswith(
        "violated  cough: A cough is urgent.\n\nwrong.yaml:60:3: error"
    )
    assert "- Do you cough? A little" in out
    assert "    answers: {drooling: no, " in out
    assert out.endswith("\n\nthroat: 1 property, 1 violated\n")


def test_the_case_of_a_failure_passes_when_it_is_pasted(run):
    """What is printed can be put below the cases of the tree as it is."""
    file = Path("wrong.cases.yaml")
    file.write_text(
        "triage_cases: 1\ntree: throat\nbase: {age: 20, pregnant: yes}\ncases:\n"
        "  cough: {says: It is there., answers: {drooling: yes}, expect: {urgency: "
        "emergency}}\n"
    )
    _, out, _ = run("prove", "wrong.yaml")
    case = out.partition("what is expected:\n")[2].rpartition("\nthroat:")[0]

    file.write_text(file.read_text() + case)

    assert "  cough_2:" in case
    assert run("test", "wrong.yaml")[0] == 0


@pytest.mark.parametrize("beside", ["tree: [", "triage_cases: 1\ntree: throat\n"])
def test_a_broken_cases_file_does_not_stop_a_proof(run, beside):
    """Where the cases beside a tree cannot be read, a case says all its answers."""
    Path("wrong.cases.yaml").write_text(beside)

    assert "answers: {drooling: no, age: " in run("prove", "wrong.yaml")[1]


def test_a_tree_without_properties_is_not_proved(run):
    """That nothing is stated is said, with exit status 1."""
    nothing = "throat: no properties, so nothing is proved\n"

    assert run("prove", "bare.yaml", "good.yaml") == (1, nothing + PROVED, "")


def test_what_is_not_settled_in_time_is_not_proved(run):
    """A property that stays open is said to be, with exit status 1."""
    code, out, _ = run("prove", str(BAD / "T603_open.yaml"), "--timeout", "1")

    assert code == 1
    assert "error T603" in out
    assert out.endswith("bad: 1 property, 1 open\n")


def test_prove_prints_json(run):
    """A program gets a list of trees with their properties, and nothing else."""
    code, out, err = run("prove", "good.yaml", "wrong.yaml", "--json")
    good, wrong = json.loads(out)

    assert (code, err) == (1, "")
    assert (good["proved"], wrong["proved"]) == (True, False)
    assert wrong["properties"][2]["patients"][0]["urgency"] == "self_care"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "error: no built-in tree is called `nowhere`"),
        (["good.yaml", "--property", "ret"], "called `ret`: did you mean `rest`?"),
        (["bare.yaml", "--property", "zz"], "error: `throat` has no properties"),
        (["good.yaml", "bare.yaml", "--certificate", "f"], "is for one tree."),
        (["good.yaml", "--timeout", "0"], "0 is not in the range"),
        (["good.yaml", "--timeout", "nan"], "'nan' is not a valid integer"),
    ],
)
def test_prove_refuses_what_it_cannot_use(run, arguments, message):
    """Unknown trees and properties, and options that make no sense, are exit 2."""
    code, out, err = run("prove", *arguments)

    assert (code, out) == (2, "")
    assert message in err


def test_prove_without_the_solver_says_what_to_install(run, monkeypatch):
    """Where the extra is missing there is one message, and exit status 2."""
    monkeypatch.setitem(sys.modules, "z3", None)

    install = 'which is not here: pip install "triage-trees[prove]"\n'

    assert run("prove", "good.yaml") == (
        2,
        "",
        f"error: proofs need a solver, {install}",
    )


def test_prove_draws_who_breaks_a_property(run):
    """Each failing patient's path is a picture, and what is proved needs none."""
    worse = (
        "  worse: {says: Never less., rising: [days], of: advised(no_antibiotics)}\n"
    )
    Path("wrong.yaml").write_text(SORE_THROAT + STATED + WRONG + worse)

    code, _, err = run("prove", "wrong.yaml", "--draw", "new")

    names = ["throat.cough.svg", "throat.worse.svg", "throat.worse_worse.svg"]
    assert code == 1
    assert sorted(path.name for path in Path("new").iterdir()) == names
    assert err == "".join(f"new/{name} is drawn\n" for name in names)
    assert "<svg" in Path("new/throat.cough.svg").read_text()


def test_pictures_go_to_no_folder_that_is_mistyped(run):
    """A folder in a folder that is not there is refused, as a certificate there is."""
    code, _, err = run("prove", "wrong.yaml", "--draw", "no/where")

    assert (code, err) == (2, "error: no/where: No such file or directory\n")


def test_no_picture_is_drawn_over_another(run):
    """What has the same id is refused before anything is proved, as a file is."""
    Path("twin.yaml").write_text(Path("wrong.yaml").read_text())
    Path("file").write_text("kept")
    code, _, err = run("prove", "wrong.yaml", "twin.yaml", "--draw", "new")

    assert (code, "wrong.yaml and twin.yaml are both `throat`" in err) == (2, True)
    assert not Path("new").exists()
    code, _, err = run("prove", "wrong.yaml", "--draw", "file")
    assert (code, "file: this is no folder" in err) == (2, True)


# Certificates


def test_check_knows_the_certificate_beside_a_tree(run):
    """A certificate is written, is no finding as long as it fits, and then one."""
    code, _, err = run("prove", "good.yaml", "--certificate", "good.proof.json")
    assert (code, err) == (0, "good.proof.json is written\n")
    assert json.loads(Path("good.proof.json").read_text())["library"]
    assert "T604" not in run("check", "good.yaml")[1]

    Path("good.yaml").write_text(SORE_THROAT.replace("days < 7", "days < 6") + STATED)

    assert "warning T604" in run("check", "good.yaml")[1]
    assert "good.yaml:2:5" in run("check", "good.yaml")[1]


def test_a_certificate_of_failures_says_so(run):
    """What is not proved is on record too."""
    assert run("prove", "wrong.yaml", "--certificate", "f.json")[0] == 1
    assert json.loads(Path("f.json").read_text())["proved"] is False


def test_a_certificate_that_cannot_be_written_is_an_error(run):
    """A path at which nothing can be written is said to be that, with exit status 2."""
    code, out, err = run("prove", "good.yaml", "--certificate", "no/where.json")

    why = "no/where.json: cannot be written: No such file or directory"
    assert (code, out, err) == (2, "", f"error: {why}\n")


@pytest.mark.parametrize("name", ["good.yaml", "notes.json"])
def test_a_certificate_replaces_nothing_else(run, name):
    """A tree, or any other file, is not taken for a certificate of before."""
    Path("notes.json").write_text('{"mine": 1}')
    before = Path(name).read_bytes()

    code, out, err = run("prove", "good.yaml", "--certificate", name)

    why = f"{name} is there already, and is no certificate: choose another name"
    assert (code, out, err) == (2, "", f"error: {why}\n")
    assert Path(name).read_bytes() == before


def test_a_certificate_may_be_renewed(run):
    """The certificate of before is replaced, and an empty file is filled."""
    Path("good.proof.json").touch()

    for _ in range(2):
        assert run("prove", "good.yaml", "--certificate", "good.proof.json")[0] == 0
    assert json.loads(Path("good.proof.json").read_text())["proved"]


# On a terminal


def test_prove_says_on_a_terminal_what_it_is_at(run, monkeypatch):
    """The property being proved stands in a line that goes again."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

    first, second = "1 of 2: drooling", "2 of 2: rest"
    assert run("prove", "good.yaml")[2] == "".join(
        f"{said}\r{' ' * len(said)}\r" for said in (first, second)
    )


def test_prove_needs_no_standard_error(run, monkeypatch):
    """Where there is no standard error, nothing is said there."""
    monkeypatch.setattr(sys, "stderr", None)

    assert run("prove", "good.yaml")[0] == 0


def test_what_was_proved_is_said_when_prove_is_stopped(run, monkeypatch):
    """Ctrl-C ends it with what was proved by then, and the status of that."""
    proved = proving.Prover.prove

    def stop_at(prover, stated):
        if stated.id == "rest":
            raise KeyboardInterrupt
        return proved(prover, stated)

    monkeypatch.setattr(proving.Prover, "prove", stop_at)

    assert run("prove", "good.yaml", "--certificate", "f.json") == (
        ExitCode.INTERRUPTED,
        "proved    drooling: Drooling is urgent.\n",
        "throat: stopped; 1 of 2 properties are proved by now\n",
    )
    assert not Path("f.json").exists()


@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_stops_the_solver():
    """A question that the solver works at for long is stopped at once."""
    text = (BAD / "T603_open.yaml").read_text()
    first = "properties:\n  easy: {says: It is easy., then: ends(rest)}\n"
    Path("open.yaml").write_text(text.replace("properties:\n", first))
    command = [sys.executable, "-m", "triage", "prove", "open.yaml", "--timeout", "60"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as child:
        assert child.stdout.readline() == "proved    easy: It is easy.\n"
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=20)

    assert err == "bad: stopped; 1 of 2 properties are proved by now\n"
    assert child.returncode == ExitCode.INTERRUPTED


# Why not


ANSWERS = ["--answer", "drooling=no", "--answer", "days=30"]


def test_decide_says_why_not(run):
    """The changes that lead there are told, with exit status 0."""
    code, out, err = run("decide", "bare.yaml", *ANSWERS, "--why-not", "rest")

    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == [
        "“Rest” takes one other answer:",
        "- For how many days? 6.9 days (instead of: 30 days)",
    ]
    assert out.endswith("call your local emergency number.\n")


def test_decide_proves_that_nothing_leads_there(run):
    """That no answers lead there is told with what stays, with exit status 1."""
    code, out, _ = run(
        "decide", "bare.yaml", *ANSWERS, "--why-not", "rest", "--fixed", "days"
    )

    assert code == 1
    assert out.startswith("It is proved that nobody is told “Rest” while these answers")


def test_decide_tells_why_not_as_json(run):
    """A program gets the changes and the decision that comes of them."""
    code, out, _ = run("decide", "bare.yaml", *ANSWERS, "--why-not", "rest", "--json")

    assert code == 0
    assert json.loads(out)["changes"] == {"days": [30, 6.9]}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--fixed", "days"], "--fixed belongs to --why-not."),
        (["--why-not", "rst"], "`throat` has no recommendation called `rst`: did you"),
        (["--why-not", "rest", "--fixed", "dys"], "`dys`: no question has this id"),
    ],
)
def test_decide_refuses_what_it_cannot_use(run, options, message):
    """Unknown names, and what stays without a question why, are exit status 2."""
    code, out, err = run("decide", "bare.yaml", *ANSWERS, *options)

    assert (code, out) == (2, "")
    assert message in err
