"""The calendar told again, by `datetime` alone: what months and weekdays are.

It shares nothing with the marks that decisions and proofs use.
"""

from calendar import monthrange
from datetime import date, timedelta

import triage.language.ast as e


def later(day, months):
    """Return a day some months later: the same day, or else the last of that month."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def between(unit, start, end):
    """Return the most weeks, months or years after which the end is not passed."""
    if unit == "weeks":
        return (end - start).days // 7
    size = 12 if unit == "years" else 1
    count = 12 * (end.year - start.year + 1) // size
    while later(start, size * count) > end:
        count -= 1
    return count


def on_weekday(how, day, weekday):
    """Return the nearest day before or after, or the day itself; Sunday is 0."""
    while day.isoweekday() % 7 != weekday:
        day += timedelta(days=-1 if how == "before" else 1)
    return day


def mark(number):
    """Return the number of a day with 32 days in every month of the calendar."""
    day = date.fromordinal(number)
    return 32 * (12 * day.year + day.month - 1) + day.day


def close(number):
    """Return the same, where the last day of every month is the 31st."""
    day = date.fromordinal(number)
    return mark(number) + (31 - day.day if (day + timedelta(1)).day == 1 else 0)


def day_at(number):
    """Return the day of such a number, or the last of its month."""
    month, day = divmod(number, 32)
    first = date(month // 12, month % 12 + 1, 1)
    return first.toordinal() + min(day, monthrange(first.year, first.month)[1]) - 1


CALENDAR = {"mark": mark, "close": close, "day": day_at}


def added(steps, first, last):
    """Return the sum of a rate, day by day; each step is the first day of a rate."""
    return sum(
        next(rate for start, rate in reversed(steps) if start <= day)
        for day in range(first, last + 1)
    )


def day_of(number):
    return date.fromordinal(int(number))


def ends_of(term, rising, falling):
    """Return the ends of a term of dates, of whose parts some count the other way."""
    match term:
        case e.Elapsed("weeks", start, end):
            return tuple(int(days) // 7 for days in rising(end.minus(start)))
        case e.Elapsed(unit, start, end):
            pairs = zip(falling(start)[::-1], rising(end), strict=True)
            return tuple(between(unit, *map(day_of, pair)) for pair in pairs)
        case e.Shifted(day, months):
            pairs = zip(rising(day), rising(months), strict=True)
            moved = [later(day_of(day), int(n)) for day, n in pairs]
        case e.OnWeekday(how, day, weekday):
            days = map(day_of, rising(day))
            moved = [on_weekday(how, day, weekday) for day in days]
        case e.Accrued(_, rates, first, last):
            pairs = zip(falling(first)[::-1], rising(last), strict=True)
            return tuple(added(rates.steps, *map(int, pair)) for pair in pairs)
    return tuple(day.toordinal() for day in moved)


def limits(question, today):
    """Return the least and the greatest a question takes, today if that is known."""
    ends = [date.fromordinal(end) for end in question.range] if question.is_date else ()
    offsets = (question.since, question.until)
    if today is None or not any(offsets):
        return question.range
    moved = [
        end if by is None else later(today, by.months) + timedelta(by.days)
        for end, by in zip(ends, offsets, strict=True)
    ]
    return tuple(day.toordinal() for day in moved)
