"""Statement: columns, each made of others, as a chain of table expressions.

A column is worked out in the first table expression that has all it is made of. What
nobody uses is left out, and what is not used any more is dropped now and then, so that
a query grows no faster than its tree.
"""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import indent

import attrs

from triage.base.pattern import pattern
from triage.frames.database.dialects import Dialect

NAME = pattern(r'"([^"]+)"')

DEAD = 40
"""How many columns without a use are carried along."""

DEEP = 50
"""How many parts are joined in one line; more are joined in halves."""

WIDE = 80
"""How many letters a CASE on one line has at most."""


def quoted(name: str) -> str:
    """Return the name of a column as SQL has it.

    >>> quoted('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'


def text(word: str) -> str:
    """Return a literal.

    >>> text("it's")
    "'it''s'"
    """
    return "'" + word.replace("'", "''") + "'"


def comment(words: str) -> str:
    """Return words as a comment of one line, which hides nothing behind it.

    >>> comment('so "it" is, */ and')
    '-- so ”it” is, * / and'
    """
    return "-- " + " ".join(words.split()).replace('"', "”").replace("*/", "* /")


def joined(word: str, parts: Sequence[str]) -> str:
    """Return parts with a word between them, in brackets; many of them in halves.

    >>> joined("AND", ["a", "b"]), joined("AND", ["a"])
    ('(a AND b)', 'a')
    """
    if len(parts) == 1:
        return parts[0]
    if len(parts) > DEEP:
        middle = len(parts) // 2
        parts = joined(word, parts[:middle]), joined(word, parts[middle:])
    return f"({f' {word} '.join(parts)})"


def case(whens: Iterable[str], otherwise: str = "") -> str:
    """Return a CASE, on one line if it is short; without a case, what is otherwise."""
    cases = [*whens]
    if not cases:
        return otherwise
    lines = [*cases, *([f"ELSE {otherwise}"] if otherwise else [])]
    short = " ".join(("CASE", *lines, "END"))
    if len(short) <= WIDE and "\n" not in short and "--" not in short:
        return short
    return f"CASE\n{indent(chr(10).join(lines), '  ')}\nEND"


def one_of(name: str, values: Sequence[int]) -> str:
    """Return whether a column is one of some numbers."""
    if len(values) == 1:
        return f"{name} = {values[0]}"
    return f"{name} IN ({', '.join(map(str, values))})"


@attrs.define
class Layer:
    """Hold the columns of one table expression: their names, and what they are."""

    comment: str
    columns: dict[str, str] = attrs.Factory(dict)
    kept: frozenset[str] = frozenset()


class Statement:
    """Gather columns, group by group, and write them as one query."""

    def __init__(self, table: str) -> None:
        self.table = table
        self.layers: list[Layer] = []
        self.known: dict[str, str] = {}
        self.places: dict[str, int] = {}

    def begin(self, words: str) -> None:
        """Begin a group: what is defined now stands behind all that is there."""
        self.base = len(self.layers)
        self.layers.append(Layer(words))

    def define(self, expression: str, name: str = "") -> str:
        """Return the name of a column, in quotes, that is an expression."""
        if not name and expression in self.known:
            return self.known[expression]
        name = name or f"_t{len(self.known) + 1}"
        after = (self.places[each] + 1 for each in NAME.findall(expression))
        place = max([self.base, *after]) if self.base else self.base
        while len(self.layers) <= place:
            self.layers.append(Layer(""))
        self.layers[place].columns[name] = expression
        self.places[name] = place
        self.known[expression] = quoted(name)
        return quoted(name)

    def write(self, head: str, last: dict[str, str], dialect: Dialect) -> str:
        """Return the query whose last SELECT has some columns."""
        self._drop(last.values())
        parts, source = list[str](), self.table
        present = set[str]()
        for layer in (layer for layer in self.layers if layer.columns):
            name = quoted(f"_table{len(parts) + 1}")
            columns = [*self._columns(layer, present, dialect.columns * bool(parts))]
            if len(present) > dialect.columns:
                raise TooWide
            notes = f"-- {layer.comment}\n" if layer.comment else ""
            listed = indent(",\n".join(columns), "  ")
            parts.append(
                f"{notes}{name} AS (\nSELECT\n{listed}\nFROM {source}{dialect.fence}\n)"
            )
            source = name
        listed = ",\n".join(f"{what} AS {quoted(n)}" for n, what in last.items())
        tables = ",\n".join(parts)
        return f"{head}\nWITH\n{tables}\nSELECT\n{indent(listed, '  ')}\nFROM {source}"

    def _drop(self, wanted: Iterable[str]) -> None:
        """Leave out what nobody uses, and note what is used behind each layer."""
        live = {name for part in wanted for name in NAME.findall(part)}
        for layer in reversed(self.layers):
            layer.kept = frozenset(live)
            used = {n: part for n, part in layer.columns.items() if n in live}
            layer.columns = used
            live -= used.keys()
            live |= {name for part in used.values() for name in NAME.findall(part)}

    def _columns(self, layer: Layer, present: set[str], most: int) -> Iterator[str]:
        """Yield the columns of a layer: all that were there, or those still used."""
        dead, all_of_it = len(present - layer.kept), len(present) + len(layer.columns)
        if dead > len(layer.kept) + DEAD or all_of_it > most:
            present &= layer.kept
            yield from map(quoted, sorted(present))
        else:
            yield "*"
        for name, expression in layer.columns.items():
            yield f"{expression} AS {quoted(name)}"
        present.update(layer.columns)


class TooWide(Exception):
    """Say that a table expression has more columns than a database takes."""
