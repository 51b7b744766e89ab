"""Mentions: every place where a file names something, word by word.

A name is mentioned as a word of its own, or inside a condition. What is found follows
the declarations of the format, so that whoever edits by it changes nothing else.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

import attrs

from triage.base.holes import names_in
from triage.base.text import Span, Text
from triage.language.parser import parse
from triage.treefile import fields as f
from triage.treefile.texts import without_placeholders

Kind: TypeAlias = Literal[
    "question", "option", "value", "recommendation", "step", "level"
]

ASKED: tuple[Kind, ...] = ("question", "value")
TOLD: tuple[Kind, ...] = ("recommendation", "step")

ROLES: Mapping[str, Mapping[str, tuple[Kind, ...]]] = {
    "QuestionEntry": {
        "id": ("question",),
        "like": ("question",),
        "otherwise": ("option",),
        "ordinary": ("option",),
    },
    "OptionEntry": {"id": ("option",)},
    "ValueEntry": {"id": ("value",)},
    "RecommendationEntry": {
        "id": ("recommendation",),
        "urgency": ("level",),
        "signs": ("question",),
    },
    "LevelEntry": {"id": ("level",)},
    "AdviceEntry": {"add": ("recommendation",)},
    "WayEntry": {"id": ("option",), "go": TOLD},
    "BranchEntry": {"go": TOLD},
    "StepEntry": {
        "id": ("step",),
        "ask": ("question",),
        "checklist": ("question",),
        "go": TOLD,
    },
    "TableEntry": {"inputs": ASKED},
    "PropertyEntry": {
        "monotone": ("question",),
        "rising": ("question",),
        "falling": ("question",),
        "asked": ("question",),
        "before": ("question",),
        "reachable": ("recommendation",),
    },
    "SameMeaningEntry": {"id": ("question",)},
    "OptionRenamesEntry": {"id": ("question",)},
    "Document": {"start": TOLD, "needs": ASKED, "show": ("value",)},
    "AnswerEntry": {"id": ASKED, "is_": ("option",)},
    "ExpectEntry": {
        "urgency": ("level",),
        "ends": ("recommendation",),
        "recommends": ("recommendation",),
        "not_recommends": ("recommendation",),
        "asks": ("question",),
        "not_asks": ("question",),
        "missing": ("question",),
    },
}
"""What the words behind a key of an entry are names of."""

WITH_HOLES = ("QuestionEntry", "UnsureEntry", "RecommendationEntry", "PieceEntry")
"""The entries whose texts show what was answered."""

WORD = re.compile(r"\w+")

CALLS: Mapping[str, Kind] = {"advised": "recommendation", "ends": "recommendation"}


@attrs.frozen
class Mention:
    """Say where a name stands, and what it may be the name of.

    Args:
        name: The name.
        span: Where it stands.
        kinds: What it may name there.
        question: Of an option, the question that has it.
    """

    name: str
    span: Span
    kinds: tuple[Kind, ...]
    question: str = ""


def mentions(entry: Any, question: str = "") -> Iterator[Mention]:
    """Yield what a document names, and the entries in it; see ``Mention``.

    Args:
        entry: A document of a tree or of cases, or an entry of one.
        question: The question that the entry belongs to, if it does.
    """
    roles = ROLES.get(type(entry).__name__, {})
    about = owner(entry) or question
    shapes = {key.field: key.shape for key in f.keys_of(type(entry))}
    for field in attrs.fields(type(entry)):
        found = getattr(entry, field.name)
        kinds = roles.get(field.name, ())
        for one in found if isinstance(found, tuple) else (found,):
            if attrs.has(type(one)) and not isinstance(one, Text | Span):
                yield from mentions(one, about)
            elif isinstance(one, Text) and kinds:
                yield from word(one, kinds, about)
            elif isinstance(one, Text) and is_condition(shapes.get(field.name)):
                yield from conditions(one)
            elif isinstance(one, Text) and type(entry).__name__ in WITH_HOLES:
                yield from shown(one)
    if type(entry).__name__ == "TableEntry" and isinstance(entry.rows, tuple):
        yield from rows(entry)


def owner(entry: Any) -> str:
    """Return the question whose options an entry names."""
    match type(entry).__name__:
        case "QuestionEntry" | "AnswerEntry":
            return str(entry.id)
        case "StepEntry" if entry.ask:
            return str(entry.ask[0])
    return ""


def shown(text: Text) -> Iterator[Mention]:
    """Yield what the holes of a text name, also between characters with escapes."""
    read, written = map(without_placeholders, (text.value, text.span.text))
    source, start = text.span.source, text.span.start
    found = [*names_in(written)]
    if [name for name, _ in found] == [name for name, _ in names_in(read)]:
        for name, at in found:
            span = Span(source, start + at, start + at + len(name))
            yield Mention(name, span, ASKED)


def is_condition(shape: f.Shape | None) -> bool:
    return shape in (f.CONDITION, f.Few(f.CONDITION))


def word(text: Text, kinds: tuple[Kind, ...], question: str) -> Iterator[Mention]:
    for span in words(text).values():
        yield Mention(text.value, span, kinds, question)


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


def rows(table: Any) -> Iterator[Mention]:
    """Yield what the rows of a table name: options, and where each row leads."""
    for *cells, to in table.rows:
        yield from word(to, TOLD, "")
        for cell, about in zip(cells, table.inputs, strict=False):
            for span in words(cell).values():
                yield Mention(span.text, span, ("option",), about.value)


def conditions(text: Text) -> Iterator[Mention]:
    """Yield what a condition names; what stands beside a name may be its option."""
    tree, at = parse(text), words(text)
    special: dict[ast.Name, tuple[tuple[Kind, ...], str]] = {}
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
        if isinstance(node, ast.Name) and node.col_offset in at:
            kinds, about = special.get(node, (ASKED, ""))
            yield Mention(node.id, at[node.col_offset], kinds, about)


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
