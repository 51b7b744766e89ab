"""The laws of today, of trees that read it and of those whose authors ask for a day."""

import json
from contextlib import suppress
from datetime import date, timedelta

import attrs
import naive
import polars as pl
from calendars import added, between, later, on_weekday
from hypothesis import example, given, settings, strategies as st
from programs import assert_runs_alike
from strategies import answer_sets, documents, moving_trees

import triage
import triage.frames
from triage.base.offset import Offset
from triage.language.distance import length_from, length_to
from triage.model.tree import TODAY

FIRST, LAST = "2024-02-26", "2024-03-07"

RATES = {
    "triage": 1,
    "id": "rates",
    "title": "What is paid?",
    "scale": [{"id": "told", "title": "Told"}],
    "show": ["rate"],
    "recommendations": {"pay": {"urgency": "told", "title": "Pay"}},
    "start": "first",
    "steps": {"first": {"ask": "day", "go": "pay"}},
}


@st.composite
def reading(draw):
    """Return a random tree file that reads today, and the same with a day asked for."""
    made = draw(documents())
    value = f"({made['values']['v0']}) and today <= 2024-02-29"
    read = made | {"values": made["values"] | {"v0": value}}
    asked = {"text": "Which day is it?", "type": "date", "min": FIRST, "max": LAST}
    by_hand = read | {
        "values": made["values"] | {"v0": value.replace(TODAY, "day")},
        "questions": {"day": asked, **made["questions"]},
        "start": "first",
        "steps": {"first": {"ask": "day", "go": made["start"]}, **made["steps"]},
    }
    read |= {"valid": {"from": FIRST, "until": LAST}}
    return triage.loads(json.dumps(read)), triage.loads(json.dumps(by_hand))


@given(st.data(), reading(), st.dates(date(2024, 2, 26), date(2024, 3, 7)))
def test_today_is_a_day_that_is_asked_first(data, trees, day):
    """A tree that reads today decides as one that asks for a day before all else."""
    tree, other = trees
    answers = data.draw(answer_sets(tree))
    answers.pop(TODAY, None)
    one = tree.decide(answers, today=day)
    two = other.decide({**answers, "day": day})

    assert one.trace.edges == two.trace.edges
    assert (one.end, one.urgency, one.missing) == (two.end, two.urgency, two.missing)
    assert one.recommendations == two.recommendations
    assert one.shows == two.shows


@given(st.data(), reading(), st.dates(date(2024, 2, 26), date(2024, 3, 7)))
def test_an_interview_keeps_its_day(data, trees, day):
    """Answered page by page, saved and resumed, an interview decides as of its day."""
    tree, _ = trees
    answers = data.draw(answer_sets(tree, complete=True))
    answers.pop(TODAY, None)
    session = tree.start(today=day)
    while session.page is not None:
        assert TODAY not in session.page.required
        given_now = {name: answers[name] for name in session.page.required}
        session = triage.resume(tree, session.to_dict()).answer(given_now)

    assert session.answers[TODAY] == day
    assert session.decision.end == tree.decide(session.answers).end


DAYS_OF_IT = st.dates(date(2024, 2, 26), date(2024, 3, 7))


def on_day(tree, day):
    """Return a tree with the limits that its dates have on a day, for good."""
    questions = {name: each.on(day) for name, each in tree.questions.items()}
    return attrs.evolve(tree, questions=questions, assume=())


def result(tree, answers):
    """Return what is decided and asked next, or what is refused."""
    try:
        decision = tree.decide(answers)
    except triage.AnswerError as error:
        return {(problem.code, problem.questions) for problem in error.problems}
    told = decision.end, decision.urgency, decision.missing, decision.bounds
    return (*told, decision.recommendations, decision.trace.edges, decision.shows)


