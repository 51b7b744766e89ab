"""Files made to do harm: refused, in a moment, by a process that lives on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_inputs import CASES

import triage

TESTS = Path(__file__).parent.parent
ROOT = Path(triage.__file__).parent.parent

pytestmark = pytest.mark.release

CODES = {make.__name__: code for make, code in CASES.items()}

SECONDS = 30
"""When a file hangs: far more than any takes on a slow machine."""

LONGEST_REPORT = 100_000
"""The most characters that are ever said of a file."""


@pytest.fixture(scope="module")
def outcomes():
    """Return how each case went, in one process that loads them all."""
    path = os.pathsep.join([str(TESTS / "support"), str(ROOT)])
    done = subprocess.run(
        [sys.executable, str(TESTS / "support" / "hostile_inputs.py")],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 0, f"died of {rows[-1:]}: {done.stderr[-2000:]}"
    assert done.stderr == ""
    return {row["name"]: row for row in rows if "name" in row}


@pytest.mark.parametrize("name", CODES)
def test_a_hostile_file_is_refused_for_what_it_is(outcomes, name):
    """The process lives, and the refusal has the code of what is wrong."""
    assert outcomes[name]["code"] == CODES[name]


@pytest.mark.parametrize("name", CODES)
def test_a_hostile_file_does_not_hang(outcomes, name):
    """No file of five megabytes makes the library hang."""
    assert outcomes[name]["seconds"] < SECONDS


@pytest.mark.parametrize("name", CODES)
def test_a_report_can_be_read(outcomes, name):
    """However much is wrong, the report stays of a size that can be read."""
    assert outcomes[name]["length"] < LONGEST_REPORT
