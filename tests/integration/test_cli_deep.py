"""`triage check --deep` and `triage new-cases` on the command line."""

import json
import sys
from pathlib import Path

import attrs
import bad_trees
import pytest
from trees_for_tests import SORE_THROAT

from triage.base.limits import LIMITS
from triage.cli import new_cases, progress
from triage.verify.generate_cases import propose
from triage.verify.solver import UNKNOWN, Solver


@pytest.fixture(autouse=True)
def tree():
    """Write a tree."""
    Path("throat.yaml").write_text(SORE_THROAT)


def bad(name):
    """Return the path of a bad tree."""
    return str(bad_trees.path_of(name))


# Deep checks


@pytest.mark.slow
def test_check_says_how_many_branches_have_a_patient(run):
    """Behind the findings stands what was proved."""
    status, out, _ = run("check", "back_pain", "--deep")

    assert status == 0
    assert "branches there is a patient" in out


def test_a_deep_finding_is_a_warning(run):
    """What proof finds counts with --strict, and is shown with its place."""
    status, out, _ = run("check", bad("T420_earlier.yaml"), "--deep")
    strict, _, _ = run("check", bad("T420_earlier.yaml"), "--deep", "--strict")

    assert "warning T420: no patient takes this branch" in out
    assert (status, strict) == (0, 1)


def test_without_deep_nothing_is_proved(run):
    """A plain check asks no solver, and says nothing of branches."""
    _, out, _ = run("check", bad("T420_earlier.yaml"), "--json")

    assert "branches" not in json.loads(out)[0]


def test_json_gives_a_patient_for_every_live_branch(run):
    """Each branch has its verdict: a patient, or the reason why there is none."""
    _, out, _ = run("check", bad("T420_earlier.yaml"), "--deep", "--json")
    branches = json.loads(out)[0]["branches"]

    assert [branch["verdict"] for branch in branches] == [
        *("alive", "alive", "dead", "alive"),
    ]
    assert branches[0]["patient"]["fever"] == "yes"
    assert branches[2]["patient"] is None
    assert branches[2]["reason"] == "a branch before it always wins"


def test_a_refused_tree_has_its_errors_with_deep_too(run):
    """What does not load is not proved about."""
    status, out, _ = run("check", bad("T401_missing.yaml"), "--deep")

    assert status == 1
    assert "error T401" in out


def test_how_far_it_is_is_shown_on_a_terminal(run, monkeypatch):
    """What takes a while says how much is settled, and takes the line away again."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    at_once = attrs.evolve(LIMITS, progress_seconds=0)
    monkeypatch.setattr(progress, "LIMITS", at_once)
    _, _, err = run("check", "start", "--deep")

    assert "branches, recommendations and questions settled" in err
    assert err.endswith("\r")


def test_how_far_it_is_is_logged_now_and_then(run, monkeypatch):
    """Where no terminal shows it, a long proof says in whole lines that it goes on."""
    assert run("check", "start", "--deep")[2] == ""

    seldom = attrs.evolve(LIMITS, progress_logged=0)
    monkeypatch.setattr(progress, "LIMITS", seldom)
    _, out, err = run("check", "start", "--deep")

    assert "2 of 22 branches, recommendations and questions settled\n" in err
    assert "\r" not in err
    assert "settled" not in out


# New cases


def test_proposed_cases_pass_and_cover_everything(run):
    """What is written is a cases file that passes, and that covers the tree."""
    status, _, err = run("new-cases", "throat.yaml", "-o", "throat.cases.yaml")
    passed, out, _ = run("test", "throat.yaml", "--coverage")

    assert "throat.cases.yaml is written" in err
    assert (status, passed) == (0, 0)
    assert "branches" in out


def test_what_is_printed_is_what_would_be_written(run):
    """Without -o the file goes to standard output."""
    _, out, _ = run("new-cases", "throat.yaml")
    run("new-cases", "throat.yaml", "-o", "other.yaml")

    assert Path("other.yaml").read_text() == out


def test_what_comes_up_during_the_search_is_not_overwritten(run, monkeypatch):
    """A file that another program wrote meanwhile stays as it is."""

    def meanwhile(*_given, **_named):
        Path("new.yaml").write_text("precious")
        return propose(*_given, **_named)

    monkeypatch.setattr(new_cases, "propose", meanwhile)
    status, _, err = run("new-cases", "throat.yaml", "-o", "new.yaml")

    assert (status, err) == (
        2,
        "error: new.yaml is there already: choose another name\n",
    )
    assert Path("new.yaml").read_text() == "precious"


def test_nothing_is_ever_overwritten(run):
    """A file that is there stays as it is."""
    Path("there.yaml").write_text("kept")
    status, _, err = run("new-cases", "throat.yaml", "-o", "there.yaml")

    assert status == 2
    assert "there.yaml is there already" in err
    assert Path("there.yaml").read_text() == "kept"


def test_beside_cases_only_new_ones_are_printed(run):
    """What is printed can be added to the file that is there, and then nothing more."""
    beside = Path("throat.cases.yaml")
    beside.write_text(
        "triage_cases: 1\ntree: throat\nbase: {age: 30, days: 9}\ncases:\n"
        "  drools:\n    says: She drools.\n    answers: {drooling: yes}\n"
        "    expect: {urgency: emergency}\n"
    )
    refused, _, err = run("new-cases", "throat.yaml", "-o", "more.yaml")
    _, out, _ = run("new-cases", "throat.yaml")
    beside.write_text(beside.read_text() + out)
    passed, _, _ = run("test", "throat.yaml")
    _, again, said = run("new-cases", "throat.yaml")

    assert refused == 2
    assert "add to it what is printed without -o" in err
    assert passed == 0
    assert again == ""
    assert "nothing to add" in said


def test_what_is_not_settled_is_said(run, monkeypatch):
    """Goals for which the time was not enough are counted."""

    class Slow(Solver):
        def ask(self, *_literals, allowance=None):
            del allowance
            return UNKNOWN

    monkeypatch.setattr("triage.verify.reachability.Solver", Slow)
    _, _, err = run("new-cases", "throat.yaml")

    assert "not settled in the time there was" in err
