"""From the text of a condition to a syntax tree, over an allow-list."""

import ast
import warnings

import pytest

from triage.base.exceptions import TreeError
from triage.base.text import Source, Span, Text
from triage.language import parser as syntax
from triage.language.parser import parse


def text_of(written):
    """Return a condition as it would stand in a file."""
    source = Source("a.yaml", f"when: {written}\n")
    return Text(written, Span(source, 6, 6 + len(written)))


def refused(written):
    """Return the finding for which a condition is refused."""
    with pytest.raises(TreeError) as caught:
        parse(text_of(written))
    return caught.value.finding


@pytest.mark.parametrize(
    ("written", "shape"),
    [
        ("fever", "Name"),
        ("fever and cough or rash", "BoolOp"),
        ("not fever", "UnaryOp"),
        ("1 <= days < 3.25", "Compare"),
        ("cough not in [dry, wet]", "Compare"),
        ("count(fever, days > 2)", "Call"),
        ("2 * days - 3 + -days", "BinOp"),
        ("(fever)", "Name"),
    ],
)
def test_the_language_is_parsed(written, shape):
    """Names, numbers, connectives, comparisons, lists and calls are parsed."""
    assert type(parse(text_of(written))).__name__ == shape


@pytest.mark.parametrize("written", ["  days > 2", "\n days > 2", "\tdays\n  > 2\n"])
def test_white_space_plays_no_part_but_moves_no_place(written):
    """Blanks and line breaks are blanks, and words keep their places."""
    text = text_of(written)
    tree = parse(text)

    assert isinstance(tree, ast.Compare)
    for part, word in ((tree.left, "days"), (tree.comparators[0], "2")):
        assert text.part(part.col_offset, part.end_col_offset).text == word


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("", ""),
        ("   ", "   "),
        ("fever and ", "d"),
        ("fever fever", "fever"),
        ("(fever) cough", "cough"),
        ("count() cough", "cough"),
        ("(fever", "("),
        ("fever)", ")"),
        ("(fever]", "]"),
        ("()", "()"),
        ("fever and ()", "()"),
        ("count(", "("),
        ("maybe(fever,, cough)", ","),
        ("fever == not cough", "not"),
        ("if fever", "if"),
        ("fever # cough", "#"),
        ("fever = yes", "="),
        ("5 days", "days"),
        ("3.1.4 > days", "3.1.4"),
        ("not", "t"),
        ("in signs", "in"),
        ("not in signs", "not in"),
        ("fever @ cough", "@"),
    ],
)
def test_the_first_word_out_of_turn_is_underlined(written, word):
    """What cannot be read is refused at the word where that shows."""
    finding = refused(written)

    assert finding.code in ("T301", "T302")
    assert finding.span.text == word
    assert finding.help


@pytest.mark.parametrize(
    "written",
    [
        *("fever.Days", "signs[0]", "signs[0:1]", "days ** 2", "days // 2", "days % 2"),
        *("[x for x in signs]", "[fever][0]", "fever is cough", "~days"),
        *("count(*signs)", "count(x=1)", "count(fever)(cough)"),
        *("fever, cough", "True", "None", "...", "5.", ".5", "12345678901234567"),
        *("days << 2", "days ^ 2", "fever is not cough", "a(b).c", "{}", "await fever"),
        *("lambda", "1j", "0b1", "0o7", "1e5", "0xF", "1_000", "yield fever", "+days"),
    ],
)
def test_nothing_else_of_python_is_in_the_language(written):
    """Whatever is not on the list is refused, at a part of the condition."""
    finding = refused(written)

    assert finding.code in ("T301", "T302")
    assert finding.span.text in written


@pytest.mark.parametrize(
    "written",
    [
        *(
            "(" * 1900,
            "(" * 950 + "a" + ")" * 950,
            "not " * 499 + "a",
            "-" * 1900 + "a",
        ),
        *("maybe(" * 250 + "a" + ")" * 250, "[" * 900 + "]" * 900, "a+" * 900 + "a"),
        "a<(" * 300 + "a" + ")" * 300,
    ],
)
def test_deep_conditions_are_refused(written):
    """However deep a condition is nested, it is refused and nothing breaks."""
    assert "deeper than 40 levels" in refused(written).message


@pytest.mark.parametrize("error", [RecursionError, MemoryError])
def test_a_parser_that_gives_up_is_a_refusal(monkeypatch, error):
    """Where Python's parser runs out of stack or memory, that is a finding."""

    def give_up(*_, **__):
        raise error

    monkeypatch.setattr(ast, "parse", give_up)

    assert "nested deeper" in refused("fever").message


def test_long_conditions_are_refused():
    """A condition has two thousand characters at most."""
    assert "longer than 2000" in refused("fever or " * 230).message
    assert parse(text_of("days < " * 285 + "days"))


@pytest.mark.parametrize(
    "char", ["\u0435", "\ufb01", "\uff46", "\xaa", "\u0301", "\u200b", "\xa0"]
)
def test_look_alikes_are_no_letters(char):
    """Characters that look like others, or like nothing, are refused by name."""
    finding = refused(f"fever{char}")

    assert finding.code == "T301"
    assert finding.span.text == char


@pytest.mark.parametrize(
    "written", ["1or fever", "0x1or fever", ".5or fever", "1if a else b"]
)
def test_a_number_ends_before_a_word(written, recwarn):
    """A number that runs into a word is refused, before Python warns of it."""
    warnings.simplefilter("always")

    assert "neither a number nor a name" in refused(written).message
    assert not recwarn.list


def test_folded_text_is_underlined_as_a_whole():
    """Where a condition is not written as it reads, all of it is underlined."""
    source = Source("a.yaml", "when: >-\n  fever\n  cough\n")
    text = Text("fever cough", Span(source, 6, 24))

    with pytest.raises(TreeError) as caught:
        parse(text)
    assert caught.value.finding.span == text.span


def test_the_languages_words_are_in_the_help():
    """Who uses something foreign is told what there is."""
    help_text = refused("signs[0]").help

    assert all(
        word in help_text for word in ("and or not", "maybe", "triage explain T302")
    )


def test_every_comparison_of_the_language_is_allowed():
    """The list of comparisons holds no more and no less than the language."""
    signs = ["<", "<=", "==", "!=", ">=", ">", "in [a]", "not in [a]"]

    for sign in signs:
        right = "" if "in" in sign else " b"
        assert parse(text_of(f"a {sign}{right}"))
    assert len(signs) == len(syntax.OPERATORS)


def nested(times, condition="count(fever, cough)"):
    """Return counts of comparisons of counts, each in the middle of a chain."""
    for _ in range(times):
        condition = f"count(1 <= {condition} <= 1, cough)"
    return f"{condition} == 1"


def test_what_grows_when_it_is_written_out_is_refused():
    """A side in the middle of a chain is one of two comparisons: each level is more."""
    assert parse(text_of(nested(2)))

    found = refused(nested(3))

    assert found.code == "T301"
    assert "written out, has 1,319 parts" in found.message
    assert found.help == "name parts of it under `values`"


@pytest.mark.parametrize("times", [100, 200, 400])
def test_a_long_chain_is_no_longer_when_it_is_written_out(times):
    """However long a condition is, it is written out in proportion."""
    chain = ast.parse(" < ".join(["a"] * times), mode="eval").body

    assert syntax.written_out(chain) < 10 * times
