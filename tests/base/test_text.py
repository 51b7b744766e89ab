"""Where words stand, and how they are pointed at."""

import pytest

from triage.base.text import WIDEST, Source, Span, Text
from triage.base.wording import printable


def span_of(text, part):
    """Return the span of the first appearance of a part in a text."""
    start = text.index(part)
    return Span(Source("a.yaml", text), start, start + len(part))


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_system(line_break):
    """Lines are counted alike with the line breaks of all systems."""
    span = span_of(line_break.join(["one", "", "three four", ""]), "four")

    assert (span.line, span.column) == (3, 7)
    assert span.source.line_text(3) == "three four"
    assert span.source.line_text(2) == ""
    assert span.source.line_text(4) == ""
    assert str(span) == "a.yaml:3:7"


def test_other_line_breaks_do_not_count():
    """A character that only some programs take for a line break is none."""
    assert span_of("one\u2028two\x85three\x0bfour", "four").line == 1


def test_an_excerpt_underlines_the_words():
    """The line is shown with its number, and the place underlined."""
    assert span_of("steps:\n  go: hoem", "hoem").excerpt() == (
        "  2 |   go: hoem\n    |       ^^^^"
    )


def test_an_excerpt_underlines_no_further_than_its_line():
    """Of a place over several lines the first is underlined to its end."""
    assert span_of("go: [a,\n b]", "[a,\n b]").excerpt() == (
        "  1 | go: [a,\n    |     ^^^"
    )


def test_an_empty_place_is_shown_by_one_mark():
    """At the end of a text one character is underlined, though none is there."""
    assert Source("a", "go:").span(3, 3).excerpt() == "  1 | go:\n    |    ^"


def test_an_excerpt_keeps_tabs_so_that_the_marks_stand_below():
    """A tab above is a tab below, so that the marks stand under the word."""
    assert span_of("\tgo:\thoem", "hoem").excerpt() == (
        "  1 | \tgo:\thoem\n    | \t   \t^^^^"
    )


def test_an_excerpt_shows_a_window_of_a_long_line():
    """Of a long line the part around the place is shown, and no more."""
    shown = span_of("a" * 5000 + "HERE" + "b" * 5000, "HERE").excerpt()
    line, marks = shown.split("\n")

    assert len(line) == WIDEST + 6
    assert line[marks.index("^") :].startswith("HERE")
    assert marks.count("^") == 4


def test_a_span_ends_with_its_text():
    """A span that is asked for beyond the end of a text stays inside."""
    source = Source("a", "abc")

    assert source.span(2, 9) == Span(source, 2, 3)
    assert source.span(7, 9) == Span(source, 3, 3)


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\x7f", "\x9b", "\u202e", "\u2028"])
def test_nothing_reaches_a_terminal_that_controls_it(char):
    """Characters that control a terminal are replaced; letters and tabs stay."""
    assert printable(f"é\t{char}ß") == "é\t\ufffdß"


def test_texts_are_equal_when_they_say_the_same():
    """Where a text stands plays no part in what it says."""
    source = Source("a", "home home")
    one, other = (Text("home", Span(source, start, start + 4)) for start in (0, 5))

    assert one == other
    assert hash(one) == hash(other)
    assert str(one) == "home"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("a > 2", "a > 2"),
        ("'a > 2'", "a > 2"),
        ('"a > 2"', "a > 2"),
        ("|\n a > 2", "a > 2"),
    ],
)
def test_a_part_of_a_text_is_found_where_it_is_written(written, value):
    """Quotes and block marks around a text do not hide where its words stand."""
    text = Text(value, span_of(f"when: {written}\n", written))

    assert text.part(4, 5).text == "2"
    assert text.part(0, 1).text == "a"


@pytest.mark.parametrize("written", ["'it''s'", '"a\\tb"', "a\n  b"])
def test_a_text_that_is_written_otherwise_is_underlined_as_a_whole(written):
    """Where the written text differs from what it says, all of it is pointed at."""
    text = Text("it's a\tb", span_of(f"when: {written}\n", written))

    assert text.part(0, 1).text == written
