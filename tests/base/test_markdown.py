"""Markdown of texts: what is read of it, what is refused, and what cannot become it."""

import pytest
from hypothesis import given, strategies as st

from triage.base import markdown
from triage.base.wording import folded

MARKED = st.text("ab1 .)-+*_[]()<>|`~!#&;=\\{}$:/\n", max_size=30)
"""Words that are full of marks."""

CHARACTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
"""What a file of a tree may have."""

ROUND = [("Call ", " now"), ("", ""), ("*Call* ", ""), ("", ". x"), ("- ", ") y")]

READ = {
    "A plain text,\nin two lines.": [("A plain text, in two lines.", "")],
    "One.\n\nTwo *now*, **then**.": [("One.", ""), ("Two now, then.", "")],
    "- one\n- two\n  1. deep": [("one", "- "), ("two", "- "), ("deep", "  1. ")],
    "3. three\n4. four\n\n   more": [
        ("three", "3. "),
        ("four", "4. "),
        ("more", "   "),
    ],
    "## Head\n\nText\\\nbelow\nit": [("Head", ""), ("Text", ""), ("below it", "")],
    "[here](https://example.org)": [("here (https://example.org)", "")],
    "[example.org](https://example.org)": [("example.org", "")],
    "[0300 200](tel:0300200)": [("0300 200", "")],
    "[me@example.org](mailto:me@example.org)": [("me@example.org", "")],
    "| a | b | c |\n|-|-|-|\n| x | 1 | 2 |\n| y | | |": [
        ("x: b 1, c 2", "- "),
        ("y: b, c", "- "),
    ],
    "| a |\n|-|\n| x |": [("x", "- ")],
    r"2 \* 3 and a_b, 5 * 4": [("2 * 3 and a_b, 5 * 4", "")],
    "a\n===\nb &amp; c": [("a === b &amp; c", "")],
}


@pytest.mark.parametrize("text", READ)
def test_a_text_is_read_line_by_line(text):
    """A text without a page is read as lines, each with what stands before it."""
    assert [*markdown.lines(markdown.laid_out(text))] == READ[text]
    assert [*markdown.mistakes(text)] == []


def test_a_label_stands_on_the_first_line_or_above_a_list():
    """What a text begins with stands before its first line, above a list."""
    assert [*markdown.lines("rest", "Do:")] == [("Do: rest", "")]
    assert [*markdown.lines("- rest", "Do:")] == [("Do:", ""), ("rest", "- ")]
    assert [*markdown.lines("", "Do:")] == []


@given(MARKED | st.text(CHARACTERS, max_size=30))
def test_words_that_are_filled_in_are_read_as_they_are(words):
    """Whatever stands for a placeholder, a person reads that, and no mark of it."""
    said = folded(words)
    for before, after in ROUND:
        kept = markdown.told(f"{before}$x{after}", {"x": words})
        told = markdown.filled_in(kept, str)
        whole = f"{before}{said}{after}".replace("*Call*", "Call")
        read = "".join(f"{lead}{line}\n" for line, lead in markdown.lines(told))
        assert folded(read) == folded(whole)
        assert [*markdown.mistakes(told)] == []


@given(MARKED)
def test_any_text_is_read_or_refused(text):
    """Any text is read, and no link leads elsewhere than to what is allowed."""
    kept = markdown.laid_out(text)
    refused = [*markdown.mistakes(kept)]
    assert refused or bool([*markdown.lines(kept)]) == bool(kept)
    if not refused and not markdown.is_plain(kept):
        for node in markdown.parsed(kept).walk(include_self=False):
            assert node.type not in markdown.REFUSED
            if node.type == "link":
                assert markdown.ADDRESS.fullmatch(node.attrs["href"])
