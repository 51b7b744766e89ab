"""Lines: a file of text, line by line, from any place in it."""

from collections.abc import Iterator
from typing import BinaryIO

import attrs

from triage.base.limits import LIMITS


@attrs.define
class Lines:
    """Read the lines of a file, and know where the next one begins.

    Args:
        file: The file.
        at: Where the next line begins.
        number: How many lines of the file end before that.
        wrong: Why some line can be no text, since this was last set.
        count: How many lines were read, since this was last set.
    """

    file: BinaryIO
    at: int = 0
    number: int = 0
    wrong: str = ""
    count: int = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """Return the next line, with its end; of one that is too long, nothing."""
        found = self.file.readline(LIMITS.file_bytes + 1)
        if not found:
            raise StopIteration
        self.at += len(found)
        self.number += 1
        self.count += 1
        if len(found) > LIMITS.file_bytes:
            self.wrong = TOO_LONG
            self.skip(found)
            return NOTHING
        try:
            return found.decode()
        except UnicodeDecodeError:
            self.wrong = NOT_UTF_8
            return found.decode(errors="replace")

    def skip(self, found: bytes) -> None:
        """Go behind the end of a line, of which something was read."""
        while found and not found.endswith(b"\n"):
            found = self.file.readline(LIMITS.file_bytes)
            self.at += len(found)

    def again(self, start: int, number: int) -> None:
        """Go back to the line that begins at a place, behind so many, and behind it."""
        self.file.seek(start)
        self.at, self.number = start, number
        next(self)


NOT_UTF_8 = "this is not UTF-8 text"
"""What is wrong with a line that can be no text."""

TOO_LONG = f"a line is longer than {LIMITS.file_bytes:,} bytes"
"""What is wrong with a line that is not held as a whole."""

NOTHING = "?\n"
"""What stands for a line that is not held."""
