"""Deciding: what a tree decides of each row of a frame, as more columns of it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, TypeVar, cast

import attrs
import narwhals as nw
import numpy as np

from triage.base.dates import local_day
from triage.base.foreign import is_gap
from triage.base.immutable import immutable
from triage.base.wording import quoted
from triage.engine.today import refuse_outside
from triage.frames.clusters import cluster
from triage.frames.columns import CHUNK
from triage.frames.given import Given
from triage.frames.output import IN, Column, enumerated, with_columns
from triage.frames.plan import Asked
from triage.frames.readings import Columns, Read
from triage.frames.rows import NAMES, Deciding, Engine, Notes, Results
from triage.frames.several import from_flags, with_doubts
from triage.frames.sources import FrameError, Source, named, sources
from triage.frames.tables import Framed, Table
from triage.model.tree import TODAY, Tree
from triage.program.codes import packed

Frame = TypeVar("Frame")

CELLS = 256 * CHUNK
"""How many answers are decided at once: of very many questions, fewer rows."""

MADE = 8
"""How many trees are kept ready: to make one ready takes longer than few rows."""


FRAMES = (
    "a DataFrame of polars, pandas, Dask or PySpark, a LazyFrame of polars, a Table of "
    "pyarrow, a relation of DuckDB"
)


def decide(
    tree: Tree,
    frame: Frame,
    *,
    partial: bool = False,
    prefix: str = "",
    today: date | None = None,
    allow_retired: bool = False,
) -> Frame:
    """Return a frame with what a tree decides of each of its rows.

    Each question is a column by its id, and all other columns stay as they are. What is
    null, NaN or an empty text is not answered, which is never "no". An ``any_of``
    question is a column of lists or texts, or a column of truths for each option, such
    as ``signs__fever``. "Not sure" is the text ``unsure``, or true in a column such as
    ``fever__unsure``.

    These columns are added:

    - ``urgency``: the level, in the order of the scale; null while it is not decided;
    - ``ends``: the recommendation that ended the walk, or ``done``;
    - ``advised``: the ids of what the person is told, parted by commas;
    - ``undecided``: the question that is needed, and has no answer;
    - ``so_far``: the highest level that was collected, decided or not;
    - ``problems``: each column with what is wrong there; such an answer counts as none;
    - one for each value that the tree shows; null while it is open.

    Args:
        tree: The tree.
        frame: A frame of polars, pandas, Dask or PySpark, a table of pyarrow, or a
            relation of DuckDB. A lazy frame of polars stays one, and so do frames of
            Dask and PySpark, which decide part by part; a relation is read at once.
        partial: Whether questions may have no column: then nobody answers them.
        prefix: What the names of the added columns begin with.
        today: The day on which it is decided, of a tree that reads ``today``; that in
            the column, or of this machine, unless it is given.
        allow_retired: Whether a tree decides although it is retired.

    Raises:
        FrameError: Columns are missing, or of a type that can be no answer, or have
            the names of those that are added; all of them at once. Or one column
            would be two results, or answer two questions.
        RetiredTree: The tree is retired.
        AnswerError: The tree says nothing of the day, or it is none.

    >>> import polars
    >>> import triage.frames
    >>> curb = triage.load("curb_65")
    >>> patients = {"confusion": [False, None], "urea": [5.0, 9.5], "age": [40, 80]}
    >>> patients |= {"respiratory_rate": [16, 16], "systolic": [120, 120]}
    >>> patients = polars.DataFrame(patients | {"diastolic": [80, 80]})
    >>> decided = triage.frames.decide(curb, patients)
    >>> decided.select("urgency", "ends", "undecided", "score").rows()
    [('low', 'low', None, 0), (None, None, 'confusion', None)]
    """
    tree.refuse_retired(allowed=allow_retired)
    decided = Decided(tree, partial, prefix, None if is_gap(today) else today)
    if apart := cluster(frame):
        return cast(Frame, apart(decided, frame))
    match found := entered(frame):
        case nw.DataFrame() if found.implementation in IN:
            return cast(Frame, decided.of(found))
        case nw.LazyFrame() if found.implementation in LATER:
            later = LATER[found.implementation]
            return cast(Frame, later(decided, found.to_native()))
        case _:
            raise FrameError(f"this `{type(frame).__name__}` is none of {FRAMES}")


def entered(frame: Any) -> Any:
    """Return a frame as it is looked into, whatever its library; or what is none.

    Raises:
        FrameError: Two columns have one name.
    """
    try:
        return nw.from_native(frame, pass_through=True)
    except nw.exceptions.DuplicateError:
        names = Counter(getattr(frame, "column_names", frame.columns))
        twice = quoted(str(name) for name, count in names.items() if count > 1)
        raise FrameError(
            f"more than one column is called {twice}: give each a name of its own"
        ) from None


def as_text(_: "Decided", __: object, prefix: Any) -> None:
    """Refuse a prefix that is no text, such as None."""
    if not isinstance(prefix, str):
        raise FrameError("give the `prefix` as a text, an empty one for none")


@immutable
class Decided:
    """Decide frames alike.

    Args:
        tree: The tree.
        partial: Whether questions may have no column.
        prefix: What the names of the added columns begin with.
        today: The day on which it is decided; None for that in the column.
        now: The day that counts where neither says one.
    """

    tree: Tree
    partial: bool
    prefix: str = attrs.field(validator=as_text)
    today: date | None
    now: date = attrs.field(factory=local_day)

    @property
    def deciding(self) -> Deciding:
        return made(self.tree)

    @cached_property
    def day(self) -> date:
        """The day on which it is decided, where no row says otherwise."""
        return self.now if self.today is None else self.today

    @cached_property
    def added(self) -> Sequence[str]:
        """The names of the columns that are added."""
        shown = [show["id"] for show in self.deciding.plan.shows]
        refuse_twice(shown)
        return [f"{self.prefix}{name}" for name in (*NAMES, *shown)]

    def refuse_names(self, names: Collection[str]) -> None:
        """Refuse columns that have the names of those that are added."""
        if twice := self.taken(names):
            raise FrameError(f"the frame has {quoted(twice)} already: give a `prefix`")

    def taken(self, names: Collection[str]) -> list[str]:
        """Return the names of added columns that others have already."""
        return [name for name in self.added if name in names]

    def of(self, frame: "nw.DataFrame[Any]") -> Any:
        """Return a frame with what is decided."""
        return with_columns(frame, self.columns(Framed(frame)))

    def columns(self, table: Table) -> Mapping[str, Column]:
        """Return what is decided of the rows of a table, as columns."""
        self.refuse_names(table.names)
        known = table.types(self.tree.questions)
        where = sources(self.tree, known, partial=self.partial)
        results, names = Results(self.deciding.plan, table.count), named(where)
        for start, part in table.parts(names, at_once(self.deciding.engine)):
            self.chunk(part, where, start, results)
        return dict(zip(self.added, results.columns.values(), strict=True))

    def chunk(
        self,
        columns: Columns,
        where: Mapping[str, Source],
        start: int,
        results: Results,
    ) -> None:
        """Decide some rows, and put what comes of them in its place."""
        notes = Notes(columns.count)
        given = self.given(columns, where, notes)
        every = slice(start, start + notes.count)
        for rows, walked in self.deciding.decide(given, notes):
            results.put(every if len(rows) == notes.count else start + rows, walked)
        results.note(every, notes)

    def given(
        self, columns: Columns, where: Mapping[str, Source], notes: Notes
    ) -> Given:
        """Return what rows answer, and note what is wrong with them."""
        given = []
        for number, asked in enumerate(self.deciding.plan.questions):
            source = where.get(asked.question.id, Source())
            found = answers(asked, source, columns)
            if asked.question.id == TODAY:
                found = self.on_day(asked, found)
            for name, rows in found.wrong:
                notes.add(Notes.CELLS, number, name, rows)
            given.append(found.answers)
        return Given(given)

    def on_day(self, asked: Asked, found: Read) -> Read:
        """Return the days on which it is decided, that of the machine where none is."""
        refuse_outside(asked.question, self.day)
        number = np.asarray(
            packed(asked.question, asked.question.accept(self.day)), asked.type
        )
        if self.today is not None:
            return Read(np.full(len(found.codes), number))
        gaps = found.codes == asked.unasked
        for _, rows in found.wrong:
            gaps[rows] = False
        return Read(np.where(gaps, number, found.codes), found.wrong)


@lru_cache(MADE)
def made(tree: Tree) -> Deciding:
    """Return what decides rows by a tree."""
    return Deciding(tree)


def at_once(engine: Engine) -> int:
    """Return how many rows an engine decides at once."""
    return min(engine.at_once, CELLS // max(1, len(engine.plan.questions)))


def refuse_twice(shown: Iterable[str]) -> None:
    """Refuse a tree of which two columns of results would be called the same."""
    if twice := [name for name in shown if name in NAMES]:
        raise FrameError(
            f"two columns of the result would be {quoted(twice)}, whatever the "
            "`prefix`: give what the tree shows another name"
        )


def answers(asked: Asked, source: Source, columns: Columns) -> Read:
    """Return the answers to a question in the columns that have them."""
    if source.column:
        found = columns.read(asked, source.column)
    elif source.options:
        found = from_flags(asked, columns, source.options)
    else:
        found = Read(np.full(columns.count, asked.unasked, asked.type))
    if source.unsure:
        found = with_doubts(asked, found, columns, source.unsure)
    return found


def in_polars(decided: Decided, frame: Any) -> Any:
    """Return a lazy frame that decides whatever part of it is asked for."""

    def part(rows: Any) -> Any:
        return decided.of(nw.from_native(rows, eager_only=True))

    schema = part(frame.collect_schema().to_frame(eager=True)).schema
    # a part has every column of answers, whatever is asked for of what is decided
    return frame.map_batches(
        part, schema=schema, projection_pushdown=False, streamable=True
    )


def in_duckdb(decided: Decided, relation: Any) -> Any:
    """Return a relation over what is decided of all its rows.

    Names that differ in capitals alone are one name there.
    """
    there = {name.lower() for name in relation.columns}
    decided.refuse_names([name for name in decided.added if name.lower() in there])
    library = nw.get_native_namespace(relation)
    table = nw.from_native(relation.to_arrow_table(), eager_only=True)
    columns = decided.columns(Framed(table))
    made = library.from_arrow(with_columns(table, columns))
    return enumerated(library, made, columns)


LATER: Mapping[Any, Callable[[Decided, Any], Any]] = {
    nw.Implementation.POLARS: in_polars,
    nw.Implementation.DUCKDB: in_duckdb,
}
"""How what holds no rows yet is decided, by its library."""
