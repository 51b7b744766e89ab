"""Serializer: a document as YAML that is read as the same document again.

Comments are not part of a document. A text stands as it is where no parser of YAML
takes it for anything else; otherwise in quotes, or below its key where it is long.
"""

import textwrap
from collections.abc import Iterable
from typing import Any, TypeAlias, assert_never

from triage.base.limits import LIMITS
from triage.base.pattern import pattern
from triage.base.text import Text
from triage.base.wording import unpaired
from triage.treefile import fields as f
from triage.treefile.yaml_events import FORBIDDEN, UNSEEN

Written: TypeAlias = tuple[str, list[str]]
"""What stands behind a key, and the lines below it."""

WIDTH = 80
"""Longer texts are folded, and longer lists have a line for each item."""

BARE = pattern(r"-?[\w(](?:[^\s:#]|:(?!\s|$)|(?<!\s)#| (?! |$))*")
"""A text that needs no quotes where it stands alone on its line."""

WORD = pattern(r"-?\w[\w./]*")
"""A text that needs no quotes in brackets either."""

NO_TEXT = pattern(r"(?i:[yn]|yes|no|on|off|true|false|null|[-\d][^ ]*)")
"""What other parsers may take for something else than a text."""

FOLDING = pattern(r"\S+( \S+)*(\n\n\S+( \S+)*)*")
"""A text that is the same when its lines are broken at spaces and joined again."""

ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\r": "\\r", "\n": "\\n"}


def dump(document: object) -> str:
    r"""Return a document as the text of a file.

    Args:
        document: A ``Document``, or the root of another format, read or built.

    Raises:
        ValueError: A text cannot be written in any file.

    >>> from triage.treefile import read, source_from
    >>> text = "triage: '1'\nid: x\ntitle: 'No: 1'\nstart: one\nsteps: {}\n"
    >>> print(dump(read(source_from("x.yaml", text))), end="")
    triage: 1
    id: x
    title: "No: 1"
    start: one
    steps: {}
    """
    _, lines = record(f.Record(type(document)), document)
    return "".join(f"{line}\n" for line in lines)


def written(shape: f.Shape, found: Any) -> Written:
    match shape:
        case f.Scalar():
            return scalar(found.value, prose=shape.prose)
        case f.Record():
            return record(shape, found)
        case f.Few(item) if len(found) == 1:
            return written(item, found[0])
        case f.Few(item) | f.Each(item):
            return listed([written(item, one) for one in found])
        case f.Keyed(item):
            lines = (pair(one.id.value, record(item, one)) for one in found)
            return block(lines)
        case f.Either(f.Scalar() as other, listed_):
            return written(other if isinstance(found, Text) else listed_, found)
        case f.Either(other, form):
            if is_mapped(other, found):
                return written(other, found)
            if isinstance(form, f.Few) and is_long(form.item, found):
                return listed([written(form.item, found[0])])  # not as a mapping
            return written(form, found)
        case _:
            assert_never(shape)


def is_long(shape: f.Shape, found: Any) -> bool:
    """Whether things are one record, and that takes several keys."""
    if len(found) != 1 or not isinstance(shape, f.Record):
        return False
    return [key.name for key, _ in said(shape, found[0])] != [shape.short]


def is_mapped(shape: f.Shape, found: Any) -> bool:
    """Whether what may be a mapping or a list is a mapping of records."""
    if isinstance(shape, f.Either):
        return is_mapped(shape.other, found)
    kind = shape.item.type if isinstance(shape, f.Keyed) else Text
    return isinstance(found, tuple) and any(isinstance(one, kind) for one in found)


def ids_in(found: Any) -> Iterable[str]:
    """Return the keys under which records are written; a text or its list has none."""
    entries = () if isinstance(found, Text) else found
    return (one.id.value for one in entries if not isinstance(one, Text))


def record(shape: f.Record, found: Any) -> Written:
    entries = said(shape, found)
    if [key.name for key, _ in entries] == [shape.short]:
        key, one = entries[0]
        if shape.is_short:
            is_mapping = shape.is_written(ids_in(one))
        else:
            is_mapping = isinstance(key.shape, f.Either) and is_mapped(key.shape, one)
        if not is_mapping:
            return written(key.shape, one)
    return block(pair(key.name, written(key.shape, one)) for key, one in entries)


def said(shape: f.Record, found: Any) -> list[tuple[f.Key, Any]]:
    """Return the keys of a record that say something."""
    entries = [(key, getattr(found, key.field)) for key in f.keys_of(shape.type)]
    return [(key, one) for key, one in entries if key.required or one != key.absent]


def block(parts: Iterable[list[str]]) -> Written:
    lines = [line for part in parts for line in part]
    return ("", lines) if lines else ("{}", [])


def pair(key: str, value: Written) -> list[str]:
    name = key if BARE.fullmatch(key) and key.isprintable() else quoted(key)
    if len(name) > LIMITS.key:
        raise ValueError(f"`{key[:20]}…` is too long for a key")
    head, below = value
    return [f"{name}: {head}".rstrip(), *map(indented, below)]


def listed(items: list[Written]) -> Written:
    heads = [head for head, _ in items]
    line = f"[{', '.join(heads)}]"
    if len(line) <= WIDTH and all(map(WORD.fullmatch, heads)):
        return line, []
    return "", [line for item in items for line in dashed(item)]


def dashed(item: Written) -> list[str]:
    head, below = item
    first, *rest = [head, *below] if head else below
    return [f"- {first}", *map(indented, rest)]


def indented(line: str) -> str:
    return f"  {line}" if line else ""


def scalar(text: str, *, prose: bool) -> Written:
    is_printable = text.replace("\n", "").isprintable()
    is_long = prose and (len(text) > WIDTH or "\n" in text)
    is_text = not (prose and NO_TEXT.fullmatch(text))
    if is_printable and is_text and not is_long and BARE.fullmatch(text):
        return text, []
    if is_printable and is_long and FOLDING.fullmatch(text):
        return ">-", folded(text)
    if "\n" in text.replace("\n\n", ""):
        return literal(text)
    return quoted(text), []


def folded(text: str) -> list[str]:
    wrap = textwrap.TextWrapper(WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n\n".join(map(wrap.fill, text.split("\n\n"))).split("\n")


def quoted(text: str) -> str:
    r"""Return a text in quotes, where ``\n`` is read as a blank line.

    >>> quoted("No: 1")
    '"No: 1"'
    """
    if (
        FORBIDDEN.search(text)
        or unpaired(text) >= 0
        or "\n" in text.replace("\n\n", "")
    ):
        raise ValueError(f"no file can hold the text {text[:20]!r}")
    lines = text.replace("\n\n", "\n")
    return f'"{"".join(map(escaped, lines))}"'


def escaped(char: str) -> str:
    plain = char if char.isprintable() else f"\\U{ord(char):08X}"
    return ESCAPES.get(char, plain)


def literal(text: str) -> Written:
    """Write a text line by line: only so it can have a single line break."""
    if UNSEEN.search(text) or FORBIDDEN.search(text) or "\r" in text:
        raise ValueError(f"no file can hold the text {text[:20]!r}")
    first = "2" if text[0] in " \t\n" else ""
    last = "+" if text.endswith("\n") else "-"
    return f"|{first}{last}", text.removesuffix("\n").split("\n")
