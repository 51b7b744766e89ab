"""Bounds that go by today: which days they can be, and what is always within them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

import attrs

from triage.base.answer import Answer
from triage.base.dates import EARLIEST, LATEST
from triage.base.diagnostics import Diagnostics
from triage.base.exceptions import TreeError
from triage.base.question import Question
from triage.base.text import Text
from triage.linker.modules import Parts
from triage.model.tree import TODAY
from triage.treefile.document import QuestionEntry

FEWEST = 28
"""How many days a month has at least."""


def placed(
    questions: Mapping[str, Question], parts: Parts, found: Diagnostics
) -> dict[str, Question]:
    """Return questions, those whose limits go by today with the days these can be."""
    today = questions[TODAY]
    return {
        name: place(question, today, parts.questions[name], found)
        if question.since or question.until
        else question
        for name, question in questions.items()
    }


def place(
    question: Question, today: Question, entry: QuestionEntry, found: Diagnostics
) -> Question:
    first, last = (date.fromordinal(day) for day in today.range)
    least, most = limits(question, first)[0], limits(question, last)[1]
    for (end, day), text in zip(
        ((least, first), (most, last)), (entry.min, entry.max), strict=True
    ):
        if not EARLIEST <= end <= LATEST:
            message = f"`{entry.id}` can be {end}, as on {day}"
            advice = f"keep within {EARLIEST} to {LATEST}, or say when it is `valid`"
            found.error("T111", message, text or entry.id, advice)
            return question
    if empty := next(without_a_day(question, first, last), None):
        ends = limits(question, empty)
        message = f"on {empty}, `{entry.id}` goes from {ends[0]} to {ends[1]}"
        advice = "let `min` be at most `max` on each day that is `valid`"
        found.error("T111", message, entry.id, advice)
        return question
    usual = question.on(date.fromordinal(sum(today.range) // 2))
    middle = date.fromordinal(sum(usual.range) // 2)
    return attrs.evolve(question, minimum=least, maximum=most, middle=middle)


def without_a_day(question: Question, first: date, last: date) -> Iterator[date]:
    """Yield the days on which nothing can be answered, of all on which it is asked.

    >>> from triage.base.offset import Offset
    >>> moves = {"since": Offset(0, -30), "until": Offset(-1, 0)}
    >>> asked = Question("day", "Which day?", "date", **moves)
    >>> each = without_a_day(asked, date(2026, 4, 29), date(2026, 5, 2))
    >>> [str(day) for day in each]
    ['2026-04-29', '2026-04-30']
    """
    since, until = question.since, question.until
    days = range(first.toordinal(), last.toordinal() + 1)
    if since is None or until is None:
        days = days[-1:] if until is None else days[:1]
    elif (months := until.months - since.months) >= 0:
        days = days if FEWEST * months + until.days < since.days else days[:0]
    for day in map(date.fromordinal, days):
        least, most = limits(question, day)
        if least > most:
            yield day


def limits(question: Question, day: date) -> tuple[date, date]:
    """Return the first and the last day that can be answered on a day."""
    asked = question.on(day)
    return cast("tuple[date, date]", (asked.minimum, asked.maximum))


def refuse_moving(
    counts: Answer, question: Question, text: Text, today: Question | None
) -> None:
    """Refuse what counts instead of an answer, where that is not so on every day.

    Raises:
        TreeError: It is out of the limits on some day.
    """
    if not isinstance(counts, date) or today is None:
        return
    first, last = (limits(question, date.fromordinal(day)) for day in today.range)
    least, most = last[0], first[1]
    if least <= counts <= most:
        return
    message = f"`{text}` is not always an answer to `{question.id}`"
    advice = f"give a day from {least} to {most}, which is one on every day"
    if least > most:
        advice = "no day is one on every day: give `unsure`, and allow it"
    raise TreeError.at("T106", message, text, advice)
