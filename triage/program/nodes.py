"""Nodes: all conditions and numbers of a tree as one flat table, each made once.

A row is an operator and its operands. Operands stand before what is made of them, so
that a reader needs no recursion, and equal rows are one row.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from triage.base.answer import UNSURE
from triage.base.exceptions import TriageError
from triage.base.question import Question
from triage.language.lower import Ends

Row: TypeAlias = tuple[str, tuple[int, ...]]
"""An operator and its operands."""

OPERATORS: Mapping[str, str] = {
    # truths
    "true": "",
    "false": "",
    "is": "qo",
    "open": "q",
    "asked": "q",
    "put": "q",
    "urgent": "l",
    "not": "t",
    "and": "t*",
    "or": "t*",
    "lt0": "n",
    "le0": "n",
    # numbers
    "lo": "q",
    "hi": "q",
    "if": "t",
    "sum": "k(kn)*",
    "mul": "nn",
    "div": "nn",
    "round": "nk",
    "floor": "nk",
    "ceil": "nk",
    "mark": "n",
    "close": "n",
    "day": "n",
    "min": "nn",
    "max": "nn",
    "pick": "tnn",
}
"""What stands behind each operator.

``q`` is the index of a question, ``o`` that of an option, ``l`` that of a level, ``t``
the node of a truth, ``n`` that of a number, and ``k`` a whole number.
"""

NODES = "tn"
"""The operands that are nodes."""

SAFE = 2**53 - 1
"""The greatest whole number that every reader of JSON keeps exact."""


class Unportable(TriageError):
    """Say what a tree uses that no program can say."""


class Nodes:
    """Be the algebra whose booleans and numbers are the numbers of rows."""

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self.questions = questions
        self.numbers = {name: number for number, name in enumerate(questions)}
        self.rows: list[Row] = []
        self.known: dict[Row, int] = {}

    def row(self, operator: str, *operands: int) -> int:
        """Return the number of a row, which is made if there is none like it."""
        row = operator, operands
        if row not in self.known:
            self.known[row] = len(self.rows)
            self.rows.append(row)
        return self.known[row]

    def of(self, operator: str, question: str, *operands: int) -> int:
        return self.row(operator, self.numbers[question], *operands)

    def constant(self, holds: bool) -> int:  # noqa: FBT001
        return self.row("true" if holds else "false")

    def every(self, items: list[int]) -> int:
        return self._joined("and", items, decisive="false", idle="true")

    def some(self, items: list[int]) -> int:
        return self._joined("or", items, decisive="true", idle="false")

    def _joined(
        self, operator: str, items: list[int], *, decisive: str, idle: str
    ) -> int:
        """Return what joins items, of which one alone can decide, and others do not."""
        found: dict[int, None] = {}
        for item in items:
            name, parts = self.rows[item]
            if name == decisive:
                return item
            if name != idle:
                found |= dict.fromkeys(parts if name == operator else [item])
        if not found:
            return self.row(idle)
        return next(iter(found)) if len(found) == 1 else self.row(operator, *found)

    def negate(self, item: int) -> int:
        match self.rows[item]:
            case ("true" | "false" as constant, _):
                return self.constant(constant == "false")
            case ("not", (inner,)):
                return inner
            case _:
                return self.row("not", item)

    def total(self, terms: list[tuple[int, int]], constant: int) -> int:
        """Return a sum, made flat.

        What is added and taken away is not made less: while it is open, each of the
        two may be another number. So ends are those that the walk finds.
        """
        found: dict[tuple[int, bool], int] = {}
        for factor, term in terms:
            amount, parts = self._apart(term)
            constant += factor * amount
            for own, part in parts:
                key = part, factor * own > 0
                found[key] = found.get(key, 0) + factor * own
        pairs = [(factor, part) for (part, _), factor in found.items() if factor]
        if not constant and [factor for factor, _ in pairs] == [1]:
            return pairs[0][1]
        return self.row("sum", constant, *(x for pair in pairs for x in pair))

    def _apart(self, item: int) -> tuple[int, list[tuple[int, int]]]:
        """Return a number as a constant, and factors with other numbers."""
        match self.rows[item]:
            case ("sum", (constant, *parts)):
                return constant, [*zip(parts[::2], parts[1::2], strict=True)]
            case _:
                return 0, [(1, item)]

    def one_if(self, item: int) -> int:
        match self.rows[item]:
            case ("true" | "false" as constant, _):
                return self.total([], int(constant == "true"))
            case _:
                return self.row("if", item)

    def below(self, item: int) -> int:
        match self.rows[item]:
            case ("sum", (constant,)):
                return self.constant(constant < 0)
            case _:
                return self.row("lt0", item)

    def at_most(self, item: int) -> int:
        match self.rows[item]:
            case ("sum", (constant,)):
                return self.constant(constant <= 0)
            case _:
                return self.row("le0", item)

    def times(self, one: int, other: int, _: Ends) -> int:
        return self.row("mul", one, other)

    def divided(self, one: int, other: int) -> int:
        return self.row("div", one, other)

    def rounded(self, how: str, item: int, unit: int, _: Ends) -> int:
        return self.row(how, item, unit)

    def calendar(self, how: str, item: int, _: Ends) -> int:
        return self.row(how, item)

    def smaller(self, one: int, other: int) -> int:
        return one if one == other else self.row("min", one, other)

    def larger(self, one: int, other: int) -> int:
        return one if one == other else self.row("max", one, other)

    def choose(self, test: int, then: int, other: int) -> int:
        return then if then == other else self.row("pick", test, then, other)

    def shared(self, _: tuple[str, int], item: int) -> int:
        return item

    def answered(self, question: str, answer: str) -> int:
        if answer == UNSURE:
            return self.open(question)
        return self.of("is", question, self.questions[question].keys.index(answer))

    def open(self, question: str) -> int:
        return self.of("open", question)

    def asked(self, question: str) -> int:
        return self.of("asked", question)

    def put(self, question: str) -> int:
        return self.of("put", question)

    def least(self, question: str) -> int:
        return self.of("lo", question)

    def greatest(self, question: str) -> int:
        return self.of("hi", question)

    def urgent(self, rank: int) -> int:
        return self.row("urgent", rank)

    def advised(self, recommendation: str) -> int:
        raise Unportable(f"no program asks whether `{recommendation}` was advised")

    def ends(self, recommendation: str) -> int:
        raise Unportable(f"no program asks whether it ended with `{recommendation}`")


def kinds(row: Row) -> str:
    """Return what each operand of a row is, as ``OPERATORS`` says it.

    >>> kinds(("sum", (70, -1, 0, 2, 3))), kinds(("is", (0, 1)))
    ('kknkn', 'qo')
    """
    operator, operands = row
    found = OPERATORS[operator].replace("(kn)*", "kn" * (len(operands) // 2))
    return found.replace("t*", "t" * len(operands))


def parts(row: Row) -> Iterator[int]:
    """Yield the nodes that a row is made of.

    >>> [*parts(("sum", (70, -1, 0, 2, 3)))]
    [0, 3]
    """
    for kind, operand in zip(kinds(row), row[1], strict=True):
        if kind in NODES:
            yield operand


def questions(row: Row) -> Iterator[int]:
    """Yield the questions that a row reads.

    >>> [*questions(("is", (3, 0)))]
    [3]
    """
    for kind, operand in zip(kinds(row), row[1], strict=True):
        if kind == "q":
            yield operand


class Kept:
    """Keep of a table what is reached, each row behind those that it is made of."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes
        self.rows: list[list[int | str]] = []
        self.numbers: dict[int, int] = {}

    def keep(self, node: int) -> int:
        """Return the number that a node has in what is kept."""
        for each in sorted(self._missing(node)):
            self.numbers[each] = len(self.rows)
            self.rows.append(self._renumbered(self.nodes.rows[each]))
        return self.numbers[node]

    def _missing(self, node: int) -> Iterable[int]:
        """Return a node and all below it that are not kept yet."""
        found, left = set[int](), [node]
        while left:
            each = left.pop()
            if each not in self.numbers and each not in found:
                found.add(each)
                left += parts(self.nodes.rows[each])
        return found

    def _renumbered(self, row: Row) -> list[int | str]:
        pairs = zip(kinds(row), row[1], strict=True)
        return [row[0], *(self._operand(kind, operand) for kind, operand in pairs)]

    def _operand(self, kind: str, operand: int) -> int | str:
        if kind in NODES:
            return self.numbers[operand]
        return operand if -SAFE <= operand <= SAFE else str(operand)
