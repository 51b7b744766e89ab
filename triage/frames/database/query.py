"""Query: a tree as SQL, which decides every row of a table.

A row stands at a step, and each group of table expressions takes it from there to the
next place where ways meet, to an end, or to a page on which an answer is missing. What
waits is NULL, so the logic of SQL is that of a page.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from triage.base.exceptions import TriageError
from triage.base.suggest import did_you_mean
from triage.base.wording import quoted as in_ticks
from triage.engine.today import day_of
from triage.frames.database.cells import Cells, unasked
from triage.frames.database.dialects import (
    DIALECTS,
    REFUSED,
    TRANSLATED,
    Dialect,
    Unsayable,
)
from triage.frames.database.groups import BITS, Group, State
from triage.frames.database.moving import Far, kept_near
from triage.frames.database.outcome import Outcome
from triage.frames.database.page import Told
from triage.frames.database.regions import cut, reached
from triage.frames.database.statement import Statement, TooWide, quoted
from triage.frames.database.table import Table
from triage.frames.database.translation import translated
from triage.model.traversal import advice_sites
from triage.model.tree import Recommendation, Tree

HEAD = rb"\A-- [^\n]*, logic [0-9a-f]{16}: one row for each of "
"""How a query begins."""

RESULTS = ("urgency", "ends", "advised", "undecided", "so_far", "problems")
"""The columns that every query has."""


def sql(
    tree: Tree,
    dialect: str = "duckdb",
    *,
    table: str = "answers",
    key: str = "id",
    today: date | None = None,
    allow_retired: bool = False,
) -> str:
    """Return a query that decides every row of a table.

    It comes to what ``Tree.decide`` comes to. What is NULL, or an empty text, was not
    answered, and is never read as "no".

    Args:
        tree: The tree.
        dialect: Whose SQL it is: ``duckdb``, ``postgres`` or ``sqlite``; or
            ``bigquery``, ``mysql``, ``snowflake`` or ``spark``, with the extra ``sql``.
        table: The name of the table, which has a column for each question.
        key: The name of the column that says which row is which.
        today: The day on which it is decided, of a tree that reads ``today``; that on
            which the query is run unless it is given.
        allow_retired: Whether a tree decides although its ``status`` is ``retired``.

    Raises:
        RetiredTree: The tree is retired.
        Unsayable: The tree uses what this database cannot say.
        MissingExtra: The dialect needs a translator, which is not installed.
        TriageError: There is no such dialect.
        AnswerError: The day is none.

    >>> import triage
    >>> query = sql(triage.load("curb_65"), "postgres")
    >>> query.splitlines()[0]
    '-- curb_65 1.0.0, logic c6ddb0f6d3e40d19: one row for each of "answers"'
    """
    tree.refuse_retired(allowed=allow_retired)
    known = dialect_of(dialect)
    text = Query(tree, known, table, key, day_of(tree, today)).text()
    return translated(text, dialect) if dialect in TRANSLATED else text


def dialect_of(name: str) -> Dialect:
    """Return the dialect of a name.

    Raises:
        Unsayable: No query can be written for it.
        TriageError: There is no such dialect.
    """
    if name in REFUSED:
        raise Unsayable(f"{REFUSED[name]}: decide with `triage.frames.decide`")
    known = DIALECTS | TRANSLATED
    if name not in known:
        advice = did_you_mean(name, known)
        message = f"no dialect of SQL is called `{name}`"
        raise TriageError(f"{message}: {advice}".rstrip(": "))
    return known[name]


class Query:
    """Write a tree as a query of one database."""

    def __init__(
        self, tree: Tree, dialect: Dialect, table: str, key: str, today: date | None
    ) -> None:
        self.tree = tree
        self.dialect = dialect
        self.key = key
        self.today = today
        self.program = tree.program().to_dict()
        self.table = Table(tree, self.program["nodes"])
        self.questions = self.table.questions
        self.numbers = {name: n for n, name in enumerate(tree.questions)}
        self.told: tuple[Recommendation, ...] = tuple(tree.recommendations.values())
        self.items = {name: n for n, name in enumerate(tree.recommendations)}
        self.places = {name: n for n, name in enumerate(tree.steps)}
        self.reached = reached(tree)
        self.regions = cut(self.reached)
        parts = (quoted(part) for part in table.split("."))
        self.statement = Statement(".".join(parts))
        self.far: tuple[Far, ...] = ()
        self.state = State(["0"] * -(-len(self.told) // BITS))
        for number, question in enumerate(self.questions):
            self.state.stored[number] = unasked(question)
            self.state.put[number] = "FALSE"

    @cached_property
    def before(self) -> Mapping[str, tuple[frozenset[int], frozenset[int]]]:
        """What was asked before each step: on every way to it, and on some."""
        nothing = frozenset[int]()
        found = {self.tree.first: (nothing, nothing)}
        for step in self.reached.values():
            here = frozenset(self.numbers[name] for name in step.ask)
            must, may = (known | here for known in found[step.id])
            for way in step.ways:
                always, sometimes = found.get(way.to, (must, nothing))
                found[way.to] = always & must, sometimes | may
        return found

    @cached_property
    def warns(self) -> bool:
        """Whether what is as bad as can be is advised on the way, not at an end."""
        sites = advice_sites(self.reached.values())
        told = (self.tree.recommendations[x.advice.recommendation] for x in sites)
        return any(self.tree.is_top(item.rank) for item in told)

    def noted(self, wanted: Iterable[Recommendation]) -> list[str]:
        """Return whether any of some recommendations was collected before a group."""
        names, found = {item.id for item in wanted}, list[str]()
        for column, name in enumerate(self.state.told):
            items = self.told[column * BITS : (column + 1) * BITS]
            mask = sum(1 << n for n, item in enumerate(items) if item.id in names)
            if mask and name != "0":
                found.append(f"({name} & {mask}) <> 0")
        return found

    def end(self, name: str) -> tuple[Told, ...]:
        """Return what a way collects by leading to an end."""
        return (Told(self.items[name], when=True),) if name in self.items else ()

    def text(self) -> str:
        """Return the query."""
        self._refuse()
        cells = Cells(self.tree, self.dialect, self.statement, self.key, self.today)
        wrong = cells.read()
        self.far = kept_near(self)
        for number, roots in enumerate(self.regions.levels, 1):
            Group(self, number, roots).write()
        columns = Outcome(self, wrong).columns()
        try:
            return self.statement.write(self._head(), columns, self.dialect)
        except TooWide:
            raise Unsayable(
                f"this tree needs more than {self.dialect.columns:,} columns at once, "
                f"which {self.dialect.name} has not: decide with `tree.decide`"
            ) from None

    def _head(self) -> str:
        tree = self.tree
        named = f"{tree.id} {tree.version}".strip()
        return (
            f"-- {named}, logic {tree.logic}: one row for each of "
            f"{self.statement.table}"
        )

    def _refuse(self) -> None:
        results = [self.key, *self.tree.show, *RESULTS]
        twice = sorted({name for name in results if results.count(name) > 1})
        if twice:
            raise Unsayable(f"two columns of the result would be {in_ticks(twice)}")
        dated = [question.id for question in self.questions if question.is_date]
        if dated and not self.dialect.dates:
            raise Unsayable(
                f"days are not counted in {self.dialect.name} yet, such as "
                f"{in_ticks(dated[:1])}: decide with `triage.frames.decide`"
            )
