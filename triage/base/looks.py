"""Looks: how an answer or a number is shown in a text, in its usual way or another."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from triage.base.answer import Answer, tidy
from triage.base.kinds import Range
from triage.base.money import CURRENCIES
from triage.base.question import Question
from triage.base.speech import ENGLISH, Speech

Look = Callable[[str], str]

WORDS: Mapping[str, Look] = {
    "lower": lambda words: words[:1].lower() + words[1:],
    "capital": lambda words: words[:1].upper() + words[1:],
}
"""The looks of words."""

DAYS = ("weekday", "month", "iso")
"""The looks of days."""


def looks(question: Question) -> tuple[str, ...]:
    """Return the looks that the answer to a question can have in a text."""
    if question.is_date:
        return DAYS
    if isinstance(question.domain, Range):
        return looks_in(question.unit)
    return () if question.is_text else tuple(WORDS)


def looks_in(unit: str) -> tuple[str, ...]:
    """Return the looks of a number that counts something; money has one alone."""
    return ("unit",) if unit and unit not in CURRENCIES else ()


def in_words(question: Question, answer: Answer, look: str = "") -> str:
    """Return a plain answer as a text shows it.

    >>> weeks = Question("w", "How long?", "integer", unit="weeks")
    >>> in_words(weeks, 1), in_words(weeks, 1, "unit"), in_words(weeks, 2, "unit")
    ('1', '1 week', '2 weeks')
    """
    if isinstance(answer, date):
        return question.speech.day(answer, look)
    if isinstance(answer, int | Decimal):
        return counted(Decimal(answer), question.unit, look, question.speech)
    return WORDS.get(look, str)(question.describe(answer))


def counted(
    number: Decimal, unit: str, look: str = "", speech: Speech = ENGLISH
) -> str:
    """Return a number of something: money with its sign, else with a unit on request.

    >>> counted(Decimal(3), "days"), counted(Decimal(3), "days", "unit")
    ('3', '3 days')
    """
    if unit in CURRENCIES:
        return speech.money(number, unit)
    digits = f"{tidy(number):f}"
    return speech.amount(digits, unit) if look else speech.number(digits)
