"""Wording: whatever is shown is fit to be shown."""

import pytest
from hypothesis import given, strategies as st

from triage.base.wording import (
    clean,
    indented,
    listed,
    many,
    paragraph,
    printable,
    quoted,
    shortened,
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
    assert all(len(line) <= width for line in wrapped(text, width))


def test_counts_and_lists_in_words():
    """One is one, none is what the caller calls it; a word joins the last to a list."""
    assert [many(n, "step") for n in (0, 1, 2)] == ["0 steps", "1 step", "2 steps"]
    assert many(0, "step", "no") == "no steps"
    assert [listed("abc"[:n], "or") for n in (1, 2, 3)] == ["a", "a or b", "a, b or c"]
    assert quoted(["fever", "age"]) == "`fever`, `age`"
    assert list(indented(["a", "b"], 4)) == ["    a", "    b"]


@pytest.mark.parametrize(
    "mark",
    ["\u202e", "\u2066", "\u2069", "\u200b", "\ufeff", "\U000e0041", "\x1b"],
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
        *("\u05d0!\u200f", "a \u2067\u05d0\u2069 b", "\u0600\u0661"),
    ],
)
def test_what_letters_need_stays(text):
    """Words of Persian and Hindi, families, and what Hebrew ends with are shown."""
    assert printable(text) == clean(text) == paragraph(text, 40) == text
