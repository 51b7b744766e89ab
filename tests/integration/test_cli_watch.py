"""`triage watch`: each save is tried, and what was going on for another is given up."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from trees_for_tests import built_in

from triage.cli import watch
from triage.cli.exit_codes import ExitCode
from triage.cli.main import main

START = Path("start.yaml")
TEXT = built_in("start").documents[0].span.source.text
CASES = """\
triage_cases: 1
tree: start
cases:
  walks: {says: She walks., answers: {walks: yes}, expect: {ends: minor}}
"""

ROUND = ["$ triage check start.yaml", "$ triage test start.yaml"]
ROUND += ["$ triage prove start.yaml", "$ triage draw start.yaml --output start.txt"]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in a folder with a tree, its cases and its sources."""
    monkeypatch.chdir(tmp_path)
    START.write_text(TEXT)
    Path("start.cases.yaml").write_text(CASES)


class Stopped(Exception):
    """End what would go on for ever."""


def commands(text):
    """Return the commands that were said to be run."""
    return [line for line in text.splitlines() if line.startswith("$ ")]


def save(text):
    """Save the tree as an editor does, so that it is seen to be another file."""
    new = START.with_suffix(".new")
    new.write_text(text)
    os.utime(new, ns=(0, time.time_ns()))
    new.replace(START)


@pytest.mark.slow
@pytest.mark.usefixtures("ctrl_c")
def test_every_save_is_tried_until_ctrl_c():
    """Findings, cases, proofs and picture come at first, and again after a save."""
    words = [sys.executable, "-m", "triage", "watch", "start.yaml", "-o", "start.txt"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        lines = iter(child.stderr.readline, "")
        assert "watching start.yaml: Ctrl-C ends it\n" in lines
        assert Path("start.txt").read_text().startswith("START, sorting adults")
        save(TEXT.replace("title: START, sorting", "title: Sorting"))
        assert "watching start.yaml: Ctrl-C ends it\n" in lines
        assert Path("start.txt").read_text().startswith("Sorting adults")
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)

    assert commands(out) == ROUND * 2
    assert out.count("start: 1 case, none failed") == 2
    assert out.count("all proved") == 2
    assert (child.returncode, err.strip()) == (ExitCode.INTERRUPTED, "")


def in_turn(monkeypatch, *acts):
    """Let one thing happen at each pause, and then an end."""
    left = [*acts, Stopped]

    def pause(_seconds):
        act = left.pop(0)
        if act is Stopped:
            raise KeyboardInterrupt
        act()

    monkeypatch.setattr(watch, "sleep", pause)


def test_a_tree_that_is_refused_is_not_tried_further(monkeypatch, capfd):
    """What is wrong with a tree is said once, until it is saved again."""
    save(TEXT.replace("start: ", "stat: ", 1))
    wait = partial(int)
    in_turn(monkeypatch, wait, partial(save, TEXT), wait, wait)
    with pytest.raises(SystemExit) as left:
        main(["watch", "start.yaml"])

    assert left.value.code == ExitCode.INTERRUPTED
    assert commands(capfd.readouterr().out) == [ROUND[0], *ROUND[:3]]


def test_a_tree_without_cases_is_proved_all_the_same(monkeypatch, capfd):
    """Where no cases stand beside the tree, none are looked for."""
    Path("start.cases.yaml").unlink()
    in_turn(monkeypatch, int)
    with pytest.raises(SystemExit):
        main(["watch", "start.yaml", "-o", "start.txt"])

    assert commands(capfd.readouterr().out) == [ROUND[0], *ROUND[2:]]


def test_nothing_is_said_of_a_tree_that_was_saved_meanwhile(monkeypatch, capfd):
    """Where a save came meanwhile, the next round begins, and nobody waits for it."""
    monkeypatch.setattr(watch, "run_all", lambda *_: save(f"{TEXT}\n# more"))
    in_turn(monkeypatch, int)
    with pytest.raises(SystemExit):
        main(["watch", "start.yaml"])

    assert "watching" not in capfd.readouterr().err


def test_what_is_overtaken_by_a_save_is_given_up(monkeypatch, capfd):
    """A save ends what was being found out about the tree before."""
    monkeypatch.setattr(watch, "PAUSE", 0.001)  # before any process could end
    answers = iter([False, True])
    watch.run_all(iter([["run", "start.yaml"], ["list"]]), lambda: next(answers))

    assert commands(capfd.readouterr().out) == ["$ triage run start.yaml"]


def test_a_closed_pipe_ends_it():
    """Where nobody reads what is found any more, watching ends with that status."""
    reading, writing = os.pipe()
    os.close(reading)
    words = [sys.executable, "-m", "triage", "watch", "start.yaml"]
    with os.fdopen(writing) as closed:
        done = subprocess.run(
            words, stdout=closed, stderr=subprocess.PIPE, check=False, timeout=60
        )

    assert (done.returncode, done.stderr) == (ExitCode.UNREAD, b"")


def test_what_is_written_bit_by_bit_is_read_once(monkeypatch):
    """Nothing is looked at while a file still changes, and no hidden file counts."""
    Path(".hidden.yaml").write_text("x")
    Path(".git").mkdir()
    Path(".git/tree.yaml").write_text("x")
    Path("part").mkdir()
    part = Path("part/pain.yaml")
    in_turn(
        monkeypatch, partial(part.write_text, "a"), partial(part.write_text, "ab"), int
    )

    seen = watch.settled(Path())

    assert {*seen} == {"start.yaml", "start.cases.yaml", "part/pain.yaml"}
    assert seen["part/pain.yaml"][1] == 2


def test_a_command_that_ends_unread_ends_the_watching(monkeypatch):
    """Where a command says that nobody reads it, so does the watching."""
    monkeypatch.setattr(watch, "run", lambda *_: ExitCode.UNREAD)

    with pytest.raises(BrokenPipeError):
        watch.run_all(iter([["check", "start.yaml"]]), lambda: False)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nobody.yaml"], "`nobody.yaml` cannot be read"),
        (["strat"], "did you mean `start`?"),
        (["start.yaml", "-o", "x.gif"], "`x.gif` does not end with one of"),
        (["start.yaml", "-o", "no/x.svg"], "no/x.svg: cannot be written"),
    ],
)
def test_what_cannot_be_watched_is_refused_at_once(words, message, capfd):
    """A tree or a picture that cannot be is refused before anything is looked at."""
    with pytest.raises(SystemExit) as left:
        main(["watch", *words])

    out, err = capfd.readouterr()
    assert (left.value.code, out) == (ExitCode.BAD_INPUT, "")
    assert message in err
