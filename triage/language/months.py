"""Months: days as marks on a scale where every month is as long as any other.

A day is marked by its month and its day in it, with room for 31 days in each month; the
last day of a month closes it, as if it were the 31st. Then whole months between days
are a difference, rounded down, and some months later is a place on the scale.
"""

from collections.abc import Callable, Mapping

ROOM = 32
"""How many marks a month has; those behind its last day stand for that day."""

SIZES = {"weeks": 7, "months": ROOM, "years": 12 * ROOM}
"""How many days a week has, and how many marks a month and a year."""

YEARS = 400
DAYS, MONTHS = 146_097, 12 * YEARS
"""After how many days and months the calendar is the same again."""

BEFORE = -306
"""The day from which the formula counts: 1 March of the year 0 is the next."""


def first_of(month: int) -> int:
    """Return the number of the first day of a month; January of the year 1 is 12.

    >>> from datetime import date
    >>> date.fromordinal(first_of(12 * 2024 + 2))
    datetime.date(2024, 3, 1)
    """
    year, later = divmod(
        month - 2, 12
    )  # a year that begins in March ends in a leap day
    leaps = year // 4 - year // 100 + year // 400
    return BEFORE + 1 + 365 * year + leaps + (153 * later + 2) // 5


def month_of(day: int) -> int:
    """Return the month of a day.

    >>> from datetime import date
    >>> month_of(date(2024, 2, 29).toordinal()) == 12 * 2024 + 1
    True
    """
    month = (day - BEFORE) * MONTHS // DAYS + 1  # or one or two later
    while first_of(month + 1) <= day:
        month += 1
    return month


def mark(day: int) -> int:
    """Return the mark of a day: its month, and which day of it."""
    month = month_of(day)
    return ROOM * month + day - first_of(month) + 1


def close(day: int) -> int:
    """Return the mark of a day up to which months are over on it."""
    month = month_of(day)
    if day + 1 == first_of(month + 1):
        return ROOM * month + ROOM - 1
    return ROOM * month + day - first_of(month) + 1


def day_at(place: int) -> int:
    """Return the day of a mark, or else the last of its month."""
    month, day = divmod(place, ROOM)
    return min(first_of(month) + day, first_of(month + 1)) - 1


CALENDAR: Mapping[str, Callable[[int], int]] = {
    "mark": mark,
    "close": close,
    "day": day_at,
}
"""What is made of a day or of a mark, by the word for it; each rises with that."""


def shifted(day: int, months: int) -> int:
    """Return a day some months later: the same day of the month, or else its last.

    >>> from datetime import date
    >>> date.fromordinal(shifted(date(2024, 1, 31).toordinal(), 1))
    datetime.date(2024, 2, 29)
    """
    return day_at(mark(day) + ROOM * months)


def elapsed(unit: str, start: int, end: int) -> int:
    """Return how many whole months or years there are between two days, rounded down.

    >>> from datetime import date
    >>> born, day = (date(y, 2, d).toordinal() for y, d in ((2004, 29), (2022, 28)))
    >>> elapsed("years", born, day), elapsed("years", born, day - 1)
    (18, 17)
    """
    return (close(end) - mark(start)) // SIZES[unit]
