"""Dates: days of the calendar as people read them, and the bounds of what is asked.

A date is calculated with as the number of its day, counted from the first of January of
the year 1 in the calendar of today, carried on backwards.
"""

from datetime import date

EARLIEST = date(1800, 1, 1)
LATEST = date(2200, 12, 31)
"""The first and the last day that can be asked for."""

LAST_DAY = date.max.toordinal()
"""The number of the last day that can be said at all; that of the first is 1."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

WEEKDAYS = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)


TODAY = "today"
"""The question that is answered with the day of a decision, which nobody is asked."""


def local_day() -> date:
    """Return the day that it is where this runs: people speak of theirs."""
    return date.today()  # noqa: DTZ011  see above


def said(day: date) -> str:
    """Return a day as a person reads it.

    >>> said(date(2026, 4, 1))
    '1 April 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
