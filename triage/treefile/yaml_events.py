"""From the text of a file to its parts: the punctuation of YAML, and no more of it.

The events of the YAML parser are gathered into nodes that keep every scalar as the
text that was written. What YAML would make of it (``no`` a boolean, ``1.10`` a
number) never arises.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from triage.base.diagnostics import Finding
from triage.base.exceptions import TreeError
from triage.base.limits import LIMITS, Limits
from triage.base.text import Source, Span
from triage.treefile.yaml_errors import IN_QUOTES, marked, unreadable

CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
HIDDEN = "\x85\u2028\u2029\u202a-\u202e\u2066-\u2069"

FORBIDDEN = re.compile(f"[{CONTROLS}]")
"""Characters that no text may have: they control terminals, or YAML forbids them."""

DIRECTIVE = re.compile(r"(?:^|[\r\n])%")

UNSEEN = re.compile(f"[{CONTROLS}{HIDDEN}]")
"""Characters that no file may have as such: also line breaks that editors do not show,
and changes of direction, by which a text looks like another one."""


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
    scalar: str | None
    plain: bool
    items: Sequence["Node"] = ()
    mapping: bool = False
    flow: bool = False

    @property
    def kind(self) -> str:
        """What it is, for messages."""
        if self.scalar is not None:
            return "a text" if self.scalar else "nothing"
        return "a mapping" if self.mapping else "a list"

    def opening(self) -> "Node":
        """Return its first character as a node of its own."""
        return Node(self.start, min(self.end, self.start + 1), "", plain=False)

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

    refuse_directive(source)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        whole = gathered(yaml.parse(source.text, Loader=loader), source, limits)
    except yaml.YAMLError as error:
        raise TreeError(unreadable(error, source)) from None
    if not whole:
        start = source.span(0, 0)
        raise TreeError(Finding("T109", "the file is empty", start, beginning))
    return whole[0]


def refuse_directive(source: Source) -> None:
    """Refuse a line that begins with `%`: it is no text, and no file needs it."""
    found = DIRECTIVE.search(source.text)
    if found:
        span = source.span(found.end() - 1, found.end())
        message = "a line cannot begin with `%`"
        advice = f"remove the line; if it is text, {IN_QUOTES}"
        raise TreeError(Finding("T101", message, span, advice))


def gathered(events: Iterable[Any], source: Source, limits: Limits) -> list[Node]:
    """Return the nodes that events of the YAML parser make."""
    whole: list[Node] = []
    inside = [whole]
    opened: list[Node] = []
    for count, event in enumerate(events):
        match type(event).__name__:
            case "ScalarEvent":
                inside[-1].append(scalar(event, source))
            case "MappingStartEvent" | "SequenceStartEvent" as kind:
                items: list[Node] = []
                node = collection(event, source, items, kind == "MappingStartEvent")
                inside[-1].append(node)
                inside.append(items)
                opened.append(node)
            case "MappingEndEvent" | "SequenceEndEvent":
                inside.pop()
                opened.pop().end = event.end_mark.index
            case "AliasEvent":
                refuse_mark(event, source)
            case "DocumentStartEvent" if whole:
                raise TreeError(second(event.start_mark.index, source))
        if len(opened) >= limits.file_depth or count > limits.file_parts:
            start = event.start_mark.index
            raise TreeError(
                too_large(len(opened), limits, source.span(start, start + 1))
            )
    return whole


def scalar(event: Any, source: Source) -> Node:
    """Return the node of a scalar."""
    if event.anchor is not None or event.tag is not None:
        refuse_mark(event, source)
    if event.style == '"':
        refuse_forbidden(event, source)
    start, end = event.start_mark.index, event.end_mark.index
    return Node(start, end, unfolded(event), not event.style)


def unfolded(event: Any) -> str:
    """Return the text of a scalar, with a blank line between paragraphs.

    Where YAML folds lines, a line break is all that it leaves of a blank line.
    """
    text: str = event.value
    return text if event.style == "|" else text.replace("\n", "\n\n")


def collection(
    event: Any,
    source: Source,
    items: list[Node],
    mapping: bool,  # noqa: FBT001
) -> Node:
    """Return the node of a list or a mapping that begins."""
    if event.anchor is not None or event.tag is not None:
        refuse_mark(event, source)
    start, end = event.start_mark.index, event.end_mark.index
    return Node(start, end, None, False, items, mapping, bool(event.flow_style))  # noqa: FBT003


def refuse_mark(event: Any, source: Source) -> None:
    """Refuse an anchor, an alias or a tag."""
    start, end = event.start_mark.index, event.end_mark.index
    raise TreeError(marked(source, start, end))


def refuse_forbidden(event: Any, source: Source) -> None:
    r"""Refuse characters that a text may not have, written as ``\x1b``."""
    found = FORBIDDEN.search(event.value)
    if found:
        span = source.span(event.start_mark.index, event.end_mark.index)
        message = f"the text has the character U+{ord(found[0]):04X} in it"
        raise TreeError(Finding("T109", message, span, "remove it"))


def second(start: int, source: Source) -> Finding:
    """Return the finding for a second document."""
    span = source.span(start, start + 3)
    message = "a second document begins here"
    advice = "move what follows to a file of its own, or remove it"
    return Finding("T109", message, span, advice)


def too_large(depth: int, limits: Limits, span: Span) -> Finding:
    """Return the finding for what is nested too deep or has too many parts."""
    if depth >= limits.file_depth:
        message = f"this is nested deeper than {limits.file_depth} levels"
        return Finding("T108", message, span, "flatten it")
    message = f"the file has more than {limits.file_parts:,} parts"
    return Finding("T108", message, span, "split it into modules")
