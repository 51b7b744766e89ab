"""Mentions: every place where a file names something, word by word.

A name is mentioned as a word of its own, or inside a condition. What is found follows
the declarations of the format, so that whoever edits by it changes nothing else.
"""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import attrs

from triage.base.holes import names_in
from triage.base.immutable import immutable
from triage.base.pattern import pattern
from triage.base.text import Span, Text
from triage.language.parser import parse
from triage.linker.roles import ASKED, CALLS, LISTS, ROLES, TOLD, WITH_HOLES, Kind
from triage.treefile import fields as f
from triage.treefile.texts import without_placeholders

WORD = pattern(r"\w+(?:\.[a-z]\w*)*")


@immutable
class Mention:
    """Say where a name stands, and what it may be the name of.

    Args:
        name: The name.
        span: Where it stands.
        kinds: What it may name there.
        question: Of an option, the question or value that has it.
    """

    name: str
    span: Span
    kinds: tuple[Kind, ...]
    question: str = ""


@immutable
class Naming:
    """Say what a part of a text may be the name of.

    Args:
        name: The name.
        at: Where it begins in the text.
        kinds: What it may name there.
        question: Of an option, the question or value that has it.
    """

    name: str
    at: int
    kinds: tuple[Kind, ...]
    question: str = ""


See: TypeAlias = Callable[[Text, tuple[Naming, ...]], Text]
"""Return what a text becomes that names some things."""


def mentions(entry: Any) -> Iterator[Mention]:
    """Yield what a document names, and the entries in it; see ``Mention``.

    Args:
        entry: A document of a tree or of cases, or an entry of one.
    """
    found = list[tuple[Text, tuple[Naming, ...]]]()

    def see(text: Text, namings: tuple[Naming, ...]) -> Text:
        found.append((text, namings))
        return text

    seen(entry, see)
    for text, namings in found:
        places = {**words(text), **shown(text)}
        for one in namings:
            if one.at in places:
                yield Mention(one.name, places[one.at], one.kinds, one.question)


def seen(entry: Any, see: See, question: str = "") -> Any:
    """Return an entry, each text that names something as it becomes; see ``See``.

    Args:
        entry: A document of a tree or of cases, or an entry of one.
        see: What becomes of the texts.
        question: The question that the entry belongs to, if it does.
    """
    kind, about = type(entry).__name__, owner(entry) or question
    shapes = {key.field: key.shape for key in f.keys_of(type(entry))}

    def became(one: Any, field: str) -> Any:
        if isinstance(one, tuple):
            made = tuple([became(item, field) for item in one])
            return one if all(map(operator.is_, made, one)) else made
        if isinstance(one, Text):
            namings = tuple(named(one, kind, field, shapes.get(field), about))
            return see(one, namings) if namings else one
        return seen(one, see, about) if is_entry(one) else one

    old = {
        field.name: getattr(entry, field.name) for field in attrs.fields(type(entry))
    }
    new = {name: became(one, name) for name, one in old.items()}
    if kind == "TableEntry" and isinstance(entry.rows, tuple):
        new["rows"] = tuple(row(cells, entry.inputs, see) for cells in entry.rows)
    if kind == "ValueEntry" and entry.by is not None:
        new["is_"] = tuple(for_option(one, entry.by, see) for one in new["is_"])
    changed = {name: one for name, one in new.items() if one is not old[name]}
    return attrs.evolve(entry, **changed) if changed else entry


def for_option(row: Any, by: Text, see: See) -> Any:
    """Return a row of a value: it is for an option of what the table goes by."""
    name = see(row.id, (Naming(row.id.value, 0, ("option",), by.value),))
    return row if name is row.id else attrs.evolve(row, id=name)


def is_entry(one: Any) -> bool:
    return attrs.has(type(one)) and not isinstance(one, Span)


def named(
    text: Text, entry: str, field: str, shape: f.Shape | None, question: str
) -> Iterator[Naming]:
    """Yield what a text in a field of an entry names."""
    if kinds := ROLES.get(entry, {}).get(field):
        yield Naming(text.value, 0, kinds, question)
    elif is_condition(shape):
        yield from conditions(text, question if field == "is_" else "")
    elif entry in WITH_HOLES:
        for name, at in names_in(without_placeholders(text.value)):
            yield Naming(name, at, ASKED)


