"""Decoder: from the bytes of a file to a document, every word where it may stand."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, assert_never

from triage.base.diagnostics import Diagnostics, Note
from triage.base.exceptions import TreeError, collect
from triage.base.frozen import FrozenMap
from triage.base.limits import LIMITS, Limits
from triage.base.suggest import closest, did_you_mean
from triage.base.text import Source, Span, Text
from triage.base.wording import shortened
from triage.treefile import fields as f
from triage.treefile.document import Document
from triage.treefile.extras import OTHERS
from triage.treefile.files import contents, source_from
from triage.treefile.yaml_errors import IN_QUOTES
from triage.treefile.yaml_events import Node, compose

WRITTEN = {
    "a list": "begin each item with `- `, or write them in `[…]`",
    "a mapping": "write its keys below it as `key: value`, or in `{…}`",
    "a single text": f"write one text; if it has brackets in it, {IN_QUOTES}",
}
"""How to write what is expected."""


def read(source: Source, limits: Limits = LIMITS) -> Document:
    """Read a tree file.

    Args:
        source: The text of the file.
        limits: How much it may hold.

    Raises:
        InvalidTree: The T1xx findings, all at once.
    """
    document: Document = Reader(source, limits).whole(f.Record(Document))
    return document


def read_entries(path: Path, item: f.Record, names: f.Scalar) -> FrozenMap[str, Any]:
    """Read a file that maps names to records, such as ``sources.yaml``."""
    source = source_from(path.name, contents(path))
    entries = Reader(source).whole(f.Keyed(item, names))
    return FrozenMap({entry.id.value: entry for entry in entries})


class Reader:
    """Read nodes as the shapes they are expected to have, collecting every finding."""

    def __init__(self, source: Source, limits: Limits = LIMITS) -> None:
        self.source = source
        self.limits = limits
        self.found = Diagnostics(limits.findings)
        self.conditions = 0

    def whole(self, shape: f.Shape) -> Any:
        def make() -> Any:
            root = compose(self.source, begun(shape), self.limits)
            return self.read(shape, root, "the file")

        return collect(self.found, make)

    def part(self, shape: f.Shape, place: Span) -> Any:
        """Return what a part of the text says, every word with its place."""

        def make() -> Any:
            root = compose(
                Source(self.source.name, place.text), begun(shape), self.limits
            )
            root.move(place)
            return self.read(shape, root, "the file")

        return collect(self.found, make)

    def read(self, shape: f.Shape, node: Node, name: str) -> Any:
        """Return what a node says; None after noting that it has another shape.

        Its name is what messages call it, such as "`ask`" or "an item of `ask`".
        """
        match shape:
            case f.Scalar():
                return self.scalar(shape, node, name)
            case f.Record():
                return self.record(shape, node, name)
            case f.Keyed():
                return self.keyed(shape, node, name)
            case f.Each() | f.Few() if node.kind == "a list":
                return self.items(shape, node, name)
            case f.Few(item):
                return (self.read(item, node, name),)
            case f.Each():
                return self.wrong("a list", node, name)
            case f.Either(other, listed):
                scalar = node.scalar is not None
                is_other = shape.is_other(mapping=node.mapping, scalar=scalar)
                return self.read(other if is_other else listed, node, name)
            case _:
                assert_never(shape)

    def wrong(self, expected: str, node: Node, name: str) -> Any:
        message = f"{name} must be {expected}, not {node.kind}"
        self.found.error("T105", message, node, WRITTEN[expected])

    def items(self, shape: f.Each | f.Few, node: Node, name: str) -> tuple[Any, ...]:
        if len(node.items) < shape.least:
            message = f"{name} cannot be empty"
            self.found.error("T106", message, node, "name one, or remove it")
        self.refuse_many(node, name)
        each = f"an item of {name}"
        return tuple([self.read(shape.item, child, each) for child in node.items])

    def scalar(self, shape: f.Scalar, node: Node, name: str) -> Any:
        value = node.scalar
        if value is None:
            return self.wrong("a single text", node, name)
        if shape is f.CONDITION:
            self.conditions += len(value)
            if self.conditions > (most := self.limits.conditions):
                message = f"the conditions have more than {most:,} characters"
                raise TreeError.at("T108", message, node, "split it into modules")
        if shape.prose and node.plain and self.source.text.startswith(" #", node.end):
            message = "the text ends here, because ` #` begins a comment"
            advice = f"{IN_QUOTES}; before a comment, leave two spaces"
            self.found.error("T110", message, node, advice)
        elif not shape.accepts(value):
            shown = f"`{shortened(value)}`" if value else "empty"
            message = f"{name} cannot be {shown}"
            self.found.error("T106", message, node, spelt(shape, value, name))
        return Text(value, node.span)

    def refuse_many(self, node: Node, name: str) -> None:
        if len(node.items) > self.limits.entries * (2 if node.mapping else 1):
            message = f"{name} has more than {self.limits.entries:,} entries"
            raise TreeError.at("T108", message, node.opening, "split it into modules")

    def keyed(self, shape: f.Keyed, node: Node, name: str) -> Any:
        if not node.mapping:
            first = node.items[0].scalar if node.items else None
            made = slug(first or "")
            if first and made and takes_prose(shape.item):
                message = f"{name} must be a mapping, not {node.kind}"
                advice = f"give each an id: `{made}: {shortened(first)}`"
                self.found.error("T105", message, node, advice)
                return None
            return self.wrong("a mapping", node, name)
        self.refuse_many(node, name)
        entries = []
        for key, child in self.unique(node):
            if is_cut(node, child) and takes_prose(shape.item):
                self.cut(key)
            else:
                text = self.scalar(shape.names, key, f"an id in {name}")
                entries.append(self.record(shape.item, child, quoted(key), id=text))
        return tuple(entries)

    def unique(self, node: Node) -> Iterator[tuple[Node, Node]]:
        """Yield the pairs of a mapping, noting keys that stand there twice.

        What is there for others is left out.
        """
        seen: dict[str, Node] = {}
        for key, child in node.pairs():
            if key.scalar is None:
                message = f"a key must be a word, not {key.kind}"
                self.found.error("T105", message, key, "write one word before `:`")
            elif key.scalar == "<<":
                message = "`<<` merges mappings, which is not done here"
                self.found.error("T107", message, key, "write the keys out")
            elif key.scalar in seen:
                first = Note("first here", seen[key.scalar].span)
                message = f"{quoted(key)} is written twice"
                self.found.error("T102", message, key, "keep one of them", first)
            else:
                seen[key.scalar] = key
                if not key.scalar.startswith(OTHERS):
                    yield key, child

    def record(self, shape: f.Record, node: Node, name: str, **known: Any) -> Any:
        """Return a record; a bare text or list may stand for its short key.

        None after noting that it is neither, or that keys are missing.
        """
        table = shape.table
        short = table.get(shape.short)
        if short and shape.is_short and not shape.is_written(keys_in(node)):
            known[short.field] = self.read(short.shape, node, name)
        elif node.mapping:
            for key, child in self.unique(node):
                entry = table.get(key.scalar or "")
                if entry is not None:
                    called = f"`{entry.name}`"
                    known[entry.field] = self.read(entry.shape, child, called)
                elif is_cut(node, child):
                    self.cut(key)
                else:
                    self.unknown(key, shape, known)
        elif short and (node.scalar is not None or takes_list(short.shape)):
            known[short.field] = self.read(short.shape, node, name)
        else:
            return self.wrong("a mapping", node, name)
        missing = [e for e in table.values() if e.required and e.field not in known]
        for entry in missing:
            at = known["id"] if known.get("id") and "id" not in table else node.opening
            advice = f"add `{entry.name}`: {entry.doc[0].lower()}{entry.doc[1:-1]}"
            self.found.error("T104", f"{name} has no `{entry.name}`", at, advice)
        return None if missing else shape.type(span=node.span, **known)

    def unknown(self, key: Node, shape: f.Record, known: dict[str, Any]) -> None:
        """Note a key that is none; what it was meant for is not missing then."""
        if not key.scalar:
            self.found.error("T103", "a key is missing before `:`", key, "write it")
        else:
            others = ELSEWHERE.get(key.scalar, ())
            word = next((name for name in others if name in shape.table), key.scalar)
            advice = did_you_mean(word, shape.table)
            if key.scalar in LAST and "when" in shape.table:
                advice, word = "the last of `branches` has only `go`", "go"
            self.found.error("T103", f"{quoted(key)} is not a key here", key, advice)
            meant = shape.table.get(closest(word, [*shape.table]))
            if meant is not None:
                known.setdefault(meant.field, None)

    def cut(self, key: Node) -> None:
        message = f"a comma ends the text before {quoted(key)}"
        self.found.error("T103", message, key, f"{IN_QUOTES} if it has a comma in it")


ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("hint", "description", "info"), ("help", "text")),
    **dict.fromkeys(("title", "label", "name", "question"), ("text", "title")),
    **dict.fromkeys(("choices", "answers", "values"), ("options",)),
    **dict.fromkeys(("if", "condition"), ("when",)),
    **dict.fromkeys(("next", "goto", "then", "to"), ("go",)),
    **dict.fromkeys(("level", "priority"), ("urgency",)),
    **dict.fromkeys(("levels", "urgencies"), ("scale",)),
    **dict.fromkeys(("source", "sources"), ("cites",)),
}
"""What keys of other formats are called here; the first that there is."""

LAST = ("else", "otherwise")
"""How others begin what is done when no condition holds."""


def slug(text: str) -> str:
    """Return an id that a text could have; empty where it has no letter for one.

    >>> slug("England and Wales"), slug("21-or-over"), slug("?")
    ('england_and_wales', 'n21_or_over', '')
    """
    words = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    made = f"n{words}" if words[:1].isdigit() else words
    return made[:LONGEST_ID].strip("_")


def spelt(shape: f.Scalar, value: str, name: str) -> str:
    """Return how to write a text that does not have the right form."""
    if name == "`options`" and f.TABLE_FILE.accepts(value):
        made = slug(value.removesuffix(".csv"))
        return f"write `{made}` here, and `{made}: {value}` under `lists`"
    is_id = shape in (f.ID, f.NAME) and len(value) <= LONGEST_ID
    close = slug(value) if is_id else ""
    if shape == f.NAME and f.NAME.accepts(dotted := value.replace("/", ".")):
        close = dotted
    return f"write `{close}`: {shape.form}" if close else f"write {shape.form}"


LONGEST_ID = 64


def begun(shape: f.Shape) -> str:
    """Return what the author of an empty file is told to write."""
    if isinstance(shape, f.Record):
        return f"begin it with `{next(iter(shape.table))}: 1`"
    return "write an entry, or remove the file"


def takes_prose(item: f.Record) -> bool:
    """Whether a bare text may stand for a record, and is more than an id."""
    shape = item.table[item.short].shape if item.short else None
    match shape:
        case f.Either(_, f.Few(f.Record() as inner)):
            return takes_prose(inner)
        case _:
            return isinstance(shape, f.Scalar) and shape not in (f.ID, f.NAME)


def takes_list(shape: f.Shape) -> bool:
    return isinstance(shape, f.Few | f.Either)


def keys_in(node: Node) -> Iterator[str | None]:
    """Yield the keys of a mapping without those that are there for others."""
    keys = (key.scalar for key, _ in node.pairs()) if node.mapping else ()
    return (key for key in keys if not (key or "").startswith(OTHERS))


def is_cut(node: Node, child: Node) -> bool:
    """Whether something in brackets stands alone where a key and a value are due."""
    return node.flow and child.scalar == "" and child.plain


def quoted(key: Node) -> str:
    return f"`{shortened(key.scalar or '')}`"
