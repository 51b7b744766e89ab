"""Answers and saved interviews in files: read with care, written whole or never."""

import csv
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from triage.base.exceptions import TriageError
from triage.base.limits import LIMITS
from triage.treefile.decode import source_from
from triage.treefile.yaml_events import Node, compose

DEEPEST = 8
"""Nothing that is read here is nested deeper."""


class FileError(TriageError):
    """Say that a file cannot be read, or written, or is not what it should be."""


def read_answers(name: str, stdin: BinaryIO) -> dict[str, object]:
    """Return the answers in a file.

    Args:
        name: A path, or ``-`` for what stands on standard input. Files that end in
            ``.yaml`` or ``.yml`` are YAML, read as text; everything else is JSON.
        stdin: Standard input.

    Raises:
        FileError: It cannot be read, or is not a mapping of question ids to answers.
        TriageError: It is not YAML that a tree file could hold.
    """
    if name == "-":
        found = parsed("standard input", stdin.read(LIMITS.file_bytes + 1))
    elif name.endswith((".yaml", ".yml")):
        found = read_yaml(name)
    else:
        found = parsed(name, contents(name))
    if not isinstance(found, dict):
        raise FileError(f"{name}: answers are a JSON object such as {EXAMPLE}")
    return found


EXAMPLE = '{"age": 44, "fever": "no"}'


def read_table(name: str) -> Iterator[dict[str, object]]:
    """Yield the answers of each row of a CSV file; an empty cell is no answer.

    Args:
        name: A path. Its first line names the columns.

    Raises:
        FileError: It cannot be read, its cells are not separated with commas, a column
            stands there twice, or a row has more cells than there are columns.
    """
    try:
        with Path(name).open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            check_columns(name, rows.fieldnames or [])
            for number, row in enumerate(rows, 1):
                if None in row:
                    raise FileError(f"{name}: row {number} has too many cells")
                yield {key: cell for key, cell in row.items() if cell}
    except UnicodeDecodeError:
        raise FileError(f"{name}: this is not UTF-8 text") from None
    except csv.Error as error:
        raise FileError(f"{name}: this is not CSV: {error}") from None
    except (OSError, ValueError) as error:
        raise FileError(f"{name}: cannot be read: {reason(error)}") from None


def check_columns(name: str, columns: Sequence[str]) -> None:
    """Refuse a table without columns, with two of one name, or without commas.

    Raises:
        FileError: It is such a table.
    """
    if not columns:
        raise FileError(f"{name}: the first line of a table names its columns")
    if len(columns) == 1 and (";" in columns[0] or "\t" in columns[0]):
        raise FileError(f"{name}: separate the cells with commas")
    twice = [column for column, count in Counter(columns).items() if count > 1]
    if twice:
        raise FileError(f"{name}: the column {twice[0]!r} is there twice")


def read_record(name: str) -> object:
    """Return what a file of a saved interview holds.

    Raises:
        FileError: It cannot be read, or is not JSON.
    """
    return parsed(name, contents(name))


def contents(name: str) -> bytes:
    """Return the bytes of a file, one more than may be read at most.

    Raises:
        FileError: It cannot be read.
    """
    try:
        with Path(name).open("rb") as file:
            return file.read(LIMITS.file_bytes + 1)
    except (OSError, ValueError) as error:
        raise FileError(f"{name}: cannot be read: {reason(error)}") from None


def reason(error: Exception) -> str:
    """Return what the system says of a failure, in a few words."""
    return (isinstance(error, OSError) and error.strerror) or str(error)


def parsed(name: str, data: bytes) -> object:
    """Return what a JSON text says.

    Raises:
        FileError: It is too large, not JSON, nested too deep, or has a key twice.
    """
    if len(data) > LIMITS.file_bytes:
        raise FileError(f"{name}: larger than {LIMITS.file_bytes:,} bytes")
    try:
        found = json.loads(data.decode("utf-8-sig"), object_pairs_hook=unique)
    except RecursionError:
        raise FileError(f"{name}: nested too deep") from None
    except UnicodeDecodeError:
        raise FileError(f"{name}: this is not UTF-8 text") from None
    except ValueError as error:
        raise FileError(f"{name}: this is not JSON: {error}") from None
    if deeper(found, DEEPEST):
        raise FileError(f"{name}: nested too deep")
    return found


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a mapping, refusing keys that stand there twice.

    Raises:
        ValueError: A key does.
    """
    found: dict[str, Any] = {}
    for key, item in pairs:
        if key in found:
            raise ValueError(f"{key!r} is there twice")
        found[key] = item
    return found


def deeper(value: object, levels: int) -> bool:
    """Whether a value is nested deeper than some levels."""
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(deeper(item, levels - 1) for item in inner)


def read_yaml(name: str) -> object:
    """Return what a YAML file says, every scalar as its text.

    Raises:
        FileError: It holds more than texts and lists of texts by id.
        TriageError: It is not YAML that a tree file could hold.
    """
    source = source_from(name, contents(name))
    node = compose(source, "write answers such as `age: 44`")
    if not node.mapping:
        return None
    pairs = [(text(name, key), value(name, item)) for key, item in node.pairs()]
    try:
        return unique(pairs)
    except ValueError as error:
        raise FileError(f"{name}: {error}") from None


def value(name: str, node: Node) -> str | list[str]:
    """Return an answer: a text or a list of texts."""
    if node.scalar is None and not node.mapping:
        return [text(name, item) for item in node.items]
    return text(name, node)


def text(name: str, node: Node) -> str:
    """Return a text.

    Raises:
        FileError: It is something else.
    """
    if node.scalar is None:
        raise FileError(f"{name}: an answer is a text or a list of texts")
    return node.scalar


def claim(name: str) -> str:
    """Return the path under which a new interview can be kept.

    Args:
        name: The path as it was typed; ``~`` is the home folder.

    Raises:
        FileError: Something else stands there: nothing is ever overwritten.
    """
    try:
        path = Path(name).expanduser()
        empty = not path.exists() or (path.is_file() and not path.stat().st_size)
    except (OSError, ValueError, RuntimeError) as error:
        raise FileError(f"{name}: cannot be written: {reason(error)}") from None
    if empty:
        return str(path)
    raise FileError(f"{name} is there already: choose another name{hint(str(path))}")


def hint(name: str) -> str:
    """Return how to go on with a file that holds a saved interview."""
    try:
        record = read_record(name)
    except FileError:
        return ""
    saved = isinstance(record, dict) and "triage_session" in record
    return f", or go on with that interview by --resume {name}" if saved else ""


def write_private(name: str, record: Mapping[str, object]) -> None:
    """Write a record as JSON that nobody else can read, at once or not at all.

    Args:
        name: The path. An ordinary file that is already there is replaced.
        record: What to write.

    Raises:
        FileError: It cannot be written; what was there before is unchanged.
    """
    data = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
    try:
        path = Path(name).resolve()
        if path.exists() and not path.is_file():
            raise FileError(f"{name}: cannot be written: not an ordinary file")
        replace(path, data.encode())
    except (OSError, ValueError) as error:
        raise FileError(f"{name}: cannot be written: {reason(error)}") from None


def replace(path: Path, data: bytes) -> None:
    """Write a file beside its place, and move it there once it is complete."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:80]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
