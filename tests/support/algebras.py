"""Two algebras that nobody shipped: a table of nodes, and the text of a database.

They stand for what others will make of conditions, and show that the lowering knows
nothing of walks or solvers.
"""

import sqlite3
from contextlib import closing

from triage.base.answer import UNSURE

# A table of nodes


class Table:
    """Make every boolean and every number a row of a table, each row once.

    A row is an operator and its operands, which are other rows or plain words; rows
    stand before what uses them. What is constant is folded, `and` and `or` are flat.
    """

    def __init__(self):
        self.rows = [("true",), ("false",)]
        self.numbers = {row: number for number, row in enumerate(self.rows)}

    def row(self, *row):
        """Return the number of a row, adding it if it is new."""
        if row not in self.numbers:
            self.numbers[row] = len(self.rows)
            self.rows.append(row)
        return self.numbers[row]

    def constant(self, holds):
        return 0 if holds else 1

    def joined(self, operator, items, decisive):
        flat = dict.fromkeys(
            inner
            for item in items
            for inner in (
                self.rows[item][1:] if self.rows[item][0] == operator else (item,)
            )
        )
        if decisive in flat:
            return decisive
        left = [item for item in flat if item != 1 - decisive]
        if len(left) == 1:
            return left[0]
        return self.row(operator, *left) if left else 1 - decisive

    def every(self, items):
        return self.joined("and", items, 1)

    def some(self, items):
        return self.joined("or", items, 0)

    def negate(self, item):
        if item < 2:
            return 1 - item
        row = self.rows[item]
        return row[1] if row[0] == "not" else self.row("not", item)

    def total(self, terms, constant):
        return self.row("sum", constant, *terms)

    def one_if(self, item):
        return self.row("if", item)

    def below(self, item):
        return self.row("lt0", item)

    def at_most(self, item):
        return self.row("le0", item)

    def shared(self, _, item):
        return item

    def answered(self, question, answer):
        return self.row("is", question, answer)

    def open(self, question):
        return self.row("open", question)

    def asked(self, question):
        return self.row("asked", question)

    def put(self, question):
        return self.row("put", question)

    def least(self, question):
        return self.row("lo", question)

    def greatest(self, question):
        return self.row("hi", question)

    def urgent(self, rank):
        return self.row("urgent", rank)

    def advised(self, recommendation):
        return self.row("advised", recommendation)

    def ends(self, recommendation):
        return self.row("ends", recommendation)

    def judged(self, patient):
        """Return what every row is for a patient, from the first row to the last."""
        found = []
        for operator, *operands in self.rows:
            found.append(JUDGES[operator](found, patient, *operands))
        return found


JUDGES = {
    "true": lambda *_: True,
    "false": lambda *_: False,
    "and": lambda found, _, *rows: all(found[row] for row in rows),
    "or": lambda found, _, *rows: any(found[row] for row in rows),
    "not": lambda found, _, row: not found[row],
    "sum": lambda found, _, constant, *terms: (
        constant + sum(factor * found[row] for factor, row in terms)
    ),
    "if": lambda found, _, row: int(found[row]),
    "lt0": lambda found, _, row: found[row] < 0,
    "le0": lambda found, _, row: found[row] <= 0,
    "is": lambda _, patient, question, answer: patient[f"{question}.{answer}"],
    "open": lambda _, patient, question: patient[f"{question}.open"],
    "asked": lambda _, patient, question: patient[f"{question}.asked"],
    "put": lambda _, patient, question: patient[f"{question}.put"],
    "lo": lambda _, patient, question: patient[f"{question}.lo"],
    "hi": lambda _, patient, question: patient[f"{question}.hi"],
    "urgent": lambda _, patient, rank: patient["rank"] >= rank,
    "advised": lambda _, patient, name: name in patient["advised"],
    "ends": lambda _, patient, name: name in patient["ends"],
}
"""What the row of an operator is, once the rows that it uses are known."""


# A database


class Sql:
    """Make every boolean and every number an expression of SQL.

    What is shared becomes a column of its own, in a step of its own. All names in the
    text are ids of a tree; what a patient says is handed over beside it.
    """

    def __init__(self):
        self.columns = {}

    def constant(self, holds):
        return "TRUE" if holds else "FALSE"

    def every(self, items):
        return f"({' AND '.join(items)})" if items else "TRUE"

    def some(self, items):
        return f"({' OR '.join(items)})" if items else "FALSE"

    def negate(self, item):
        return f"(NOT {item})"

    def total(self, terms, constant):
        return f"({' + '.join([str(constant), *(f'{f} * {n}' for f, n in terms)])})"

    def one_if(self, item):
        return f"CASE WHEN {item} THEN 1 ELSE 0 END"

    def below(self, item):
        return f"({item} < 0)"

    def at_most(self, item):
        return f"({item} <= 0)"

    def shared(self, key, item):
        name = f'"value {key[0]} {key[1]}"'
        self.columns[name] = item
        return name

    def answered(self, question, answer):
        return f'"{question}.{answer}"'

    def open(self, question):
        return f'"{question}.open"'

    def asked(self, question):
        return f'"{question}.asked"'

    def put(self, question):
        return f'"{question}.put"'

    def least(self, question):
        return f'"{question}.lo"'

    def greatest(self, question):
        return f'"{question}.hi"'

    def urgent(self, rank):
        return f'("rank" >= {rank})'

    def advised(self, recommendation):
        return f"(\"advised\" LIKE '% {recommendation} %')"

    def ends(self, recommendation):
        return f"(\"ends\" LIKE '% {recommendation} %')"

    def judged(self, expressions, patient):
        """Return what expressions are for a patient, by asking a database."""
        row = {
            name: f" {' '.join(given)} " if isinstance(given, tuple) else given
            for name, given in patient.items()
        }
        given = ", ".join(f'? AS "{name}"' for name in row)
        query, last = f"WITH patient AS (SELECT {given})", "patient"
        for name, item in self.columns.items():
            query += f", {name} AS (SELECT *, {item} AS {name} FROM {last})"  # noqa: S608
            last = name
        query += f" SELECT {', '.join(expressions)} FROM {last}"  # noqa: S608
        with closing(sqlite3.connect(":memory:")) as database:
            return database.execute(query, [*row.values()]).fetchone()


def patient(tree, answers, *, rank=-1, advised=(), end="", skipped=()):
    """Return what is so of a patient, by the names that the algebras use."""
    found = {"rank": rank, "advised": (*advised,), "ends": (end,)}
    for name, question in tree.questions.items():
        given = answers.get(name, UNSURE)
        words = given if isinstance(given, tuple) else (given,)
        found[f"{name}.asked"] = name in answers
        found[f"{name}.put"] = name in answers and name not in skipped
        found[f"{name}.open"] = UNSURE in words
        for word in ("yes", "no", *question.choices):
            found[f"{name}.{word}"] = word in words
        if question.is_number:
            least, greatest = question.range
            known = None if UNSURE in words else question.scaled(given)
            found[f"{name}.lo"] = least if known is None else known
            found[f"{name}.hi"] = greatest if known is None else known
    return found
