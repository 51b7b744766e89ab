"""Text with places in it: where a word stands, and how to point at it."""

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import attrs

from triage.base.immutable import immutable
from triage.base.pattern import pattern
from triage.base.wording import printable

if TYPE_CHECKING:
    from triage.base.shapes import PositionJSON

WIDEST = 100
"""The most characters of a line that an excerpt shows."""

LINE_BREAK = pattern("\r\n?|\n")


@immutable
class Source:
    """Hold a text and the name under which messages speak of it.

    Args:
        name: A file name or another short name, shown before line and column.
        text: The whole text.
        copy: Which copy of a module it is read for; empty for the file itself.

    Attributes:
        line_starts: The offset at which each line begins.

    >>> Source("sore_throat.yaml", "id: sore_throat").name
    'sore_throat.yaml'
    """

    name: str
    text: str = attrs.field(repr=False)
    copy: str = attrs.field(default="", repr=False)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        return (0, *(found.end() for found in LINE_BREAK.finditer(self.text)))

    def span(self, start: int, end: int) -> "Span":
        """Return a span that ends where the text does, at the latest."""
        last = len(self.text)
        return Span(self, min(start, last), min(end, last))

    def line_at(self, offset: int) -> int:
        """Return the line, counted from 1, in which an offset lies."""
        return bisect_right(self.line_starts, offset)

    def line_ends(self, line: int) -> tuple[int, int]:
        """Return where a line, counted from 1, begins, and where its break does."""
        begin, *after = self.line_starts[line - 1 : line + 1]
        end = after[0] if after else len(self.text)
        while end > begin and self.text[end - 1] in "\r\n":
            end -= 1
        return begin, end

    def line_text(self, line: int) -> str:
        """Return a line, counted from 1, without its line break."""
        begin, end = self.line_ends(line)
        return self.text[begin:end]


@immutable
class Span:
    """Point at a stretch of a source.

    Args:
        source: The text pointed into.
        start: The offset of the first character.
        end: The offset after the last character.

    >>> span = Span(Source("a.yaml", "go: hoem"), 4, 8)
    >>> str(span), span.text
    ('a.yaml:1:5', 'hoem')
    """

    source: Source = attrs.field(repr=lambda source: source.name)
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}"

    @property
    def line(self) -> int:
        """The line, counted from 1."""
        return self.source.line_at(self.start)

    @property
    def column(self) -> int:
        """The column, counted from 1."""
        return self.start - self.source.line_starts[self.line - 1] + 1

    @property
    def text(self) -> str:
        """The characters pointed at."""
        return self.source.text[self.start : self.end]

    def excerpt(self) -> str:
        """Return the line with the place underlined.

        >>> print(Span(Source("a.yaml", "go: hoem"), 4, 8).excerpt())
          1 | go: hoem
            |     ^^^^
        """
        begin, end = self.source.line_ends(self.line)
        half = self.start - WIDEST // 2
        shift = max(begin, half) if end - begin > WIDEST else begin
        shown = self.source.text[shift : min(end, shift + WIDEST)]
        start = self.start - shift
        wide = min(max(1, self.end - self.start), max(1, len(shown) - start))
        lead = "".join("\t" if c == "\t" else " " for c in shown[:start])
        above = f"{self.line:>3} | {printable(shown)}".rstrip()
        return f"{above}\n    | {lead}{'^' * wide}"


def position(span: Span) -> "PositionJSON":
    return {"file": span.source.name, "line": span.line}


class Located(Protocol):
    """Stand somewhere in a source."""

    @property
    def span(self) -> Span:
        """Where."""


UNWRITTEN = "<built>"
"""What messages call the file of what was built in code."""

NOWHERE = Source(UNWRITTEN, "").span(0, 0)


@immutable
class Text:
    """Hold a word or text of a file, with its place.

    Two texts are equal when they say the same, wherever they stand.

    Args:
        value: What was written, without quotes.
        span: Where it was written.
    """

    value: str
    span: Span = attrs.field(eq=False, repr=False)

    def __str__(self) -> str:
        return self.value

    @classmethod
    def of(cls, value: str) -> "Text":
        """Return a text that stands in no file, for documents built in code.

        >>> Text.of("home").span.text
        'home'
        """
        return cls(value, Source(UNWRITTEN, value).span(0, len(value)))

    def part(self, start: int, end: int) -> Span:
        """Return the span of some characters; that of all where escapes move them."""
        if self.begins < 0:
            return self.span
        return Span(self.span.source, self.begins + start, self.begins + end)

    @cached_property
    def begins(self) -> int:
        """The offset of its first character; -1 where it is written otherwise."""
        offset = self.span.text.find(self.value)
        return self.span.start + offset if offset >= 0 else -1


@immutable
class Lengthened(Text):
    """Hold a text with words put into it, which still knows where all else stands.

    Args:
        written: The text as it was written.
        inserted: Where in that something was put in, in order, and how long it is.
    """

    written: Text = attrs.field(eq=False, repr=False, kw_only=True)
    inserted: tuple[tuple[int, int], ...] = attrs.field(eq=False, kw_only=True)

    def part(self, start: int, end: int) -> Span:
        """Return the span of some characters, as far as they were written."""
        return self.written.part(self.before(start), self.before(end))

    def before(self, place: int) -> int:
        """Return where a place was before anything was put in.

        >>> text = Text.of("a and b")
        >>> longer = Lengthened(
        ...     "x.a and x.b", text.span, written=text, inserted=((0, 2), (6, 2))
        ... )
        >>> longer.before(3), longer.part(8, 11).text
        (1, 'b')
        """
        more = 0
        for at, length in self.inserted:
            more += max(0, min(length, place - at - more))
        return place - more


def lengthened(text: Text, parts: Iterable[tuple[int, str]]) -> Text:
    """Return a text with words put in at some places.

    >>> lengthened(Text.of("a or b"), [(5, "x."), (0, "x.")]).value
    'x.a or x.b'
    """
    value, placed = text.value, sorted(parts)
    if not placed:
        return text
    for at, words in reversed(placed):
        value = value[:at] + words + value[at:]
    inserted = tuple((at, len(words)) for at, words in placed)
    return Lengthened(value, text.span, written=text, inserted=inserted)


def written(text: Text) -> Text:
    """Return a text as it stands in its file."""
    return text.written if isinstance(text, Lengthened) else text
