"""`triage simulate`: people at random, in a table that the tree takes."""

import csv
import io
from functools import partial

import pytest
from trees_for_tests import every_part

import triage
from triage.base.kinds import Range
from triage.program.kit import EVERY_PART, beside
from triage.program.marginals import marginals

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
def run(run):
    """Run the command; return its status, output and messages."""
    return partial(run, "simulate")


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


GIVEN = """\
age: 65 to 90
confusion: {yes: 1, no: 1}
urea: {"5 to 5.2": 3, 20: 1}
"""

WRONG = """\
ages: 4
confusion: {maybe: 1, no: x}
age: {400: 1, 66 to 65: 1, 70: -1}
urea: {}
systolic: [1]
respiratory_rate: {1: inf}
diastolic: {60: 1e308, 70: 1e308}
"""

SAID = """\
error: wrong.yaml: nobody can be drawn by this:
- `confusion`: this is not an answer: give one of `yes`, `no`
- `confusion`: how often is a number above 0, such as 0.25
- `age`: this is not an answer: give a whole number from 0 to 120 years
- `age`: 66 comes after 65
- `age`: how often is a number above 0, such as 0.25
- `urea`: no answer is given
- `systolic`: this is not an answer: give a whole number from 0 to 300 mmHg
- `respiratory_rate`: how often is a number above 0, such as 0.25
- `diastolic`: the weights together are too large
- `ages` is no question; did you mean `age`?
"""


def test_answers_are_drawn_as_often_as_a_file_says(run, empty_folder):
    """Each is one of those that are given, and every one of them comes up."""
    (empty_folder / "given.yaml").write_text(GIVEN)

    _, told, said = run("curb_65", "--rows", "60", "--given", "given.yaml")

    people = [*csv.DictReader(io.StringIO(told))]
    found = {name: {person[name] for person in people} for name in people[0]}
    assert found["confusion"] == {"yes", "no"}
    assert found["urea"] == {"5", "5.1", "5.2", "20"}
    assert {int(age) for age in found["age"]} <= {*range(65, 91)}
    assert sum(person["urea"] == "20" for person in people) < 30
    assert len(found["systolic"]) > 10
    assert "given.yaml: says nothing of `respiratory_rate`, `systolic`" in said


def test_what_nobody_can_be_drawn_by_is_said_at_once(run, empty_folder):
    """Each mistake is named by its question, and none of them hides another."""
    (empty_folder / "wrong.yaml").write_text(WRONG)
    tree = every_part()
    unsure = next(
        q for q in tree.questions.values() if q.unsure and isinstance(q.domain, Range)
    )

    status, _, told = run("curb_65", "--given", "wrong.yaml")

    assert (status, told) == (2, SAID)
    with pytest.raises(triage.TriageError, match="ends with numbers, or days, not"):
        marginals("x", tree.questions, {unsure.id: "unsure to 5"})
