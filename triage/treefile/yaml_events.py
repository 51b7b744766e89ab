"""YAML events: the punctuation of YAML gathered into nodes, and no more of it.

Every scalar is kept as the text that was written. What YAML would make of it (``no`` a
boolean, ``1.10`` a number) never arises.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import attrs

from triage.base.exceptions import TreeError
from triage.base.limits import LIMITS, Limits
from triage.base.pattern import pattern
from triage.base.text import Source, Span
from triage.base.wording import HIDDEN, ISOLATES, unpaired
from triage.treefile.yaml_errors import IN_QUOTES, Stop, mark, unreadable

CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
TURNING = "\x85\u2028\u2029\u202a-\u202e"
ISOLATING = f"{ISOLATES[0]}-{ISOLATES[-1]}"

FORBIDDEN = pattern(f"[{CONTROLS}{TURNING}]|{HIDDEN.pattern}")
"""Characters that no text may have: they control terminals, YAML forbids them, editors
do not show them, or all that follows is read in another direction."""

UNSEEN = pattern(f"[{CONTROLS}{TURNING}{ISOLATING}]")
"""Characters that no file may have as such, so that nothing in it, not even a comment,
looks like something else."""

ESCAPES = dict(zip("\0\a\b\v\f\x1b\x85\u2028\u2029", "0abvfeNLP", strict=True))
"""The letters that stand for some characters behind a backslash."""

DIRECTIVE = pattern(r"(?:^|[\r\n])%")


@attrs.define
class Node:
    """Hold a part of a YAML text: a scalar, a list or a mapping."""

    source: Source = attrs.field(repr=False)
    start: int
    end: int
    scalar: str | None = None  # None for the others
    plain: bool = False  # a scalar without quotes
    items: list["Node"] = attrs.Factory(list)  # of a mapping keys and values in turn
    mapping: bool = False
    flow: bool = False  # written in brackets

    @property
    def kind(self) -> str:
        if self.scalar is not None:
            return "a text" if self.scalar else "nothing"
        return "a mapping" if self.mapping else "a list"

    @property
    def span(self) -> Span:
        return Span(self.source, self.start, self.end)

    @property
    def opening(self) -> Span:
        return Span(self.source, self.start, min(self.end, self.start + 1))

    def move(self, to: Span) -> None:
        """Stand where the part of a text stands that it was read from by itself."""
        self.source = to.source
        self.start += to.start
        self.end += to.start
        for item in self.items:
            item.move(to)

    def pairs(self) -> Iterator[tuple["Node", "Node"]]:
        return zip(self.items[::2], self.items[1::2], strict=True)


def compose(source: Source, beginning: str, limits: Limits = LIMITS) -> Node:
    """Return the one node of a YAML text, if it is a plain document of modest size.

    Authors of an empty file are told its beginning.
    """
    import yaml  # noqa: PLC0415  keeps `import triage` light

    if directive := DIRECTIVE.search(source.text):
        at = source.span(directive.end() - 1, directive.end())
        advice = f"remove the line; if it is text, {IN_QUOTES}"
        raise TreeError.at("T101", "a line cannot begin with `%`", at, advice)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        whole = gathered(yaml.parse(source.text, Loader=loader), source, limits)
    except yaml.YAMLError as error:
        raise TreeError(unreadable(error, source)) from None
    if not whole:
        raise TreeError.at("T109", "the file is empty", source.span(0, 0), beginning)
    return whole[0]


def gathered(events: Iterable[Any], source: Source, limits: Limits) -> list[Node]:
    whole = Node(source, 0, len(source.text))
    opened = [whole]
    for count, event in enumerate(events):
        start, end = event.start_mark.index, event.end_mark.index
        match type(event).__name__:
            case "ScalarEvent":
                opened[-1].items.append(scalar(event, source))
            case "MappingStartEvent" | "SequenceStartEvent" as kind:
                refuse_mark(event, source)
                node = Node(source, start, end, flow=event.flow_style)
                node.mapping = kind == "MappingStartEvent"
                opened[-1].items.append(node)
                opened.append(node)
            case "MappingEndEvent" | "SequenceEndEvent":
                opened.pop().end = end
            case "AliasEvent":
                raise TreeError(mark(Stop(source, end, start)))
            case "DocumentStartEvent" if whole.items:
                advice = "move what follows to a file of its own, or remove it"
                at = source.span(start, start + 3)
                raise TreeError.at("T109", "a second document begins here", at, advice)
        if len(opened) > limits.file_depth:
            message = f"this is nested deeper than {limits.file_depth} levels"
            at = source.span(start, start + 1)
            raise TreeError.at("T108", message, at, "flatten it")
        if count > limits.file_parts:
            message = f"the file has more than {limits.file_parts:,} parts"
            at = source.span(start, start + 1)
            raise TreeError.at("T108", message, at, "split it into modules")
    return whole.items


def scalar(event: Any, source: Source) -> Node:
    """Return the node of a scalar, with a blank line between its paragraphs.

    Where YAML folds lines, a line break is all that it leaves of a blank line.
    """
    refuse_mark(event, source)
    start, end = event.start_mark.index, event.end_mark.index
    if event.style == '"' or not event.value.isascii():
        refuse_hidden(event.value, source.span(start, end))
    text = event.value if event.style == "|" else event.value.replace("\n", "\n\n")
    return Node(source, start, end, text, not event.style)


def refuse_hidden(text: str, written: Span) -> None:
    """Refuse a character that nobody sees, or that turns more than its own part."""
    found = FORBIDDEN.search(text)
    at = found.start() if found else unpaired(text)
    if at < 0:
        return
    char = text[at]
    message, advice = f"the text has the character U+{ord(char):04X} in it", "remove it"
    if not found:
        what = "ends nothing" if char == ISOLATES[-1] else "never ends"
        message += f", which {what}"
        advice = "end what is read in another direction with U+2069, in the same line"
    raise TreeError.at("T109", message, place_of(text, at, written), advice)


def place_of(text: str, at: int, written: Span) -> Span:
    """Return where a character of a text was written, as such or by its number."""
    char, before = text[at], text.count(text[at], 0, at)
    code, letter = ord(char), re.escape(ESCAPES.get(char, ""))
    numbers = rf"\\(?i:x{code:02x}|u{code:04x}|U{code:08x})"
    either = rf"{re.escape(char)}|{numbers}" + (rf"|\\{letter}" if letter else "")
    places = (found.span() for found in re.finditer(either, written.text))
    begin, end = next(islice(places, before, None), (0, len(written.text)))
    return written.source.span(written.start + begin, written.start + end)


def refuse_mark(event: Any, source: Source) -> None:
    if event.anchor is not None or event.tag is not None:
        stop = Stop(source, event.end_mark.index, event.start_mark.index)
        raise TreeError(mark(stop))
