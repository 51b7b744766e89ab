"""Today: the day of a decision, which the caller gives, and which a record keeps."""

from datetime import date, datetime

import pandas as pd
import pytest
from good_trees import good_tree
from hypothesis import given, strategies as st
from trees_for_tests import built_in

import triage
from triage.base.answer import UNSURE
from triage.engine import today as clock
from triage.model.tree import TODAY, TODAY_STEP
from triage.treefile import dump

TEXT = """
triage: 1
id: refund
title: A refund
valid: {from: 2025-04-06, until: 2027-04-05}
questions:
  bought: {text: When did you buy it?, type: date, min: 2020-01-01, max: 2027-04-05}
  opened: {text: When was it opened?, options: {today: Today, before: Before}}
values:
  held: days(bought, today)
assume: bought <= today
show: held
recommendations:
  pay: {urgency: soon, title: They pay}
  swap: {urgency: routine, title: They give you another}
  keep: {urgency: self_care, title: Keep it}
start: first
steps:
  first:
    ask: [bought, opened]
    branches:
      - {when: held <= 14 and opened == today, go: pay}
      - {when: held <= 365 and today < 2026-04-06, go: swap}
      - {go: keep}
properties:
  paid: {says: Who came in two weeks is paid., given: held <= 14, then: urgency >= soon}
  never: {says: After a year nobody is., given: held > 365, then: urgency < routine}
"""
TREE = triage.loads(TEXT)
FIRST, LAST = date(2025, 4, 6), date(2027, 4, 5)
BOUGHT = {"bought": "2026-03-01", "opened": "before"}
valid_days = st.dates(FIRST, LAST)


@pytest.fixture
def on_new_year(monkeypatch):
    """Let the machine think that it is New Year's Day 2026."""
    monkeypatch.setattr(clock, "local_day", lambda: date(2026, 1, 1))


@given(valid_days, st.dates(date(2020, 1, 1), LAST))
def test_a_decision_is_that_of_the_day_that_is_given(today, bought):
    """The days since then are those of the calendar; the future is refused."""
    answers = {"bought": bought, "opened": "today"}
    if bought > today:
        with pytest.raises(triage.AnswerError, match="do not go together"):
            TREE.decide(answers, today=today)
        return
    decision = TREE.decide(answers, today=today)

    held = (today - bought).days
    assert decision.shows == {"held": held}
    assert decision.end == (
        "pay"
        if held <= 14
        else "swap"
        if held <= 365 and today < date(2026, 4, 6)
        else "keep"
    )
    assert TREE.start(today=today).answer(answers).decision.end == decision.end


@pytest.mark.usefixtures("on_new_year")
def test_the_day_is_that_of_the_machine_unless_it_is_given():
    """What is given goes first: by itself, then among the answers."""
    days = [
        TREE.decide({}),
        TREE.decide({TODAY: float("nan")}),
        TREE.decide({TODAY: "2026-05-02"}),
        TREE.decide({TODAY: "2026-05-02"}, today=date(2026, 5, 3)),
        TREE.decide({TODAY: pd.Timestamp("2026-05-04")}),
        TREE.start().decision,
        TREE.start({TODAY: date(2026, 5, 6)}).decision,
        TREE.start(today=date(2026, 5, 7)).decision,
    ]

    assert [str(decision.given[TODAY]) for decision in days] == [
        *("2026-01-01", "2026-01-01", "2026-05-02", "2026-05-03", "2026-05-04"),
        *("2026-01-01", "2026-05-06", "2026-05-07"),
    ]


