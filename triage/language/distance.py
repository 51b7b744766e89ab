"""Distance from today: what is so of a date that may only be so far from it."""

import triage.language.ast as e
from triage.base.offset import Offset
from triage.base.question import Question

TODAY = "today"
"""The question that is answered with the day of a decision."""


def in_time(question: Question) -> e.Condition:
    """Return the condition that a date is where it may be, as far as it is known."""
    answer = date_of(question.id)
    ends = ((">=", question.since), ("<=", question.until))
    tests = [e.Compare(answer, sign, moved(by)) for sign, by in ends if by is not None]
    return e.Maybe(tests[0] if len(tests) == 1 else e.And(tuple(tests)))


def moved(by: Offset) -> e.Sum:
    """Return the date that is so far from today."""
    day = date_of(TODAY)
    if by.months:
        day = e.Sum(((1, e.Shifted(day, e.Sum((), by.months))),), dated=True)
    return day.plus(e.Sum((), by.days)).as_date()


def date_of(question: str) -> e.Sum:
    return e.Sum(((1, e.NumberOf(question)),), dated=True)
