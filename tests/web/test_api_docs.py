"""The examples of the page about the API are run by curl, as they stand there."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from programs_by_http import SECRET
from serving import served

import triage.web

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
EXAMPLE = re.compile(
    r"```sh\n([^`]*)^```\n\n```json\n(.*?)^```$", re.DOTALL | re.MULTILINE
)
"""A command, and what it prints."""


@pytest.fixture
def address():
    with served(triage.web.app(["start"], secrets=[SECRET])) as listening:
        yield listening


def is_shown(shown, told):
    """Whether what a page shows of an answer is in it."""
    if isinstance(shown, dict):
        return all(is_shown(value, told[key]) for key, value in shown.items())
    if isinstance(shown, list):
        return len(shown) <= len(told) and all(map(is_shown, shown, told))
    return shown in ("…", told)


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_the_examples_are_so(address):
    """Each command prints what the page shows of it, in the order of the page."""
    examples = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))
    commands = "echo\n".join(command for command, _ in examples)
    script = commands.replace("localhost:8000", address)

    done = subprocess.run(
        [shutil.which("bash"), "-e"],
        input=script,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == len(examples) > 5
    for (command, shown), answer in zip(examples, told, strict=True):
        assert is_shown(json.loads(shown), answer), command