@pytest.mark.parametrize(
    ("today", "code", "message"),
    [
        (
            date(2025, 4, 5),
            "too_early",
            "This says nothing of 5 April 2025: it begins on 6 April 2025.",
        ),
        (
            date(2028, 1, 1),
            "too_late",
            "This says nothing of 1 January 2028: it ends on 5 April 2027.",
        ),
    ],
    ids=["before", "after"],
)
def test_a_tree_says_nothing_of_other_days(today, code, message):
    """Outside the days of which it is valid, a tree refuses to decide, by name."""
    for asked in (
        lambda: TREE.decide(BOUGHT, today=today),
        lambda: TREE.decide({**BOUGHT, TODAY: today}),
        lambda: TREE.decide({**BOUGHT, TODAY: str(today)}),
        lambda: TREE.start(today=today),
    ):
        with pytest.raises(triage.AnswerError) as refused:
            asked()
        (problem,) = refused.value.problems
        assert (problem.code, problem.questions) == (code, (TODAY,))
        assert problem.message == message
        assert f"this tree says nothing of {today}" in str(refused.value)


@pytest.mark.parametrize(
    "today",
    [
        *(UNSURE, "2 May 2026", "29.2.2024", "2026-5-2", "2026-02-30", 3),
        datetime(2026, 1, 1, 12),  # noqa: DTZ001
    ],
)
def test_what_is_no_day_is_refused(today):
    """The day is a date, or written as `2026-04-01`: as all programs read it."""
    with pytest.raises(triage.AnswerError, match=r"`today`: this .*is not an answer"):
        TREE.decide({**BOUGHT, TODAY: today})


def test_a_mapping_is_needed():
    """What are no answers at all is told as of any tree."""
    with pytest.raises(triage.AnswerError, match="give answers as a mapping"):
        TREE.decide([])


def test_an_interview_never_asks_for_the_day():
    """The first page is that of the tree, and the day stands from the beginning."""
    session = TREE.start(today=date(2026, 3, 2))

    assert session.page.number == 1
    assert session.page.required == ("bought",)
    assert session.answers == {TODAY: date(2026, 3, 2)}
    assert session.answer({"bought": "1 March 2026"}).page.required == ("opened",)


@pytest.mark.usefixtures("on_new_year")
def test_a_record_keeps_the_day():
    """An interview goes on as of the day it began; another day is said on purpose."""
    session = TREE.start(today=date(2026, 3, 2)).answer({"bought": "1 March 2026"})
    resumed = triage.resume(TREE, session.to_dict())

    assert resumed == session
    assert resumed.answer({"opened": "today"}).decision.end == "pay"
    later = resumed.answer({TODAY: date(2026, 3, 30)}).answer({"opened": "today"})
    assert (later.decision.end, later.decision.shows) == ("swap", {"held": 29})


def test_a_decision_is_made_again_of_its_day():
    """The record of a decision names the day, so that it is that of any day later."""
    decision = TREE.decide(BOUGHT, today=date(2026, 3, 2))
    record = decision.record()

    assert record["given"][TODAY] == "2026-03-02"
    assert decision.to_dict()["path"][0] == {
        "step": TODAY_STEP,
        "branch": "",
        "because": "",
        "why": [],
        "answers": {TODAY: "2026-03-02"},
    }
    assert triage.replay(record, TREE).same


def test_a_property_holds_on_every_day_or_a_witness_has_the_day():
    """In proofs the day is free within those of which the tree is valid."""
    paid, never = triage.prove(TREE).proofs

    assert never.verdict == "proved"
    assert paid.verdict == "violated"
    assert FIRST <= paid.patient.answers[TODAY] <= LAST
    report = triage.prove(TREE)
    assert "- Which day is today? " in report.text()
    assert TODAY in report.to_dict()["properties"][0]["patients"][0]["answers"]


def test_the_day_counts_as_logic():
    """The days of which a tree is valid are part of what it decides."""
    other = triage.loads(
        TEXT.replace("2027-04-05}\nquestions", "2027-04-04}\nquestions")
    )

    assert other.logic != TREE.logic
    assert triage.loads(dump(TREE.documents[0])) == TREE
    assert triage.loads(TREE.bundle()).logic == TREE.logic
    assert triage.compare(TREE, TREE).same


