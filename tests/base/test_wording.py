"""Wording: whatever is shown is fit to be shown."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from triage.base.wording import (
    clean,
    indented,
    letters,
    listed,
    many,
    paragraph,
    path_ending,
    printable,
    quoted,
    shortened,
    unpaired,
    wrapped,
)


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("home", "home"),
        (" two\n  lines ", "two lines"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        ("x" * 5_000_000, "x" * 59 + "…"),
    ],
)
def test_a_repeated_word_is_short_and_on_one_line(word, shown):
    """Messages repeat what was written, but never more than a line of it."""
    assert shortened(word) == shown


@given(st.text(), st.integers(1, 40))
def test_whatever_is_shown_is_printable(text, width):
    """No character that upsets a terminal survives, and no line break but our own."""
    shown = [*paragraph(text, width).splitlines(), *wrapped(text, width), clean(text)]

    assert all(printable(line) == line for line in paragraph(text, width).split("\n"))
    assert not any("\n" in line or "\0" in line for line in shown)
    assert all(len(letters(line)) <= width for line in wrapped(text, width))


def test_of_a_long_path_the_end_is_told():
    """The name of its file stands there."""
    assert path_ending("a tree\n.yaml") == "a tree .yaml"
    assert path_ending("folder/" * 99 + "tree.yaml").endswith("/folder/tree.yaml")
    assert len(path_ending("folder/" * 99)) == len(shortened("folder/" * 99))


def test_counts_and_lists_in_words():
    """One is one, none is what the caller calls it; a word joins the last to a list."""
    assert [many(n, "step") for n in (0, 1, 2)] == ["0 steps", "1 step", "2 steps"]
    assert many(0, "step", "no") == "no steps"
    assert [listed("abc"[:n], "or") for n in (1, 2, 3)] == ["a", "a or b", "a, b or c"]
    assert quoted(["fever", "age"]) == "`fever`, `age`"
    assert list(indented(["a", "b"], 4)) == ["    a", "    b"]


@pytest.mark.parametrize(
    "mark",
    [
        *("\u202e", "\u2066", "\u2069", "\u200b", "\ufeff", "\U000e0041", "\x1b"),
        *("\u034f", "\u3164", "\u2800", "\ufe0e", "\ufe0f", "\U000e0100", "\u180b"),
    ],
)
def test_what_changes_how_a_text_reads_is_replaced_everywhere(mark):
    """A mark that nobody sees is one that everybody sees, wherever a text is shown."""
    text = f"call{mark}999"

    assert printable(text) == clean(text) == "call\ufffd999"
    assert paragraph(text, 40) == "call\ufffd999"


@pytest.mark.parametrize(
    "text",
    [
        *("\u0645\u06cc\u200c\u062e", "\u0915\u094d\u200d\u0937", "👨\u200d👧"),
        *(
            "❤\ufe0f\u200d🔥",
            "☎\ufe0e",
            "1\ufe0f\u20e3",
            "\u845b\U000e0100",
            "\u1820\u180b",
        ),
        *("\u05d0!\u200f", "a \u2067\u05d0\u2069 b", "\u0600\u0661"),
    ],
)
def test_what_letters_need_stays(text):
    """Words of Persian and Hindi, forms of emojis, and what Hebrew ends with stay."""
    assert printable(text) == clean(text) == paragraph(text, 40) == text


IGNORABLE = (
    *(0xAD, 0x34F, 0x61C, *range(0x115F, 0x1161), 0x17B4, 0x17B5),
    *(*range(0x180B, 0x1810), *range(0x200B, 0x2010), *range(0x202A, 0x202F)),
    *(*range(0x2060, 0x2070), 0x3164, *range(0xFE00, 0xFE10), 0xFEFF, 0xFFA0),
    *(*range(0xFFF0, 0xFFF9), *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B)),
    *range(0xE0000, 0xE1000),
)
"""What the Unicode Standard calls default ignorable code points, and shows nowhere."""


def test_what_is_ignorable_has_a_direction_joins_or_is_replaced():
    """Of all that nobody sees only marks and joiners stay between two letters."""
    kept = [
        chr(code) for code in IGNORABLE if printable(f"a{chr(code)}b")[1] != "\ufffd"
    ]

    assert kept == ["\u061c", *"\u200c\u200d\u200e\u200f"]


def test_an_isolate_ends_in_its_own_line():
    """One that a later line ends turns round what stands between them."""
    assert unpaired("a \u2067b\u2069\nc") == -1
    assert unpaired("a \u2067b\nc\u2069") == 2


@pytest.mark.parametrize(
    "word", ["ก็น้ำ" * 30, "e\u0301" * 60, "👩\u200d⚕️" * 40, "👍🏽" * 40, "क्ष्मी" * 30]
)
def test_a_letter_is_never_cut(word):
    """A long word is cut before a letter, never before what is written upon one."""
    lines = wrapped(word, 7)

    assert "".join(lines) == word
    assert len(lines) > 1
    assert not any(unicodedata.category(line[0]).startswith("M") for line in lines)
    assert not any(line[0] in "\u0e33\u200d🏽" for line in lines)
    assert not any(line.endswith("\u200d") for line in lines)
