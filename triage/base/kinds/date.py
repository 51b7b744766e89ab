"""Date: a day of the calendar within limits, in a spelling that can mean no other."""

import re
from datetime import date
from typing import TYPE_CHECKING

from triage.base.dates import EARLIEST, MONTHS, TODAY
from triage.base.foreign import Native
from triage.base.kinds.kind import Kind, Range, Refusal
from triage.base.limits import LIMITS
from triage.base.pattern import pattern
from triage.base.speech import ENGLISH, Speech

if TYPE_CHECKING:
    from triage.base.offset import Offset
    from triage.base.question import Question

ISO = pattern(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
NTH = r"(\d{1,2})(?:st|nd|rd|th)?"
NAMED = pattern(rf"{NTH} ([a-z]+)\.?,? (\d{{4}})", re.ASCII)
FOREIGN = pattern(r"(\d{1,2})\.? (?:de )?([^\W\d]+) (?:del? )?(\d{4})")
MONTH_FIRST = pattern(rf"([a-z]+)\.? {NTH},? (\d{{4}})", re.ASCII)
MARKED = pattern(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
SHORT_YEAR = pattern(r"\d{1,2}([/.-])\d{1,2}\1\d\d", re.ASCII)

NAMES = {"sept": 9}
NAMES |= {name.lower()[:3]: month for month, name in enumerate(MONTHS, 1)}
NAMES |= {name.lower(): month for month, name in enumerate(MONTHS, 1)}

EXAMPLE = "as in `2026-04-01`"
HINT = "Write the day like “1 April 2026”."


def domain(question: "Question") -> Range:
    least, most = question.minimum or EARLIEST, question.maximum or EARLIEST
    return Range(question.scaled(least), question.scaled(most))


def parse(question: "Question", value: Native) -> date:
    least, most = question.minimum, question.maximum
    if not (isinstance(least, date) and isinstance(most, date)):
        raise Refusal("not_a_date")
    day = value
    if isinstance(value, str):
        is_asked = question.id != TODAY
        day = read(value, question.speech) if is_asked else written(value)
    if not isinstance(day, date):
        raise Refusal("not_a_date", EXAMPLE)
    if not least <= day <= most:
        raise Refusal("too_early" if day < least else "too_late")
    return day


def read(text: str, speech: Speech = ENGLISH) -> date:
    """Return the one day that a text in lower case means.

    >>> read("1st sept 2026"), read("13/04/2026")
    (datetime.date(2026, 9, 1), datetime.date(2026, 4, 13))
    """
    text = " ".join(text.split()) if len(text) <= LIMITS.typed else ""
    names = NAMES | named_in(speech)
    if found := ISO.fullmatch(text):
        return only_day(text, [(found[1], int(found[2]), found[3])], speech)
    if found := (FOREIGN if speech.language else NAMED).fullmatch(text):
        return only_day(text, [(found[3], names.get(found[2], 0), found[1])], speech)
    if found := MONTH_FIRST.fullmatch(text):
        return only_day(text, [(found[3], names.get(found[1], 0), found[2])], speech)
    if found := MARKED.fullmatch(text):
        one, _, other, year = found.groups()
        readings = [(year, int(other), one), (year, int(one), other)]
        is_day_first = "day first" in speech.accepted("1/4")
        return only_day(text, readings[: 1 if is_day_first else 2], speech)
    if SHORT_YEAR.fullmatch(text):
        raise Refusal("not_a_date", EXAMPLE, "Write the year with four digits.")
    raise Refusal("not_a_date", EXAMPLE, HINT)


def written(text: str) -> date:
    """Return the day that a program gives, in the one form that all of them know."""
    found = ISO.fullmatch(text)
    if found is None:
        raise Refusal("not_a_date", EXAMPLE)
    return only_day(text, [(found[1], int(found[2]), found[3])])


def named_in(speech: Speech) -> dict[str, int]:
    """Return the months as a language calls them."""
    if not speech.language:
        return {}
    return {speech.say(name).casefold(): n for n, name in enumerate(MONTHS, 1)}


def only_day(
    text: str, readings: list[tuple[str, int, str]], speech: Speech = ENGLISH
) -> date:
    """Return the day that years, months and days of a text can mean, if it is one."""
    days = dict.fromkeys(filter(None, (day_of(*reading) for reading in readings)))
    if len(days) > 1:
        can_be = speech.listed([*map(speech.day, days)], "or")
        form = f"{EXAMPLE}, because this can be two days"
        hint = speech.say("{text} can be two days: {days}.", text=text, days=can_be)
        raise Refusal("ambiguous_date", form, hint)
    if not days:
        raise Refusal("not_a_date", EXAMPLE, "There is no such day in the calendar.")
    return next(iter(days))


def day_of(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def text(question: "Question", answer: object) -> str:
    return question.speech.day(answer) if isinstance(answer, date) else str(answer)


def limit(question: "Question", moving: "Offset | None", day: object) -> str:
    return moving.said(question.speech) if moving else text(question, day)


DATE = Kind(
    name="date",
    noun="a date",
    domain_type=Range,
    domain=domain,
    parse=parse,
    format=text,
    default=lambda question: (
        question.middle or question.from_scaled(sum(question.range) // 2)
    ),
    form="compare it with a day: `{0} < 2026-04-01`",
    needs=("min", "max"),
    ends=lambda question: (
        limit(question, question.since, question.minimum),
        limit(question, question.until, question.maximum),
    ),
    dated=True,
)
