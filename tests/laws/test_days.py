"""The laws of today, of trees that read it and of those whose authors ask for a day."""

import json
from datetime import date, timedelta

from hypothesis import given, strategies as st
from strategies import answer_sets, documents

import triage
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


DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(DAYS, DAYS, st.integers(0, 500))
def test_weeks_are_those_of_the_calendar(start, end, length):
    """Whole weeks between two days, below zero too, and a day some weeks on."""
    asked = {
        name: {"text": "Day?", "type": "date", "min": "1900-01-01", "max": "2100-12-31"}
        for name in ("a", "b")
    }
    asked["n"] = {"text": "Weeks?", "type": "integer", "min": 0, "max": 500}
    made = {
        "questions": asked,
        "values": {
            "rate": "weeks(a, b)",
            "later": "a + weeks(n)",
            "was": "a - weeks(n)",
        },
        "show": ["rate", "later", "was"],
        "steps": {"first": {"ask": ["a", "b", "n"], "go": "pay"}},
    }
    tree = triage.loads(json.dumps(RATES | made))

    assert tree.decide({"a": start, "b": end, "n": length}).shows == {
        "rate": (end - start).days // 7,
        "later": (start + timedelta(weeks=length)).isoformat(),
        "was": (start - timedelta(weeks=length)).isoformat(),
    }
