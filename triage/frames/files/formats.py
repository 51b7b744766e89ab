"""Formats: how a file is read and written, by the end of its name."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from triage.base.exceptions import MissingExtra
from triage.base.files import FileError
from triage.base.wording import quoted
from triage.frames.files.part import Format

MODULES: Mapping[str, str] = {
    ".csv": "csv_rows",
    ".parquet": "parquet",
    ".jsonl": "json_lines",
    ".ndjson": "json_lines",
}
"""The module of each format, imported when it is wanted."""

INSTALL = 'Parquet needs more: pip install "triage-trees[parquet]"'


def format_of(name: str) -> Format:
    """Return the format of a file, by its name.

    Raises:
        FileError: No format is called so.
        MissingExtra: The library that reads it is not installed.
    """
    module = MODULES.get(Path(name).suffix.lower())
    if module is None:
        raise FileError(f"{name}: give a name that ends with {quoted(MODULES)}")
    try:
        found: Format = import_module(f"triage.frames.files.{module}").FORMAT
    except ModuleNotFoundError:
        raise MissingExtra(INSTALL) from None
    return found
