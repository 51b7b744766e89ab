"""The commands of a page, run again, with what they print now."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from making.places import DOCS, ROOT

__all__ = ["CONSOLE", "FILE", "Shell", "transcribed"]

FILE = re.compile(r"<!-- file: (\S+) -->\n```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
"""A file that a page shows, under its name."""

CONSOLE = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
"""Commands, each behind `$ `, with what they print."""


class Shell:
    """Run the commands of one page in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "work"
        self.folder.mkdir()
        (self.folder / "docs").symlink_to(DOCS, target_is_directory=True)
        programs = folder / "bin"
        programs.mkdir()
        command = programs / "triage"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m triage "$@"\n')
        command.chmod(0o755)
        self.env = os.environ | {
            "COLUMNS": "80",
            "LC_ALL": "C.UTF-8",
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
        }

    def run(self, command: str) -> str:
        """Return what a command prints."""
        done = subprocess.run(  # noqa: S602  the docs are ours
            command,
            shell=True,
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.stdout


def transcribed(page: str) -> str:
    """Return a page with the commands in it run again, in order."""
    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(Path(folder))
        for name, text in FILE.findall(page):
            (shell.folder / name).write_text(text, encoding="utf-8")
        return CONSOLE.sub(lambda match: transcript(shell, match[1]), page)


def transcript(shell: Shell, block: str) -> str:
    """Return the commands of a block, each with what it prints now."""
    commands = re.findall(r"^\$ ((?:.*\\\n)*.*)\n", block, re.MULTILINE)
    parts = []
    for command in commands:
        lines = (line.rstrip() for line in shell.run(command).splitlines())
        output = "\n".join(lines).strip("\n")
        parts.append(f"$ {command}\n" + (f"{output}\n" if output else ""))
    return "\n".join(parts)
