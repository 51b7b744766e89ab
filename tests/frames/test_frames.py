"""Frames: each row is decided as `Tree.decide` decides it, whatever holds the rows."""

import random
from datetime import date

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st
from strategies import moving_trees, trees

import triage
import triage.frames
from triage.base.foreign import is_gap
from triage.base.kinds import Range, Subset
from triage.frames.columns import Columns
from triage.frames.plan import Plan
from triage.program.codes import packed
from triage.program.kit import EVERY_PART, beside, patient, trials

ROWS = 25

LIBRARIES = {
    "polars": pl.DataFrame,
    "pandas": lambda cells: pd.DataFrame(cells).set_axis([7] * ROWS),
    "pyarrow": pa.table,
}

GAPS = (None, "", " ")
BAD = ("perhaps", "1e999", "12345678", "1.23456", "03/04/2026", "unsure,o0")


def as_text(answer):
    """Return an answer as a cell of text."""
    return ",".join(answer) or "none" if isinstance(answer, tuple) else str(answer)


def texts(question, answers, chance):
    """Return cells of text, of which some are empty or no answer."""
    cells = [a if a is None else as_text(a) for a in answers]
    for row in chance.sample(range(len(cells)), len(cells) // 6):
        cells[row] = chance.choice(GAPS + BAD)
    return {question.id: cells}, cells


def words(question, answers, chance):
    """Return the same, as a column of categories."""
    named, cells = texts(question, answers, chance)
    return {question.id: AS_CATEGORY[chance.library](named[question.id])}, cells


AS_CATEGORY = {
    "polars": lambda cells: pl.Series(cells, dtype=pl.Categorical),
    "pandas": pd.Categorical,
    "pyarrow": lambda cells: pa.chunked_array(
        [
            pa.array(part, pa.string()).dictionary_encode()
            for part in (cells[:9], cells[9:])
        ]
    ),
}


def typed(question, answers, chance):
    """Return cells of one type; "not sure" stands in a column beside them."""
    doubts = [a == "unsure" if a is not None else None for a in answers]
    cells = [None if doubt else a for a, doubt in zip(answers, doubts, strict=True)]
    if question.type == "yes_no":
        cells = [a if a is None else a == "yes" for a in cells]
    elif isinstance(question.domain, Range) and not question.is_date:
        cells = [a if a is None else float(a) for a in cells]
        for row in chance.sample(range(len(cells)), len(cells) // 6):
            cells[row] = chance.choice([float("inf"), -1.0, 0.123456, float("nan")])
            doubts[row] = None
    read = ["unsure" if d else c for c, d in zip(cells, doubts, strict=True)]
    named = {question.id: cells}
    return (
        named | {f"{question.id}__unsure": doubts} if question.unsure else named
    ), read


def listed(question, answers, chance):
    """Return the chosen options as lists, or as a column of truths for each."""
    cells = [a if a is None else [*a] for a in answers]
    if chance.random() < 0.5:
        return {question.id: cells}, cells
    keys = [*question.choices, *(["unsure"] if question.unsure else [])]
    named = {
        f"{question.id}__{key}": [c if c is None else key in c for c in cells]
        for key in keys
    }
    return named, cells


def is_empty(cell):
    """Return whether a cell has nothing in it."""
    return is_gap(cell) or (isinstance(cell, str) and not cell.strip())


def laid_out(tree, seed, library):
    """Return cells of people in columns, and the same as answers of each of them."""
    chance = random.Random(seed)
    chance.library = library
    people = [patient(tree, chance) for _ in range(ROWS)]
    columns, rows = {}, [{} for _ in people]
    for name, question in tree.questions.items():
        if name == "today":
            continue
        answers = [answers.get(name) for answers in people]
        forms = [texts, words, listed if isinstance(question.domain, Subset) else typed]
        made, cells = chance.choice(forms)(question, answers, chance)
        columns |= made
        for answered, cell in zip(rows, cells, strict=True):
            if not (is_gap if question.is_text else is_empty)(cell):
                answered[name] = cell
    return columns, rows


def day_of(tree):
    """Return a day on which a tree decides, if it asks for it."""
    asked = tree.questions.get("today")
    return asked and asked.from_scaled(asked.range[0])


def decided(tree, answers):
    """Return what is decided of somebody, and what is wrong with the answers."""
    try:
        return tree.decide(answers, today=day_of(tree)), set()
    except triage.AnswerError as error:
        wrong = {f"{', '.join(p.questions)}: {p.code}" for p in error.problems}
        return error.decision, wrong


def records(frame):
    """Return the rows of a frame of any library, what is not there as None."""
    if isinstance(frame, pl.DataFrame):
        return frame.to_dicts()
    if isinstance(frame, pa.Table):
        return frame.to_pylist()
    named = {n: [None if pd.isna(x) is True else x for x in frame[n]] for n in frame}
    return [
        dict(zip(named, row, strict=True)) for row in zip(*named.values(), strict=True)
    ]


def assert_row(tree, row, answers):
    """Assert that a row of results is what is decided of somebody."""
    decision, wrong = decided(tree, answers)
    assert set((row["problems"] or "").split("; ")) - {""} == wrong
    if decision is None:
        assert [
            row[n] for n in ("urgency", "ends", "advised", "undecided", "so_far")
        ] == [None] * 5
        return
    done = decision.complete
    assert row["ends"] == (decision.end or None)
    assert row["urgency"] == (decision.urgency if done else None)
    assert row["so_far"] == decision.urgency
    assert row["advised"] == (",".join(r.id for r in decision.recommendations) or None)
    assert row["undecided"] == (decision.missing[0] if decision.missing else None)
    for name, value in decision.shows.items():
        known = None if isinstance(value, list) or not done else value
        found = row[name]
        assert (found.isoformat()[:10] if isinstance(found, date) else found) == known


KIT = triage.loads(beside(EVERY_PART), name=EVERY_PART)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize(
    "tree",
    [KIT, *map(triage.load, ("back_pain", "curb_65", "register_death"))],
    ids=lambda tree: tree.id,
)
def test_the_rows_of_a_tree_are_decided_alike(tree, library):
    """So it is of trees as people write them, and of one that has every operator."""
    columns, rows = laid_out(tree, tree.id, library)

    found = triage.frames.decide(tree, LIBRARIES[library](columns), today=day_of(tree))

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
    sites, each = walked.sites.sets()
    broken = [[*names] for _, names, _ in plan.assume]
    apart = {n: {*rows.tolist()} for n, _, rows in columns.broken(walked)}
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

    That goes for missing answers, for "not sure", and for what is no answer.
    """
    columns, rows = laid_out(tree, seed, library)

    found = triage.frames.decide(tree, LIBRARIES[library](columns), today=day_of(tree))

    for row, answers in zip(records(found), rows, strict=True):
        assert_row(tree, row, answers)
