"""Looks of what is filled in."""

from datetime import date
from decimal import Decimal

import pytest

from triage.base.looks import in_words, looks
from triage.base.question import Option, Question


def number(unit, kind="number", decimals=2):
    """Return a question of a number."""
    ends = {"minimum": Decimal(0), "maximum": Decimal(99999)}
    return Question("n", "N?", kind, unit=unit, decimals=decimals, **ends)


@pytest.mark.parametrize(
    ("unit", "answer", "look", "words"),
    [
        ("GBP", Decimal("2020.8"), "", "£2,020.80"),
        ("EUR", Decimal(10208), "", "€10,208"),
        ("days", Decimal(1), "unit", "1 day"),
        ("days", Decimal("1.5"), "unit", "1.5 days"),
        ("hrs", Decimal(1), "unit", "1 hrs"),
        ("mg", Decimal(1), "unit", "1 mg"),
        ("mg", Decimal(5), "", "5"),
    ],
)
def test_a_number_has_its_look(unit, answer, look, words):
    """Money has a sign and two pence, if any; another unit stands behind on demand."""
    question = number(unit)

    assert in_words(question, answer, look) == words
    assert looks(question) == (() if unit in ("GBP", "EUR") else ("unit",))


def test_words_begin_as_they_are_wanted():
    """The first letter of words changes, and no other."""
    options = (Option("a", "An ABC"), Option("b", "of it"))
    question = Question("q", "Q?", "any_of", options=options)

    assert looks(question) == ("lower", "capital")
    assert looks(number("")) == ()
    assert in_words(question, ("a", "b"), "lower") == "an ABC; of it"
    assert in_words(question, ("b",), "capital") == "Of it"
    assert in_words(question, ()) == "none of these"


@pytest.mark.parametrize(
    ("look", "words"),
    [
        ("", "1 April 2026"),
        ("weekday", "Wednesday 1 April 2026"),
        ("month", "April 2026"),
        ("iso", "2026-04-01"),
    ],
)
def test_a_day_has_its_look(look, words):
    """A day is read in words, with its weekday, as a month, or as programs have it."""
    ends = {"minimum": date(2020, 1, 1), "maximum": date(2030, 1, 1)}
    question = Question("d", "D?", "date", **ends)

    assert in_words(question, date(2026, 4, 1), look) == words
    assert looks(question) == ("weekday", "month", "iso")