def test_a_tree_that_reads_no_day_has_none():
    """An option or a level may be called so, and nothing is read."""
    text = TEXT.replace("valid: {from: 2025-04-06, until: 2027-04-05}\n", "")
    text = text.replace("days(bought, today)", "days(bought, 2026-04-06)")
    text = text.replace("assume: bought <= today\n", "")
    tree = triage.loads(text.replace(" and today < 2026-04-06", ""))

    assert TODAY not in tree.questions
    assert tree.first == "first"
    assert tree.decide(BOUGHT, today=date(1950, 1, 1)).complete


def test_a_condition_that_cannot_be_read_reads_no_day():
    """What is wrong with a condition that speaks of today is told once, as of any."""
    broken = TEXT.replace("held <= 365 and today < 2026-04-06", "held < and today")
    broken = broken.replace("days(bought, today)", "days(bought, 2026-04-06)")
    broken = broken.replace("assume: bought <= today\n", "")

    with pytest.raises(triage.InvalidTree) as refused:
        triage.loads(broken)
    assert [finding.code for finding in refused.value.findings] == ["T301"]


def test_every_day_of_the_century_is_valid_unless_it_is_said():
    """A tree that reads the day and says no more is valid from 2000 to 2099."""
    tree = triage.loads(
        TEXT.replace("valid: {from: 2025-04-06, until: 2027-04-05}\n", "")
    )
    until = triage.loads(TEXT.replace("from: 2025-04-06, ", ""))

    assert tree.questions[TODAY].limits == {"min": "2000-01-01", "max": "2099-12-31"}
    assert until.questions[TODAY].limits == {"min": "2000-01-01", "max": "2027-04-05"}


def test_a_tree_that_is_valid_for_some_days_reads_no_other():
    """Also a tree whose conditions read no day refuses to decide on others."""
    text = TEXT.replace("days(bought, today)", "days(bought, 2026-04-06)")
    text = text.replace("assume: bought <= today\n", "")
    tree = triage.loads(text.replace(" and today < 2026-04-06", ""))

    with pytest.raises(
        triage.AnswerError, match="this tree says nothing of 2028-01-01"
    ):
        tree.decide(BOUGHT, today=date(2028, 1, 1))


def test_the_machine_knows_its_day():
    """The local day is today or, around midnight, yesterday."""
    before = clock.local_day()
    assert before <= date.today()  # noqa: DTZ011


@pytest.mark.parametrize("given", [datetime(2026, 4, 1, 9), "soon", 5])  # noqa: DTZ001
def test_what_is_no_day_is_refused_wherever_it_is_given(given):
    """A moment, a word or a number is no day to decide on, nor to be proved for."""
    for use in (TREE.on, lambda day: TREE.decide(BOUGHT, today=day)):
        with pytest.raises(triage.AnswerError, match="give a date from 6 April 2025"):
            use(given)
    assert TREE.on("2026-04-01") == TREE.on(date(2026, 4, 1))


@pytest.mark.parametrize("given", [datetime(2026, 4, 1, 9), "soon", 5, None])  # noqa: DTZ001
def test_what_is_no_day_is_refused_also_of_a_tree_that_asks_for_none(given):
    """Such a tree is the same on every day, which does not make a day of a word."""
    tree = built_in("qsofa")

    with pytest.raises(triage.AnswerError, match=r"`today`: .* give a date"):
        tree.on(given)
    assert tree.on(date(2026, 4, 1)) is tree


def test_texts_show_days_as_people_say_them():
    """A day, a value that is one and today are read in words, or in the look wanted."""
    tree = good_tree("dates.yaml")
    answers = {"sent": "2026-03-01", "asked_on": "2026-03-03", "weeks": 3}
    answers |= {"born": "1980-05-17", "today": "2026-03-09"}

    (told,) = tree.decide(answers).recommendations

    assert told.title == "Wait until 31 March 2026"
    assert told.text == (
        "It was due on Sunday 22 March 2026; asked March 2026. Today is 2026-03-09."
    )


