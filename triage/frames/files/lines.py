"""Lines: a file of text, line by line, from any place in it."""

from collections.abc import Iterator
from typing import BinaryIO

import attrs

from triage.base.files import FileError
from triage.base.limits import LIMITS


@attrs.define
class Lines:
    """Read the lines of a file, and know where the next one begins.

    Args:
        name: The name of the file.
        file: The file.
        at: Where the next line begins.
        broken: Whether some line was no UTF-8, since this was last set.
        count: How many lines were read, since this was last set.
    """

    name: str
    file: BinaryIO
    at: int = 0
    broken: bool = False
    count: int = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """Return the next line, with its end."""
        found = self.file.readline(LIMITS.file_bytes + 1)
        if not found:
            raise StopIteration
        if len(found) > LIMITS.file_bytes:
            most = f"{LIMITS.file_bytes:,} bytes"
            raise FileError(f"{self.name}: a line is longer than {most}")
        self.at += len(found)
        self.count += 1
        try:
            return found.decode()
        except UnicodeDecodeError:
            self.broken = True
            return found.decode(errors="replace")

    def again(self, start: int) -> None:
        """Go back to the line that begins at a place, and behind it."""
        self.file.seek(start)
        self.at = start
        next(self)


NOT_UTF_8 = "this is not UTF-8 text"
"""What is wrong with a line that can be no text."""