@settings(max_examples=settings.default.max_examples // 2)
@given(st.data(), moving_trees(), DAYS_OF_IT)
def test_a_limit_that_goes_by_today_is_on_each_day_that_of_the_day(data, tree, day):
    """So it decides, refuses, asks and shows, also of a date that is not known.

    Every engine does, also where some answers are missing.
    """
    answers = data.draw(answer_sets(tree, complete=True)) | {TODAY: day}
    one, other = result(tree, answers), result(on_day(tree, day), answers)
    if isinstance(one, tuple):
        used = tree.decide(answers).trace.answers
        other = result(on_day(tree, day), {n: answers[n] for n in used})
        assert one == other
    else:
        assert one <= other
    names = st.sets(st.sampled_from([*answers])).map(lambda some: {*some, TODAY})
    with suppress(triage.AnswerError):
        some = tree.decide({name: answers[name] for name in data.draw(names)})
        assert_runs_alike(tree.program().to_dict(), some)
        assert naive.walk(tree, some.given) == some.trace


@given(DAYS_OF_IT, st.integers(-40, 40), st.integers(-70, 70))
def test_a_distance_from_today_is_that_of_the_calendar(day, months, days):
    """Months come before days, and are those of `datetime`; it is read as written.

    Between it and today there is as much time as is said of all days together.
    """
    moved = Offset(months, days)
    written = "today"
    for number, unit in ((months, "months"), (days, "days")):
        sign = "-" if number < 0 else "+"
        written += f" {sign} {unit}({abs(number)})" if number else ""

    other = moved.on(day)
    assert other == later(day, months) + timedelta(days)
    assert Offset.read(written) == moved
    for unit in UNITS:
        for ends, length in ((day, other), length_to), ((other, day), length_from):
            least, most = length(unit, moved)
            assert least is None or least <= between(unit, *ends) <= most


@given(
    st.lists(st.dates(date(2024, 2, 26), date(2024, 3, 6)), min_size=1, unique=True),
    st.dates(date(2024, 2, 26), date(2024, 3, 7)),
)
def test_a_table_by_days_says_what_the_last_day_up_to_then_says(starts, day):
    """Of thresholds that are days, the latest that is not after the day counts."""
    rows = {str(start): n for n, start in enumerate(sorted(starts), 1)}
    asked = {"text": "Day?", "type": "date", "min": min(rows), "max": LAST}
    made = {"values": {"rate": {"by": "day", "from": rows}}}
    tree = triage.loads(json.dumps(RATES | made | {"questions": {"day": asked}}))
    day = max(day, min(starts))

    wanted = sum(start <= day for start in starts)
    assert tree.decide({"day": day}).shows == {"rate": wanted}


DAYS = st.dates(date(1890, 1, 1), date(2110, 12, 31))
UNITS = {"weeks": 0, "months": 1, "years": 12}
RATE = {"1890-01-01": 0.5, "1970-01-01": 2, "1999-12-31": 0, "2020-02-29": 7}
VALUES = {
    **{unit: f"{unit}(a, b)" for unit in UNITS},
    **{f"{unit}_on": f"a + {unit}(n)" for unit in UNITS},
    **{f"{unit}_back": f"a - {unit}(n)" for unit in UNITS},
    **{f"on_or_{how}": f"on_or_{how}(a, tuesday)" for how in ("before", "after")},
    "daily": {"by": "b", "from": RATE},
    "owed": "accrued(daily, a, a + days(n))",
    "nothing": "accrued(daily, a, a - days(n + 1))",
    "is_it": "1 if weekday(a) == tuesday else 0",
}
ASKED = {"text": "Day?", "type": "date", "min": "1890-01-01", "max": "2110-12-31"}
NUMBER = {"text": "How many?", "type": "integer", "min": 0, "max": 600}
CALENDAR = triage.loads(
    json.dumps(
        RATES
        | {
            "questions": {"a": ASKED, "b": ASKED, "n": NUMBER},
            "values": VALUES,
            "show": [*VALUES],
            "steps": {"first": {"ask": ["a", "b", "n"], "go": "pay"}},
        }
    )
)


@given(DAYS, DAYS, st.integers(0, 600))
@example(date(2004, 2, 29), date(2022, 2, 28), 216)
@example(date(2024, 1, 31), date(2024, 2, 29), 1)
def test_units_of_time_are_those_of_the_calendar(start, end, length):
    """Weeks, months, years and days of the week are those of `datetime`.

    What accrues is the sum of a rate, day by day.

    Nothing is out of the range that was known at load, and there is nothing fewer of
    from a day to a later one.
    """
    shown = CALENDAR.decide({"a": start, "b": end, "n": length}).shows

    for unit, months in UNITS.items():
        ways = {"on": length, "back": -length}
        moved = {
            way: later(start, months * by) if months else start + timedelta(weeks=by)
            for way, by in ways.items()
        }
        assert (
            shown[unit]
            == between(unit, start, end)
            <= between(unit, start, end + timedelta(1))
        )
        assert {way: shown[f"{unit}_{way}"] for way in ways} == {
            way: day.isoformat() for way, day in moved.items()
        }
        assert CALENDAR.values[unit].low <= shown[unit] <= CALENDAR.values[unit].high
    steps = [(date.fromisoformat(day).toordinal(), rate) for day, rate in RATE.items()]
    first = start.toordinal()
    assert (shown["owed"], shown["nothing"]) == (added(steps, first, first + length), 0)
    assert (
        CALENDAR.values["owed"].low
        <= 10 * shown["owed"]
        <= CALENDAR.values["owed"].high
    )
    before, after = (on_weekday(how, start, 2) for how in ("before", "after"))
    assert shown["on_or_before"] == before.isoformat()
    assert shown["on_or_after"] == after.isoformat()
    assert shown["is_it"] == (before == start)


CHILD = """
triage: 1
id: child
title: A child
scale: [{id: told, title: Told}]
questions:
  born: {text: B?, type: date, min: today - years(12), max: today, unsure: true}
  due: {text: D?, type: date, min: today - months(1), max: today + weeks(42)}
values:
  age: years(born, today)
  past: months(due, today)
  weeks_left: weeks(today, due)
  share: {is: 100 / (age + 1), decimals: 2}
show: [age, share]
recommendations: {end: {urgency: told, title: End}}
start: first
steps: {first: {ask: [born, due], go: end}}
"""


def test_as_much_time_lies_between_as_limits_let_there_be():
    """So tables and divisions know at load what anybody can be.

    A day that is refused is counted as the nearest that is not, also where all rows
    of a table are decided together: nothing is divided by zero for it.
    """
    tree = triage.loads(CHILD)
    day, born = date(2026, 5, 1), ["2014-05-01", "2026-12-31", "2026-05-01", "unsure"]
    rows = {"born": born, "due": ["2026-05-01"] * 4}

    found = triage.frames.decide(tree, pl.DataFrame(rows), today=day)

    ranges = {v.id: (v.low, v.high) for v in tree.values.values()}
    assert ranges["age"] == (0, 12)
    assert ranges["past"][1] == 1
    assert ranges["weeks_left"][1] == 42
    assert found["age"].to_list()[::2] == [12, 0]
    assert [*map(bool, found["problems"].to_list())] == [False, True, False, False]
    shown = tree.decide({"born": "unsure", "due": day}, today=day).shows
    assert shown["age"] == [0, 12]
