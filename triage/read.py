"""From the text of a tree file to a Document.

YAML is used for its punctuation only: parser events are gathered into nodes that
keep every scalar as the text that was written, with its place. What YAML would make
of it (``no`` a boolean, ``1.10`` a number) never arises.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from triage.document import Document
from triage.errors import Finding, InvalidTree, Note, TreeError, did_you_mean
from triage.shapes import (
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
from triage.source import Source, Span, Text

__all__ = ["read", "read_entries", "source_from"]

LARGEST = 5_000_000
DEEPEST = 50
MOST_NODES = 300_000
MOST_FINDINGS = 100

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)

IN_QUOTES = "put the text in quotes"


def source_from(name: str, data: bytes | str) -> Source:
    """Return the source of a tree file.

    Args:
        name: The name by which messages speak of it.
        data: Its bytes, in UTF-8, or its text.

    Raises:
        InvalidTree: T108 when it is too large, T109 when it is not text.
    """
    if len(data) > LARGEST:
        raise refused("T108", f"the file is larger than {LARGEST:,} bytes", name)
    text = decoded(name, data) if isinstance(data, bytes) else data
    source = Source(name, text.removeprefix("\ufeff"))
    found = FORBIDDEN.search(source.text)
    if found:
        message = f"the character U+{ord(found[0]):04X} is not allowed"
        span = Span(source, found.start(), found.end())
        raise InvalidTree.of([Finding("T109", message, span, "remove it")])
    return source


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


def read(source: Source) -> Document:
    """Read a tree file.

    Args:
        source: The text of the file.

    Raises:
        InvalidTree: The T1xx findings, all at once.
    """
    reader = Reader(source)
    document: Document = reader.whole(Record(Document))
    return document


def read_entries(path: Path, item: Record, names: Scalar) -> tuple[Any, ...]:
    """Read a file that maps names to records, such as ``sources.yaml``.

    Raises:
        InvalidTree: The T1xx findings, all at once.
    """
    source = source_from(path.name, path.read_bytes())
    entries: tuple[Any, ...] = Reader(source).whole(Keyed(item, names))
    return entries


@attrs.define
class Node:
    """Hold a part of a YAML text: a scalar, a list or a mapping.

    Args:
        start: The offset of its first character.
        end: The offset after its last character.
        scalar: The text of a scalar; None for the others.
        plain: Whether a scalar has no quotes.
        items: The items of a list; the keys and values of a mapping in turn.
        mapping: Whether it is a mapping.
        flow: Whether it is written in brackets.
    """

    start: int
    end: int
    scalar: str | None = None
    plain: bool = False
    items: list["Node"] = attrs.Factory(list)
    mapping: bool = False
    flow: bool = False

    @property
    def kind(self) -> str:
        """What it is, for messages."""
        if self.scalar is not None:
            return "a text" if self.scalar else "nothing"
        return "a mapping" if self.mapping else "a list"

    def pairs(self) -> Iterator[tuple["Node", "Node"]]:
        """Yield the keys and values of a mapping."""
        return zip(self.items[::2], self.items[1::2], strict=True)


def compose(source: Source) -> Node:
    """Return the one node of a YAML text.

    Raises:
        TreeError: It is not one plain YAML document of modest size.
    """
    import yaml  # noqa: PLC0415  keeps `import triage` light

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    stack = [Node(0, 0)]
    count = 0
    try:
        for event in yaml.parse(source.text, Loader=loader):
            count += 1
            start, end = at(event.start_mark), at(event.end_mark)
            if isinstance(event, yaml.ScalarEvent):
                refuse_marks(event, source, start, end)
                node = Node(start, end, event.value, event.style == "")
                stack[-1].items.append(node)
            elif isinstance(event, yaml.CollectionStartEvent):
                refuse_marks(event, source, start, end)
                mapping = isinstance(event, yaml.MappingStartEvent)
                node = Node(
                    start, end, None, mapping=mapping, flow=bool(event.flow_style)
                )
                stack[-1].items.append(node)
                stack.append(node)
            elif isinstance(event, yaml.CollectionEndEvent):
                stack.pop().end = end
            elif isinstance(event, yaml.AliasEvent):
                refuse_marks(event, source, start, end)
            elif isinstance(event, yaml.DocumentStartEvent):
                refuse_second(stack, source, start)
            refuse_size(len(stack), count, source, start)
    except yaml.YAMLError as error:
        raise TreeError(unreadable(error, source)) from None
    if not stack[0].items:
        span = Span(source, 0, 0)
        raise TreeError(Finding("T109", "the file is empty", span))
    return stack[0].items[0]


def at(mark: Any) -> int:
    """Return the offset of a mark."""
    index: int = mark.index
    return index


def refuse_marks(event: Any, source: Source, start: int, end: int) -> None:
    """Refuse anchors, aliases and tags."""
    if event.anchor is None and getattr(event, "tag", None) is None:
        return
    first = source.text[start : start + 1]
    kind = {"&": "an anchor", "*": "an alias"}.get(first, "a tag")
    span = Span(source, start, max(start + 1, min(end, start + 20)))
    message = f"`{first}` begins {kind}, which a tree file does not use"
    raise TreeError(Finding("T107", message, span, f"if it is text, {IN_QUOTES}"))


def refuse_second(stack: list[Node], source: Source, start: int) -> None:
    """Refuse a second document."""
    if stack[0].items:
        message, advice = "a second document begins here", "one file is one tree"
        span = Span(source, start, start + 3)
        raise TreeError(Finding("T109", message, span, advice))


def refuse_size(depth: int, count: int, source: Source, start: int) -> None:
    """Refuse what is nested too deep or has too many parts."""
    span = Span(source, start, start + 1)
    if depth > DEEPEST:
        message = f"this is nested deeper than {DEEPEST} levels"
        raise TreeError(Finding("T108", message, span, "flatten it"))
    if count > MOST_NODES:
        message = f"the file has more than {MOST_NODES:,} parts"
        raise TreeError(Finding("T108", message, span, "split it into modules"))


TRAPS = (
    (
        "found character that cannot start any token",
        "a text cannot begin with `{char}`",
        IN_QUOTES,
    ),
    (
        "found a tab character",
        "a tab is used for indentation",
        "indent with spaces",
    ),
    (
        "block sequence entries are not allowed",
        "a list cannot begin behind a key",
        "begin the list on a line of its own",
    ),
    (
        "found unexpected end of stream",
        "a quote is opened here and never closed",
        "close the quote",
    ),
    (
        "did not find expected ',' or",
        "inside brackets the text ends too early, or the bracket is never closed",
        "put texts with `,`, `?`, `:` or brackets in quotes; close the bracket",
    ),
    (
        "did not find expected node content",
        "a value is missing inside brackets",
        f"close the bracket; {IN_QUOTES} if it has `,` or brackets in it",
    ),
    (
        "did not find expected",
        "the indentation or the quotes before this place are off",
        "indent it like the lines it belongs to; use `''` for `'` inside '…'",
    ),
)


def unreadable(error: Any, source: Source) -> Finding:
    """Return the finding for a text that is not YAML, in an author's words."""
    problem = error.problem or "unreadable"
    at = error.problem_mark.index
    opened = error.context_mark.index if error.context_mark else at
    if "end of stream" in problem or "expected ',' or" in problem:
        at = opened
    span = Span(source, at, at + 1)
    if problem.startswith("mapping values are not allowed"):
        return colon(source, span)
    char = source.text[at : at + 1]
    if char == "\t":
        problem = "found a tab character"
    for start, message, advice in TRAPS:
        if problem.startswith(start):
            return Finding("T101", message.format(char=char), span, advice)
    return Finding("T101", f"this cannot be read as YAML: {problem}", span)


