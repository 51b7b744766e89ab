"""The commands, and what they bring with them."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from triage.cli import main
from triage.cli.exit_codes import ExitCode

SHARED = {"__init__", "main", "options", "output", "progress", "exit_codes"}
CONTEXT = click.Context(main.cli)


def test_every_command_is_a_file_of_its_name():
    """A command is found by its name, and every other file is shared by several."""
    files = {path.stem for path in Path(main.__file__).parent.glob("*.py")}

    assert {name.replace("-", "_") for name in main.COMMANDS} == files - SHARED
    for name in main.COMMANDS:
        assert main.cli.get_command(CONTEXT, name).name == name


def test_an_unknown_command_meets_the_closest(capsys):
    """What is no command is refused, with what may have been meant."""
    with pytest.raises(SystemExit) as left:
        main.main(["chek"])

    assert left.value.code == ExitCode.BAD_INPUT
    assert "'check'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["list"], ["explain", "T201"], ["decide", "start"], ["check", "start"]]
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
