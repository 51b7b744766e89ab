"""The first command of the README, as a newcomer pastes it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

README = (ROOT / "README.md").read_text(encoding="utf-8")

COMMANDS = re.findall(r"^```sh\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "tests", "*.svg"
)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of this checkout without anything that was made in it."""
    folder = tmp_path_factory.mktemp("clone") / "main"
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    return folder


def newcomer(folder: Path) -> dict[str, str]:
    """Return the environment of a machine that has Python and little else."""
    python = folder.parent / "bin"
    python.mkdir()
    (python / "python3").symlink_to(Path(sys.base_exec_prefix) / "bin" / "python3")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in {"HOME", "LANG", "TMPDIR"} or name.startswith(("PIP_", "SSL_"))
    }
    return kept | {"PATH": f"{python}{os.pathsep}/usr/bin{os.pathsep}/bin"}


@pytest.mark.release
def test_first_command_does_the_main_job(checkout: Path) -> None:
    """It sets everything up, prints what the README says, and draws the path."""
    first = COMMANDS[0]
    done = subprocess.run(
        ["/bin/sh", "-c", first],
        cwd=checkout,
        env=newcomer(checkout),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    shown = re.search(
        r"^\$ triage decide back_pain.*\n((?:.*\n)*?)```", README, re.MULTILINE
    )
    assert shown is not None
    assert done.stdout.startswith(shown[1])
    assert "</svg>" in (checkout / "back_pain.svg").read_text(encoding="utf-8")


def test_commands_are_one_line_each() -> None:
    """The two commands can be pasted: each is one line, and each sets itself up."""
    for command in COMMANDS[:2]:
        assert command.count("\n") == 1
        assert command.startswith("python3 -m venv .venv && ")


def test_second_command_runs_the_tests() -> None:
    """The second command installs what the tests need, and runs them all."""
    assert COMMANDS[1].rstrip().endswith("/pytest -q -n auto")
    assert "-c constraints.txt -e '.[dev]'" in COMMANDS[1]
