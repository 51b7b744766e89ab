"""Files: their bytes and their text, read with care."""

import re
from pathlib import Path
from typing import IO, Literal, Protocol

import attrs

from triage.base.diagnostics import Finding
from triage.base.exceptions import InvalidTree, TreeNotFound
from triage.base.limits import LIMITS, Limits
from triage.base.pattern import pattern
from triage.base.text import Source, Span
from triage.base.wording import path_ending, printable
from triage.treefile.yaml_events import FORBIDDEN, UNSEEN


class Resource(Protocol):
    """Be a file or folder that may be in an archive, such as a resource of a package.

    What ``importlib.resources.files`` returns is one, and so is ``zipfile.Path``.
    """

    @property
    def name(self) -> str:
        """The last part of its path."""

    def open(self, mode: Literal["rb"], /) -> IO[bytes]:
        """Return the file, opened."""

    def joinpath(self, name: str, /) -> "Resource":
        """Return what stands in the folder."""

    def is_file(self) -> bool:
        """Whether it is a file that is there."""

    def is_dir(self) -> bool:
        """Whether it is a folder that is there."""


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
        raise InvalidTree.of([Finding("T108", message, found_in(name))])
    text = decoded(name, data) if isinstance(data, bytes) else data
    source = Source(name, text.removeprefix("\ufeff"))
    if found := UNSEEN.search(source.text):
        code, advice = f"{ord(found[0]):04X}", "remove it"
        if not FORBIDDEN.match(found[0]) and not name.endswith((".csv", ".po")):
            advice += f', or write it as `\\u{code}` in a text inside "…"'
        message, at = f"the character U+{code} is not allowed", found.span()
        raise InvalidTree.of([Finding("T109", message, source.span(*at), advice)])
    return source


IS_CASES = pattern(r"(?m)^[\"']?triage_cases[\"']?\s*:")


def source_of(name: str, data: bytes, *keys: str) -> Source:
    """Return the source of a file that has a key of its format, the first or another.

    Of any other file nothing is told but its name: somebody may have been led to one
    that is not for all eyes.

    Raises:
        InvalidTree: It has not, or see ``source_from``.
    """
    text = data.decode(errors="replace")
    if re.search(rf"(?:^|[\r\n])[^#\r\n]*\b({'|'.join(keys)})[\"']?\s*:", text):
        return source_from(name, data)
    try:
        source_from(name, data)
    except InvalidTree as refused:
        found = refused.findings[0]
    else:
        begin = f"begin it with `{keys[0]}: 1`"
        if "triage_cases" not in keys and IS_CASES.search(text):
            begin = "it holds cases of a tree: `triage test` runs them"
        found = Finding("T104", f"the file has no `{keys[0]}`", found_in(name), begin)
        if not re.search(r"(?m)^\s*[^\s#]", text):
            found = attrs.evolve(found, code="T109", message="the file is empty")
    raise InvalidTree.of([attrs.evolve(found, span=found_in(name))])


def found_in(name: str) -> Span:
    """Return the place of what is found in a file of which nothing is shown."""
    return Source(name, "").span(0, 0)


def contents(path: Path | Resource, limits: Limits = LIMITS) -> bytes:
    """Return the bytes of a file, one more than may be read at most.

    Raises:
        TreeNotFound: It cannot be read.
    """
    try:
        if is_special(path):
            raise unreadable(path, "not an ordinary file")
        with path.open("rb") as file:
            data: bytes = file.read(limits.file_bytes + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "this is no path"
        raise unreadable(path, reason) from None
    return data


def unreadable(path: Path | Resource, reason: str) -> TreeNotFound:
    shown = printable(path_ending(str(path)))
    return TreeNotFound(f"`{shown}` cannot be read: {reason}")


def is_special(path: Path | Resource) -> bool:
    """Whether it is a pipe or a device, which might never begin, or never end."""
    is_there = isinstance(path, Path) and path.exists()
    return is_there and not (path.is_file() or path.is_dir())


def is_file(path: Path | Resource) -> bool:
    """Whether there is such a file; there is none where there can be none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def decoded(name: str, data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(errors="replace")
        at = Span(Source(name, before + "\ufffd"), len(before), len(before) + 1)
        finding = Finding.at("T109", "this is not UTF-8 text", at, "save as UTF-8")
        raise InvalidTree.of([finding]) from None
