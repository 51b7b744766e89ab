"""Uses: as what a file uses the names that it needs, as far as that shows."""

import ast
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Any, Literal, TypeAlias

import attrs

from triage.base.exceptions import TreeError
from triage.base.holes import Misread, holes
from triage.base.immutable import immutable
from triage.base.looks import DAYS, WORDS
from triage.base.text import Text
from triage.language.parser import DAY, parse
from triage.language.scope import DATES
from triage.linker.mentions import is_condition
from triage.model.tree import TODAY
from triage.treefile import document as d
from triage.treefile.fields import DATE, keys_of
from triage.treefile.sheet import Sheet
from triage.treefile.texts import holed, showing, without_placeholders

Kind: TypeAlias = Literal["words", "several", "date", "number", "condition", "open"]
"""As what something is used; of what is open it is looked whether it is unsure."""

ORDER: tuple[Kind, ...] = ("words", "several", "date", "number", "condition")
"""As what something is taken, of all that it is used as."""

LOOSE = ("maybe", "surely", "unsure", "asked", "answered")
LONGEST = {"days": "36500", "weeks": "5200", "months": "1200", "years": "100"}
"""By how many of each unit a date is moved at most."""

YES_NO = ("yes", "no")


@immutable
class Use:
    """Say as what a name is used somewhere.

    Args:
        name: The name.
        kind: As what.
        words: The options that it is held against.
        every: Whether these are all that there are, or the number is an end of all.
        ordered: Whether they have an order.
        number: A number that it is held against, as it is written.
        least: Whether it is never less than that.
        bare: Whether it must be known there; of a value, nobody knows by itself.
    """

    name: str
    kind: Kind
    words: tuple[str, ...] = ()
    every: bool = False
    ordered: bool = False
    number: str = ""
    least: bool = False
    bare: bool | None = True

    def loosely(self, *, bare: bool | None) -> "Use":
        return attrs.evolve(self, bare=bare)