SHOWN = """
triage: 1
id: shown
title: What is shown
scale: [{id: told, title: Told}]
questions:
  fever: {text: Have you a fever?}
recommendations:
  one: {urgency: told, title: "Come before TITLE"}
start: first
steps:
  first: {ask: fever, SECOND}
"""


@pytest.mark.parametrize(
    ("title", "step"),
    [
        ("{today}", "go: one"),
        ("{{today}}", "table: {inputs: [today], rows: [[-, one]]}"),
    ],
)
def test_the_day_is_read_also_by_a_text_or_a_table(title, step):
    """A tree that shows the day, or has a column for it, reads it."""
    text = SHOWN.replace("TITLE", title).replace("SECOND", step)
    tree = triage.loads(text)

    assert "today" in tree.questions
    (told,) = tree.decide({"fever": "no"}, today=date(2026, 4, 1)).recommendations
    assert told.title in ("Come before 1 April 2026", "Come before {today}")


def test_no_other_text_reads_the_day():
    """What is doubled, or a placeholder, is no hole."""
    assert (
        "today"
        not in triage.loads(
            SHOWN.replace("TITLE", "{{today}}").replace("SECOND", "go: one")
        ).questions
    )


def test_a_tree_on_a_day_decides_on_that_day_alone():
    """There it decides as before, elsewhere not at all; a tree without one stays."""
    day = date(2026, 3, 10)
    tree = TREE.on(day)

    assert tree.only_day == day
    assert TREE.only_day is None
    assert tree.decide(BOUGHT, today=day).end == TREE.decide(BOUGHT, today=day).end
    with pytest.raises(triage.AnswerError, match="nothing of 2026-03-11"):
        tree.decide(BOUGHT, today=date(2026, 3, 11))
    with pytest.raises(triage.AnswerError, match="nothing of 2028-01-01"):
        TREE.on(date(2028, 1, 1))


@pytest.mark.parametrize("day", [date(2026, 4, 5), date(2026, 4, 6)])
def test_what_is_proved_on_a_day_is_what_holds_given_that_day(day):
    """A property of one day is that of every day whose patients come on that one."""
    text = TEXT.replace("held > 365, then: urgency < routine", "held > 30, then: SAYS")
    text = text.replace("SAYS", "ends(keep)")
    given = text.replace("given: held > 30", f"given: today == {day} and held > 30")
    alone, among = (
        {proof.property.id: proof.verdict for proof in triage.prove(tree).proofs}
        for tree in (triage.loads(text).on(day), triage.loads(given))
    )

    assert alone["never"] == among["never"]
    assert alone["never"] == ("proved" if day > date(2026, 4, 5) else "violated")


def test_a_table_of_a_file_that_says_today_reads_no_day():
    """The word in a text makes no tree read the day, whatever else the file is of."""
    tree = triage.loads("""
triage: 1
id: t
title: Seen today?
questions: {n: {text: How many?, type: integer, min: 0, max: 9}}
recommendations: {r: {urgency: soon, title: See somebody today}}
start: s
steps: {s: {ask: n, table: {inputs: [n], rows: [["0..4", r], ["> 4", r]]}}}
""")

    assert TODAY not in tree.questions
    assert tree.decide({"n": 5}).end == "r"


def test_what_is_no_day_is_told_the_limits_of_the_day():
    """The day is known, and so are the limits beside it, also to what is no answer."""
    tree = triage.loads(TEXT.replace("max: 2027-04-05", "max: today"))
    with pytest.raises(triage.AnswerError) as refused:
        tree.decide({"bought": "2025-02-29"}, today=date(2026, 4, 30))

    assert "from 1 January 2020 to 30 April 2026" in str(refused.value)
