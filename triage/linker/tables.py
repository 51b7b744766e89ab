"""Decision tables: rows as ways on, complete and without overlap."""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import TypeVar

import triage.language.ast as e
from triage.base.diagnostics import Note
from triage.base.exceptions import TreeError
from triage.base.immutable import immutable
from triage.base.question import Question
from triage.base.text import Span, Text, written
from triage.base.wording import many
from triage.linker.cells import Input, Meaning
from triage.linker.convert import flag
from triage.linker.fitting import TooMany, fitting, groups, numbers
from triage.linker.resolve import Names, Report
from triage.model.tree import Advice, Cell, Way
from triage.treefile.document import TableEntry
from triage.treefile.sheet import Sheet

GO = "go"
"""The column of a CSV file that says where a row leads."""

ADVISE = "advise"
"""The column that says what is collected in a row, where a table has one."""

NOTE = "x-"
"""How the name of a column begins that is for people alone."""

Row = tuple[Text, ...]

T = TypeVar("T")


@immutable
class Columns:
    """Hold the cells of a table as written: for each row its inputs, then the rest."""

    rows: tuple[Row, ...]

    @classmethod
    def of(cls, entry: TableEntry, sheet: Sheet | None) -> "Columns":
        """Return the rows of a table: their inputs in order, ``advise`` and ``go``.

        Raises:
            TreeError: Columns or cells are missing, or too many.
        """
        rest = rest_of(entry)
        wanted = [*map(str, map(written, entry.inputs)), *rest]
        if sheet is None:
            listed = entry.rows if isinstance(entry.rows, tuple) else ()
            for row in listed:
                if len(row) != len(wanted):
                    raise uneven(entry, row)
            return cls(listed)
        head = [text.value for text in sheet.head]
        for text in sheet.head:
            if text.value not in wanted and not text.value.startswith(NOTE):
                message = f"`{text}` is neither an input nor `{GO}`"
                advice = f"add it to `inputs`, or call a note `{NOTE}{text}`"
                if text.value == ADVISE:
                    advice = "write `advise: true` in the table, if rows collect advice"
                raise TreeError.at("T112", message, text, advice)
            if head.count(text.value) > 1:
                message = f"two columns are called `{text}`"
                raise TreeError.at("T112", message, text, "rename one of them")
        for name in wanted:
            if name not in head:
                message = f"`{entry.rows}` has no column `{name}`"
                advice = f"its first line names them: {', '.join(wanted)}"
                raise TreeError.at("T112", message, entry.rows, advice)  # type: ignore[arg-type]
        places = [head.index(name) for name in wanted]
        return cls(tuple(tuple(row[n] for n in places) for row in sheet.rows))


def rest_of(entry: TableEntry) -> tuple[str, ...]:
    """Return what rows say beside their inputs."""
    return (ADVISE, GO) if flag(entry.advise) else (GO,)


def uneven(entry: TableEntry, row: Row) -> TreeError:
    inputs, *others = many(len(entry.inputs), "input"), *rest_of(entry)
    *some, last = inputs, *(f"`{name}`" for name in others)
    message = f"this row has {many(len(row), 'cell')} for {', '.join(some)} and {last}"
    at = row[0].span if row else entry.span
    return TreeError.at("T112", message, at, "write one for each, `-` for any answer")


@immutable
class Table:
    """Hold a table as linked.

    Args:
        inputs: What its columns are about, in the order of its file.
        ways: A way for each row, in order.
    """

    inputs: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()


def link_table(
    entry: TableEntry,
    sheet: Sheet | None,
    names: Names,
    target: Callable[[Text], str],
    advised: Callable[[Text], tuple[Advice, ...]],
) -> Table:
    """Return the ways of a step that leads on by a table; none where it is wrong."""
    found, scope = names.found, names.scope(entry.span.source, "step")
    known: Mapping[str, Question | e.Value] = {**scope.questions, **scope.values}
    found.look_up("question or value", entry.inputs, known)
    before = len(found.findings)
    check_inputs(entry, sheet, found)
    inputs = [
        found.attempt(Input.of, text, known[text.value])
        for text in entry.inputs
        if text.value in known
    ]
    if len(found.findings) > before:
        return Table()
    columns = found.attempt(Columns.of, entry, sheet)
    if columns is None or len(inputs) < len(entry.inputs):  # a name of it is broken
        return Table()
    known_inputs = [one for one in inputs if one]
    linking = Linking(names, entry, known_inputs, once(target), once(advised))
    rows = [*map(linking.row, columns.rows)]
    if len(found.findings) == before:
        linking.check(rows, columns.rows)
    ids = tuple(one.id for one in linking.inputs)
    return Table(ids, linking.ways(rows, columns.rows))


def once(function: Callable[[Text], T]) -> Callable[[Text], T]:
    """Return a function of cells that is asked once for all that say the same."""
    known: dict[str, T] = {}

    def found(text: Text) -> T:
        if text.value not in known:
            known[text.value] = function(text)
        return known[text.value]

    return found


