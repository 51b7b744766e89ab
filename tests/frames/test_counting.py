"""Flow: rows are counted on the ways that they take when each is decided by itself."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st
from rows import ROWS, day_of, decided, laid_out
from strategies import moving_trees, trees
from trees_for_tests import built_in, every_part

import triage
import triage.frames
from triage.base.files import FileError
from triage.engine import Flow

KIT = every_part()


def counted(tree, seed):
    """Return the flow of a file of people, and that of each decided by itself."""
    columns, rows = laid_out(tree, seed, "polars")
    pl.DataFrame(columns).write_parquet("people.parquet")
    every = [decided(tree, answers) for answers in rows]
    right = [decision for decision, wrong in every if not wrong]
    found = triage.frames.count_file(tree, "people.parquet", today=day_of(tree))
    return found, Flow.of(tree, right)


def assert_same(tree, seed):
    found, own = counted(tree, seed)
    assert (found.people, found.left_out) == (own.people, ROWS - own.people)
    for name in ("ways", "told", "steps"):
        kept = [{k: n for k, n in getattr(x, name).items() if n} for x in (found, own)]
        assert kept[0] == kept[1], name


@pytest.mark.parametrize("tree", [KIT, *map(built_in, ("back_pain", "curb_65"))])
def test_people_are_counted_where_they_come_by(tree):
    """On every way, at every step, and of all that they are told."""
    assert_same(tree, tree.id)


@settings(settings.default, max_examples=settings.default.max_examples // 4)
@given(trees | moving_trees(), st.integers(0, 999))
def test_rows_of_any_tree_take_the_ways_that_decisions_take(tree, seed):
    """Whatever the tree: those of whom an answer is wrong are left out, and counted."""
    assert_same(tree, seed)


def test_rows_that_are_none_are_left_out():
    """A line of too many cells is counted with those that cannot be right."""
    Path("people.csv").write_text("walks\nyes\nyes,no\nno\n")
    found = triage.frames.count_file(built_in("start"), "people.csv", partial=True)

    assert (found.people, found.left_out, found.done) == (2, 1, 0)
    assert (found.steps["walking"], found.steps["breath"]) == (2, 1)
    assert found.steps.keys() == found.tree.steps.keys()


def test_a_file_that_cannot_be_read_is_named():
    """So is one of which nothing is a row."""
    tree = built_in("start")
    with pytest.raises(FileError, match=r"none\.csv"):
        triage.frames.count_file(tree, "none.csv")
    Path("people.csv").write_text("walks\nyes,no\n")
    with pytest.raises(FileError, match="none of the first row can be read"):
        triage.frames.count_file(tree, "people.csv", partial=True)
