"""From the bytes of a tree file to a Document: every word where it may stand."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, assert_never

from triage.base.diagnostics import Diagnostics, Finding, Note
from triage.base.exceptions import InvalidTree, TreeError, TreeNotFound, collect
from triage.base.limits import LIMITS, Limits
from triage.base.suggest import closest, did_you_mean
from triage.base.text import Source, Span, Text
from triage.base.wording import printable, shortened
from triage.treefile.document import Document
from triage.treefile.fields import (
    CONDITION,
    ID,
    Each,
    Either,
    Few,
    Key,
    Keyed,
    Record,
    Scalar,
    Shape,
    keys_of,
)
from triage.treefile.yaml_errors import IN_QUOTES
from triage.treefile.yaml_events import FORBIDDEN, UNSEEN, Node, compose

WRITTEN = {
    "a list": "begin each item with `- `, or write them in `[…]`",
    "a mapping": "write its keys below it as `key: value`, or in `{…}`",
    "a single text": f"write one text; if it has brackets in it, {IN_QUOTES}",
}
"""How to write what is expected."""


def source_from(name: str, data: bytes | str, limits: Limits = LIMITS) -> Source:
    """Return the source of a tree file.

    Args:
        name: The name by which messages speak of it.
        data: Its bytes, in UTF-8, or its text.
        limits: How large it may be.

    Raises:
        InvalidTree: T108 when it is too large, T109 when it is not text.
    """
    if len(data) > limits.file_bytes:
        message = f"the file is larger than {limits.file_bytes:,} bytes"
        raise refused("T108", message, name)
    text = decoded(name, data) if isinstance(data, bytes) else data
    source = Source(name, text.removeprefix("\ufeff"))
    found = UNSEEN.search(source.text)
    if found:
        span = Span(source, found.start(), found.end())
        raise InvalidTree.of([forbidden(found[0], span)])
    return source


def forbidden(char: str, span: Span) -> Finding:
    """Return the finding for a character that may not stand in a file."""
    code, advice = f"{ord(char):04X}", "remove it"
    if not FORBIDDEN.match(char):
        advice += f', or write it as `\\u{code}` in a text inside "…"'
    return Finding("T109", f"the character U+{code} is not allowed", span, advice)


def contents(path: Path, limits: Limits = LIMITS) -> bytes:
    """Return the bytes of a file, one more than may be read at most.

    Raises:
        TreeNotFound: It cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(limits.file_bytes + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "this is no path"
        shown = printable(shortened(str(path)))
        raise TreeNotFound(f"`{shown}` cannot be read: {reason}") from None


def decoded(name: str, data: bytes) -> str:
    """Return bytes as text.

    Raises:
        InvalidTree: T109, they are not UTF-8.
    """
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(errors="replace")
        span = Span(Source(name, before + "\ufffd"), len(before), len(before) + 1)
        finding = Finding("T109", "this is not UTF-8 text", span, "save as UTF-8")
        raise InvalidTree.of([finding]) from None


def refused(code: str, message: str, name: str) -> InvalidTree:
    """Return the error for a file of which nothing can be shown."""
    return InvalidTree.of([Finding(code, message, Span(Source(name, ""), 0, 0))])


def read(source: Source, limits: Limits = LIMITS) -> Document:
    """Read a tree file.

    Args:
        source: The text of the file.
        limits: How much it may hold.

    Raises:
        InvalidTree: The T1xx findings, all at once.
    """
    reader = Reader(source, limits)
    document: Document = reader.whole(Record(Document))
    return document


def read_entries(path: Path, item: Record, names: Scalar) -> tuple[Any, ...]:
    """Read a file that maps names to records, such as ``sources.yaml``.

    Raises:
        InvalidTree: The T1xx findings, all at once.
    """
    source = source_from(path.name, contents(path))
    entries: tuple[Any, ...] = Reader(source).whole(Keyed(item, names))
    return entries


class Reader:
    """Read nodes as the shapes they are expected to have, noting every finding."""

    def __init__(self, source: Source, limits: Limits = LIMITS) -> None:
        self.source = source
        self.limits = limits
        self.found = Diagnostics(limits.findings)
        self.tables: dict[type[Any], dict[str, Key]] = {}
        self.conditions = 0

    def whole(self, shape: Shape) -> Any:
        """Return what the whole source says.

        Raises:
            InvalidTree: All findings at once.
        """
        root = partial(compose, self.source, begun(shape), self.limits)
        return collect(self.found, lambda: self.read(shape, root(), "the file"))

    # Noting

    def note(
        self, code: str, message: str, node: Node, advice: str = "", *notes: Note
    ) -> None:
        """Add a finding at a node."""
        self.found.error(code, message, self.span(node), advice, *notes)

    def span(self, node: Node) -> Span:
        """Return where a node was written."""
        return Span(self.source, node.start, node.end)

    # Reading

    def read(self, shape: Shape, node: Node, name: str) -> Any:
        """Return what a node says; None after noting that it has another shape.

        Args:
            shape: What is expected.
            node: What is there.
            name: What messages call it, such as "`ask`" or "an item of `ask`".
        """
        match shape:
            case Scalar():
                return self.scalar(shape, node, name)
            case Record():
                return self.record(shape, node, name)
            case Few():
                return self.few(shape, node, name)
            case Each(item):
                if node.scalar is not None or node.mapping:
                    self.wrong("a list", node, name)
                    return None
                return self.each(item, node, name)
            case Keyed(item, names):
                return self.keyed(item, names, node, name)
            case Either(mapped, listed):
                return self.read(mapped if node.mapping else listed, node, name)
            case _:
                assert_never(shape)

    def wrong(self, expected: str, node: Node, name: str) -> None:
        """Note that a node is of another kind than expected."""
        message = f"{name} must be {expected}, not {node.kind}"
        self.note("T105", message, node, WRITTEN[expected])

    def each(self, item: Shape, node: Node, name: str) -> tuple[Any, ...]:
        """Return the items of a list."""
        self.refuse_many(node, name)
        each = f"an item of {name}"
        return tuple([self.read(item, child, each) for child in node.items])

    def few(self, shape: Few, node: Node, name: str) -> tuple[Any, ...]:
        """Return one item, or the items of a list."""
        if node.scalar is not None or node.mapping:
            return (self.read(shape.item, node, name),)
        if len(node.items) < shape.least:
            self.note("T106", f"{name} cannot be empty", node, "name one, or remove it")
        return self.each(shape.item, node, name)

    def scalar(self, shape: Scalar, node: Node, name: str) -> Text | None:
        """Return a text of the right form."""
        value = node.scalar
        if value is None:
            self.wrong("a single text", node, name)
            return None
        if shape is CONDITION:
            self.refuse_long(value, node)
        if shape.prose and node.plain and self.source.text.startswith(" #", node.end):
            message = "the text ends here, because ` #` begins a comment"
            advice = f"{IN_QUOTES}; before a comment, leave two spaces"
            self.note("T110", message, node, advice)
        elif not shape.accepts(value):
            shown = f"`{shortened(value)}`" if value else "empty"
            self.note("T106", f"{name} cannot be {shown}", node, f"write {shape.form}")
        return Text(value, self.span(node))

    def is_text(self, item: Record) -> bool:
        """Whether a bare text may stand for a record, and is more than an id."""
        shape = self.table(item.type)[item.short].shape if item.short else None
        return isinstance(shape, Scalar) and shape is not ID

    def refuse_many(self, node: Node, name: str) -> None:
        """Refuse a list or a mapping that nobody could review.

        Raises:
            TreeError: T108, it has too many entries.
        """
        if len(node.items) > self.limits.entries * (2 if node.mapping else 1):
            message = f"{name} has more than {self.limits.entries:,} entries"
            span = self.span(node.opening())
            raise TreeError(Finding("T108", message, span, "split it into modules"))

    def refuse_long(self, value: str, node: Node) -> None:
        """Refuse more conditions than anybody could review.

        Raises:
            TreeError: T108, all conditions up to this one are too long together.
        """
        self.conditions += len(value)
        if self.conditions > self.limits.conditions:
            message = (
                f"the conditions have more than {self.limits.conditions:,} characters"
            )
            span = self.span(node)
            raise TreeError(Finding("T108", message, span, "split it into modules"))

    def keyed(self, item: Record, names: Scalar, node: Node, name: str) -> Any:
        """Return the records of a mapping, each with its key as its id."""
        if not node.mapping:
            self.wrong("a mapping", node, name)
            return None
        self.refuse_many(node, name)
        entries = []
        for key, child in self.unique(node):
            if is_cut(node, child) and self.is_text(item):
                self.cut(key)
                continue
            text = self.scalar(names, key, f"an id in {name}")
            entries.append(self.record(item, child, quoted(key), id=text))
        return tuple(entries)

    def unique(self, node: Node) -> Iterator[tuple[Node, Node]]:
        """Yield the pairs of a mapping, noting keys that stand there twice."""
        seen: dict[str, Node] = {}
        for key, child in node.pairs():
            if key.scalar is None:
                message = f"a key must be a word, not {key.kind}"
                self.note("T105", message, key, "write one word before `:`")
            elif key.scalar == "<<":
                message = "`<<` merges mappings, which is not done here"
                self.note("T107", message, key, "write the keys out")
            elif key.scalar in seen:
                first = Note("first here", self.span(seen[key.scalar]))
                message = f"{quoted(key)} is written twice"
                self.note("T102", message, key, "keep one of them", first)
            else:
                seen[key.scalar] = key
                yield key, child

    def record(self, shape: Record, node: Node, name: str, **known: Any) -> Any:
        """Return a record; a bare text or list may stand for its short key."""
        table = self.table(shape.type)
        short = table.get(shape.short)
        if node.mapping:
            for key, child in self.unique(node):
                self.entry(table, key, child, node, known)
        elif short is not None and may_be(short.shape, node):
            known[short.field] = self.read(short.shape, node, name)
        else:
            self.wrong("a mapping", node, name)
            return None
        return self.build(shape.type, table, known, node, name)

    def entry(
        self,
        table: dict[str, Key],
        key: Node,
        child: Node,
        node: Node,
        known: dict[str, Any],
    ) -> None:
        """Read one key of a record into its fields."""
        entry = table.get(key.scalar or "")
        if entry is not None:
            known[entry.field] = self.read(entry.shape, child, f"`{entry.name}`")
        elif is_cut(node, child):
            self.cut(key)
        elif not key.scalar:
            self.note("T103", "a key is missing before `:`", key, "write it")
        else:
            advice = did_you_mean(key.scalar, table)
            self.note("T103", f"{quoted(key)} is not a key here", key, advice)
            meant = table.get(closest(key.scalar, [*table]))
            if meant is not None:
                known.setdefault(meant.field, None)

    def cut(self, key: Node) -> None:
        """Note that a comma in brackets made a key of the rest of a text."""
        message = f"a comma ends the text before {quoted(key)}"
        self.note("T103", message, key, f"{IN_QUOTES} if it has a comma in it")

    def build(
        self,
        record: type[Any],
        table: dict[str, Key],
        known: dict[str, Any],
        node: Node,
        name: str,
    ) -> Any:
        """Return the record, or None after noting keys that are missing."""
        missing = [
            entry
            for entry in table.values()
            if entry.required and entry.field not in known
        ]
        for entry in missing:
            advice = f"add `{entry.name}`: {entry.doc[0].lower()}{entry.doc[1:-1]}"
            message = f"{name} has no `{entry.name}`"
            self.found.error("T104", message, self.head(table, known, node), advice)
        return None if missing else record(span=self.span(node), **known)

    def head(self, table: dict[str, Key], known: dict[str, Any], node: Node) -> Span:
        """Return where a record begins: at its id, if that stands before it."""
        text = known.get("id")
        if isinstance(text, Text) and "id" not in table:
            return text.span
        return self.span(node.opening())

    def table(self, record: type[Any]) -> dict[str, Key]:
        """Return the keys of a class by their names, worked out once."""
        if record not in self.tables:
            self.tables[record] = {key.name: key for key in keys_of(record)}
        return self.tables[record]


def begun(shape: Shape) -> str:
    """Return how a file of a shape begins, for whoever has an empty one.

    >>> begun(Record(Document))
    'begin it with `triage: 1`'
    """
    if isinstance(shape, Record):
        return f"begin it with `{keys_of(shape.type)[0].name}: 1`"
    return "write an entry, or remove the file"


def is_cut(node: Node, child: Node) -> bool:
    """Whether something in brackets stands alone where a key and a value are due."""
    return node.flow and child.scalar == "" and child.plain


def may_be(shape: Shape, node: Node) -> bool:
    """Whether something that is no mapping may stand for a key of a shape."""
    return node.scalar is not None or isinstance(shape, Few)


def quoted(key: Node) -> str:
    """Return a key as messages show it."""
    return f"`{shortened(key.scalar or '')}`"
