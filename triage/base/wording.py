"""Wording: texts fit to be shown, in lines of a width; counts and lists in words."""

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import Template

from triage.base.limits import LIMITS
from triage.base.pattern import pattern

CONTROLS = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

JOINERS = "\u200c\u200d"
"""What joins or parts letters: without it, words of Persian or Hindi are others."""

MARKS = "\u061c\u200e\u200f"
"""What has a direction and no width: it keeps a full stop behind a word of Hebrew."""

SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
"""Signs of Arabic and Syriac around numbers and words, which are seen."""

SHOWN = frozenset("\t" + JOINERS + MARKS + SIGNS)

ISOLATES = "\u2066\u2067\u2068\u2069"
"""What begins a part that is read in another direction, and at last what ends it."""

EMOJI = (
    "\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff"
)
IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

HIDDEN = pattern(
    "[\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f"
    "\u2800\u3164\ufe03-\ufe0d\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
    f"|(?<![{EMOJI}])(?:\ufe0e|\ufe0f(?!(?<=[#*0-9]\ufe0f)\u20e3))"
    f"|(?<![{IDEOGRAPHS}])[\ufe00-\ufe02\U000e0100-\U000e01ef]"
    "|(?<![\u1820-\u18aa])[\u180b-\u180d\u180f]"
)
"""What has neither width nor meaning, or is blank and no space; and what chooses a form
of the character before it, where that has just one."""

