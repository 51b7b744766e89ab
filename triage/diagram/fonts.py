"""Fonts: which letters none of this machine has, so that nobody signs empty boxes."""

import shutil
import subprocess
import unicodedata
from bisect import bisect_right
from functools import cache
from typing import TypeAlias

from triage.base.exceptions import TriageError

Ranges: TypeAlias = tuple[tuple[int, int], ...]
"""The first and the last code of letters side by side, in order."""

LATIN = "\u024f"
"""The last letter that any font is taken to have."""

EMOJI = "\U0001f000"
"""The first of the small pictures; signs below it are left to whoever looks."""


def refuse_boxes(text: str, instead: str) -> None:
    """Refuse a picture of a text that would have boxes in the place of letters.

    Where the machine cannot say which letters its fonts have, nothing is refused.

    Args:
        text: What is in the picture.
        instead: What to do where no font can be installed.

    Raises:
        TriageError: No font of this machine has some of the letters.
    """
    if lost := without_font(text):
        more = f" and {len(lost) - 1} more letters" if len(lost) > 1 else ""
        raise TriageError(
            f"no font of this machine has “{lost[0]}”{more} of this text, so boxes "
            f"would stand there: install a font that has them, or {instead}"
        )


def without_font(text: str) -> list[str]:
    """Return the letters of a text that no font here has, each once, in their order."""
    rare = [letter for letter in dict.fromkeys(text) if is_rare(letter)]
    known = letters_of_fonts() if rare else ()
    return [letter for letter in rare if known and not is_within(ord(letter), known)]


def is_rare(letter: str) -> bool:
    """Whether something is a letter, digit or small picture that a font may lack."""
    if letter <= LATIN:
        return False
    return unicodedata.category(letter)[0] in "LN" or letter >= EMOJI


def is_within(code: int, known: Ranges) -> bool:
    """Whether a code is in one of some ranges."""
    place = bisect_right(known, (code, 0x110000)) - 1
    return place >= 0 and code <= known[place][1]


@cache
def letters_of_fonts() -> Ranges:
    """Return which letters the fonts of this machine have; none where it cannot say."""
    if (found := shutil.which("fc-list")) is None:
        return ()
    command = [found, "--format", "%{charset} "]
    done = subprocess.run(  # noqa: S603  the list of fonts, by its own program
        command, capture_output=True, check=False, encoding="utf-8"
    )
    return joined(done.stdout.split())


def joined(written: list[str]) -> Ranges:
    """Return ranges such as ``20-7e`` in order, those that touch as one."""
    ends = [part.split("-") for part in written]
    found: list[tuple[int, int]] = []
    for low, high in sorted((int(end[0], 16), int(end[-1], 16)) for end in ends):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return tuple(found)
