"""Databases that run a query of a tree over some answers, and what must come of it."""

import csv
import sqlite3
from contextlib import closing
from datetime import date
from functools import cache
from tempfile import NamedTemporaryFile

import duckdb

from triage.base.answer import UNSURE
from triage.base.exceptions import AnswerError
from triage.base.kinds import Subset
from triage.frames import sql
from triage.frames.database.cells import columns_of, is_word
from triage.language.ast import Sum
from triage.model.tree import TODAY

TYPES = {"duckdb": "DOUBLE", "sqlite": "NUMERIC", "postgres": "NUMERIC"}


@cache
def columns(tree, dialect):
    """Return the columns of a table of answers, each with its type."""
    found = {"id": "INTEGER"}
    for question in tree.questions.values():
        first, *_ = (*columns_of(question), "")
        for name in columns_of(question):
            own = name == first and not isinstance(question.domain, Subset)
            kind = "TEXT" if is_word(question) else TYPES[dialect]
            if question.is_date:
                kind = "TEXT" if dialect == "sqlite" else "DATE"
            found[name] = kind if own else "BOOLEAN"
    return found


def cells(question, answer, dialect):
    """Return an answer as the cells of a row."""
    if question.id == TODAY:
        return {}
    name, unsure = question.id, f"{question.id}__{UNSURE}"
    if is_word(question):
        return {name: answer}
    if isinstance(question.domain, Subset):
        keys = question.domain.keys
        found = {f"{name}__{key}": key in answer for key in keys}
        return found | ({unsure: UNSURE in answer} if question.unsure else {})
    if answer == UNSURE:
        return {unsure: True}
    if question.is_date:
        value = answer.isoformat() if dialect == "sqlite" else answer
    else:
        value = answer if dialect == "postgres" else float(answer)
    return {name: value} | ({unsure: False} if question.unsure else {})


def row(tree, answers, dialect, number=0):
    """Return a row of a table, from answers in their one form."""
    found = dict.fromkeys(columns(tree, dialect))
    for name, answer in answers.items():
        found |= cells(tree.questions[name], answer, dialect)
    return tuple((found | {"id": number}).values())


def created(tree, dialect):
    pairs = columns(tree, dialect).items()
    listed = ", ".join(f'"{name}" {kind}' for name, kind in pairs)
    return f"CREATE TABLE answers ({listed})"


def in_sqlite(tree, rows, query):
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute(created(tree, "sqlite"))
        marks = ", ".join("?" * len(columns(tree, "sqlite")))
        base.executemany(f"INSERT INTO answers VALUES ({marks})", rows)  # noqa: S608
        return named(base.execute(query))


def in_duckdb(tree, rows, query):
    with closing(duckdb.connect(":memory:", config={"threads": 1})) as base:
        base.execute("SET memory_limit = '1GB'")
        base.execute(created(tree, "duckdb"))
        with NamedTemporaryFile("w", suffix=".csv", newline="") as file:
            csv.writer(file).writerows(
                ["\\N" if cell is None else cell for cell in each] for each in rows
            )
            file.flush()
            form = r"""(FORMAT csv, AUTO_DETECT false, DELIMITER ',', HEADER false,
                NULL '\N', QUOTE '"', ESCAPE '"', NEW_LINE '\r\n')"""
            base.execute(f"COPY answers FROM '{file.name}' {form}")
        return named(base.execute(query))


def copied(rows):
    r"""Return rows as databases copy them in; \N stands for no answer."""
    return "".join(
        "\t".join("\\N" if cell is None else escaped(cell) for cell in each) + "\n"
        for each in rows
    )


def escaped(cell):
    """Return a cell on one line, as PostgreSQL reads it."""
    signs = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return str(cell).translate(str.maketrans(signs))


def in_postgres(ask):
    """Return what runs a query in a server."""

    def run(tree, rows, query):
        made = f"DROP TABLE IF EXISTS answers;\n{created(tree, 'postgres')};\n"
        script = f"{made}COPY answers FROM STDIN;\n{copied(rows)}\\.\n{query};\n"
        found = [
            {name: None if cell == "\\N" else cell for name, cell in each.items()}
            for each in ask(script)
        ]
        return sorted(found, key=lambda each: int(each["id"]))

    return run


RUN = {"sqlite": in_sqlite, "duckdb": in_duckdb}


def named(cursor):
    names = [column[0] for column in cursor.description]
    found = [dict(zip(names, each, strict=True)) for each in cursor.fetchall()]
    return sorted(found, key=lambda each: each["id"])


def amount(tree, name):
    body = tree.values[name].body
    return isinstance(body, Sum) and not body.dated


def expected(tree, answers, today=None):
    """Return what the row of some answers must come to."""
    try:
        decision, wrong = tree.decide(answers, today=today), set()
    except AnswerError as error:
        decision = error.decision
        wrong = {f"{', '.join(p.questions)}: {p.code}" for p in error.problems}
    if any(problem.endswith("contradiction") for problem in wrong):
        return {"problems": wrong}
    if decision.todo:
        wrong.add(f"{decision.trace.step}: not written yet")
    known = decision.shows if decision.complete else {}
    shows = {n: None if isinstance(a, list) else a for n, a in known.items()}
    numbers = {
        n: float(a) for n, a in shows.items() if a is not None and amount(tree, n)
    }
    return {
        "urgency": decision.urgency if decision.complete else None,
        "ends": decision.end or None,
        "advised": {item.id for item in decision.recommendations},
        "undecided": decision.missing[0] if decision.missing else None,
        "so_far": decision.urgency,
        "problems": wrong,
        **dict.fromkeys(tree.show),
        **shows,
        **numbers,
    }


def told(tree, found):
    """Return a row of a result as ``expected`` has it."""
    problems = {*(found["problems"] or "").split("; ")} - {""}
    if any(problem.endswith("contradiction") for problem in problems):
        assert {*found.values()} == {found["id"], found["problems"], None}
        return {"problems": problems}
    values = {name: found[name] for name in tree.show}
    for name, value in values.items():
        if isinstance(value, date):
            values[name] = value.isoformat()
        elif value is not None and amount(tree, name):
            values[name] = float(value)
    advised = {*(found["advised"] or "").split(",")} - {""}
    made = found | values | {"advised": advised, "problems": problems}
    return {name: made[name] for name in made if name != "id"}


def assert_decides_alike(tree, answer_sets, dialect, run=None, today=None):
    """Assert that a query comes to what ``decide`` comes to, row by row."""
    query = sql(tree, dialect, today=today)
    rows = [row(tree, each, dialect, n) for n, each in enumerate(answer_sets)]
    found = (run or RUN[dialect])(tree, rows, query)
    assert [int(each["id"]) for each in found] == [*range(len(rows))]
    for each, answers in zip(found, answer_sets, strict=True):
        assert told(tree, each) == expected(tree, answers, today), answers
