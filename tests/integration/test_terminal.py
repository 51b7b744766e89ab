"""The interview on a real terminal."""

import json
import os
import re
import stat
import sys
from pathlib import Path

import pytest

import triage

pexpect = pytest.importorskip("pexpect")

TREES = Path(__file__).parents[1] / "trees"
SORE_THROAT = str(TREES / "good/sore_throat.yaml")

PROMPT = "Answer: "

SIZES = ("COLUMNS", "LINES")
AROUND = {name: text for name, text in os.environ.items() if name not in SIZES}
"""The environment, but for a size that is not that of the terminal of the test."""


@pytest.fixture
def start(ctrl_c):  # noqa: ARG001  the person at the terminal may type it
    """Start an interview on a terminal; it is closed after the test."""
    begun = []

    def begin(*options, tree=SORE_THROAT, columns=72):
        child = pexpect.spawn(
            sys.executable,
            ["-m", "triage", "run", tree, *options],
            encoding="utf-8",
            timeout=30,
            dimensions=(40, columns),
            env=AROUND | {"NO_COLOR": "1"},
        )
        begun.append(child)
        return child

    yield begin
    for child in begun:
        child.close(force=True)


def say(child, line, wait=PROMPT):
    """Type a line, wait for the next prompt, and return what was shown between."""
    child.sendline(line)
    child.expect_exact(wait)
    return " ".join(child.before.split())


def finish(child):
    """Wait for the end; return what was shown and the exit status."""
    child.expect(pexpect.EOF)
    child.wait()
    return " ".join(child.before.split()), child.exitstatus


def test_a_whole_interview(start):
    """A person types numbers, hears the result, and leaves with Enter."""
    child = start("--place", "GB")
    child.expect_exact(PROMPT)
    assert "If this may be an emergency, call 999 now" in child.before

    assert "Let me ask that in another way." in say(child, "3")
    assert "Here are 3 questions." in say(child, "2")
    assert "How old are you?" in say(child, "0")
    assert "For how long has your throat been sore?" in say(child, "60")
    assert "Noted: 2 weeks (14 days)." in say(child, "2 weeks")
    assert "4 Not sure about the others" in say(child, "1")
    shown = say(child, "1 3", wait="Enter: ")

    assert "Result: Routine appointment" in shown
    assert shown.index("Ask for a throat swab") < shown.index("Warning: Keep drinking")
    assert "In short: Ask for a throat swab" in shown
    child.sendline("")
    assert finish(child) == ("", 0)


def test_back_why_and_help(start):
    """Commands are obeyed at any prompt, and the question returns."""
    child = start()
    child.expect_exact(PROMPT)

    shown = say(child, "why")
    assert "the airway is closing" in shown
    assert "Are you drooling" in shown
    assert "You can also type:" in say(child, "help")
    say(child, "2")
    assert "Taken back: - Are you drooling" in say(child, "back")
    assert "Nothing was typed." in say(child, "")


def test_review_changes_an_answer(start):
    """An earlier answer is changed by its number, and the path follows."""
    child = start()
    child.expect_exact(PROMPT)
    say(child, "2")

    listing = say(child, "review", wait="Change: ")
    assert "1 Are you drooling because you cannot swallow? no" in listing
    assert "You said: no." in say(child, "1")
    assert "Result: Emergency care now" in say(child, "yes", wait="Enter: ")


def test_ctrl_c_offers_to_save_and_the_interview_is_resumed(start, tmp_path):
    """Interrupted without --save, a file name is asked for; the answers come back."""
    file = tmp_path / "mine.json"
    child = start()
    child.expect_exact(PROMPT)
    say(child, "2")

    child.sendintr()
    child.expect_exact("File: ")
    assert "Your answers are not kept yet." in " ".join(child.before.split())
    child.sendline(str(file))
    shown, status = finish(child)

    assert status == 3
    assert f"triage run {SORE_THROAT} --resume {file}" in shown.replace("\n", "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = start("--resume", str(file))
    again.expect_exact(PROMPT)
    assert "Welcome back." in again.before
    assert "Here are 3 questions." in again.before
    assert "Result: Emergency care now" in say(again, "1", wait="Enter: ")


def test_ctrl_c_with_a_file_says_how_to_go_on(start, tmp_path):
    """Interrupted with --save, nothing is asked: the command to resume is shown."""
    file = tmp_path / "mine.json"
    child = start("--save", str(file))
    child.expect_exact(PROMPT)
    say(child, "2")

    child.sendintr()
    shown, status = finish(child)

    assert status == 3
    assert "Your answers are kept in" in shown
    assert f"--resume {file}" in shown
    session = triage.resume(triage.load(SORE_THROAT), json.loads(file.read_text()))
    assert session.answers == {"drooling": "no"}


def test_a_killed_interview_has_lost_nothing(start, tmp_path):
    """With --save, every answer is in the file as soon as it was given."""
    file = tmp_path / "mine.json"
    child = start("--save", str(file))
    child.expect_exact(PROMPT)
    say(child, "2")

    child.terminate(force=True)

    session = triage.resume(triage.load(SORE_THROAT), json.loads(file.read_text()))
    assert session.answers == {"drooling": "no"}


@pytest.mark.parametrize("leave", ["sendeof", "sendintr"])
def test_leaving_twice_drops_the_answers(start, leave):
    """Ctrl-D or Ctrl-C at the file name ends without a file and without a traceback."""
    child = start()
    child.expect_exact(PROMPT)
    say(child, "2")

    child.sendeof()
    child.expect_exact("File: ")
    getattr(child, leave)()
    shown, status = finish(child)

    assert status == 3
    assert "Your answers are dropped." in shown
    assert "Traceback" not in shown


def test_a_terminal_shows_plain_text_within_its_width(start):
    """No escapes reach the terminal, and no line is wider than it is."""
    child = start(columns=50)
    child.expect_exact(PROMPT)
    child.sendline("2")
    child.expect_exact(PROMPT)
    shown = child.before

    assert not re.search(r"[^\x20-\x7e\r\n“”…]", shown)
    assert max(map(len, shown.splitlines())) <= 50
