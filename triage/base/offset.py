"""Offset: a day by its distance from today, which moves as the days go on."""

import re
from datetime import date
from typing import TYPE_CHECKING

from triage.base.dates import LAST_DAY
from triage.base.immutable import immutable
from triage.base.lazy import Later
from triage.base.pattern import pattern
from triage.base.speech import ENGLISH, Speech

if TYPE_CHECKING:
    import calendar
else:
    calendar = Later("calendar")  # with the names of all days

FROM_TODAY = (
    r"today(?P<months> [+-] (?:months|years)\(\d{1,4}\))?"
    r"(?P<days> [+-] (?:days|weeks)\(\d{1,4}\))?"
)
"""How a day is written that keeps its distance from today."""

PART = pattern(r" ([+-]) (\w+)\((\d+)\)", re.ASCII)

SIZES = {"days": 1, "weeks": 7, "months": 1, "years": 12}
"""How many days, or else months, a unit of time has."""


@immutable
class Offset:
    """Say how far a day is from today: first so many months, and then so many days.

    >>> Offset.read("today - years(18) + days(1)").on(date(2026, 2, 28))
    datetime.date(2008, 2, 29)
    """

    months: int
    days: int

    @classmethod
    def read(cls, text: str) -> "Offset | None":
        """Return what a text says; None where it says nothing of today."""
        found = re.fullmatch(FROM_TODAY, text, re.ASCII)
        return found and cls(length(found["months"]), length(found["days"]))

    def on(self, today: date) -> date:
        """Return the day as of today; what no calendar has is the first or last day.

        >>> str(Offset(-12 * 3000, 0).on(date(2026, 2, 28)))
        '0001-01-01'
        """
        year, month = divmod(12 * today.year + today.month - 1 + self.months, 12)
        if not 1 <= year <= date.max.year:
            return date.min if year < 1 else date.max
        last = calendar.monthrange(year, month + 1)[1]
        day = date(year, month + 1, min(today.day, last)).toordinal() + self.days
        return date.fromordinal(min(max(day, 1), LAST_DAY))

    def __str__(self) -> str:
        r"""Return the day in English.

        >>> print(Offset(-216, 1), Offset(0, 0), Offset(0, -2), Offset(6, 0), sep="\n")
        18 years before today plus 1 day
        today
        2 days before today
        6 months after today
        """
        return self.said()

    def said(self, speech: Speech = ENGLISH) -> str:
        """Return the day in words."""
        whole = self.months % SIZES["years"] == 0
        unit, size = ("year", SIZES["years"]) if whole else ("month", 1)
        first = beside_today(self.months // size, unit, speech)
        if not self.months or not self.days:
            return first if self.months else beside_today(self.days, "day", speech)
        amount = speech.many(abs(self.days), "day")
        return speech.say(PLUS if self.days > 0 else MINUS, day=first, amount=amount)


def beside_today(number: int, unit: str, speech: Speech) -> str:
    if not number:
        return speech.say("today")
    amount = speech.many(abs(number), unit)
    return speech.say(BEFORE if number < 0 else AFTER, amount=amount)


BEFORE, AFTER = "{amount} before today", "{amount} after today"
PLUS, MINUS = "{day} plus {amount}", "{day} minus {amount}"


def length(part: str | None) -> int:
    """Return how many days or months a part adds, below zero where it takes some."""
    found = PART.fullmatch(part or "")
    if found is None:
        return 0
    sign, unit, number = found.groups()
    return int(f"{sign}{number}") * SIZES[unit]
