"""What is said against a tree that loads: once, in order, and nothing else."""

from datetime import date

import pytest
from bad_trees import BAD, DAYS, FILES, code_of
from good_trees import GOOD
from trees_for_tests import tree_of

import triage

TODAY = date(2026, 11, 22)


def codes(tree, today=TODAY):
    """Return the codes of what is said against a tree."""
    return [finding.code for finding in triage.check(tree, today=today)]


def test_warnings_stand_in_source_order():
    """All that is said is said once, in the order of the file."""
    tree = tree_of("  one: {ask: b, answers: {yes: go_now, no: {todo: later}}}")

    places = [finding.span.start for finding in triage.check(tree, today=TODAY)]

    assert places == sorted(places)
    assert len(places) > 5


def test_without_a_day_it_is_today():
    """A tree is judged on the day on which it is checked."""
    assert [f.code for f in triage.check(triage.load(BAD / "T505_review.yaml"))] == [
        "T505"
    ]


def test_what_a_module_leaves_unused_is_told_once_in_its_file(tmp_path):
    """A module that runs twice is warned of once, with places in its own file."""
    (tmp_path / "m.yaml").write_text(
        "triage: 1\nkind: module\nid: m\ntitle: M\n"
        "questions: {q: {text: Q?, type: yes_no}}\nvalues: {v: 1 < 2}\n"
        "recommendations: {n: {title: N}}\nstart: a\nsteps: {a: {go: done}}\n"
    )
    path = tmp_path / "tree.yaml"
    path.write_text(
        "triage: 1\nid: t\ntitle: T\n"
        "recommendations: {r: {title: R, urgency: soon}}\n"
        "start: a\nsteps: {a: {run: m, go: b}, b: {run: m, go: r}}\n"
    )

    found = triage.check(triage.load(path), today=TODAY)

    of_module = [f.code for f in found if f.span.source.name.endswith("m.yaml")]
    assert of_module == ["T411", "T412", "T413", "T501"]


WARNED = [n for n in FILES if code_of(n)[:3] == "T41" or code_of(n)[:2] == "T5"]


@pytest.mark.parametrize("name", WARNED)
def test_each_warning_stands_alone(name):
    """A file that shows a warning shows no other one."""
    found = codes(triage.load(BAD / name), DAYS.get(name, TODAY))

    assert set(found) == {code_of(name)}


def test_a_good_tree_stays_good_when_it_is_checked_twice():
    """Checking changes nothing."""
    tree = triage.load(GOOD / "steps.yaml")

    assert triage.check(tree, today=TODAY) == triage.check(tree, today=TODAY) == ()
