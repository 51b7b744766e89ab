"""A time in another unit never lands on the other side of a limit than it is."""

from datetime import date, timedelta
from operator import eq, ge, gt, le, lt

from hypothesis import assume, example, given, strategies as st

import triage
from triage.base.exceptions import AnswerError
from triage.base.kinds.duration import UNITS

TREE = """\
triage: 1
id: times
title: One limit
questions:
  n: {{text: How long?, type: number, min: 0, max: 99999, decimals: {}, unit: {}}}
recommendations:
  yes_: {{title: It holds, urgency: soon}}
  no_: {{title: It does not, urgency: routine}}
start: ask
steps:
  ask: {{ask: n, branches: [{{when: {}, go: yes_}}, {{go: no_}}]}}
"""

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
MONTHS = {"month": 1, "year": 12}
OPERATORS = {"<": lt, "<=": le, ">": gt, ">=": ge, "==": eq}

STARTS = [date(year, month, 1) for year in range(2000, 2004) for month in range(1, 13)]
"""A year of each length, and every month of it."""

amounts = st.integers(0, 60)
times = st.tuples(
    st.dictionaries(st.sampled_from([*MONTHS]), amounts),
    st.dictionaries(st.sampled_from([*SECONDS]), amounts, max_size=2),
).map(lambda both: [(n, unit) for part in both for unit, n in part.items()])


def later(start, months):
    """Return the first day of a later month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, 1)


def lasts(start, time):
    """Return how many seconds a time lasts that begins on a day."""
    months = sum(n * MONTHS[unit] for n, unit in time if unit in MONTHS)
    rest = sum(n * SECONDS[unit] for n, unit in time if unit in SECONDS)
    return (later(start, months) - start) // timedelta(seconds=1) + rest


def text_of(time):
    """Return a time as a person types it, the longest unit first."""
    order = [*UNITS].index
    longest_first = sorted(time, key=lambda pair: -order(pair[1]))
    return " ".join(f"{amount} {unit}s" for amount, unit in longest_first)


@given(
    times,
    st.sampled_from([*UNITS]),
    st.integers(0, 100),
    st.sampled_from([*OPERATORS]),
    st.integers(0, 1),
)
@example([(90, "second")], "minute", 5, ">=", 0)
@example([(365, "day")], "year", 1, ">=", 0)
@example([(13, "week")], "month", 3, "<", 0)
@example([(2, "month")], "day", 61, "<", 0)
@example([(180, "hour")], "day", 7, ">", 0)
@example([(10, "day")], "week", 1, "==", 0)
def test_a_time_is_on_its_side_of_a_limit_or_refused(time, unit, limit, operator, kept):
    """Whatever the calendar, what is decided is true of the time that was typed."""
    assume(time)
    condition = f"n {operator} {limit}"
    tree = triage.loads(TREE.format(kept, f"{unit}s", condition), name="times")
    try:
        end = tree.decide({"n": text_of(time)}).end
    except AnswerError as refused:
        assert refused.problems[0].code in ("inexact", "too_large")  # noqa: PT017
        return

    for start in STARTS:
        wanted = lasts(start, [(limit, unit)])
        assert OPERATORS[operator](lasts(start, time), wanted) == (end == "yes_")


@given(amounts, st.sampled_from([*UNITS]), st.integers(0, 100))
def test_a_time_in_the_unit_asked_for_is_never_refused(amount, unit, limit):
    """Its own unit is exact, however near a limit is, and in each way of writing it."""
    tree = triage.loads(TREE.format(0, f"{unit}s", f"n > {limit}"), name="times")

    for name in UNITS[unit]:
        answers = tree.decide({"n": f"{amount} {name}"}).given
        assert answers == {"n": amount}
