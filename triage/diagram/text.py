"""Texts made fit for a picture: without control characters, and in short lines."""

import re
import textwrap

UNFIT = re.compile("[^\\t\\n\\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML does not allow, or that no reader can see."""


def clean(text: str) -> str:
    r"""Return a text as one line that every format can hold.

    >>> clean("one\n  two\x00")
    'one two\ufffd'
    """
    return " ".join(UNFIT.sub("\ufffd", text).split())


def wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines of about a width; long words are cut.

    >>> wrapped("Do you have a cough?", 12)
    ['Do you have', 'a cough?']
    """
    return textwrap.wrap(clean(text), width, break_on_hyphens=False) or [""]