def check_inputs(entry: TableEntry, sheet: Sheet | None, found: Report) -> None:
    """Note an input that is named twice, or as another column of a file."""
    for n, text in enumerate(entry.inputs):
        if text in entry.inputs[:n]:
            found.error("T112", f"`{text}` is an input twice", text, "keep one of them")
        if text.value in rest_of(entry) and sheet is not None:
            message = f"an input cannot be called `{text}`, as another column is"
            found.error("T112", message, text, "rename it, or write the rows here")


Meanings = tuple[Meaning, ...]

NOTHING = Meaning(Cell("", None), ())


class Linking:
    """Link the rows of one table; a cell that says the same is read once."""

    def __init__(
        self,
        names: Names,
        entry: TableEntry,
        inputs: Sequence[Input],
        target: Callable[[Text], str],
        advised: Callable[[Text], tuple[Advice, ...]],
    ) -> None:
        self.found = names.found
        self.entry = entry
        self.inputs = inputs
        self.first = entry.hit is not None and entry.hit.value == "first"
        self.target = target
        self.advised = advised
        self.advises = ADVISE in rest_of(entry)
        self.read: list[dict[str, Meaning]] = [{} for _ in inputs]

    def row(self, texts: Row) -> Meanings:
        cells = zip(self.inputs, self.read, texts, strict=False)
        return tuple(self.meaning(*three) for three in cells)

    def meaning(self, one: Input, read: dict[str, Meaning], text: Text) -> Meaning:
        found = read.get(text.value) or self.found.attempt(one.meaning, text)
        if found is None:
            return NOTHING
        read[text.value] = found
        return found

    def ways(self, rows: Sequence[Meanings], texts: Sequence[Row]) -> tuple[Way, ...]:
        """Return a way for each row; the last is taken when no other fits."""
        made = []
        for number, (meanings, row) in enumerate(zip(rows, texts, strict=True), 1):
            spans = row[0].span, row[-1].span
            span = Span(spans[0].source, spans[0].start, spans[1].end)
            said = tuple(meaning.cell for meaning in meanings)
            when = None if number == len(rows) else every(said, span)
            advise = self.advised(row[-2]) if self.advises else ()
            to = self.target(row[-1])
            made.append(Way(0, to, when, advise=advise, span=span, cells=said))
        return tuple(made)

    def check(self, rows: Sequence[Meanings], texts: Sequence[Row]) -> None:
        """Note a gap in the table, and two rows that fit the same answers."""
        if not rows:
            file, advice = self.entry.rows, "write one, with `-` for any"
            is_file = isinstance(file, Text)
            message = f"`{file}` has no rows" if is_file else "the table has no rows"
            at = self.at if is_file else self.entry.span
            self.found.error("T407", message, at, advice)
            return
        if self.first and all(x.cell.when is None for x in rows[-1]):
            return
        columns = [
            groups([row[n].fits for row in rows], one.low, one.last)
            for n, one in enumerate(self.inputs)
        ]
        pairs: dict[tuple[int, ...], tuple[int, ...]] = {}
        try:
            for those, places in fitting(columns, len(rows)):
                if not those:
                    self.gap(places)
                    return
                several = tuple(islice(numbers(those), 2))
                if len(several) > 1 and not self.first:
                    pairs.setdefault(several, places)
        except TooMany:
            message = "the table is too large to see whether a row fits everybody"
            advice = "write `hit: first`, and end it with a row of `-`"
            self.found.error("T407", message, self.entry.inputs[0], advice)
        for (one, other), places in pairs.items():
            message = f"another row fits {self.example(places)} too"
            note = Note("this one", self.span(texts[one]))
            advice = "write `hit: first` if the first that fits is meant"
            at = self.span(texts[other])
            self.found.error("T408", message, at, advice, note)

    def span(self, row: Row) -> Span:
        return Span(row[0].span.source, row[0].span.start, row[-1].span.end)

    def gap(self, places: Sequence[int]) -> None:
        message = f"no row fits {self.example(places)}"
        advice = "add a row for it, or with `hit: first` a last one for all the rest"
        self.found.error("T407", message, self.at, advice)

    @property
    def at(self) -> Text:
        """Where a finding about the whole table stands: at its file, or its inputs."""
        rows = self.entry.rows
        return rows if isinstance(rows, Text) else self.entry.inputs[0]

    def example(self, places: Sequence[int]) -> str:
        """Return who is meant, by the answers that matter."""
        pairs = zip(self.inputs, places, strict=False)
        return ", ".join(f"`{one.id}: {one.shown(place)}`" for one, place in pairs)


def every(cells: Sequence[Cell], span: Span) -> e.Condition:
    """Return whether all cells of a row fit."""
    items = tuple(cell.when for cell in cells if cell.when is not None)
    if not items:
        return e.Always(holds=True, span=span)
    return items[0] if len(items) == 1 else e.And(items, span=span)
