"""YAML errors: what trips authors in YAML, told in their words.

The parser says where it stopped and what it was reading. What was probably meant is
seen in the text around that place.
"""

import re
from collections.abc import Callable
from typing import Any

import attrs

from triage.base.diagnostics import Finding, Note
from triage.base.immutable import immutable
from triage.base.text import LINE_BREAK, Source, Span

IN_QUOTES = "put the text in quotes"

LONGEST_KEY = 70
"""In how many characters a key and the space behind it are looked for."""

LONGEST_MARK = 20
"""The most characters of an anchor or a tag that are underlined."""


@immutable
class Stop:
    """Say at which offset YAML cannot be read, and where what is read there began."""

    source: Source
    at: int
    opened: int

    @property
    def char(self) -> str:
        """The character it could not read; empty at the end of the text."""
        return self.source.text[self.at : self.at + 1]

    @property
    def before(self) -> str:
        start = self.source.line_starts[self.source.line_at(self.at) - 1]
        return self.source.text[start : self.at]

    @property
    def above(self) -> str:
        return self.source.line_text(max(1, self.source.line_at(self.at) - 1))

    @property
    def read(self) -> str:
        return self.source.text[self.opened : self.at]

    def finding(
        self, message: str, advice: str, start: int | None = None, code: str = "T101"
    ) -> Finding:
        """Return a finding at one character: the one that could not be read."""
        offset = self.at if start is None else start
        return Finding(code, message, self.source.span(offset, offset + 1), advice)


def unreadable(error: Any, source: Source) -> Finding:
    at = error.problem_mark.index
    stop = Stop(source, at, error.context_mark.index if error.context_mark else at)
    if tab := re.match(r" *\t", stop.before + stop.char):
        start = at - len(stop.before) + tab.end() - 1
        message = "a tab is used for indentation"
        return stop.finding(message, "indent with spaces", start)
    doing = f"{error.context} {error.problem}"
    for words, explain in EXPLAIN:
        if words in doing:
            return explain(stop)
    message = f"this cannot be read as YAML: {error.problem}"
    return stop.finding(message, IN_QUOTES)


def mark(stop: Stop) -> Finding:
    """Return the finding for an anchor, an alias or a tag."""
    start, first = stop.opened, stop.source.text[stop.opened]
    kind = {"&": "an anchor", "*": "an alias"}.get(first, "a tag")
    message = f"`{first}` begins {kind}, which has no meaning here"
    end = max(start + 1, min(stop.at, start + LONGEST_MARK))
    span = Span(stop.source, start, end)
    return Finding("T107", message, span, f"if it is text, {IN_QUOTES}")


def sign(stop: Stop) -> Finding:
    first = stop.source.text[stop.opened]
    message = f"after `{first}` the text begins on the next line"
    advice = f"begin it there; if `{first}` is part of the text, {IN_QUOTES}"
    return stop.finding(message, advice, stop.opened)


def quote(stop: Stop) -> Finding:
    r"""Explain a quote that is never closed, or a `\` in one."""
    slash = stop.source.text.rfind("\\", stop.at - 2, stop.at + 1)
    if slash < 0 or not stop.char:
        message = "a quote is opened here and never closed"
        return stop.finding(message, "close the quote", stop.opened)
    written = stop.source.text[slash : slash + 2]
    message = f'`{written}` has no meaning inside "…"'
    return stop.finding(message, r"write `\\` for `\`, or use '…'", slash)


def keyless(stop: Stop) -> Finding:
    line = LINE_BREAK.split(stop.source.text[stop.opened :], 1)[0]
    span = Span(stop.source, stop.opened, stop.opened + len(line))
    if re.match(r"\w+:[^\s/]", line):
        message = "a space is missing after `:`"
        return Finding("T101", message, span, "write `key: value`")
    message = "this is neither a key nor part of the text above it"
    advice = "indent a text deeper than its key; end a key with `:`"
    return Finding("T101", message, span, advice)


def first(stop: Stop) -> Finding:
    if not stop.char:
        return stop.finding("the file ends inside brackets", "close the bracket")
    named = "a backtick" if stop.char == "`" else f"`{stop.char}`"
    return stop.finding(f"a text cannot begin with {named}", IN_QUOTES)


def dash(stop: Stop) -> Finding:
    message = "`- ` begins a list, which cannot stand behind a key"
    advice = f"begin the list on the next line; if it is text, {IN_QUOTES}"
    return stop.finding(message, advice)


