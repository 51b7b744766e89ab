"""Files: written whole or not at all, and only over what is of their own kind."""

import os
import re
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE

from triage.base.exceptions import TriageError
from triage.base.immutable import immutable

HEAD = 65_536
"""How many bytes of a file are looked at to tell what it is."""


class FileError(TriageError):
    """Say that a file cannot be read, or written, or is not what it should be."""


@immutable
class Sort:
    """Say what files of one sort are called, and how one is known.

    It is known by its beginning, or as a whole, where none is larger than is read.
    """

    name: str
    sign: re.Pattern[bytes]
    read: int = HEAD

    @classmethod
    def of(cls, name: str, sign: bytes, read: int = HEAD) -> "Sort":
        return cls(name, re.compile(sign), read)

    def holds(self, path: Path) -> bool:
        """Whether a file is of this sort, or empty."""
        with path.open("rb") as file:
            found = file.read(self.read)
        return not found or self.sign.search(found) is not None


def failed(name: str, what: str, error: Exception) -> FileError:
    reason = (isinstance(error, OSError) and error.strerror) or str(error)
    return FileError(f"{name}: cannot be {what}: {reason}")


def place_for(name: str, sort: Sort | None = None) -> Path:
    """Return the path at which a file may be written, whatever links lead there.

    Args:
        name: The name of the file.
        sort: What may be replaced there; None for whatever it is.

    Raises:
        FileError: Something else stands there, or nothing can.
    """
    try:
        path = Path(name).resolve()
        path.parent.resolve(strict=True)
        if path.is_file():
            if sort and not sort.holds(path):
                message = f"{name} is there already, and is no {sort.name}"
                raise FileError(f"{message}: choose another name")
            if not os.access(path, os.W_OK):
                raise FileError(f"{name}: cannot be written: it is protected")
        elif path.exists():
            raise FileError(f"{name}: cannot be written: not an ordinary file")
    except (OSError, ValueError, RuntimeError) as error:  # a loop of links is the last
        raise failed(name, "written", error) from None
    return path


def write(name: str, data: bytes, sort: Sort | None = None, mode: int = 0o666) -> None:
    """Write a file, at once or not at all.

    Raises:
        FileError: It cannot be written; what was there before is unchanged.
    """
    path = place_for(name, sort)
    try:
        replace(path, data, mode)
    except (OSError, ValueError) as error:
        raise failed(name, "written", error) from None


def replace(path: Path, data: bytes, mode: int) -> None:
    """Write a file beside its place, and move it there once it is complete."""
    beside = path.with_name(f".{path.name[:40]}.{os.urandom(6).hex()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode & 0o077 and path.exists():
            beside.chmod(S_IMODE(path.stat().st_mode))
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
