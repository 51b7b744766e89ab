"""Cases as text: what is written loads, and what it is for is known."""

from decimal import Decimal
from pathlib import Path

import pytest
from trees_for_tests import SORE_THROAT, built_in

import triage
import triage.cases
from triage.cases.writer import DraftCase, file_text, free_id

ANSWERS = {
    "drooling": "no",
    "age": 30,
    "pregnant": "unsure",
    "days": Decimal("2.5"),
    "cough": "some",
    "signs": ("fever", "nodes"),
}

FILE = Path("throat.yaml")
BESIDE = Path("throat.cases.yaml")


@pytest.fixture
def tree():
    """Write a tree, and return it."""
    FILE.write_text(SORE_THROAT)
    return triage.load(FILE)


def draft(tree, answers, name="one", says="She has a cold: yes."):
    """Return a case of a tree with some answers."""
    return DraftCase(name, says, answers, tree.decide(answers))


@pytest.mark.parametrize("base", [{}, ANSWERS])
def test_what_is_written_loads_and_passes(tree, base):
    """A file of drafts is a cases file whose cases pass, with the same answers."""
    own = {n: a for n, a in ANSWERS.items() if n not in base}
    written = DraftCase("one", "She: has a cold.", own, tree.decide(ANSWERS))
    BESIDE.write_text(file_text(tree, base, [written]))
    [result] = triage.cases.load(BESIDE).run()

    assert result.passed
    assert result.case.answers == ANSWERS
    assert result.case.says == "She: has a cold."


def test_long_lists_go_line_by_line(tree):
    """No line is longer than a screen takes, whatever a case answers."""
    longest = draft(tree, ANSWERS, says="A long story. " * 20)
    lines = str(longest).splitlines()

    assert "    answers:" in lines
    assert "      signs: [fever, nodes]" in lines
    assert max(map(len, lines)) <= 88


@pytest.mark.slow
def test_many_recommendations_go_line_by_line():
    """What is told stands in a list below its key when it is too long for a line."""
    tree = built_in("back_pain")
    path = Path(__file__).parents[2] / "trees" / "back_pain.cases.yaml"
    results = triage.cases.load(path).run()
    most = max((r.decision for r in results), key=lambda d: len(d.recommendations))
    first = most.recommendations[0].id

    assert f"        - {first}" in str(DraftCase("a", "A.", {}, most)).splitlines()
    assert most.tree.id == tree.id


def test_ids_that_are_taken_are_not_given_again():
    """A new case never takes the id of another."""
    assert free_id("fever", ["cough"]) == "fever"
    assert free_id("fever", ["fever", "fever_2"]) == "fever_3"
