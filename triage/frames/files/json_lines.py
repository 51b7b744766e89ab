"""JSON lines: on each line an object, whose keys are columns."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Self, TypeAlias

import attrs
import narwhals as nw

from triage.base.answer import UNSURE
from triage.base.distinct import unique
from triage.base.files import FileError
from triage.base.immutable import immutable
from triage.frames.files.lines import NOT_UTF_8, Lines
from triage.frames.files.part import Format, Rows, Where
from triage.frames.files.records import RecordReader
from triage.frames.files.text import Number, as_json, as_text, whole
from triage.frames.natives import BESIDE
from triage.frames.output import Column, values
from triage.frames.sources import columns_beside
from triage.frames.tables import Valued

DEPTH = 100
"""How many objects and lists may stand inside one another."""

TOO_DEEP = "nested too deep"
"""What is wrong with an object that is not written again."""


ON_EACH_LINE = 'each line is an object such as {"age": 44, "fever": "no"}'
"""What a file is, of which no line is an object."""

Written: TypeAlias = tuple[str, Mapping[str, object]]
"""An object, and how it is written."""


@immutable
class ObjectRows:
    """Hold rows that are objects.

    Args:
        names: The columns that are handed on.
        asked: The columns that may hold answers.
        places: Where each row stands.
        objects: The objects.
        written: Each of them as it is written.
    """

    names: Sequence[str]
    asked: Sequence[str]
    places: Sequence[Where]
    objects: Sequence[Mapping[str, object]]
    written: Sequence[str]

    @property
    def table(self) -> Valued:
        found = self.found(self.asked).items()
        return Valued({n: [*map(plain, each)] for n, each in found}, len(self.objects))

    def found(self, names: Iterable[str]) -> Mapping[str, Sequence[object]]:
        return {name: [row.get(name) for row in self.objects] for name in names}

    def texts(self) -> Iterable[Sequence[str]]:
        return ([as_text(row.get(n)) for n in self.names] for row in self.objects)

    def lines(self) -> Iterable[str]:
        return self.written

    def columns(self) -> Mapping[str, Sequence[str | None]]:
        return {
            name: [None if value is None else as_text(value) for value in column]
            for name, column in self.found(self.names).items()
        }

    def only(self, rows: Sequence[int]) -> Self:
        return attrs.evolve(
            self,
            places=[self.places[row] for row in rows],
            objects=[self.objects[row] for row in rows],
            written=[self.written[row] for row in rows],
        )


@immutable
class JsonReader(RecordReader[Written]):
    """Read rows of a file that has a JSON object on each line.

    Which columns there are is known from the first part; a question that it does not
    name may still be answered later.
    """

    @cached_property
    def names(self) -> Sequence[str]:
        objects = (row for row in self.first() if not isinstance(row, str))
        return [*dict.fromkeys(key for row in objects for key in row)]

    @cached_property
    def types(self) -> Mapping[str, Any]:
        first = () if self.names else tuple(self.first())
        if first and all(isinstance(row, str) for row in first):
            raise FileError(f"{self.name}: {first[0]}: {ON_EACH_LINE}")
        nothing = not self.names and not first
        names = self.wanted.questions if nothing else self.names
        return dict.fromkeys(names, nw.Object())

    def first(self) -> Iterator[Mapping[str, object] | str]:
        """Yield the object of each of the first lines, or what is wrong with it."""
        with Path(self.name).open("rb") as file:
            lines = islice(Lines(file), self.wanted.size)
            found = (text.removeprefix("\ufeff") for text in lines)
            yield from (parsed(text) for text in found if text.strip())

    @cached_property
    def asked(self) -> Sequence[str]:
        """The columns that may hold answers."""
        found = dict.fromkeys(name for name in self.names if self.matters(name))
        for question in self.wanted.questions.values():
            doubts = f"{question.id}{BESIDE}{UNSURE}"
            options = {*columns_beside(question)} - {doubts}
            more = [question.id] if found.keys().isdisjoint(options) else []
            found |= dict.fromkeys([*more, doubts] if question.unsure else more)
        return [*found]

    def matters(self, name: str) -> bool:
        """Return whether a column may hold answers."""
        asked, _, _ = name.rpartition(BESIDE)
        return not self.wanted.questions.keys().isdisjoint((name, asked))

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset((*self.names, *self.asked))

    def records(self, lines: Lines) -> Iterator[tuple[int, Written | str]]:
        """Yield each line that is not blank with its object, or what is wrong."""
        for line in lines:
            wrong, lines.wrong = lines.wrong, ""
            text = line.removeprefix("\ufeff")
            if found := text.strip():
                made = wrong or self.fitting(parsed(text))
                yield lines.number, made if isinstance(made, str) else (found, made)

    def fitting(self, found: Mapping[str, object] | str) -> Mapping[str, object] | str:
        """Return an object, or why it does not go with the first ones."""
        if isinstance(found, str) or found.keys() <= self.known:
            return found
        others = (name for name in found if name not in self.known)
        if odd := [name for name in others if not self.free(name)]:
            return f"`{odd[0]}` is in none of the first {self.wanted.size:,} lines"
        return found

    def free(self, name: str) -> bool:
        """Return whether an object may have a key, although it is no column."""
        if self.matters(name) or name in self.wanted.added:
            return False
        return self.wanted.as_objects

    def rows(self, places: Sequence[Where], taken: Sequence[Written]) -> ObjectRows:
        texts, objects = [text for text, _ in taken], [found for _, found in taken]
        return ObjectRows(self.names, self.asked, places, objects, texts)


def parsed(text: str) -> Mapping[str, object] | str:
    """Return the object that a line says, or what is wrong with the line.

    >>> parsed('  {"a": }')
    'this is not JSON at column 9: Expecting value'
    """
    blank = len(text) - len(text.lstrip())
    try:
        found = json.loads(
            text.strip(),
            object_pairs_hook=unique,
            parse_float=Number,
            parse_int=whole,
            parse_constant=refused,
        )
        if "\\u" in text:
            json.dumps(found, ensure_ascii=False).encode()
    except RecursionError:
        return TOO_DEEP
    except UnicodeEncodeError:
        return NOT_UTF_8
    except OverflowError as error:
        return str(error)
    except json.JSONDecodeError as error:
        return f"this is not JSON at column {blank + error.colno}: {error.msg}"
    except ValueError as error:
        return f"this is not JSON: {error}"
    if not isinstance(found, dict):
        return "this is no JSON object"
    return TOO_DEEP if deep(found) else found


def plain(value: object) -> object:
    """Return a value without how it is written, which no answer needs."""
    return float(value) if type(value) is Number else value


def deep(found: object) -> bool:
    """Return whether there is more inside one another than is written again.

    >>> deep({"a": [1, {"b": []}]})
    False
    """
    level: list[object] = [found]
    for _ in range(DEPTH):
        level = [item for each in level for item in inside(each)]
        if not level:
            return False
    return True


def inside(found: Any) -> Iterable[object]:
    """Return the objects and lists that stand in one of these."""
    items = found.values() if isinstance(found, dict) else found
    return (item for item in items if isinstance(item, dict | list))


def refused(name: str) -> object:
    raise ValueError(f"{name} is no number")


def head(_: Sequence[str]) -> bytes:
    """Return what a file of JSON lines begins with: nothing."""
    return b""


def written(rows: Rows, added: Mapping[str, Column]) -> bytes:
    """Return rows as JSON lines, with more keys; what was there stays as written."""
    more = zip(*map(values, added.values()), strict=True)
    others = (as_json(dict(zip(added, row, strict=True))) for row in more)
    pairs = zip(rows.lines(), others, strict=True)
    return "".join(f"{joined(one, other)}\n" for one, other in pairs).encode()


def joined(one: str, other: str) -> str:
    """Return two JSON objects as one, the other of which has keys."""
    inner = one[1:-1].strip()
    return f"{{{inner}, {other[1:]}" if inner else other


FORMAT = Format(JsonReader, head, written, as_objects=True)
