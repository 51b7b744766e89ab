"""YAML events: the punctuation of YAML gathered into nodes, and no more of it.

Every scalar is kept as the text that was written. What YAML would make of it (``no`` a
boolean, ``1.10`` a number) never arises.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from triage.base.exceptions import TreeError
from triage.base.limits import LIMITS, Limits
from triage.base.text import Source, Span
from triage.treefile.yaml_errors import IN_QUOTES, marked, unreadable

CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
HIDDEN = "\x85\u2028\u2029\u202a-\u202e\u2066-\u2069"

FORBIDDEN = re.compile(f"[{CONTROLS}]")
"""Characters that no text may have: they control terminals, or YAML forbids them."""

UNSEEN = re.compile(f"[{CONTROLS}{HIDDEN}]")
"""Characters that no file may have as such: also line breaks that editors do not show,
and changes of direction, by which a text looks like another one."""

DIRECTIVE = re.compile(r"(?:^|[\r\n])%")


@attrs.define
class Node:
    """Hold a part of a YAML text: a scalar, a list or a mapping.

    Args:
        source: The text.
        start: The offset of its first character.
        end: The offset after its last character.
        scalar: The text of a scalar; None for the others.
        plain: Whether a scalar has no quotes.
        items: The items of a list; the keys and values of a mapping in turn.
        mapping: Whether it is a mapping.
        flow: Whether it is written in brackets.
    """

    source: Source = attrs.field(repr=False)
    start: int
    end: int
    scalar: str | None = None
    plain: bool = False
    items: Sequence["Node"] = ()
    mapping: bool = False
    flow: bool = False

    @property
    def kind(self) -> str:
        """What it is, for messages."""
        if self.scalar is not None:
            return "a text" if self.scalar else "nothing"
        return "a mapping" if self.mapping else "a list"

    @property
    def span(self) -> Span:
        return Span(self.source, self.start, self.end)

    @property
    def opening(self) -> Span:
        """Where its first character is."""
        return Span(self.source, self.start, min(self.end, self.start + 1))

    def pairs(self) -> Iterator[tuple["Node", "Node"]]:
        """Yield the keys and values of a mapping."""
        return zip(self.items[::2], self.items[1::2], strict=True)


def compose(source: Source, beginning: str, limits: Limits = LIMITS) -> Node:
    """Return the one node of a YAML text.

    Args:
        source: The text.
        beginning: What an author of an empty file is told to write.
        limits: How deep and how large it may be.

    Raises:
        TreeError: It is not one plain YAML document of modest size.
    """
    import yaml  # noqa: PLC0415  keeps `import triage` light

    directive = DIRECTIVE.search(source.text)
    if directive:
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
    whole: list[Node] = []
    inside = [whole]
    opened: list[Node] = []
    for count, event in enumerate(events):
        start, end = event.start_mark.index, event.end_mark.index
        match type(event).__name__:
            case "ScalarEvent":
                inside[-1].append(scalar(event, source))
            case "MappingStartEvent" | "SequenceStartEvent" as kind:
                refuse_mark(event, source)
                items: list[Node] = []
                node = Node(source, start, end, items=items)
                node.mapping, node.flow = kind == "MappingStartEvent", event.flow_style
                inside[-1].append(node)
                inside.append(items)
                opened.append(node)
            case "MappingEndEvent" | "SequenceEndEvent":
                inside.pop()
                opened.pop().end = end
            case "AliasEvent":
                raise TreeError(marked(source, start, end))
            case "DocumentStartEvent" if whole:
                at, message = (
                    source.span(start, start + 3),
                    "a second document begins here",
                )
                advice = "move what follows to a file of its own, or remove it"
                raise TreeError.at("T109", message, at, advice)
        if len(opened) >= limits.file_depth or count > limits.file_parts:
            raise too_large(len(opened), limits, source.span(start, start + 1))
    return whole


def too_large(depth: int, limits: Limits, at: Span) -> TreeError:
    if depth >= limits.file_depth:
        message = f"this is nested deeper than {limits.file_depth} levels"
        return TreeError.at("T108", message, at, "flatten it")
    message = f"the file has more than {limits.file_parts:,} parts"
    return TreeError.at("T108", message, at, "split it into modules")


def scalar(event: Any, source: Source) -> Node:
    """Return the node of a scalar, with a blank line between its paragraphs.

    Where YAML folds lines, a line break is all that it leaves of a blank line.
    """
    refuse_mark(event, source)
    start, end = event.start_mark.index, event.end_mark.index
    found = FORBIDDEN.search(event.value) if event.style == '"' else None
    if found:
        message = f"the text has the character U+{ord(found[0]):04X} in it"
        raise TreeError.at("T109", message, source.span(start, end), "remove it")
    text = event.value if event.style == "|" else event.value.replace("\n", "\n\n")
    return Node(source, start, end, text, not event.style)


def refuse_mark(event: Any, source: Source) -> None:
    """Refuse an anchor or a tag."""
    if event.anchor is not None or event.tag is not None:
        raise TreeError(marked(source, event.start_mark.index, event.end_mark.index))
