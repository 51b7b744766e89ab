"""Frames: each row is decided as `Tree.decide` decides it, whatever holds the rows."""

import sys
from unittest.mock import patch

import narwhals as nw
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st
from rows import LIBRARIES, assert_row, day_of, laid_out, records
from strategies import moving_trees, trees
from trees_for_tests import built_in, every_part, tree_of

import triage
import triage.frames
from triage.frames import deciding, natives
from triage.frames.columns import Columns
from triage.frames.plan import Plan
from triage.program.codes import packed
from triage.program.kit import trials

TRUTHS = {"walks": [True, None, False, None, True, False, True, None, True] * 4}

KIT = every_part()


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize(
    "tree",
    [KIT, *map(built_in, ("back_pain", "curb_65", "register_death"))],
    ids=lambda tree: tree.id,
)
def test_the_rows_of_a_tree_are_decided_alike(tree, library):
    """So it is of trees as people write them, and of one that has every operator."""
    columns, rows = laid_out(tree, tree.id, library)

    frame = LIBRARIES[library](columns)
    found = triage.frames.decide(tree, frame, today=day_of(tree))

    for row, answers in zip(records(found), rows, strict=True):
        assert_row(tree, row, answers)


def test_an_engine_of_columns_conforms():
    """It comes to every walk of the kit, all of them at once."""
    plan, found = Plan(KIT), trials(KIT, KIT.program())["trials"]
    answers = [
        {name: KIT.questions[name].accept(a) for name, a in one["given"].items()}
        for one in found
    ]
    given = [
        np.array([packed(q, a[q.id]) if q.id in a else asked.unasked for a in answers])
        for q, asked in zip(KIT.questions.values(), plan.questions, strict=True)
    ]

    columns = Columns(plan)
    walked = columns.walk(given, len(found))
    sites, _, each = walked.sites.sets()
    broken = [[*names] for _, names, _ in plan.assume]
    apart = {n: {*rows.tolist()} for _, n, _, rows in columns.broken(walked)}
    for row, one in enumerate(found):
        walk = one["walk"]
        advice = plan.advice(sites[each[row]], walked.end[row])
        assert [plan.ends[number] for number in advice] == walk["advice"]
        assert (*plan.ends, "")[walked.end[row]] == walk["end"]
        assert walked.rank[row] == walk["level"]
        missing = [*KIT.questions, None][walked.missing[row]]
        assert missing == [*walk["missing"], None][0]
        assert (walked.unwritten[row] >= 0) == bool(walk["todo"])
        names = [broken[n] for n in one["broken"]]
        assert names == [[*n] for n, rows in apart.items() if row in rows]


@settings(settings.default, max_examples=settings.default.max_examples // 2)
@given(
    trees | moving_trees(),
    st.integers(0, 999),
    st.sampled_from(sorted(LIBRARIES)),
)
def test_each_row_is_decided_as_by_itself(tree, seed, library):
    """Whatever the tree, the library and the form of the cells, rows are decided alike.

    That goes for missing answers, for "not sure", and for what is no answer; and for
    rows of so many questions that few of them are decided at once.
    """
    columns, rows = laid_out(tree, seed, library)

    with patch.object(deciding, "CELLS", 7 * len(tree.questions)):
        frame = LIBRARIES[library](columns)
        found = triage.frames.decide(tree, frame, today=day_of(tree))

    for row, answers in zip(records(found), rows, strict=True):
        assert_row(tree, row, answers)


def test_a_frame_in_many_pieces_is_read_as_one():
    """It is decided as the same rows in one piece are, and stays as it was given."""
    tree = built_in("curb_65")
    columns, _ = laid_out(tree, 1, "polars")
    whole = LIBRARIES["polars"](columns).rechunk()
    pieces = pl.concat([whole[n : n + 5] for n in range(0, 25, 5)], rechunk=False)
    decided = triage.frames.decide(tree, pieces)

    assert decided.equals(triage.frames.decide(tree, whole))
    assert (len(pieces), pieces.n_chunks()) == (25, 5)


def test_a_frame_of_another_library_is_read_as_it_is(monkeypatch):
    """Where it is not known what would be faster to read, rows are decided alike."""
    tree = built_in("curb_65")
    frame = LIBRARIES["polars"](laid_out(tree, 1, "polars")[0])
    known = triage.frames.decide(tree, frame)

    monkeypatch.delitem(natives.PLAIN, nw.Implementation.POLARS)

    assert triage.frames.decide(tree, frame).equals(known)


@pytest.mark.parametrize("library", ["polars", "pyarrow"])
def test_truths_are_read_wherever_a_part_of_a_table_begins(library):
    """A part need not begin where a byte of its truths does."""
    tree, whole = triage.load("start"), LIBRARIES[library](TRUTHS)

    found = records(triage.frames.decide(tree, whole[3:], partial=True))

    assert found == records(triage.frames.decide(tree, whole, partial=True))[3:]


@pytest.fixture(name="no_arrow")
def _no_arrow(monkeypatch):
    """Return what makes pyarrow missing until the end of a test."""

    def hide():
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        natives.has_arrow.cache_clear()

    yield hide
    natives.has_arrow.cache_clear()


def test_truths_of_polars_are_read_without_pyarrow(no_arrow):
    """So it comes to the same, whatever else is installed."""
    tree, frame = triage.load("start"), LIBRARIES["polars"](TRUTHS)
    known = triage.frames.decide(tree, frame, partial=True)

    no_arrow()
    found = triage.frames.decide(tree, frame, partial=True)

    assert found.equals(known)


def test_a_word_that_is_shown_stands_in_its_column():
    """It is that of a complete decision; where it may be several, nothing is there."""
    tree = tree_of(
        """
  one: {ask: [b, days], go: rest}
values: {stage: {options: {early: Early, late: Late}, is: early if days < 3 else late}}
show: [stage]
""",
        questions="  days: {text: D?, type: integer, min: 0, max: 9, unsure: true}",
    )
    cells = {"b": ["yes"] * 4, "days": ["2", "3", "unsure", None]}

    found = triage.frames.decide(tree, pl.DataFrame(cells), partial=True)

    assert found["stage"].to_list() == ["early", "late", None, None]