def colon(source: Source, span: Span) -> Finding:
    """Return the finding for a `: ` where none may stand."""
    line = source.line_text(span.line)[: span.column - 1]
    if re.search(r":\s", line):
        message = "`: ` inside a text begins a new key"
        return Finding("T101", message, span, IN_QUOTES)
    message = "a key stands where the text of the line before goes on"
    advice = "indent it like the keys it belongs to, or put that text in quotes"
    return Finding("T101", message, span, advice)


class TooMany(Exception):
    """Stop reading: there are findings enough."""


class Reader:
    """Read nodes as the shapes they are expected to have, noting every finding."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.findings: list[Finding] = []
        self.tables: dict[type[Any], dict[str, Key]] = {}

    def whole(self, shape: Shape) -> Any:
        """Return what the whole source says.

        Raises:
            InvalidTree: All findings at once.
        """
        try:
            found = self.read(shape, compose(self.source), "the file")
        except TreeError as error:
            self.findings.append(error.finding)
        except TooMany:
            pass
        if self.findings:
            raise InvalidTree.of(self.findings)
        return found

    # Noting

    def note(
        self, code: str, message: str, node: Node, advice: str = "", *notes: Note
    ) -> None:
        """Add a finding at a node."""
        span = self.span(node)
        self.findings.append(Finding(code, message, span, advice, notes=notes))
        if len(self.findings) >= MOST_FINDINGS:
            raise TooMany

    def span(self, node: Node) -> Span:
        """Return where a node was written."""
        return Span(self.source, node.start, node.end)

    # Reading

    def read(self, shape: Shape, node: Node, name: str) -> Any:
        """Return what a node says; None after noting that it has another shape."""
        match shape:
            case Scalar():
                return self.scalar(shape, node, name)
            case Record():
                return self.record(shape, node, name)
            case Few(item):
                if node.scalar is None and not node.mapping:
                    return self.each(item, node, name)
                return (self.read(item, node, name),)
            case Each(item):
                if node.scalar is not None or node.mapping:
                    self.wrong("a list", node, name)
                    return None
                return self.each(item, node, name)
            case Keyed(item, names):
                return self.keyed(item, names, node, name)
            case Either(mapped, listed):
                return self.read(mapped if node.mapping else listed, node, name)

    def wrong(self, expected: str, node: Node, name: str) -> None:
        """Note that a node is of another kind than expected."""
        self.note("T105", f"`{name}` must be {expected}, not {node.kind}", node)

    def each(self, item: Shape, node: Node, name: str) -> tuple[Any, ...]:
        """Return the items of a list."""
        return tuple(self.read(item, child, name) for child in node.items)

    def scalar(self, shape: Scalar, node: Node, name: str) -> Text | None:
        """Return a text of the right form."""
        value = node.scalar
        if value is None:
            self.wrong(shape.form, node, name)
            return None
        if not shape.accepts(value):
            shown = f"`{value}` is" if value else "an empty text is"
            self.note("T106", f"{shown} not what `{name}` takes", node, shape.form)
            return None
        if shape.prose and node.plain and self.source.text.startswith(" #", node.end):
            self.note(
                "T110",
                "the text ends here, because ` #` begins a comment",
                node,
                f"{IN_QUOTES}; before a comment, leave two spaces",
            )
        return Text(value, self.span(node))

    def keyed(self, item: Record, names: Scalar, node: Node, name: str) -> Any:
        """Return the records of a mapping, each with its key as its id."""
        if not node.mapping:
            self.wrong("a mapping", node, name)
            return None
        entries = []
        for key, child in self.unique(node):
            text = self.scalar(names, key, f"{name} id")
            entries.append(self.record(item, child, key.scalar or name, id=text))
        return tuple(entries)

    def unique(self, node: Node) -> Iterator[tuple[Node, Node]]:
        """Yield the pairs of a mapping, noting keys that stand there twice."""
        seen: dict[str, Node] = {}
        for key, child in node.pairs():
            if key.scalar is None:
                self.note("T105", f"a key must be a word, not {key.kind}", key)
            elif key.scalar == "<<":
                self.note("T107", "`<<` merges, which a tree file does not use", key)
            elif key.scalar in seen:
                first = Note("first here", self.span(seen[key.scalar]))
                message = f"`{key.scalar}` is written twice"
                self.note("T102", message, key, "keep one of them", first)
            else:
                seen[key.scalar] = key
                yield key, child

    def record(self, shape: Record, node: Node, name: str, **known: Any) -> Any:
        """Return a record; a bare text stands for its short key."""
        table = self.table(shape.type)
        if not node.mapping:
            if node.scalar is None or not shape.short:
                self.wrong("a mapping", node, name)
                return None
            short = table[shape.short]
            known[short.field] = self.read(short.shape, node, name)
        else:
            for key, child in self.unique(node):
                self.entry(table, key, child, node, known)
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
        written = key.scalar or ""
        entry = table.get(written)
        if entry is not None:
            known[entry.field] = self.read(entry.shape, child, written)
        elif node.flow and child.scalar == "" and child.plain:
            message = f"a comma ends the text before `{written}`"
            self.note("T103", message, key, f"{IN_QUOTES} if it has a comma in it")
        else:
            advice = did_you_mean(written, table)
            self.note("T103", f"`{written}` is not a key here", key, advice)

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
            written
            for written, entry in table.items()
            if entry.required and entry.field not in known
        ]
        for written in missing:
            first = Node(node.start, min(node.end, node.start + 1))
            doc = table[written].doc
            self.note("T104", f"`{name}` has no `{written}`", first, doc)
        if missing:
            return None
        return record(span=self.span(node), **known)

    def table(self, record: type[Any]) -> dict[str, Key]:
        """Return the keys of a class by their names, worked out once."""
        if record not in self.tables:
            self.tables[record] = {key.name: key for key in keys_of(record)}
        return self.tables[record]
