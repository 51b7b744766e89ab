"""Storage: saved interviews in files, read with care, written whole or never."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import attrs

from triage.base.files import FileError, failed, write
from triage.engine.saved import is_interview
from triage.engine.session import Session
from triage.terminal.json_files import contents, parsed


class Taken(FileError):
    """Say that something stands already where something new was to be written."""


@attrs.define
class Keeper:
    file: str  # empty while there is none
    command: Callable[[str], str]  # how to continue from a file

    def keep(self, session: Session) -> bool:
        """Write the session, if there is a file for it, and return whether there is."""
        if self.file:
            write_record(self.file, session.to_dict())
        return bool(self.file)

    def move(self, file: str, session: Session) -> None:
        """Write the session to another file, and to that one from now on, if it can."""
        new = self.file if file in ("", self.file) else claim(file)
        write_record(new, session.to_dict())
        self.file = new


def read_record(name: str) -> object:
    return parsed(name, contents(name))


def claim(name: str) -> str:
    """Return the path under which something new can be kept; ``~`` is the home folder.

    Raises:
        Taken: Something else stands there: nothing is ever overwritten.
        FileError: It cannot be told whether something does.
    """
    try:
        path = Path(name).expanduser()
        empty = not path.exists() or (path.is_file() and not path.stat().st_size)
    except (OSError, ValueError, RuntimeError) as error:
        raise failed(name, "written", error) from None
    if empty:
        return str(path)
    saved = False
    with suppress(FileError):
        saved = is_interview(read_record(str(path)))
    hint = f", or go on with that interview by --resume {path}" if saved else ""
    raise Taken(f"{name} is there already: choose another name{hint}")


def create(name: str, text: str) -> None:
    """Write a file that is new, or was empty; what came up there meanwhile stays.

    Raises:
        FileError: It cannot be written, or holds something by now.
    """
    try:
        with Path(claim(name)).open("a", encoding="utf-8") as file:
            if file.tell():
                raise FileError(f"{name} is there already: choose another name")
            file.write(text)
    except (OSError, ValueError) as error:
        raise failed(name, "written", error) from None


def write_record(name: str, record: Mapping[str, object]) -> None:
    """Write a record as JSON that nobody else can read."""
    write_private(name, json.dumps(record, indent=2, ensure_ascii=False) + "\n")


def write_private(name: str, text: str) -> None:
    """Write a text that nobody else can read, at once or not at all.

    Raises:
        FileError: It cannot be written; what was there before is unchanged.
    """
    write(name, text.encode(), mode=0o600)
