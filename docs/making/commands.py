"""The page with the help of every command."""

from click.testing import CliRunner

from making.places import MADE
from making.text import table
from triage.cli.exit_codes import ExitCode
from triage.cli.main import COMMANDS, cli

__all__ = ["commands_page"]


STATUSES = "## Exit status\n\n" + table(
    ("status", "meaning"), [(str(code.value), code.meaning) for code in ExitCode]
)


def commands_page() -> str:
    """Return the page with the exit statuses and the help of every command."""
    parts = [f"{MADE}# Commands\n\n```\n{help_of()}```\n", STATUSES]
    parts += [f"## triage {name}\n\n```\n{help_of(name)}```\n" for name in COMMANDS]
    return "\n".join(parts)


def help_of(*command: str) -> str:
    """Return the help of a command, as it is shown in 80 columns."""
    done = CliRunner().invoke(
        cli, [*command, "--help"], prog_name="triage", terminal_width=78
    )
    return done.stdout
