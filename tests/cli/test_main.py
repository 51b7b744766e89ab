"""The commands, and what they bring with them."""

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

import click
import pytest

from triage.cli import main
from triage.cli.exit_codes import ExitCode
from triage.cli.signals import stopped_at_once

SHARED = {
    "refusals",
    "__init__",
    "main",
    "options",
    "output",
    "progress",
    "serving",
    "exit_codes",
    "findings",
    "named_in",
    "signals",
    "trees",
}
CONTEXT = click.Context(main.cli)


def test_every_command_is_a_file_of_its_name():
    """A command is found by its name; every other file is shared, or a part of one."""
    files = {path.stem for path in Path(main.__file__).parent.glob("*.py")}

    assert {name.replace("-", "_") for name in main.COMMANDS} == files - SHARED
    for name, text in main.COMMANDS.items():
        command = main.cli.get_command(CONTEXT, name)
        assert command.name == name
        assert command.get_short_help_str(100) == text


def test_an_unknown_command_meets_the_closest(capsys):
    """What is no command is refused, with what may have been meant."""
    with pytest.raises(SystemExit) as left:
        main.main(["chek"])

    assert left.value.code == ExitCode.BAD_INPUT
    assert "'check'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["list"],
        ["explain", "T201"],
        ["decide", "start"],
        ["check", "start"],
    ],
)
def test_a_command_brings_only_what_it_needs(words):
    """What asks for no proof and no picture loads neither solver nor Graphviz."""
    code = f"""
import contextlib, json, sys
from triage.cli.main import main
with contextlib.suppress(SystemExit):
    main({words!r})
print(json.dumps([*sys.modules]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    loaded = {*json.loads(done.stdout.splitlines()[-1])}

    assert loaded.isdisjoint({"z3", "graphviz", "pygraphviz"})
    if words[0] != "check":
        assert not any(name.startswith("triage.verify") for name in loaded)


def test_every_exit_code_has_a_meaning_of_its_own():
    """No two codes are one number, or mean the same."""
    assert len({code.meaning for code in ExitCode}) == len(ExitCode.__members__) == 6


INTERRUPTED = """
import os, signal, sys
class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupt())
sys.argv = ["triage", *{words!r}]
from triage.__main__ import main
main()
"""


@pytest.mark.usefixtures("ctrl_c")
@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        ("click", ["list"], -signal.SIGINT),
        ("triage.cli.list", ["list"], ExitCode.INTERRUPTED),
    ],
)
def test_ctrl_c_is_quiet_from_the_first_moment(name, words, code):
    """Stopped while it is still being imported, a command says nothing."""
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED.format(name=name, words=words)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr.strip()) == (code, "", "")


def test_a_thread_leaves_ctrl_c_as_it_is():
    """Only the main thread can say what Ctrl-C does, and only where it is heard."""
    seen = []

    def work():
        with stopped_at_once():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert seen == [signal.getsignal(signal.SIGINT)]


@pytest.mark.usefixtures("ctrl_c")
def test_what_cannot_be_interrupted_is_ended():
    """While Python could not be told, the system itself ends the process."""
    with stopped_at_once():
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL

    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize("words", [["bundle", "start"], ["trace", "start"]])
def test_a_dash_for_a_file_is_to_print(words, tmp_path, monkeypatch, capsys):
    """A command that can write a file prints with `-o -`, as others do."""
    monkeypatch.chdir(tmp_path)
    printed = []
    for more in ([], ["-o", "-"]):
        with pytest.raises(SystemExit):
            main.main([*words, *more])
        printed.append(capsys.readouterr().out)

    assert printed[0] == printed[1]
    assert [*tmp_path.iterdir()] == []
