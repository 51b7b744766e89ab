"""`--today` and `--on`: the day on which something is decided, proved or compared."""

import json
from pathlib import Path

import pytest

import triage

REFUND = """\
triage: 1
id: refund
title: A refund
valid: {from: 2025-04-06, until: 2027-04-05}
questions:
  bought: {text: When did you buy it?, type: date, min: 2020-01-01, max: 2027-04-05}
assume: bought <= today
values:
  held: days(bought, today)
  fee: {by: today, from: {2025-04-06: 4, 2026-04-06: 5}, unit: GBP}
show: [held]
recommendations:
  pay: {urgency: soon, title: "They pay you back, less {fee}"}
  keep: {urgency: routine, title: Keep it}
start: first
steps:
  first:
    ask: bought
    branches:
      - {when: held <= 14, go: pay}
      - {go: keep}
properties:
  cheap: {says: Nobody pays more than 4., then: fee <= 4}
"""
LATER = REFUND.replace("<= 14", "<= (14 if today < 2026-05-01 else 28)")


@pytest.fixture(autouse=True)
def files():
    """Write the trees that read the day."""
    Path("refund.yaml").write_text(REFUND)
    Path("later.yaml").write_text(LATER)


def test_it_is_decided_as_of_the_day_that_is_named(run):
    """The day of the machine does not count then."""
    bought = ("--answer", "bought=2026-04-05")
    code, out, _ = run("decide", "refund.yaml", *bought, "--today", "2026-04-06")

    assert code == 0
    assert "They pay you back, less £5" in out
    assert "held: 1" in out


def test_an_interview_is_that_of_its_day_unless_another_is_named(run):
    """It begins on a day and keeps it; another day counts only where it is named."""
    begun = ("run", "refund.yaml", "--today", "2026-04-06", "--save", "kept.json")
    run(*begun, typed=b"quit\n")
    kept = Path("kept.json").read_text()
    answer = {"typed": b"2026-03-30\n"}

    _, same, _ = run("run", "refund.yaml", "--resume", "kept.json", **answer)
    Path("kept.json").write_text(kept)
    on = ("--resume", "kept.json", "--today", "2026-05-06")
    _, other, _ = run("run", "refund.yaml", *on, **answer)

    assert "held: 7" in same
    assert "held: 37" in other


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (
            "2026-04-01",
            "kept.json: on 2026-04-01, what was answered to `bought` is not",
        ),
        (
            "2028-01-01",
            "`today`: this tree says nothing of 2028-01-01: it ends 2027-04-05",
        ),
    ],
)
def test_what_is_saved_may_be_none_on_another_day(run, day, message):
    """It is said of which record, and what to do, and never what was answered."""
    asked = REFUND.replace("max: 2027-04-05", "max: today")
    Path("refund.yaml").write_text(asked)
    session = triage.load("refund.yaml").start({"today": "2026-04-30"})
    record = session.answer({"bought": "2026-04-29"}).to_dict()
    Path("kept.json").write_text(json.dumps(record))
    code, out, err = run("run", "refund.yaml", "--resume", "kept.json", "--today", day)

    assert (code, out, message in err) == (2, "", True)
    assert "29" not in err
    assert ("leave out --today" in err) is ("kept.json" in err)


def test_what_is_none_on_another_day_is_asked_again_where_that_is_accepted(run):
    """It is said of what, and the rest of the interview stays."""
    asked = REFUND.replace("max: 2027-04-05", "max: today").replace(
        "questions:", "questions:\n  kept: Have you kept the bill?"
    )
    Path("refund.yaml").write_text(asked.replace("ask: bought", "ask: [kept, bought]"))
    session = triage.load("refund.yaml").start({"today": "2026-04-30"})
    session = session.answer({"kept": "yes"}).answer({"bought": "2026-04-29"})
    Path("kept.json").write_text(json.dumps(session.to_dict()))
    on = ("--resume", "kept.json", "--accept-changes", "--today", "2026-04-01")
    code, out, err = run("run", "refund.yaml", *on, typed=b"2026-03-30\n")

    assert (code, "held: 2" in out, "kept the bill" in out) == (0, True, False)
    assert (
        "on 2026-04-01, what was answered to `bought` is not allowed, and is asked"
        in " ".join(err.split())
    )
    assert "29" not in err


def test_a_day_is_named_also_for_a_tree_that_reads_none(run):
    """It changes nothing there."""
    Path("plain.yaml").write_text(PLAIN)
    code, out, _ = run("decide", "plain.yaml", "--today", "2026-04-06", *ILL)
    run("run", "plain.yaml", "--save", "plain.json", typed=b"quit\n")
    on = ("--resume", "plain.json", "--today", "2026-05-06")

    assert (code, "Rest" in out) == (0, True)
    assert "Rest" in run("run", "plain.yaml", *on, typed=b"yes\n")[1]
    assert run("prove", "plain.yaml", "--on", "2026-05-06")[0] == 0


PLAIN = """\
triage: 1
id: plain
title: Plain
questions: {fever: Have you a fever?}
recommendations: {rest: {urgency: self_care, title: Rest}}
start: first
steps: {first: {ask: fever, go: rest}}
properties: {fine: {says: Fine., then: ends(rest)}}
"""
ILL = ("--answer", "fever=yes")


def test_it_is_proved_of_one_day(run):
    """What does not hold on every day may hold on one, and that is said."""
    every, _, _ = run("prove", "refund.yaml")
    code, out, _ = run("prove", "refund.yaml", "--on", "2026-04-05")
    after, _, _ = run("prove", "refund.yaml", "--on", "2026-04-06")
    record = json.loads(run("prove", "refund.yaml", "--on", "2026-04-05", "--json")[1])

    assert (every, code, after) == (1, 0, 1)
    assert out.endswith("refund, on 5 April 2026 only: 1 property, all proved\n")
    assert record[0]["on"] == "2026-04-05"


def test_trees_are_compared_on_one_day(run):
    """Who is told something else from May on is told the same in April."""
    pair = ("compare", "refund.yaml", "later.yaml")
    _, every, _ = run(*pair)
    _, april, _ = run(*pair, "--on", "2026-04-30")
    may = json.loads(run(*pair, "--on", "2026-05-01", "--json")[1])

    assert "More urgent for some" in every
    assert "No decision changes for anybody: proved" in april
    assert "on 30 April 2026 only" in " ".join(april.split())
    assert (may["on"], may["same_logic"]) == ("2026-05-01", False)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("decide", "--today", "1.4.2026"), "write a day such as 2026-04-01"),
        (("prove", "--on", "2026-02-30"), "write a day such as 2026-04-01"),
        (("prove", "--on", "2028-01-01"), "this tree says nothing of 2028-01-01"),
        (
            ("prove", "--on", "2026-01-01", "--certificate", "proof.json"),
            "--certificate is for every day, and --on for one.",
        ),
    ],
)
def test_a_day_that_cannot_be_used_is_refused(run, arguments, message):
    """It is none, or the tree says nothing of it, or everything is wanted of it."""
    command, *options = arguments
    code, _, err = run(command, "refund.yaml", *options)

    assert code == 2
    assert message in " ".join(err.split())
