"""`triage review`: what it writes, and what it refuses."""

import sys
from pathlib import Path

import pytest
from hazards_for_tests import throat

from triage.cli.main import main


def run(*words):
    """Run `triage review`; return its exit status."""
    with pytest.raises(SystemExit) as left:
        main(["review", *words])
    return left.value.code


def test_a_review_is_printed_or_written(capsys):
    """The page goes where it is wanted; what is on it is said beside."""
    throat()

    assert run("throat.yaml") == 0
    printed, said = capsys.readouterr()
    assert run("throat.yaml", "-o", "review.html") == 0

    assert Path("review.html").read_text(encoding="utf-8") == printed
    assert said.startswith("throat: 2 properties, all proved; 1 step, 2 cases")
    assert "review.html is written" in capsys.readouterr().err


def test_nothing_is_proved_for_a_file_that_cannot_be_written(capsys):
    """Over what is no page nothing is written, and it is said at once."""
    throat()

    Path("mine.html").write_text("mine")

    assert run("throat.yaml", "-o", "mine.html") == 2
    assert "is no page of HTML" in capsys.readouterr().err
    assert run("throat.yaml", "-o", "throat.cases.yaml") == 2
    assert "must end with .html or .pdf" in capsys.readouterr().err


def test_without_templates_it_is_said_what_to_install(monkeypatch, capsys):
    """One line names the extra."""
    throat()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    monkeypatch.delitem(sys.modules, "triage.review.html", raising=False)

    assert run("throat.yaml") == 2
    assert 'pip install "triage-trees[review]"' in capsys.readouterr().err
