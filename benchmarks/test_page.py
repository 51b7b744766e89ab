"""The page is written of all that was measured, and names what was not."""

import json
from math import inf
from pathlib import Path

import pytest
from figures import FIGURES, Figure, Medians, Row
from machine import machine
from missed import missed
from page import page
from peers.ours import WAYS
from profiles import NONE
from running import HERE, of_file, place

DOCS = HERE.parent / "docs"

PARTS = ("figures", "proofs", "profiles")

CODES = ("test_codes[back_pain]", "test_codes[merging]")
TOLD = [f"{name} {what}" for name in CODES for what in ("rows", "asked")]
TOLD += ["test_program words", "test_program rest"]
"""What benchmarks tell besides times."""


def test_page() -> None:
    """The page is that of the figures beside it."""
    found = json.loads((DOCS / "performance.json").read_text("utf-8"))

    assert page(found) == (DOCS / "performance.md").read_text("utf-8")


def test_a_page_is_written_of_nothing() -> None:
    """Where every part failed, that is what the page says."""
    here = machine() | {"load_after": 0}
    found = {
        name: {"machine": here, "found": empty, "failed": {name: "no disk"}}
        for name, empty in (("peers", []), *((part, {}) for part in PARTS))
    }

    assert page(found).endswith("- `profiles`: no disk\n")


def test_what_fails_is_named(tmp_path: Path) -> None:
    """Of a file those count that pass, and of the others the first line of why."""
    path = tmp_path / "test_some.py"
    path.write_text(
        "def test_good(benchmark):\n    benchmark.extra_info['x'] = 7\n"
        "    benchmark(str)\n\n\n"
        "def test_bad(benchmark):\n    benchmark(str)\n    assert 1 == 2, 'no'\n"
    )
    found, failed = of_file(path)

    assert {*found} == {"test_good", "test_good x"}
    assert failed == {"test_bad": "AssertionError: no"}


def test_what_breaks_off_is_named(tmp_path: Path) -> None:
    """A process that ends in the middle takes no other part with it."""
    path = tmp_path / "test_some.py"
    path.write_text("import os\n\n\ndef test_one():\n    os._exit(9)\n")

    assert of_file(path) == (
        {},
        {"test_some.py": "pytest ended with 9: see what it wrote above"},
    )


def test_what_is_stopped_keeps_what_it_has(tmp_path: Path) -> None:
    """Who has no more time writes what was measured in the time there was."""
    path = tmp_path / "test_some.py"
    path.write_text(
        "import os\nimport signal\n\n\n"
        "def test_good(benchmark):\n    benchmark.pedantic(str)\n\n\n"
        "def test_long():\n    os.kill(os.getpid(), signal.SIGINT)\n"
    )
    found, failed = of_file(path)

    assert {*found} == {"test_good"}
    assert [*failed] == ["test_some.py"]


def test_what_has_no_end_is_stopped(tmp_path: Path) -> None:
    """A file has its time, and no more."""
    path = tmp_path / "test_some.py"
    path.write_text("import time\n\ntime.sleep(600)\n")
    found, failed = of_file(path, limit=0.1)

    assert not found
    assert [*failed] == ["test_some.py"]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.what)
def test_every_budget_has_a_reason(figure: Figure) -> None:
    """What misses its budget can be looked into, or a figure says why."""
    if figure.budget is None:
        return
    if figure.timed and figure.profile not in {way.says for way in WAYS}:
        assert place(figure.profile).endswith(figure.profile)

    profile = {figure.profile: {"engine": 1.0}} if figure.timed else {}
    told = Medians(dict.fromkeys(TOLD, 1.0))
    assert NONE not in missed([Row(figure, inf)], told, profile)
