"""Texts: what a person writes is kept as plain words, or refused with what to do."""

import pytest
from hypothesis import given
from odd_texts import ODD

from triage.base.exceptions import AnswerError
from triage.base.question import Question
from triage.base.wording import printable

LINE = Question("note", "What else?", "text", most=12, unsure=True)
STORY = Question("note", "What else?", "text", most=12, lines=True, unsure=True)


@pytest.mark.parametrize(
    ("written", "line", "story"),
    [
        ("By the Sea", "By the Sea", "By the Sea"),
        ("  a\t b\xa0 ", "a b", "a b"),
        ("a\r\n\n  b\n", "a b", "a\nb"),
        ("", "unsure", "unsure"),
        (" \n ", "unsure", "unsure"),
        ("unsure", "unsure", "unsure"),
        ("Not sure", "Not sure", "Not sure"),
        ("👩\u200d🚀 é", "👩\u200d🚀 é", "👩\u200d🚀 é"),
    ],
)
def test_a_text_is_kept_without_needless_blanks(written, line, story):
    """Blanks count as one, lines too where there is one; nothing is blank."""
    assert LINE.accept(written) == LINE.reply(written) == line
    assert STORY.accept(written) == STORY.reply(written) == story


@pytest.mark.parametrize(
    ("written", "code", "message"),
    [
        ("x" * 13, "too_long", "That is more than 12 characters."),
        (" " * 20_000, "too_long", "That is more than 12 characters."),
        ("a\x1b[2Jb", "not_a_text", "Some characters in it cannot be kept."),
        ("a\u202eb", "not_a_text", "Some characters in it cannot be kept."),
        (5, "not_a_text", ""),
        (True, "not_a_text", ""),
        (["a"], "not_a_text", ""),
    ],
)
def test_what_is_no_text_is_refused(written, code, message):
    """It is said what is wrong and what to do, and never what was written."""
    with pytest.raises(AnswerError) as refused:
        LINE.accept(written)
    (problem,) = refused.value.problems
    rule = "Write a text of at most 12 characters, or leave it blank."
    assert problem.code == code
    assert problem.message == f"{message} {rule}".strip()
    assert str(written) not in str(refused.value) + repr(problem)


@given(ODD)
def test_what_is_kept_can_be_shown_and_is_kept_again(written):
    """It has no character that upsets a terminal, and is an answer as it is."""
    for question in (LINE, STORY):
        try:
            kept = question.accept(written)
        except AnswerError:
            continue
        assert question.accept(kept) == kept
        assert all(printable(row) == row for row in kept.split("\n"))
        assert kept.count("\n") == 0 or question.lines


def test_a_text_says_of_itself_what_a_front_end_needs():
    """How long it may be stands in its JSON and in the schema of its answer."""
    found = STORY.to_dict()
    assert (found["most"], found["lines"], found["personal"]) == (12, True, False)
    assert "options" not in found
    assert STORY.answer_schema == {"type": "string", "maxLength": 12}
    assert STORY.allowed == (
        "a text of several lines and at most 12 characters, or `unsure` for none"
    )
    assert STORY.describe("a\n\nb") == "a b"
    assert STORY.describe("unsure") == "left blank"