class Uses:
    """Find how a file uses what it needs."""

    def __init__(self, file: d.Document, sheet: Callable[[Text], Sheet | None]) -> None:
        self.file = file
        self.sheet = sheet
        self.needs = {name.value for name in file.needs}
        self.known = self.needs | declared(file)
        self.lists = {str(one.id): one for one in file.lists}

    def found(self) -> Iterator[Use]:
        for use in self.every():
            if use.name in self.needs:
                yield use

    def every(self) -> Iterator[Use]:
        for value in self.file.values:
            inside = map(self.condition, conditions_in(value))
            uses = chain(self.rows(value), *inside)
            yield from (use.loosely(bare=None) for use in uses if use.kind != "open")
        others = attrs.evolve(self.file, values=())
        for text in conditions_in(others):
            yield from self.condition(text)
        for step in self.file.steps:
            yield from self.step(step)
        for stated in self.file.properties:
            yield from (Use(str(name), "condition") for name in stated.monotone)
            ranked = (*stated.rising, *stated.falling)
            yield from (Use(str(name), "number") for name in ranked)
        for entry in showing(self.file):
            yield from self.shown(entry)

    def shown(self, entry: Any) -> Iterator[Use]:
        """Yield what the texts of an entry show, and which signs they name."""
        for name in getattr(entry, "signs", ()):
            yield Use(str(name), "condition")
        for text in holed(entry):
            try:
                found = holes(without_placeholders(text.value))
            except Misread:  # it is told where holes are
                continue
            for hole in found:
                is_bare = hole.otherwise is None
                yield Use(hole.name, shown_as(hole.look), bare=is_bare)

    def rows(self, value: d.ValueEntry) -> Iterator[Use]:
        """Yield what a value goes by in a table."""
        if value.by is None:
            return
        if value.from_:
            first, *others = (amount(str(value.by), str(x.id)) for x in value.from_)
            yield attrs.evolve(first, least=True)
            yield from others
            return
        words = tuple(str(row.id) for row in value.is_ if isinstance(row, d.RowEntry))
        yield self.answered(str(value.by), words)

    def answered(self, name: str, words: tuple[str, ...]) -> Use:
        """Return the use of something of which some answers are told apart."""
        if set(words) & set(YES_NO):
            return Use(name, "condition")
        own = tuple(word for word in words if word not in ("otherwise", "unsure"))
        return Use(name, "words", own, every="otherwise" not in words)

    def step(self, step: d.StepEntry) -> Iterator[Use]:
        yield from (Use(str(name), "condition") for name in step.checklist)
        if step.answers and step.ask:
            keys = tuple(str(way.id) for way in step.answers)
            yield self.answered(str(step.ask[0]), keys)
            if "unsure" in keys:
                yield Use(str(step.ask[0]), "open")
        if step.table is not None:
            yield from self.table(step.table)

    def table(self, table: d.TableEntry) -> Iterator[Use]:
        """Yield what the cells of a table tell apart."""
        rows = table.rows
        sheet = self.sheet(rows) if isinstance(rows, Text) else None
        for number, name in enumerate(table.inputs):
            if isinstance(rows, tuple):
                column = [row[number] for row in rows if len(row) > number]
            else:
                column = [] if sheet is None else cells_of(sheet, str(name))
            every = table.hit is None or table.hit.value != "first"
            for cell in column:
                yield from in_cell(str(name), cell.value, every=every)

    def condition(self, text: Text) -> Iterator[Use]:
        try:
            yield from self.used(parse(text), "condition")
        except TreeError:  # it is told where it is typed
            return

    def used(self, node: ast.expr, kind: Kind) -> Iterator[Use]:  # noqa: C901
        """Yield as what names are used in a part of a condition that is of a kind."""
        match node:
            case ast.Name(id=name):
                yield Use(name, kind)
            case ast.BoolOp(values=parts) | ast.List(elts=parts):
                for part in parts:
                    yield from self.used(part, "condition")
            case ast.UnaryOp(op=ast.Not(), operand=part):
                yield from self.used(part, "condition")
            case ast.UnaryOp(operand=part):
                yield from self.used(part, "number")
            case ast.IfExp(test=test, body=one, orelse=other):
                yield from self.used(test, "condition")
                yield from self.used(one, kind)
                yield from self.used(other, kind)
            case ast.BinOp(left=left, right=right):
                moved = is_length(right)
                yield from self.used(left, "date" if moved else "number")
                yield from self.used(right, "number")
            case ast.Compare(left=left, ops=ops, comparators=rights):
                lefts = [left, *rights[:-1]]
                for one, operator, other in zip(lefts, ops, rights, strict=True):
                    yield from self.compared(one, operator, other)
            case ast.Call(func=ast.Name(id=word), args=parts):
                yield from self.called(word, parts, kind)

    def called(self, word: str, parts: list[ast.expr], kind: Kind) -> Iterator[Use]:
        inner: Kind = "number"
        if word in DATES and (len(parts) > 1 or word not in LONGEST):
            inner = "date"
        elif word in LOOSE:
            inner = "condition"
        elif word == "count":
            inner = "several" if len(parts) == 1 else "condition"
        elif word in ("min", "max"):
            inner = kind if kind == "date" else "number"
        if word in LONGEST and len(parts) == 1:
            most = LONGEST[word]
            moved = names(*parts)
            yield from (Use(n, "number", number=most, every=True) for n in moved)
        for part in parts:
            for use in self.used(part, inner):
                bare = None if word in ("asked", "answered") else False
                yield use.loosely(bare=bare) if word in LOOSE else use
            if word == "unsure":
                yield from (Use(name, "open") for name in names(part))

    def compared(
        self, left: ast.expr, operator: ast.cmpop, right: ast.expr
    ) -> Iterator[Use]:
        if isinstance(operator, ast.In | ast.NotIn):
            yield from self.member(left, right)
            return
        ordered = not isinstance(operator, ast.Eq | ast.NotEq)
        for one, other in ((left, right), (right, left)):
            match one, other:
                case ast.Name(id=name), ast.Name(id=word) if self.is_option(word):
                    if word in YES_NO:
                        yield Use(name, "condition")
                    else:
                        yield Use(name, "words", (word,), ordered=ordered)
                case ast.Name(id=name), _ if not self.is_option(name):
                    number = plain_number(other)
                    kind: Kind = "date" if is_dated(other) else "number"
                    yield Use(name, kind, number=number)
                case _:
                    yield from self.used(one, "date" if is_dated(other) else "number")

    def member(self, left: ast.expr, right: ast.expr) -> Iterator[Use]:
        match left, right:
            case ast.Name(id=name), ast.List(elts=items):
                yield Use(name, "words", tuple(names(*items)))
            case ast.Name(id=name), ast.Name(id=listed) if listed in self.lists:
                own = self.lists[listed].options
                ids = own if isinstance(own, tuple) else ()
                own_ids = (x.id if isinstance(x, d.OptionEntry) else x for x in ids)
                yield Use(name, "words", tuple(map(str, own_ids)))
            case _:
                words = names(left)
                yield from (Use(name, "several", words) for name in names(right))

    def is_option(self, name: str) -> bool:
        return name not in self.known and not DAY.fullmatch(name) and name != TODAY


