"""Lock: the only run that writes some results, for as long as it lives."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EACCES, EAGAIN, EDEADLK
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from triage.base.files import FileError

TAKEN = frozenset({EACCES, EAGAIN, EDEADLK})
"""What systems say of a file that another process has locked."""

LOCKING: Mapping[str, Callable[[Any, int], None]] = {
    "fcntl": lambda fcntl, file: fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB),
    "msvcrt": lambda msvcrt, file: msvcrt.locking(file, msvcrt.LK_NBLCK, 1),
}
"""How a file is locked, by the module of the standard library that a system has."""


@contextmanager
def alone(path: Path, mode: int) -> Iterator[None]:
    """Be the only one that holds a lock.

    The system lets go of it however a process ends; the empty file of who is killed
    stays until the next run. Where it has no locks, as on some
    network drives, everybody is taken for the only one.

    Args:
        path: The file that is locked, and goes afterwards.
        mode: Who may read it.

    Raises:
        FileError: Another holds it.
    """
    file = opened(path, mode)
    while not is_at(path, file):  # whoever held it before took it away meanwhile
        os.close(file)
        file = opened(path, mode)
    with os.fdopen(file):
        try:
            yield
        finally:
            with suppress(OSError):  # where a file that is open cannot be taken away
                path.unlink()


def opened(path: Path, mode: int) -> int:
    """Return a file that is open and locked.

    Raises:
        FileError: Another holds it.
    """
    file = os.open(path, os.O_RDWR | os.O_CREAT, mode)
    name = next(filter(find_spec, LOCKING))
    try:
        LOCKING[name](import_module(name), file)
    except OSError as error:
        if error.errno in TAKEN:
            os.close(file)
            raise FileError(f"{path}: {ANOTHER}") from None
    return file


ANOTHER = "another run writes there: wait for it, or stop it"
"""What is said to the second of two runs."""


def is_at(path: Path, file: int) -> bool:
    """Return whether a file that is open is the one at a path."""
    return path.exists() and os.path.samestat(path.stat(), os.fstat(file))
