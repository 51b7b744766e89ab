"""The page with the help of every command."""

import re
import tempfile
from pathlib import Path

from making.places import MADE
from making.shell import Shell
from making.text import table
from triage.cli.exit_codes import ExitCode

__all__ = ["commands_page"]


STATUSES = "## Exit status\n\n" + table(
    ("status", "meaning"), [(str(code.value), code.meaning) for code in ExitCode]
)


def commands_page() -> str:
    """Return the page with the exit statuses and the help of every command."""
    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(Path(folder))
        main = shell.run("triage --help")
        names = re.findall(
            r"^  ([a-z-]+) {2,}", main.partition("Commands:")[2], re.MULTILINE
        )
        parts = [f"{MADE}# Commands\n\n```\n{main}```\n", STATUSES]
        for name in names:
            shown = shell.run(f"triage {name} --help")
            parts.append(f"## triage {name}\n\n```\n{shown}```\n")
        return "\n".join(parts)