def colon(stop: Stop) -> Finding:
    if re.search(r":\s", stop.before) or not stop.before.strip():
        return stop.finding("`: ` inside a text begins a new key", IN_QUOTES)
    if re.match(r"\s*\w+:[^\s/]", stop.above):
        message = "a space is missing after `:` in the line above"
        return stop.finding(message, "write `key: value`")
    message = "a key stands where the text of the line before goes on"
    advice = "indent it like the keys it belongs to, or put that text in quotes"
    return stop.finding(message, advice)


def bracket(stop: Stop) -> Finding:
    cut = [*re.finditer(r"[^\s,\[{] #", stop.read)]
    entry = re.split(r"[,\[{]", stop.read)[-1]
    if cut and LINE_BREAK.search(stop.read, cut[-1].end()):
        message = "the text ends here, because ` #` begins a comment"
        return stop.finding(message, IN_QUOTES, stop.opened + cut[-1].end() - 1, "T110")
    if not stop.char or LINE_BREAK.search(entry):
        message = "this bracket is never closed"
        advice = "close it; texts with brackets in them belong in quotes"
        return stop.finding(message, advice, stop.opened)
    if stop.char == ":":
        return stop.finding("`: ` inside a text begins a new key", IN_QUOTES)
    if stop.char in "]}":
        message = f"`{stop.char}` does not close `{stop.source.text[stop.opened]}`"
        return stop.finding(message, f"if it is part of a text, {IN_QUOTES}")
    if re.match(r"\w+:\s", stop.source.text[stop.at : stop.at + LONGEST_KEY]):
        return stop.finding("a comma is missing before this key", "write `, `")
    return behind(stop)


def behind(stop: Stop) -> Finding:
    last = stop.before.rstrip()[-1:]
    if last in ("'", '"'):
        return quoted(stop, last)
    if last in ("]", "}"):
        message = f"nothing can stand behind `{last}`"
        return stop.finding(message, f"if the bracket is part of a text, {IN_QUOTES}")
    message = f"a text cannot have `{stop.char}` here"
    return stop.finding(message, IN_QUOTES)


def quoted(stop: Stop, mark: str) -> Finding:
    """Explain what stands behind a quoted text, and where that begins."""
    double = {"'": "''", '"': '\\"'}[mark]
    message = "the quoted text ends before this place"
    advice = f"write `{double}` for a `{mark}` inside {mark}…{mark}"
    found = stop.finding(message, advice)
    read = stop.read.rstrip()[:-1]
    begins = [*re.finditer(rf"[:,\[{{-]\s+{mark}", read)]
    start = stop.opened + begins[-1].end() - 1 if begins else stop.at
    if stop.source.line_at(start) == stop.source.line_at(stop.at):
        return found
    note = Note("it begins here", stop.source.span(start, start + 1))
    return attrs.evolve(found, notes=(note,))


def misplaced(stop: Stop) -> Finding:
    if stop.before.strip():
        return first(stop) if stop.before.rstrip().endswith(":") else behind(stop)
    deeper = len(stop.before) > len(stop.above) - len(stop.above.lstrip())
    if deeper and re.search(r"\S\s+#", stop.above):
        message = "a comment has ended the text that goes on here"
        advice = f"{IN_QUOTES}, or move the comment to a line of its own"
        return stop.finding(message, advice)
    if stop.source.text.startswith("- ", stop.at):
        message = "a list item stands where a key is expected"
        return stop.finding(message, "indent the items of a list like one another")
    message = "the indentation fits none of the lines above"
    return stop.finding(message, "indent it like the lines it belongs to")


def no_item(stop: Stop) -> Finding:
    if stop.before.strip():
        return behind(stop)
    message = "an item of the list is expected here"
    advice = "begin it with `- `, or indent the line like the keys it belongs to"
    return stop.finding(message, advice)


def ended(stop: Stop) -> Finding:
    message = "nothing can stand behind `...`, which ends the file"
    return stop.finding(message, "remove `...`")


EXPLAIN: tuple[tuple[str, Callable[[Stop], Finding]], ...] = (
    ("document start", ended),
    ("an alias", mark),
    ("an anchor", mark),
    ("tag", mark),
    ("block scalar", sign),
    ("quoted scalar", quote),
    ("simple key", keyless),
    ("flow node", first),
    ("block node", first),
    ("flow", bracket),
    ("block mapping", misplaced),
    ("block collection", no_item),
    ("next token", first),
    ("mapping keys", first),
    ("mapping values", colon),
    ("sequence entries", dash),
)
"""What the parser was reading, or complains of, and how to explain that."""
