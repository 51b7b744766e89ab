"""Recording: what was renamed or reviewed, written into the text of a tree."""

from collections.abc import Iterable, Iterator, Sequence

from triage.base.text import Source
from triage.treefile.yaml_events import Node, compose

RENAMED = "renamed"

Edit = tuple[int, int, str]
"""What stands from one place of a text to another, and what is to stand there."""


def replaced(text: str, edits: Iterable[Edit]) -> str:
    """Return a text after some edits.

    >>> replaced("a and b", [(0, 1, "old"), (6, 7, "new")])
    'old and new'
    """
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def recorded(text: str, keys: Sequence[str], old: str, new: str) -> str:
    r"""Return the text of a tree that says what has another id, as its text is written.

    Args:
        text: The text.
        keys: Where it is said in ``renamed``, such as ``["questions"]``.
        old: The id it had. What had the new one before is called so again: that it
            lost it is said no more, and of the ids between, where they lead now.
        new: The id it has.

    >>> recorded("id: x\n", ["steps"], "one", "two")
    'id: x\n\nrenamed: {steps: {one: two}}\n'
    >>> recorded("id: x\n\nrenamed: {steps: {one: two}}\n", ["steps"], "two", "one")
    'id: x\n'
    >>> recorded("renamed:\n  steps:\n    a: b\n    c: d\nid: x\n", ["steps"], "d", "c")
    'renamed:\n  steps:\n    a: b\nid: x\n'
    >>> recorded("renamed: {steps: {a: b, b: c}}\n", ["steps"], "c", "a")
    'renamed: {steps: {c: a, b: c}}\n'
    """
    top = compose(Source("", text), "")
    if path := said(top, [RENAMED, *keys, new]):
        text, (node, at) = without(text, path), path[-1]
        if node.items[at + 1].scalar == old:
            return text
        top = compose(Source("", text), "")
    return with_entry(text, top, [RENAMED, *keys], f"{old}: {new}")


def is_recorded(text: str, keys: Sequence[str], old: str) -> bool:
    """Whether the text of a tree says what has another id than an old one."""
    return bool(said(compose(Source("", text), ""), [RENAMED, *keys, old]))


def said(top: Node, keys: Sequence[str]) -> list[tuple[Node, int]]:
    """Return the mappings in which keys stand, where all do; else nothing."""
    path = [*along(top, keys)]
    return path if len(path) == len(keys) else []


def appended(text: str, key: str, entry: Sequence[str]) -> str:
    r"""Return the text of a tree with one more entry in a list, as its text is written.

    Args:
        text: The text.
        key: The key of the list, at the top; it is made where there is none.
        entry: The lines of the entry, a mapping in block style.

    >>> print(appended("id: x\n", "reviews", ["by: A", "on: 2026-12-01"]))
    id: x
    <BLANKLINE>
    reviews:
      - by: A
        on: 2026-12-01
    <BLANKLINE>
    >>> appended("reviews:\n- by: A  # first\nid: x\n", "reviews", ["by: B"])
    'reviews:\n- by: A  # first\n- by: B\nid: x\n'
    >>> appended("reviews: [{by: A}]\n", "reviews", ['by: "B"'])
    'reviews: [{by: A}, {by: "B"}]\n'
    """
    top = compose(Source("", text), "")
    found = [*along(top, [key])]
    node = found[0][0].items[found[0][1] + 1] if found else None
    line = "\r\n" if "\r\n" in text else "\n"
    if node is None and not top.flow:
        gap = "" if text.endswith("\n") else line
        lines = (f"  {part}" for part in dashed(entry))
        return line.join([f"{text}{gap}", f"{key}:", *lines, ""])
    if node is None or node.flow:
        inside, record = node or top, f"{{{', '.join(entry)}}}"
        added = record if node else f"{key}: [{record}]"
        comma, at = ", " if inside.items else "", inside.end - 1
        return replaced(text, [(at, at, f"{comma}{added}")])
    at, end = node.items[0].start, text.find("\n", end_of(node))
    end = len(text) if end < 0 else end + 1
    margin = text.rfind("-", 0, at) - (text.rfind("\n", 0, at) + 1)
    lines = (f"{' ' * margin}{part}{line}" for part in dashed(entry))
    gap = "" if text[:end].endswith("\n") else line
    return replaced(text, [(end, end, gap + "".join(lines))])


def dashed(entry: Sequence[str]) -> Iterator[str]:
    for number, part in enumerate(entry):
        yield f"{'  ' if number else '- '}{part}"


def along(node: Node, keys: Iterable[str]) -> Iterator[tuple[Node, int]]:
    """Yield the mappings in which keys stand, one inside another, and where in them."""
    for key in keys:
        found = (n for n, one in enumerate(node.items[::2]) if one.scalar == key)
        number = next(found, None) if node.mapping else None
        if number is None:
            return
        yield node, 2 * number
        node = node.items[2 * number + 1]


def without(text: str, path: Sequence[tuple[Node, int]]) -> str:
    """Return a text without an entry, and what would be empty then."""
    node, at = next(
        (pair for pair in reversed(path) if len(pair[0].items) > len(("key", "value"))),
        path[0],
    )
    start, end = node.items[at].start, end_of(node.items[at + 1])
    if at + 2 < len(node.items):
        return text[:start] + text[node.items[at + 2].start :]
    if node.flow or node is not path[0][0]:
        return text[: end_of(node.items[at - 1])] + text[end:]
    head = text[:start]
    head = head.removesuffix("\n") if head.endswith("\n\n") else head
    return head + text[end:].removeprefix("\n")


def end_of(node: Node) -> int:
    """Return where the last word of a node ends, or the bracket that closes it."""
    is_open = node.scalar is None and not node.flow and node.items
    return end_of(node.items[-1]) if is_open else node.end


def with_entry(text: str, top: Node, keys: Sequence[str], entry: str) -> str:
    """Return a text with one more entry below some keys, in the form that is there."""
    node, left = top, [*keys]
    for mapping, at in along(top, keys):
        node, left = mapping.items[at + 1], left[1:]
    for key in reversed(left):
        entry = f"{key}: {{{entry}}}"
    if node.flow:
        comma = ", " if node.items else ""
        return replaced(text, [(node.start + 1, node.start + 1, f"{entry}{comma}")])
    if node is top:
        gap = "" if text.endswith("\n") else "\n"
        return f"{text}{gap}\n{entry}\n"
    at = node.items[0].start
    column = at - (text.rfind("\n", 0, at) + 1)
    return replaced(text, [(at, at, f"{entry}\n{' ' * column}")])