def conditions_in(part: Any) -> Iterator[Text]:
    """Yield every condition and value of a part of a file, but what tables go by."""
    for key in keys_of(type(part)):
        found = getattr(part, key.field)
        for one in found if isinstance(found, tuple) else (found,):
            if isinstance(one, Text):
                is_table = isinstance(part, d.ValueEntry) and not part.from_
                if is_condition(key.shape) and not (is_table and key.field == "by"):
                    yield one
            elif attrs.has(type(one)):
                yield from conditions_in(one)


def numbers_in(file: d.Document) -> Iterator[Decimal]:
    """Yield the plain numbers in the conditions and values of a file."""
    thresholds = (row.id.value for value in file.values for row in value.from_)
    yield from (Decimal(one) for one in thresholds if not DATE.accepts(one))
    for text in conditions_in(file):
        try:
            node = parse(text)
        except TreeError:  # told where it is typed
            continue
        inside = (part for part in ast.walk(node) if isinstance(part, ast.Constant))
        yield from (Decimal(one) for one in map(plain_number, inside) if one)


def shown_as(look: str) -> Kind:
    """Return as what something is used that a text shows in some look."""
    if look in WORDS:
        return "words"
    return "date" if look in DAYS else "number"


def declared(file: d.Document) -> set[str]:
    """Return the ids of the questions and values of a file."""
    asked = {str(entry.id) for entry in file.questions}
    return asked | {str(entry.id) for entry in file.values}


def in_cell(name: str, cell: str, *, every: bool) -> Iterator[Use]:
    """Yield as what an input is used by a cell: as numbers, days, or some words."""
    for part in re.split(r"\s+or\s+", cell.strip()):
        ends = [end.strip() for end in part.lstrip("<>= ").split("..")]
        if part == "unsure":
            yield Use(name, "open")
        elif part in YES_NO:
            yield Use(name, "condition")
        elif ends[0].lstrip("-")[:1].isdigit():
            is_whole = every and part[0] not in "<>"
            found = (amount(name, end) for end in ends)
            yield from (attrs.evolve(use, every=is_whole) for use in found)
        elif part != "-":
            yield Use(name, "words", (part,), every=every)


def cells_of(sheet: Sheet, name: str) -> list[Text]:
    head = [text.value for text in sheet.head]
    at = head.index(name) if name in head else len(head)
    return [row[at] for row in sheet.rows if len(row) > at]


def amount(name: str, written: str) -> Use:
    """Return the use of something that is held against a number or a day."""
    if DATE.accepts(written):
        return Use(name, "date")
    return Use(name, "number", number=written)


def is_length(node: ast.expr) -> bool:
    """Whether a part is a length of time, by which a date is moved."""
    match node:
        case ast.Call(func=ast.Name(id=word), args=[_]):
            return word in LONGEST
    return False


def is_dated(node: ast.expr) -> bool:
    match node:
        case ast.Name(id=name):
            return name == TODAY or DAY.fullmatch(name) is not None
        case ast.BinOp(left=left, right=right):
            return is_length(right) or is_dated(left)
    return False


def plain_number(node: ast.expr) -> str:
    """Return a number as it is written; empty for anything else."""
    match node:
        case ast.Constant(value=int() | float() as number):
            return str(number)
        case ast.UnaryOp(op=ast.USub(), operand=item):
            found = plain_number(item)
            return f"-{found}" if found else ""
    return ""


def names(*nodes: ast.expr) -> tuple[str, ...]:
    """Return what names there are in some parts."""
    every = (node for part in nodes for node in ast.walk(part))
    return tuple(node.id for node in every if isinstance(node, ast.Name))
