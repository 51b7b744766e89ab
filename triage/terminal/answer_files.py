"""Answers in files: those of one patient as JSON or YAML, of many as a table."""

import csv
from collections.abc import Collection, Iterator
from typing import BinaryIO

from triage.base.distinct import check_columns, unique
from triage.base.files import FileError, failed
from triage.base.limits import LIMITS
from triage.terminal.json_files import contents, parsed, readable
from triage.treefile.files import source_from
from triage.treefile.yaml_events import Node, compose

EXAMPLE = '{"age": 44, "fever": "no"}'


def read_answers(
    name: str, stdin: BinaryIO, *, shares: bool = False
) -> dict[str, object]:
    """Return the answers in a file; ``-`` is standard input.

    Files that end in ``.yaml`` or ``.yml`` are YAML, read as text; all else is JSON.
    With ``shares``, several answers to one question may each have a text.
    """
    if name == "-":
        found = parsed("standard input", stdin.read(LIMITS.file_bytes + 1))
    elif name.endswith((".yaml", ".yml")):
        found = read_yaml(name, shares=shares)
    else:
        found = parsed(name, contents(name))
    if not isinstance(found, dict):
        raise FileError(f"{name}: answers are a JSON object such as {EXAMPLE}")
    return found


def read_yaml(name: str, *, shares: bool = False) -> object:
    """Return what a YAML file says, every scalar as its text; None for no mapping."""
    node = compose(source_from(name, contents(name)), "write answers such as `age: 44`")
    if not node.mapping:
        return None
    read = share if shares else value
    pairs = [(text(name, key), read(name, item)) for key, item in node.pairs()]
    try:
        return unique(pairs)
    except ValueError as error:
        raise FileError(f"{name}: {error}") from None


def share(name: str, node: Node) -> object:
    """Return one answer, or texts by the answers that they are about."""
    if not node.mapping:
        return value(name, node)
    return unique([(text(name, key), text(name, item)) for key, item in node.pairs()])


def value(name: str, node: Node) -> str | list[str]:
    if node.scalar is None and not node.mapping:
        return [text(name, item) for item in node.items]
    return text(name, node)


def text(name: str, node: Node) -> str:
    if node.scalar is None:
        raise FileError(f"{name}: an answer is a text or a list of texts")
    return node.scalar


def read_table(
    name: str, texts: Collection[str] = ()
) -> Iterator[dict[str, str | None]]:
    """Yield the answers of each row of a CSV file by column; an empty cell is none.

    Of a text it is an answer: it is left blank.
    """
    try:
        with readable(name).open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            check_columns(name, rows.fieldnames or [])
            for number, row in enumerate(rows, 1):
                if None in row:
                    raise FileError(f"{name}: row {number} has too many cells")
                yield {
                    key: cell if key in texts else cell or None
                    for key, cell in row.items()
                }
    except UnicodeDecodeError:
        raise FileError(f"{name}: this is not UTF-8 text") from None
    except csv.Error as error:
        raise FileError(f"{name}: this is not CSV: {error}") from None
    except (OSError, ValueError) as error:
        raise failed(name, "read", error) from None
