"""Two algebras that nobody shipped: a table of nodes, and the text of a database.

They stand for what others will make of conditions, and show that the lowering knows
nothing of walks or solvers.
"""

import sqlite3
from contextlib import closing
from fractions import Fraction
from itertools import chain

from calendars import CALENDAR
from reference import rounded

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

    def times(self, one, other, _):
        return self.row("times", one, other)

    def divided(self, one, other):
        return self.row("divided", one, other)

    def rounded(self, how, item, unit, _):
        return self.row("rounded", item, how, unit)

    def calendar(self, how, item, _):
        return self.row("calendar", item, how)

    def smaller(self, one, other):
        return self.row("min", one, other)

    def larger(self, one, other):
        return self.row("max", one, other)

    def choose(self, test, then, other):
        return self.row("choose", test, then, other)

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
    "times": lambda found, _, one, other: found[one] * found[other],
    "divided": lambda found, _, one, other: Fraction(found[one]) / found[other],
    "rounded": lambda found, _, row, how, unit: rounded(
        how, Fraction(found[row], unit)
    ),
    "calendar": lambda found, _, row, how: CALENDAR[how](int(found[row])),
    "min": lambda found, _, *rows: min(found[row] for row in rows),
    "max": lambda found, _, *rows: max(found[row] for row in rows),
    "choose": lambda found, _, test, then, other: found[then if found[test] else other],
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


class Exact(str):
    """Be an expression of a number with fractions, for which there are functions."""

    __slots__ = ()


FUNCTIONS = {
    "total": lambda constant, *terms: exact(
        constant
        + sum(f * inexact(n) for f, n in zip(terms[::2], terms[1::2], strict=True))
    ),
    "times": lambda one, other: exact(inexact(one) * inexact(other)),
    "divided": lambda one, other: exact(Fraction(inexact(one)) / inexact(other)),
    "rounded": lambda how, item, unit: rounded(how, Fraction(inexact(item), unit)),
    "calendar": lambda how, item: CALENDAR[how](int(inexact(item))),
    "least": lambda one, other: exact(min(inexact(one), inexact(other))),
    "most": lambda one, other: exact(max(inexact(one), inexact(other))),
    "sign_of": lambda item: (inexact(item) > 0) - (inexact(item) < 0),
}
"""What a database is taught of exact numbers: text, where they are not whole."""


def exact(number):
    """Return a number as a database keeps it."""
    return str(number) if abs(number) >= 2**63 or number != int(number) else int(number)


def inexact(text):
    """Return what a database keeps as a number."""
    return Fraction(text)


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
        if any(isinstance(n, Exact) for _, n in terms):
            return self.called("total", constant, *chain.from_iterable(terms))
        return f"({' + '.join([str(constant), *(f'{f} * {n}' for f, n in terms)])})"

    def called(self, function, *items):
        return Exact(f"{function}({', '.join(map(str, items))})")

    def times(self, one, other, _):
        return self.called("times", one, other)

    def divided(self, one, other):
        return self.called("divided", one, other)

    def rounded(self, how, item, unit, _):
        return self.called("rounded", f"'{how}'", item, unit)

    def calendar(self, how, item, _):
        return self.called("calendar", f"'{how}'", item)

    def smaller(self, one, other):
        return self.called("least", one, other)

    def larger(self, one, other):
        return self.called("most", one, other)

    def choose(self, test, then, other):
        return Exact(f"CASE WHEN {test} THEN {then} ELSE {other} END")

    def one_if(self, item):
        return f"CASE WHEN {item} THEN 1 ELSE 0 END"

    def below(self, item):
        return f"({self.sign(item)} < 0)"

    def at_most(self, item):
        return f"({self.sign(item)} <= 0)"

    def sign(self, item):
        return self.called("sign_of", item) if isinstance(item, Exact) else item

    def shared(self, key, item):
        name = f'"value {key[0]} {key[1]}"'
        self.columns[name] = item
        return Exact(name) if isinstance(item, Exact) else name

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
            for name, function in FUNCTIONS.items():
                database.create_function(name, -1, function)
            found = database.execute(query, [*row.values()]).fetchone()
        return [Fraction(item) if isinstance(item, str) else item for item in found]


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
