"""People in rows: answers in the columns of each library, and what comes of them."""

import random
from datetime import date

import pandas as pd
import polars as pl
import pyarrow as pa

import triage
from triage.base.foreign import is_gap
from triage.base.kinds import Range, Subset
from triage.program.kit import patient

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