def owner(entry: Any) -> str:
    """Return the question or value whose options an entry names."""
    match type(entry).__name__:
        case "QuestionEntry" | "AnswerEntry":
            return str(entry.id)
        case "ListEntry":
            return LISTS.format(entry.id)
        case "ValueEntry" if entry.options or entry.like:
            return str(entry.id)
        case "StepEntry" if entry.ask:
            return str(entry.ask[0])
    return ""


def shown(text: Text) -> Mapping[int, Span]:
    """Return where the names in holes were written, by where they begin in the text.

    They are found between characters with escapes too.
    """
    read, written = map(without_placeholders, (text.value, text.span.text))
    source, start = text.span.source, text.span.start
    one, other = [*names_in(read)], [*names_in(written)]
    if [name for name, _ in one] != [name for name, _ in other]:
        return {}
    return {
        at: Span(source, start + place, start + place + len(name))
        for (name, at), (_, place) in zip(one, other, strict=True)
    }


def is_condition(shape: f.Shape | None) -> bool:
    return shape in (f.CONDITION, f.Few(f.CONDITION))


def words(text: Text) -> Mapping[int, Span]:
    """Return where each word of a text stands, by where it begins in the text.

    Over several lines a text is written otherwise than it is read, but in the same
    words. Where it is not, because of escapes, nothing is found.
    """
    read = [found.start() for found in WORD.finditer(text.value)]
    source, start = text.span.source, text.span.start
    spans = [
        Span(source, start + found.start(), start + found.end())
        for found in WORD.finditer(text.span.text)
    ]
    same = [span.text for span in spans] == WORD.findall(text.value)
    return dict(zip(read, spans, strict=True)) if same else {}


def row(cells: tuple[Text, ...], inputs: tuple[Text, ...], see: See) -> Any:
    """Return a row of a table: its cells name options, the others what it leads to."""
    made = []
    for cell, about in zip(cells[:-1], inputs, strict=False):
        options = (
            Naming(found[0], found.start(), ("option",), str(about))
            for found in WORD.finditer(cell.value)
        )
        made.append(see(cell, tuple(options)))
    for cell in cells[len(made) : -1]:
        adds = (
            Naming(name, at, ("recommendation",)) for name, at in listed(cell.value)
        )
        made.append(see(cell, tuple(adds)))
    last = (see(to, (Naming(to.value, 0, TOLD),)) for to in cells[-1:])
    return (*made, *last)


def listed(text: str) -> Iterator[tuple[str, int]]:
    """Yield the names between which there is `and`, and where each begins.

    >>> list(listed("rest and call"))
    [('rest', 0), ('call', 9)]
    """
    for found in WORD.finditer(text):
        if found[0] != "and":
            yield found[0], found.start()


def conditions(text: Text, value: str = "") -> Iterator[Naming]:
    """Yield what a condition names; what stands beside a name may be its option.

    What says which of its words a value is may name one of them.
    """
    own: tuple[Kind, ...] = (*ASKED, "option") if value else ASKED
    special: dict[ast.Name, tuple[tuple[Kind, ...], str]] = {}
    tree = parse(text)
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name() as called, args=args):
                special[called] = (), ""
                kind = CALLS.get(called.id)
                names = (arg for arg in args if kind and isinstance(arg, ast.Name))
                special |= {arg: ((kind,), "") for arg in names if kind}
            case ast.Compare(left=left, comparators=others):
                sides = [left, *others]
                special |= dict(beside(sides))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            kinds, about = special.get(node, (own, value))
            yield Naming(node.id, node.col_offset, kinds, about)


def beside(
    sides: list[ast.expr],
) -> Iterator[tuple[ast.Name, tuple[tuple[Kind, ...], str]]]:
    """Yield what the names on the sides of a comparison may be names of."""
    lists = (side.elts for side in sides if isinstance(side, ast.List | ast.Tuple))
    listed = [item for items in lists for item in items]
    plain = [side for side in sides if isinstance(side, ast.Name)]
    for name in [*plain, *(item for item in listed if isinstance(item, ast.Name))]:
        others = [side.id for side in plain if side is not name]
        kinds: tuple[Kind, ...] = (*ASKED, "option")
        if "urgency" in others:
            kinds = ("level",)
        yield name, (kinds, others[0] if others else "")
