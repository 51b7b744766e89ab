"""Distance from today: what is so of a date that may only be so far from it."""

from collections.abc import Iterable, Iterator, Mapping

import triage.language.ast as e
from triage.base.answer import Code
from triage.base.offset import Offset
from triage.base.question import Question

TODAY = "today"
"""The question that is answered with the day of a decision."""


def limits(questions: Iterable[Question]) -> dict[e.Condition, tuple[str, Code]]:
    """Return what is so of dates that keep their distance, as far as they are known.

    Each condition has the question that it is about, and what is wrong if it is not so.
    """
    found: dict[e.Condition, tuple[str, Code]] = {}
    for asked in questions:
        answer = date_of(asked.id)
        if asked.since is not None:
            late_enough = e.Maybe(e.Compare(answer, ">=", moved(asked.since)))
            found[late_enough] = asked.id, "too_early"
        if asked.until is not None:
            early_enough = e.Maybe(e.Compare(answer, "<=", moved(asked.until)))
            found[early_enough] = asked.id, "too_late"
    return found


def refusals(
    assumed: Iterable[e.Condition],
    questions: Mapping[str, Question],
    values: Mapping[str, e.Value],
) -> Iterator[tuple[tuple[str, ...], Code]]:
    """Yield for what is assumed which answers are refused where it is not so, and how.

    They do not go together, or one of them is out of its limits.
    """
    kept = limits(questions.values())
    for condition in assumed:
        if condition in kept:
            name, code = kept[condition]
            yield (name,), code
        else:
            yield tuple(sorted(e.questions_in(condition, values))), "contradiction"


def moved(by: Offset) -> e.Sum:
    """Return the date that is so far from today."""
    day = date_of(TODAY)
    if by.months:
        day = e.Sum(((1, e.Shifted(day, e.Sum((), by.months))),), dated=True)
    return day.plus(e.Sum((), by.days)).as_date()


def date_of(question: str) -> e.Sum:
    return e.Sum(((1, e.NumberOf(question)),), dated=True)
