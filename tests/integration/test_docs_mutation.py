"""The page of the mistakes says what is so, checked beside the other pages."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_page_of_the_mistakes_is_fresh() -> None:
    """The mistakes made in the built-in trees are noticed as the page says."""
    command = [sys.executable, ROOT / "docs" / "make.py", "--check", "mutation"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 0, done.stdout + done.stderr
