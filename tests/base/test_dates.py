"""Dates: every spelling that can mean one day only, and what is refused, by name."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from triage.base.dates import EARLIEST, LATEST, MONTHS, said
from triage.base.exceptions import AnswerError
from triage.base.question import Question
from triage.base.reply import menu

ANY = Question("born", "When?", "date", minimum=EARLIEST, maximum=LATEST)
BORN = Question(
    "born",
    "When?",
    "date",
    minimum=date(1900, 1, 1),
    maximum=date(2026, 11, 28),
    unsure=True,
)
ARABIC = "".join(chr(0x660 + int(d)) if d.isdigit() else d for d in "2026-04-01")
days = st.dates(EARLIEST, LATEST)


def nth(day):
    """Return the number of a day as it is said."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{'th' if 11 <= day <= 13 else ending}"


@given(days)
def test_a_day_is_read_in_every_spelling_with_one_meaning(day):
    """What names the month, or begins with the year, is that day for everybody."""
    month, short = MONTHS[day.month - 1], MONTHS[day.month - 1][:3]
    spellings = [
        f"{day.day} {month} {day.year}",
        f"{nth(day.day)} {short} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{short}. {nth(day.day)} {day.year}",
        f" {day.day:02}  {month.upper()},  {day.year} ",
        *(day.isoformat(), said(day), day),
    ]

    assert [ANY.accept(text) for text in spellings] == [day] * len(spellings)
    assert ANY.reply(said(day)) == day


@given(days, st.sampled_from("/.-"))
def test_a_day_in_numbers_is_read_where_it_can_be_no_other(day, mark):
    """Of day, month and year in numbers, what could be two days is refused."""
    written = f"{day.day}{mark}{day.month:02}{mark}{day.year}"
    turned = f"{day.month}{mark}{day.day}{mark}{day.year}"
    for text in (written, turned):
        if day.day > len(MONTHS) or day.day == day.month:
            assert ANY.accept(text) == day
        else:
            with pytest.raises(AnswerError) as refused:
                ANY.accept(text)
            assert refused.value.problems[0].code == "ambiguous_date"


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        (
            "03/04/2026",
            "ambiguous_date",
            "03/04/2026 can be two days: 3 April 2026 or 4 March 2026. Enter a date",
        ),
        ("1.4.2026", "ambiguous_date", "1.4.2026 can be two days: 1 April 2026 or 4"),
        ("31 April 2026", "not_a_date", "There is no such day in the calendar. Enter"),
        ("2026-02-30", "not_a_date", "There is no such day in the calendar. Enter"),
        ("30/30/2026", "not_a_date", "There is no such day in the calendar. Enter"),
        ("3 Smarch 2026", "not_a_date", "There is no such day in the calendar. Enter"),
        ("1/4/26", "not_a_date", "Write the year with four digits. Enter a date"),
        ("13 April 26", "not_a_date", "Write the day like “1 April 2026”. Enter a"),
        ("20260401", "not_a_date", "Write the day like “1 April 2026”. Enter a date"),
        ("31 April", "not_a_date", "Write the day like “1 April 2026”. Enter a date"),
        ("2026-4-1", "not_a_date", "Write the day like “1 April 2026”. Enter a date"),
        (ARABIC, "not_a_date", "Write the day like “1 April 2026”. Enter a"),
        ("1 April 2026" * 99, "not_a_date", "Write the day like “1 April 2026”."),
        ("31 December 1899", "too_early", "Enter a date from 1 January 1900 to 28"),
        ("29 November 2026", "too_late", "Enter a date from 1 January 1900 to 28"),
    ],
    ids=lambda text: text[:20],
)
def test_a_person_is_told_why_it_is_no_day(text, code, hint):
    """What can be no day, or two, is refused with what to do."""
    with pytest.raises(AnswerError) as refused:
        BORN.reply(text)

    (problem,) = refused.value.problems
    assert problem.code == code
    assert problem.message.startswith(hint)
    assert text not in str(refused.value)
    assert problem.limits == {"min": "1900-01-01", "max": "2026-11-28"}


@pytest.mark.parametrize("value", [5, 20260401, True, 1.5, ["2026-04-01"]], ids=repr)
def test_a_number_is_no_day(value):
    """Neither numbers nor lists are read as days."""
    with pytest.raises(AnswerError) as refused:
        BORN.accept(value)
    assert refused.value.problems[0].code == "not_a_date"


def test_not_sure_of_a_date():
    """Who does not know a day can say so, where the question lets them."""
    assert BORN.reply("I don't know") == BORN.accept("unsure") == "unsure"
    assert menu(BORN) == {}
    with pytest.raises(
        AnswerError, match=r"give a date from 1 January 1800"
    ) as refused:
        ANY.reply("?")
    assert refused.value.problems[0].code == "not_a_date"


def test_a_date_without_limits_takes_no_answer():
    """A question without a first and a last day is no question yet."""
    with pytest.raises(AnswerError):
        Question("born", "When?", "date").accept("2026-04-01")


def test_a_date_as_json():
    """A front end gets the first and the last day, and the schema of an answer."""
    made = BORN.to_dict()

    assert (made["kind"], made["min"], made["max"]) == (
        *("date", "1900-01-01", "2026-11-28"),
    )
    assert "decimals" not in made
    assert "unit" not in made
    assert ANY.answer_schema == {
        "type": "string",
        "format": "date",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "x-minimum": "1800-01-01",
        "x-maximum": "2200-12-31",
    }
    assert BORN.answer_schema["anyOf"][1] == {"const": "unsure"}


def test_a_date_in_words():
    """People read what may be answered, and what was, in words."""
    assert BORN.allowed == "a date from 1 January 1900 to 28 November 2026, or `unsure`"
    assert BORN.describe(date(2026, 4, 1)) == "1 April 2026"
    assert BORN.kind.default(BORN) == date(1963, 6, 16)
