"""`triage simulate`: people at random, in a table that the tree takes."""

import csv
import io

import pytest

import triage
from triage.cli.main import main
from triage.program.kit import EVERY_PART, beside

NOBODY = """\
triage: 1
id: nobody
title: Nobody
questions: {cold: Cold?}
assume: [cold, not cold]
recommendations: {rest: {title: Rest, urgency: self_care}}
start: first
steps: {first: {ask: cold, go: rest}}
"""


@pytest.fixture
def run(capsys):
    """Return a function that runs a command: its status, output and messages."""

    def called(*arguments):
        with pytest.raises(SystemExit) as left:
            main(["simulate", *arguments])
        return left.value.code, *capsys.readouterr()

    return called


@pytest.mark.parametrize("name", ["back_pain", EVERY_PART])
def test_everybody_is_taken_by_the_tree(run, empty_folder, name):
    """Each row is read again as answers, all of them given, that go together."""
    (empty_folder / EVERY_PART).write_text(beside(EVERY_PART))
    tree = triage.load(name)
    day = tree.questions.get("today")
    today = day and day.from_scaled(day.range[0])

    on_day = ["--today", str(today)] if day else []
    status, told, _ = run(name, "--rows", "9", *on_day)

    people = [*csv.DictReader(io.StringIO(told))]
    assert (status, len(people)) == (0, 9)
    assert [*people[0]] == [name for name in tree.questions if name != "today"]
    assert not any(tree.decide(person, today=today).missing for person in people)


def test_the_same_number_draws_the_same_people(run):
    """People follow from the number; some answers are left out, if that is wished."""
    found = [run("curb_65", "--rows", "30", "--seed", seed)[1] for seed in "112"]
    _, gaps, _ = run("curb_65", "--rows", "30", "--missing", "0.5")

    assert found[0] == found[1] != found[2]
    cells = [cell for row in csv.reader(io.StringIO(gaps)) for cell in row]
    assert 30 < cells.count("") < 150


def test_where_nobody_fits_it_is_said(run, empty_folder):
    """A tree that assumes what cannot be has no people."""
    (empty_folder / "nobody.yaml").write_text(NOBODY)

    status, _, told = run("nobody.yaml")

    assert status == 2
    assert "of 1,000 people, none fits what `nobody` assumes of all" in told