WIDTHLESS = pattern(
    f"[{JOINERS}{MARKS}{ISOLATES}\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
"""What texts may have, and people may not see."""


ENDS = pattern(f"[\n{ISOLATES}]")


def unpaired(text: str) -> int:
    """Return where a part in another direction begins or ends alone; -1 for nowhere.

    Such a part ends with its line at the latest.

    >>> unpaired("a \u2067b\u2069 c"), unpaired("a \u2067b"), unpaired("a\u2069")
    (-1, 2, 1)
    """
    opened = list[int]()
    for found in () if text.isascii() else ENDS.finditer(text):
        at, ends = found.start(), found[0] == ISOLATES[-1]
        if opened and found[0] == "\n":
            break
        if ends and not opened:
            return at
        if ends:
            opened.pop()
        elif found[0] != "\n":
            opened.append(at)
    return opened[-1] if opened else -1


def printable(line: str) -> str:
    r"""Return a line with every character replaced that would upset a reader.

    Those that control a terminal, that nobody sees, or that change the direction beyond
    their own part, by which a text looks like another one, are treated alike wherever a
    text is shown: in a terminal, in a report, and in every format of pictures. A space
    of another width is a space.

    >>> printable("call \u202e999")
    'call �999'
    """
    if line.isascii() and line.isprintable():
        return line
    kept = SHOWN if unpaired(line) >= 0 else SHOWN.union(ISOLATES)
    shown = "".join(c if c in kept else as_shown(c) for c in line)
    return HIDDEN.sub("\ufffd", shown)


def as_shown(char: str) -> str:
    if char.isprintable():
        return char
    return " " if unicodedata.category(char) == "Zs" else "\ufffd"


def closed(line: str) -> str:
    """Return a line without parts in another direction, where it breaks within one."""
    return line if unpaired(line) < 0 else line.translate(WITHOUT_ISOLATES)


WITHOUT_ISOLATES = dict.fromkeys(map(ord, ISOLATES))


def clean(text: str) -> str:
    """Return a text as one line, such as every format of pictures can hold."""
    return printable(" ".join(CONTROLS.sub("\ufffd", text).split()))


def shortened(word: str) -> str:
    """Return a word as messages repeat it: on one line, and not too long."""
    line = " ".join(word[: LIMITS.shown * 2].split())
    return line if len(line) <= LIMITS.shown else f"{line[: LIMITS.shown - 1]}…"


def path_ending(path: str) -> str:
    """Return a path on one line, the end of a long one: its name stands there."""
    line = " ".join(path[-LIMITS.shown * 2 :].split())
    return line if len(line) <= LIMITS.shown else f"…{line[1 - LIMITS.shown :]}"


def filled(text: str, words: Mapping[str, str]) -> str:
    """Return a text with each ``$name`` filled in; those without a word stay."""
    return Template(text).safe_substitute(words)


def folded(text: str) -> str:
    return " ".join(text.split())


def seen(text: str) -> str:
    r"""Return what people see of a text: without marks, joiners and choices of form.

    >>> seen("fe\u200dver \u2764\ufe0f") == "fever \u2764"
    True
    """
    return text if text.isascii() else WIDTHLESS.sub("", text)


SHORTEST = 3
"""How long a unit is at most that keeps its "s": "1 week", but "1 hrs"."""


def amount(number: str, unit: str) -> str:
    """Return a number with its unit.

    >>> amount("2", "days"), amount("1", "days"), amount("1", "hrs"), amount("1", "")
    ('2 days', '1 day', '1 hrs', '1')
    """
    single = number == "1" and len(unit) > SHORTEST and unit.isalpha()
    return f"{number} {unit.removesuffix('s') if single else unit}".strip()


def paragraphs(text: str) -> str:
    """Return a text whose blank lines part paragraphs, all other breaks folded."""
    return "\n\n".join(map(folded, filter(str.strip, text.split("\n\n"))))


def paragraph(text: str, width: int, first: str = "", rest: str = "") -> str:
    """Return a text in lines of at most a width; its own breaks stay, words are whole.

    >>> print(paragraph("Drink a lot of water.", 16, "  1  ", "     "))
      1  Drink a lot
         of water.
    """
    lines: list[str] = []
    for line in text.splitlines():
        lines += textwrap.wrap(
            printable(line),
            width,
            initial_indent=rest if lines else first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join(map(closed, lines))


def wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines of about a width; long words are cut between letters.

    >>> wrapped("see e\u0301e\u0301e\u0301", 3) == ["see", "e\u0301e\u0301e\u0301"]
    True
    """
    words = clean(text)
    if words.isascii():
        lines = textwrap.wrap(words, width, break_on_hyphens=False)
    else:
        whole = textwrap.wrap(
            words, width, break_on_hyphens=False, break_long_words=False
        )
        lines = [piece for line in whole for piece in cut(line, width)]
    return [*map(closed, lines or [""])]


def cut(line: str, width: int) -> Iterator[str]:
    """Yield a line in pieces of as many letters."""
    found = letters(line) if len(line) > width else [line]
    for start in range(0, len(found), width):
        yield "".join(found[start : start + width])


UPON = "\u0e33\u0eb3\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff" + JOINERS
"""What belongs to the letter before it, and is no mark: AM of Thai, skin of emoji."""


def letters(line: str) -> list[str]:
    """Return the letters of a line, each with what is written upon it or joined to it.

    >>> [len(letter) for letter in letters("\u0e01\u0e33\u0e25\u0e31\u0e07")]
    [2, 2, 1]
    """
    found: list[str] = []
    for char in line:
        upon = char in UPON or unicodedata.category(char).startswith("M")
        if found and (upon or found[-1].endswith("\u200d")):
            found[-1] += char
        else:
            found.append(char)
    return found


def indented(lines: Iterable[str], by: int = 2) -> Iterator[str]:
    return (" " * by + line for line in lines)


def many(count: int, noun: str, none: str = "0") -> str:
    """Return a count with its noun: "1 step", "2 steps"."""
    return f"{count or none} {noun}{'' if count == 1 else 's'}"


def capitalised(text: str) -> str:
    """Return a text that begins with a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def listed(items: Sequence[str], last: str) -> str:
    """Return phrases as prose: "1, 2 and 3"."""
    head = ", ".join(items[:-1])
    return f"{head} {last} {items[-1]}" if head else items[-1]


def quoted(names: Iterable[str]) -> str:
    """Return names as messages list them: `fever`, `age`."""
    return ", ".join(f"`{name}`" for name in names)
